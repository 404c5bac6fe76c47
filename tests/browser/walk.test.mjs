// Every guide and every path, walked to its end: by touch in one language, by the keyboard alone
// in the other, with as many steps as the list has. Then every step in the room of a webview: the
// row to tap is wholly in sight.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { base, launch, playAnimations } from "./support.mjs";

/** The room that a host app leaves for a page. */
const WEBVIEW = { width: 360, height: 640 };

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

/** The addresses of all walks, from the settings map. */
async function entries(page, lang) {
  await page.goto(`${base}/${lang}/settings/`);
  return hrefs(page.locator(".map__entry"));
}

/** The walks behind an entry: itself, or each of its ways where a person is asked which. */
async function ways(page, href) {
  await page.goto(base + href);
  if ((await page.locator(".walk__folds").count()) === 0) return [href];
  const first = await hrefs(page.locator(".rows a[href$='/1/']"));
  return first.map((step) => step.replace(/1\/$/, ""));
}

async function hrefs(links) {
  return [...new Set(await links.evaluateAll((all) => all.map((link) => link.getAttribute("href"))))];
}

for (const [lang, how] of [["zh", "touch"], ["en", "keyboard"], ["zh", "keyboard"], ["en", "touch"]]) {
  test(`every walk in ${lang} can be gone to its end by ${how}`, async () => {
    const context = await browser.newContext({ viewport: WEBVIEW, hasTouch: how === "touch", reducedMotion: "reduce" });
    const page = await context.newPage();
    // For a moment a step takes no tap (fast-presses.test.mjs).
    await playAnimations(page, 100);
    const hidden = [];
    const all = await entries(page, lang);
    assert.equal(all.length, 61, "40 guides and 21 paths");
    let walked = 0;
    for (const entry of all) {
      for (const href of await ways(page, entry)) {
        await page.goto(base + href);
        await page.locator("html[data-app=ready]").waitFor();
        const listed = await page.locator("main ol.steps > li").count();
        if (listed === 0) continue;
        await forward(page, how, "a[rel=next]");
        for (let step = 1; step <= listed + 1; step += 1) {
          await page.waitForURL(`**${href}${step}/`);
          if (step > listed) break;
          const said = lang === "zh" ? `第 ${step} 步，共 ${listed} 步` : `Step ${step} of ${listed}`;
          await page.locator(".walk__count", { hasText: said }).waitFor();
          hidden.push(...(await outOfSight(page)));
          await forward(page, how, "[data-key=next]");
        }
        await page.locator(".walk--end").waitFor();
        walked += 1;
      }
    }
    assert.equal(walked, 61, "one guide has no steps, and one has two ways");
    assert.deepEqual(hidden, [], "the row to tap is wholly in sight on every step");
    await context.close();
  });
}

async function forward(page, how, selector) {
  const link = page.locator(selector).first();
  if (how === "touch") {
    await link.tap();
  } else if (await page.locator("[data-walk]").count()) {
    await page.keyboard.press("ArrowRight");
  } else {
    await link.focus();
    await page.keyboard.press("Enter");
  }
}

for (const lang of ["zh", "en"]) {
  test(`without scripts each row to tap in ${lang} is wholly in sight in a webview, too`, async () => {
    const context = await browser.newContext({ viewport: WEBVIEW, javaScriptEnabled: false });
    const page = await context.newPage();
    const hidden = [];
    let seen = 0;
    for (const entry of await entries(page, lang)) {
      for (const href of await ways(page, entry)) {
        const steps = await page.goto(base + href).then(() => page.locator("main ol.steps > li").count());
        for (let step = 1; step <= steps; step += 1) {
          await page.goto(`${base}${href}${step}/`);
          seen += 1;
          hidden.push(...(await outOfSight(page)));
        }
      }
    }
    assert.deepEqual(hidden, []);
    assert.ok(seen > 250, `only ${seen} steps were looked at`);
    await context.close();
  });
}

/** What of a step is not wholly in sight: rows to tap that something cuts, or the way on. */
function outOfSight(page) {
  return page.locator(".walk--step").evaluate((walk) => {
    const foot = walk.querySelector(".step-bar").getBoundingClientRect();
    const found = [];
    // A step that names no row has the screen that is open, and nothing to tap.
    for (const row of walk.querySelectorAll(".phone__row--marked")) {
      const { top, bottom, left, right } = row.getBoundingClientRect();
      let [from, to] = [0, foot.top];
      for (let box = row.parentElement; box; box = box.parentElement) {
        if (getComputedStyle(box).overflowY === "visible") continue;
        const cut = box.getBoundingClientRect();
        [from, to] = [Math.max(from, cut.top), Math.min(to, cut.bottom)];
      }
      const fits = top > from - 1 && bottom < to + 1 && left >= 0 && right <= innerWidth && bottom - top > 40;
      if (!fits) found.push(`${row.textContent}: from ${top} to ${bottom}, seen from ${from} to ${to}`);
    }
    if (foot.bottom > innerHeight + 1 || foot.height > 61) found.push("the way on is not at the foot");
    if (document.documentElement.scrollWidth > innerWidth) found.push("it scrolls sideways");
    return found.map((what) => `${location.pathname}: ${what}`);
  });
}

test("the title, where one is, and the drawn phone begin a step", async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`${base}/zh/settings/personalized-ads/3/`);
  const said = await page.locator("body").evaluate((body) => body.innerText.match(/第 3 步，共 4 步/g).length);
  assert.equal(said, 1);
  const { y } = await page.locator(".phone").boundingBox();
  assert.ok(y <= 130, `the phone begins at ${y}`);
  await context.close();
});

test("who would delete is asked what, and is not led from one way into the other", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${base}/en/settings/delete-messages/`);
  await page.getByRole("link", { name: "Delete one message" }).click();
  await page.getByText("Step 1 of 2").waitFor();
  await page.locator("[rel=next]").click();
  // The last step says what it does, and its button is not the brightest thing on the page.
  await page.locator(".note--warning", { hasText: "This deletes it." }).waitFor();
  assert.equal(await page.locator(".step-bar .button--main").count(), 0);
  await page.locator("[data-key=next]").click();
  await page.getByRole("heading", { name: "Did it work?" }).waitFor();
  await page.goto(`${base}/en/settings/delete-all-chats/1/`);
  await page.getByText("Step 1 of 4").waitFor();
  await context.close();
});

test("the drawn row to tap leads on, and back leads back", async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  await page.goto(`${base}/en/settings/disable-werun/2/`);
  await page.locator("html[data-app=ready]").waitFor();
  await page.locator(".phone__row--marked").tap();
  await page.waitForURL("**/disable-werun/3/");
  await page.locator("[data-key=back]").tap();
  await page.waitForURL("**/disable-werun/2/");
  await context.close();
});

test("destructive guides warn on the first step", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const { guides } = await (await page.request.get(`${base}/content/2025-05-09/catalogue.json`)).json();
  const destructive = guides.filter(({ destructive }) => destructive).map(({ id }) => id);
  assert.ok(destructive.length >= 12);
  for (const id of destructive) {
    for (const way of await ways(page, `/en/settings/${id}/`)) {
      await page.goto(`${base}${way}1/`);
      await page.locator("main .note--warning", { hasText: "cannot be undone here" }).waitFor();
    }
  }
  await page.goto(`${base}/en/settings/disable-nearby/`);
  await page.getByText("the steps first switch it on").waitFor();
  await context.close();
});
