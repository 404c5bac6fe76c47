// Who presses twice, or holds a key, means it once: no step is passed that nobody has seen, and no page is in the
// history twice.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { base, launch, playAnimations } from "./support.mjs";

const PHONE = { width: 390, height: 844 };

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

async function open(path, options = { viewport: PHONE, hasTouch: true }) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(base + path);
  await page.locator("html[data-app=ready]").waitFor();
  return { page, close: () => context.close() };
}

/** Where the middle of an element is in the window. */
async function middle(page, selector) {
  const { x, y, width, height } = await page.locator(selector).first().boundingBox();
  return [x + width / 2, y + height / 2];
}

const step = (page) => Number(new URL(page.url()).pathname.split("/").at(-2));

for (const scripts of [true, false]) {
  test(`a double tap on next goes on by one step, ${scripts ? "with the app" : "without scripts"}`, async () => {
    const context = await browser.newContext({ viewport: PHONE, hasTouch: true, javaScriptEnabled: scripts });
    const page = await context.newPage();
    for (const tap of ["tap", "click"]) {
      await playAnimations(page, 1);
      await page.goto(`${base}/en/settings/personalized-ads/1/`);
      if (scripts) await page.locator("html[data-app=ready]").waitFor();
      const next = page.locator("[data-key=next]");
      // Playwright waits until the button takes a tap.
      await next[tap]({ trial: true });
      const [x, y] = await middle(page, "[data-key=next]");
      // However busy the machine is, the second one comes soon.
      await playAnimations(page, 0.001);
      const press = () => (tap === "tap" ? page.touchscreen.tap(x, y) : page.mouse.click(x, y));
      await press();
      await page.locator(".walk__count", { hasText: "Step 2 of 4" }).waitFor();
      await press();
      // A page that was asked for would be shown before the one that is asked for now.
      await page.evaluate(() => fetch("/icon.svg").then((answer) => answer.text()));
      assert.equal(step(page), 2, tap);
      // And then it takes one.
      await playAnimations(page, 1);
      await next[tap]();
      await page.locator(".walk__count", { hasText: "Step 3 of 4" }).waitFor();
    }
    await context.close();
  });
}

test("an arrow key that is held down goes on by one step", async () => {
  const { page, close } = await open("/en/settings/personalized-ads/1/");
  await page.keyboard.down("ArrowRight");
  await page.locator(".walk__count", { hasText: "Step 2 of 4" }).waitFor();
  // A key that is down already repeats.
  await page.keyboard.down("ArrowRight");
  await page.evaluate(() => fetch("/icon.svg").then((answer) => answer.text()));
  assert.equal(step(page), 2);
  await page.keyboard.up("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.locator(".walk__count", { hasText: "Step 3 of 4" }).waitFor();
  await close();
});

test("a double tap on next in the check-up goes on by one item", async () => {
  const { page, close } = await open("/en/check-up/");
  const next = page.locator("[data-check-up-step=next]");
  await next.tap({ trial: true });
  const [x, y] = await middle(page, "[data-check-up-step=next]");
  await playAnimations(page, 0.001);
  await page.touchscreen.tap(x, y);
  await page.touchscreen.tap(x, y);
  const shown = () => page.locator(".check-up__item:visible").evaluateAll((items) => items.map((item) => [...item.parentElement.children].indexOf(item)));
  assert.deepEqual(await shown(), [1]);
  await playAnimations(page, 1);
  await next.tap();
  assert.deepEqual(await shown(), [2]);
  await close();
});

for (const [from, link] of [
  ["/zh/", ".tabs a[href$='/settings/']"],
  ["/zh/", ".tabs a[href$='/choices/']"],
  ["/zh/", ".masthead__search"],
  ["/zh/settings/", ".masthead__text"],
  ["/zh/notice/2025-05-09/#ads", ".tabs a[href$='/2025-05-09/']"],
]) {
  test(`two presses of ${link} at ${from} leave one page more to go back through`, async () => {
    const { page, close } = await open(from);
    await page.evaluate(() => (globalThis.stayed = true));
    const before = await page.evaluate(() => history.length);
    const href = await page.locator(link).first().getAttribute("href");
    const [x, y] = await middle(page, link);
    await page.mouse.click(x, y);
    await page.waitForURL((url) => url.pathname + url.hash === href);
    await page.locator("html:not([data-arriving])").waitFor();
    await page.mouse.click(x, y);
    await page.evaluate(() => fetch("/icon.svg").then((answer) => answer.text()));
    assert.equal(await page.evaluate(() => history.length), before + 1);
    assert.equal(await page.evaluate(() => globalThis.stayed), true, "the page was not loaded anew");
    await page.goBack();
    await page.waitForURL((url) => url.pathname + url.hash === from);
    await close();
  });
}
