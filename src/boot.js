// Starts the app where the browser can run it, with its outbox; where it cannot, the page stays as
// it is: readable.
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

// Markup comes from this origin's own pages and from templates inside the app, whose policy must have
// this name; text and addresses never become a script. What protects from markup that could run is the
// content security policy, here as where a page is loaded (docs/decisions/pages-and-app.md).
self.trustedTypes?.createPolicy("default", { createHTML: (markup) => markup });

// What local storage throws where it is denied is as good as nothing.
const inLocalStorage = (act) => {
  try {
    return act(localStorage);
  } catch {}
};

// The outbox: a copy in memory of what IndexedDB holds, which the app reads and writes as it would a
// `Storage`. Each change is written through and told to the other tabs (docs/decisions/outbox.md).
const bringOutbox = async () => {
  const disk = await new Promise((resolve, reject) => {
    const asked = indexedDB.open("mingbai");
    asked.onupgradeneeded = () => asked.result.createObjectStore("outbox");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = reject;
  });
  // Ends when what was written is on the disk. Transactions take turns, in all tabs together: one
  // that reads finds all that was written before it.
  const run = (mode, act) => new Promise((resolve, reject) => {
    const work = disk.transaction("outbox", mode, { durability: "strict" });
    const asked = act(work.objectStore("outbox"), work);
    work.oncomplete = () => resolve(asked.result);
    work.onabort = reject;
  });
  const read = () => run("readonly", (store) => store.getAll());

  const forget = (name) => inLocalStorage((storage) => storage.removeItem(name));

  // What was kept without this disk. The app sees it here from now on, and not in local storage any
  // more: what is decided while it is taken over below is in one place alone.
  const left = new Map(inLocalStorage((storage) => Object.entries(storage).filter(([name]) => name.startsWith("mingbai.outbox."))) ?? []);
  let items = new Map(left);
  // What the disk does not have yet, or would not take.
  const pending = new Map(left);
  let asked = 0;
  let heard = 0;
  const refresh = async () => {
    const turn = ++asked;
    const kept = await read();
    // An earlier one may end later.
    if (turn < heard) return;
    heard = turn;
    const before = items;
    items = new Map([...kept, ...pending]);
    // The app hears of it by the event that local storage would send.
    for (const key of new Set([...before.keys(), ...items.keys()])) {
      if (before.get(key) !== items.get(key)) dispatchEvent(new StorageEvent("storage", { key }));
    }
  };
  const write = async (name, text) => {
    items.set(name, text);
    pending.set(name, text);
    try {
      await run("readwrite", (store, work) => {
        const asked = text === undefined ? store.delete(name) : store.put([name, text], name);
        // From here on the end of this page does not keep it from the disk.
        work.commit?.();
        return asked;
      });
      if (pending.get(name) === text) pending.delete(name);
    } catch {
      inLocalStorage((storage) => text && storage.setItem(name, text));
    }
    if (!text) forget(name);
    tell(name);
  };
  self.mingbaiOutbox = {
    get length() {
      return items.size;
    },
    key: (place) => [...items.keys()][place],
    getItem: (name) => items.get(name),
    setItem: write,
    removeItem: (name) => write(name, left.has(name) ? "" : undefined),
    // Sending waits longer than the page's start: what is not known is not sent in its right order.
    sync: () => atMost(3000, refresh()),
  };

  // What changed is on the disk; a tab that ended before it told is found out by the next reading.
  const hear = () => refresh().catch(() => {});
  const channel = self.BroadcastChannel && new BroadcastChannel("mingbai");
  const told = "mingbai.told";
  const tell = (name) => {
    if (channel) channel.postMessage(name);
    else inLocalStorage((storage) => storage.setItem(told, name));
    forget(told);
  };
  if (channel) channel.onmessage = hear;
  else addEventListener("storage", ({ key, newValue }) => key === told && newValue && hear());

  // It is taken over: it is newer than what waits on the disk unsent for the same control. One that
  // is known there was taken over before: local storage forgets what it did in its last seconds.
  try {
    await run("readwrite", (store) => {
      const asked = store.getAll();
      asked.onsuccess = () => {
        const kept = new Map(asked.result);
        for (const [name, text] of left) {
          if (kept.has(name)) continue;
          const control = name.slice(0, name.lastIndexOf(".") + 1);
          for (const [other, text] of kept) {
            if (other.startsWith(control) && text.includes('"token":null')) store.delete(other);
          }
          store.put([name, text], name);
        }
        for (const [name, text] of kept) if (!text && !left.has(name)) store.delete(name);
      };
      return asked;
    });
  } catch (error) {
    delete self.mingbaiOutbox;
    throw error;
  }
  for (const [name, text] of left) {
    if (pending.get(name) === text) pending.delete(name);
    forget(name);
    tell(name);
  }
  await refresh();
};

// IndexedDB may be missing, refused, slow or never answer: nothing waits longer for it.
const atMost = (wait, work) => Promise.race([work.catch(() => {}), new Promise((end) => setTimeout(end, wait))]);

const start = async () => {
  if (!canRun) {
    root.dataset.app = "unsupported";
    return;
  }
  try {
    const { appJs, appWasm } = script.dataset;
    const [app] = await Promise.all([import(appJs), atMost(300, bringOutbox())]);
    await app.default({ module_or_path: appWasm });
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
