// The notice on a phone: how soon its text begins, what stays within reach, and where search leads.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { base, launch } from "./support.mjs";

const PHONE = { width: 390, height: 844 };
const NOTICE = "/zh/notice/2025-05-09/";
/** From here on a phone's keyboard lies over the page. */
const KEYBOARD = 420;

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

async function open(path, viewport = PHONE) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(base + path);
  await page.locator("html[data-app=ready]").waitFor();
  return { page, errors, close: () => context.close() };
}

const box = (page, selector) => page.locator(selector).first().boundingBox();

test("the text of the notice begins within the first screen", async () => {
  const { page, close } = await open(NOTICE);
  const text = await box(page, ".notice__text p");
  assert.ok(text.y <= KEYBOARD, `the text begins at ${text.y}`);
  await close();
});

test("head and tabs leave the window to the page", async () => {
  for (const path of ["/zh/", "/en/", NOTICE, "/en/choices/"]) {
    const { page, close } = await open(path);
    const chrome = async () => (await box(page, "header")).height + (await box(page, ".tabs")).height;
    const plain = await chrome();
    assert.ok(plain <= 101, `${path}: ${plain} px of ${PHONE.height}`);
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    const large = await chrome();
    assert.ok(large <= PHONE.height / 3, `${path}: ${large} px with letters twice as large`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= PHONE.width, `${path}: ${width} px wide with letters twice as large`);
    await close();
  }
});

test("what is found is seen above a phone's keyboard, marked, and leads to its clause", async () => {
  const { page, errors, close } = await open(NOTICE);
  const field = page.getByRole("searchbox");
  await field.fill("QQ");
  const hit = page.locator(".hits a").first();
  await hit.waitFor();
  await field.focus();
  const place = await hit.boundingBox();
  assert.ok(place.y + place.height <= KEYBOARD, `the first hit ends at ${place.y + place.height}`);
  assert.equal(await page.locator(".hits mark").first().textContent(), "QQ");
  const address = await hit.getAttribute("href");
  await hit.click();
  await page.waitForURL(`**${address}`);
  await page.locator(".hits").first().waitFor({ state: "hidden" });
  const clause = await box(page, address);
  const bar = await box(page, ".clause-bar");
  assert.ok(clause.y >= bar.y, "the clause is not above the bar");
  assert.deepEqual(errors, []);
  await close();
});

/** There the bar does not stick, and the list stood below the first window. */
test("what is found is seen in the narrowest window", async () => {
  const { page, close } = await open(NOTICE, { width: 320, height: 640 });
  await page.getByRole("searchbox").fill("位置");
  await page.locator(".hits a").first().waitFor();
  const [bar, list] = [await box(page, ".clause-bar"), await box(page, ".clause-bar__hits")];
  assert.ok(Math.abs(list.y - (bar.y + bar.height)) <= 1, `the bar ends at ${bar.y + bar.height}, the list begins at ${list.y}`);
  await close();
});

test("that nothing is found is seen", async () => {
  const { page, close } = await open(NOTICE);
  await page.getByRole("searchbox").fill("xyzzy");
  await page.locator(".clause-bar").getByText("没有找到“xyzzy”").waitFor();
  await close();
});

/** A browser brings each typed letter into sight, and took the bar itself for what it has to clear. */
test("who types into the field stays where they read", async () => {
  const { page, close } = await open(NOTICE);
  await page.evaluate(() => document.querySelector("#listen").scrollIntoView({ behavior: "instant" }));
  const before = await box(page, "#listen");
  const { x, y, width, height } = await box(page, ".clause-bar input");
  await page.mouse.click(x + width / 2, y + height / 2);
  await page.keyboard.type("chat", { delay: 50 });
  await page.locator(".hits a").first().waitFor();
  const after = await box(page, "#listen");
  assert.ok(Math.abs(before.y - after.y) <= 1, `from ${before.y} to ${after.y}`);
  // The first hit is led to by Enter, and stands below the bar.
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash && location.hash !== "#listen");
  // Where motion is wanted the page glides there.
  await page.waitForFunction(() => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1))).getBoundingClientRect();
    const bar = document.querySelector(".clause-bar").getBoundingClientRect();
    return target.top >= bar.bottom - 1 && target.top <= bar.bottom + 40;
  });
  // What is typed next takes the place of words that led somewhere.
  await page.mouse.click(x + width / 2, y + height / 2);
  await page.keyboard.type("map");
  assert.equal(await page.getByRole("searchbox").inputValue(), "map");
  await close();
});

