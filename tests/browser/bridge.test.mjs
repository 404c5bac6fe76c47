// The bridge between the page and a host app, by each of the four carriers: what both say, what the page does
// not hear, and how it goes on where the host does not.

import assert from "node:assert/strict";
import { test } from "node:test";

import { place, press, says } from "./choice.mjs";
import { openHosted, withHosts } from "./hosts.mjs";

const { browser, server, site, stranger, signing, open, claim } = await withHosts();
const root = (hosted) => hosted.frame.locator("html");

claim("the page greets with a nonce, and once it is answered says what it is", async (open) => {
  const hosted = await open();
  const hello = await hosted.heard("hello");
  assert.deepEqual({ ...hello, nonce: "" }, { v: 1, nonce: "", seq: 1, type: "hello" });
  assert.match(hello.nonce, /^[0-9a-f]{32}$/);
  const ready = await hosted.heard("ready");
  assert.equal(ready.app, "ready");
  assert.equal(ready.nonce, hello.nonce);
  assert.match((await hosted.heard("title")).title, /My choices/);
  assert.ok((await hosted.heard("height")).height > 600);
  assert.deepEqual(await hosted.dropped(), {});
});

claim("theme, text size, elder mode and safe areas are as the host says", async (open) => {
  const hosted = await open();
  await hosted.ready();
  await hosted.say("theme", { theme: "dark" });
  await root(hosted).and(hosted.frame.locator("[data-theme=dark]")).waitFor();
  await hosted.say("theme", { theme: "system" });
  await root(hosted).and(hosted.frame.locator(":not([data-theme])")).waitFor();
  await hosted.say("textSize", { percent: 150 });
  await hosted.frame.waitForFunction(() => getComputedStyle(document.documentElement).fontSize === "24px");
  await hosted.say("textSize", { percent: 100 });
  await hosted.frame.waitForFunction(() => getComputedStyle(document.documentElement).fontSize === "16px");
  await hosted.say("elder", { on: true });
  await hosted.frame.waitForFunction(() => getComputedStyle(document.body).fontSize === "18px");
  await hosted.say("elder", { on: false });
  await hosted.frame.waitForFunction(() => getComputedStyle(document.body).fontSize === "17px");
  await hosted.say("safeArea", { top: 47, right: 0, bottom: 34, left: 0 });
  await hosted.frame.waitForFunction(() => {
    const padding = (selector, edge) => getComputedStyle(document.querySelector(selector)).getPropertyValue(`padding-${edge}`);
    return padding("header", "top") === "47px" && padding(".tabs", "bottom") === "34px";
  });
  assert.deepEqual(await hosted.dropped(), {});
});

claim("the language follows the host, and the title says so", async (open) => {
  const hosted = await open();
  await hosted.ready();
  await hosted.say("language", { language: "en" });
  await hosted.say("language", { language: "zh" });
  await hosted.frame.waitForURL("**/zh/choices/");
  await hosted.frame.locator("body[data-lang=zh]").waitFor();
  await hosted.page.waitForFunction(() => globalThis.demoHost.heard.some(({ type, title }) => type === "title" && /[一-鿿]/.test(title)));
});

claim("back goes back one view after the other, and then closes", async (open) => {
  const hosted = await open({ view: "/en/", options: { capabilities: ["close"] } });
  await hosted.ready();
  const at = (path) => hosted.frame.waitForFunction((path) => location.pathname === path && document.querySelector("main h1"), path);
  for (const path of ["/en/settings/", "/en/choices/"]) {
    await hosted.frame.locator(`.tabs a[href="${path}"]`).first().click();
    await at(path);
  }
  await hosted.say("back");
  await at("/en/settings/");
  await hosted.say("back");
  await at("/en/");
  assert.deepEqual(await hosted.all("close"), []);
  await hosted.say("back");
  await hosted.heard("close");
});

claim("a choice is told once the service has confirmed it, and not before", async (open) => {
  // Nothing of a cookie is needed where the host signs the person in.
  const hosted = await open({ options: { capabilities: ["token"] }, token: () => ({ token: signing.token("told"), expiresIn: 300 }) });
  let release;
  const isReleased = new Promise((resolve) => (release = resolve));
  await hosted.context.route("**/v1/choices/ads", async (route) => (await isReleased, route.continue()));
  await hosted.ready();
  await place(hosted.frame, "ads").and(hosted.frame.locator("[data-phase=rest]")).waitFor();
  await press(hosted.frame, "ads", "Off");
  await place(hosted.frame, "ads").and(hosted.frame.locator("[data-phase=saving]")).waitFor();
  assert.deepEqual(await hosted.all("choiceChanged"), []);
  release();
  const { purpose, state, revision } = await hosted.heard("choiceChanged");
  assert.deepEqual([purpose, state, typeof revision], ["ads", "objected", "number"]);
  await says(hosted.frame, "ads", /Recorded: Off/);
});

claim("a row of the host's settings opens where the host can, and nothing offers it where it cannot", async (open) => {
  const view = "/en/settings/personalized-ads/1/";
  const can = await open({ view, options: { capabilities: ["openSettings"] } });
  await can.ready();
  await can.frame.locator("[data-open-screen]").click();
  const { row } = await can.heard("openSettings");
  assert.equal(row, await can.frame.locator("[data-open-screen]").getAttribute("data-open-screen"));
  const cannot = await open({ view });
  await cannot.ready();
  assert.ok(await cannot.frame.locator("[data-open-screen]").isHidden());
});

