// Bad days: whatever happens between page and server, no choice is lost, stored twice or shown as
// saved when it is not.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { place, press, says } from "./choice.mjs";
import { startProxy } from "./proxy.mjs";
import { launch, startServer } from "./support.mjs";

const RUNS = Number(process.env.RUNS ?? 200);
const SEED = Number(process.env.SEED ?? 20261124);

let browser;
let server;
let proxy;
before(async () => {
  browser = await launch();
  server = await startServer({ env: { WRITES_PER_MINUTE: "0" } });
  proxy = await startProxy(server.base);
});
after(async () => {
  await browser?.close();
  proxy?.stop();
  await server?.remove();
});

/** A page of a new person, or of the person of a context. */
async function open(context, prepare) {
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(`${proxy.base}/en/choices/`);
  await page.locator("main [data-w=choice][data-phase=rest]").first().waitFor();
  return page;
}

/** Runs a claim with a person of its own and a proxy that does nothing yet. */
function claim(name, check, options = {}) {
  test(name, { timeout: 60_000 }, async () => {
    proxy.fault = () => undefined;
    proxy.confirmed = [];
    const context = await browser.newContext(options);
    await check(context);
    await context.close();
    proxy.fault = () => undefined;
  });
}

const online = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

async function stored(page, purpose) {
  const { choices } = await (await page.request.get(`${server.base}/v1/choices`)).json();
  return choices.find((choice) => choice.purpose === purpose);
}

/** Everything that the server keeps about the person of a page, guardians' words left out. */
async function records(page) {
  const { records } = await (await page.request.get(`${server.base}/v1/records`)).json();
  return records;
}

/** A fault for the first decisions only. */
function first(count, fault) {
  let left = count;
  return ({ method }) => (method === "PUT" && left-- > 0 ? fault : undefined);
}

for (const fault of ["500", "cut", "lost", "429 1", "expired"]) {
  claim(`a decision that meets “${fault}” is stored once`, async (context) => {
    const page = await open(context);
    proxy.fault = first(2, fault);
    if (fault === "expired") proxy.fault = first(1, fault);
    await press(page, "ads", "Off");
    if (fault !== "expired") await says(page, "ads", /Not sent yet.*What holds now: Not set/);
    await says(page, "ads", /Saved\. Off/);
    assert.equal((await stored(page, "ads")).setting, "objected");
    assert.equal((await records(page)).length, 1);
  });
}

claim("a notice that changed is said, and nothing is stored", async (context) => {
  const page = await open(context);
  proxy.fault = first(1, "changed");
  await press(page, "ads", "Off");
  await says(page, "ads", /notice has changed.*What holds now: Not set/);
  assert.equal(await place(page, "ads").locator("[aria-pressed=true]").count(), 0);
  assert.equal((await records(page)).length, 0);
});

claim("a refusal is said with what still holds", async (context) => {
  const page = await open(context);
  await press(page, "ads", "On");
  await says(page, "ads", /Saved\. On/);
  proxy.fault = first(1, "422");
  await press(page, "ads", "Off");
  await says(page, "ads", /did not accept it.*What holds now: On/);
  assert.equal((await stored(page, "ads")).setting, "allowed");
});

claim("a change on another device is shown and not written over", async (context) => {
  const page = await open(context);
  await press(page, "ads", "On");
  await says(page, "ads", /Saved\. On/);
  // The other device's decision is stored while this page's one is under way.
  let isFirst = true;
  const { view_token: token, words } = await token_for(page, "ads");
  let isUnderWay;
  const underWay = new Promise((resolve) => (isUnderWay = resolve));
  proxy.fault = ({ method }) => {
    if (method !== "PUT") return undefined;
    isUnderWay();
    return "slow 2000";
  };
  await press(page, "ads", "Off");
  await underWay;
  const answer = await page.request.put(`${server.base}/v1/choices/ads`, {
    headers: { "idempotency-key": `other-${isFirst}`, "if-match": "\"1\"" },
    data: { verb: "object", view_token: token, words, surface: "other", actor: "subject", client_time: null, guardian_token: null, age_band: null },
  });
  assert.equal(answer.status(), 200);
  isFirst = false;
  await says(page, "ads", /changed elsewhere.*What holds now: Off/);
  assert.equal((await records(page)).length, 2);
});

