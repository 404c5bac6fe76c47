// The comparison as a reader uses it: one kind at a time, folds, and the provider's own list.

import assert from "node:assert/strict";
import { test } from "node:test";

import { axe, base, launch, watch } from "./support.mjs";

const PAIR = "changes/before-2025-05-09..2025-05-09";
const browser = await launch();

async function open(language, { scripts = true } = {}) {
  const context = await browser.newContext({ javaScriptEnabled: scripts });
  const page = await context.newPage();
  await page.goto(`${base}/${language}/${PAIR}/`);
  if (scripts) await page.waitForSelector("html[data-app=ready]");
  return { page, close: () => context.close() };
}

for (const scripts of [true, false]) {
  for (const language of ["zh", "en"]) {
    const how = scripts ? "with the app" : "without scripts";
    test(`one kind of change is shown at a time, ${how}, ${language}`, async () => {
      const { page, close } = await open(language, { scripts });
      const all = await page.locator("[data-change-section]").count();
      const kinds = page.locator("[name=changes-kind][value]");
      assert.ok((await kinds.count()) >= 2);
      for (const kind of await kinds.all()) {
        await kind.check();
        const word = await kind.getAttribute("value");
        const shown = page.locator("[data-change-section]:visible");
        assert.ok((await shown.count()) > 0 && (await shown.count()) < all, word);
        for (const change of await shown.all()) {
          const kinds = await change.getAttribute("data-kinds");
          assert.ok(kinds.split(" ").includes(word), `${kinds} has ${word}`);
        }
      }
      await page.locator("[name=changes-kind]").first().check();
      assert.equal(await page.locator("[data-change-section]:visible").count(), all);
      await close();
    });
  }
}

test("the next change is one of the kind that is shown", async () => {
  const { page, close } = await open("zh");
  await page.locator("[name=changes-kind][value=edited]").check();
  for (let turn = 0; turn < 4; turn += 1) {
    await page.locator("[data-changes-step=next]").click();
    await page.waitForFunction(() => document.activeElement?.matches("[data-kinds~=edited]"));
    const change = page.locator("[data-change-section]:focus");
    const heading = await change.locator(".change__heading").boundingBox();
    const steps = await page.locator(".changes__steps").boundingBox();
    assert.ok(heading.y >= steps.y + steps.height - 1, "the buttons do not cover the heading");
  }
  await close();
});

test("each item of the provider's list leads to the changes that it covers", async () => {
  const { page, close } = await open("en");
  const links = page.locator(".changes__covers a");
  const targets = await links.evaluateAll((links) => links.map((link) => link.hash.slice(1)));
  assert.ok(targets.length > 0);
  const changes = await page
    .locator("[data-change-section]")
    .evaluateAll((changes) => changes.map((change) => change.id));
  assert.deepEqual(new Set(targets), new Set(changes), "every change is said to be covered, or not");
  await links.first().click();
  await page.waitForFunction((id) => location.hash === `#${id}`, targets[0]);
  await page.locator(`[id="${targets[0]}"]`).waitFor();
  await close();
});

test("what did not change is folded with its number, and opens as the whole text", async () => {
  const { page, close } = await open("en");
  const folds = page.locator(".changes__same > summary");
  for (const text of await folds.allTextContents()) assert.match(text, /\d/);
  assert.equal(await page.locator(".changes__same[open]").count(), 0);
  await page.getByRole("button", { name: "Whole text" }).click();
  assert.equal(await page.locator(".changes__same:not([open])").count(), 0);
  await close();
});

for (const language of ["zh", "en"]) {
  test(`axe finds nothing on the comparison in ${language}, in either theme and width, whole and side by side`, async () => {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [390, 1280]) {
        const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
        const page = await context.newPage();
        const { errors, violations } = await watch(page);
        await page.goto(`${base}/${language}/${PAIR}/`);
        await page.waitForSelector("html[data-app=ready]");
        // What is out of sight is looked at too.
        await page.evaluate(() => {
          for (const part of document.querySelectorAll(".change, .card")) part.style.contentVisibility = "visible";
        });
        assert.deepEqual(await axe(page), [], `${colorScheme} ${width}`);
        await page.locator("[data-changes-whole]").click();
        await page.locator("[data-changes-side]").click();
        assert.deepEqual(await axe(page), [], `${colorScheme} ${width}, whole, side by side`);
        assert.deepEqual([...errors, ...violations], []);
        await context.close();
      }
    }
  });
}
