// The main flows in engines that nobody here develops with: old ones, on the floor that is promised,
// and those of other makers. What is asked here is what engines differ in; the rest is the other tests'.
//
// `cargo xtask test --only floor` and `--only engines` set ENGINES; CHROMIUM_106 and CHROMIUM_83 are
// those browsers' paths.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startProxy } from "../proxy.mjs";
import { startServer } from "../support.mjs";
import { ENGINES, LISTENER, Tab } from "./tabs.mjs";

const NOTICE = "/zh/notice/2025-05-09/";
const COMPARISON = "/zh/changes/before-2025-05-09..2025-05-09/";
/** Clauses from the first screen to the last ones, and those that are called like parts of a page. */
const CLAUSES = ["registration", "search", "listen", "contact"];

/** How far a clause may be from its place after a link to it, and after a change of language, in CSS pixels. */
const OFF_BY_LINK = 8;
const OFF_BY_LANGUAGE = 40;

const named = process.env.ENGINES?.split(",") ?? Object.keys(ENGINES);
for (const engine of named) describe(engine, () => suite(ENGINES[engine]));

function suite({ windows, start, isBelow = false }) {
  let server, proxy, browser;
  before(async () => {
    server = await startServer({ env: { WRITES_PER_MINUTE: "0", OLD_BROWSERS: String(isBelow) } });
    proxy = await startProxy(server.base);
    proxy.prelude = (path) => (/^\/boot-.*\.js$/.test(path) ? LISTENER : undefined);
    browser = await start();
  });
  after(async () => {
    await browser?.stop();
    proxy?.stop();
    await server?.remove();
  });

  /** A claim about a new device, on whose pages nothing goes wrong meanwhile but what is expected. */
  function claim(name, check, { window = windows[0], expected = /^$/ } = {}) {
    test(name, { timeout: 100_000 }, async () => {
      proxy.heal();
      proxy.confirmed.length = 0;
      const tab = new Tab(await browser.open(window), proxy.base);
      try {
        await check(tab).catch(async (error) => {
          error.message += `\nthe pages complained: ${JSON.stringify(await tab.said().catch(String))}`;
          throw error;
        });
        // Such an engine tells of WebAssembly as of eval that was refused, and lets it run all the same.
        const said = (await tab.said()).filter((complaint) => !isBelow || complaint !== "script-src refused eval");
        assert.deepEqual(said.filter((complaint) => !expected.test(complaint)), []);
      } finally {
        await tab.close();
      }
    });
  }

  claim("what is pressed is said to be saved once the server has it, and is there after a reload", async (tab) => {
    await tab.load("/zh/choices/");
    await answer(tab, "ads", "关");
    await phase(tab, "ads", "saved");
    assert.match(await sentence(tab, "ads"), /^已记录：关/);
    assert.deepEqual(proxy.confirmed.map(({ purpose }) => purpose), ["ads"]);
    await tab.load("/zh/choices/");
    await phase(tab, "ads", "rest");
    assert.match(await sentence(tab, "ads"), /关/);
  });

  claim("what cannot be sent is said so, outlives the page, and is sent once", async (tab) => {
    await tab.load("/zh/choices/");
    await phase(tab, "ads", "rest");
    proxy.fault = () => "cut";
    await answer(tab, "ads", "关");
    await phase(tab, "ads", "waiting");
    assert.match(await sentence(tab, "ads"), /^没送到/);
    assert.deepEqual(proxy.confirmed, []);
    proxy.heal();
    await tab.load("/zh/");
    for (const until = Date.now() + 20_000; Date.now() < until && !proxy.confirmed.length; ) await tab.stands();
    await tab.load("/zh/choices/");
    await phase(tab, "ads", "rest");
    assert.match(await sentence(tab, "ads"), /关/);
    assert.deepEqual(proxy.confirmed.map(({ purpose }) => purpose), ["ads"]);
  });

  claim("a link swaps the page, with its title and the focus on its heading, and back leads back", async (tab) => {
    await tab.load("/zh/");
    await tab.run(() => void (globalThis.stayed = true));
    const title = await tab.run(() => document.title);
    await tab.press("nav a[href='/zh/settings/']");
    await shown(tab, "/zh/settings/");
    await tab.until("the heading has the focus", () => document.activeElement?.matches("h1"));
    assert.notEqual(await tab.run(() => document.title), title);
    await tab.run(() => history.back());
    await shown(tab, "/zh/");
    await tab.until("the title is the first page's", (title) => document.title === title, title);
    assert.equal(await tab.run(() => globalThis.stayed), true, "no page was loaded anew");
  });

  const trapped = { expected: /out of bounds|RuntimeError|^Script error\./i };
  claim("an app that falls while it saves says no more that it saves", async (tab) => {
    await tab.load("/zh/choices/");
    await phase(tab, "ads", "rest");
    const held = proxy.hold(({ method }) => method === "PUT");
    await answer(tab, "ads", "关");
    await held.arrived;
    await phase(tab, "ads", "saving");
    await tab.run(() => globalThis.fall());
    await tab.until("the app is known to have fallen", () => document.documentElement.dataset.app === "failed");
    const left = await tab.run(() => {
      const drawn = (one) => one.checkVisibility?.() ?? one.getClientRects().length > 0;
      return [...document.querySelectorAll("main *")].filter((one) => drawn(one) && /正在保存/.test(one.innerText)).length;
    });
    assert.equal(left, 0, "parts that say that it is being saved");
    held.release();
    await tab.load("/zh/choices/");
    const isSettled = () => /^(rest|saved|waiting)$/.test(document.querySelector("main [data-purpose=ads]").dataset.phase);
    await tab.until("the page that is loaded again says where the person stands", isSettled);
  }, trapped);

  for (const window of windows) {
    const how = `at ${window.width} px`;

    claim(`the address of a clause leads to it, ${how}`, async (tab) => {
      const off = [];
      for (const clause of CLAUSES) {
        await tab.load(`${NOTICE}#${clause}`);
        off.push(await offTarget(tab));
      }
      assertLanded(off);
    }, { window });

    claim(`a link within the notice leads to its clause, ${how}`, async (tab) => {
      await tab.load(NOTICE);
      const off = [];
      for (const clause of CLAUSES) {
        await tab.run((clause) => document.querySelector(`[data-outline] a[href="#${clause}"]`).click(), clause);
        off.push(await offTarget(tab));
      }
      assertLanded(off);
    }, { window });

    claim(`the address of a change leads to it, ${how}`, async (tab) => {
      await tab.load(COMPARISON);
      const ids = await tab.run(() => [...document.querySelectorAll("section[id^='change:']")].map(({ id }) => id));
      assert.ok(ids.length > 0, "the comparison has changes");
      const off = [];
      await tab.load(`${COMPARISON}#${ids.at(-1)}`);
      off.push(await offTarget(tab));
      for (const id of ids) {
        await tab.run((id) => void (location.hash = id), id);
        off.push(await offTarget(tab));
      }
      assertLanded(off);
    }, { window });

    claim(`a change of language keeps the clause, ${how}`, async (tab) => {
      const off = [];
      for (const clause of CLAUSES.slice(1)) {
        await tab.load(`${NOTICE}#${clause}`);
        await tab.stands();
        const top = await topOf(tab, clause);
        await tab.press("[data-language-switch]");
        await shown(tab, NOTICE.replace("zh", "en"));
        await tab.stands();
        off.push({ id: clause, off: Math.round((await topOf(tab, clause)) - top) });
      }
      assertLanded(off, OFF_BY_LANGUAGE);
    }, { window });

    claim(`back leads back to the clause, ${how}`, async (tab) => {
      const off = [];
      for (const clause of CLAUSES.slice(1)) {
        await tab.load(`${NOTICE}#${clause}`);
        await tab.stands();
        await tab.run(() => scrollBy(0, 90));
        await tab.stands();
        const top = await topOf(tab, clause);
        await tab.run(() => document.querySelector("nav a[href='/zh/settings/']").click());
        await shown(tab, "/zh/settings/");
        await tab.stands();
        await tab.run(() => history.back());
        await shown(tab, NOTICE);
        await tab.stands();
        off.push({ id: clause, off: Math.round((await topOf(tab, clause)) - top) });
      }
      assertLanded(off);
    }, { window });
  }
}