claim("what does not fit is dropped and counted, and what comes after it is heard", async (open) => {
  const hosted = await open();
  await hosted.ready();
  const dark = { theme: "dark" };
  await hosted.say("theme", dark, { nonce: "0".repeat(32) });
  await hosted.say("theme", dark, { v: 2 });
  await hosted.say("theme", { theme: "pink" });
  await hosted.say("eval", { code: "document.title = 'x'" });
  await hosted.say("welcome", { capabilities: ["token"] });
  await hosted.say("theme", { ...dark, fill: "x".repeat(9000) });
  await hosted.post("no JSON");
  const heard = await hosted.page.evaluate(() => {
    const { nonce, seq } = globalThis.demoHost;
    return JSON.stringify({ v: 1, nonce, seq: seq + 1, type: "elder", on: true });
  });
  await hosted.post(heard);
  await hosted.post(heard);
  await hosted.say("textSize", { percent: 120 }, { seq: 1 });
  await hosted.say("safeArea", { top: 9, right: 0, bottom: 0, left: 0 }, { seq: 1000 });
  await hosted.frame.waitForFunction(() => document.documentElement.style.getPropertyValue("--host-safe-top") === "9px");
  assert.deepEqual(await hosted.dropped(), { nonce: 1, version: 1, fields: 1, type: 1, order: 1, size: 1, json: 1, replay: 2 });
  assert.equal(await root(hosted).getAttribute("data-theme"), null);
  assert.equal(await root(hosted).getAttribute("data-elder"), "");
  assert.equal(await hosted.frame.evaluate(() => document.documentElement.style.fontSize), "");
  const told = hosted.console.filter((line) => line.startsWith("bridge: "));
  assert.equal(told.length, 9);
  assert.ok(told.every((line) => !/pink|eval|xxx|dark|0000/.test(line)), "nothing of a dropped message is shown");
});

claim("where the host never answers the page goes on alone", async (open, carrier) => {
  const hosted = await open({ options: { silent: true } });
  await hosted.ready();
  await place(hosted.frame, "ads").and(hosted.frame.locator("[data-phase=rest]")).waitFor();
  if (carrier === "iframe") return;
  await press(hosted.frame, "ads", "Off");
  await says(hosted.frame, "ads", /Recorded: Off/);
});

test("a host that the server lets frame the page, and that the page does not speak to, is said at start", () => {
  assert.match(server.log, /ALLOWED_HOSTS names http:\/\/localhost:\d+, http:\/\/localhost:\d+, which the page does not speak to: add it to `hosts` in config\.json/);
});

test("a host that is not listed is not spoken to, and not heard", { timeout: 60_000 }, async () => {
  const hosted = await openHosted(browser, "iframe", { base: server.base, site: stranger, config: { hosts: [site.base] } });
  await hosted.ready();
  await place(hosted.frame, "ads").and(hosted.frame.locator("[data-phase=rest]")).waitFor();
  await hosted.say("welcome", { capabilities: [] }, { nonce: "0".repeat(32) });
  assert.deepEqual(await hosted.page.evaluate(() => globalThis.demoHost.heard), []);
  assert.equal(await hosted.frame.evaluate(() => globalThis.mingbaiBridge), undefined);
  await hosted.context.close();
});

test("a window that is not the host is not heard, whatever it knows", { timeout: 60_000 }, async () => {
  const hosted = await open("iframe");
  await hosted.ready();
  const nonce = await hosted.page.evaluate(() => globalThis.demoHost.nonce);
  const text = JSON.stringify({ v: 1, nonce, seq: 99, type: "theme", theme: "dark" });
  // Beside the page, from another site, and the page's own window.
  await hosted.page.evaluate(
    ([address]) => new Promise((resolve) => document.body.append(Object.assign(document.createElement("iframe"), { src: address, onload: resolve, id: "other" }))),
    [`${stranger.base}/iframe.css`],
  );
  const other = hosted.page.frames().find((frame) => frame.url().startsWith(stranger.base));
  await other.evaluate((text) => parent.frames[0].postMessage(text, "*"), text);
  await hosted.frame.evaluate((text) => postMessage(text, "*"), text);
  await hosted.frame.waitForFunction(() => globalThis.mingbaiBridge.dropped.origin === 2);
  assert.equal(await root(hosted).getAttribute("data-theme"), null);
  await hosted.context.close();
});

for (const [what, hosts] of [["everybody", ["*"]], ["null", ["null"]], ["a pattern", ["https://*.example.org"]]]) {
  test(`hosts that name ${what} are refused with a line, and nobody is spoken to`, { timeout: 60_000 }, async () => {
    const hosted = await openHosted(browser, "iframe", { base: server.base, site, config: { hosts } });
    await hosted.ready();
    assert.ok(hosted.console.some((line) => /config\.json: `hosts` is not what it may be/.test(line)), hosted.console.join("\n"));
    assert.deepEqual(await hosted.page.evaluate(() => globalThis.demoHost.heard), []);
    await hosted.context.close();
  });
}

test("a page that no host shows speaks to nobody, and loads nothing for it", { timeout: 60_000 }, async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const loaded = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto(`${server.base}/en/`);
  await page.locator("html[data-app=ready]").waitFor({ state: "attached" });
  assert.deepEqual(loaded.filter((path) => /bridge|deployment/.test(path)), []);
  await context.close();
});
