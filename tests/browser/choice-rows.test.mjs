// The rows of the choices page: how near and how large they are, that they keep still, and that their
// look says no more than is true.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { place, press, says } from "./choice.mjs";
import { axe, launch, startServer, watch, watchMoves } from "./support.mjs";

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

/** Runs a claim on the page of all choices, on a phone. */
function claim(name, check, { path = "/zh/choices/", ready = true, ...options } = {}) {
  test(name, { timeout: 90_000 }, async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
    const page = await context.newPage();
    const { errors, violations } = await watch(page);
    await page.goto(server.base + path);
    if (ready) await page.locator("main [data-w=choice][data-phase=rest]").first().waitFor();
    await check(page, context, errors);
    assert.deepEqual(violations, []);
    assert.deepEqual(errors, []);
    await context.close();
  });
}

const box = (page, selector) => page.locator(selector).first().boundingBox();
const row = (page, purpose) => page.locator(`[id='choice:${purpose}']`).boundingBox();
const answers = (page, purpose) => place(page, purpose).locator(".choice__answers").first().boundingBox();

/** What an answer looks like: filled, dashed, or neither. */
const looks = (page, purpose, place) =>
  page.evaluate(([purpose, place]) => {
    const button = document.querySelectorAll(`main [data-purpose=${purpose}] .choice__answer`)[place];
    const face = getComputedStyle(button, "::after");
    const sign = getComputedStyle(button, "::before");
    const surface = getComputedStyle(document.body).getPropertyValue("--surface");
    return {
      isFilled: face.backgroundColor !== "rgb(255, 255, 255)" && surface === "#ffffff",
      isDashed: face.outlineStyle === "dashed",
      hasTick: sign.content.includes("✓"),
    };
  }, [purpose, place]);

claim("the switch for ads is the first, at most 200 px from the top, and rows are low", async (page) => {
  assert.ok((await answers(page, "ads")).y <= 200, JSON.stringify(await answers(page, "ads")));
  const one = await row(page, "ads");
  assert.ok(one.height >= 56 && one.height <= 64, `${one.height} px`);
  const [off, consent] = [await answers(page, "ads"), await answers(page, "werun")];
  assert.deepEqual([off.width, off.height, consent.width, consent.height], [124, 44, 160, 44]);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(height <= 4500, `${height} px in all`);
});

for (const lang of ["zh", "en"]) {
  claim(`at 360 px the words of an answer keep 8 px to its edges, with the tick too, in ${lang}`, async (page) => {
    const yes = { werun: { zh: "同意", en: "Agree" }, ads: { zh: "关", en: "Off" } };
    const no = { werun: { zh: "不同意", en: "Refuse" }, ads: { zh: "开", en: "On" } };
    for (const answer of [yes, no]) {
      for (const purpose of ["werun", "ads"]) {
        await press(page, purpose, answer[purpose][lang]);
        await place(page, purpose).and(page.locator("[data-phase=saved]")).waitFor();
      }
      const tight = await page.locator("main .choice__answer[aria-pressed=true]").evaluateAll((buttons) => buttons.flatMap((button) => {
        const range = document.createRange();
        range.selectNodeContents(button);
        const [words, box] = [range.getBoundingClientRect(), button.getBoundingClientRect()];
        // Tick and words are in the middle together: what is left beside the words is left beside the tick.
        const rest = box.right - words.right;
        return rest < 8 || range.getClientRects().length > 1 ? [`${button.textContent}: ${rest}`] : [];
      }));
      assert.deepEqual(tight, []);
    }
  }, { viewport: { width: 360, height: 640 }, path: `/${lang}/choices/` });
}

claim("recorded and not yet changed are said together, and nothing moves by it", async (page) => {
  const [before, next] = [await row(page, "ads"), await row(page, "listen")];
  await press(page, "ads", "关");
  await says(page, "ads", /^已记录：关$/);
  assert.equal(await place(page, "ads").locator(".choice__applied").textContent(), "微信还没改");
  const way = place(page, "ads").locator(".choice__way");
  assert.match(await way.textContent(), /^4 步/);
  assert.equal(await way.getAttribute("href"), "/zh/settings/personalized-ads/");
  assert.deepEqual([await row(page, "ads"), await row(page, "listen")], [before, next]);
  assert.deepEqual(await looks(page, "ads", 0), { isFilled: true, isDashed: false, hasTick: true });
  assert.deepEqual(await axe(page), []);
});

