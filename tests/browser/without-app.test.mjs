// A page whose app did not start, or fell: it says so, says no state that it does not know, and
// offers to load again. A page without scripts says what is true there.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, base, launch } from "./support.mjs";
import { place, press, says } from "./choice.mjs";

const NOTICE = "notice/2025-05-09/";

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

const missing = (route) => route.fulfill({ status: 404, contentType: "text/html", body: "Nothing here." });
const broken = (route) => route.fulfill({ contentType: "application/wasm", body: "not a module" });

const WITHOUT = {
  "its wasm is gone": ["**/*.wasm", missing],
  "its wasm is broken": ["**/*.wasm", broken],
  "its script is gone": ["**/app-*.js", missing],
  "the script that starts it is gone": ["**/boot-*.js", missing],
};

const down = (page) => page.locator(".app-status__down").first();
const again = (page, lang) => page.getByRole("link", { name: lang === "zh" ? "重新加载" : "Load again" });
const ready = (page) => page.locator("html[data-app=ready]").waitFor();

const VIEWS = ["", NOTICE, "changes/before-2025-05-09..2025-05-09/", "settings/", "settings/personalized-ads/3/", "choices/", "check-up/", "data/"];

/** What a person could press or type into, and nobody answers: what works by itself filters by the style sheet. */
const operable = (page) => page.locator("main :is(button, input:not([type=radio], [type=checkbox]), select, textarea):visible").evaluateAll((found) => found.map((one) => one.outerHTML));

/** No control says anything about itself that a person could take for its state. */
async function assertNoState(page) {
  const states = await page.locator(".choice__state:visible").allInnerTexts();
  assert.deepEqual(states.filter((state) => state.trim() !== ""), []);
  assert.equal(await page.locator(".choice__answer[aria-pressed=true]:visible").count(), 0);
}

/** Loads a view whose app cannot start, and then again as it should be. */
async function loadsAgain({ lang, view, files, answer }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  // Somebody who has said Off.
  await page.goto(`${base}/${lang}/choices/`);
  await press(page, "ads", lang === "zh" ? "关" : "Off");
  await says(page, "ads", lang === "zh" ? /^已记录/ : /^Recorded/);
  await page.route(files, answer);
  await page.goto(`${base}/${lang}/${view}`);
  await down(page).waitFor();
  await assertNoState(page);
  assert.ok((await place(page, "ads").count()) > 0);
  assert.deepEqual(await axe(page), []);
  await page.unroute(files);
  await again(page, lang).click();
  await ready(page);
  await says(page, "ads", lang === "zh" ? /^已记录：关/ : /^Recorded: Off/);
  assert.ok(await down(page).isHidden());
  await context.close();
}

for (const [how, [files, answer]] of Object.entries(WITHOUT)) {
  test(`where ${how} the page says so and loads again`, async () => {
    // All at once, since each waits until it is clear that the app does not come.
    const views = ["choices/", NOTICE];
    const pages = ["zh", "en"].flatMap((lang) => views.map((view) => loadsAgain({ lang, view, files, answer })));
    await Promise.all(pages);
  });
}

test("an app that is late is said to be so until it comes", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${base}/en/choices/`);
  const [waited, visibility] = await page.evaluate(() => {
    const part = document.querySelector(".app-status");
    return [part.getAnimations()[0]?.currentTime, getComputedStyle(part).visibility];
  });
  assert.ok(visibility === "hidden" || !(waited < 10_000), "it may still come");
  await down(page).waitFor();
  await assertNoState(page);
  release();
  await ready(page);
  await says(page, "ads", /^Not set/);
  assert.ok(await down(page).isHidden());
  await context.close();
});

test("a browser that cannot run the app is told that, and is not sent round in a circle", async () => {
  for (const [lang, words] of [["zh", /此浏览器无法运行/], ["en", /This browser cannot run/]]) {
    const context = await browser.newContext();
    const page = await context.newPage();
    // As an older engine does under a policy in whose words WebAssembly is not allowed.
    await page.addInitScript(() => (WebAssembly.Module = () => { throw new WebAssembly.CompileError("refused"); }));
    await page.goto(`${base}/${lang}/choices/`);
    await page.locator(".app-status__unsupported").waitFor();
    assert.match(await page.locator(".app-status").innerText(), words);
    assert.equal(await again(page, lang).count(), 0);
    await assertNoState(page);
    for (const view of VIEWS) {
      await page.goto(`${base}/${lang}/${view}`);
      await page.locator(".app-status__unsupported").waitFor();
      assert.deepEqual(await operable(page), [], view);
    }
    await context.close();
  }
});

test("an app that fell takes the states that it showed along", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${base}/en/choices/`);
  await press(page, "ads", "Off");
  await says(page, "ads", /^Recorded/);
  await page.evaluate(() => {
    dispatchEvent(new ErrorEvent("error", { error: new WebAssembly.RuntimeError("unreachable") }));
  });
  await down(page).waitFor();
  await assertNoState(page);
  await again(page, "en").click();
  await says(page, "ads", /^Recorded: Off/);
  await context.close();
});

test("without scripts no control says a state, each leads to its steps, and nobody is told to load again", async () => {
  for (const [lang, words] of [["zh", "关闭脚本时，本页既不能显示你的选择"], ["en", "Without scripts this page can neither show what you have chosen"]]) {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    for (const view of ["choices/", "check-up/", NOTICE]) {
      await page.goto(`${base}/${lang}/${view}`);
      const states = await page.locator(".choice__state").allTextContents();
      assert.ok(states.length >= 11, view);
      assert.deepEqual([...new Set(states)], [""], view);
      assert.ok(await page.locator("[data-purpose=ads] .choice__way").isVisible(), view);
      if (view !== NOTICE) assert.match(await page.locator("main noscript").textContent(), new RegExp(words));
      assert.ok(await page.locator(".app-status").isHidden());
    }
    for (const view of VIEWS) {
      await page.goto(`${base}/${lang}/${view}`);
      assert.deepEqual(await operable(page), [], view);
    }
    await context.close();
  }
});
