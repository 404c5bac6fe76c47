// Letters twice as large in a host's small window: nothing lies over anything else, and nothing is cut off
// that cannot be opened.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { faults } from "./overlaps.mjs";
import { base, launch } from "./support.mjs";
import { VIEWS } from "./views.mjs";

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

for (const lang of ["zh", "en"]) {
  test(`at double text size in a window of 360 nothing is cut and nothing overlaps, in ${lang}`, { timeout: 120_000 }, async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    // As the setting of a browser does it: what is measured in letters follows, too.
    const session = await context.newCDPSession(page);
    await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    const found = {};
    for (const view of VIEWS) {
      await page.goto(`${base}/${lang}${view}`);
      await page.locator("html[data-app=ready]").waitFor();
      await page.waitForFunction(() => !document.querySelector("[data-phase=loading]"));
      const { cut, over } = await page.evaluate(faults);
      if (cut.length + over.length) found[view] = { cut, over };
    }
    assert.deepEqual(found, {});
    await context.close();
  });
}
