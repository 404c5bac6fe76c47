// The edition of a made-up shop (`examples/lantern`), published with the same app and served by the same server: every
// page of it in both languages, and nothing of the first edition on any.
//
// `cargo xtask test --only browser` publishes it and says where, in SECOND_SITE.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { press, says } from "./choice.mjs";
import { axe, launch, startServer, watch } from "./support.mjs";

const SITE = process.env.SECOND_SITE;
const FIRST = join(import.meta.dirname, "../../public/notices/weixin");
const CURRENT = "2026-09-01";
const CHANGES = `/changes/2026-03-01..${CURRENT}/`;

let browser, server, catalogue;
before(async () => {
  assert.ok(SITE, "SECOND_SITE is not set; run `cargo xtask test --only browser`");
  server = await startServer({ site: SITE, env: { WRITES_PER_MINUTE: "0" } });
  browser = await launch();
  catalogue = JSON.parse(await readFile(join(SITE, `content/${CURRENT}/catalogue.json`), "utf8"));
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const { errors, violations } = await watch(page);
  const goTo = async (address) => {
    await page.goto(server.base + address);
    await page.locator("html[data-app=ready]").waitFor();
    await page.waitForFunction(() => !document.querySelector("[data-phase=loading]"));
  };
  const close = async () => {
    assert.deepEqual([...errors, ...violations], []);
    await context.close();
  };
  return { page, goTo, close };
}

/** Every file of the site, from its root. */
async function files() {
  const entries = await readdir(SITE, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(SITE.length));
}

/** The address of every page of a language. */
async function addresses(lang) {
  const found = (await files()).filter((file) => file.startsWith(`/${lang}/`) && file.endsWith("/index.html"));
  return found.map((file) => file.replace(/index\.html$/, "")).sort();
}

/** What only the first edition says: names of its product, and whole sentences of its notice. */
async function wordsOfTheFirst() {
  const read = (name) => readFile(join(FIRST, name), "utf8");
  const interfaceWords = await Promise.all(["zh", "en"].map((lang) => readFile(join(import.meta.dirname, `../../locales/${lang}.toml`), "utf8")));
  const terms = [...(await read("terms.toml")).matchAll(/^(?:zh|en) = "(.+)"$/gm)].map(([, name]) => name);
  const isCommon = (name) => interfaceWords.some((words) => words.toLowerCase().includes(name.toLowerCase()));
  const names = ["微信", "腾讯", "WeChat", "Weixin", "Tencent", ...terms.filter((name) => !isCommon(name))];
  const sentences = (await Promise.all(["zh", "en"].map((lang) => read(`2025-05-09/${lang}.md`)))).flatMap((text) => text.split(/[\n.。；;]/));
  const isWhole = (text) => (/[一-鿿]/.test(text) ? text.length > 14 : text.length > 40);
  return { names, sentences: [...new Set(sentences.map((text) => text.trim()).filter(isWhole))] };
}

/** To be evaluated in a page: parts that have a heading and nothing below it. */
function hollow() {
  const parts = [...document.querySelectorAll("main :is(section, .group, .rows, fieldset, ul, ol, dl, table)")];
  const isHollow = (part) => {
    const rest = part.cloneNode(true);
    rest.querySelectorAll("h1, h2, h3, h4, legend, caption, thead, .visually-hidden").forEach((head) => head.remove());
    return !rest.textContent.trim() && !rest.querySelector("input, img, svg");
  };
  return parts.filter((part) => part.checkVisibility() && isHollow(part)).map((part) => part.outerHTML.slice(0, 120));
}

for (const lang of ["zh", "en"]) {
  test(`every page is sound in ${lang}, light and dark, and says nothing of the first edition`, { timeout: 180_000 }, async () => {
    const all = await addresses(lang);
    for (const view of ["", "notice/", `notice/${CURRENT}/`, CHANGES.slice(1), "settings/", "settings/offers/", "settings/delete-order/4/", "choices/", "check-up/", "data/", "data/position/", "data/lists/shared/", "search/"]) {
      assert.ok(all.includes(`/${lang}/${view}`), view);
    }
    const { names, sentences } = await wordsOfTheFirst();
    assert.ok(names.length > 8 && sentences.length > 500, `${names.length} names, ${sentences.length} sentences`);
    const { page, goTo, close } = await open();
    const found = [];
    for (const address of all) {
      await page.emulateMedia({ colorScheme: "light" });
      await goTo(address);
      const faults = [...(await axe(page)), ...(await page.evaluate(hollow)).map((part) => `empty: ${part}`)];
      // In the dark it is the same page in other colours.
      await page.emulateMedia({ colorScheme: "dark" });
      faults.push(...(await axe(page, { runOnly: ["color-contrast"] })).map((line) => `dark: ${line}`));
      const html = await page.content();
      faults.push(...[...names, ...sentences].filter((words) => html.includes(words)).map((words) => `says ${words}`));
      found.push(...faults.map((fault) => `${address} ${fault}`));
    }
    assert.deepEqual(found, []);
    await close();
  });

  test(`an unknown address answers in ${lang} with ways onward`, async () => {
    const { page } = await open();
    const answer = await page.goto(`${server.base}/${lang}/nowhere/`);
    assert.equal(answer.status(), 404);
    assert.deepEqual(await axe(page), []);
    await page.getByRole("main").getByRole("link").first().click();
    await page.waitForURL((url) => url.pathname !== `/${lang}/nowhere/`);
    assert.ok((await addresses(lang)).includes(new URL(page.url()).pathname));
    await page.context().close();
  });

  test(`search finds each clause by its heading, and what is called something by its name, in ${lang}`, { timeout: 60_000 }, async () => {
    const { page, goTo, close } = await open();
    await goTo(`/${lang}/notice/${CURRENT}/`);
    const clauses = await page.locator("section.clause").evaluateAll((all) => all.map((clause) => [clause.querySelector("h2, h3").cloneNode(true).textContent.replace(/^[\d.\s]+|#/g, "").trim(), clause.id]));
    assert.equal(clauses.length, 9);
    const named = [
      ...catalogue.controls.map(({ names, id, way }) => [names[lang], `choices/#choice:${id}`, way?.replace("path:", "settings/")]),
      ...catalogue.paths.map(({ title, id }) => [title[lang], `settings/${id}/`]),
      ...catalogue.guides.map(({ title, id }) => [title[lang], `settings/${id}/`]),
      ...catalogue.topics.map(({ names, id }) => [names[lang], `data/${id}/`]),
      // The other language's words, in another order, and with a slip.
      [lang === "zh" ? "parcel courier" : "包裹 快递", "#orders"],
      ["notes tastng", "#notes"],
    ];
    await goTo(`/${lang}/search/`);
    const missing = [];
    for (const [words, ...wanted] of [...clauses.map(([words, id]) => [words, `#${id}`, `settings/${id}/`]), ...named]) {
      await page.getByRole("searchbox").fill(words);
      await page.waitForURL((url) => url.searchParams.get("q") === words);
      await page.locator(".hits, .hits__none").first().waitFor();
      const hits = await page.locator(".hits a").evaluateAll((links) => links.slice(0, 3).map((link) => link.getAttribute("href")));
      if (!hits.some((href) => wanted.some((end) => end && href.includes(end)))) missing.push(`${words}: ${hits.join(" ")}`);
    }
    assert.deepEqual(missing, []);
    await page.getByRole("searchbox").fill("朋友圈");
    await page.locator(".hits__none").waitFor();
    await close();
  });

  test(`facets, counts and the picture follow its catalogue, in ${lang}`, async () => {
    const { page, goTo, close } = await open({ viewport: { width: 1280, height: 800 } });
    await goTo(`/${lang}/data/`);
    const uses = catalogue.disclosures;
    const sets = {
      sensitive: (use) => use.sensitive !== "no",
      consent: (use) => use.basis.includes("consent"),
      shared: (use) => use.recipients.length > 0,
      automated: (use) => use.automated,
      "no-time": (use) => use.retention === "not-stated",
      "no-basis": (use) => use.basis === "not-stated",
    };
    const shown = () => page.locator(".use:visible").count();
    assert.equal(await shown(), uses.length);
    for (const [set, isIn] of Object.entries(sets)) {
      const label = page.locator(`label:has([name=only][value=${set}])`);
      const count = uses.filter(isIn).length;
      assert.ok(count > 0, set);
      assert.equal(Number(await label.locator("b").innerText()), count, set);
      await label.click();
      assert.equal(await shown(), count, set);
      assert.equal(await page.locator(".data__flows").isVisible(), uses.some((use) => isIn(use) && sets.shared(use)), set);
      await label.click();
    }
    for (const by of ["data", "purpose", "basis", "recipient"]) {
      await page.locator(`label:has([name=by][value=${by}])`).click();
      const reached = await page.locator(".data__index:visible [data-same]").evaluateAll((rows) => new Set(rows.map((row) => row.dataset.same)).size);
      assert.equal(reached, uses.length, by);
    }
    await page.locator("[id='page:flows'] > summary").click();
    assert.equal(await page.locator(".flows__use:visible").count(), uses.filter(sets.shared).length);
    for (const topic of catalogue.topics) {
      await goTo(`/${lang}/data/${topic.id}/`);
      const count = uses.filter((use) => use.data.some((data) => topic.data.includes(data))).length;
      assert.equal(await page.locator(".use-facts").count(), count, topic.id);
    }
    await close();
  });

  test(`the lists can be taken along as CSV and JSON, with as many rows as the page, in ${lang}`, async () => {
    const { page, goTo, close } = await open({ viewport: { width: 1280, height: 800 } });
    const uses = catalogue.disclosures;
    const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
    for (const [list, count] of [["collected", sum(uses.map((use) => use.data.length))], ["shared", sum(uses.map((use) => use.recipients.length))]]) {
      await goTo(`/${lang}/data/lists/${list}/`);
      assert.equal(await page.locator(".list tbody tr").count(), count, list);
      const taken = [];
      for (const link of await page.locator(".list__files a").all()) {
        const download = page.waitForEvent("download");
        await link.click();
        const file = await download;
        taken.push([file.suggestedFilename(), await readFile(await file.path(), "utf8")]);
      }
      assert.deepEqual(taken.map(([name]) => name), [`${list}.${lang}.csv`, `${list}.json`]);
      const [[, csv], [, json]] = taken;
      assert.ok(csv.startsWith("\ufeff"));
      assert.equal(csv.trim().split("\r\n").length, count + 1);
      const { edition, version, rows } = JSON.parse(json);
      assert.deepEqual([edition, version, rows.length], ["lantern", CURRENT, count]);
    }
    await close();
  });

  test(`its switches are set and its guide is walked to the end, in ${lang}`, { timeout: 60_000 }, async () => {
    const { page, goTo, close } = await open();
    await goTo(`/${lang}/choices/`);
    const purposes = await page.locator("main [data-w=choice]").evaluateAll((all) => [...new Set(all.map((one) => one.dataset.purpose))].sort());
    assert.deepEqual(purposes, catalogue.controls.map(({ id }) => id).sort());
    await press(page, "offers", lang === "zh" ? "关" : "Off");
    await says(page, "offers", lang === "zh" ? /^已记录：关/ : /^Recorded: Off/);
    const { records } = await (await page.request.get(`${server.base}/v1/records`)).json();
    assert.deepEqual(records.map(({ edition, release, purpose }) => [edition ?? "lantern", release, purpose]), [["lantern", CURRENT, "offers"]]);
    await goTo(`/${lang}/settings/delete-order/`);
    const [{ steps }] = catalogue.guides;
    await page.locator("main a[href$='/1/']").first().click();
    await page.locator(".phone__tabs").waitFor();
    const [tabs, last] = await Promise.all([page.locator(".phone__tabs").boundingBox(), page.locator(".phone__tabs > *").last().boundingBox()]);
    // But for the round corners of the frame.
    assert.ok(Math.abs(tabs.x + tabs.width - last.x - last.width) < 10, "three tabs fill the foot of the app");
    for (let step = 1; step <= steps.length; step += 1) {
      await page.waitForURL(`**/settings/delete-order/${step}/`);
      await page.locator("html[data-app=ready]").waitFor();
      await page.locator(`.step-bar a[href$='/${step + 1}/']`).click();
    }
    await page.waitForURL(`**/settings/delete-order/${steps.length + 1}/`);
    await close();
  });
}

test("no file of the site names the first edition's product", async () => {
  const found = [];
  for (const file of await files()) {
    const text = await readFile(join(SITE, file), "latin1");
    const utf8 = (word) => Buffer.from(word).toString("latin1");
    for (const word of ["微信", "腾讯", "WeChat", "Weixin", "weixin", "Tencent"]) if (text.includes(utf8(word))) found.push(`${file}: ${word}`);
  }
  assert.deepEqual(found, []);
});
