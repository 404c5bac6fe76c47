// Links within a page, and back and forward between its places: the browser scrolls, and what a
// person did on the page stays as it is.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { base, launch } from "./support.mjs";
import { press, says } from "./choice.mjs";

const NOTICE = "/en/notice/2025-05-09/";
const COMPARISON = "/en/changes/before-2025-05-09..2025-05-09/";

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

/** A page with the app, and what it asks the server for. */
async function open(path) {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await page.goto(base + path);
  await page.locator("html[data-app=ready]").waitFor();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  return { page, asked, close: () => context.close() };
}

/** Requests leave in their order: after this one has, none for the page is still to come. */
async function assertLeftAlone({ page, asked }) {
  const { pathname } = new URL(page.url());
  await page.evaluate(() => fetch("/icon.svg").then((answer) => answer.text()));
  assert.ok(asked.includes("/icon.svg"));
  assert.ok(!asked.includes(pathname), `${pathname} was asked for again`);
}

/** Waits until a part is where the browser scrolls a place to; asked from here, it needs no script. */
async function inView(page, selector) {
  const part = page.locator(selector);
  for (const until = Date.now() + 15_000; Date.now() < until; ) {
    const box = await part.boundingBox();
    if (box && box.y >= 0 && box.y < 140) return;
  }
  assert.fail(`${selector} is not in view`);
}

const announced = (page, sentence) =>
  page.waitForFunction((sentence) => document.querySelector("[role=status]").textContent === sentence, sentence);

test("what was found stays while a reader goes from hit to hit and back", async () => {
  const opened = await open(NOTICE);
  const { page, close } = opened;
  const field = page.getByRole("searchbox");
  await field.fill("location");
  const hits = page.locator(".hits a");
  await hits.nth(2).waitFor();
  const address = await hits.nth(2).getAttribute("href");
  await hits.nth(2).hover();
  const scroll = await page.evaluate(() => scrollY);
  await hits.nth(2).click();
  await page.waitForURL(`**${NOTICE}${address}`);
  await inView(page, address);
  await assertLeftAlone(opened);
  assert.equal(await field.inputValue(), "location");
  assert.equal(await hits.count(), 16);
  await page.goBack();
  await page.waitForURL((url) => url.hash === "");
  await page.waitForFunction((scroll) => Math.abs(scrollY - scroll) < 5, scroll);
  await page.goForward();
  await page.waitForURL(`**${NOTICE}${address}`);
  await inView(page, address);
  await assertLeftAlone(opened);
  assert.equal(await hits.count(), 16);
  await close();
});

test("the link to a change is copied and said so, and the comparison stays as it was set", async () => {
  const opened = await open(COMPARISON);
  const { page, close } = opened;
  await page.getByLabel("Other ways to look").click();
  await page.getByRole("button", { name: "Side by side" }).click();
  await page.getByLabel("Other ways to look").click();
  const fold = page.locator(".changes__same").first();
  await fold.locator("summary").click();
  await page.locator(".changes__same[open]").first().waitFor();
  const change = page.locator("[data-change-section]").nth(1);
  await change.locator("[data-copy-link]").click();
  await announced(page, "Link copied.");
  await assertLeftAlone(opened);
  await announced(page, "Link copied.");
  assert.equal(await fold.getAttribute("open"), "");
  assert.ok((await page.locator("[data-change-section] .change__sides").count()) > 0, "still side by side");
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /#change:/);
  await close();
});

for (const [where, path, nth] of [["a clause", NOTICE, 20], ["a change", COMPARISON, 2]]) {
  for (const isCopied of [true, false]) {
    test(`the link to ${where} says where it was pressed ${isCopied ? "what was copied" : "that it was not copied"}, and nothing moves`, async () => {
      const { page, close } = await open(path);
      if (!isCopied) await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
      const link = page.locator("[data-copy-link]").nth(nth);
      await link.evaluate((link) => link.scrollIntoView({ block: "center", behavior: "instant" }));
      const place = async () => [await page.evaluate(() => scrollY), (await link.boundingBox()).y, await page.evaluate(() => document.documentElement.scrollWidth)];
      const before = await place();
      await link.click();
      const said = isCopied ? "Link copied." : "The link could not be copied. Copy it from the address bar.";
      await announced(page, said);
      const { content, visibility, width } = await link.evaluate((link) => ({ ...getComputedStyle(link, "::after") }));
      const href = await link.getAttribute("href");
      assert.ok(content.includes(said) || (await link.getAttribute("data-copy-link")) === said, content);
      assert.notEqual(content, "none");
      assert.equal(visibility, "visible");
      assert.ok(parseFloat(width) > 60, width);
      assert.deepEqual(await place(), before);
      assert.equal(new URL(page.url()).hash, href);
      await page.locator("[data-copy-link='']").nth(nth).and(link).waitFor();
      await close();
    });
  }
}

