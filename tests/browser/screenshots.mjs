// `cargo xtask screenshots`: a picture of every view as a person meets it, for docs/design.md and the README.
//
// Each view on a phone in Chinese, and some as others see them: in English, on a wide screen, in the dark, in
// a host's small window. One person decides before the pictures are taken, so that states are seen too.

import { join } from "node:path";

import { press } from "./choice.mjs";
import { base, launch } from "./support.mjs";

const FOLDER = join(import.meta.dirname, "../../docs/screenshots");
const PHONE = { width: 390, height: 844 };
const HOSTED = { width: 360, height: 640 };
const WIDE = { width: 1280, height: 800 };
const NOTICE = "notice/2025-05-09/";
const CHANGES = "changes/before-2025-05-09..2025-05-09/";
const STEP = "settings/personalized-ads/3/";

/** Name of the picture, address, window, colours. */
const PICTURES = [
  ["home-phone-zh", "/zh/", PHONE],
  ["notice-phone-zh", `/zh/${NOTICE}`, PHONE],
  ["changes-phone-zh", `/zh/${CHANGES}`, PHONE],
  ["settings-phone-zh", "/zh/settings/", PHONE],
  ["walk-phone-zh", `/zh/${STEP}`, PHONE],
  ["choices-phone-zh", "/zh/choices/", PHONE],
  ["check-up-phone-zh", "/zh/check-up/", PHONE],
  ["collected-phone-zh", "/zh/data/", PHONE],
  ["walk-hosted-zh", `/zh/${STEP}`, HOSTED],
  ["home-wide-en", "/en/", WIDE],
  ["notice-wide-en", `/en/${NOTICE}`, WIDE],
  ["changes-wide-en", `/en/${CHANGES}`, WIDE],
  ["choices-wide-en", "/en/choices/", WIDE],
  ["collected-wide-en", "/en/data/", WIDE],
  ["changes-dark-zh", `/zh/${CHANGES}`, PHONE, "dark"],
  ["choices-dark-en", "/en/choices/", PHONE, "dark"],
];

const browser = await launch();
const context = await browser.newContext({ reducedMotion: "reduce" });
const page = await context.newPage();
await page.goto(`${base}/en/choices/`);
await press(page, "ads", "Off");
await page.locator("[data-purpose=ads][data-phase=rest], [data-purpose=ads][data-phase=saved]").first().waitFor();

for (const [name, address, viewport, colorScheme = "light"] of PICTURES) {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
  const answer = await page.goto(base + address);
  if (!answer.ok()) throw new Error(`${address} answered ${answer.status()}`);
  await page.locator("html[data-app=ready]").waitFor();
  await page.waitForFunction(() => !document.querySelector("[data-phase=loading]"));
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  console.log(`docs/screenshots/${name}.png`);
}
await browser.close();
