// Letters twice as large in a host's small window: nothing lies over anything else, and nothing is cut off
// that cannot be opened.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { faults } from "./overlaps.mjs";
import { base, launch } from "./support.mjs";
import { VIEWS } from "./views.mjs";

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

for (const lang of ["zh", "en"]) {
  test(`at double text size in a window of 360 nothing is cut and nothing overlaps, in ${lang}`, { timeout: 120_000 }, async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    // As the setting of a browser does it: what is measured in letters follows, too.
    const session = await context.newCDPSession(page);
    await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    const found = {};
    for (const view of VIEWS) {
      await page.goto(`${base}/${lang}${view}`);
      await page.locator("html[data-app=ready]").waitFor();
      await page.waitForFunction(() => !document.querySelector("[data-phase=loading]"));
      const { cut, over } = await page.evaluate(faults);
      if (cut.length + over.length) found[view] = { cut, over };
    }
    assert.deepEqual(found, {});
    await context.close();
  });
}

/** To be evaluated in a page: what of its bars stands in more than one line, and how much of the window is theirs. */
function bars() {
  const isSeen = (part) => part.checkVisibility({ visibilityProperty: true }) && part.offsetHeight > 1 && part.offsetWidth > 1;
  const shown = [...document.querySelectorAll(".masthead, .clause-bar, .step-bar, .tabs, .check-up__item .choice__answers")].filter(isSeen);
  const stays = shown.filter((bar) => ["fixed", "sticky"].includes(getComputedStyle(bar).position));
  const wrapped = shown.flatMap((bar) => {
    // The tabs are in the masthead, and at the foot of the window.
    const parts = [...bar.children].filter((part) => isSeen(part) && !part.matches(".masthead > .tabs")).map((part) => part.getBoundingClientRect());
    const isLine = Math.max(...parts.map(({ top }) => top)) < Math.min(...parts.map(({ bottom }) => bottom));
    const texts = document.createTreeWalker(bar, NodeFilter.SHOW_TEXT);
    const broken = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (!text.data.trim() || !isSeen(text.parentElement) || text.parentElement.closest(".changes__menu, .outline nav, .clause-bar__hits, .masthead__text")) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 1) broken.push(text.data.trim());
    }
    return isLine ? broken : [`${bar.className}: ${bar.offsetHeight} px`, ...broken];
  });
  return { wrapped, share: stays.reduce((sum, bar) => sum + bar.offsetHeight, 0) / innerHeight };
}

for (const lang of ["zh", "en"]) {
  for (const [size, standard] of [["normal", 16], ["double", 32]]) {
    test(`in a window of 360 at ${size} text size bars are ${size === "normal" ? "one line" : "a third of it at most"}, in ${lang}`, { timeout: 120_000 }, async () => {
      const context = await browser.newContext({ viewport: { width: 360, height: 640 }, reducedMotion: "reduce" });
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send("Page.setFontSizes", { fontSizes: { standard, fixed: 13 } });
      const found = {};
      for (const view of VIEWS) {
        await page.goto(`${base}/${lang}${view}`);
        await page.locator("html[data-app=ready]").waitFor();
        await page.waitForFunction(() => !document.querySelector("[data-phase=loading]"));
        const { wrapped, share } = await page.evaluate(bars);
        if (size === "normal" && wrapped.length) found[view] = wrapped;
        if (share > 1 / 3) found[view] = `${Math.round(100 * share)} %`;
      }
      assert.deepEqual(found, {});
      await context.close();
    });
  }
}

/** How letters become twice as large: by a host's root size, or by the browser's own setting. */
const LARGE = {
  "a root of 32 px": (page) =>
    page.addInitScript(() => addEventListener("DOMContentLoaded", () => (document.documentElement.style.fontSize = "32px"))),
  "the browser's own 32 px": async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
  },
};

async function openLarge(how, view) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  await LARGE[how](page);
  await page.goto(`${base}${view}`);
  await page.locator("html[data-app=ready]").waitFor();
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), "32px");
  return { page, close: () => context.close() };
}

for (const how of Object.keys(LARGE)) {
  // The answers lay over the names: one pressed Off without seeing of what.
  test(`with ${how} answers lie over no name and no state`, { timeout: 120_000 }, async () => {
    for (const view of ["/zh/choices/", "/en/choices/", "/zh/settings/personalized-ads/", "/zh/settings/personalized-ads/4/"]) {
      const { page, close } = await openLarge(how, view);
      await page.waitForFunction(() => !document.querySelector("main [data-phase=loading]"));
      const over = await page.evaluate(() =>
        [...document.querySelectorAll("main .choice__answers")].flatMap((answers) => {
          const row = answers.closest(".choice-row, .walk__control");
          const box = answers.getBoundingClientRect();
          const words = [...row.querySelectorAll("h3, .walk__control-name, .choice__line > *")];
          return words.filter((word) => {
            const range = document.createRange();
            range.selectNodeContents(word);
            return [...range.getClientRects()].some((run) =>
              run.width > 2 && run.left < box.right - 1 && box.left + 1 < run.right && run.top < box.bottom - 1 && box.top + 1 < run.bottom);
          }).map((word) => word.textContent);
        }));
      assert.deepEqual(over, [], view);
      // Of the view itself.
      await page.evaluate(() => document.querySelector("body > header").remove());
      const { cut, over: lies } = await page.evaluate(faults);
      assert.deepEqual([...cut, ...lies], [], view);
      await close();
    }
  });

  test(`with ${how} the tabs keep their words`, { timeout: 60_000 }, async () => {
    for (const view of ["/zh/", "/en/"]) {
      const { page, close } = await openLarge(how, view);
      const words = await page.evaluate(() =>
        [...document.querySelectorAll(".tabs a")].map((tab) => {
          const range = document.createRange();
          range.selectNodeContents(tab.querySelector("span"));
          const [word, box] = [range.getBoundingClientRect(), tab.getBoundingClientRect()];
          return { said: tab.textContent, isWhole: word.width > 10 && word.left >= box.left && word.right <= box.right && word.bottom <= box.bottom };
        }));
      assert.deepEqual(words.filter(({ isWhole }) => !isWhole), []);
      assert.equal(words.length, 5);
      await close();
    }
  });

  test(`with ${how} the row to tap and its hint are in sight on every step`, { timeout: 120_000 }, async () => {
    const found = [];
    for (const [way, count] of [["personalized-ads", 4], ["delete-chat", 2]]) {
      for (let step = 1; step <= count; step += 1) {
        const { page, close } = await openLarge(how, `/zh/settings/${way}/${step}/`);
        found.push(...(await page.evaluate(([way, step]) => {
          const bar = document.querySelector(".step-bar").getBoundingClientRect();
          const screen = document.querySelector(".phone__screen").getBoundingClientRect();
          return [...document.querySelectorAll(".phone__row--marked, .phone__hint")].flatMap((part) => {
            const { left, right, top, bottom } = part.getBoundingClientRect();
            const isIn = left >= screen.left && right <= screen.right && top >= 0 && bottom <= bar.top;
            return isIn ? [] : [`${way} ${step}: ${part.className} ${left} to ${right}, ${top} to ${bottom}; ${screen.left} to ${screen.right}, ${bar.top}`];
          });
        }, [way, step])));
        await close();
      }
    }
    assert.deepEqual(found, []);
  });
}
