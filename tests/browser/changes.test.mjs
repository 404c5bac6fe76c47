// The comparison as a reader uses it: cards, one kind at a time, steps, folds, links, and paper.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { axe, base, launch, watch } from "./support.mjs";

const PAIR = "changes/before-2025-05-09..2025-05-09";
const browser = await launch();

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 800 };

async function open(language, { scripts = true, viewport = WIDE, hash = "" } = {}) {
  const context = await browser.newContext({ javaScriptEnabled: scripts, viewport });
  const page = await context.newPage();
  await page.goto(`${base}/${language}/${PAIR}/${hash}`);
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
        // The number says what it counts, and it is of what is shown.
        const unit = { zh: "条", en: "clauses?" }[language];
        const said = await kind.locator("xpath=..").textContent();
        assert.match(said, new RegExp(` ${await shown.count()} ${unit}$`));
        const marks = await shown.evaluateAll((changes) => changes.map((change) => [change.dataset.kinds, change.className]));
        for (const [kinds, name] of marks) {
          const isShown = word === "sensitive" ? name.includes("--sensitive") : kinds.split(" ").includes(word);
          assert.ok(isShown, `${kinds} has ${word}`);
        }
      }
      await page.locator("[name=changes-kind]").first().check();
      assert.equal(await page.locator("[data-change-section]:visible").count(), all);
      await close();
    });
  }
}

test("on a phone the first change is at most 300 px from the top, and all of it at most 6,000", async () => {
  const { page, close } = await open("zh", { viewport: PHONE });
  await page.locator("[data-w=choice][data-phase=rest]").first().waitFor();
  const first = await page.locator("[data-change-section]").first().boundingBox();
  assert.ok(first.y <= 300, `${first.y}`);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(height <= 6000, `${height}`);
  assert.equal(await page.locator("[data-change-section]").count(), 16);
  await close();
});

for (const viewport of [PHONE, WIDE]) {
  test(`pressing next 16 times visits 16 changes, at ${viewport.width}`, async () => {
    const { page, close } = await open("zh", { viewport });
    const count = await page.locator("[data-change-place]").count();
    for (let turn = 0; turn < 16; turn += 1) {
      await page.locator("[data-changes-step=next]").click();
      await isAt(page, turn);
      assert.equal(await page.locator("[data-changes-at]").textContent(), `第 ${turn + 1} 处，共 ${count} 处`);
      await inSight(page);
    }
    await page.locator("[data-changes-step=back]").click();
    await isAt(page, 14);
    await close();
  });
}

test("by keys alone, after next the focus goes on from the change that was gone to", async () => {
  const { page, close } = await open("en");
  await page.locator("[data-changes-step=next]").focus();
  for (let turn = 0; turn < 3; turn += 1) {
    await page.keyboard.press(turn === 1 ? "Space" : "Enter");
    await isAt(page, turn);
    assert.equal(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "solid", "it is seen");
    await page.keyboard.press("Tab");
    const isFurther = await page.locator("[data-change-place]").nth(turn).evaluate((change) => Boolean(change.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING));
    assert.ok(isFurther, `${turn}`);
    await page.locator("[data-changes-step=next]").focus();
  }
  await close();
});

/** The focus is on the change of that place in the page. */
function isAt(page, place) {
  const isThere = (place) => [...document.querySelectorAll("[data-change-place]")].indexOf(document.activeElement) === place;
  return page.waitForFunction(isThere, place);
}

/** What has the focus is in sight, under no part of the page that sticks to an edge of the window. */
async function inSight(page) {
  await page.waitForFunction(() => {
    const change = document.activeElement;
    const { x, y, width } = change.getBoundingClientRect();
    const on = document.elementFromPoint(x + width / 2, y + 12);
    return y >= 0 && (change.contains(on) || on?.closest("[data-change-section]") === change.closest("section")) && !on.closest(".step-bar");
  });
}

