// After an erasure the page says what is still to be found elsewhere, and nothing that is not so.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { press, says } from "./choice.mjs";
import { startProxy } from "./proxy.mjs";
import { launch, startServer } from "./support.mjs";

let browser;
let receiver;
before(async () => {
  browser = await launch();
  receiver = createServer((asked, answer) => asked.resume().on("end", () => answer.writeHead(200).end()));
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
});
after(async () => {
  await browser?.close();
  receiver?.close();
});

const words = {
  en: { off: "Off", saved: /Recorded( and applied)?: Off/, erase: "Erase what is kept about me", yes: "Erase" },
  zh: { off: "关", saved: /已记录(并生效)?：关/, erase: "删除关于我的记录", yes: "删除" },
};

/** Decides and erases on a server with these settings; gives what the page says of it. */
async function erased(lang, env, fault) {
  const server = await startServer({ env });
  const proxy = await startProxy(server.base);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${proxy.base}/${lang}/choices/`);
    await press(page, "ads", words[lang].off);
    await says(page, "ads", words[lang].saved);
    await page.locator(".timeline > li").first().waitFor();
    proxy.fault = ({ method }) => (method === "DELETE" ? fault : undefined);
    await page.getByRole("button", { name: words[lang].erase }).click();
    await page.getByRole("button", { name: words[lang].yes, exact: true }).click();
    const outcome = page.locator("[id='page:own-data:outcome']");
    await page.waitForFunction(() => document.getElementById("page:own-data:outcome").textContent !== "");
    return await outcome.textContent();
  } finally {
    await context.close();
    proxy.stop();
    await server.remove();
  }
}

const webhook = () => ({ WEBHOOK_URL: `http://127.0.0.1:${receiver.address().port}/`, WEBHOOK_SECRET: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD" });

test("after an erasure the page says who is told and for how long backups keep copies", { timeout: 60_000 }, async () => {
  assert.equal(
    await erased("en", { ...webhook(), BACKUP_DAYS: "30" }),
    "Erased. Records deleted: 1. Consents given here are no longer valid. " +
      "The operator’s own system, which received your choices, is told to delete them as well. " +
      "Backups keep copies for up to 30 days.",
  );
});

for (const viewport of [{ width: 390, height: 844 }, { width: 1280, height: 800 }]) {
  test(`what an erasure asks stands in the window with its two answers, at ${viewport.width}`, { timeout: 60_000 }, async () => {
    const server = await startServer();
    const context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await page.goto(`${server.base}/zh/choices/`);
    await press(page, "ads", "关");
    await page.locator(".timeline > li").first().waitFor();
    await page.getByRole("button", { name: words.zh.erase }).press("Enter");
    await page.waitForFunction(() => document.activeElement.id === "page:erase:heading");
    // Where motion is wanted the page glides there.
    await page.waitForFunction(() => {
      const foot = document.querySelector(".tabs").getBoundingClientRect();
      const end = foot.top > innerHeight / 2 ? foot.top : innerHeight;
      const [keep, erase] = [...document.querySelectorAll(".own-data .note button")].map((button) => button.getBoundingClientRect());
      return keep.top > 0 && erase.bottom <= end;
    });
    await context.close();
    await server.remove();
  });
}

test("where nobody is told and nothing is stated of backups, the page says that", { timeout: 60_000 }, async () => {
  const said = await erased("zh", {});
  assert.match(said, /^已删除 1 条记录。在这里作出的同意不再有效。本服务不会通知其他系统/);
  assert.match(said, /备份副本会保留多久，本站运营者没有说明。$/);
});

test("an erasure without an answer is not told as one that did not happen", { timeout: 60_000 }, async () => {
  assert.equal(
    await erased("en", {}, "lost"),
    "The service for choices cannot be reached. It is not known whether anything was erased. Try again: erasing twice does no harm.",
  );
});
