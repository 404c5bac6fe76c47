// `cargo xtask bench views`: from the press of a link to the next paint, on a phone's processor.
//
// Chromium at a quarter of its speed, a window of a phone, each view opened seven times after the
// app has loaded and the page was seen once. Prints the median and all times; ends with 1 when a
// median is over the bar.

import { base, launch } from "./support.mjs";

const BAR_MS = 100;
const SLOWER = 4;
const TURNS = 7;

const browser = await launch();
let isOver = false;
for (const [lang, other] of [["zh", "en"], ["en", "zh-Hans"]]) {
  const notice = `/${lang}/notice/2025-05-09/`;
  const switched = `html[lang=${other}]`;
  await measure(`${lang}: open the comparison`, `/${lang}/`, "main a[href*='/changes/']", ".changes");
  await measure(`${lang}: open the settings map`, `/${lang}/`, ".tabs a[href$='/settings/']", ".map__groups");
  await measure(`${lang}: switch language at the start`, `/${lang}/`, "[data-language-switch]", switched);
  await measure(`${lang}: switch language in the notice`, notice, "[data-language-switch]", switched);
}
await browser.close();
process.exit(isOver ? 1 : 0);

/** Measures one way, from a page over a link to what the next page shows. */
async function measure(name, from, link, shown) {
  const times = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
    const page = await context.newPage();
    await page.goto(base + from);
    await page.waitForSelector("html[data-app=ready]");
    await page.waitForTimeout(500);
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await press(page, link, shown);
    await page.waitForTimeout(500);
    await page.evaluate(() => history.back());
    await page.waitForTimeout(1200);
    times.push(await press(page, link, shown));
    await context.close();
  }
  times.sort((one, other) => one - other);
  const median = times[times.length >> 1];
  isOver ||= median > BAR_MS;
  const all = times.map((time) => time.toFixed(0)).join(" ");
  console.log(`${median > BAR_MS ? "over" : "ok  "} ${median.toFixed(0).padStart(4)} ms  ${name}  (${all})`);
}

/** Presses as a finger does, with the 80 ms that it stays down; the time from the click to the paint. */
function press(page, link, shown) {
  return page.evaluate(
    async ([link, shown]) => {
      const from = location.pathname;
      const element = document.querySelector(link);
      const channel = new MessageChannel();
      const soon = () => new Promise((done) => {
        channel.port1.onmessage = done;
        channel.port2.postMessage(0);
      });
      element.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
      await new Promise((done) => setTimeout(done, 80));
      const start = performance.now();
      element.click();
      while (location.pathname === from || !document.querySelector(shown)) await soon();
      await new Promise((done) => requestAnimationFrame(done));
      // The frame is painted before the next task runs.
      await soon();
      return performance.now() - start;
    },
    [link, shown],
  );
}
