// What an engine gets that is older than the floor: a page that is styled like any other, and the app where the
// operator lets it run; where he does not, or scripts are off, a page that reads and that operates nothing.
//
// `cargo xtask test --only floor` sets CHROMIUM_83.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { startServer } from "../support.mjs";
import { ENGINES } from "./tabs.mjs";

const NAME = "chromium-83";
const VIEWS = ["", "notice/2025-05-09/", "changes/before-2025-05-09..2025-05-09/", "settings/", "settings/personalized-ads/3/", "choices/", "check-up/", "data/"];
const WAIT_MS = 20_000;

const named = process.env.ENGINES?.split(",") ?? [];

describe(NAME, { skip: !named.includes(NAME) }, () => {
  let strict, lenient, engine;
  before(async () => {
    strict = await startServer();
    lenient = await startServer({ env: { OLD_BROWSERS: "true" } });
    engine = await ENGINES[NAME].start();
  });
  after(async () => {
    await engine?.stop();
    await strict?.remove();
    await lenient?.remove();
  });

  async function open(options = {}) {
    const context = await engine.browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
    return { page: await context.newPage(), close: () => context.close() };
  }

  /** Waits until an expression holds in the page; asked from outside, since the page itself may not evaluate text. */
  async function until(page, expression) {
    for (const end = Date.now() + WAIT_MS; Date.now() < end; await sleep(50)) if (await page.evaluate(`Boolean(${expression})`)) return;
    assert.fail(`in ${WAIT_MS} ms it was not so that ${expression}`);
  }
  const app = (page, state) => until(page, `document.documentElement?.dataset.app === "${state}"`);

  /** What a person would see first: where the heading is, how large an icon, and what can be operated. */
  const look = (page) =>
    page.evaluate(() => {
      const drawn = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === "visible";
      const root = document.documentElement;
      return {
        heading: document.querySelector("main h1").getBoundingClientRect().top,
        icons: [...document.querySelectorAll(".tabs svg")].filter(drawn).map((icon) => icon.getBoundingClientRect().width),
        paper: getComputedStyle(root).backgroundColor,
        font: getComputedStyle(document.body).fontFamily,
        isWider: root.scrollWidth > innerWidth,
        operable: [...document.querySelectorAll("main button, main input, .step-bar button")].filter((one) => drawn(one)).map((one) => one.outerHTML.slice(0, 80)),
      };
    });

  for (const lang of ["zh", "en"]) {
    test(`every view is styled as in today's browsers, ${lang}`, async () => {
      const { page, close } = await open();
      for (const view of VIEWS) {
        await page.goto(`${strict.base}/${lang}/${view}`);
        await app(page, "unsupported");
        await until(page, "document.styleSheets.length === 1");
        const { heading, icons, paper, font, isWider, operable } = await look(page);
        assert.ok(heading > 40 && heading < 160, `${view}: the heading is at ${heading}`);
        assert.ok(icons.every((width) => width === 24), `${view}: icons of ${icons}`);
        assert.equal(paper, "rgb(250, 249, 245)", view);
        assert.match(font, /^("Han Marks", )?system-ui/, view);
        assert.equal(isWider, false, `${view}: wider than the window`);
        assert.deepEqual(operable, [], `${view}: what nobody answers`);
        assert.match(await page.evaluate(() => document.querySelector(".app-status").innerText), lang === "zh" ? /此浏览器无法运行/ : /This browser cannot run/);
      }
      await close();
    });
  }

  test("nothing is seen of a page before the sheet for it has come, and a page whose sheet does not come is seen all the same", async () => {
    const { page, close } = await open();
    const isSeen = () => page.evaluate(() => getComputedStyle(document.querySelector("main h1")).visibility === "visible");
    let deliver;
    const delivered = new Promise((resolve) => (deliver = resolve));
    await page.route("**/style-without-layers-*", async (route) => (await delivered, route.continue()));
    await page.goto(`${strict.base}/zh/`, { waitUntil: "commit" });
    await app(page, "unsupported");
    // Every frame until the sheet is there, and the first one after it.
    const frames = page.evaluate(() => new Promise((resolve) => {
      const seen = [];
      const look = () => {
        const isStyled = document.querySelector(".tabs svg").getBoundingClientRect().width === 24;
        const isVisible = getComputedStyle(document.querySelector("main h1")).visibility === "visible";
        seen.push(`${isVisible ? "seen" : "hidden"} ${isStyled ? "styled" : "plain"}`);
        if (isVisible) resolve(seen);
        else requestAnimationFrame(look);
      };
      look();
    }));
    await sleep(400);
    assert.equal(await isSeen(), false);
    deliver();
    const seen = await frames;
    assert.equal(seen.pop(), "seen styled");
    assert.ok(seen.length > 3);
    assert.deepEqual(seen.filter((one) => one.startsWith("seen")), []);

    await page.unroute("**/style-without-layers-*");
    await page.route("**/style-without-layers-*", (route) => route.abort());
    await page.goto(`${strict.base}/zh/choices/`);
    await app(page, "unsupported");
    await until(page, 'getComputedStyle(document.querySelector("main h1")).visibility === "visible"');
    await close();
  });

  test("without scripts a page reads, and nothing in it waits for a script", async () => {
    const { page, close } = await open({ javaScriptEnabled: false });
    for (const view of VIEWS) {
      await page.goto(`${strict.base}/zh/${view}`);
      // Without scripts nothing can be asked within the page: a picture of its parts is taken from outside.
      const cdp = await page.context().newCDPSession(page);
      const { documents, strings } = await cdp.send("DOMSnapshot.captureSnapshot", { computedStyles: ["visibility"] });
      const { nodes, layout } = documents[0];
      const root = layout.nodeIndex.findIndex((node) => strings[nodes.nodeName[node]] === "H1");
      assert.equal(strings[layout.styles[root][0]], "visible", `${view}: nobody brings it a sheet to wait for`);
      const drawn = new Set(layout.nodeIndex);
      const name = (index) => strings[nodes.nodeName[index]];
      const seen = [...drawn].map(name);
      assert.ok(seen.includes("H1"), view);
      assert.deepEqual(seen.filter((one) => ["BUTTON", "INPUT", "SVG", "svg"].includes(one)), [], view);
    }
    await close();
  });

  test("the app runs in the module that was lowered, and keeps a choice", async () => {
    const { page, close } = await open();
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    // An engine without bulk memory.
    await page.addInitScript(() => {
      const { Module } = WebAssembly;
      WebAssembly.Module = function (bytes) {
        if (bytes.length > 8) throw new WebAssembly.CompileError("no such instruction");
        return new Module(bytes);
      };
    });
    await page.goto(`${lenient.base}/zh/choices/`);
    await app(page, "ready");
    assert.ok(asked.some((path) => path.startsWith("/app-old-")), asked.join(" "));
    const ads = "main [data-w=choice][data-purpose=ads]";
    await until(page, `document.querySelector("${ads}[data-phase=rest]")`);
    await page.evaluate((ads) => document.querySelector(`${ads} button`).click(), ads);
    await until(page, `document.querySelector("${ads}[data-phase=saved]")`);
    assert.match(await page.evaluate((ads) => document.querySelector(`${ads} .choice__state`).innerText, ads), /^已记录：关/);
    // On to a walk, step by step, and to the comparison, without a page loaded anew.
    await page.evaluate(() => void (globalThis.stayed = true));
    for (const path of ["/zh/settings/", "/zh/settings/personalized-ads/", "/zh/settings/personalized-ads/1/", "/zh/settings/personalized-ads/2/", "/zh/changes/before-2025-05-09..2025-05-09/", "/zh/notice/2025-05-09/"]) {
      await page.evaluate((path) => {
        const link = document.querySelector(`a[href="${path}"]`) || Object.assign(document.querySelector("main").appendChild(document.createElement("a")), { href: path });
        link.click();
      }, path);
      await until(page, `location.pathname === "${path}" && document.querySelector("main h1")`);
    }
    assert.equal(await page.evaluate(() => globalThis.stayed), true, "the app turned the pages");
    await close();
  });
});
