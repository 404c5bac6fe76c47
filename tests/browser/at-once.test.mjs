// Much at once on one device: tabs, a service worker, a network that is away for one of them, a release that is
// published meanwhile, and storage that is wiped while a choice waits. Nothing is shown as saved that is not stored,
// nothing is lost without a word, and no page is of two releases.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { decideElsewhere, place, press, says } from "./choice.mjs";
import { startProxy } from "./proxy.mjs";
import { build, publish, read, ready, site, until } from "./published.mjs";
import { launch, startServer } from "./support.mjs";

/** All that a page can keep, but for its cookie. */
const STORED = "local_storage,indexeddb,cache_storage,service_workers,websql,file_systems";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** Takes the network from one tab alone, or gives it back. */
async function setOffline(page, offline) {
  const cdp = (page.network ??= await page.context().newCDPSession(page));
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
}

const recorded = async (page, base) => (await (await page.request.get(`${base}/v1/records`)).json()).records.map(({ purpose, state }) => `${purpose} ${state}`);

test("two tabs, one without a network, while a release is published: each choice is stored once and no page is of two", { timeout: 120_000 }, async () => {
  const { folder, server } = await site();
  const context = await browser.newContext({ serviceWorkers: "allow" });
  const [near, far] = [await context.newPage(), await context.newPage()];
  await read(near, `${server.base}/zh/choices/`);
  await far.goto(`${server.base}/zh/choices/`);
  await ready(far);
  const old = await build(far);
  const sent = [];
  context.on("request", (request) => request.method() === "PUT" && sent.push(request.headers()["idempotency-key"]));
  for (const page of [near, far]) await place(page, "ads").and(page.locator("[data-phase=rest]")).waitFor();

  // The tab beside sends for the one that cannot; that one says so only once it is stored.
  await setOffline(far, true);
  await press(far, "ads", "关");
  await says(far, "ads", /^已记录：关/);
  await says(near, "ads", /关/);
  assert.deepEqual(await recorded(near, server.base), ["ads objected"]);

  const other = await publish(folder, "新发布的一版");
  await near.locator(".tabs a").nth(3).click();
  await near.locator(".published").waitFor();
  assert.equal(await build(near), other);
  // Two releases of the pages decide at the same time.
  await near.goto(`${server.base}/zh/choices/`);
  await ready(near);
  await place(near, "games").and(near.locator("[data-phase=rest]")).waitFor();
  assert.equal(await build(far), old);
  await Promise.all([press(far, "games", "关"), press(near, "listen", "关")]);
  await Promise.all([says(far, "games", /^已记录：关/), says(near, "listen", /^已记录：关/)]);
  await Promise.all([says(near, "games", /关/), says(far, "listen", /关/)]);
  assert.deepEqual((await recorded(near, server.base)).sort(), ["ads objected", "games objected", "listen objected"]);

  // The worker of the new release is there; the tab that is still of the old one goes to a whole page of the new.
  await until(near, async (name) => (await caches.keys()).join() === name, `mingbai-${other}`);
  await far.evaluate(() => void (globalThis.stayed = true));
  await far.locator(".tabs a").nth(1).click();
  await far.locator(".published").waitFor();
  await ready(far);
  assert.equal(await build(far), other);
  assert.equal(await far.evaluate(() => globalThis.stayed), undefined);
  await setOffline(far, false);
  await far.goto(`${server.base}/zh/choices/`);
  for (const purpose of ["ads", "games", "listen"]) await says(far, purpose, /^已记录：关/);
  assert.equal(new Set(sent).size, 3, "each under one key, whoever sent it");
  await context.close();
});

test("with no network for either tab, a choice of the old release is sent once after the new one came", { timeout: 120_000 }, async () => {
  const { folder, server } = await site();
  const context = await browser.newContext({ serviceWorkers: "allow" });
  const [one, two] = [await context.newPage(), await context.newPage()];
  await read(one, `${server.base}/zh/choices/`);
  await two.goto(`${server.base}/zh/choices/`);
  for (const page of [one, two]) await place(page, "ads").and(page.locator("[data-phase=rest]")).waitFor();
  await context.setOffline(true);
  await press(one, "ads", "关");
  await says(one, "ads", /^没送到/);
  await press(two, "games", "关");
  await says(two, "games", /^没送到/);
  const other = await publish(folder, "新发布的一版");
  await context.setOffline(false);
  await one.goto(`${server.base}/zh/choices/`);
  await one.locator(".published").waitFor();
  for (const page of [one, two]) for (const purpose of ["ads", "games"]) await says(page, purpose, /^(已记录：)?关/);
  assert.equal(await build(one), other);
  assert.deepEqual((await recorded(one, server.base)).sort(), ["ads objected", "games objected"]);
  await context.close();
});

