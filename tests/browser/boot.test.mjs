// The script that starts the app: what it takes over from local storage, and what markup that a page
// brings can do when the app puts it into the page.

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
  await page.goto(base + path);
  await ready(page);
  return { page, close: () => context.close() };
}

test("what local storage kept of a wish is taken over", async () => {
  const name = "mingbai.outbox.ads.k1";
  const { page, close } = await open("/en/", { [name]: "no wish" });
  await page.waitForFunction((name) => localStorage.getItem(name) === null, name);
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

for (const how of ["linked to", "loaded"]) {
  test(`nothing of a page that is ${how} can run`, async () => {
    for (const markup of RUNNING) {
      const { page, close } = await open("/en/");
      await page.route("**/en/settings/", async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace("<h1", `<div id="hostile">${markup}</div><h1`);
        await route.fulfill({ response, body });
      });
      await page.evaluate(() => void (globalThis.stayed = true));
      if (how === "loaded") await page.goto(`${base}/en/settings/`);
      else await page.locator(".tabs a[href$='/settings/']").click();
      await page.locator("#hostile").waitFor({ state: "attached" });
      // The app puts nothing of it into its page: the browser loads the other one, under its policy.
      assert.equal(await page.evaluate(() => globalThis.stayed), undefined, markup);
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

test("every view is made of markup that the app takes, and what leads away by itself is not", async () => {
  const { page, close } = await open("/en/");
  const views = ["", "notice/2025-05-09/", "changes/before-2025-05-09..2025-05-09/", "settings/", "settings/personalized-ads/", "settings/personalized-ads/3/", "choices/", "check-up/", "data/", "notice/"];
  const refused = await page.evaluate(async (views) => {
    const takes = (markup) => {
      try {
        return Boolean(new DOMParser().parseFromString(markup, "text/html"));
      } catch {
        return false;
      }
    };
    const addresses = ["zh", "en"].flatMap((lang) => views.map((view) => `/${lang}/${view}`));
    const pages = await Promise.all(addresses.map(async (address) => [address, await (await fetch(address)).text()]));
    const away = [`<p><meta http-equiv="refresh" content="0; url=https://example.com">`, `<p><base href="https://example.com">`, `<p><link rel="stylesheet" href="/style.css">`, `<p><template><p>a</template>`, `<a href="data:text/html,a">a</a>`];
    return { pages: pages.filter(([, markup]) => !takes(markup)).map(([address]) => address), away: away.filter(takes) };
  }, views);
  assert.deepEqual(refused, { pages: [], away: [] });
  await close();
});
