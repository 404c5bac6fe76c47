// In a frame of another site, and where no cookies are kept: choices are kept, or the page says
// that they are not. `localhost` and `127.0.0.1` are two sites.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";

import { place, press, says } from "./choice.mjs";
import { startProxy } from "./proxy.mjs";
import { axe, launch, startServer } from "./support.mjs";
import { startTls } from "./tls.mjs";

const UNKEPT = /Choices cannot be kept here/;

let browser;
let host;
let server;
before(async () => {
  browser = await launch();
  host = await startHost();
  server = await startServer({ env: { ALLOWED_HOSTS: host.base, WRITES_PER_MINUTE: "0" } });
});
after(async () => {
  await browser?.close();
  host?.stop();
  await server?.remove();
});

/** A site on `localhost` with one page, which frames the address in its query. */
async function startHost() {
  const listener = createServer((asked, answer) => {
    const framed = new URL(asked.url, "http://localhost").searchParams.get("frame");
    answer.writeHead(200, { "content-type": "text/html" });
    answer.end(`<!doctype html><title>host</title><iframe src="${framed}" style="width:400px;height:700px"></iframe>`);
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const stop = () => (listener.closeAllConnections(), listener.close());
  return { base: `http://localhost:${listener.address().port}`, stop };
}

/** The page of the choices inside the host's page. */
async function openFrame(page, base) {
  await page.goto(`${host.base}/?frame=${encodeURIComponent(`${base}/en/choices/`)}`);
  const frame = page.frames().find((frame) => frame.url().startsWith(base)) ?? (await page.waitForEvent("framenavigated", (frame) => frame.url().startsWith(base)));
  await place(frame, "ads").and(frame.locator(":is([data-phase=rest], [data-phase=unkept])")).waitFor();
  return frame;
}

/** Every decision that leaves a context. */
function decisions(context) {
  const sent = [];
  context.on("request", (request) => request.method() === "PUT" && sent.push(request.url().split("/").pop()));
  return sent;
}

test("in a frame that keeps no cookie the page says so, and offers itself alone", { timeout: 90_000 }, async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const sent = decisions(context);
  const frame = await openFrame(page, server.base);
  await press(frame, "werun", "Agree");
  await says(frame, "werun", UNKEPT);
  assert.equal(await frame.locator("main [aria-pressed=true]").count(), 0);
  assert.equal(await frame.locator("main .choice__answer:enabled").count(), 0, "nothing more is recorded that nobody can reach");
  assert.doesNotMatch(await frame.locator("main").textContent(), /Recorded/);
  await frame.getByText("Nothing is recorded yet.").waitFor();
  await frame.locator("[role=status]").getByText(/cannot be kept here/).waitFor({ state: "attached" });
  const note = frame.locator("[data-unkept]");
  assert.match(await note.textContent(), /the browser keeps no cookie for this page/);
  assert.deepEqual(sent, ["werun"]);

  // The note is there on the next page, and alone the page keeps what is chosen.
  await frame.locator("[data-language-switch]").click();
  await frame.waitForURL("**/zh/choices/**");
  await frame.getByText("浏览器没有为本页面保留 Cookie").first().waitFor();
  await frame.locator("[data-language-switch]").click();
  await frame.waitForURL("**/en/choices/**");
  const [alone] = await Promise.all([context.waitForEvent("page"), note.getByRole("link", { name: "Open in a new tab" }).click()]);
  await place(alone, "werun").and(alone.locator("[data-phase=rest]")).waitFor();
  assert.ok(await alone.locator("[data-unkept]").isHidden());
  await press(alone, "werun", "Agree");
  await says(alone, "werun", /Recorded: Agreed/);
  await alone.reload();
  await says(alone, "werun", /^Recorded: Agreed/);
  await context.close();
});

test("in a frame that keeps no cookie one decision of many is sent, and none after a reload", { timeout: 90_000 }, async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const sent = decisions(context);
  const frame = await openFrame(page, server.base);
  await frame.locator("[data-all-off]").click();
  await says(frame, "ads", UNKEPT);
  await says(frame, "games", UNKEPT);
  assert.equal(sent.length, 1);
  await openFrame(page, server.base);
  await page.waitForLoadState("networkidle");
  assert.equal(sent.length, 1);
  await context.close();
});

test("in a frame over https the cookie is kept, and nothing is said", { timeout: 90_000 }, async () => {
  const secure = await startServer({ env: { ALLOWED_HOSTS: host.base, TRUSTED_PROXIES: "127.0.0.1" } });
  const tls = await startTls(secure.base);
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    const page = await context.newPage();
    let frame = await openFrame(page, tls.base);
    await press(frame, "werun", "Agree");
    await says(frame, "werun", /Recorded: Agreed/);
    await frame.locator(".timeline > li").first().waitFor();
    assert.ok(await frame.locator("[data-unkept]").isHidden());
    frame = await openFrame(page, tls.base);
    await says(frame, "werun", /^Recorded: Agreed/);
    await press(frame, "werun", "Refuse");
    await says(frame, "werun", /Recorded: Withdrawn/);
  } finally {
    await context.close();
    await tls.stop();
    await secure.remove();
  }
});

test("where a browser keeps no cookies the page says so, without a way that leads nowhere", { timeout: 90_000 }, async () => {
  const proxy = await startProxy(server.base);
  proxy.fault = () => "forget";
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${proxy.base}/en/check-up/`);
    const first = place(page, "ads");
    await first.and(page.locator("[data-phase=rest]")).waitFor();
    await press(page, "ads", "Off");
    await says(page, "ads", UNKEPT);
    assert.equal(await first.locator("[aria-pressed=true]").count(), 0);
    assert.ok(await page.locator("[data-unkept]").isVisible());
    assert.ok(await page.locator("[data-unkept] a").isHidden());
    assert.deepEqual(await axe(page), []);
  } finally {
    await context.close();
    proxy.stop();
  }
});
