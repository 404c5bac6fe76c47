// What is collected: one list with filters, rows on a phone, a table on a wide screen and on paper.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, base, launch } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

const WIDE = { width: 1280, height: 800 };

async function open(path, options) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
  const page = await context.newPage();
  await page.goto(base + path);
  if (options?.javaScriptEnabled !== false) await page.locator("html[data-app=ready]").waitFor();
  return { page, close: () => context.close() };
}

const shown = (page) => page.locator(".use:visible").count();
const box = (page, words) => page.locator("label:has([name=only])", { hasText: words });

test("before a search the page has at most 9,000 pixels on a phone", async () => {
  const { page, close } = await open("/zh/data/");
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(height <= 9_000, `${height}`);
  await close();
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with the app" : "without scripts";
  test(`each number filters to as many uses as it says, ${how}`, async () => {
    const { page, close } = await open("/zh/data/", { javaScriptEnabled });
    const numbers = page.locator("label:has([name=only])");
    const words = await numbers.allInnerTexts();
    assert.ok(words.length >= 6);
    for (const [place, text] of words.entries()) {
      await numbers.nth(place).click();
      assert.equal(await shown(page), Number(text.match(/\d+/)[0]), text);
      await numbers.nth(place).click();
    }
    assert.equal(await shown(page), 62);
    // Two at once leave what both leave.
    await box(page, "敏感").click();
    await box(page, "提供给他人").click();
    const both = await page.locator('.use[data-sets~="sensitive"][data-sets~="shared"]').count();
    assert.ok(both > 0 && both < 16);
    assert.equal(await shown(page), both);
    await close();
  });

  test(`each order has an index that leads to every use, ${how}`, async () => {
    const { page, close } = await open("/zh/data/", { javaScriptEnabled });
    assert.equal(await page.locator(".data__index:visible").count(), 0);
    for (const by of ["data", "purpose", "basis", "recipient"]) {
      await page.locator(`label:has([name=by][value=${by}])`).click();
      const index = page.locator(".data__index:visible");
      assert.equal(await index.count(), 1);
      assert.ok((await index.getAttribute("class")).endsWith(by));
      const reached = await index.locator("[data-same]").evaluateAll((rows) => new Set(rows.map((row) => row.dataset.same)).size);
      assert.equal(reached, 62, by);
    }
    const group = page.locator("[id='by:recipient:tenpay']");
    await group.locator("summary").click();
    const first = group.locator("a").first();
    const name = await first.innerText();
    await first.click();
    const use = page.locator(`.use:has([id='${decodeURIComponent(new URL(page.url()).hash.slice(1))}'])`);
    assert.ok((await use.innerText()).includes(name));
    assert.ok(await use.locator(".use__more").isVisible());
    await close();
  });

  test(`the link of the start page leads to the answer for location, ${how}`, async () => {
    const { page, close } = await open("/zh/", { javaScriptEnabled });
    await page.getByRole("link", { name: "哪些功能用到位置" }).click();
    await page.waitForURL("**/zh/data/location/");
    await page.getByRole("heading", { level: 1, name: "哪些功能用到我的位置？" }).waitFor();
    assert.equal(await page.locator(".use-facts").count(), 13);
    // All of them are a short list; what goes with one is a tap away.
    const [first, last] = await Promise.all([page.locator(".use-facts").first().boundingBox(), page.locator(".use-facts").last().boundingBox()]);
    assert.ok(last.y + last.height - first.y <= 13 * 96, `${last.y + last.height - first.y} px for 13 uses`);
    await page.locator(".use-facts summary").first().click();
    await page.locator(".use-facts dl").first().waitFor();
    assert.match(await page.locator(".topic__answer").innerText(), /13 种用途/);
    await page.getByRole("link", { name: "EN", exact: true }).or(page.locator("[data-language-switch]")).first().click();
    await page.waitForURL("**/en/data/location/");
    await page.getByRole("heading", { level: 1, name: "What uses my location?" }).waitFor();
    await close();
  });

  test(`the picture leads by keyboard to uses and recipients, ${how}`, async () => {
    const { page, close } = await open("/zh/data/", { javaScriptEnabled, viewport: WIDE });
    await page.locator("[id='page:flows'] > summary").focus();
    await page.keyboard.press("Enter");
    await page.locator(".flows__picture").waitFor();
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".flows")), "it scrolls by keyboard");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.matches("a.flows__node[href^='#use:']")));
    const drawn = await page.locator(".flows__use:visible").count();
    assert.equal(drawn, Number(await box(page, "提供给他人").locator("b").innerText()));
    await box(page, "要你同意").click();
    const left = await page.locator('.use[data-sets~="shared"][data-sets~="consent"]').count();
    assert.equal(await page.locator(".flows__use:visible").count(), left);
    await box(page, "要你同意").click();
    await page.locator(".flows__node[href='#by:recipient:tenpay']").click();
    await page.locator("[id='by:recipient:tenpay']").waitFor();
    await close();
  });
}

