// A receipt is on the device as soon as its decision is confirmed: it is read and checked where nothing
// can be asked, and gone after an erasure.

import assert from "node:assert/strict";
import { test } from "node:test";

import { place, press, says } from "./choice.mjs";
import { behindProxy } from "./proxy.mjs";

const { browser, server, proxy } = await behindProxy();

function claim(name, check) {
  test(name, { timeout: 60_000 }, async () => {
    proxy.fault = () => undefined;
    const context = await browser.newContext();
    await check(await context.newPage(), context);
    await context.close();
  });
}

async function decide(page, view, purpose, answer, saved) {
  await page.goto(`${proxy.base}/en${view}`);
  await press(page, purpose, answer);
  await says(page, purpose, saved);
}

/** Names of what this device keeps, and how many keys receipts can be checked by. */
function kept(page) {
  return page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("mingbai.receipt.")));
}

const keysAreKept = (page) => page.waitForFunction(() => localStorage["mingbai.keys"]);

/** Neither the API nor the keys can be reached; pages can. */
async function cutOff(page) {
  proxy.fault = () => "cut";
  await page.route("**/.well-known/**", (route) => route.abort());
}

async function opensAndVerifies(page) {
  const entry = page.locator(".timeline > li").first();
  await entry.locator("summary").click();
  await entry.locator(".receipt > .facts").waitFor();
  await entry.getByRole("button", { name: "Check again" }).click();
  await entry.getByText(/The signature is valid/).waitFor();
  return entry;
}

claim("a receipt that was never opened is read and checked offline", async (page, context) => {
  await decide(page, "/choices/", "ads", "Off", /Recorded: Off/);
  await page.locator(".timeline > li").first().waitFor();
  await keysAreKept(page);
  await context.setOffline(true);
  const entry = await opensAndVerifies(page);
  assert.match(await entry.locator(".receipt > .facts").textContent(), /Off/);
});

claim("a page that can ask nobody shows what this device has, and the service's list later", async (page) => {
  await decide(page, "/choices/", "werun", "Agree", /Recorded: Agreed/);
  await press(page, "werun", "Refuse");
  await says(page, "werun", /Recorded: Withdrawn/);
  await keysAreKept(page);
  const first = await page.evaluate(() => {
    const read = (name) => JSON.parse(atob(localStorage[name].split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))).record;
    const name = Object.keys(localStorage).find((name) => name.startsWith("mingbai.receipt.") && read(name).sequence === 1);
    localStorage.removeItem(name);
    return name;
  });
  await cutOff(page);
  await page.reload();
  await says(page, "werun", /Not known at the moment/);
  await page.getByText("Entries whose receipts are kept on this device are shown").waitFor();
  assert.equal(await page.locator(".timeline > li").count(), 1, "what is not on the device is not shown");
  const entry = await opensAndVerifies(page);
  assert.match(await entry.locator(".entry__what").textContent(), /: Withdrawn$/);
  await entry.getByText(/is the one shown here as version 2025-05-09/).waitFor();
  proxy.fault = () => undefined;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator(".timeline > li").nth(1).waitFor();
  await page.getByText("Every decision as it was recorded").waitFor();
  assert.ok(first);
});

claim("a page without the history keeps the receipt too", async (page) => {
  await decide(page, "/check-up/", "ads", "Off", /Recorded: Off/);
  assert.equal((await kept(page)).length, 1);
  await cutOff(page);
  await page.goto(`${proxy.base}/en/choices/`);
  const entry = page.locator(".timeline > li").first();
  await entry.locator("summary").click();
  await entry.locator(".receipt > .facts").waitFor();
});

claim("no more than a hundred are kept, the newest", async (page) => {
  await decide(page, "/choices/", "ads", "Off", /Recorded: Off/);
  const [old] = await kept(page);
  await page.evaluate((old) => {
    for (let place = 0; place < 120; place += 1) localStorage[`mingbai.receipt.copy-${place}`] = localStorage[old];
  }, old);
  await press(page, "ads", "On");
  await says(page, "ads", /Recorded: On/);
  await page.waitForFunction(() => Object.keys(localStorage).filter((name) => name.startsWith("mingbai.receipt.")).length <= 100);
  const { records } = await (await page.request.get(`${server.base}/v1/records`)).json();
  assert.ok((await kept(page)).includes(`mingbai.receipt.${records[1].id}`));
});

claim("after an erasure nothing of the person is on the device", async (page) => {
  await decide(page, "/check-up/", "ads", "Off", /Recorded: Off/);
  await decide(page, "/choices/", "listen", "Off", /Recorded: Off/);
  await keysAreKept(page);
  await page.locator(".timeline > li").nth(1).waitFor();
  await page.getByRole("button", { name: "Erase what is kept about me" }).click();
  await page.getByRole("button", { name: "Erase", exact: true }).click();
  await page.getByText(/^Erased\. Records deleted: 2/).first().waitFor();
  await place(page, "ads").and(page.locator("[data-phase=rest]")).waitFor();
  const left = () => page.evaluate(async () => {
    const disk = await new Promise((resolve) => (indexedDB.open("mingbai").onsuccess = ({ target }) => resolve(target.result)));
    const items = await new Promise((resolve) => {
      disk.transaction("outbox").objectStore("outbox").getAllKeys().onsuccess = ({ target }) => resolve(target.result);
    });
    disk.close();
    return [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...items];
  });
  for (let tries = 0; tries < 100 && (await left()).length > 0; tries += 1) await page.waitForTimeout(50);
  assert.deepEqual(await left(), []);
});
