// Moving through the app: focus, title, a word aloud, the place kept through a change of
// language, and links that work when the app does not.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { base, launch } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

async function open(path, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(base + path);
  await page.locator("html[data-app=ready]").waitFor();
  return { page, close: () => context.close() };
}

test("each navigation moves focus to the heading, sets the title and is said aloud", async () => {
  const { page, close } = await open("/en/");
  await page.evaluate(() => (globalThis.stayed = true));
  await page.locator(".tabs").getByRole("link", { name: "How to" }).click();
  await page.waitForURL("**/en/settings/");
  await page.waitForFunction(() => document.activeElement?.textContent === "How to set it in Weixin");
  assert.match(await page.title(), /^How to set it in Weixin/);
  await page.waitForFunction(() => document.querySelector("[role=status]").textContent === "How to set it in Weixin");
  assert.equal(await page.evaluate(() => globalThis.stayed), true, "the page was not reloaded");
  await close();
});

test("a change of language keeps the clause where it was", async () => {
  const { page, close } = await open("/en/notice/2025-05-09/");
  await page.evaluate(() => document.querySelector("#listen").scrollIntoView());
  const before = await page.evaluate(() => document.querySelector("#listen").getBoundingClientRect().top);
  await page.evaluate(() => document.querySelector("[data-language-switch]").click());
  await page.waitForURL("**/zh/notice/2025-05-09/**");
  await page.waitForFunction(() => document.documentElement.lang === "zh-Hans");
  const after = await page.evaluate(() => document.querySelector("#listen").getBoundingClientRect().top);
  assert.ok(Math.abs(before - after) < 3, `the clause moved from ${before} to ${after}`);
  await close();
});

test("a change of language keeps place, query and what was looked for in every view", async () => {
  for (const path of ["settings/", "data/"]) {
    const { page, close } = await open(`/en/${path}?from=mail`);
    await page.getByRole("searchbox").fill("location");
    await page.evaluate(() => document.querySelector("[data-language-switch]").click());
    await page.waitForURL(`**/zh/${path}?from=mail**`);
    await page.waitForFunction(() => document.documentElement.lang === "zh-Hans");
    assert.equal(await page.getByRole("searchbox").inputValue(), "location", path);
    await close();
  }
  const { page, close } = await open("/en/choices/?from=mail");
  // The fifth control, whichever it is.
  const id = await page.evaluate(() => document.querySelectorAll("main [id^='choice:']")[4].id);
  const top = () => page.evaluate((id) => document.getElementById(id).getBoundingClientRect().top, id);
  await page.evaluate((id) => document.getElementById(id).scrollIntoView({ behavior: "instant" }), id);
  const before = await top();
  await page.evaluate(() => document.querySelector("[data-language-switch]").click());
  await page.waitForURL("**/zh/choices/?from=mail#choice:*");
  await page.waitForFunction(() => document.documentElement.lang === "zh-Hans");
  const after = await top();
  assert.ok(Math.abs(before - after) <= 40, `from ${before} to ${after}`);
  await close();
});

test("the head names the page in both languages, also after a navigation", async () => {
  const { page, close } = await open("/en/settings/");
  const named = () =>
    page.evaluate(() => [...document.querySelectorAll("link[rel=alternate]")].map((link) => `${link.hreflang} ${new URL(link.href).pathname}`));
  const both = (path) => [`zh-Hans /zh/${path}`, `en /en/${path}`, `x-default /zh/${path}`];
  assert.deepEqual(await named(), both("settings/"));
  await page.locator(".tabs a[href$='/choices/']").click();
  await page.waitForURL("**/en/choices/");
  await page.waitForFunction(() => document.querySelector("link[rel=alternate]").href.endsWith("/choices/"));
  assert.deepEqual(await named(), both("choices/"));
  await close();
});

test("back returns to the page and the place", async () => {
  const { page, close } = await open("/en/notice/2025-05-09/");
  await page.evaluate(() => document.querySelector("#games").scrollIntoView());
  // Clauses take their real height as they come into view, which moves the page once more:
  // hovering waits until it stands.
  const trail = page.locator("#games a.trail").first();
  await trail.hover();
  const scroll = await page.evaluate(() => scrollY);
  await trail.click();
  await page.waitForURL("**/settings/games-recommendations/");
  await page.goBack();
  await page.waitForURL("**/notice/2025-05-09/");
  await page.waitForFunction((scroll) => Math.abs(scrollY - scroll) < 5, scroll);
  await close();
});

test("when the app dies its links are plain links", async () => {
  const { page, close } = await open("/en/");
  await page.evaluate(() => (document.documentElement.dataset.app = "failed"));
  await page.evaluate(() => (globalThis.stayed = true));
  await page.getByRole("link", { name: "The notice in force" }).click();
  await page.waitForURL("**/notice/2025-05-09/");
  assert.equal(await page.evaluate(() => globalThis.stayed), undefined, "the browser loaded the page");
  await close();
});

test("when the app cannot be loaded the page still reads and links", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 503 }));
  await page.goto(`${base}/zh/`);
  await page.getByRole("link", { name: "现行指引" }).click();
  await page.waitForURL("**/zh/notice/2025-05-09/");
  await page.getByRole("heading", { name: "1.24 听一听" }).waitFor();
  await context.close();
});

test("search finds a clause by a word of either language", async () => {
  const { page, close } = await open("/zh/notice/2025-05-09/");
  const search = page.getByRole("searchbox");
  await search.fill("微信豆");
  await page.locator(".hits a", { hasText: "1.11" }).waitFor();
  await search.fill("clipboard");
  await page.locator(".hits a", { hasText: "1.40" }).waitFor();
  await close();
});

test("the settings map is found through in both languages", async () => {
  for (const lang of ["zh", "en"]) {
    const { page, close } = await open(`/${lang}/settings/`);
    for (const query of ["广告", "ads"]) {
      await page.getByRole("searchbox").fill(query);
      const entries = page.locator("[data-find]:not([hidden])");
      await page.locator("[data-find]:not([hidden]) a[href$='/settings/personalized-ads/']").waitFor();
      assert.ok((await entries.count()) < 20, `${query} narrows the map`);
    }
    await close();
  }
});

test("the keyboard alone reaches a choice and makes it", async () => {
  const { page, close } = await open("/en/choices/");
  await page.locator("[data-w=choice][data-phase=rest]").first().waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  let tabs = 0;
  const isAnswer = () => page.evaluate(() => document.activeElement.matches("[data-purpose=ads] button"));
  while (!(await isAnswer()) && tabs < 12) {
    await page.keyboard.press("Tab");
    tabs += 1;
  }
  await page.keyboard.press("Enter");
  await page.locator("[data-purpose=ads][data-phase=saved]").waitFor();
  await close();
});

test("a comparison shows side by side, whole, and from change to change", async () => {
  const { page, close } = await open("/en/changes/before-2025-05-09..2025-05-09/");
  const bodies = page.locator(".change__body");
  const text = await bodies.allTextContents();
  await page.getByRole("button", { name: "Next change" }).click();
  await page.waitForFunction(() => document.activeElement?.matches("[data-change-place]"));
  await page.getByLabel("Other ways to look").click();
  await page.getByRole("button", { name: "Side by side" }).click();
  await page.locator("[data-change=edited] > .change__sides").first().waitFor();
  await page.getByRole("button", { name: "Side by side" }).click();
  assert.deepEqual(await bodies.allTextContents(), text);
  await page.getByRole("button", { name: "Whole text" }).click();
  assert.equal(await page.locator(".changes__same:not([open])").count(), 0);
  await close();
});