// The third column of the picture was beyond the edge of the window, and nothing said so.
for (const lang of ["zh", "en"]) {
  test(`in a window of 360 every recipient of the picture is there as text, with its uses, in ${lang}`, async () => {
    const { page, close } = await open(`/${lang}/data/`, { viewport: { width: 360, height: 640 } });
    await page.locator("[id='page:flows'] > summary").click();
    const names = (selector) => page.locator(selector).evaluateAll((links) =>
      Object.fromEntries(links.map((link) => [link.getAttribute("href"), link.getAttribute("aria-label") ?? link.textContent])));
    const text = page.locator(".flows__text");
    const drawn = await names(".flows__node[href^='#by:recipient:']");
    assert.ok(Object.keys(drawn).length > 4);
    assert.deepEqual(await names(".flows__text dt a"), drawn);
    assert.deepEqual(await names(".flows__text dd a"), await names(".flows__node[href^='#use:']"));
    const beyond = await text.evaluate((text) =>
      [...text.querySelectorAll("a, li")].filter((part) => part.getBoundingClientRect().right > innerWidth).map((part) => part.textContent));
    assert.deepEqual(beyond, []);
    const { bottom } = await page.locator(".flows").evaluate((picture) => picture.getBoundingClientRect());
    const { top } = await text.evaluate((text) => text.getBoundingClientRect());
    assert.ok(top - bottom <= 1, "directly below it");
    // What is picked is hidden in both.
    await box(page, lang === "zh" ? "要你同意" : "With your consent").click();
    const seen = (selector) => page.locator(selector).evaluateAll((parts) => parts.filter((part) => part.getClientRects().length > 0).length);
    const left = await seen(".flows__use");
    assert.ok(left > 0 && (await page.locator(".flows__text li:visible").evaluateAll((rows) => new Set(rows.map((row) => row.dataset.same)).size)) === left);
    assert.equal(await page.locator(".flows__text dt:visible").count(), await seen(".flows__picture > g:not(.flows__use) a[href^='#by:recipient:']"));
    assert.deepEqual(await axe(page), []);
    await close();
  });

  test(`what is pressed to arrange or filter stays where it is, and so do the others, in ${lang}`, async () => {
    const { page, close } = await open(`/${lang}/data/`, { viewport: { width: 360, height: 640 } });
    const labels = page.locator(".data__sets label");
    const places = () => labels.evaluateAll((labels) => labels.map((label) => {
      const { x, y, width } = label.getBoundingClientRect();
      return [Math.round(x), Math.round(y + scrollY), Math.round(width)];
    }));
    const before = await places();
    for (const label of await labels.all()) {
      await label.click();
      assert.deepEqual(await places(), before, await label.textContent());
    }
    await page.locator("[data-filter-count]:not(:empty)").waitFor();
    await close();
  });

  test(`what is typed narrows the picture as it narrows the list, with what is picked and in the address, in ${lang}`, async () => {
    const { page, close } = await open(`/${lang}/data/`, { viewport: WIDE });
    const agree = async () => {
      // The uses that are left in the list and pass data on, and of these what they are connected to.
      const { list, picture, loose } = await page.evaluate(() => {
        // Chromium calls what is drawn in SVG visible also where it is not displayed.
        const seen = (part) => part.getClientRects().length > 0;
        const ids = (parts) => parts.map((part) => part.dataset.same ?? part.querySelector("tr").id).sort();
        const uses = [...document.querySelectorAll('.use[data-sets~="shared"]')].filter(seen);
        const drawn = [...document.querySelectorAll(".flows__use")].filter(seen);
        const places = new Set(ids(drawn));
        const ends = [...document.querySelectorAll(".flows__picture > g:not(.flows__use)")];
        const isMeant = (end) => end.dataset.same.split(" ").some((place) => places.has(place));
        const loose = ends.filter((end) => seen(end) !== isMeant(end)).map((end) => end.textContent);
        return { list: ids(uses), picture: ids(drawn), loose };
      });
      assert.deepEqual(picture, list);
      assert.deepEqual(loose, [], "what has no line is not there");
      return list.length;
    };
    await page.locator("[id='page:flows'] > summary").click();
    const all = await agree();
    const field = page.getByRole("searchbox");
    await field.fill(lang === "zh" ? "位置" : "location");
    const typed = await agree();
    assert.ok(typed > 0 && typed < all, `${typed} of ${all}`);
    await page.locator("label:has([value=consent])").click();
    const both = await agree();
    assert.ok(both > 0 && both <= typed, `${both} of ${typed}`);
    // Who comes by that address finds the same.
    await page.goto(page.url());
    await page.locator("html[data-app=ready]").waitFor();
    await page.locator("[id='page:flows'] > summary").click();
    assert.equal(await agree(), both);
    await page.locator("label:has([value=consent])").click();
    assert.equal(await agree(), typed);
    await field.fill("xyzzy");
    assert.ok(await page.locator(".data__flows").isHidden(), "no picture of nothing");
    await field.fill("");
    assert.equal(await agree(), all);
    await close();
  });
}