test("what is pressed to show a kind stays where it is, and so do the others", async () => {
  const { page, close } = await open("en", { viewport: PHONE });
  const labels = page.locator(".changes__filter label");
  const places = () => labels.evaluateAll((labels) => labels.map((label) => {
    const { x, y, width } = label.getBoundingClientRect();
    return [Math.round(x), Math.round(y + scrollY), Math.round(width)];
  }));
  const before = await places();
  for (const label of await labels.all()) {
    await label.click();
    assert.deepEqual(await places(), before, await label.textContent());
  }
  await close();
});

test("the next change is one of the kind that is shown", async () => {
  const { page, close } = await open("zh");
  await page.locator("[name=changes-kind][value=edited]").check();
  for (let turn = 0; turn < 4; turn += 1) {
    await page.locator("[data-changes-step=next]").click();
    await page.waitForFunction(() => document.activeElement?.closest("[data-kinds~=edited]"));
    assert.match(await page.locator("[data-changes-at]").textContent(), new RegExp(`第 ${turn + 1} 处`));
  }
  await close();
});

test("the bar says at once how many changes the filter leaves, and the steps begin anew with it", async () => {
  const { page, close } = await open("zh", { viewport: PHONE });
  const bar = page.locator("[data-changes-at]");
  const shown = () => page.locator("[data-change-place]").evaluateAll((all) => all.filter((one) => one.offsetHeight > 0).length);
  const next = page.locator("[data-changes-step=next]");
  // The page may still be on its way to the change that was stepped to.
  const pick = (value) => page.locator(`[name=changes-kind]${value}`).evaluate((button) => button.click());
  await next.click();
  await next.click();
  await pick("[value=sensitive]");
  const count = await shown();
  assert.equal(await bar.textContent(), `共 ${count} 处`);
  for (let turn = 0; turn < count; turn += 1) await next.click();
  assert.equal(await bar.textContent(), `第 ${count} 处，共 ${count} 处`);
  await next.click();
  assert.equal(await bar.textContent(), `回到第 1 处，共 ${count} 处`);
  await pick(":not([value])");
  await next.click();
  assert.match(await bar.textContent(), /^第 1 处，/);
  await close();
});

test("from a linked change the steps go on", async () => {
  const { page, close } = await open("en", { hash: "#change:listen" });
  await page.locator("[data-changes-step=next]").click();
  await page.waitForFunction(() => document.activeElement?.closest("[id='change:listen']"));
  assert.match(await page.locator("[data-changes-at]").textContent(), /^Change 12 of 29$/);
  await close();
});

for (const viewport of [PHONE, WIDE]) {
  for (const scripts of [true, false]) {
    test(`a link to a change lands at it, at ${viewport.width}, ${scripts ? "with the app" : "without scripts"}`, async () => {
      const { page, close } = await open("zh", { viewport, scripts });
      const ids = await page.locator("[data-change-section]").evaluateAll((changes) => changes.map((change) => change.id));
      for (const id of ids) {
        await page.goto("about:blank");
        await page.goto(`${base}/zh/${PAIR}/#${id}`);
        if (scripts) await page.waitForSelector("html[data-app=ready]");
        await landsAt(page, id);
      }
      await close();
    });
  }
}

/** Polled from here: without scripts a page does not wait for anything. */
async function landsAt(page, id) {
  for (let turn = 0; turn < 40; turn += 1) {
    const { off, isEnd } = await page.evaluate((id) => {
      const { top } = document.getElementById(id).getBoundingClientRect();
      const padding = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop);
      const isEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 1;
      return { off: Math.abs(top - padding), isEnd: isEnd && top > 0 && top < innerHeight };
    }, id);
    if (off <= 8 || isEnd) return;
    await sleep(50);
  }
  assert.fail(id);
}

for (const scripts of [true, false]) {
  test(`a card shows its first lines on a phone and opens, ${scripts ? "with the app" : "without scripts"}`, async () => {
    const { page, close } = await open("zh", { viewport: PHONE, scripts });
    const card = page.locator("[id='change:search']");
    const height = async () => (await card.locator(".change__body").boundingBox()).height;
    const folded = await height();
    assert.ok(folded < 100, `${folded}`);
    const mark = await card.locator("ins").first().boundingBox();
    const body = await card.locator(".change__body").boundingBox();
    assert.ok(mark.y < body.y + body.height, "the change is among them");
    await card.locator(".change__more > summary").click();
    assert.ok((await height()) > 2 * folded);
    await close();
  });
}

