// A change of language in every view: what is read stays where it is read, and what the address and the fields say
// stays, too.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { base, launch } from "./support.mjs";
import { CHANGES, KINDS, NOTICE } from "./views.mjs";

const PHONE = { width: 390, height: 844 };

/** How far what is read may be from where it was, in CSS pixels. */
const NEAR = 40;

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

async function open(path, viewport = PHONE) {
  const context = await browser.newContext({ viewport, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(base + path);
  await page.locator("html[data-app=ready]").waitFor();
  return { page, close: () => context.close() };
}

/** Scrolls to a share of the page, and says what is read there: the part at a third of the window. */
const readAt = (page, share) =>
  page.evaluate((share) => {
    const root = document.documentElement;
    scrollTo({ top: share * (root.scrollHeight - innerHeight), behavior: "instant" });
    const line = innerHeight / 3;
    const parts = [...document.querySelectorAll("main :is(section, article, li, tr, details)[id]")];
    const read = parts.filter((part) => {
      const { top, bottom } = part.getBoundingClientRect();
      return top <= line && bottom > line;
    });
    const part = read.at(-1);
    return part && { id: part.id, top: part.getBoundingClientRect().top };
  }, share);

const place = (page, id) =>
  page.evaluate((id) => {
    const { top, bottom } = document.getElementById(id).getBoundingClientRect();
    const root = document.documentElement;
    return { top, bottom, isEnd: scrollY <= 0 || scrollY + innerHeight >= root.scrollHeight - 1 };
  }, id);

async function change(page, to) {
  await page.evaluate(() => document.querySelector("[data-language-switch]").click());
  await page.waitForFunction((to) => document.documentElement.lang.startsWith(to), to);
  await page.locator("html:not([data-arriving])").waitFor();
}

for (const [from, to] of [["en", "zh"], ["zh", "en"]]) {
  test(`what is read stays where it is when ${from} becomes ${to}, in every view`, { timeout: 120_000 }, async () => {
    const moved = [];
    let read = 0;
    for (const view of [...KINDS, "/search/?q=location"]) {
      const { page, close } = await open(`/${from}${view}`);
      for (const share of [0.2, 0.4, 0.6, 0.8]) {
        const before = await readAt(page, share);
        if (!before) continue;
        read += 1;
        await change(page, to);
        const after = await place(page, before.id);
        // What is shorter in the other language ends in sight; and no page scrolls beyond its end.
        const isNear = Math.abs(after.top - before.top) <= NEAR || Math.abs(after.bottom - 80) <= 1 || (after.isEnd && after.bottom > 0);
        if (!isNear) moved.push(`${view} at ${share}: ${before.id} from ${before.top} to ${after.top}..${after.bottom}`);
        await change(page, from);
      }
      await close();
    }
    assert.deepEqual(moved, []);
    assert.ok(read > 30, `${read}`);
  });
}

test("what fills the window stays, and not what ends at its top edge", async () => {
  const { page, close } = await open(`/en${NOTICE}`);
  const ids = await page.locator(".clause[id]").evaluateAll((clauses) => clauses.slice(3, 30).map(({ id }) => id));
  const moved = [];
  for (const id of ids) {
    // A line of the clause before it is left at the top of the window.
    const top = await page.evaluate((id) => {
      const clause = document.getElementById(id);
      scrollTo({ top: scrollY + clause.getBoundingClientRect().top - 150, behavior: "instant" });
      return clause.getBoundingClientRect().top;
    }, id);
    await change(page, "zh");
    const after = await place(page, id);
    if (Math.abs(after.top - top) > NEAR) moved.push(`${id}: from ${top} to ${after.top}`);
    await change(page, "en");
  }
  assert.deepEqual(moved, []);
  await close();
});

test("a clause that a link led to stays where it is, however short it is", async () => {
  const { page, close } = await open(`/en${NOTICE}`);
  const ids = await page.locator(".clause[id]").evaluateAll((clauses) => clauses.slice(3).filter((clause) => clause.offsetHeight < 200).map(({ id }) => id));
  assert.ok(ids.length > 5);
  const moved = [];
  for (const id of ids.slice(0, 12)) {
    await page.evaluate((id) => (location.hash = id), id);
    const { top, isEnd } = await place(page, id);
    if (isEnd) continue;
    await change(page, "zh");
    const after = await place(page, id);
    if (Math.abs(after.top - top) > NEAR) moved.push(`${id}: from ${top} to ${after.top}`);
    await change(page, "en");
  }
  assert.deepEqual(moved, []);
  await close();
});

test("the address keeps its query and its place in the page", async () => {
  for (const view of [CHANGES, "/settings/", "/choices/", "/data/"]) {
    const { page, close } = await open(`/en${view}?from=mail#x`);
    await readAt(page, 0.6);
    await change(page, "zh");
    const { pathname, search, hash } = new URL(page.url());
    assert.deepEqual([pathname, search, hash], [`/zh${view}`, "?from=mail", "#x"]);
    await close();
  }
});

test("the words of the page of search do not take away what else the address says", async () => {
  const { page, close } = await open("/en/search/?from=mail&q=location");
  await page.locator(".hits a").first().waitFor();
  await change(page, "zh");
  await page.locator(".hits a").first().waitFor();
  assert.equal(new URL(page.url()).search, "?from=mail&q=location");
  await close();
});

test("the kind of change that is shown stays, and the bar says how many there are of it", async () => {
  const { page, close } = await open(`/en${CHANGES}`);
  await page.locator("[name=changes-kind][value=sensitive]").check();
  await page.waitForFunction(() => !document.querySelector("[data-changes-at]").textContent.startsWith("29"));
  await change(page, "zh");
  assert.ok(await page.locator("[name=changes-kind][value=sensitive]").isChecked());
  const shown = await page.locator("[data-change-place]").evaluateAll((all) => all.filter((one) => one.offsetHeight > 0).length);
  await page.waitForFunction((said) => document.querySelector("[data-changes-at]").textContent === said, `共 ${shown} 处`);
  await close();
});
