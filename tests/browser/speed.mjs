// `cargo xtask bench views`: from the press of a link, or of a key in search, to the next paint, on a phone's
// processor.
//
// Chromium at a quarter of its speed, a window of a phone, each view opened seven times after the
// app has loaded and the page was seen once. Prints the median and all times; ends with 1 when a
// median is over the bar.

import { base, launch } from "./support.mjs";

const BAR_MS = 100;
const KEY_BAR_MS = 50;
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
  await measureKeys(`${lang}: a key in search`, `/${lang}/search/`);
  await measureKeys(`${lang}: a key in the notice's field`, notice);
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
  say(name, times, BAR_MS);
}

/** Prints the median and all times of what was measured. */
function say(name, times, bar) {
  times.sort((one, other) => one - other);
  const median = times[times.length >> 1];
  isOver ||= median > bar;
  const all = times.map((time) => time.toFixed(0)).join(" ");
  console.log(`${median > bar ? "over" : "ok  "} ${median.toFixed(0).padStart(4)} ms  ${name}  (${all})`);
}

/** Measures what one letter more or less takes, from the event to the paint of what it finds. */
async function measureKeys(name, path) {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
  const page = await context.newPage();
  await page.goto(base + path);
  await page.waitForSelector("html[data-app=ready]");
  await page.getByRole("searchbox").fill("a");
  await page.waitForSelector(".hits a");
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  const times = await page.evaluate(async (typed) => {
    const input = document.querySelector("input[type=search]");
    const channel = new MessageChannel();
    const soon = () => new Promise((done) => {
      channel.port1.onmessage = done;
      channel.port2.postMessage(0);
    });
    const times = [];
    for (const words of typed) {
      for (let length = 1; length <= words.length; length += 1) {
        await new Promise((done) => setTimeout(done, 120));
        const start = performance.now();
        input.value = words.slice(0, length);
        input.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await new Promise((done) => requestAnimationFrame(done));
        // The frame is painted before the next task runs.
        await soon();
        times.push(performance.now() - start);
      }
    }
    return times;
  }, ["turn off personalised ads", "怎么删除聊天记录", "acelerometer"]);
  await context.close();
  say(name, times, KEY_BAR_MS);
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
