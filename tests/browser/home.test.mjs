// The start page: what is now, one thing to do, and what many come for, in one look.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { base, launch } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

async function open(path, options) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
  const page = await context.newPage();
  await page.goto(base + path);
  return { page, close: () => context.close() };
}

const edges = (page, selector) => page.locator(selector).boundingBox();

test("the start page is at most 900 pixels high on a phone, its footer two lines", async () => {
  const { page, close } = await open("/zh/");
  await page.locator("html[data-app=ready]").waitFor();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(height <= 900, `${height}`);
  const home = await edges(page, ".home");
  assert.ok(home.y + home.height <= 850, `it ends at ${home.y + home.height}`);
  const footer = await edges(page, ".footer");
  assert.ok(footer.height <= 80, `${footer.height}`);
  assert.equal(await page.locator("main .button--main").count(), 1, "one filled button");
  assert.equal(await page.locator("main .button").count(), 1, "and no other");
  for (const row of await page.locator("main .row").all()) {
    const { height } = await row.boundingBox();
    assert.ok(height >= 56 && height <= 66, `a row of ${height}`);
  }
  await close();
});

test("what is searched for on the start page is found above a phone's keyboard", async () => {
  const { page, close } = await open("/zh/");
  const field = page.getByRole("searchbox");
  await field.fill("个性化 广告");
  await field.press("Enter");
  await page.waitForURL(/\/zh\/search\/\?q=/);
  await page.locator("html[data-app=ready]").waitFor();
  assert.equal(await page.getByRole("searchbox").inputValue(), "个性化 广告");
  const { y } = await page.locator(".hits a").first().boundingBox();
  assert.ok(y < 420, `${y}`);
  await close();
});

// Enter loaded a document, and until its app was there another list stood where the results would be.
test("what is searched for on the start page is found without another document, and no other list stands there", async () => {
  const { page, close } = await open("/zh/");
  await page.locator("html[data-app=ready]").waitFor();
  await page.evaluate(() => (globalThis.isSame = true));
  let answer;
  const isAsked = new Promise((resolve) => (answer = resolve));
  await page.route("**/content/*/search.txt", async (route) => (await isAsked, route.continue()));
  const field = page.getByRole("searchbox");
  await field.fill("QQ");
  await field.press("Enter");
  await page.getByText("正在查找……").waitFor();
  assert.ok(await page.locator("[data-unfiltered]").isHidden());
  answer();
  await page.locator(".hits a").first().waitFor();
  assert.equal(await page.evaluate(() => globalThis.isSame), true);
  await close();
});

test("without scripts the start page has no field that would find nothing", async () => {
  const { page, close } = await open("/zh/", { javaScriptEnabled: false });
  assert.ok(await page.locator(".search-form").isHidden());
  await close();
});

for (const [lang, changes] of [
  ["zh", /^16 条有变 · 新写明 6 项选择 · 上一版为推断文本$/],
  ["en", /^16 clauses changed · choices newly described: 6 · older text reconstructed$/],
]) {
  test(`what changed is said with its numbers, and six tasks by name, in ${lang} without scripts`, async () => {
    const { page, close } = await open(`/${lang}/`, { javaScriptEnabled: false });
    assert.match(await page.locator("[data-w=since]").innerText(), changes);
    // The same things have the same numbers and names where they are shown.
    const there = await page.locator("main .row__link", { has: page.locator("[data-w=since]") }).getAttribute("href");
    const [clauses, choices] = (await page.locator("[data-w=since]").innerText()).match(/\d+/g);
    await page.goto(base + there);
    assert.equal(await page.locator("[data-change-section]").count(), Number(clauses));
    const first = lang === "zh" ? `${choices} 新写明的选择` : `${choices} choices newly described`;
    assert.equal(await page.locator(".numbers__item").first().textContent(), first);
    const size = lang === "zh" ? `${clauses} 条里有 29 处变化` : `29 changes in ${clauses} clauses`;
    assert.equal(await page.locator(".changes__size").textContent(), size);
    await page.goto(`${base}/${lang}/`);
    const tasks = page.locator(".home__tasks .row__link");
    assert.equal(await tasks.count(), 6);
    const steps = await page.locator(".home__tasks .row__value").allInnerTexts();
    const expected = lang === "zh" ? ["4 步", "2 步", "13 种用途", "5 步", "5 步"] : ["4 steps", "2 steps", "13 uses", "5 steps", "5 steps"];
    assert.deepEqual(steps, expected);
    for (const href of await tasks.evaluateAll((links) => links.map((link) => link.getAttribute("href")))) {
      const answer = await page.goto(base + href);
      assert.equal(answer.status(), 200, href);
      const { hash } = new URL(page.url());
      if (hash) assert.equal(await page.locator(`[id="${decodeURIComponent(hash.slice(1))}"]`).count(), 1, href);
    }
    await close();
  });
}

test("on a wide screen the state is at the left and the tasks are at the right", async () => {
  const { page, close } = await open("/zh/", { viewport: { width: 1280, height: 800 } });
  const now = await edges(page, ".home > div:first-child");
  const tasks = await edges(page, ".home__tasks");
  assert.ok(tasks.x > now.x + now.width);
  assert.equal(tasks.y, now.y);
  await close();
});

test("the row of choices says what is recorded once somebody decides", async () => {
  const { page, close } = await open("/zh/choices/");
  await page.locator("[data-purpose=ads][data-phase=rest]").first().waitFor();
  const row = page.locator("[data-w=recorded]");
  await page.locator("[data-purpose=ads]").first().getByRole("button", { name: "关", exact: true }).click();
  await page.locator("[data-purpose=ads][data-phase=saved]").first().waitFor();
  await page.goto(`${base}/zh/`);
  await page.waitForFunction(() => document.querySelector("[data-w=recorded]").textContent.includes("记为关"));
  assert.equal(await row.innerText(), "推荐与广告 11 项：记为关 1 · 未设置 10");
  await close();
});