claim("an answer that never comes is waited for, then asked for again", async (context) => {
  const page = await open(context, (page) => page.clock.install());
  proxy.fault = first(1, "hang 40000");
  await press(page, "ads", "Off");
  await says(page, "ads", /Saving/);
  await page.waitForTimeout(300);
  await page.clock.fastForward(16_000);
  await says(page, "ads", /Not sent yet/);
  await page.clock.fastForward(5_000);
  await says(page, "ads", /Saved\. Off/);
  assert.equal((await records(page)).length, 1);
});

claim("answers out of order end in the last wish", async (context) => {
  const page = await open(context);
  await press(page, "ads", "Off");
  await says(page, "ads", /Saved\. Off/);
  // What was asked before the next decision arrives long after it.
  let isFirst = true;
  proxy.fault = ({ method, path }) => {
    if (method === "GET" && path === "/v1/choices" && isFirst) {
      isFirst = false;
      return "late 900";
    }
  };
  await online(page);
  await page.waitForTimeout(200);
  await press(page, "ads", "On");
  await says(page, "ads", /Saved\. On/);
  await page.waitForTimeout(1000);
  await says(page, "ads", /On/);
  assert.equal(await place(page, "ads").locator("[aria-pressed=true]").textContent(), "On");
});

claim("a consent given and refused in one breath ends refused", async (context) => {
  const page = await open(context);
  proxy.fault = ({ method }) => (method === "PUT" ? "late 250" : undefined);
  await press(page, "werun", "Agree");
  await press(page, "werun", "Refuse");
  await says(page, "werun", /Saved\. Withdrawn/);
  assert.equal((await stored(page, "werun")).status, "withdrawn");
});

claim("offline for a while: wishes wait, and the last of each is stored once", async (context) => {
  const page = await open(context);
  proxy.fault = () => "cut";
  for (const answer of ["Off", "On", "Off"]) await press(page, "ads", answer);
  await press(page, "listen", "Off");
  await says(page, "ads", /Not sent yet/);
  await says(page, "listen", /Not sent yet/);
  proxy.fault = () => undefined;
  await online(page);
  await says(page, "ads", /Saved\. Off/);
  await says(page, "listen", /Saved\. Off/);
  assert.equal((await stored(page, "ads")).setting, "objected");
  assert.ok((await records(page)).length <= 3, "what was never sent is not stored");
});

claim("the first decision, stored and not answered, does not make two people", async (context) => {
  const page = await open(context);
  proxy.fault = first(1, "lost");
  await press(page, "ads", "Off");
  await says(page, "ads", /Not sent yet/);
  await press(page, "listen", "Off");
  await says(page, "listen", /Saved\. Off/);
  await says(page, "ads", /Saved\. Off/);
  const kept = await records(page);
  assert.equal(kept.length, 2);
  assert.equal(new Set(proxy.confirmed.map(({ record }) => record)).size, 2);
});

claim("a page killed in the middle: the next one finishes, under the same key", async (context) => {
  let page = await open(context);
  proxy.fault = first(1, "late 5000");
  await press(page, "ads", "Off");
  await page.waitForTimeout(300);
  await page.close({ runBeforeUnload: false });
  proxy.fault = () => undefined;
  page = await open(context);
  await says(page, "ads", /Off/);
  assert.equal((await stored(page, "ads")).setting, "objected");
  assert.equal((await records(page)).length, 1);
});

