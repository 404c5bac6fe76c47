// What a deployment sets: `config.json`, loaded where there is more in it than nothing (boot.js).
// Its text comes in; what may be used is put into effect, and each mistake is a line in the console and all
// of them together a sentence in the page. The type: docs/config.schema.json, made from crates/bridge.
// Entry point: deploy.

import { colour } from "./deployment/colours.js";
import { fits } from "./bridge/fits.js";
import { CONFIG } from "./bridge/protocol.js";

const WHERE = "see docs/embedding.md";

// Gives what is right of it: the entries as they are.
export const deploy = (page, text) => {
  const mistakes = [];
  const config = right(text, (mistake) => mistakes.push(mistake));
  if (config.product) page.mingbaiProduct = config.product;
  if (config.api && config.api !== page.location.origin) page.mingbaiService = elsewhere(page, config.api);
  if (config.colours) colour(page, config.colours, (mistake) => report(page, [mistake]));
  report(page, mistakes);
  if (config.edition) checkEdition(page, config.edition);
  return config;
};

const right = (text, refuse) => {
  let whole;
  try {
    whole = JSON.parse(text);
  } catch {}
  if (typeof whole !== "object" || whole === null || Array.isArray(whole)) {
    refuse("it is no JSON object, so nothing of it is used");
    return {};
  }
  const kinds = new Map(Object.entries(CONFIG).map(([name, kind]) => [name.replace("?", ""), kind]));
  const config = {};
  for (const [name, value] of Object.entries(whole)) {
    if (name === "$schema") continue;
    if (!kinds.has(name)) refuse(`\`${name}\` is no entry; the entries are ${[...kinds.keys()].join(", ")}`);
    else if (!fits(value, kinds.get(name))) refuse(`\`${name}\` is not what it may be, so the page keeps its own`);
    else config[name] = value;
  }
  return config;
};

const report = (page, mistakes) => {
  for (const mistake of mistakes) console.error(`config.json: ${mistake} (${WHERE})`);
  if (mistakes.length > 0) page.document.documentElement.toggleAttribute("data-misconfigured", true);
};

// The consent API of another server, which lets this site in and keeps its cookies.
const elsewhere = (page, api) => ({
  api,
  fetch: (request) => page.fetch(new Request(request, { credentials: "include" })),
  events: (address) => new page.EventSource(address, { withCredentials: true }),
});

// Offline, or where the list cannot be had, nothing is known to be wrong.
const checkEdition = async (page, edition) => {
  const answer = await page.fetch("/content/index.json").catch(() => undefined);
  const published = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
  if (published?.edition && published.edition !== edition) {
    report(page, [`this deployment is for the edition \`${edition}\`, and \`${published.edition}\` was published here`]);
  }
};
