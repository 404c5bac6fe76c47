// The outbox on the disk: a copy in memory of what IndexedDB has, which the app reads and writes as it
// would a `Storage`. Each change is written through and told to the other tabs
// (docs/decisions/outbox.md).
// A window comes in and gets the outbox as a property; `cargo xtask build` joins this file with
// boot.js, which calls it. Entry points: openOutbox and atMost.

// IndexedDB may be missing, refused, slow or never answer: nothing waits longer for it.
export const atMost = (wait, work) => Promise.race([work.catch(() => {}), new Promise((end) => setTimeout(end, wait))]);

const isWish = ([name]) => name.startsWith("mingbai.outbox.");

// A wish that was never sent: its view token is added when it is (`Stored` in outbox.rs).
const isUnsent = (text) => {
  try {
    return JSON.parse(text).token === null;
  } catch {}
};

export const openOutbox = async (page) => {
  const disk = await new Promise((resolve, reject) => {
    const opening = page.indexedDB.open("mingbai");
    opening.onupgradeneeded = () => opening.result.createObjectStore("outbox");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = reject;
  });
  // What a person wipes is wiped, but for what this page has still to send and says that it keeps. Chromium opens no
  // disk anew that it has just closed, and local storage may be wiped a little later.
  disk.onclose = () => {
    items = new Map([...items].filter(isWish));
    setTimeout(() => items.forEach((text, name) => write(name, text)), 1000);
  };
  // Ends when what was written is on the disk. Transactions take turns, in all tabs together: one
  // that reads finds all that was written before it.
  const run = (mode, act) => new Promise((resolve, reject) => {
    const transaction = disk.transaction("outbox", mode, { durability: "strict" });
    const request = act(transaction.objectStore("outbox"), transaction);
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = reject;
  });
  const read = () => run("readonly", (store) => store.getAll());

  // What local storage throws where it is denied or full is as good as nothing.
  const inLocalStorage = (act) => {
    try {
      return act(page.localStorage);
    } catch {}
  };
  const forget = (name) => inLocalStorage((storage) => storage.removeItem(name));

  // What was kept without this disk. The app sees it here from now on, and not in local storage any
  // more: what is decided while it is taken over below is in one place alone.
  const left = new Map(inLocalStorage((storage) => Object.entries(storage).filter(isWish)) ?? []);
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
      if (before.get(key) !== items.get(key)) page.dispatchEvent(new page.StorageEvent("storage", { key }));
    }
  };
  const write = async (name, text) => {
    items.set(name, text);
    pending.set(name, text);
    try {
      await run("readwrite", (store, transaction) => {
        const request = text === undefined ? store.delete(name) : store.put([name, text], name);
        // From here on the end of this page does not keep it from the disk.
        transaction.commit?.();
        return request;
      });
      if (pending.get(name) === text) pending.delete(name);
    } catch {
      inLocalStorage((storage) => text && storage.setItem(name, text));
    }
    if (!text) forget(name);
    tell(name);
  };
  page.mingbaiOutbox = {
    get length() {
      return items.size;
    },
    key: (place) => [...items.keys()][place],
    getItem: (name) => items.get(name),
    setItem: write,
    removeItem: (name) => write(name, left.has(name) ? "" : undefined),
    // Whether an item outlives this page: a disk may be full, or not answer, and local storage too.
    isKept: (name) => !pending.has(name) || !!inLocalStorage((storage) => storage.getItem(name)),
    // Sending waits longer than the page's start: what is not known is not sent in its right order.
    sync: () => atMost(3000, refresh()),
  };

  // What changed is on the disk; a tab that ended before it told is found out by the next reading.
  const hear = () => refresh().catch(() => {});
  const channel = page.BroadcastChannel && new page.BroadcastChannel("mingbai");
  const told = "mingbai.told";
  const tell = (name) => {
    if (channel) channel.postMessage(name);
    else inLocalStorage((storage) => storage.setItem(told, name));
    forget(told);
  };
  if (channel) channel.onmessage = hear;
  else page.addEventListener("storage", ({ key, newValue }) => key === told && newValue && hear());

  // It is taken over: it is newer than what waits on the disk unsent for the same control. One that
  // is known there was taken over before: local storage forgets what it did in its last seconds.
  try {
    await run("readwrite", (store) => {
      const request = store.getAll();
      request.onsuccess = () => {
        const kept = new Map(request.result);
        for (const [name, text] of left) {
          if (kept.has(name)) continue;
          const control = name.slice(0, name.lastIndexOf(".") + 1);
          for (const [other, text] of kept) {
            if (other.startsWith(control) && isUnsent(text)) store.delete(other);
          }
          store.put([name, text], name);
        }
        for (const [name, text] of kept) if (!text && !left.has(name)) store.delete(name);
      };
      return request;
    });
  } catch (error) {
    delete page.mingbaiOutbox;
    throw error;
  }
  for (const [name, text] of left) {
    if (pending.get(name) === text) pending.delete(name);
    forget(name);
    tell(name);
  }
  await refresh();
};
