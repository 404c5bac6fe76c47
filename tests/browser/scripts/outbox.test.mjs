// The outbox on the disk, without a browser: src/outbox.js over an IndexedDB in memory. Whole browsers
// that are killed are in ../outbox.test.mjs.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { afterEach, test } from "node:test";

import { IDBFactory, IDBObjectStore, IDBTransaction } from "fake-indexeddb";

// No package.json says that the app's sources are modules; an address with the text in it is one.
const source = await readFile(new URL("../../../src/outbox.js", import.meta.url), "utf8");
const { atMost, openOutbox } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const NAME = "mingbai.outbox.ads.k1";
const wish = (fields = {}) => JSON.stringify({ turn: 1, verb: "object", token: null, ...fields });

/** Local storage: its items are its own properties, as in a browser. */
const newStorage = () =>
  Object.create({
    getItem(name) {
      return this[name] ?? null;
    },
    setItem(name, text) {
      this[name] = text;
    },
    removeItem(name) {
      delete this[name];
    },
  });

/** What the tabs of a browser share. */
const newDevice = (given = {}) => ({ indexedDB: new IDBFactory(), localStorage: newStorage(), ...given });

const channels = [];

/** A window, as far as the outbox uses one; `heard` are the items that its app heard of. */
class Tab extends EventTarget {
  heard = [];

  constructor(device) {
    super();
    Object.defineProperties(this, Object.getOwnPropertyDescriptors(device));
    this.addEventListener("storage", ({ key }) => this.heard.push(key));
  }

  StorageEvent = class extends Event {
    constructor(type, { key }) {
      super(type);
      this.key = key;
    }
  };

  BroadcastChannel = class extends BroadcastChannel {
    constructor(name) {
      super(name);
      channels.push(this);
    }
  };
}

// An open channel keeps Node running.
afterEach(() => channels.splice(0).forEach((channel) => channel.close()));

/** A tab with its outbox open. */
async function open(device) {
  const tab = new Tab(device);
  await openOutbox(tab);
  return { tab, outbox: tab.mingbaiOutbox };
}

const names = (outbox) => Array.from({ length: outbox.length }, (_, place) => outbox.key(place)).sort();

/** Ends when a tab has heard of an item. */
async function hears(tab, name) {
  while (!tab.heard.includes(name)) await new Promise((again) => setTimeout(again, 5));
}

const full = () => {
  throw new DOMException("no room is left", "QuotaExceededError");
};

test("a wish that is kept is read again by the next page", async () => {
  const device = newDevice();
  const { outbox } = await open(device);
  outbox.setItem(NAME, wish());
  assert.equal(outbox.getItem(NAME), wish(), "the page that keeps it reads it at once");
  await outbox.sync();
  assert.equal(outbox.isKept(NAME), true);
  const next = await open(device);
  assert.equal(next.outbox.getItem(NAME), wish());
  assert.deepEqual(names(next.outbox), [NAME]);
});

test("a wish that was answered does not come back", async () => {
  const device = newDevice();
  const { outbox } = await open(device);
  outbox.setItem(NAME, wish());
  outbox.removeItem(NAME);
  await outbox.sync();
  assert.deepEqual(names(outbox), []);
  assert.deepEqual(names((await open(device)).outbox), []);
});

test("another tab hears of a wish and reads it", async () => {
  const device = newDevice();
  const [one, two] = [await open(device), await open(device)];
  one.outbox.setItem(NAME, wish());
  await hears(two.tab, NAME);
  assert.equal(two.outbox.getItem(NAME), wish());
});

test("a tab that heard nothing reads at the next sync what another one wrote", async () => {
  const device = newDevice({ BroadcastChannel: undefined });
  const [one, two] = [await open(device), await open(device)];
  one.outbox.setItem(NAME, wish());
  await one.outbox.sync();
  assert.deepEqual(names(two.outbox), []);
  await two.outbox.sync();
  assert.deepEqual(names(two.outbox), [NAME]);
});

test("two tabs that keep the same key keep one wish", async () => {
  const device = newDevice();
  const [one, two] = [await open(device), await open(device)];
  one.outbox.setItem(NAME, wish());
  two.outbox.setItem(NAME, wish({ token: "t" }));
  await Promise.all([one.outbox.sync(), two.outbox.sync()]);
  const next = await open(device);
  assert.deepEqual(names(next.outbox), [NAME]);
  assert.equal(next.outbox.getItem(NAME), wish({ token: "t" }), "the one that was written last");
});

test("a wish of local storage is taken over once, and leaves it", async () => {
  const device = newDevice();
  device.localStorage.setItem(NAME, wish());
  const { outbox } = await open(device);
  assert.equal(outbox.getItem(NAME), wish());
  assert.equal(device.localStorage.getItem(NAME), null);
  outbox.removeItem(NAME);
  await outbox.sync();
  // A browser that was killed has forgotten that it was removed.
  device.localStorage.setItem(NAME, wish());
  const next = await open(device);
  assert.ok(!next.outbox.getItem(NAME), "it was answered before");
});

