// A page that comes back says where the person stands now: a tab that is shown again, a page from
// the back/forward cache, where it is frozen. What was not sent in between is not lost by it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { decideElsewhere, place, press, says } from "./choice.mjs";
import { behindProxy } from "./proxy.mjs";

/** The first one of the check-up, which shows one at a time. */
const purpose = "ads";

const { browser, server, proxy } = await behindProxy({ ignoreDefaultArgs: ["--disable-back-forward-cache"] });

/** Runs a claim with a person whose choice is off, on a page that says so. */
function claim(name, view, check) {
  test(name, { timeout: 60_000 }, async () => {
    proxy.fault = () => undefined;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${proxy.base}${view}`);
    await place(page, purpose).and(page.locator("[data-phase=rest]")).waitFor({ state: "attached" });
    await decideElsewhere(page, purpose, "object", 0);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await says(page, purpose, /^Recorded: Off/);
    await check(page);
    await context.close();
  });
}

/** Hides the tab, as far as a page can tell, or shows it again. */
function setHidden(page, isHidden) {
  return page.evaluate((isHidden) => {
    Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, isHidden);
}

const pressed = (page) => place(page, purpose).locator("[aria-pressed=true]").textContent();
const wished = (page) => place(page, purpose).locator("[aria-pressed=mixed]").textContent();

for (const [where, view] of [["with the history", "/en/choices/"], ["without the history", "/en/check-up/"]]) {
  claim(`a tab that is shown again says what was decided meanwhile, on a page ${where}`, view, async (page) => {
    await setHidden(page, true);
    await decideElsewhere(page, purpose, "allow", 1);
    await setHidden(page, false);
    await says(page, purpose, /^Recorded: On/);
    assert.equal(await pressed(page), "On");
  });

  claim(`a tab that is shown again says that all was erased meanwhile, on a page ${where}`, view, async (page) => {
    await setHidden(page, true);
    assert.equal((await page.request.delete(`${server.base}/v1/subject`)).status(), 200);
    await setHidden(page, false);
    await says(page, purpose, /^Not set$/);
    assert.equal(await place(page, purpose).locator("[aria-pressed=true]").count(), 0);
  });
}

claim("the history follows what was decided while the tab was hidden", "/en/choices/", async (page) => {
  await page.locator(".timeline > li").first().waitFor();
  await setHidden(page, true);
  await decideElsewhere(page, purpose, "allow", 1);
  await setHidden(page, false);
  await page.locator(".timeline > li").nth(1).waitFor();
  assert.match(await page.locator(".entry__what").first().textContent(), /: On$/);
});

claim("the history of a person who erased all elsewhere begins anew", "/en/choices/", async (page) => {
  await page.locator(".timeline > li").first().waitFor();
  await setHidden(page, true);
  await page.request.delete(`${server.base}/v1/subject`);
  await decideElsewhere(page, "listen", "object", 0);
  await setHidden(page, false);
  await says(page, "listen", /^Recorded: Off/);
  await page.waitForFunction(() => /Listen/i.test(document.querySelector(".entry__what")?.textContent ?? ""));
  assert.equal(await page.locator(".timeline > li").count(), 1);
});

claim("a page from the back/forward cache says what was decided meanwhile", "/en/check-up/", async (page) => {
  await page.evaluate(() => addEventListener("pageshow", (event) => (globalThis.wasKept = event.persisted)));
  await page.goto(`${proxy.base}/openapi.json`);
  // Without its app: what that tells other tabs ends a page that the browser keeps.
  const other = await page.context().newPage();
  await other.route("**/boot-*.js", (route) => route.abort());
  await other.goto(`${proxy.base}/en/check-up/`);
  await decideElsewhere(other, purpose, "allow", 1);
  await other.close();
  await page.evaluate(() => history.back()).catch(() => {});
  await page.waitForFunction(() => globalThis.wasKept);
  await says(page, purpose, /^Recorded: On/);
});

claim("what was not sent stays in the outbox and is decided on the newer state", "/en/choices/", async (page) => {
  proxy.fault = ({ method }) => (method === "GET" ? undefined : "cut");
  await press(page, purpose, "On");
  await says(page, purpose, /Not sent yet.*For now: Off/);
  await setHidden(page, true);
  await decideElsewhere(page, purpose, "allow", 1, server.base);
  await decideElsewhere(page, purpose, "object", 2, server.base);
  await setHidden(page, false);
  await page.locator(".timeline > li").nth(2).waitFor();
  await says(page, purpose, /Not sent yet.*For now: Off/);
  assert.equal(await pressed(page), "Off", "what is in force");
  assert.equal(await wished(page), "On");
  proxy.fault = () => undefined;
  await says(page, purpose, /Recorded: On/);
  const { records } = await (await page.request.get(`${server.base}/v1/records`)).json();
  assert.deepEqual(records.map(({ state }) => state), ["objected", "allowed", "objected", "allowed"]);
});

claim("what is decided before the stream of events is open is shown too", "/en/choices/", async (page) => {
  let open;
  const isOpen = new Promise((resolve) => (open = resolve));
  await page.route("**/v1/events", async (route) => (await isOpen, route.continue()));
  await page.reload();
  await says(page, purpose, /^Recorded: Off/);
  await decideElsewhere(page, purpose, "allow", 1);
  open();
  await says(page, purpose, /^Recorded: On/);
});