test("what is picked and typed is in the address: after a load, back, and in the other language", async () => {
  const { page, close } = await open("/zh/data/?by=recipient&only=consent&q=%E4%BD%8D%E7%BD%AE");
  const left = await shown(page);
  assert.ok(left > 0 && left < 13);
  assert.ok(await page.locator(".data__index--recipient").isVisible());
  assert.equal(await page.getByRole("searchbox").inputValue(), "位置");
  await box(page, "敏感").click();
  await page.waitForURL("**/zh/data/?by=recipient&only=sensitive&only=consent&q=%E4%BD%8D%E7%BD%AE");
  const fewer = await shown(page);
  await page.locator("[data-language-switch]").first().click();
  await page.waitForURL("**/en/data/?by=recipient&only=sensitive&only=consent&q=%E4%BD%8D%E7%BD%AE");
  await page.locator("html[lang=en]").waitFor();
  assert.equal(await shown(page), fewer);
  await page.goBack();
  await page.waitForURL("**/zh/data/?by=recipient&only=sensitive&only=consent&q=**");
  await page.locator("html[lang=zh-Hans]").waitFor();
  assert.equal(await shown(page), fewer);
  await page.goBack();
  await page.waitForURL("**/zh/data/?by=recipient&only=consent&q=**");
  await page.locator("[value=sensitive]:not(:checked)").waitFor({ state: "attached" });
  assert.equal(await shown(page), left);
  await page.goForward();
  await page.locator("[value=sensitive]:checked").waitFor({ state: "attached" });
  assert.equal(await shown(page), fewer);
  await close();
});

