// What was chosen and not sent outlives the page and the browser; what was answered or given up
// never comes back (docs/decisions/outbox.md).

import assert from "node:assert/strict";
import { mkdtemp, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { chromium } from "playwright-core";

import { place, press, says } from "./choice.mjs";
import { behindProxy, decisions } from "./proxy.mjs";

/** Times that each kill is tried. */
const KILLS = Number(process.env.KILLS ?? 2);

const { browser, server, proxy } = await behindProxy();

/** Every decision that left a page, by the key it was sent under. */
let sent;
const isWell = ({ method, headers }) => void (method === "PUT" && sent.push(headers["idempotency-key"]));
const isDead = () => "cut";

function claim(name, check) {
  test(name, { timeout: 120_000 }, async () => {
    proxy.heal();
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

/** What a page found in its outbox leaves before what is pressed now: once this is saved, it has. */
async function nothingIsLeft(page) {
  await press(page, "listen", "Off");
  await says(page, "listen", /Recorded: Off/);
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
async function outliving(act, check, { keepsCookies = true } = {}) {
  const profile = await mkdtemp(join(tmpdir(), "mingbai-profile-"));
  [sent, proxy.fault] = [[], isWell];
  let context = await start(profile);
  try {
    await act(await open(context));
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

test("a browser killed right after “not sent yet” sends the wish when it is back, once", { timeout: 120_000 }, async () => {
  for (let run = 0; run < KILLS; run += 1) {
    await outliving(
      async (page) => {
        proxy.fault = isDead;
        await press(page, "ads", "Off");
        await says(page, "ads", /Not sent yet/);
      },
      async (page) => {
        await says(page, "ads", /Off/);
        assert.deepEqual(await records(page), ["ads objected"]);
        assert.equal(sent.length, 1);
      },
    );
  }
});

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
        await says(page, "ads", /Recorded: On/);
      },
      async (page) => {
        // The disk may not have heard of the answer: the same key may come again, and no other.
        await says(page, "ads", /On/);
        await nothingIsLeft(page);
        assert.deepEqual(await records(page), ["ads allowed", "listen objected"]);
      },
    );
  }
});

test("a browser killed right after the first “saved” is the same person again", { timeout: 120_000 }, async () => {
  for (let run = 0; run < KILLS; run += 1) {
    await outliving(
      async (page) => {
        await press(page, "ads", "Off");
        await says(page, "ads", /Recorded: Off/);
        await press(page, "ads", "On");
        await says(page, "ads", /Recorded: On/);
        await press(page, "listen", "Off");
        await says(page, "listen", /Recorded: Off/);
      },
      async (page) => {
        await says(page, "ads", /Recorded: On/);
        await says(page, "listen", /Recorded: Off/);
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
        const held = proxy.hold(decisions, "answer");
        await press(page, "ads", "Off");
        await held.arrived;
      },
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
    await says(page, "ads", /Recorded: Off/);
    await page.close();
    await leaveWaiting(context, "listen", "Off", prepare);
    const next = await open(context, prepare);
    await says(next, "listen", /Off/);
    assert.deepEqual(await records(next), ["ads objected", "listen objected"]);
    assert.equal(sent.length, 2);
  });
}

/** A browser with no room left, on the disk and in local storage. */
const isFull = () => {
  IDBObjectStore.prototype.put = Storage.prototype.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
};

claim("a wish that can be kept nowhere says that the page has to stay open, and is sent by it", async (context) => {
  const page = await open(context, isFull);
  proxy.fault = isDead;
  await press(page, "ads", "Off");
  await says(page, "ads", /Not sent yet, and this browser cannot keep it: leave this page open/);
  proxy.fault = isWell;
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await says(page, "ads", /Recorded: Off/);
  assert.deepEqual(await records(page), ["ads objected"]);
});

claim("a wish that waited on the disk is not sent after one that was made without it", async (context) => {
  await leaveWaiting(context, "ads", "Off");
  const page = await open(context, without["IndexedDB that never answers"]);
  await press(page, "ads", "On");
  await says(page, "ads", /Recorded: On/);
  await page.close();
  const next = await open(context);
  await says(next, "ads", /On/);
  await nothingIsLeft(next);
  assert.deepEqual(await records(next), ["ads allowed", "listen objected"]);
});

claim("a disk that comes late brings what waited there, unless it was decided since", async (context) => {
  await leaveWaiting(context, "ads", "Off");
  await leaveWaitingOnTheDisk(context);
  const page = await open(context, lateDisk);
  await press(page, "ads", "On");
  await says(page, "ads", /Recorded: On/);
  await page.evaluate(() => openDisk());
  await says(page, "listen", /Off/);
  assert.deepEqual(await records(page), ["ads allowed", "listen objected"]);
});

/** A disk that opens when the test says so. */
const lateDisk = () => {
  const { open } = IDBFactory.prototype;
  const isTime = new Promise((resolve) => (globalThis.openDisk = resolve));
  IDBFactory.prototype.open = function (name) {
    const late = {};
    isTime.then(() => {
      const asked = open.call(this, name);
      for (const event of ["onupgradeneeded", "onsuccess"]) {
        asked[event] = () => {
          late.result = asked.result;
          late[event]();
        };
      }
    });
    return late;
  };
};

claim("what is pressed while a late disk is being taken in is sent", async (context) => {
  const page = await open(context, lateDisk);
  proxy.fault = isDead;
  await press(page, "ads", "Off");
  await says(page, "ads", /Not sent yet/);
  // The disk opens, and before it is read the next answer is pressed.
  await page.evaluate(async () => {
    const { getAll } = IDBObjectStore.prototype;
    const isRead = new Promise((resolve) => {
      IDBObjectStore.prototype.getAll = function () {
        resolve();
        return getAll.call(this);
      };
    });
    openDisk();
    await isRead;
    document.querySelector("main [data-w=choice][data-purpose=listen] .choice__answer").click();
  });
  await says(page, "listen", /Not sent yet/);
  proxy.fault = isWell;
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await says(page, "ads", /Recorded: Off/);
  await says(page, "listen", /Recorded: Off/);
  assert.deepEqual(await records(page), ["ads objected", "listen objected"]);
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

claim("other tabs hear of what a late disk takes in", async (context) => {
  const two = await open(context);
  const one = await open(context, lateDisk);
  proxy.fault = isDead;
  await press(one, "ads", "Off");
  await says(one, "ads", /Not sent yet/);
  await one.evaluate(() => openDisk());
  await says(two, "ads", /Recording|Not sent yet/);
});

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
  await says(page, "ads", /Recorded: On/);
  assert.deepEqual(await page.evaluate(outbox), []);
  // A browser that was killed has forgotten the removal.
  await page.evaluate((left) => left.forEach(([name, text]) => localStorage.setItem(name, text)), left);
  await page.close();
  sent = [];
  const next = await open(context);
  await says(next, "ads", /On/);
  await nothingIsLeft(next);
  assert.equal(sent.length, 1);
  assert.deepEqual(await records(next), ["ads allowed", "ads objected", "listen objected"]);
});

claim("without BroadcastChannel tabs agree too", async (context) => {
  await context.addInitScript(() => delete self.BroadcastChannel);
  const [one, two] = [await open(context), await open(context)];
  proxy.fault = isDead;
  await press(one, "ads", "Off");
  await says(two, "ads", /Recording|Not sent yet/);
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
  await says(two, "ads", /Recording/);
  await one.evaluate(() => (BroadcastChannel.prototype.postMessage = () => {}));
  answer();
  await says(one, "ads", /Recorded: Off/);
  await says(two, "ads", /Off/);
  assert.deepEqual(await records(two), ["ads objected"]);
});

/** A tab that hears nothing of other tabs, as one of a busy machine hears of them late. */
const isDeaf = () => {
  Object.defineProperty(BroadcastChannel.prototype, "onmessage", { set() {} });
  addEventListener("storage", (event) => event.isTrusted && event.stopImmediatePropagation());
  const { getItem } = Storage.prototype;
  Storage.prototype.getItem = function (name) {
    return name.startsWith("mingbai.confirmed.") ? null : getItem.call(this, name);
  };
};

claim("a tab that has not heard what another one was answered decides from there", async (context) => {
  proxy.fault = (request) => (request.path === "/v1/events" ? "500" : isWell(request));
  const [one, two] = [await open(context), await open(context, isDeaf)];
  await press(one, "ads", "Off");
  await says(one, "ads", /Recorded: Off/);
  await press(two, "ads", "On");
  await says(two, "ads", /Recorded: On/);
  assert.deepEqual(await records(two), ["ads allowed", "ads objected"]);
});

claim("the answer pressed last is the last one, also where tabs have not heard of each other", async (context) => {
  const [one, two] = [await open(context, isDeaf), await open(context, isDeaf)];
  const controls = ["ads", "listen", "games", "official-accounts"];
  proxy.fault = isDead;
  for (const control of controls) await press(one, control, "Off");
  for (const control of controls) await says(one, control, /Not sent yet/);
  // All at once: after the first one this tab reads the disk.
  await two.evaluate((controls) => {
    for (const control of controls) document.querySelectorAll(`main [data-w=choice][data-purpose=${control}] .choice__answer`)[1].click();
  }, controls);
  for (const control of controls) await says(two, control, /Not sent yet/);
  proxy.fault = isWell;
  await one.evaluate(() => dispatchEvent(new Event("online")));
  for (const control of controls) await says(one, control, /Recorded: On/);
});

/** A person whose browser has forgotten the cookie of what was just saved. */
async function leaveForgotten(context, ...answers) {
  const page = await open(context);
  for (const answer of answers) {
    await press(page, "ads", answer);
    await says(page, "ads", new RegExp(`Recorded: ${answer}`));
  }
  await page.close();
  await context.clearCookies();
  sent = [];
}

claim("a wish that waited says when it was pressed, however often it is sent", async (context) => {
  const pressed = Date.now();
  await leaveWaiting(context, "ads", "Off");
  await context.clock.setSystemTime(pressed + 3_600_000);
  const bodies = [];
  context.on("request", (request) => request.method() === "PUT" && bodies.push(request.postDataJSON()));
  proxy.fault = (request) => (isWell(request), request.method === "PUT" && sent.length === 1 ? "lost" : undefined);
  const page = await open(context);
  assert.equal(bodies.length, 2);
  assert.deepEqual(bodies[1], bodies[0]);
  const { records } = await (await page.request.get(`${server.base}/v1/records`)).json();
  assert.deepEqual(records.map(({ client_time }) => client_time), [bodies[0].client_time]);
  const late = Date.parse(bodies[0].client_time) - pressed;
  assert.ok(late >= 0 && late < 60_000, `${late} ms after it was pressed`);
});

claim("until it is known again who it is, nothing is said of what is in force", async (context) => {
  await leaveForgotten(context, "Off", "On");
  const found = proxy.hold(decisions, "answer");
  const page = await context.newPage();
  await page.goto(`${proxy.base}/en/choices/`);
  await found.arrived;
  assert.deepEqual(await page.evaluate(() => {
    const place = document.querySelector("main [data-w=choice][data-purpose=ads]");
    const state = place.querySelector(".choice__state");
    globalThis.said = [];
    new MutationObserver(() => said.push(state.textContent)).observe(state, { childList: true, characterData: true, subtree: true });
    return [place.dataset.phase, place.querySelector("[aria-pressed=true]")];
  }), ["loading", null]);
  found.release();
  await says(page, "ads", /^Recorded: On/);
  assert.deepEqual((await page.evaluate(() => said)).filter((sentence) => !/^Recorded: On/.test(sentence)), []);
  assert.deepEqual(await records(page), ["ads allowed", "ads objected"]);
});

claim("a disk that opens late still knows who it was: until then nothing is said of what is in force", async (context) => {
  await leaveForgotten(context, "Off", "On");
  const page = await context.newPage();
  await page.addInitScript(lateDisk);
  // However slow the machine, the disk opens before asking stops waiting for it.
  await page.addInitScript(() => {
    const { setTimeout } = globalThis;
    globalThis.setTimeout = (act, wait, ...rest) => setTimeout(act, wait === 3000 ? 100_000 : wait, ...rest);
    const said = (globalThis.said = []);
    addEventListener("DOMContentLoaded", () => {
      const state = document.querySelector("main [data-w=choice][data-purpose=ads] .choice__state");
      new MutationObserver(() => said.push(state.textContent)).observe(state, { childList: true, characterData: true, subtree: true });
    });
  });
  const asked = page.waitForResponse((response) => response.url().endsWith("/v1/choices"));
  await page.goto(`${proxy.base}/en/choices/`);
  await (await asked).finished();
  await page.evaluate(() => openDisk());
  await says(page, "ads", /^Recorded: On/);
  assert.deepEqual((await page.evaluate(() => said)).filter((sentence) => !/^Recorded: On/.test(sentence)), []);
  assert.deepEqual(await records(page), ["ads allowed", "ads objected"]);
});

claim("a first decision whose proof has expired is not stored for somebody new", async (context) => {
  await leaveForgotten(context, "Off");
  proxy.fault = (request) => (isWell(request), request.method === "PUT" ? "expired" : undefined);
  const page = await open(context);
  await says(page, "ads", /^Not set$/);
  await nothingWaits(page);
  assert.equal(sent.length, 1);
  assert.deepEqual(await records(page), []);
});

claim("a first decision is asked about for a week", async (context) => {
  await leaveForgotten(context, "Off");
  const page = await context.newPage();
  await page.clock.setSystemTime(Date.now() + 8 * 86_400_000);
  await page.goto(`${proxy.base}/en/choices/`);
  await says(page, "ads", /^Not set$/);
  await nothingWaits(page);
  assert.deepEqual(sent, []);
});

claim("a first decision that was erased does not come back", async (context) => {
  const page = await open(context);
  await press(page, "ads", "Off");
  await says(page, "ads", /Recorded: Off/);
  assert.equal((await page.request.delete(`${server.base}/v1/subject`)).status(), 200);
  await page.reload();
  await says(page, "ads", /^Not set$/);
  await nothingWaits(page);
  assert.deepEqual(await records(page), []);
});

/** Waits until a page has nothing left to send or to ask about. */
function nothingWaits(page) {
  return page.waitForFunction(() => {
    const names = Array.from({ length: mingbaiOutbox.length }, (_, place) => mingbaiOutbox.key(place));
    return !names.some((name) => /^mingbai\.(outbox|first)\./.test(name) && mingbaiOutbox.getItem(name));
  });
}
