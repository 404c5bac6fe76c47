// The pages on which a person looks something up (data, each question, the lists, search): nothing for axe to find,
// keys alone lead everywhere, and letters twice as large fit the smallest phone.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { faults } from "./overlaps.mjs";
import { axe, base, launch, watch } from "./support.mjs";

const FOUND = { zh: "/search/?q=%E4%BD%8D%E7%BD%AE", en: "/search/?q=location" };

let browser, pages;
before(async () => {
  browser = await launch();
  const below = async (folder) => (await readdir(join(process.env.SITE_DIR, "zh", folder), { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const topics = (await below("data")).map(({ name }) => name).filter((name) => name !== "lists");
  const lists = (await below("data/lists")).map(({ name }) => name);
  assert.ok(topics.length >= 12 && lists.length === 4);
  pages = ["/data/", "/data/?by=recipient&only=consent", ...topics.map((topic) => `/data/${topic}/`), ...lists.map((list) => `/data/lists/${list}/`), "/search/", "/search/?q=xyzzy"];
});
after(async () => browser?.close());

/** Each of them, in a window of that size, once what is found or narrowed there is shown. */
async function each(lang, options, look) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const { errors, violations } = await watch(page);
  for (const view of [...pages, FOUND[lang]]) {
    await page.goto(`${base}/${lang}${view}`);
    await page.locator("html[data-app=ready]").waitFor();
    if (view.startsWith("/search/?")) await page.locator(".hits, .hits__none").first().waitFor();
    await look(page, view);
  }
  assert.deepEqual([...errors, ...violations], []);
  await context.close();
}

for (const lang of ["zh", "en"]) {
  test(`axe finds nothing in ${lang}, light and dark, with the picture and the folds open`, { timeout: 180_000 }, async () => {
    const found = [];
    await each(lang, { viewport: { width: 390, height: 844 }, reducedMotion: "reduce" }, async (page, view) => {
      await page.emulateMedia({ colorScheme: "light" });
      await page.evaluate(() => document.querySelectorAll("main details").forEach((fold, place) => (fold.open = place < 12)));
      found.push(...(await axe(page)).map((line) => `${view} ${line}`));
      // In the dark it is the same page in other colours.
      await page.emulateMedia({ colorScheme: "dark" });
      found.push(...(await axe(page, { runOnly: ["color-contrast"] })).map((line) => `${view} dark ${line}`));
    });
    assert.deepEqual(found, []);
  });

  test(`letters twice as large fit a window of 320 in ${lang}`, { timeout: 180_000 }, async () => {
    const found = {};
    await each(lang, { viewport: { width: 320, height: 640 }, reducedMotion: "reduce" }, async (page, view) => {
      const session = await page.context().newCDPSession(page);
      await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
      await page.evaluate(() => document.querySelectorAll("main details:not([id='page:flows'])").forEach((fold, place) => (fold.open = place < 12)));
      const { cut, over } = await page.evaluate(faults);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (cut.length + over.length || wide > 321) found[view] = { cut, over, wide };
      await session.detach();
    });
    assert.deepEqual(found, {});
  });
}

test("keys alone reach all that can be operated, and it is seen where they are", { timeout: 180_000 }, async () => {
  await each("zh", { viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" }, async (page, view) => {
    await page.evaluate(() => {
      document.activeElement.blur();
      // Radio buttons of one name are one stop.
      const stops = [...document.querySelectorAll("main :is(a[href], button, input, summary, [tabindex='0'])")];
      const isStop = (part) => part.checkVisibility({ visibilityProperty: true }) && (part.type !== "radio" || part.checked);
      globalThis.left = new Set(stops.filter(isStop));
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute("tabindex");
    });
    const unseen = [];
    for (let presses = 0; presses < 400; presses += 1) {
      await page.keyboard.press("Tab");
      const { isOver, unmarked } = await page.evaluate(() => {
        const here = document.activeElement;
        globalThis.left.delete(here);
        const marks = [here, here.closest("label"), here.querySelector("rect")].filter(Boolean);
        const isMarked = marks.some((part) => {
          const of = (pseudo) => getComputedStyle(part, pseudo);
          return [of(null), of("::after")].some(({ outlineStyle, strokeWidth }) => outlineStyle !== "none" || strokeWidth === "3px");
        });
        const unmarked = here !== document.body && !isMarked ? here.outerHTML.slice(0, 90) : undefined;
        return { isOver: here === document.body || Boolean(here.closest("footer")), unmarked };
      });
      if (unmarked) unseen.push(unmarked);
      if (isOver) break;
    }
    const left = await page.evaluate(() => [...globalThis.left].map((part) => part.outerHTML.slice(0, 90)));
    assert.deepEqual(left, [], `${view}: not reached`);
    assert.deepEqual(unseen, [], `${view}: not seen`);
  });
});

test("orders, numbers, the picture and a row work by keys alone", async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${base}/zh/data/`);
  await page.locator("html[data-app=ready]").waitFor();
  await page.getByRole("searchbox").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await page.locator(".data__index--data").waitFor();
  assert.match(page.url(), /\?by=data$/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  const count = Number(await page.locator("label:has([name=only]:checked) b").innerText());
  assert.equal(await page.locator(".use:visible").count(), count);
  await page.locator(".use:visible summary").first().focus();
  await page.keyboard.press("Enter");
  await page.locator(".use__more:visible").waitFor();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".use__more:visible").count(), 0);
  await context.close();
});
