// Every kind of page: nothing for axe to find, nothing refused by the security policy, complete
// without scripts, and no movement when the app takes over.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, base, launch, watch, watchMoves } from "./support.mjs";
import { VIEWS } from "./views.mjs";

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

for (const lang of ["zh", "en"]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe and the security policy have nothing to say in ${lang}, ${colorScheme}`, async () => {
      const context = await browser.newContext({ colorScheme, viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      const { errors, violations } = await watch(page);
      const found = [];
      for (const view of VIEWS) {
        await page.goto(`${base}/${lang}${view}`);
        await page.locator("html[data-app=ready]").waitFor();
        found.push(...(await axe(page)).map((line) => `${view} ${line}`));
      }
      assert.deepEqual(found, []);
      assert.deepEqual(violations, []);
      assert.deepEqual(errors, []);
      await context.close();
    });
  }

  test(`every page in ${lang} is complete without scripts`, async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    for (const view of VIEWS) {
      const answer = await page.goto(`${base}/${lang}${view}`);
      assert.equal(answer.status(), 200, view);
      assert.equal(await page.locator("h1").count(), 1, view);
      assert.equal(await page.locator("html").getAttribute("lang"), lang === "zh" ? "zh-Hans" : "en");
    }
    await page.goto(`${base}/${lang}/notice/2025-05-09/`);
    assert.ok((await page.locator("section.clause").count()) >= 110, "every clause stands there");
    assert.equal(await page.locator("ol.steps > li").count(), 174);
    await page.goto(`${base}/${lang}/settings/disable-werun/`);
    assert.equal(await page.locator("main ol.steps > li").count(), 7);
    await context.close();
  });

  test(`nothing moves when the app takes over in ${lang}`, async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await watchMoves(page);
    for (const view of VIEWS) {
      await page.goto(`${base}/${lang}${view}`);
      await page.locator("html[data-app=ready]").waitFor();
      await page.waitForTimeout(200);
      assert.deepEqual(await page.evaluate(() => globalThis.moved), [], view);
    }
    await context.close();
  });

  test(`at 320 pixels and at double text size nothing in ${lang} scrolls sideways`, async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
    const page = await context.newPage();
    for (const view of VIEWS) {
      await page.goto(`${base}/${lang}${view}`);
      await page.locator("html[data-app=ready]").waitFor();
      for (const size of ["100%", "200%"]) {
        const over = await page.evaluate((size) => {
          document.documentElement.style.fontSize = size;
          const limit = document.documentElement.clientWidth;
          const wide = [...document.querySelectorAll("main *")].filter(
            (part) => part.getBoundingClientRect().right > limit + 1 && !part.closest(".visually-hidden, .phone"),
          );
          return document.documentElement.scrollWidth > limit + 1
            ? wide.slice(0, 3).map((part) => part.outerHTML.slice(0, 90))
            : [];
        }, size);
        assert.deepEqual(over, [], `${view} at ${size}`);
      }
    }
    await context.close();
  });
}

test("an unknown address answers 404 in its language or the browser's, with ways onward", async () => {
  for (const [path, locale, lang, home] of [
    ["/zh/nowhere/", "en-GB", "zh-Hans", "回到首页"],
    ["/en/nowhere/", "zh-CN", "en", "Go to the start page"],
    ["/nowhere", "en-GB", "en", "Go to the start page"],
    ["/nowhere", "zh-CN", "zh-Hans", "回到首页"],
  ]) {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    const answer = await page.goto(base + path);
    assert.equal(answer.status(), 404, path);
    assert.equal(await page.locator("html").getAttribute("lang"), lang, `${path} ${locale}`);
    assert.deepEqual(await axe(page), []);
    await page.getByRole("link", { name: home }).click();
    await page.waitForURL(`**/${lang.slice(0, 2)}/`);
    await context.close();
  }
});

test("no page asks anything of another host", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const foreign = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(base)) foreign.push(request.url());
  });
  for (const view of VIEWS) {
    await page.goto(`${base}/en${view}`);
    await page.locator("html[data-app=ready]").waitFor();
  }
  assert.deepEqual(foreign, []);
  await context.close();
});

test("a first visit asks for one app, and for it once", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${base}/zh/`);
  await page.locator("html[data-app=ready]").waitFor();
  assert.equal(asked.filter((path) => path.endsWith(".wasm")).length, 1);
  // What keeps pages for when there is no network is asked for once the app runs.
  const scripts = asked.filter((path) => path.endsWith(".js") && !path.startsWith("/offline-"));
  assert.equal(scripts.length, 2, "what starts the app, and its script");
  await context.close();
});
