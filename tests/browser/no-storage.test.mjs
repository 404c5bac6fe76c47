// The choices where a device keeps little or nothing, as webviews do: what is in force comes from the service, no
// question is asked anew, and nothing is said that does not hold.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { place, press, says } from "./choice.mjs";
import { base, launch, watch } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

/** What asks a person something on its own accord. */
const asked = (page) => page.locator("dialog[open], [role=dialog]:visible, [role=alertdialog]:visible").count();

const reopen = async (page, path = "/en/choices/") => {
  await page.goto("about:blank");
  await page.goto(base + path);
  await page.locator("html[data-app=ready]").waitFor();
};

test("with storage blocked a choice is kept by the service, and a later visit says so", async () => {
  const context = await browser.newContext({ serviceWorkers: "allow" });
  const page = await context.newPage();
  const { errors } = await watch(page);
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("denied", "SecurityError");
    };
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) Object.defineProperty(globalThis, name, { get: refuse });
    Object.defineProperty(Navigator.prototype, "serviceWorker", { get: refuse });
  });
  await reopen(page);
  await press(page, "ads", "Off");
  await says(page, "ads", /^Recorded: Off/);
  for (const path of ["/en/choices/", "/en/check-up/", "/en/notice/2025-05-09/"]) {
    await reopen(page, path);
    await says(page, "ads", /^Recorded: Off/);
    assert.equal(await asked(page), 0, path);
  }
  await press(page, "ads", "On");
  await says(page, "ads", /^Recorded: On/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("with cookies blocked nobody is told that a choice is kept", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  // As a browser that keeps none: none is sent, and none is taken.
  await context.route("**/v1/**", async (route) => {
    if (route.request().url().endsWith("/events")) return route.abort();
    const { cookie, ...headers } = await route.request().allHeaders();
    const response = await route.fetch({ headers });
    const { "set-cookie": set, ...rest } = response.headers();
    await route.fulfill({ response, headers: rest });
    await context.clearCookies();
  });
  await reopen(page);
  await says(page, "ads", /^Not set/);
  await press(page, "ads", "Off");
  await says(page, "ads", /^Choices cannot be kept here/);
  await reopen(page);
  assert.doesNotMatch(await place(page, "ads").locator(".choice__state").first().innerText(), /Recorded/);
  assert.equal(await place(page, "ads").locator("[aria-pressed=true]").count(), 0);
  await context.close();
});

for (const [what, types, pattern] of [
  ["all but the cookie", "local_storage,indexeddb,cache_storage,service_workers,websql,file_systems", /^Recorded: Off/],
  ["everything", "all", /^Not set/],
]) {
  test(`with ${what} wiped between two visits the page says what the service knows of who asks`, async () => {
    const context = await browser.newContext({ serviceWorkers: "allow" });
    const page = await context.newPage();
    await reopen(page);
    await press(page, "ads", "Off");
    await says(page, "ads", /^Recorded: Off/);
    await page.goto("about:blank");
    const cdp = await context.newCDPSession(page);
    await cdp.send("Storage.clearDataForOrigin", { origin: base, storageTypes: types });
    if (types === "all") await context.clearCookies();
    for (const path of ["/en/choices/", "/en/"]) {
      await reopen(page, path);
      assert.equal(await asked(page), 0, path);
    }
    await reopen(page);
    await says(page, "ads", pattern);
    await context.close();
  });
}
