// Search: from every page, by hand and by keyboard alone, in either language, with its words in the address.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, base, launch, watch } from "./support.mjs";
import { KINDS } from "./views.mjs";

const PHONE = { width: 390, height: 844 };
const INDEX = "/content/2025-05-09/search.txt";

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

async function open(path, options) {
  const context = await browser.newContext({ viewport: PHONE, ...options });
  const page = await context.newPage();
  const { errors, violations } = await watch(page);
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(base + path);
  await page.locator("html[data-app=ready]").waitFor();
  const close = async () => {
    assert.deepEqual([...errors, ...violations], []);
    await context.close();
  };
  return { page, asked, close };
}

const field = (page) => page.getByRole("searchbox");
const hits = (page) => page.locator(".hits a");
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.getAttribute("href"));
const said = (page, words) => page.waitForFunction((words) => document.getElementById("page:status").textContent.includes(words), words);

for (const [lang, name] of [["zh", "搜索"], ["en", "Search"]]) {
  test(`every page leads to search, by a link that says so, in ${lang}`, { timeout: 120_000 }, async () => {
    const { page, asked, close } = await open(`/${lang}/`);
    for (const view of KINDS) {
      await page.goto(`${base}/${lang}${view}`);
      await page.locator("html[data-app=ready]").waitFor();
      const link = page.getByRole("banner").getByRole("link", { name, exact: true });
      const { width, height } = await link.boundingBox();
      assert.ok(width >= 44 && height >= 44, `${view}: ${width} x ${height}`);
      if (view !== "/search/") assert.ok(!asked.includes(INDEX), `${view} asks for the index before anybody searches`);
    }
    await page.goto(`${base}/${lang}/choices/`);
    await page.locator("html[data-app=ready]").waitFor();
    await page.getByRole("banner").getByRole("link", { name, exact: true }).click();
    await page.waitForURL(`**/${lang}/search/`);
    await page.locator("[id='page:search']:focus").waitFor();
    await close();
  });

  test(`axe has nothing to say of search in ${lang}, idle, with results and without`, async () => {
    for (const colorScheme of ["light", "dark"]) {
      const { page, close } = await open(`/${lang}/search/`, { colorScheme });
      assert.deepEqual(await axe(page), []);
      await field(page).fill("location");
      await hits(page).first().waitFor();
      assert.deepEqual(await axe(page), []);
      await field(page).fill("xyzzy");
      await page.locator(".hits__none").waitFor();
      assert.deepEqual(await axe(page), []);
      await close();
    }
  });
}

