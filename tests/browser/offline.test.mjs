// Without a network: what was read is read on, in one release; a choice waits and is sent once; and what the
// operator switches off is gone.

import assert from "node:assert/strict";
import { readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { place, press, says } from "./choice.mjs";
import { build, publish, read, ready, site, until, write } from "./published.mjs";
import { launch, watch } from "./support.mjs";

const NOTICE = "/zh/notice/2025-05-09/";
const COMPARISON = "/zh/changes/before-2025-05-09..2025-05-09/";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A new device: its pages, and what they ask the server. */
async function device(server, options = {}) {
  const context = await browser.newContext({ serviceWorkers: "allow", ...options });
  const page = await context.newPage();
  return { context, page, close: () => context.close() };
}

test("loaded once, the release is read on without a network: clauses, a walk, the comparison, by link and by address", async () => {
  const { server } = await site();
  const { context, page, close } = await device(server);
  const { errors, violations } = await watch(page);
  await read(page, server.base + "/zh/");
  await context.setOffline(true);
  await page.locator(".tabs a").nth(1).click();
  await page.locator("#contact").waitFor({ state: "attached" });
  for (const path of ["/zh/settings/", "/zh/settings/personalized-ads/", "/zh/settings/personalized-ads/1/", "/zh/settings/personalized-ads/2/", COMPARISON, NOTICE + "#contact", "/zh/data/", "/zh/"]) {
    await page.goto(server.base + path);
    await ready(page);
    assert.ok(await page.locator("main h1").isVisible(), path);
    // The policy is the one that the server sends: markup that could run does not.
    const refused = await page.evaluate(() => {
      try {
        setTimeout("1");
        return "taken";
      } catch (error) {
        return error.name;
      }
    });
    assert.equal(refused, "TypeError", path);
  }
  await page.goto(`${server.base}/zh/search/?q=${encodeURIComponent("位置")}`);
  await page.locator(".hits a").first().waitFor();
  await page.goto(server.base + "/");
  assert.equal(new URL(page.url()).pathname, "/zh/");
  assert.deepEqual(violations.filter((violation) => !violation.includes("trusted-types-sink")), []);
  assert.deepEqual(errors.filter((error) => !/ERR_INTERNET_DISCONNECTED|\/v1\/|TrustedScript/.test(error)), []);
  await close();
});

test("a choice made without a network is shown as not sent, also on a page that is opened then, and is sent once", async () => {
  const { server } = await site();
  const { context, page, close } = await device(server);
  await read(page, server.base + "/zh/choices/");
  await place(page, "ads").and(page.locator("[data-phase=rest]")).waitFor();
  const sent = [];
  context.on("request", (request) => request.method() === "PUT" && sent.push(request));
  await context.setOffline(true);
  await press(page, "ads", "关");
  await says(page, "ads", /^没送到/);
  await page.reload();
  await ready(page);
  assert.equal(await place(page, "ads").locator("[aria-pressed=true]").count(), 0, "nothing is said to be in force");
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await says(page, "ads", /^已记录：关/);
  const records = await page.request.get(`${server.base}/v1/records`);
  assert.equal((await records.json()).records.filter(({ purpose }) => purpose === "ads").length, 1);
  await close();
});

test("no answer about choices is kept", async () => {
  const { server } = await site();
  const { page, close } = await device(server);
  await read(page, server.base + "/zh/choices/");
  await press(page, "ads", "关");
  await says(page, "ads", /^已记录：关/);
  const kept = await page.evaluate(async () => {
    const caught = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)));
    return caught.flat();
  });
  assert.deepEqual(kept.filter((path) => path.startsWith("/v1/") || path.startsWith("/.well-known/")), []);
  assert.ok(kept.length > 5);
  await close();
});

test("a release that is published meanwhile is shown on return, and never half of it", async () => {
  const { folder, server } = await site();
  const { context, page, close } = await device(server);
  await read(page, server.base + "/zh/");
  const old = await build(page);
  await context.setOffline(true);
  const other = await publish(folder, "新发布的一版");
  await page.locator(".tabs a").nth(3).click();
  await page.waitForURL("**/zh/settings/");
  assert.equal(await page.locator(".published").count(), 0, "without a network it is the release that was read");
  await context.setOffline(false);
  // A page of the other release is not put into this one: the browser loads it, with what belongs to it.
  await page.evaluate(() => void (globalThis.stayed = true));
  await page.locator(".tabs a").nth(1).click();
  await page.waitForURL("**" + NOTICE);
  await page.locator(".published").waitFor();
  assert.equal(await page.evaluate(() => globalThis.stayed), undefined);
  assert.equal(await build(page), other);
  // The worker of the new release takes over once it has all of it, and what was kept before goes.
  await until(page, async (name) => (await caches.keys()).join() === name, `mingbai-${other}`);
  await context.setOffline(true);
  await page.goto(server.base + COMPARISON);
  await ready(page);
  assert.equal(await build(page), other);
  assert.notEqual(old, other);
  await close();
});

test("a release that cannot be kept as a whole does not take the place of the one before", async () => {
  const { folder, server } = await site();
  const { context, page, close } = await device(server);
  await read(page, server.base + "/zh/");
  const old = await build(page);
  const other = await publish(folder, "新发布的一版");
  const [pages] = (await readdir(join(folder, "offline"))).filter((name) => name.startsWith("zh-") && name.endsWith(".json"));
  await rm(join(folder, "offline", pages));
  await page.reload();
  await ready(page);
  assert.equal(await build(page), other, "the network has the new one");
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const { installing } = registration;
    if (installing) await new Promise((end) => installing.addEventListener("statechange", () => installing.state === "redundant" && end()));
  });
  await context.setOffline(true);
  await page.goto(server.base + NOTICE);
  await ready(page);
  assert.equal(await build(page), old, "without it, the old one is whole");
  assert.equal(await page.locator(".published").count(), 0);
  await close();
});

test("what the operator switches off leaves, with all that it kept", async () => {
  const { folder, server } = await site();
  const { page, close } = await device(server);
  await read(page, server.base + "/zh/");
  const config = join(folder, "config.json");
  await write(config, JSON.stringify({ ...JSON.parse(await readFile(config, "utf8")), offline: false }));
  await page.reload();
  await ready(page);
  await until(page, async () => {
    const [kept, workers] = await Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations()]);
    return kept.length === 0 && workers.length === 0;
  });
  await page.goto(server.base + NOTICE);
  await ready(page);
  await page.waitForLoadState("networkidle");
  assert.deepEqual(await page.evaluate(() => caches.keys()), []);
  assert.deepEqual(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  await close();
});

test("a person who saves data is sent no pages that were not asked for", async () => {
  const { server } = await site();
  const { context, page, close } = await device(server);
  const asked = [];
  context.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  await page.goto(server.base + "/zh/");
  await ready(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await page.waitForLoadState("networkidle");
  assert.deepEqual(asked.filter((path) => path.startsWith("/offline/")), []);
  await close();
});

for (const [how, hide] of [
  ["there are no service workers", () => delete Object.getPrototypeOf(navigator).serviceWorker],
  ["service workers are refused", () => (ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("no", "SecurityError")))],
]) {
  test(`where ${how} the page works and says nothing of it`, async () => {
    const { server } = await site();
    const { page, close } = await device(server);
    const { errors, violations } = await watch(page);
    await page.addInitScript(hide);
    await page.goto(server.base + "/zh/choices/");
    await press(page, "ads", "关");
    await says(page, "ads", /^已记录：关/);
    await page.waitForLoadState("networkidle");
    assert.deepEqual([...errors, ...violations], []);
    await close();
  });
}
