// Starts the app where the browser can run it; where it cannot, the page stays as it is: readable.
// The page names its parts in data attributes, so that no script stands inside it.

const root = document.documentElement;
const script = document.querySelector("script[data-app-js]");

// A module that uses what the compiler uses (reference types, bulk memory, saturating floats):
// older engines refuse it, and keep the prerendered page.
const floor = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 111, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 21, 1, 19,
  0, 65, 0, 65, 0, 65, 0, 252, 11, 0, 67, 0, 0, 0, 0, 252, 0, 26, 11,
]);
const canRun = typeof WebAssembly === "object" && WebAssembly.validate(floor);

// Markup reaches the page from this origin's own prerendered files and from templates inside the
// app. Anything that could run is refused here as well as by the content security policy.
if (self.trustedTypes) {
  const ownScript = /<script type="module" src="\/boot-[0-9a-f]+\.js"[^<>]*><\/script>/;
  const runs = /<script|<iframe|<object|<embed|<[^>]*\son[a-z]+\s*=|javascript:/i;
  const check = (markup) => {
    if (runs.test(markup.replace(ownScript, ""))) throw new TypeError("markup that could run was refused");
    return markup;
  };
  trustedTypes.createPolicy("default", { createHTML: check, createScriptURL: (url) => url });
}

// A first visit gets a small app. Somebody who has made choices, or goes to see them, gets the
// whole one, with history and receipts.
const needsWhole = () => {
  if (document.querySelector("[data-w=history]")) return true;
  try {
    return Object.keys(localStorage).some((key) => key.startsWith("mingbai."));
  } catch {
    return false;
  }
};

const start = async () => {
  if (!canRun) {
    root.dataset.app = "unsupported";
    return;
  }
  try {
    const { appJs, appWasm, wholeJs, wholeWasm } = script.dataset;
    const app = await import(needsWhole() ? wholeJs : appJs);
    await app.default({ module_or_path: needsWhole() ? wholeWasm : appWasm });
  } catch (error) {
    root.dataset.app = "failed";
    console.error("the app did not start; the page works without it", error);
  }
};

// An app that fell is marked, whatever it fell from: its links are then plain links.
const fell = (reason) => {
  if (reason instanceof WebAssembly.RuntimeError) root.dataset.app = "failed";
};
addEventListener("error", (event) => fell(event.error));
addEventListener("unhandledrejection", (event) => fell(event.reason));

// The page is painted first: what a person reads never waits for the app.
const soon = () => requestAnimationFrame(() => setTimeout(start, 0));
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", soon);
else soon();
