// Under the policy that the server sends: no view breaks it, whatever a person does there, and nothing is asked of
// anybody else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { press, says } from "./choice.mjs";
import { base, launch, watch } from "./support.mjs";

const NOTICE = "notice/2025-05-09/";
const CHANGES = "changes/before-2025-05-09..2025-05-09/";
const VIEWS = ["", NOTICE, "notice/before-2025-05-09/", CHANGES, "settings/", "settings/personalized-ads/", "settings/personalized-ads/3/", "choices/", "check-up/", "data/", "notice/", "none/"];

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

/** A new device whose complaints and requests are noted. */
async function watched(options = {}) {
  const context = await browser.newContext({ serviceWorkers: "allow", ...options });
  const page = await context.newPage();
  const complaints = await watch(page);
  const elsewhere = [];
  context.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== base && protocol !== "data:" && protocol !== "blob:") elsewhere.push(request.url());
  });
  return { page, complaints, elsewhere, close: () => context.close() };
}

const ready = (page) => page.locator("html[data-app=ready]").waitFor();

for (const lang of ["zh", "en"]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`no view breaks the policy, loaded or swapped in, ${lang}, ${colorScheme}`, async () => {
      const { page, complaints, elsewhere, close } = await watched({ colorScheme });
      for (const view of VIEWS) {
        await page.goto(`${base}/${lang}/${view}`);
        await ready(page);
      }
      // The unknown address is answered with 404, of which a browser tells.
      const errors = complaints.errors.filter((error) => !error.includes("/none/"));
      await page.goto(`${base}/${lang}/`);
      await ready(page);
      for (const link of await page.locator(".tabs a").all()) {
        await link.click();
        await page.waitForFunction((href) => location.pathname === href, await link.getAttribute("href"));
        await page.locator("main h1").waitFor();
      }
      assert.deepEqual([...errors, ...complaints.violations], []);
      assert.deepEqual(elsewhere, []);
      await close();
    });
  }
}

test("nothing that a person does breaks it: search, decide, look at receipts, export, print, walk", async () => {
  const { page, complaints, elsewhere, close } = await watched();
  await page.goto(`${base}/en/${NOTICE}`);
  await ready(page);
  await page.locator("[data-search] input").fill("location");
  await page.locator("[data-search-hits] a").first().click();
  await page.goto(`${base}/en/choices/`);
  await press(page, "ads", "Off");
  await says(page, "ads", /^Recorded: Off/);
  await page.locator("[data-timeline] button, [data-timeline] summary").first().click();
  await page.goto(`${base}/en/check-up/`);
  await ready(page);
  await page.locator("[data-check-up-step=next]").click();
  await page.goto(`${base}/en/settings/`);
  await page.locator("[data-filter] input").fill("ads");
  await page.goto(`${base}/en/settings/personalized-ads/1/`);
  await page.keyboard.press("ArrowRight");
  await page.goto(`${base}/en/${CHANGES}`);
  await ready(page);
  await page.locator("[data-changes-step=next]").first().click();
  assert.deepEqual([...complaints.errors, ...complaints.violations], []);
  assert.deepEqual(elsewhere, []);
  await close();
});
