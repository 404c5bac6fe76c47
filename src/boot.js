// Starts the app where the browser can run it, with its outbox; where it cannot, the page stays as
// it is: readable.
// The page names its parts in data attributes, so that no script is inside it.

import { atMost, openOutbox } from "./outbox.js";

const root = document.documentElement;
const script = document.querySelector("script[data-app-js]");
const { appJs, appWasm, deploymentJs, bridgeJs } = script.dataset;

// A host that cannot speak to the page says by the address how to show it.
for (const [, mode] of location.search.matchAll(/[?&](embed|elder)(?![^&=])/g)) root.dataset[mode] = "";

// What the deployment sets, and the host app where there may be one: who asks, and where, is known before
// anything is asked. Loaded where it is needed: most visits have neither.
const injected = self.mingbaiHost ?? self.webkit?.messageHandlers?.mingbaiHost;
const deploy = async () => {
  const answer = await fetch("/config.json");
  const text = answer.ok ? (await answer.text()).trim() : "{}";
  const config = text === "{}" ? {} : (await import(deploymentJs)).deploy(self, text);
  if (parent === self ? injected : config.hosts) await (await import(bridgeJs)).open(self, config.hosts);
};
// A file that does not come leaves the page as it was built.
const deployed = atMost(4000, deploy().catch(console.debug));

// A module that uses what the compiler uses (reference types, bulk memory, saturating floats):
// older engines refuse it, and keep the prerendered page.
const floor = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 111, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 21, 1, 19,
  0, 65, 0, 65, 0, 65, 0, 252, 11, 0, 67, 0, 0, 0, 0, 252, 0, 26, 11,
]);
const canRun = typeof WebAssembly === "object" && WebAssembly.validate(floor);

// Markup comes from this origin's own pages and from templates inside the app, whose policy must have
// this name; text and addresses never become a script. What protects from markup that could run is the
// content security policy, here as where a page is loaded (docs/decisions/pages-and-app.md).
self.trustedTypes?.createPolicy("default", { createHTML: (markup) => markup });

const start = async () => {
  if (!canRun) {
    root.dataset.app = "unsupported";
    return;
  }
  try {
    const opening = openOutbox(self);
    // Asking and sending wait longer for the disk than the start does: it may know who this person is.
    const opened = atMost(3000, opening);
    self.mingbaiSync = () => opened.then(() => self.mingbaiOutbox?.sync());
    const [app] = await Promise.all([import(appJs), atMost(300, opening), deployed]);
    await app.default({ module_or_path: appWasm });
    // From now on a person can go to another view without loading its page.
    for (const sheet of document.querySelectorAll("link[data-later]")) sheet.media = "all";
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
