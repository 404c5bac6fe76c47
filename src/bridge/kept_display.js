// What an address says of how the page is shown (`?embed`, `?elder`, `=off`), for the session in this window or frame:
// in its name, which outlives the page, belongs to no other frame, and is there where storage is blocked. The address
// is then one that can be shared. Who has named the window finds it by that: it keeps its name, and the address.
// Entry points: keepShown, when boot.js has shown it so, and show for what the host says by the bridge.

const SAID = /[?&](embed|elder)(?![^&=])[^&]*/g;
const MODES = ["embed", "elder"];

// Our own names begin with this, since what follows is read as the rest of a query.
const BEFORE = "&";

export const keepShown = (page) => {
  const { document, history, location } = page;
  if (page.name && !page.name.startsWith(BEFORE)) return;
  const shown = MODES.filter((mode) => document.documentElement.hasAttribute(`data-${mode}`));
  page.name = shown.map((mode) => BEFORE + mode).join("");
  const rest = location.search.replace(SAID, "").replace(/^&/, "?");
  history.replaceState(history.state, "", location.pathname + rest + location.hash);
};

// What an address has said before counts no more.
export const show = (page, root, mode, isOn) => {
  root.toggleAttribute(`data-${mode}`, isOn);
  if (page.name.startsWith(BEFORE)) page.name = page.name.replace(BEFORE + mode, "");
};
