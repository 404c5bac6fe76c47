// What an address says of how a page is shown (`?embed`, `?elder`): it holds in that window or frame until it is
// switched off, whatever is loaded there and whether or not something may be stored, and no link says it on.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { openHosted, startHostSite } from "./hosts.mjs";
import { base, launch, startServer } from "./support.mjs";

const BOTH = { embed: true, elder: true };
const NONE = { embed: false, elder: false };

let browser;
let site;
before(async () => ([browser, site] = await Promise.all([launch(), startHostSite()])));
after(async () => {
  await browser?.close();
  site?.stop();
});

const ready = (page) => page.locator("html[data-app=ready]").waitFor({ state: "attached" });
const shown = (page) => page.evaluate(() => ({ embed: "embed" in document.documentElement.dataset, elder: "elder" in document.documentElement.dataset }));

/** Goes on by a link of the page, without a new page. */
async function follow(page, path) {
  await page.locator(`.tabs a[href="${path}"]`).click();
  await page.waitForURL((url) => url.pathname === path);
  await page.locator("main h1").waitFor();
}

async function reload(page) {
  await page.reload();
  await ready(page);
}

/** As a browser that denies a page every place to keep something in. */
const deny = () => {
  const refuse = () => {
    throw new DOMException("denied", "SecurityError");
  };
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) Object.defineProperty(globalThis, name, { get: refuse });
};

for (const [where, prepare] of [["", undefined], [" with storage blocked", deny]]) {
  test(`what the address says outlives a reload of a later view${where}, and is switched off`, { timeout: 60_000 }, async () => {
    const context = await browser.newContext();
    if (prepare) await context.addInitScript(prepare);
    const page = await context.newPage();
    await page.goto(`${base}/en/?embed&elder`);
    await ready(page);
    assert.deepEqual(await shown(page), BOTH);
    await follow(page, "/en/choices/");
    await reload(page);
    assert.deepEqual(await shown(page), BOTH, "after a reload of a later view");
    await page.goto(`${base}/zh/settings/`);
    await ready(page);
    assert.deepEqual(await shown(page), BOTH, "on a page that is loaded anew");
    await page.goBack();
    await ready(page);
    assert.deepEqual(await shown(page), BOTH, "on the way back");

    await page.goto(`${base}/en/choices/?elder=off`);
    await ready(page);
    assert.deepEqual(await shown(page), { embed: true, elder: false });
    await follow(page, "/en/settings/");
    await reload(page);
    assert.deepEqual(await shown(page), { embed: true, elder: false }, "what is switched off stays off");
    await page.goto(`${base}/en/?embed=off`);
    await ready(page);
    await follow(page, "/en/choices/");
    await reload(page);
    assert.deepEqual(await shown(page), NONE);
    await context.close();
  });
}

test("no address, canonical or shared link has it, and what else the address asks for stays", { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await page.goto(`${base}/en/notice/2025-05-09/?embed&from=app&elder=1#contact`);
  await ready(page);
  assert.deepEqual(await shown(page), BOTH);
  assert.equal(page.url(), `${base}/en/notice/2025-05-09/?from=app#contact`);
  await page.goto(`${base}/en/notice/2025-05-09/?elder&embed`);
  await ready(page);
  assert.equal(page.url(), `${base}/en/notice/2025-05-09/`);
  await page.locator("[data-copy-link]").first().click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /\/en\/notice\/2025-05-09\/#/);
  assert.doesNotMatch(copied, /embed|elder/);
  const links = await page.evaluate(() => [...document.querySelectorAll("a, link, form")].map((one) => one.href || one.action));
  assert.deepEqual(links.filter((link) => /[?&](embed|elder)/.test(link)), []);
  // A tab of its own begins anew, as who is sent a link does.
  const other = await context.newPage();
  await other.goto(copied);
  await ready(other);
  assert.deepEqual(await shown(other), NONE);
  await context.close();
});

test("`/` leads to a language with what the address says", { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(`${base}/?embed`);
  await ready(page);
  assert.equal(page.url(), `${base}/en/`);
  assert.deepEqual(await shown(page), { embed: true, elder: false });
  await context.close();
});

test("of two frames in one host each is shown as its own address said, after a reload too", { timeout: 60_000 }, async () => {
  // A host of the same site: what a tab keeps of an origin, these frames would share.
  let server;
  const listener = createServer((_, answer) => {
    const frames = ["?embed", "", "?elder"].map((query) => `<iframe src="${server.base}/en/${query}"></iframe>`);
    answer.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html><title>host</title>${frames.join("")}`);
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  after(() => (listener.closeAllConnections(), listener.close()));
  const host = `http://127.0.0.1:${listener.address().port}`;
  server = await startServer({ env: { ALLOWED_HOSTS: host } });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(host);
  const frames = page.mainFrame().childFrames();
  const expected = [{ embed: true, elder: false }, NONE, { embed: false, elder: true }];
  for (const [place, frame] of frames.entries()) {
    await ready(frame);
    await frame.locator('.tabs a[href="/en/choices/"]').click();
    await frame.waitForURL("**/en/choices/");
    await Promise.all([frame.waitForNavigation(), frame.evaluate(() => location.reload())]);
    await ready(frame);
    assert.deepEqual(await shown(frame), expected[place], `frame ${place}`);
  }
  await context.close();
  await server.remove();
});

test("a window that has a name keeps it, and the address then keeps what it says", { timeout: 60_000 }, async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => (window.name ||= "theirs"));
  await page.goto(`${base}/en/?embed`);
  await ready(page);
  assert.equal(page.url(), `${base}/en/?embed`);
  assert.equal(await page.evaluate(() => window.name), "theirs");
  await reload(page);
  assert.deepEqual(await shown(page), { embed: true, elder: false });
  await context.close();
});

test("what the host says by the bridge goes before what an address said", { timeout: 60_000 }, async () => {
  const hosted = await openHosted(browser, "android", { base, site, view: "/en/?embed&elder", options: { embedded: false } });
  await hosted.ready();
  await hosted.heard("ready");
  assert.deepEqual(await shown(hosted.frame), { embed: false, elder: true });
  await hosted.say("elder", { on: false });
  await hosted.frame.locator("html:not([data-elder])").waitFor({ state: "attached" });
  // The next page's host says nothing of it.
  await hosted.page.reload();
  await hosted.heard("ready");
  assert.deepEqual(await shown(hosted.frame), NONE);
  await hosted.context.close();
});
