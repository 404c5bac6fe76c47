// The script that starts the app: which of the two it loads, and what markup that a page brings can
// do when the app puts it into the page.

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
  await page.locator("[data-check-up-step=next]").click();
  await page.waitForFunction(() => localStorage.getItem("mingbai.check-up") === "1");
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${base}/en/`);
  await ready(page);
  assert.equal(await loaded({ page, asked }), "small");
  await close();
});

// Each would set `ran`, alone or when it is pressed.
const RUNNING = [
  `<script>ran = 1</script>`,
  `<script src="data:text/javascript,ran=1"></script>`,
  `<script type="module">globalThis.ran = 1</script>`,
  `<img src=x onerror="ran = 1">`,
  `<img alt="a>b" src=x onerror="ran = 1">`,
  `<img/src="x"/onerror="ran=1">`,
  `<IMG SRC=x ONERROR="ran = 1">`,
  `<svg onload="ran = 1"></svg>`,
  `<svg><script>ran = 1</script></svg>`,
  `<svg><a xlink:href="javascript:ran=1"><text y="20">press</text></a></svg>`,
  `<svg><animate onbegin="ran = 1" attributeName="x" dur="1s"></animate></svg>`,
  `<details open ontoggle="ran = 1">a</details>`,
  `<input autofocus onfocus="ran = 1">`,
  `<a href="javascript:ran=1">press</a>`,
  `<a href="java&#115;cript:ran=1">press</a>`,
  `<a href="java&Tab;script:ran=1">press</a>`,
  `<iframe srcdoc="<script>parent.ran = 1</script>"></iframe>`,
  `<object data="data:text/html,<script>parent.ran = 1</script>"></object>`,
  `<form action="javascript:ran=1"><button>press</button></form>`,
];

/** Presses what can be pressed, and ends when pictures have failed and frames have loaded. */
const provoke = () => {
  const hostile = document.querySelector("#hostile");
  const settled = (part) => (part.complete ? undefined : new Promise((end) => part.addEventListener("error", end)));
  hostile.querySelectorAll("a, button").forEach((part) => part.dispatchEvent(new MouseEvent("click", { bubbles: true })));
  hostile.querySelector("input")?.focus();
  return Promise.all([...hostile.querySelectorAll("img")].map(settled)).then(() => fetch("/icon.svg")).then(() => globalThis.ran ?? "nothing");
};

for (const how of ["swapped in", "loaded"]) {
  test(`nothing of a page that is ${how} can run`, async () => {
    for (const markup of RUNNING) {
      const { page, close } = await open("/en/");
      await page.route("**/en/settings/", async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace("<h1", `<div id="hostile">${markup}</div><h1`);
        await route.fulfill({ response, body });
      });
      if (how === "loaded") await page.goto(`${base}/en/settings/`);
      else await page.locator(".tabs a[href$='/settings/']").click();
      await page.locator("#hostile").waitFor({ state: "attached" });
      assert.equal(await page.evaluate(provoke), "nothing", markup);
      await close();
    }
  });
}

test("no address and no text becomes a script", async () => {
  const { page, close } = await open("/en/");
  const refused = await page.evaluate(() => {
    const script = document.createElement("script");
    return [() => (script.src = "/boot.js"), () => (script.text = "1"), () => setTimeout("1")].map((act) => {
      try {
        act();
        return "taken";
      } catch (error) {
        return error.name;
      }
    });
  });
  assert.deepEqual(refused, ["TypeError", "TypeError", "TypeError"]);
  await close();
});
