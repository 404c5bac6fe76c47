// Whether a value is what it may be, by the list in protocol.js; how a kind is written there is said in
// crates/bridge/src/published/script.rs.
// Entry points: fits, and fields for an object.

// One site alone, as browsers write it: no path, no pattern, and not "null".
const ORIGIN = /^https?:\/\/[a-z0-9.:[\]-]+$/;
const COLOUR = /^#[0-9a-f]{6}$/i;
const LONGEST_LIST = 64;

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

export const fits = (value, kind) => {
  if (kind === true) return typeof value === "boolean";
  if (typeof kind === "number") return typeof value === "string" && value.length <= kind;
  if (kind === "#origin") return typeof value === "string" && ORIGIN.test(value);
  if (kind === "#colour") return typeof value === "string" && COLOUR.test(value);
  if (typeof kind === "string") return kind.split(" ").includes(value);
  if (!Array.isArray(kind)) return isObject(value) && fields(value, kind);
  if (kind.length === 2) return Number.isInteger(value) && value >= kind[0] && value <= kind[1];
  return Array.isArray(value) && value.length <= LONGEST_LIST && value.every((one) => fits(one, kind[0]));
};

// Members that are not known are passed over.
export const fields = (object, kinds) =>
  Object.entries(kinds).every(([name, kind]) => {
    const value = object[name.replace("?", "")];
    return value === undefined || value === null ? name.endsWith("?") : fits(value, kind);
  });
