// What a page looks like inside a host app, in a window of 360 by 640: without its own bars, with the host's
// letters, edges and colours.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { openHosted, startHostSite } from "./hosts.mjs";
import { faults } from "./overlaps.mjs";
import { axe, base, launch } from "./support.mjs";
import { VIEWS } from "./views.mjs";

const PHONE = { viewport: { width: 360, height: 640 }, reducedMotion: "reduce" };

let browser;
let site;
before(async () => ([browser, site] = await Promise.all([launch(), startHostSite()])));
after(async () => {
  await browser?.close();
  site?.stop();
});

async function open(view, given = {}) {
  const context = await browser.newContext({ ...PHONE, ...given });
  const page = await context.newPage();
  await page.goto(`${base}${view}`);
  await page.locator("html[data-app=ready]").waitFor({ state: "attached" });
  return { context, page };
}

const hosted = (view, options = {}) => openHosted(browser, "android", { base, site, view, options, context: PHONE });

async function goTo(page, path) {
  await page.goto(`${base}${path}`);
  await page.locator("html[data-app=ready]").waitFor({ state: "attached" });
  await page.waitForFunction(() => !document.querySelector("[data-phase=loading]"));
}

/** What of the page's own bars is shown. */
const bars = (page) =>
  page.evaluate(() => {
    const isShown = (selector) => [...document.querySelectorAll(selector)].some((one) => one.checkVisibility());
    return Object.fromEntries([".masthead__brand", ".masthead__language", ".masthead__text", ".tabs", ".footer a"].map((one) => [one, isShown(one)]));
  });
const NONE_BUT_TABS = { ".masthead__brand": false, ".masthead__language": false, ".masthead__text": false, ".tabs": true, ".footer a": true };

for (const [how, opened] of [
  ["by the address", () => open("/en/?embed")],
  ["by the bridge", async () => {
    const it = await hosted("/en/", { embedded: true });
    await it.ready();
    return it;
  }],
]) {
  test(`a page that is embedded ${how} has no head line of its own, on this view and the next`, { timeout: 60_000 }, async () => {
    const { context, page } = await opened();
    await page.locator("html[data-embed]").waitFor({ state: "attached" });
    assert.deepEqual(await bars(page), NONE_BUT_TABS);
    assert.ok((await page.locator("main").boundingBox()).y < 2, "the page begins at the top");
    assert.equal(await page.locator(".footer a:visible").count(), 1, "where it is said whose text this is");
    await page.locator(".tabs a").nth(4).click();
    await page.waitForURL("**/en/choices/");
    assert.deepEqual(await bars(page), NONE_BUT_TABS);
    assert.deepEqual(await axe(page), []);
    await context.close();
  });
}

test("for older people letters have 18 px at least, and what is pressed 60", { timeout: 120_000 }, async () => {
  const { context, page } = await open("/en/?elder");
  const small = {};
  for (const view of ["/en/", "/zh/", "/zh/choices/", "/en/choices/", "/en/check-up/", "/zh/settings/personalized-ads/2/"]) {
    await goTo(page, `${view}?elder`);
    const found = await page.evaluate(() => {
      const targets = document.querySelectorAll(".tabs a, .button, .choice__answer, .row__link, summary, input, .walk__bar a");
      const shown = [...targets].filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !one.closest("[inert], .phone, .skip"));
      const heights = shown.map((one) => [one.textContent.trim().slice(0, 20) || one.className, one.getBoundingClientRect().height]);
      return { body: parseFloat(getComputedStyle(document.body).fontSize), low: heights.filter(([, height]) => height > 0 && height < 59.5) };
    });
    if (found.body < 18 || found.low.length) small[view] = found;
  }
  assert.deepEqual(small, {});
  await goTo(page, "/zh/choices/?elder");
  const { cut, over } = await page.evaluate(faults);
  assert.deepEqual({ cut, over }, { cut: [], over: [] });
  await context.close();
});

for (const percent of [80, 150, 200]) {
  test(`at ${percent} % of the host's text size nothing is cut and nothing overlaps`, { timeout: 180_000 }, async () => {
    const it = await hosted("/zh/");
    const found = {};
    for (const view of VIEWS) {
      for (const lang of ["zh", "en"]) {
        await goTo(it.page, `/${lang}${view}`);
        await it.heard("ready");
        await it.say("textSize", { percent });
        await it.page.waitForFunction((percent) => getComputedStyle(document.documentElement).fontSize === `${(16 * percent) / 100}px`, percent);
        const { cut, over } = await it.page.evaluate(faults);
        if (cut.length + over.length) found[`/${lang}${view}`] = { cut, over };
      }
    }
    assert.deepEqual(found, {});
    await it.context.close();
  });
}

test("the larger of the host's edge and the browser's own counts", { timeout: 60_000 }, async () => {
  const it = await hosted("/en/");
  await it.ready();
  const session = await it.context.newCDPSession(it.page);
  await session.send("Emulation.setSafeAreaInsetsOverride", { insets: { top: 50, bottom: 20, left: 30, right: 0 } });
  await it.say("safeArea", { top: 20, right: 44, bottom: 34, left: 0 });
  await it.page.waitForFunction(() => {
    const of = (selector, edge) => getComputedStyle(document.querySelector(selector)).getPropertyValue(`padding-${edge}`);
    return of("header", "top") === "50px" && of(".tabs", "bottom") === "34px" && of("main", "left") === "44px" && of("main", "right") === "44px";
  });
  await it.context.close();
});

test("letters that a webview sizes by text-size-adjust are not held back", { timeout: 60_000 }, async () => {
  const { context, page } = await open("/zh/notice/2025-05-09/", { isMobile: true, hasTouch: true });
  const measure = () => page.evaluate(() => document.querySelector("main p").getBoundingClientRect().height);
  const plain = await measure();
  // As Weixin does it on iOS.
  await page.evaluate(() => document.body.style.setProperty("-webkit-text-size-adjust", "140%"));
  const adjusted = await page.evaluate(() => getComputedStyle(document.querySelector("main p")).getPropertyValue("-webkit-text-size-adjust"));
  assert.equal(adjusted, "140%");
  assert.ok((await measure()) >= plain);
  const { cut, over } = await page.evaluate(faults);
  assert.deepEqual({ cut, over }, { cut: [], over: [] });
  await context.close();
});

/** The colour of a point of what is painted. */
async function painted(page, x, y) {
  const picture = (await page.screenshot()).toString("base64");
  const blank = await page.context().newPage();
  const colour = await blank.evaluate(async ([picture, x, y]) => {
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return [...canvas.getImageData(x, y, 1, 1).data].slice(0, 3);
  }, [picture, x, y]);
  await blank.close();
  return colour;
}

test("a webview that forces dark gets the page's own dark colours, and not its light ones turned over", { timeout: 60_000 }, async () => {
  const { context, page } = await open("/en/", { colorScheme: "dark" });
  const own = await painted(page, 2, 300);
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setAutoDarkModeOverride", { enabled: true });
  assert.deepEqual(await painted(page, 2, 300), own);
  assert.ok(own.every((part) => part < 40), String(own));
  await context.close();
  const it = await hosted("/en/");
  await it.ready();
  await it.say("theme", { theme: "dark" });
  await it.page.locator("html[data-theme=dark]").waitFor({ state: "attached" });
  assert.deepEqual(await painted(it.page, 2, 300), own, "the host's word is as good as the system's");
  await it.context.close();
});