/** Presses an answer of a control. */
function answer(tab, purpose, words) {
  return tab.press(`main [data-w=choice][data-purpose=${purpose}] button`, words);
}

/** Waits until a wish has come that far. */
function phase(tab, purpose, phase) {
  const selector = `main [data-purpose=${purpose}][data-phase=${phase}]`;
  return tab.until(`${purpose} is ${phase}`, (selector) => Boolean(document.querySelector(selector)), selector);
}

/** What a control says of itself. */
function sentence(tab, purpose) {
  const words = (purpose) => document.querySelector(`main [data-purpose=${purpose}] .choice__state`).innerText.trim();
  return tab.run(words, purpose);
}

/** Waits until a page is shown: the address is ahead of it. */
function shown(tab, path) {
  const isShown = (path) => location.pathname === path && document.body.dataset.lang === path.slice(1, 3);
  return tab.until(`${path} is shown`, isShown, path);
}

function topOf(tab, id) {
  return tab.run((id) => document.getElementById(id).getBoundingClientRect().top, id);
}

/** How far the part that the address names is from where the style sheet has it scrolled to. */
async function offTarget(tab) {
  await tab.stands();
  return tab.run(() => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = document.getElementById(id);
    const root = document.documentElement;
    const pixels = (element, name) => parseFloat(getComputedStyle(element)[name]) || 0;
    const place = pixels(root, "scrollPaddingTop") + pixels(target, "scrollMarginTop");
    const { top } = target.getBoundingClientRect();
    // What is near the end of a page cannot be at the top of the window.
    const canScroll = root.scrollHeight - innerHeight - scrollY > 1;
    return { id, off: top > place && !canScroll ? 0 : Math.round(top - place) };
  });
}

function assertLanded(off, most = OFF_BY_LINK) {
  console.log(off.map(({ id, off }) => `${id} ${off}`).join(", "));
  assert.deepEqual(off.filter(({ off }) => Math.abs(off) > most), []);
}
