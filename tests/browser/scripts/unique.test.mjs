// What makes idempotency keys, with randomUUID and without.

import assert from "node:assert/strict";
import { test } from "node:test";

import { unique } from "../../../src/unique.js";

for (const has of [true, false]) {
  test(`keys differ and fit a header, ${has ? "with" : "without"} randomUUID`, () => {
    if (!has) Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
    const keys = Array.from({ length: 1000 }, unique);
    assert.equal(new Set(keys).size, 1000);
    for (const key of keys) assert.match(key, /^[0-9a-f-]{20,64}$/);
    delete crypto.randomUUID;
  });
}