for (const [kind, count] of [["collected", 2], ["shared", 2]]) {
  test(`the list of what is ${kind} can be taken along, as a file that says what it is`, async () => {
    const { page, close } = await open(`/zh/data/lists/${kind}/`);
    const files = page.locator(".list__files a");
    assert.equal(await files.count(), count);
    for (const href of await files.evaluateAll((links) => links.map((link) => link.href))) {
      const answer = await fetch(href);
      assert.equal(answer.status, 200, href);
      const type = href.endsWith(".csv") ? /^text\/csv/ : /^application\/json/;
      assert.match(answer.headers.get("content-type"), type);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (href.endsWith(".csv")) assert.deepEqual([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
    }
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator(".list").isVisible() && !(await files.first().isVisible()));
    await close();
  });
}

test("a topic and a list that are not there answer in the language of their address", async () => {
  for (const [path, lang] of [["/zh/data/nowhere/", "zh-Hans"], ["/en/data/lists/nowhere/", "en"]]) {
    const { page, close } = await open("/zh/");
    const answer = await page.goto(base + path);
    assert.equal(answer.status(), 404);
    assert.equal(await page.locator("html").getAttribute("lang"), lang);
    await close();
  }
});

test("a switch leads to what it uses to recommend, and from there to where it is stopped", async () => {
  const { page, close } = await open("/zh/choices/");
  const row = page.locator("[id='choice:listen']");
  await row.locator("summary").click();
  await row.getByRole("link", { name: "推荐用了什么" }).click();
  await page.waitForURL("**/zh/data/lists/recommendations/#recommendation:listen");
  const told = page.locator("[id='recommendation:listen']");
  assert.match(await told.innerText(), /关掉以后/);
  await told.getByRole("link", { name: "关掉听一听个性化推荐" }).click();
  await page.waitForURL("**/zh/settings/listen-recommendations/");
  await page.getByRole("link", { name: "推荐用了什么" }).waitFor();
  await close();
});

test("a search finds as many uses as it says, and an empty one has ways on", async () => {
  const { page, close } = await open("/zh/data/");
  const field = page.getByRole("searchbox");
  await field.fill("位置");
  // The live region says the same.
  await page.getByRole("main").getByText("找到 13 处").waitFor();
  assert.equal(await shown(page), 13);
  assert.ok(await page.locator(".data__by-topic").isHidden(), "what was looked for stands next to the field");
  const first = await page.locator(".use:visible").first().boundingBox();
  assert.ok(first.y < 420, `the first one stands at ${first.y}`);
  await box(page, "敏感").click();
  assert.ok((await shown(page)) <= 13);
  await box(page, "敏感").click();
  await field.fill("鲸鱼");
  await page.getByText("没有找到“鲸鱼”").first().waitFor();
  assert.equal(await page.locator("[data-group]:visible").count(), 0, "no heading without a row");
  await page.getByRole("link", { name: "到指引正文里找" }).waitFor();
  assert.deepEqual(await axe(page), []);
  await field.fill("");
  assert.equal(await shown(page), 62);
  await close();
});

test("a row opens where it is tapped, and says once what the notice leaves out", async () => {
  const { page, close } = await open("/zh/data/");
  const use = page.locator(".use:has([id='use:registration-optional'])");
  assert.ok(await use.locator(".use__more").isHidden());
  // The whole row is the target.
  await use.evaluate((use) => use.scrollIntoView({ block: "center", behavior: "instant" }));
  const { x, y, width, height } = await use.boundingBox();
  await page.mouse.click(x + width / 2, y + height - 8);
  await use.locator(".use__more").waitFor();
  assert.equal((await use.innerText()).match(/指引没写/g).length, 1);
  assert.deepEqual(await axe(page), []);
  await close();
});

for (const lang of ["zh", "en"]) {
  test(`on a wide screen no word of the table is broken in ${lang}`, async () => {
    const { page, close } = await open(`/${lang}/data/`, { viewport: WIDE });
    const broken = await page.evaluate(() => {
      const found = [];
      const walker = document.createTreeWalker(document.querySelector(".uses"), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentElement.checkVisibility() || node.parentElement.closest(".visually-hidden")) continue;
        for (const word of node.data.matchAll(/[A-Za-z]+/g)) {
          const range = document.createRange();
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].length);
          const lines = new Set([...range.getClientRects()].map((rect) => Math.round(rect.top)));
          if (lines.size > 1) found.push(word[0]);
        }
      }
      const heads = [...document.querySelectorAll(".uses thead th")];
      return [...found, ...heads.filter((head) => head.offsetHeight > 40).map((head) => head.textContent)];
    });
    assert.deepEqual(broken, []);
    await close();
  });
}

test("nothing folded is lost on paper", async () => {
  const { page, close } = await open("/zh/data/");
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 1000, height: 700 });
  assert.equal(await page.locator(".use__more:visible").count(), 62);
  assert.equal(await page.locator(".use td:not(:visible)").count(), 0);
  await close();
});