test("the language is changed from within the text, and the line stays", async () => {
  const { page, close } = await open(NOTICE);
  await page.evaluate(() => document.querySelector("#listen").scrollIntoView({ behavior: "instant" }));
  const before = await box(page, "#listen");
  // Where a finger would tap: Playwright's own click scrolls to what is sticky, and is there already.
  const { x, y, width, height } = await box(page, ".clause-bar [data-language-switch]");
  await page.mouse.click(x + width / 2, y + height / 2);
  await page.waitForURL("**/en/notice/2025-05-09/#listen");
  await page.waitForFunction(() => document.documentElement.lang === "en");
  const after = await box(page, "#listen");
  assert.ok(Math.abs(before.y - after.y) <= 40, `from ${before.y} to ${after.y}`);
  await close();
});

// From where the bar is in a page that was not scrolled, the last chapters lay under the tabs.
for (const viewport of [PHONE, { width: 360, height: 640 }]) {
  test(`the outline can be scrolled to its end at the top of the page, at ${viewport.width}`, async () => {
    const { page, close } = await open(NOTICE);
    await page.setViewportSize(viewport);
    const before = await page.locator(".notice__text").evaluate((text) => text.getBoundingClientRect().top + scrollY);
    await page.locator(".outline > summary").click();
    const panel = page.locator(".outline nav");
    const [last, tabs] = [panel.locator("a:visible").last(), await box(page, ".tabs")];
    await panel.evaluate((panel) => (panel.scrollTop = panel.scrollHeight));
    const { y, height } = await last.boundingBox();
    assert.ok(y >= 52 && y + height <= tabs.y, `the last entry ends at ${y + height}, the tabs begin at ${tabs.y}`);
    const after = await page.locator(".notice__text").evaluate((text) => text.getBoundingClientRect().top + scrollY);
    assert.ok(Math.abs(after - before) <= 1, `the text is at ${after} and was at ${before}`);
    await last.click();
    await page.waitForFunction(() => scrollY > 1000);
    await close();
  });
}

test("the outline follows the reader, and a phone's closes over what it led to", async () => {
  const wide = await open(NOTICE, { width: 1280, height: 800 });
  await wide.page.evaluate(() => document.querySelector("#listen").scrollIntoView({ behavior: "instant" }));
  const entry = wide.page.locator("[data-outline] a[href='#listen'][aria-current]");
  await entry.waitFor();
  const { y, height } = await entry.boundingBox();
  assert.ok(y >= 0 && y + height <= 800, `the entry stands at ${y}`);
  await wide.close();

  const { page, errors, close } = await open(NOTICE);
  await page.locator("[data-outline] summary").click();
  await page.locator("[data-outline] a.outline__section").nth(3).click();
  await page.locator("[data-outline]:not([open])").waitFor();
  assert.deepEqual(errors, []);
  await close();
});

for (const javaScriptEnabled of [true, false]) {
  test(`a word that another clause explains opens by key, ${javaScriptEnabled ? "with the app" : "without scripts"}`, async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(`${base}/en/notice/2025-05-09/`);
    const words = page.locator("#security > .definitions");
    assert.match(await words.innerText(), /Words explained: .*anonymise/);
    assert.ok(await words.getByText("turned back").isHidden());
    await words.locator("summary").focus();
    await page.keyboard.press("Enter");
    assert.ok(await words.getByText("turned back").isVisible());
    assert.ok((await words.getByRole("link").first().getAttribute("href")).endsWith("#storage-duration"));
    // A sentence of ours says that it is ours.
    assert.match(await page.locator("#security > .clause__short").innerText(), /^In short, in this site’s words:/);
    // In a walk, too.
    await page.goto(`${base}/en/settings/delete-account/`);
    assert.match(await page.locator(".definitions").innerText(), /anonymise/);
    await context.close();
  });
}

test("where the browser cannot print, no button says that it can", async () => {
  const context = await browser.newContext({ viewport: PHONE });
  for (const [path, canPrint] of [[NOTICE, false], ["/en/check-up/", false], [NOTICE, true]]) {
    const page = await context.newPage();
    if (!canPrint) await page.addInitScript(() => Object.defineProperty(window, "print", { value: undefined }));
    await page.goto(base + path);
    await page.locator("html[data-app=ready]").waitFor();
    assert.equal(await page.locator("[data-print]").evaluateAll((all) => all.every((one) => one.hidden)), !canPrint, path);
  }
  await context.close();
});
