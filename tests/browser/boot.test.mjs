// The script that starts the app: which of the two it loads.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { base, launch } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

const ready = (page) => page.locator("html[data-app=ready]").waitFor();

/** A page of a device that has kept these items, with the app running. */
async function open(path, items = {}) {
  const localStorage = Object.entries(items).map(([name, value]) => ({ name, value }));
  const context = await browser.newContext({ storageState: { origins: [{ origin: base, localStorage }] } });
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(base + path);
  await ready(page);
  return { page, asked, close: () => context.close() };
}

/** Which app was loaded: script and module of the same one. */
async function loaded({ page, asked }) {
  const { appJs, appWasm, wholeJs, wholeWasm } = await page.evaluate(() => ({
    ...document.querySelector("script[data-app-js]").dataset,
  }));
  const files = asked.filter((path) => [appJs, appWasm, wholeJs, wholeWasm].includes(path)).sort();
  if (files.join() === [appJs, appWasm].sort().join()) return "small";
  if (files.join() === [wholeJs, wholeWasm].sort().join()) return "whole";
  assert.fail(`these are not one app: ${files}`);
}

async function assertLoads(app, path, items) {
  const opened = await open(path, items);
  assert.equal(await loaded(opened), app, JSON.stringify(items));
  await opened.close();
}

test("what was kept by earlier choices loads the whole app, its script and its module", async () => {
  const { page, close } = await open("/en/");
  const chosen = await page.locator("script[data-chosen]").getAttribute("data-chosen");
  await close();
  assert.ok(chosen.includes("mingbai.outbox."));
  for (const start of chosen.split(" ")) await assertLoads("whole", "/en/", { [`${start}x`]: "" });
});

test("a wish that local storage kept is taken over by the app that was picked for it", async () => {
  const name = "mingbai.outbox.ads.k1";
  const opened = await open("/en/", { [name]: "no wish" });
  assert.equal(await loaded(opened), "whole");
  await opened.page.waitForFunction((name) => localStorage.getItem(name) === null, name);
  await opened.close();
});

test("who has made no choice gets the small app, whatever else was kept", async () => {
  await assertLoads("small", "/en/");
  for (const name of ["mingbai.check-up", "mingbai.erased", "mingbai.told", "mingbai.keys", "another.app"]) {
    await assertLoads("small", "/en/", { [name]: "1" });
  }
});

test("looking at the check-up does not load the whole app from then on", async () => {
  const { page, close } = await open("/en/check-up/");
  await page.locator("[data-check-up-step='1']").click();
  await page.waitForFunction(() => localStorage.getItem("mingbai.check-up") === "1");
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${base}/en/`);
  await ready(page);
  assert.equal(await loaded({ page, asked }), "small");
  await close();
});