claim("what is not sent is dashed, with no tick, and what is in force stays solid", async (page, context, errors) => {
  await press(page, "ads", "开");
  await says(page, "ads", /^已记录：开$/);
  const before = await row(page, "listen");
  await context.setOffline(true);
  await press(page, "ads", "关");
  await says(page, "ads", /^没送到，会自动再送。仍是开$/);
  assert.deepEqual(await looks(page, "ads", 0), { isFilled: false, isDashed: true, hasTick: false });
  assert.deepEqual(await looks(page, "ads", 1), { isFilled: true, isDashed: false, hasTick: true });
  assert.deepEqual(await row(page, "listen"), before);
  assert.deepEqual(await axe(page), []);
  await context.setOffline(false);
  await says(page, "ads", /^已记录：关$/);
  // The browser notes itself what it could not reach.
  errors.length = 0;
});

claim("answers keep their words: a consent that was given is withdrawn by the same button", async (page) => {
  const words = () => place(page, "werun").locator(".choice__answer").allTextContents();
  const before = await words();
  await press(page, "werun", "同意");
  await says(page, "werun", /^已记录：同意$/);
  assert.deepEqual(await words(), before);
  await press(page, "werun", "不同意");
  await says(page, "werun", /^已记录：已撤回$/);
  assert.deepEqual(await words(), before);
});

claim("all off says in its place what is recorded, leads to the receipts, and goes back", async (page) => {
  await press(page, "ads", "开");
  await says(page, "ads", /^已记录：开$/);
  const head = await box(page, ".group__head");
  await page.locator("[data-all-off]").click();
  const done = page.locator(".all-off__done");
  await done.getByText("11 项已记录为关").waitFor();
  assert.equal((await box(page, ".group__head")).height, head.height);
  assert.equal(await done.getByRole("link", { name: "回执" }).getAttribute("href"), "#page:history");
  await done.getByRole("button", { name: "撤销：原来开的记回开" }).click();
  await says(page, "ads", /^已记录：开$/);
});

// Ten purposes that nobody had decided on were recorded as agreed to by it.
claim("going back from all off records no yes that was not there, and says what stays off", async (page) => {
  await press(page, "ads", "开");
  await says(page, "ads", /^已记录：开$/);
  await page.locator("[data-all-off]").click();
  const done = page.locator(".all-off__done");
  await done.getByText("11 项已记录为关").waitFor();
  await done.getByRole("button", { name: "撤销：原来开的记回开" }).click();
  await done.getByText("原来开的已记回开。其余原来未设置；记录不能抹去，仍记为关。").waitFor();
  assert.equal(await done.getByRole("button").count(), 0);
  await says(page, "listen", /^已记录：关$/);
  const { records } = await (await page.request.get(`${server.base}/v1/records`)).json();
  assert.deepEqual(
    records.filter(({ state }) => state === "allowed").map(({ purpose }) => purpose),
    ["ads", "ads"],
  );
});

claim("all that was on goes back on, and all off can be pressed again", async (page) => {
  const { length } = await page.locator("main [data-w=choice][data-kind=opt-out]").all();
  for (let place = 0; place < length; place += 1) {
    const one = page.locator("main [data-w=choice][data-kind=opt-out]").nth(place);
    await one.getByRole("button", { name: "开", exact: true }).click();
    await one.and(page.locator("[data-phase=saved]")).waitFor();
  }
  await page.locator("[data-all-off]").click();
  await page.locator(".all-off__done").getByRole("button", { name: "撤销：原来开的记回开" }).click();
  await page.locator("[data-all-off]").waitFor();
  await says(page, "ads", /^已记录：开$/);
  // What had the focus is gone: it is around the button that is there again.
  await page.waitForFunction(() => document.activeElement.matches("[role=group]:has(> [data-all-off]:not([hidden]))"));
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.matches("[data-all-off]")));
});

claim("there is no way back from all off where nothing was on", async (page) => {
  await page.locator("[data-all-off]").click();
  const done = page.locator(".all-off__done");
  await done.getByText("11 项已记录为关").waitFor();
  assert.equal(await done.getByRole("button").count(), 0);
});

