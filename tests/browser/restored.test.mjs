// After the store was restored from a backup a page shows what the store has, and no longer what is lost.

import { existsSync } from "node:fs";
import { copyFile, rm } from "node:fs/promises";
import { test } from "node:test";

import { place, press, says } from "./choice.mjs";
import { behindProxy } from "./proxy.mjs";

const { browser, server, proxy } = await behindProxy();

/** Copies a store that no server has open, with its write-ahead log where one was left. */
async function copy(from, to) {
  for (const end of ["", "-wal"]) {
    await rm(to + end, { force: true });
    if (existsSync(from + end)) await copyFile(from + end, to + end);
  }
}

/** Stops the server, keeps a backup, and starts it again; what comes back restores that backup. */
async function backUp() {
  const backup = `${server.database}.backup`;
  await server.stop();
  await copy(server.database, backup);
  await server.start();
  return async () => {
    await server.stop();
    await copy(backup, server.database);
    await server.start();
  };
}

/** Opens the choices, and says Off. */
async function sayOff(fault = () => undefined) {
  proxy.fault = fault;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${proxy.base}/en/choices/`);
  await place(page, "ads").and(page.locator("[data-phase=rest]")).waitFor();
  // The page asks after its first decision whether the browser has kept the cookie: with another store in between it
  // would take that for lost.
  const checked = page.waitForResponse((response) => response.url().endsWith("/v1/choices") && response.request().method() === "GET");
  await press(page, "ads", "Off");
  await says(page, "ads", /Recorded: Off/);
  await checked;
  return { context, page };
}

/** After a backup that says Off: On, which is lost. */
async function sayOn(page) {
  await press(page, "ads", "On");
  await says(page, "ads", /Recorded: On/);
}

const test120 = (name, check) => test(name, { timeout: 120_000 }, check);

test120("a page that listens shows what a restored store has", async () => {
  const { context, page } = await sayOff();
  const restore = await backUp();
  await sayOn(page);
  await restore();
  await says(page, "ads", /Off/);
  await context.close();
});

test120("a page whose person is not in a restored store says that nothing is set", async () => {
  const restore = await backUp();
  const { context, page } = await sayOff();
  await restore();
  await says(page, "ads", /^Not set/);
  await sayOn(page);
  await context.close();
});

test120("a press on what is lost is not taken, and shows what a restored store has", async () => {
  const { context, page } = await sayOff(({ path }) => (path === "/v1/events" ? "reset" : undefined));
  const restore = await backUp();
  await sayOn(page);
  await restore();
  await press(page, "ads", "Off");
  await says(page, "ads", /Not recorded.*Off/s);
  await context.close();
});
