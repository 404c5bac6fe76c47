// What `trunk build` leaves, opened once: the app starts, and asks the API where the person stands.

import { base, launch } from "./support.mjs";

const browser = await launch();
const page = await browser.newPage();
const asked = page.waitForResponse((response) => response.url().endsWith("/v1/choices"));
await page.goto(`${base}/zh/settings/`);
await page.locator("html[data-app=ready]").waitFor();
console.log(`preview: the app starts, and the API answers ${(await asked).status()}`);
await browser.close();
