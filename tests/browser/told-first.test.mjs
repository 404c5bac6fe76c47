// One rule for a consent, wherever it is answered: what it is for is seen before a yes is recorded, where the
// first press opens it one line says so, and recorded is not said to be a thing still to do in the host app
// unless it is one.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { place, press, readIt, says } from "./choice.mjs";
import { axe, launch, startServer } from "./support.mjs";

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await startServer();
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

const ONCE_MORE = {
  zh: "先看这几项，再次点击“同意”才会记录。",
  en: "Read these, then press “Agree” once more to record it.",
};

/** Opens a view as a person of their own, on a phone, and keeps what the live region says. */
async function open(view) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(server.base + view);
  await page.locator("main [data-w=choice][data-phase=rest]").first().waitFor();
  await page.evaluate(() => {
    globalThis.heard = [];
    const region = document.getElementById("page:status");
    new MutationObserver(() => globalThis.heard.push(region.textContent)).observe(region, { childList: true });
  });
  return { page, close: () => context.close() };
}

const records = async (page) => (await (await page.request.get(`${server.base}/v1/records`)).json()).records;
const heard = (page, words) => page.waitForFunction((words) => globalThis.heard.includes(words), words);

const PAIR = "changes/before-2025-05-09..2025-05-09/";
for (const [where, view, purpose] of [
  ["on the page of all choices", "choices/", "werun"],
  ["in a card of the changes", PAIR, undefined],
  ["in the notice", "notice/2025-05-09/", "werun"],
  ["at the end of a way", "settings/disable-werun/", "werun"],
]) {
  for (const lang of ["zh", "en"]) {
    test(`what a consent is for is seen before a yes is recorded ${where}, in ${lang}`, { timeout: 90_000 }, async () => {
      const { page, close } = await open(`/${lang}/${view}`);
      const first = page.locator("main [data-w=choice][data-kind=consent]:not([data-guardian])").first();
      const name = purpose ?? (await first.getAttribute("data-purpose"));
      const yes = place(page, name).getByRole("button", { name: { zh: "同意", en: "Agree" }[lang], exact: true });
      const told = page.locator(`details[data-told='${name}']`);
      const line = page.locator(".choice-asked:visible", { hasText: ONCE_MORE[lang] });
      assert.equal(await line.count(), 0);
      // Both halves of a double tap.
      await yes.evaluate((button) => (button.click(), button.click()));
      assert.notEqual(await told.getAttribute("open"), null);
      await line.waitFor();
      await heard(page, ONCE_MORE[lang]);
      const facts = page.locator(".choice-row__facts", { has: line });
      assert.ok((await facts.locator("p").count()) >= 3, await facts.innerText());
      assert.equal(await yes.getAttribute("aria-pressed"), "false");
      assert.deepEqual(await records(page), []);
      assert.deepEqual(await axe(page), []);
      await readIt(page);
      await yes.click();
      await says(page, name, { zh: /已记录：同意/, en: /Recorded: Agreed/ }[lang]);
      assert.equal(await line.count(), 0, "nothing is left to press");
      await press(page, name, { zh: "不同意", en: "Refuse" }[lang]);
      await says(page, name, { zh: /已记录：已撤回/, en: /Recorded: Withdrawn/ }[lang]);
      assert.equal(await line.count(), 0, "nobody is asked to agree after a withdrawal");
      await close();
    });
  }
}

test("that the host app has not changed is said of a no that can be brought there, and of nothing else", { timeout: 90_000 }, async () => {
  const { page, close } = await open("/zh/choices/");
  const applied = (purpose) => place(page, purpose).locator(".choice__applied").textContent();
  await press(page, "ads", "开");
  await says(page, "ads", /^已记录：开$/);
  assert.equal(await applied("ads"), "");
  await heard(page, "已记录：个性化广告，开。");
  await press(page, "ads", "关");
  await says(page, "ads", /^已记录：关$/);
  assert.equal(await applied("ads"), "微信还没改");
  await heard(page, "已记录：个性化广告，关。微信里还没改。");
  // A consent for which the notice names no way into the host app.
  const wayless = page.locator("main [data-w=choice][data-kind=consent]:not([data-way], [data-guardian])").first();
  const purpose = await wayless.getAttribute("data-purpose");
  await press(page, purpose, "不同意");
  await says(page, purpose, /^已记录：不同意$/);
  assert.equal(await applied(purpose), "");
  await close();
});

test("who has just walked the way is told to turn the switch there, and not that it is still to do", { timeout: 90_000 }, async () => {
  const { page, close } = await open("/zh/settings/personalized-ads/4/");
  await page.getByText("然后在打开的页面里找找怎么关掉“个性化广告”").waitFor();
  await page.locator("[data-key=next]").click();
  await page.locator(".walk--end [data-w=choice][data-phase=rest]").waitFor();
  await press(page, "ads", "关");
  await says(page, "ads", /^已记录：关$/);
  assert.equal(await place(page, "ads").locator(".choice__applied").textContent(), "");
  assert.equal(await place(page, "ads").locator(".choice__way").count(), 0);
  await close();
});