test("on a phone the old text, both, or the new one is read", async () => {
  const { page, close } = await open("zh", { viewport: PHONE });
  const shown = (mark) => page.locator(`[id='change:search'] .change__text ${mark}:visible`).count();
  const [deleted, inserted] = [await shown("del"), await shown("ins")];
  assert.ok(deleted > 0 && inserted > 0);
  await page.locator(".changes__tools > summary").click();
  const pick = (words) => page.locator(".changes__texts").getByText(words, { exact: true }).click();
  await pick("原来");
  assert.deepEqual([await shown("del"), await shown("ins")], [deleted, 0]);
  await pick("现在");
  assert.deepEqual([await shown("del"), await shown("ins")], [0, inserted]);
  const { textDecorationLine } = await page.locator("[id='change:search'] ins").first().evaluate((mark) => ({ ...getComputedStyle(mark) }));
  assert.equal(textDecorationLine, "none", "one text alone has no marks");
  await pick("合并");
  assert.deepEqual([await shown("del"), await shown("ins")], [deleted, inserted]);
  await close();
});

test("a card carries its own switch, which answers", async () => {
  const { page, close } = await open("en", { viewport: PHONE });
  const choice = page.locator("[id='change:listen'] [data-purpose=listen]");
  await choice.getByRole("button", { name: "Off" }).click();
  await page.locator("[data-purpose=listen][data-phase=saved]").waitFor();
  await close();
});

test("sensitive data are named at the clause that names them now", async () => {
  const { page, close } = await open("zh");
  const tags = page.locator("[id='change:device-and-logs'] .tag--sensitive");
  assert.deepEqual(await tags.allTextContents(), ["身份证号码", "人脸识别验证"]);
  assert.equal(await page.locator(".change--sensitive").count(), 2);
  await close();
});

test("on paper nothing that is folded is lost", async () => {
  const { page, close } = await open("zh", { viewport: PHONE });
  await page.emulateMedia({ media: "print" });
  const lost = await page.locator(".changes details .change__text, .changes details li, .change__text").evaluateAll(
    (parts) => parts.filter((part) => part.textContent && part.offsetHeight === 0).length,
  );
  assert.equal(lost, 0);
  const clipped = await page.locator(".change__body").evaluateAll(
    (bodies) => bodies.filter((body) => body.scrollHeight > body.clientHeight + 1).length,
  );
  assert.equal(clipped, 0);
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
  await page.locator(".changes__provider > summary").click();
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
  await page.getByLabel("Other ways to look").click();
  await page.getByRole("button", { name: "Whole text" }).click();
  assert.equal(await page.locator(".changes__same:not([open])").count(), 0);
  await close();
});

for (const language of ["zh", "en"]) {
  test(`axe finds nothing on the comparison in ${language}, in either theme and width, whole and side by side`, async () => {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [390, 1280]) {
        // Still: while a colour is on its way axe sees one that nobody reads.
        const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 }, reducedMotion: "reduce" });
        const page = await context.newPage();
        const { errors, violations } = await watch(page);
        await page.goto(`${base}/${language}/${PAIR}/`);
        await page.waitForSelector("html[data-app=ready]");
        assert.deepEqual(await axe(page), [], `${colorScheme} ${width}`);
        await page.locator(".changes__tools > summary").click();
        await page.locator("[data-changes-whole]").click();
        if (width > 900) await page.locator("[data-changes-side]").click();
        assert.deepEqual(await axe(page), [], `${colorScheme} ${width}, the menu`);
        // Open, it lies over what is below it.
        await page.locator(".changes__tools > summary").click();
        for (const fold of await page.locator(".changes > .fold > summary").all()) await fold.click();
        assert.deepEqual(await axe(page), [], `${colorScheme} ${width}, whole, side by side`);
        assert.deepEqual([...errors, ...violations], []);
        await context.close();
      }
    }
  });
}