test("the skip link leaves an open receipt open and says nothing", async () => {
  const opened = await open("/en/choices/");
  const { page, close } = opened;
  await page.locator("[data-w=choice][data-phase=rest]").first().waitFor();
  await press(page, "ads", "Off");
  await says(page, "ads", /^Recorded/);
  const entry = page.locator(".timeline > li").first();
  await entry.getByText("Receipt", { exact: true }).first().click();
  await entry.locator(".receipt > .facts").waitFor();
  // An opened receipt checks itself and says so, a moment after it is read on the page.
  await page.waitForFunction(() => document.querySelector("[role=status]").textContent.startsWith("The signature is valid"));
  await page.evaluate(() => (document.querySelector("[role=status]").textContent = "as before"));
  await page.locator("a.skip").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.tagName === "MAIN");
  await assertLeftAlone(opened);
  assert.ok(await entry.locator(".receipt > .facts").isVisible());
  await announced(page, "as before");
  await close();
});

test("a place in the page is preferred to a page that is still on its way", async () => {
  const { page, close } = await open(NOTICE);
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/en/settings/", async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest("**/en/settings/");
  await page.locator(".tabs a[href$='/settings/']").click();
  await asked;
  await page.evaluate(() => document.querySelector("[data-outline] a[href='#listen']").click());
  await page.waitForURL("**#listen");
  const answered = page.waitForResponse("**/en/settings/");
  release();
  await (await answered).finished();
  await page.evaluate(() => fetch("/icon.svg").then((answer) => answer.text()));
  assert.equal(new URL(page.url()).pathname, NOTICE);
  assert.equal(await page.locator("[data-outline]").count(), 1);
  await close();
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with the app" : "without scripts";
  test(`the address of a clause leads to it, whatever it is called, ${how}`, async () => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    for (const lang of ["zh", "en"]) {
      for (const place of ["#status", "#search"]) {
        await page.goto("about:blank");
        await page.goto(`${base}/${lang}/notice/2025-05-09/${place}`);
        if (javaScriptEnabled) await page.locator("html[data-app=ready]").waitFor();
        await inView(page, `section.clause${place}`);
      }
    }
    await context.close();
  });
}

test("a link from another page leads to a clause that is called like a part of the page", async () => {
  const { page, close } = await open("/en/data/");
  for (const place of ["#status", "#search"]) {
    await page.locator(`a[href$="/notice/2025-05-09/${place}"]`).first().click();
    await page.waitForURL(`**/notice/2025-05-09/${place}`);
    await inView(page, `section.clause${place}`);
    await page.waitForFunction((place) => document.activeElement.matches(`section${place}`), place);
    await page.goBack();
    await page.waitForURL("**/en/data/");
    await page.locator("[data-filter]").waitFor();
  }
  await close();
});

for (const [how, path, hash] of [
  ["of a notice", NOTICE, ""],
  ["of the choices, under an address with a place in it", "/zh/choices/", "#choice:children-statement"],
]) {
  test(`a page that is loaded again is at the place where it was: ${how}`, async () => {
    const { page, close } = await open("/en/");
    // By a link of the app, and by the address: each leaves another entry in the history.
    for (const arrive of [() => page.evaluate((path) => document.querySelector(`a[href="${path}"]`)?.click(), path), () => page.goto(base + path + hash)]) {
      await arrive();
      await page.waitForURL((url) => url.pathname === path || url.pathname === "/en/");
      if (new URL(page.url()).pathname !== path) continue;
      await page.locator("html[data-app=ready]:not([data-arriving])").waitFor();
      await page.evaluate(() => scrollTo(0, 1500));
      const before = await settled(page);
      assert.ok(before > 500, `${before}`);
      await page.reload();
      await page.locator("html[data-app=ready]").waitFor();
      await page.waitForFunction((before) => Math.abs(scrollY - before) < 40, before);
    }
    await close();
  });
}

/** The scroll position, once it is the same in two frames. */
const settled = (page) =>
  page.evaluate(async () => {
    for (let last = -1; last !== scrollY; ) {
      last = scrollY;
      await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
    }
    return scrollY;
  });
