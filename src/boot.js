// Starts the app where the browser can run it, with its outbox; where it cannot, the page stays as
// it is: readable.
// The page names its parts in data attributes, so that no script is inside it.

import { isAllowed } from "./allowed_markup.js";
import { lock } from "./locks.js";
import { atMost, openOutbox } from "./outbox.js";
import { unique } from "./unique.js";

const root = document.documentElement;
const script = document.querySelector("script[data-app-js]");
const { appJs, appWasm, oldWasm, oldStyle, offline, deploymentJs, bridgeJs } = script.dataset;

// A host that cannot speak to the page says by the address how to show it, until it says otherwise; the name of the
// window has what earlier ones said (bridge/kept_display.js).
for (const [, mode, off] of (self.name + location.search).matchAll(/[?&](embed|elder)(?![^&=])(=off)?/g)) root.toggleAttribute("data-" + mode, !off);

// What the deployment sets, and the host app where there may be one: who asks, and where, is known before
// anything is asked. Loaded where it is needed: most visits have neither.
const injected = self.mingbaiHost ?? self.webkit?.messageHandlers?.mingbaiHost;
const deploy = async () => {
  if (/[?&]e(mbed|lder)/.test(location.search)) (await import(bridgeJs)).keepShown(self);
  const answer = await fetch("/config.json");
  const text = answer.ok ? (await answer.text()).trim() : "{}";
  const config = text === "{}" ? {} : (await import(deploymentJs)).deploy(self, text);
  if (parent === self ? injected : config.hosts) await (await import(bridgeJs)).open(self, config.hosts);
};
// A file that does not come leaves the page as it was built.
const deployed = atMost(4000, deploy().catch(console.debug));

// Where the person stands is asked for while the app is still on its way. Its own first question takes this answer,
// unless it has something else to say before. (A preload in the head would be asked for twice by WebKit.)
const askEarly = () => {
  if (self.mingbaiService) return;
  let answer = fetch("/v1/choices", { signal: AbortSignal.timeout?.(15_000) });
  answer.catch(() => {});
  // What another tab erases meanwhile is not in it; what another decides is on the disk, which the app compares.
  addEventListener("storage", ({ key }) => key === "mingbai.erased" && (answer = undefined));
  self.mingbaiService = {
    fetch: (request) => {
      const early = request.url.endsWith("/v1/choices") && answer;
      answer = undefined;
      return early || fetch(request);
    },
    events: (address) => new EventSource(address),
  };
};

// Rules in cascade layers are none to a browser from before Chrome 99 and Safari 15.4: one sheet with all of
// them, and without layers, takes the place of the others.
let styled;
if (!self.CSSLayerBlockRule) {
  const sheets = document.querySelectorAll("link[rel=stylesheet]");
  const sheet = sheets[0].cloneNode();
  sheet.href = oldStyle;
  styled = new Promise((end) => (sheet.onload = sheet.onerror = end));
  styled.then(({ type }) => type === "load" && sheets.forEach((one) => one.remove()));
  document.head.append(sheet);
}

// A module that uses what the compiler uses (bulk memory, saturating floats). Where it does not compile there
// is a module of the app without; where none compiles, since the engine has no WebAssembly or the policy does
// not let it (no engine before Chrome 97 and Safari 16 knows 'wasm-unsafe-eval'), the page stays as it is.
const floor = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 127, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 21, 1, 19,
  0, 65, 0, 65, 0, 65, 0, 252, 11, 0, 67, 0, 0, 0, 0, 252, 0, 26, 11,
]);
const compiles = (bytes) => {
  try {
    return new WebAssembly.Module(bytes);
  } catch {}
};
const wasm = compiles(floor) ? appWasm : compiles(floor.subarray(0, 8)) && oldWasm;

// Markup comes from this origin's own pages and from templates inside the app, whose policy must have this name;
// text and addresses never become a script. It is parsed to be looked at, and refused where something is in it
// that none of these have: the browser then loads that page itself (docs/decisions/pages-and-app.md).
const types = self.trustedTypes;
const asItIs = types?.createPolicy("parse", { createHTML: (markup) => markup });
// A page that may come in, or null. The app takes what was looked at: a notice is too long to be parsed twice.
self.mingbaiParse = (markup) => {
  const page = new DOMParser().parseFromString(asItIs?.createHTML(markup) ?? markup, "text/html");
  return isAllowed(page) ? page : null;
};
types?.createPolicy("default", { createHTML: (markup) => self.mingbaiParse(markup) && markup });

const start = async () => {
  if (!wasm) {
    root.dataset.app = "unsupported";
    return;
  }
  try {
    deployed.then(askEarly);
    const opening = openOutbox(self);
    // Asking and sending wait longer for the disk than the start does: it may know who this person is.
    const opened = atMost(3000, opening);
    self.mingbaiLock = lock;
    self.mingbaiUnique = unique;
    // By the reader's own clock.
    self.mingbaiTime = (time) => new Date(time).toLocaleString(root.lang, { dateStyle: "long", timeStyle: "short" });
    self.mingbaiSync = () => opened.then(() => self.mingbaiOutbox?.sync());
    const [app] = await Promise.all([import(appJs), atMost(300, opening), deployed, styled]);
    await app.default({ module_or_path: wasm });
    // From now on a person can go to another view without loading its page.
    for (const sheet of document.querySelectorAll("link[data-later]")) sheet.media = "all";
    // A preview keeps nothing.
    if (offline) import(offline).catch(() => {});
  } catch (error) {
    root.dataset.app = "failed";
    console.error("the app did not start", error);
  }
};

// An app that fell is marked, whatever it fell from: its links are then plain links.
const fell = (reason) => {
  if (reason instanceof WebAssembly.RuntimeError) root.dataset.app = "failed";
};
// Older Chromium (106) tells of such an error only that there was one, as of a script of somebody else.
// While a choice is on its way it is taken for the app's: the page must not go on saying that it saves.
const isSaving = () => document.querySelector("[data-phase=saving]") !== null;
addEventListener("error", ({ error, message }) => {
  fell(error);
  if (!error && message === "Script error." && isSaving()) root.dataset.app = "failed";
});
addEventListener("unhandledrejection", (event) => fell(event.reason));

// The page is painted first: what a person reads never waits for the app. A window that is not drawn, as a
// webview in the background, has no frames: the app does not wait for ever for one.
const LATEST_START_MS = 500;
let isStarted = false;
const startOnce = () => {
  if (!isStarted) start();
  isStarted = true;
};
const soon = () => {
  requestAnimationFrame(() => setTimeout(startOnce, 0));
  setTimeout(startOnce, LATEST_START_MS);
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", soon);
else soon();