claim("when the tab that sends dies, another one takes over", async (context) => {
  const one = await open(context);
  const two = await open(context);
  proxy.fault = first(1, "hang 20000");
  // Either may get the lock; the one that sends is the one that dies.
  const sends = (page) => page.waitForRequest((request) => request.method() === "PUT").then(() => page, () => undefined);
  const sender = Promise.race([sends(one), sends(two)]);
  await press(one, "ads", "Off");
  const dying = await sender;
  const other = dying === one ? two : one;
  await says(other, "ads", /Saving/);
  await dying.close({ runBeforeUnload: false });
  await says(other, "ads", /Off/);
  assert.equal((await stored(other, "ads")).setting, "objected");
  assert.equal((await records(other)).length, 1);
});

claim("two tabs at once make one person and agree", async (context) => {
  const [one, two] = [await open(context), await open(context)];
  proxy.fault = ({ method }) => (method === "PUT" ? "late 100" : undefined);
  await Promise.all([press(one, "ads", "Off"), press(two, "listen", "Off")]);
  for (const page of [one, two]) {
    await says(page, "ads", /Off/);
    await says(page, "listen", /Off/);
  }
  assert.equal((await records(one)).length, 2);
});

claim("a clock that is wrong by a day changes nothing that counts", async (context) => {
  const yesterday = new Date(Date.now() - 86_400_000);
  const page = await open(context, (page) => page.clock.setSystemTime(yesterday));
  await press(page, "ads", "Off");
  await says(page, "ads", /Saved\. Off/);
  const [record] = await records(page);
  assert.ok(Math.abs(Date.parse(record.time) - Date.now()) < 60_000, "the server's time holds");
  assert.ok(Math.abs(Date.parse(record.client_time) - yesterday) < 60_000);
});

claim("with storage that throws, choices work and come back from the server", async (context) => {
  await context.addInitScript(() => {
    const refuse = () => { throw new DOMException("denied", "SecurityError"); };
    Object.defineProperty(window, "localStorage", { get: refuse });
    Object.defineProperty(window, "indexedDB", { get: refuse });
  });
  const page = await open(context);
  proxy.fault = first(1, "500");
  await press(page, "ads", "Off");
  await says(page, "ads", /Not sent yet/);
  await says(page, "ads", /Saved\. Off/);
  await page.reload();
  await says(page, "ads", /^Off, since/);
  assert.equal((await records(page)).length, 1);
});

claim("with storage that is full, wishes live in memory", async (context) => {
  await context.addInitScript(() => {
    const refuse = () => { throw new DOMException("full", "QuotaExceededError"); };
    Storage.prototype.setItem = refuse;
    IDBFactory.prototype.open = refuse;
  });
  const page = await open(context);
  proxy.fault = first(1, "cut");
  await press(page, "ads", "Off");
  await says(page, "ads", /Saved\. Off/);
  assert.equal((await records(page)).length, 1);
});

claim("a wish in one language is kept when the page is read in the other", async (context) => {
  const page = await open(context);
  proxy.fault = () => "cut";
  await press(page, "ads", "Off");
  await says(page, "ads", /Not sent yet/);
  await page.locator("[data-language-switch]").click();
  await page.waitForURL("**/zh/choices/");
  proxy.fault = () => undefined;
  await online(page);
  await says(page, "ads", /已保存。关/);
  const [record] = await records(page);
  assert.equal(record.language, "en", "the record names the text that was read");
});

test(`${RUNS} random runs end with page, server and the other tab in one state`, { timeout: 400_000 }, async () => {
  const random = seeded(SEED);
  const purposes = ["ads", "listen", "games", "werun"];
  for (let run = 0; run < RUNS; ) {
    const context = await browser.newContext();
    proxy.fault = () => undefined;
    proxy.confirmed = [];
    const tabs = [await open(context), await open(context)];
    const last = {};
    for (let inContext = 0; inContext < 20 && run < RUNS; inContext += 1, run += 1) {
      try {
        await badDay(random, tabs, purposes, last, context);
      } catch (error) {
        error.message = `seed ${SEED}, run ${run}: ${error.message}`;
        throw error;
      }
    }
    const kept = await records(tabs[0]);
    const keys = new Set(proxy.confirmed.map(({ key }) => key));
    const ids = new Set(proxy.confirmed.map(({ record }) => record));
    assert.equal(kept.length, keys.size, `run ${run}: each decision is stored once`);
    assert.deepEqual(new Set(kept.map(({ id }) => id)), ids, `run ${run}: in this person's records`);
    await context.close();
  }
});

