// A published site that a test may change: read until it is kept, and published anew.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { startServer } from "./support.mjs";

const folders = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A copy of the built site that a test may change, with a server of its own. */
export async function site(env = {}) {
  const folder = await mkdtemp(join(tmpdir(), "mingbai-offline-"));
  folders.push(folder);
  await cp(process.env.SITE_DIR, folder, { recursive: true });
  return { folder, server: await startServer({ site: folder, env }) };
}

/** Waits until the app of a page runs. */
export const ready = (page) => page.locator("html[data-app=ready]").waitFor();
/** The build that a page is of. */
export const build = (page) => page.locator("script[data-build]").getAttribute("data-build");

/** Waits until a function that takes its time answers yes within the page. */
export async function until(page, claim, argument) {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(50)) {
    if (await page.evaluate(claim, argument)) return;
  }
  assert.fail(`it did not come to ${claim}`);
}

/** Opens a page and waits until what is read there is kept. */
export async function read(page, address) {
  await page.goto(address);
  await ready(page);
  await until(page, async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("mingbai-"));
    const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
    return navigator.serviceWorker.controller && kept.flat().some((url) => url.includes("/offline/zh-"));
  });
}

/** Another release in the same place: the same pages with another sentence, as a publisher writes them. */
export async function publish(folder, sentence) {
  const other = "0123456789abcdef";
  const worker = join(folder, "sw.js");
  const text = await readFile(worker, "utf8");
  const { build, pages } = JSON.parse(/^const SITE=(.*);$/m.exec(text)[1]);
  const change = (html) => html.replaceAll(build, other).replaceAll("<h1", `<p class="published">${sentence}</p><h1`);
  let changed = text.replaceAll(build, other);
  for (const path of Object.values(pages)) {
    const texts = JSON.parse(await readFile(join(folder, path), "utf8"));
    for (const page of Object.keys(texts)) {
      if (!page.endsWith("/")) continue;
      texts[page] = change(texts[page]);
      const file = join(folder, page, "index.html");
      await write(file, texts[page]);
    }
    const renamed = path.replace(/-[0-9a-f]+\.json$/, `-${other}.json`);
    await write(join(folder, renamed), JSON.stringify(texts));
    await Promise.all(["", ".br", ".gz"].map((ending) => rm(join(folder, path + ending), { force: true })));
    changed = changed.replaceAll(path, renamed);
  }
  await write(worker, changed);
  return other;
}

/** Writes a file without what was compressed of an earlier one. */
export async function write(file, text) {
  await Promise.all([".br", ".gz"].map((ending) => rm(file + ending, { force: true })));
  await writeFile(file, text);
}
