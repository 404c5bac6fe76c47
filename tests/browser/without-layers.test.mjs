// The one style sheet for browsers that know no cascade layers: where it takes the place of the others, everything
// looks the same. Asked in a browser that knows both.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, test } from "node:test";

import { base, launch } from "./support.mjs";

const VIEWS = [
  "",
  "notice/2025-05-09/",
  "changes/before-2025-05-09..2025-05-09/",
  "settings/",
  "settings/personalized-ads/",
  "settings/personalized-ads/3/",
  "choices/",
  "check-up/",
  "data/",
  "notice/",
  "none/",
];

let browser, sheet;
before(async () => {
  browser = await launch();
  const names = await readdir(process.env.SITE_DIR);
  sheet = `/${names.find((name) => /^style-without-layers-.*\.css$/.test(name))}`;
});
after(async () => browser?.close());

/** Every computed value of every element before and after, where they are not the same. */
async function differences(sheet) {
  // Left out: what follows from other values, names for these, and what says the same in other words.
  const LEFT_OUT = /^(?:-webkit-)?(?:--|perspective-origin|transform-origin|inline-size|block-size|font-feature-settings|font-variant)/;
  const SAME = new Map([
    ["start", "left"],
    ["end", "right"],
    ["inline-start", "left"],
  ]);
  // Once the app runs: until then a note that it is late appears by itself.
  document.documentElement.dataset.app = "ready";
  const parts = [document.documentElement, ...document.body.querySelectorAll("*"), document.body].flatMap((part) => ["", "::before", "::after"].map((pseudo) => [part, pseudo]));
  // What no sheet sets cannot differ, and asking for all that a browser knows would take minutes.
  const properties = () => {
    const names = new Set();
    const read = (rules) => {
      for (const rule of rules) {
        for (const name of rule.style ?? []) if (!LEFT_OUT.test(name)) names.add(name);
        if (rule.cssRules) read(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets) read(sheet.cssRules);
    return [...names];
  };
  const looks = () =>
    parts.map(([part, pseudo]) => {
      const style = getComputedStyle(part, pseudo || null);
      return pseudo && style.content === "none" ? [] : declared.map((name) => style.getPropertyValue(name));
    });
  const others = document.querySelectorAll("link[rel=stylesheet]");
  for (const other of others) if (other.media === "not all") other.media = "all";
  await Promise.all([...others].map((other) => other.sheet || new Promise((end) => other.addEventListener("load", end))));
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: sheet, media: "not all" });
  await new Promise((end) => {
    link.onload = end;
    document.head.append(link);
  });
  const declared = properties();
  const before = looks();
  link.media = "all";
  others.forEach((other) => other.remove());
  const after = looks();
  const found = parts.flatMap(([part, pseudo], place) => {
    const [old, now] = [before[place], after[place]];
    const isSame = (at) => (SAME.get(old[at]) ?? old[at]) === (SAME.get(now[at]) ?? now[at]);
    return declared.flatMap((name, at) => (isSame(at) ? [] : [`${part.tagName}.${part.className}${pseudo} ${name}: ${old[at]} is ${now[at]}`]));
  });
  return [...new Set(found)];
}

for (const [width, height, colorScheme] of [
  [360, 740, "light"],
  [1280, 900, "dark"],
]) {
  for (const lang of ["zh", "en"]) {
    test(`every element of every view looks the same, ${lang}, at ${width} px, ${colorScheme}`, { timeout: 300_000 }, async () => {
      // Transitions would be on their way while it is looked at; and the page as it is before the app changes it.
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
      const page = await context.newPage();
      await page.route("**/boot-*.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
      for (const view of VIEWS) {
        await page.goto(`${base}/${lang}/${view}`);
        const found = await page.evaluate(differences, sheet);
        assert.deepEqual(found.slice(0, 10), [], `${view}: ${found.length}`);
      }
      await context.close();
    });
  }
}
