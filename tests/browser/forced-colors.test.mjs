// With the colours of the system alone, every state is told by a shape: where one is, what is picked, what is
// confirmed, what waits, and what changed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { place, press, says } from "./choice.mjs";
import { launch, startServer } from "./support.mjs";

const CHANGES = "/zh/changes/before-2025-05-09..2025-05-09/";

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

/** Runs a claim on a page in the system's colours. */
function claim(name, path, check, viewport = { width: 390, height: 844 }) {
  test(name, { timeout: 60_000 }, async () => {
    const context = await browser.newContext({ forcedColors: "active", viewport });
    const page = await context.newPage();
    await page.goto(server.base + path);
    await page.locator("html[data-app=ready]").waitFor();
    await check(page, context);
    await context.close();
  });
}

/** What an element, or what is drawn with it, looks like. */
const look = (locator, pseudo = null) =>
  locator.evaluate((element, pseudo) => {
    const { backgroundColor, borderTopWidth, borderBottomColor, borderInlineStartWidth, borderInlineStartStyle, color, content, outlineStyle, outlineWidth, textDecorationLine, textDecorationStyle } = getComputedStyle(element, pseudo);
    return { backgroundColor, borderTopWidth, borderBottomColor, borderInlineStartWidth, borderInlineStartStyle, color, content, outlineStyle, outlineWidth, textDecorationLine, textDecorationStyle };
  }, pseudo);

/** Two things look different in more than the weight of their letters. */
async function differ(one, other, pseudo) {
  assert.notDeepEqual(await look(one, pseudo), await look(other, pseudo));
}

claim("the tab of the page is underlined", "/zh/choices/", async (page) => {
  await differ(page.locator(".tabs [aria-current]"), page.locator(".tabs a:not([aria-current])").first());
});

claim("an answer that is confirmed is filled and ticked, one that waits is dashed, and others are neither", "/zh/choices/", async (page, context) => {
  await place(page, "ads").and(page.locator("[data-phase=rest]")).first().waitFor();
  await press(page, "ads", "关");
  await says(page, "ads", /^已记录：关$/);
  const answers = place(page, "ads").first().locator(".choice__answer");
  await differ(answers.first(), answers.last(), "::after");
  assert.match((await look(answers.first(), "::before")).content, /✓/);
  await context.setOffline(true);
  await press(page, "ads", "开");
  await says(page, "ads", /没送到/);
  assert.equal((await look(answers.last(), "::after")).outlineStyle, "dashed");
  assert.equal((await look(answers.first(), "::after")).outlineStyle, "none");
});

claim("which clauses and which text are shown is seen", CHANGES, async (page) => {
  await differ(page.locator(".changes__filter :checked + span"), page.locator(".changes__filter :not(:checked) + span").first());
  await differ(page.locator(".changes__texts :checked + span"), page.locator(".changes__texts :not(:checked) + span").first());
});

claim("inserted, deleted and new are told apart", CHANGES, async (page) => {
  const edited = page.locator(".change__block[data-change=edited]");
  assert.match((await look(edited.locator("ins").first())).textDecorationLine, /underline/);
  assert.match((await look(edited.locator("del").first())).textDecorationLine, /line-through/);
  const bar = async (change) => (await look(page.locator(`.change__block[data-change=${change}]`).first())).borderInlineStartStyle;
  assert.deepEqual([await bar("added"), await bar("edited")], ["solid", "none"]);
});

claim("the change that one is at is marked beside the text", CHANGES, async (page) => {
  await page.locator("[data-changes-step=next]").click();
  await page.locator(".changes__index [aria-current]").waitFor();
  await differ(page.locator(".changes__index [aria-current]"), page.locator(".changes__index a:not([aria-current])").first());
  await page.locator(".changes__tools > summary").click();
  await page.locator("[data-changes-whole]").click();
  await differ(page.locator("[data-changes-whole]"), page.locator("[data-changes-side]"));
}, { width: 1280, height: 800 });

claim("the clause that one is at is marked in the outline, and the linked one in the text", "/zh/notice/2025-05-09/#listen", async (page) => {
  const current = page.locator(".outline [aria-current]");
  await current.waitFor();
  await differ(current, page.locator(".outline__entry:visible:not([aria-current])").first());
  await differ(page.locator(".clause:target .clause__heading"), page.locator(".clause:not(:target) .clause__heading").first());
}, { width: 1280, height: 800 });

claim("the step that one is at is marked, and so is the row to tap", "/zh/settings/personalized-ads/3/", async (page) => {
  const steps = page.locator(".walk__all li");
  await differ(steps.and(page.locator("[aria-current]")), steps.and(page.locator(":not([aria-current])")).first(), "::before");
  await differ(page.locator(".phone__row--marked"), page.locator(".phone__row:not(.phone__row--marked)").first());
  await differ(page.locator(".walk__dot--here"), page.locator(".walk__dot--done").first());
}, { width: 1280, height: 800 });

claim("the kind of use that is picked is outlined", "/zh/data/", async (page) => {
  const sets = page.locator(".data__sets label");
  await differ(sets.filter({ has: page.locator(":checked") }), sets.filter({ hasNot: page.locator(":checked") }).first());
});
