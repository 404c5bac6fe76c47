// What a deployment sets in config.json, and what becomes of a mistake in it: a line in the console and a
// sentence in the page, and never a blank page.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { place, press, says } from "./choice.mjs";
import { base, launch, startServer } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

/** Opens a view of a site with that configuration: an object, or the text of the file. */
async function open(config, { view = "/en/", at = base, status = 200, ...given } = {}) {
  const context = await browser.newContext(given);
  const page = await context.newPage();
  const lines = [];
  page.on("console", (message) => message.text().startsWith("config.json") && lines.push(message.text()));
  const body = typeof config === "string" ? config : JSON.stringify(config);
  await context.route("**/config.json", (route) => route.fulfill({ status, contentType: "application/json", body }));
  await page.goto(`${at}${view}`);
  await page.locator("html[data-app=ready]").waitFor({ state: "attached" });
  return { context, page, lines };
}

const sentence = (page) => page.getByText("Part of this site’s configuration cannot be used");
const token = (page, name) => page.evaluate((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim(), `--${name}`);

test("the product's name is in the head line and in the title, on this view and the next", async () => {
  const { context, page, lines } = await open({ product: { zh: "灯笼", en: "Lantern" } });
  assert.equal(await page.locator("[data-product]").textContent(), "Lantern");
  assert.match(await page.title(), /Lantern$/);
  await page.locator("[data-language-switch]").click();
  await page.waitForURL("**/zh/");
  await page.waitForFunction(() => document.title.endsWith("灯笼"));
  assert.deepEqual(lines, []);
  assert.ok(await sentence(page).isHidden());
  await context.close();
});

test("a colour is taken where it keeps its contrast, for the theme that it is meant for", async () => {
  const colours = [{ token: "action", value: "#004d40", theme: "light" }, { token: "action", value: "#80cbc4", theme: "dark" }];
  const { context, page, lines } = await open({ colours }, { colorScheme: "light" });
  assert.equal(await token(page, "action"), "#004d40");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction(() => getComputedStyle(document.documentElement).getPropertyValue("--action").trim() === "#80cbc4");
  assert.deepEqual(lines, []);
  await context.close();
});

test("a colour that fails is refused with a sentence, and the page keeps its own", async () => {
  const plain = await open({});
  const own = await token(plain.page, "link");
  await plain.context.close();
  const { context, page, lines } = await open({ colours: [{ token: "link", value: "#cccccc" }, { token: "action", value: "#004d40" }] });
  assert.equal(await token(page, "link"), own);
  assert.equal(await token(page, "action"), "#004d40");
  assert.equal(lines.length, 1);
  assert.match(lines[0], /the colour #cccccc for `link` is refused in the light theme: `link` on `paper` would have 1\.5:1, and needs 4\.5:1/);
  await sentence(page).waitFor();
  await context.close();
});

for (const [what, config, line] of [
  ["no JSON", "{ hosts: }", /it is no JSON object/],
  ["a page in place of the file", "<!doctype html><title>app</title>", /it is no JSON object/],
  ["a list", "[]", /it is no JSON object/],
  ["an entry of another type", { product: "Lantern" }, /`product` is not what it may be/],
  ["an entry that is none", { colors: [] }, /`colors` is no entry; the entries are product, colours, api/],
  ["an API with a path", { api: "https://consent.example.org/v1" }, /`api` is not what it may be/],
  ["an edition that was not published", { edition: "lantern" }, /this deployment is for the edition `lantern`/],
]) {
  test(`a mistake is said and the page is whole: ${what}`, async () => {
    const { context, page, lines } = await open(config, { view: "/en/choices/" });
    await sentence(page).waitFor();
    assert.equal(lines.length, 1);
    assert.match(lines[0], line);
    await page.locator("main h1").waitFor();
    await place(page, "ads").and(page.locator("[data-phase=rest]")).waitFor();
    await context.close();
  });
}

test("what is right beside a mistake is used", async () => {
  const { context, page, lines } = await open({ hosts: ["*"], product: { zh: "灯笼", en: "Lantern" } });
  await page.waitForFunction(() => document.title.endsWith("Lantern"));
  assert.match(lines.join(), /`hosts` is not what it may be/);
  await context.close();
});

test("where there is no file nothing is said", async () => {
  const { context, page, lines } = await open("<h1>not found</h1>", { status: 404 });
  assert.deepEqual(lines, []);
  assert.ok(await sentence(page).isHidden());
  await context.close();
});

test("`/` without a server that chooses leads to a language of the reader's, or else to the deployment's", async () => {
  const start = async (locale, config) => {
    const { context, page } = await open(config, { locale });
    await page.goto(`${base}/index.html?embed`);
    await page.waitForURL(/\/(zh|en)\/$/);
    await page.locator("html[data-embed]").waitFor({ state: "attached" });
    const { pathname } = new URL(page.url());
    await context.close();
    return pathname;
  };
  assert.equal(await start("en-GB", {}), "/en/");
  assert.equal(await start("zh-CN", { language: "en" }), "/zh/");
  assert.equal(await start("fr-FR", { language: "en" }), "/en/");
  assert.equal(await start("fr-FR", {}), "/zh/");
});

test("an API at another address is asked with its own cookie, and the policy lets nobody else be asked", { timeout: 60_000 }, async () => {
  const api = await startServer({ env: { PAGES_URL: base, WRITES_PER_MINUTE: "0" } });
  const pages = await startServer({ env: { API_URL: api.base } });
  const other = createServer((_, answer) => answer.end("{}")).listen(0, "127.0.0.1");
  await once(other, "listening");
  // The API lets in the site that PAGES_URL names, which is known once it listens.
  api.environment.PAGES_URL = pages.base;
  await api.kill();
  await api.start();
  const { context, page, lines } = await open({ api: api.base }, { view: "/en/choices/", at: pages.base });
  try {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await place(page, "ads").and(page.locator("[data-phase=rest]")).waitFor();
    await press(page, "ads", "Off");
    await says(page, "ads", /Recorded: Off/);
    await page.locator(".timeline > li").first().waitFor();
    assert.deepEqual(asked.filter((address) => address.startsWith(`${pages.base}/v1/`)), []);
    await page.reload();
    await says(page, "ads", /^Recorded: Off/);
    const answer = await page.evaluate((address) => fetch(address).catch((error) => error.name), `http://127.0.0.1:${other.address().port}/`);
    assert.equal(answer, "TypeError");
    assert.deepEqual(lines, []);
  } finally {
    await context.close();
    other.close();
    await api.remove();
    await pages.remove();
  }
});