test("a key leads to search from anywhere, and keys alone to what was found and back", async () => {
  const { page, close } = await open("/en/choices/", { viewport: { width: 1280, height: 800 } });
  await page.keyboard.press("/");
  await page.waitForURL("**/en/search/");
  await page.locator("[id='page:search']:focus").waitFor();
  await page.keyboard.type("delete account");
  await hits(page).first().waitFor();
  const addresses = await hits(page).evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.ok(addresses.slice(0, 3).includes("/en/settings/delete-account/"), `${addresses}`);
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), addresses[0]);
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(page), addresses[1]);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(page), "page:search");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  assert.equal(await focused(page), "page:search");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${addresses[0]}`);
  await page.goBack();
  await page.waitForURL("**/en/search/?q=delete+account");
  await hits(page).first().waitFor();
  assert.equal(await field(page).inputValue(), "delete account");
  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  await page.waitForURL("**/en/search/");
  assert.equal(await hits(page).count(), 0);
  await close();
});

for (const [lang, words] of [["zh", "在任何页面按 / 键都能到这里"], ["en", "Press / on any page to come here"]]) {
  test(`the key can be switched off and on, and the device remembers it, in ${lang}`, async () => {
    const { page, close } = await open(`/${lang}/search/`);
    const box = page.getByRole("checkbox", { name: words });
    const leads = async (path) => {
      await page.goto(`${base}/${lang}${path}`);
      await page.locator("html[data-app=ready]").waitFor();
      await page.keyboard.press("/");
      if (path === "/search/") return (await focused(page)) === "page:search";
      return page.waitForURL(`**/${lang}/search/`, { timeout: 1_000 }).then(() => true, () => false);
    };
    assert.ok(await box.isChecked());
    assert.deepEqual(await axe(page), []);
    assert.ok(await leads("/choices/"));
    // By keys alone: it comes after the field, and a space decides.
    for (let tabs = 0; tabs < 20 && !(await box.evaluate((box) => box === document.activeElement)); tabs += 1) await page.keyboard.press("Tab");
    await page.keyboard.press(" ");
    assert.equal(await box.isChecked(), false);
    assert.equal(await page.evaluate(() => localStorage["mingbai.search-key-off"]), "");
    assert.equal(await leads("/choices/"), false);
    assert.equal(await leads("/notice/2025-05-09/"), false);
    const other = lang === "zh" ? "en" : "zh";
    await page.goto(`${base}/${other}/search/`);
    await page.locator("html[data-app=ready]").waitFor();
    assert.equal(await page.locator("[data-search-key] input").isChecked(), false, "in the other language, too");
    // The link in the head of the page leads there as before.
    await page.goto(`${base}/${lang}/choices/`);
    await page.getByRole("banner").locator("[data-search-link]").click();
    await page.waitForURL(`**/${lang}/search/`);
    await box.check();
    assert.equal(await page.evaluate(() => localStorage["mingbai.search-key-off"]), undefined);
    assert.ok(await leads("/choices/"));
    await close();
  });
}

test("where a device keeps nothing the key does nothing, and the box does not say otherwise", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("no", "SecurityError"); } }));
  await page.goto(`${base}/en/search/`);
  await page.locator("html[data-app=ready]").waitFor();
  const box = page.locator("[data-search-key] input");
  assert.equal(await box.isChecked(), false);
  await box.click();
  assert.equal(await box.isChecked(), false);
  await page.goto(`${base}/en/choices/`);
  await page.locator("html[data-app=ready]").waitFor();
  await page.keyboard.press("/");
  await page.waitForTimeout(300);
  assert.equal(new URL(page.url()).pathname, "/en/choices/");
  await context.close();
});

test("a slash that is typed into a field is a slash", async () => {
  const { page, close } = await open("/en/settings/");
  await field(page).press("/");
  assert.equal(await field(page).inputValue(), "/");
  assert.equal(new URL(page.url()).pathname, "/en/settings/");
  await close();
});

test("whoever comes back from what was found is at the same place in the list", async () => {
  const { page, close } = await open("/zh/search/?q=%E4%BD%8D%E7%BD%AE");
  const hit = hits(page).nth(8);
  await hit.waitFor();
  await hit.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  assert.ok(before > 0);
  const address = await hit.getAttribute("href");
  await hit.click();
  await page.waitForURL(`**${address}`);
  await page.goBack();
  await hits(page).nth(8).waitFor();
  await page.waitForFunction((before) => Math.abs(scrollY - before) < 4, before);
  assert.equal(await field(page).inputValue(), "位置");
  await close();
});

test("what an address asks for is found, and so is what the start page sends here", async () => {
  const { page, close } = await open("/zh/");
  await field(page).fill("个性化 广告");
  await field(page).press("Enter");
  await page.waitForURL(/\/zh\/search\/\?q=/);
  await hits(page).first().waitFor();
  assert.equal(await field(page).inputValue(), "个性化 广告");
  assert.equal(await page.locator(".hits li").first().locator("mark").first().innerText(), "个性化广告");
  await close();
});

test("words of either language find what is shown in the page's own, and a change of language keeps them", async () => {
  const { page, close } = await open("/zh/search/?q=delete%20account");
  await page.locator(".hits a[href='/zh/settings/delete-account/']").waitFor();
  assert.match(await page.locator(".hits a[href='/zh/settings/delete-account/']").innerText(), /注销微信账号/);
  await page.locator("[data-language-switch]").click();
  await page.waitForURL("**/en/search/?q=delete+account");
  await page.locator(".hits a[href='/en/settings/delete-account/']").waitFor();
  assert.equal(await field(page).inputValue(), "delete account");
  await close();
});

test("nothing is looked for while an input method composes, and Enter ends the composition alone", async () => {
  const { page, close } = await open("/zh/search/");
  await field(page).fill("广告");
  await hits(page).first().waitFor();
  const found = await hits(page).first().getAttribute("href");
  const session = await page.context().newCDPSession(page);
  await session.send("Input.imeSetComposition", { text: "wei zhi", selectionStart: 7, selectionEnd: 7 });
  assert.equal(await field(page).inputValue(), "广告wei zhi");
  assert.equal(await hits(page).first().getAttribute("href"), found);
  // What Chromium and Safari send for the Enter that picks a candidate.
  for (const key of [{ isComposing: true }, { keyCode: 229 }]) {
    await field(page).evaluate((input, key) => input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, ...key })), key);
  }
  assert.equal(new URL(page.url()).pathname, "/zh/search/");
  await session.send("Input.insertText", { text: "位置" });
  await page.waitForURL(`**/zh/search/?q=${encodeURIComponent("广告位置")}`);
  await close();
});

test("what is found is counted aloud, and an unknown word gets one sentence with what to do next", async () => {
  const { page, close } = await open("/en/search/");
  await field(page).fill("clipboard");
  await said(page, "found");
  assert.ok(await page.locator("main .rows .row__link").first().isHidden(), "results take the place of what many come for");
  await field(page).fill("xyzzy");
  const sentence = "Nothing found for “xyzzy”. Try another word, in Chinese or English.";
  assert.equal(await page.locator(".hits__none").innerText(), sentence);
  await said(page, sentence);
  assert.ok(await page.locator("main .rows .row__link").first().isVisible(), "what many come for is there again");
  await close();
});

test("a list that finds nothing leads to the search of the site for the same words", async () => {
  const { page, close } = await open("/zh/settings/");
  await page.locator("html[data-app=ready]").waitFor();
  await page.getByRole("searchbox").fill("QQ");
  const way = page.getByRole("link", { name: "在全站搜索这些词" });
  await way.waitFor();
  assert.equal(await way.getAttribute("href"), "/zh/search/?q=QQ");
  await way.click();
  await hits(page).first().waitFor();
  await close();
});

test("an index that cannot be had is said, and asked for again", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route(`**${INDEX}`, (route) => route.abort());
  await page.goto(`${base}/en/search/?q=ads`);
  await page.locator(".hits__none").getByText("Search could not be loaded").waitFor();
  await page.unroute(`**${INDEX}`);
  await field(page).fill("ads ");
  await field(page).fill("ads");
  await hits(page).first().waitFor();
  await context.close();
});

test("without scripts search says what it needs, and where everything can be read", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${base}/zh/search/`);
  // Chromium shows no <noscript> whose scripts are off by an emulation.
  const note = page.locator("main noscript");
  assert.match(await note.textContent(), /^搜索要用浏览器的脚本/);
  assert.equal(await note.locator("a[href='/zh/notice/2025-05-09/']").count(), 1);
  assert.ok(await page.locator("search").isHidden());
  assert.ok(await page.locator("main .row__link").last().isVisible(), "what many come for is there");
  await context.close();
});

test("results fit a window of 320 at double text size, and each is a whole row", async () => {
  for (const lang of ["zh", "en"]) {
    const { page, close } = await open(`/${lang}/search/?q=location`, { viewport: { width: 320, height: 640 } });
    await hits(page).first().waitFor();
    for (const size of ["100%", "200%"]) {
      await page.evaluate((size) => (document.documentElement.style.fontSize = size), size);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, `${lang} ${size}`);
    }
    for (const row of await page.locator(".hits li").all()) {
      const { width, height } = await row.boundingBox();
      assert.ok(width >= 300 && height >= 44, `${width} x ${height}`);
    }
    await close();
  }
});

test("with the system's colours what was found is marked by more than its ground", async () => {
  const { page, close } = await open("/en/search/?q=clipboard", { forcedColors: "active" });
  const mark = page.locator(".hits mark").first();
  await mark.waitFor();
  assert.ok(Number(await mark.evaluate((mark) => getComputedStyle(mark).fontWeight)) >= 600);
  await close();
});
