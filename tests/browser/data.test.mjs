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
    const numbers = page.locator("[data-filter-sets] label");
    const words = await numbers.allInnerTexts();
    assert.ok(words.length >= 6);
    for (const [place, text] of words.entries()) {
      await numbers.nth(place).click();
      assert.equal(await shown(page), Number(text.match(/\d+/)[0]), text);
    }
    await close();
  });

  test(`the link of the start page leads into the uses of location, ${how}`, async () => {
    const { page, close } = await open("/zh/", { javaScriptEnabled });
    await page.getByRole("link", { name: "哪些功能用到位置" }).click();
    await page.waitForURL("**/zh/data/#topic:location");
    const uses = page.locator("[id='topic:location'] .row__link");
    await uses.first().waitFor();
    assert.equal(await uses.count(), 13);
    await page.waitForFunction(() => {
      const { top } = document.getElementById("topic:location").getBoundingClientRect();
      return top > 0 && top < 200;
    });
    // From there to what the notice says of one of them.
    await uses.first().click();
    const use = page.locator(".use:has([id='use:moments'])");
    await use.locator("td").first().waitFor();
    assert.ok(await use.locator(".use__more").isVisible());
    await close();
  });
}

test("a search finds as many uses as it says, and an empty one has ways on", async () => {
  const { page, close } = await open("/zh/data/");
  const field = page.getByRole("searchbox");
  await field.fill("位置");
  await page.getByText("找到 13 处").waitFor();
  assert.equal(await shown(page), 13);
  assert.ok(await page.locator(".data__by-topic").isHidden(), "what was looked for stands next to the field");
  const first = await page.locator(".use:visible").first().boundingBox();
  assert.ok(first.y < 420, `the first one stands at ${first.y}`);
  await page.locator("[data-filter-sets] label", { hasText: "敏感" }).click();
  assert.ok((await shown(page)) <= 13);
  await page.locator("[data-filter-sets] label", { hasText: "全部" }).click();
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
