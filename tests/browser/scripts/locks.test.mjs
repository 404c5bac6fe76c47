// Locks where the browser has none, or where they are for one page alone: in line, as Web Locks are.

import assert from "node:assert/strict";
import { before, test } from "node:test";

let lock;
before(async () => {
  Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
  ({ lock } = await import("../../../src/locks.js"));
});

/** Asks for locks of one name in this order, and tells which are held after each one is let go. */
function asked(name, modes) {
  const held = [];
  const letGo = modes.map((mode, place) => lock(name, mode, true).then((go) => (held.push(place), go)));
  const settled = () => new Promise((end) => setImmediate(end));
  return {
    held: async () => (await settled(), held.join("")),
    release: async (place) => (await letGo[place])(),
  };
}

test("one that is alone waits for those before it, and those after it wait for it", async () => {
  const line = asked("one", ["shared", "shared", "exclusive", "shared", "exclusive"]);
  assert.equal(await line.held(), "01");
  await line.release(0);
  assert.equal(await line.held(), "01");
  await line.release(1);
  assert.equal(await line.held(), "012");
  await line.release(2);
  assert.equal(await line.held(), "0123");
  await line.release(3);
  assert.equal(await line.held(), "01234");
});

test("one that is held keeps no other name waiting", async () => {
  const one = asked("two", ["exclusive", "exclusive"]);
  const other = asked("three", ["exclusive"]);
  assert.deepEqual([await one.held(), await other.held()], ["0", "0"]);
});

test("a browser that refuses its locks leaves the page with its own", async () => {
  Object.defineProperty(globalThis, "navigator", { value: { locks: { request: () => Promise.reject(new Error("no")) } }, configurable: true });
  const line = ["exclusive", "exclusive"].map((mode) => lock("four", mode, false));
  const go = await line[0];
  let isHeld = false;
  const second = line[1].then((go) => ((isHeld = true), go));
  await new Promise((end) => setImmediate(end));
  assert.equal(isHeld, false);
  go();
  (await second)();
});
