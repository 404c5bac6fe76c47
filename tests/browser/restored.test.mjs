// After the store was restored from a backup a page shows what the store has, and no longer what is lost.

import { copyFile } from "node:fs/promises";
import { test } from "node:test";

import { place, press, says } from "./choice.mjs";
import { behindProxy } from "./proxy.mjs";

const { browser, server, proxy } = await behindProxy();

/** A page that says Off, which is in the backup, and then On, which is not. */
async function beforeRestore({ fault = () => undefined, listens }) {
  proxy.fault = fault;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${proxy.base}/en/choices/`);
  await place(page, "ads").and(page.locator("[data-phase=rest]")).waitFor();
  await press(page, "ads", "Off");
  await says(page, "ads", /Saved\. Off/);
  const backup = `${server.database}.backup`;
  await server.stop();
  await copyFile(server.database, backup);
  const stream = proxy.hold(({ path }) => path === "/v1/events");
  await server.start();
  if (listens) await listensAgain(stream);
  await press(page, "ads", "On");
  await says(page, "ads", /Saved\. On/);
  const restore = async () => {
    await server.stop();
    await copyFile(backup, server.database);
    await server.start();
  };
  return { context, page, restore };
}

/** Waits until the page's stream is open: then it asks for what was decided before. */
async function listensAgain(stream) {
  await stream.arrived;
  const asked = proxy.hold(({ method, path }) => method === "GET" && path === "/v1/choices");
  stream.release();
  await asked.arrived;
  asked.release();
}

const test120 = (name, check) => test(name, { timeout: 120_000 }, check);

test120("a page that listens shows what a restored store has", async () => {
  const { context, page, restore } = await beforeRestore({ listens: true });
  await restore();
  await says(page, "ads", /Off/);
  await context.close();
});

test120("a press on what is lost is not taken, and shows what a restored store has", async () => {
  const isEvents = ({ path }) => (path === "/v1/events" ? "reset" : undefined);
  const { context, page, restore } = await beforeRestore({ fault: isEvents, listens: false });
  await restore();
  await press(page, "ads", "Off");
  await says(page, "ads", /Not saved.*Off/s);
  await context.close();
});
