// What was chosen and not sent outlives the page and the browser; what was answered or given up
// never comes back (docs/decisions/outbox.md).

import assert from "node:assert/strict";
import { mkdtemp, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { chromium } from "playwright-core";

import { place, press, says } from "./choice.mjs";
import { startProxy } from "./proxy.mjs";
import { launch, startServer } from "./support.mjs";

/** Times that each kill is tried. */
const KILLS = Number(process.env.KILLS ?? 2);

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

/** Every decision that left a page, by the key it was sent under. */
let sent;
const isWell = ({ method, headers }) => void (method === "PUT" && sent.push(headers["idempotency-key"]));
const isDead = () => "cut";

function claim(name, check) {
  test(name, { timeout: 120_000 }, async () => {
    [sent, proxy.fault] = [[], isWell];
    const context = await browser.newContext();
    await check(context);
    await context.close();
  });
}

/** A page of the context's person, once it knows where the person stands. */
async function open(context, prepare) {
  const page = await context.newPage();
  if (prepare) await page.addInitScript(prepare);
  await page.goto(`${proxy.base}/en/choices/`);
  await place(page, "ads").and(page.locator(":is([data-phase=rest], [data-phase=saved])")).waitFor();
  return page;
}

/** What the server keeps about the person of a page. */
async function records(page) {
  const { records } = await (await page.request.get(`${server.base}/v1/records`)).json();
  return records.map(({ purpose, state }) => `${purpose} ${state}`).sort();
}

/** A page on which the API is dead says that a wish is not sent yet. */
async function leaveWaiting(context, purpose, answer, prepare) {
  const page = await open(context, prepare);
  proxy.fault = isDead;
  await press(page, purpose, answer);
  await says(page, purpose, /Not sent yet/);
  await page.close();
  proxy.fault = isWell;
}

/** A browser with a profile on the disk: runs `act` on a page, is killed, and is started again. */
async function outliving(act, delay, check, { keepsCookies = true } = {}) {
  const profile = await mkdtemp(join(tmpdir(), "mingbai-profile-"));
  [sent, proxy.fault] = [[], isWell];
  let context = await start(profile);
  try {
    await act(await open(context));
    await sleep(delay);
    // Chromium keeps cookies in memory for half a minute; who the person is, is not always asked here.
    const cookies = keepsCookies ? await context.cookies() : [];
    await killAll(profile, context);
    [sent, proxy.fault] = [[], isWell];
    context = await start(profile);
    await context.addCookies(cookies);
    await check(await open(context));
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

function start(profile) {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launchPersistentContext(profile, { executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

/** Ends all processes of a browser at once, as a phone that needs the memory does: signal 9. */
async function killAll(profile, context) {
  const lock = join(profile, "SingletonLock");
  const main = (await readlink(lock)).split("-").pop();
  const group = Number((await readFile(`/proc/${main}/stat`, "utf8")).split(") ").pop().split(" ")[2]);
  const ended = new Promise((resolve) => context.once("close", resolve));
  process.kill(-group, "SIGKILL");
  await ended;
  await rm(lock, { force: true });
}

for (const delay of [0, 100, 500]) {
  test(`a browser killed ${delay} ms after “not sent yet” sends the wish when it is back, once`, { timeout: 120_000 }, async () => {
    for (let run = 0; run < KILLS; run += 1) {
      await outliving(
        async (page) => {
          proxy.fault = isDead;
          await press(page, "ads", "Off");
          await says(page, "ads", /Not sent yet/);
        },
        delay,
        async (page) => {
          await says(page, "ads", /Off/);
          assert.deepEqual(await records(page), ["ads objected"]);
          assert.equal(sent.length, 1);
        },
      );
    }
  });
}

test("a browser killed with a wish given up for another sends the other alone", { timeout: 120_000 }, async () => {
  for (let run = 0; run < KILLS; run += 1) {
    await outliving(
      async (page) => {
        proxy.fault = isDead;
        await press(page, "ads", "Off");
        await says(page, "ads", /Not sent yet/);
        await press(page, "ads", "On");
        await says(page, "ads", /Not sent yet/);
      },
      0,
      async (page) => {
        await says(page, "ads", /On/);
        assert.deepEqual(await records(page), ["ads allowed"]);
      },
    );
  }
});

test("a browser killed after “saved” stores nothing again", { timeout: 120_000 }, async () => {
  for (let run = 0; run < KILLS; run += 1) {
    await outliving(
      async (page) => {
        proxy.fault = isDead;
        await press(page, "ads", "Off");
        await says(page, "ads", /Not sent yet/);
        proxy.fault = isWell;
        await press(page, "ads", "On");
        await says(page, "ads", /Saved\. On/);
      },
      0,
      async (page) => {
        // The disk may not have heard of the answer: the same key may come again, and no other.
        await page.waitForTimeout(500);
        await says(page, "ads", /On/);
        assert.deepEqual(await records(page), ["ads allowed"]);
      },
    );
  }
});

test("a browser killed right after the first “saved” is the same person again", { timeout: 120_000 }, async () => {
  for (let run = 0; run < KILLS; run += 1) {
    await outliving(
      async (page) => {
        await press(page, "ads", "Off");
        await says(page, "ads", /Saved\. Off/);
        await press(page, "ads", "On");
        await says(page, "ads", /Saved\. On/);
        await press(page, "listen", "Off");
        await says(page, "listen", /Saved\. Off/);
      },
      0,
      async (page) => {
        await says(page, "ads", /On/);
        await says(page, "listen", /Off/);
        assert.deepEqual(await records(page), ["ads allowed", "ads objected", "listen objected"]);
        assert.ok(sent.length <= 1, "the first decision alone is sent again, under its own key");
      },
      { keepsCookies: false },
    );
  }
});

test("a browser killed while the answer is under way finds it stored, once", { timeout: 120_000 }, async () => {
  for (let run = 0; run < KILLS; run += 1) {
    await outliving(
      async (page) => {
        const stored = page.waitForRequest((request) => request.method() === "PUT");
        proxy.fault = ({ method }) => (method === "PUT" ? "late 2000" : undefined);
        await press(page, "ads", "Off");
        await stored;
      },
      200,
      async (page) => {
        await says(page, "ads", /Off/);
        assert.deepEqual(await records(page), ["ads objected"]);
      },
    );
  }
});

const without = {
  "IndexedDB missing": () => Object.defineProperty(self, "indexedDB", { value: undefined }),
  "IndexedDB refused": () => Object.defineProperty(self, "indexedDB", { get() { throw new DOMException("denied", "SecurityError"); } }),
  "IndexedDB that never answers": () => (IDBFactory.prototype.open = () => ({})),
  "IndexedDB that takes no more": () => (IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); }),
};

for (const [fault, prepare] of Object.entries(without)) {
  claim(`with ${fault}, a wish is sent, and one not sent outlives the page`, async (context) => {
    const page = await open(context, prepare);
    await press(page, "ads", "Off");
    await says(page, "ads", /Saved\. Off/);
    await page.close();
    await leaveWaiting(context, "listen", "Off", prepare);
    const next = await open(context, prepare);
    await says(next, "listen", /Off/);
    assert.deepEqual(await records(next), ["ads objected", "listen objected"]);
    assert.equal(sent.length, 2);
  });
}

claim("a wish that waited on the disk is not sent after one that was made without it", async (context) => {
  await leaveWaiting(context, "ads", "Off");
  const page = await open(context, without["IndexedDB that never answers"]);
  await press(page, "ads", "On");
  await says(page, "ads", /Saved\. On/);
  await page.close();
  const next = await open(context);
  await next.waitForTimeout(500);
  await says(next, "ads", /On/);
  assert.deepEqual(await records(next), ["ads allowed"]);
});

claim("a disk that comes late brings what waited there, unless it was decided since", async (context) => {
  await leaveWaiting(context, "ads", "Off");
  await leaveWaitingOnTheDisk(context);
  const page = await open(context, () => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (name) {
      const late = {};
      setTimeout(() => {
        const asked = open.call(this, name);
        asked.onsuccess = () => {
          late.result = asked.result;
          late.onsuccess();
        };
      }, 2_000);
      return late;
    };
  });
  await press(page, "ads", "On");
  await says(page, "ads", /Saved\. On/);
  await says(page, "listen", /Off/);
  assert.deepEqual(await records(page), ["ads allowed", "listen objected"]);
});

/** Adds a second wish beside the one that waits: the API stays dead while the page opens. */
async function leaveWaitingOnTheDisk(context) {
  const page = await context.newPage();
  proxy.fault = ({ method, path }) => (method === "GET" && path === "/v1/choices" ? undefined : "cut");
  await page.goto(`${proxy.base}/en/choices/`);
  await place(page, "listen").and(page.locator("[data-phase=rest]")).waitFor();
  await press(page, "listen", "Off");
  await says(page, "listen", /Not sent yet/);
  await page.close();
  proxy.fault = isWell;
}

claim("what an older app left in local storage is taken over once", async (context) => {
  const outbox = () => Object.entries(localStorage).filter(([name]) => name.startsWith("mingbai.outbox."));
  const older = await open(context, without["IndexedDB missing"]);
  proxy.fault = isDead;
  await press(older, "ads", "Off");
  await says(older, "ads", /Not sent yet/);
  const left = await older.evaluate(outbox);
  await older.close();
  proxy.fault = isWell;
  const page = await open(context);
  await says(page, "ads", /Off/);
  await press(page, "ads", "On");
  await says(page, "ads", /Saved\. On/);
  assert.deepEqual(await page.evaluate(outbox), []);
  // A browser that was killed has forgotten the removal.
  await page.evaluate((left) => left.forEach(([name, text]) => localStorage.setItem(name, text)), left);
  await page.close();
  sent = [];
  const next = await open(context);
  await next.waitForTimeout(500);
  await says(next, "ads", /On/);
  assert.deepEqual(sent, []);
  assert.deepEqual(await records(next), ["ads allowed", "ads objected"]);
});

claim("without BroadcastChannel tabs agree too", async (context) => {
  await context.addInitScript(() => delete self.BroadcastChannel);
  const [one, two] = [await open(context), await open(context)];
  proxy.fault = isDead;
  await press(one, "ads", "Off");
  await says(two, "ads", /Saving|Not sent yet/);
  proxy.fault = isWell;
  await one.evaluate(() => dispatchEvent(new Event("online")));
  await says(one, "ads", /Off/);
  await says(two, "ads", /Off/);
  assert.deepEqual(await records(one), ["ads objected"]);
});

claim("a tab that ends between writing and telling leaves no other one saving for ever", async (context) => {
  const [one, two] = [await open(context), await open(context)];
  let answer;
  const held = new Promise((resolve) => (answer = resolve));
  await one.route("**/v1/choices/ads", (route) => held.then(() => route.continue()));
  await two.route("**/v1/choices/ads", (route) => route.abort());
  await press(one, "ads", "Off");
  await says(two, "ads", /Saving/);
  await one.evaluate(() => (BroadcastChannel.prototype.postMessage = () => {}));
  answer();
  await says(one, "ads", /Saved\. Off/);
  await says(two, "ads", /Off/);
  assert.deepEqual(await records(two), ["ads objected"]);
});