/** Opens the choices in a tab whose first question is answered at once; the tab sees that answer when told. */
async function openHeld(context, base) {
  const page = await context.newPage();
  const [isAnswered, answered] = promise();
  const [mayGoOn, goOn] = promise();
  let isFirst = true;
  await page.route("**/v1/choices", async (route) => {
    if (!isFirst) return route.continue();
    isFirst = false;
    const response = await route.fetch();
    answered();
    await mayGoOn;
    await route.fulfill({ response });
  });
  await page.goto(`${base}/en/choices/`, { waitUntil: "commit" });
  await isAnswered;
  return { page, goOn };
}

/** A promise, and what fulfils it. */
function promise() {
  let fulfil;
  return [new Promise((end) => (fulfil = end)), fulfil];
}

for (const [when, isRunning] of [["before its app runs", false], ["while its app runs", true]]) {
  test(`what another tab decides or erases after a tab's first question, ${when}, is shown there`, { timeout: 120_000 }, async () => {
    const server = await startServer();
    const context = await browser.newContext({ serviceWorkers: "block" });
    const one = await context.newPage();
    await one.goto(`${server.base}/en/choices/`);
    await press(one, "ads", "Off");
    await says(one, "ads", /^Recorded: Off/);

    const wait = (page) => (isRunning ? ready(page) : undefined);
    const second = await openHeld(context, server.base);
    await wait(second.page);
    await press(one, "games", "Off");
    await says(one, "games", /^Recorded: Off/);
    second.goOn();
    for (const page of [one, second.page]) for (const purpose of ["ads", "games"]) await says(page, purpose, /^Recorded: Off/);

    const third = await openHeld(context, server.base);
    await wait(third.page);
    await one.getByRole("button", { name: "Erase what is kept about me" }).click();
    await one.getByRole("button", { name: "Erase", exact: true }).click();
    await says(one, "ads", /^Not set/);
    third.goOn();
    for (const page of [one, second.page, third.page]) for (const purpose of ["ads", "games"]) await says(page, purpose, /^Not set/);
    await context.close();
    await server.remove();
  });
}

test("what another device erases is erased in every tab, and not only in the one that listens", { timeout: 60_000 }, async () => {
  const server = await startServer();
  const context = await browser.newContext({ serviceWorkers: "block" });
  const tabs = [await context.newPage(), await context.newPage()];
  for (const page of tabs) {
    await page.goto(`${server.base}/en/choices/`);
    await ready(page);
  }
  await press(tabs[0], "ads", "Off");
  for (const page of tabs) await says(page, "ads", /^Recorded: Off/);
  // The stream is open once a decision of another device comes by it.
  await decideElsewhere(tabs[0], "games", "object", 0);
  for (const page of tabs) await says(page, "games", /^Recorded: Off/);
  const erased = await context.request.delete(`${server.base}/v1/subject`);
  assert.equal(erased.status(), 200);
  for (const page of tabs) for (const purpose of ["ads", "games"]) await says(page, purpose, /^Not set/);
  await context.close();
  await server.remove();
});

/** What waits in local storage, which is there where the disk was closed, by its control. */
const wishes = (page) => page.evaluate(() => Object.keys(localStorage).map((name) => name.split(".").slice(0, 3).join(".")));

for (const [what, isCookieKept] of [["all but the cookie", true], ["everything", false]]) {
  test(`with ${what} wiped while a choice waits it is neither lost nor said to be saved`, { timeout: 90_000 }, async () => {
    const server = await startServer();
    const proxy = await startProxy(server.base);
    after(() => proxy.stop());
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${proxy.base}/en/choices/`);
    await press(page, "listen", "Off");
    await says(page, "listen", /^Recorded: Off/);
    proxy.fault = ({ method }) => (method === "PUT" ? "cut" : undefined);
    await press(page, "ads", "Off");
    await says(page, "ads", /^Not sent yet/);
    const cdp = await context.newCDPSession(page);
    await cdp.send("Storage.clearDataForOrigin", { origin: proxy.base, storageTypes: isCookieKept ? STORED : "all" });
    if (!isCookieKept) await context.clearCookies();
    await says(page, "ads", /^Not sent yet/);
    // The page says that it keeps it, so it does: the next page finds it.
    for (let tries = 0; tries < 100 && !(await wishes(page)).includes("mingbai.outbox.ads"); tries += 1) await page.waitForTimeout(50);
    assert.deepEqual(await wishes(page), ["mingbai.outbox.ads"], "and nothing else of what was wiped");
    await page.close();
    proxy.heal();
    const next = await context.newPage();
    await next.goto(`${proxy.base}/en/choices/`);
    await says(next, "ads", /^Recorded: Off/);
    assert.match(await place(next, "listen").locator(".choice__state").first().innerText(), isCookieKept ? /^Recorded: Off/ : /^Not set/);
    const kept = await recorded(next, proxy.base);
    assert.equal(kept.filter((one) => one === "ads objected").length, 1);
    await context.close();
    await server.remove();
  });
}