/** Some presses while anything may fail; then the network is well again and everybody agrees. */
async function badDay(random, tabs, purposes, last, context) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const faults = ["500", "cut", "reset", "lost", "429 1", "expired", `slow ${Math.floor(random() * 60)}`, `late ${Math.floor(random() * 60)}`];
  const badness = random() * 0.8;
  proxy.fault = ({ method, path }) => {
    if (path === "/v1/events" || random() > badness) return undefined;
    const fault = pick(faults);
    return fault === "expired" && method !== "PUT" ? "cut" : fault;
  };
  const presses = 1 + Math.floor(random() * 6);
  let before = -1;
  for (let count = 0; count < presses; count += 1) {
    const tab = Math.floor(random() * 2);
    // Two hands are not faster than the browser tells its tabs of each other.
    if (before >= 0 && before !== tab) await tabs[tab].waitForTimeout(40);
    before = tab;
    const purpose = pick(purposes);
    const yes = random() < 0.5;
    const answers = place(tabs[tab], purpose).locator(".choice__answer");
    await answers.nth(yes ? 1 : 0).evaluate((answer) => answer.click());
    last[purpose] = yes;
  }
  if (random() < 0.08) {
    const tab = Math.floor(random() * 2);
    await tabs[tab].close({ runBeforeUnload: false });
    proxy.fault = () => undefined;
    tabs[tab] = await open(context);
  }
  proxy.fault = () => undefined;
  const want = JSON.stringify(purposes.map((purpose) => last[purpose] ?? null));
  let seen;
  for (let tries = 0; tries < 60; tries += 1) {
    if (tries % 10 === 0) await Promise.all(tabs.map(online));
    seen = await Promise.all(tabs.map((page) => shownBy(page, purposes)));
    if (seen.every((state) => state === want)) break;
    await tabs[0].waitForTimeout(25);
  }
  const { choices } = await (await tabs[0].request.get(`${server.base}/v1/choices`)).json();
  const kept = purposes.map((purpose) => {
    const { setting, status } = choices.find((choice) => choice.purpose === purpose);
    return { objected: false, allowed: true, given: true, renewed: true, refused: false, withdrawn: false }[setting ?? status] ?? null;
  });
  assert.deepEqual({ one: seen[0], two: seen[1], server: JSON.stringify(kept) }, { one: want, two: want, server: want });
}

/** What a tab shows for each control, or its phase while it is not settled. */
function shownBy(page, purposes) {
  return page.evaluate((purposes) => JSON.stringify(purposes.map((purpose) => {
    const place = document.querySelector(`main [data-w=choice][data-purpose=${purpose}]`);
    const phase = place.dataset.phase;
    if (phase === "failed") return place.querySelector(".choice__state").textContent;
    if (phase !== "rest" && phase !== "saved") return phase;
    const pressed = [...place.querySelectorAll(".choice__answer")].map((answer) => answer.ariaPressed === "true");
    return pressed[0] ? false : pressed[1] ? true : null;
  })), purposes);
}

/** What another device needs to decide: proof of the text and the hash of the words. */
async function token_for(page, purpose) {
  const facts = await page.evaluate((purpose) => ({
    release: document.body.dataset.release,
    hash: document.body.dataset.hash,
    words: document.querySelector(`[data-purpose=${purpose}]`).dataset.words,
  }), purpose);
  const { release, hash, words } = facts;
  const answer = await page.request.post(`${server.base}/v1/views`, { data: { release, hash, language: "en", surface: "other" } });
  return { ...(await answer.json()), words };
}

/** The same numbers for the same seed (mulberry32). */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