test("a wish of local storage takes the place of one that waits unsent, and of no other", async () => {
  const device = newDevice();
  const { outbox } = await open(device);
  const sent = wish({ token: "t", within: { token: null } });
  outbox.setItem("mingbai.outbox.ads.unsent", '{ "token": null }');
  outbox.setItem("mingbai.outbox.ads.sent", sent);
  outbox.setItem("mingbai.outbox.ads.unreadable", "no wish");
  outbox.setItem("mingbai.outbox.listen.unsent", wish());
  await outbox.sync();
  device.localStorage.setItem(NAME, wish());
  const next = await open(device);
  assert.deepEqual(names(next.outbox), [
    NAME,
    "mingbai.outbox.ads.sent",
    "mingbai.outbox.ads.unreadable",
    "mingbai.outbox.listen.unsent",
  ]);
});

const CANNOT_BE_OPENED = {
  "fails": { open: () => failing() },
  "is missing": undefined,
};

/** A request that ends with an error, as where a profile is read-only. */
function failing() {
  const request = {};
  queueMicrotask(() => request.onerror(new Event("error")));
  return request;
}

for (const [how, indexedDB] of Object.entries(CANNOT_BE_OPENED)) {
  test(`where opening the database ${how}, there is no outbox, and local storage keeps what it has`, async () => {
    const device = newDevice({ indexedDB });
    device.localStorage.setItem(NAME, wish());
    const tab = new Tab(device);
    await assert.rejects(openOutbox(tab));
    assert.equal(tab.mingbaiOutbox, undefined);
    assert.equal(device.localStorage.getItem(NAME), wish());
  });
}

test("nothing waits longer than it should for a database that never answers", async () => {
  const tab = new Tab(newDevice({ indexedDB: { open: () => ({}) } }));
  await atMost(20, openOutbox(tab));
  assert.equal(tab.mingbaiOutbox, undefined);
});

test("a database that cannot be read leaves the page to local storage", async (context) => {
  context.mock.method(IDBObjectStore.prototype, "getAll", full);
  const device = newDevice();
  device.localStorage.setItem(NAME, wish());
  const tab = new Tab(device);
  await assert.rejects(openOutbox(tab));
  assert.equal(tab.mingbaiOutbox, undefined);
  assert.equal(device.localStorage.getItem(NAME), wish());
});

// What can go wrong with one write.
const REFUSALS = {
  "a transaction that aborts": (mock) => mock.method(IDBTransaction.prototype, "commit", function () { this.abort(); }),
  "a disk that is full": (mock) => mock.method(IDBObjectStore.prototype, "put", full),
};

for (const [what, refuse] of Object.entries(REFUSALS)) {
  test(`after ${what}, local storage keeps the wish, and the next page takes it over`, async (context) => {
    const device = newDevice();
    const { outbox } = await open(device);
    const refusal = refuse(context.mock);
    outbox.setItem(NAME, wish());
    await outbox.sync();
    assert.equal(device.localStorage.getItem(NAME), wish());
    assert.equal(outbox.isKept(NAME), true);
    refusal.mock.restore();
    const next = await open(device);
    assert.equal(next.outbox.getItem(NAME), wish());
    assert.equal(device.localStorage.getItem(NAME), null);
  });

  test(`after ${what}, with local storage full as well, it is told that the wish is not kept`, async (context) => {
    const device = newDevice();
    Object.getPrototypeOf(device.localStorage).setItem = full;
    const { outbox } = await open(device);
    const refusal = refuse(context.mock);
    outbox.setItem(NAME, wish());
    await outbox.sync();
    assert.equal(outbox.getItem(NAME), wish(), "this page has it still");
    assert.equal(outbox.isKept(NAME), false);
    refusal.mock.restore();
    outbox.setItem(NAME, wish({ token: "t" }));
    await outbox.sync();
    assert.equal(outbox.isKept(NAME), true, "the disk has room again");
  });
}

test("what is not sent yet is kept again when the disk is wiped under the page, and nothing else", async () => {
  let disk;
  class Watched extends IDBFactory {
    open(...given) {
      const opening = super.open(...given);
      opening.addEventListener("success", () => (disk = opening.result));
      return opening;
    }
  }
  const device = newDevice({ indexedDB: new Watched() });
  const { outbox } = await open(device);
  outbox.setItem(NAME, wish());
  outbox.setItem("mingbai.confirmed.ads", "{}");
  outbox.setItem("mingbai.outbox.games.k2", wish());
  outbox.removeItem("mingbai.outbox.games.k2");
  await outbox.sync();
  // A browser closes the connection, deletes what is there, and says so.
  const { onclose } = disk;
  disk.close();
  await new Promise((resolve) => (device.indexedDB.deleteDatabase("mingbai").onsuccess = resolve));
  onclose();
  while (!device.localStorage.getItem(NAME)) await new Promise((again) => setTimeout(again, 5));
  assert.equal(outbox.isKept(NAME), true);
  assert.deepEqual(names((await open(device)).outbox), [NAME]);
  // With local storage wiped as well it is told that the page has to stay open, and the page has it still.
  delete device.localStorage[NAME];
  assert.equal(outbox.isKept(NAME), false);
  assert.equal(outbox.getItem(NAME), wish());
});