claim("what a control is about opens behind its name without scripts, and the way is there", async (page) => {
  const facts = page.locator("[id='choice:werun'] .choice-row__facts");
  assert.ok(await facts.isHidden());
  await page.locator("[id='choice:werun'] summary").click();
  assert.ok(await facts.isVisible());
  assert.match(await facts.textContent(), /不同意的影响.*指引没写：/);
  assert.ok(await place(page, "ads").locator(".choice__way").isVisible());
}, { javaScriptEnabled: false, ready: false });

claim("the way is called by what it does, and what the notice leaves out is one line", async (page) => {
  const facts = page.locator("[id='choice:ads'] .choice-row__facts");
  assert.match(await facts.textContent(), /在微信里 管理个性化广告/);
  assert.equal(await page.locator(".choices .trail").count(), 0);
});

claim("that nothing is known is said once, above the rows", async (page, context, errors) => {
  await context.route("**/v1/**", (route) => route.abort());
  await page.reload();
  const note = page.locator("[data-w=api-status] .note");
  await note.waitFor();
  const first = await row(page, "ads");
  const { y, height } = await note.boundingBox();
  assert.ok(y + height <= first.y, `${y} and ${height} above ${first.y}`);
  await page.locator("[data-purpose=ads][data-phase=unavailable]").first().waitFor();
  assert.equal(await page.getByText("暂时查不到").filter({ visible: true }).count(), 0);
  // The browser notes itself what it could not reach.
  errors.length = 0;
});

claim("on a wide screen what the notice says stands beside the row that has the focus", async (page) => {
  const shown = page.locator(".choice-row__facts:visible");
  assert.equal(await shown.count(), 1, "the first row's");
  const isBeside = async (purpose) => {
    const facts = await page.locator(`[id='choice:${purpose}'] .choice-row__facts`).boundingBox();
    const { x, y, width } = await row(page, purpose);
    assert.ok(facts.x >= x + width && Math.abs(facts.y - y) <= 2, JSON.stringify(facts));
  };
  await isBeside("ads");
  const height = () => page.locator(".choices__rows").evaluate((rows) => rows.offsetHeight);
  const before = await height();
  await place(page, "listen").locator(".choice__answer").first().focus();
  assert.equal(await shown.count(), 1);
  await isBeside("listen");
  await page.locator("[id='choice:werun'] summary").click();
  assert.equal(await shown.count(), 1);
  await isBeside("werun");
  assert.equal(await height(), before, "nothing moves by it");
}, { viewport: { width: 1280, height: 800 } });

claim("what is folded is read on paper", async (page) => {
  await page.emulateMedia({ media: "print" });
  for (const purpose of ["ads", "werun"]) {
    assert.ok(await page.locator(`[id='choice:${purpose}'] .choice-row__facts`).isVisible(), purpose);
  }
});

claim("the check-up shows one at a time, an answer leads on, and its end is a line for each", async (page) => {
  const shown = page.locator(".check-up__item:visible");
  assert.equal(await shown.count(), 1);
  for (let place = 0; place < 11; place += 1) {
    const name = await shown.locator("h2").textContent();
    const answer = shown.locator(".choice__answer").first();
    const { y, height } = await answer.boundingBox();
    assert.ok(y >= 0 && y + height <= 844, `${name}: its answers at ${y}`);
    await answer.click();
    await page.waitForFunction((name) => document.querySelector(".check-up__item:not([hidden]) h2").textContent !== name
      || !document.querySelector("[data-check-up-summary]").hidden, name);
    if (place === 0) {
      await page.locator("[data-check-up-step=back]").click();
      assert.equal(await shown.locator("h2").textContent(), name);
      await page.locator("[data-check-up-step=next]").click();
    }
  }
  await page.locator("[data-check-up-summary]").waitFor();
  assert.equal(await shown.count(), 11);
  await says(page, "ads", /^已记录：关$/);
  const list = await page.locator(".check-up").boundingBox();
  assert.ok(list.height <= 11 * 64, `${list.height} px for eleven lines`);
  assert.deepEqual(await axe(page), []);
}, { path: "/zh/check-up/" });

for (const path of ["/zh/choices/", "/en/choices/", "/zh/check-up/", "/en/check-up/"]) {
  test(`nothing moves when the app takes ${path} over`, { timeout: 60_000 }, async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    await watchMoves(page);
    await page.goto(server.base + path);
    await page.locator("main [data-w=choice][data-phase=rest]").first().waitFor();
    await page.waitForTimeout(500);
    assert.deepEqual(await page.evaluate(() => globalThis.moved), []);
    await context.close();
  });
}
