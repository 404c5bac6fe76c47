// Every guide and every path, walked to its end: by touch in one language, by the keyboard alone
// in the other, with as many steps as the list has.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { base, launch } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

/** The ids of all walks, from the settings map. */
async function walks(page, lang) {
  await page.goto(`${base}/${lang}/settings/`);
  const hrefs = await page.locator(".map__entry").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  return [...new Set(hrefs)];
}

for (const [lang, how] of [["zh", "touch"], ["en", "keyboard"], ["zh", "keyboard"], ["en", "touch"]]) {
  test(`every walk in ${lang} can be gone to its end by ${how}`, async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: how === "touch" });
    const page = await context.newPage();
    const all = await walks(page, lang);
    assert.equal(all.length, 61, "40 guides and 21 paths");
    let guideSteps = 0;
    let walked = 0;
    for (const href of all) {
      await page.goto(base + href);
      await page.locator("html[data-app=ready]").waitFor();
      const listed = await page.locator("main ol.steps:not(.steps--inner) > li").count();
      if (await page.locator("main h1").textContent().then(() => isGuide(page))) guideSteps += listed;
      if (listed === 0) continue;
      await forward(page, how, `a[rel=next]`);
      for (let step = 1; step <= listed; step += 1) {
        await page.waitForURL(`**${href}${step}/`);
        await page.locator(`progress[value="${step}"][max="${listed}"]`).waitFor({ state: "attached" });
        if (step < listed) await forward(page, how, step % 2 ? "[data-key=next]" : "[data-key=next]");
      }
      await page.locator(".walk__words .note").first().waitFor();
      walked += 1;
    }
    assert.equal(walked, 60, "all but the one guide without steps");
    assert.equal(guideSteps, 174);
    await context.close();
  });
}

async function isGuide(page) {
  const href = new URL(page.url()).pathname.split("/").at(-2);
  guides ??= new Set(
    (await (await page.request.get(`${base}/content/2025-05-09/catalogue.json`)).json()).guides.map(({ id }) => id),
  );
  return guides.has(href);
}
let guides;

async function forward(page, how, selector) {
  const link = page.locator(selector).first();
  if (how === "touch") {
    await link.tap();
  } else if (await page.locator("[data-walk]").count()) {
    await page.keyboard.press("ArrowRight");
  } else {
    await link.focus();
    await page.keyboard.press("Enter");
  }
}

test("the drawn row to tap leads on, and back leads back", async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  await page.goto(`${base}/en/settings/disable-werun/2/`);
  await page.locator("html[data-app=ready]").waitFor();
  await page.locator(".phone__row--marked").tap();
  await page.waitForURL("**/disable-werun/3/");
  await page.getByRole("link", { name: "Back", exact: true }).tap();
  await page.waitForURL("**/disable-werun/2/");
  await context.close();
});

test("destructive guides warn before the first step", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const { guides } = await (await page.request.get(`${base}/content/2025-05-09/catalogue.json`)).json();
  const destructive = guides.filter(({ destructive }) => destructive).map(({ id }) => id);
  assert.ok(destructive.length >= 12);
  for (const id of destructive) {
    await page.goto(`${base}/en/settings/${id}/`);
    await page.locator("main p.note--warning").first().waitFor();
  }
  await page.goto(`${base}/en/settings/disable-nearby/`);
  await page.getByText("the steps first switch it on").waitFor();
  await context.close();
});
