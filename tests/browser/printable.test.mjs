// Printable receipts of whom a host signs in, by each of the four carriers: their page comes with the token, stands
// under the receipt, and is alone on paper; the token is nowhere else.

import assert from "node:assert/strict";
import { test } from "node:test";

import { place, press, says } from "./choice.mjs";
import { openHosted, startHostSite, withHosts } from "./hosts.mjs";
import { axe } from "./support.mjs";

const { browser, server, signing, claim } = await withHosts();

/** A person who has decided, with the receipt of that open, and what they are asked to print. */
async function decided(open, sub, more = {}) {
  const tokens = [];
  const token = () => {
    tokens.push(signing.token(sub));
    return { token: tokens.at(-1), expiresIn: 300 };
  };
  const hosted = await open({ options: { capabilities: ["token"] }, token, ...more });
  await hosted.frame.evaluate(() => {
    globalThis.printed = [];
    globalThis.print = () => printed.push(document.documentElement.hasAttribute("data-printing"));
  });
  await place(hosted.frame, "games").and(hosted.frame.locator("[data-phase=rest]")).waitFor();
  await press(hosted.frame, "games", "Off");
  await says(hosted.frame, "games", /Recorded: Off/);
  const entry = hosted.frame.locator(".timeline > li").first();
  await entry.locator(".receipt > summary").click();
  const link = entry.locator("a[target=_blank]");
  await link.waitFor();
  return { hosted, entry, link, tokens };
}

claim("a person whom the host signs in opens and prints the page of a receipt", async (open, carrier) => {
  const { hosted, entry, link, tokens } = await decided(open, `printing-${carrier}`);
  const opened = [];
  hosted.context.on("page", (page) => opened.push(page.url()));
  await link.click();
  const sheet = entry.locator(".printable");
  await sheet.waitFor();
  const said = await sheet.innerText();
  assert.match(said, /Receipt/);
  // The signed text itself, which the page of the receipt has and the list has not.
  assert.match(said, /eyJ[\w-]+\.[\w-]+\.[\w-]+/);
  assert.deepEqual(await hosted.frame.evaluate(() => printed), [true]);
  assert.deepEqual(opened, [], "no window that a webview has not");
  assert.equal(await hosted.frame.evaluate(() => document.activeElement.className), "printable");

  const [asked] = hosted.requests.filter((request) => /\/v1\/records\/[^/]+\/receipt$/.test(request.url())).slice(-1);
  const headers = await asked.allHeaders();
  assert.match(headers.accept, /text\/html/);
  assert.equal(headers.authorization, `Bearer ${tokens.at(-1)}`);
  assert.equal(headers.cookie, undefined);
  const seen = [...hosted.requests.map((request) => request.url()), ...hosted.console, server.log, hosted.frame.url(), await hosted.frame.title(), await hosted.frame.content()];
  const parts = tokens.flatMap((token) => token.split(".").slice(1));
  assert.deepEqual(parts.filter((part) => seen.some((text) => text.includes(part))), []);

  // On paper it is alone, and afterwards everything is there again.
  const isPrinted = (selector) => hosted.frame.locator(selector).first().isVisible();
  await hosted.page.emulateMedia({ media: "print" });
  assert.deepEqual([await isPrinted(".printable dl"), await isPrinted("h1"), await isPrinted(".entry__what"), await isPrinted(".footer")], [true, false, false, false]);
  await hosted.frame.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.deepEqual([await isPrinted("h1"), await isPrinted(".entry__what")], [true, true]);
  await hosted.page.emulateMedia({ media: "screen" });
  // Again, and there is one still.
  await link.click();
  await hosted.frame.waitForFunction(() => printed.length === 2);
  assert.equal(await hosted.frame.locator(".printable").count(), 1);
  if (carrier === "android") assert.deepEqual(await axe(hosted.page), []);
});

claim("where the host gives no token any more the page says that the service cannot be reached", async (open, carrier) => {
  const { hosted, link } = await decided(open, `orphaned-${carrier}`);
  await hosted.page.evaluate(() => (globalThis.demoHost.isDead = true));
  await hosted.context.route("**/v1/**", (route) => route.fulfill({ status: 401, contentType: "application/problem+json", body: "{}" }));
  await link.click();
  await hosted.frame.getByText("Choices cannot be loaded or saved at the moment").first().waitFor();
  assert.equal(await hosted.frame.locator(".printable").count(), 0);
  assert.deepEqual(await hosted.frame.evaluate(() => printed), []);
});

test("a link that only looks like a receipt's is followed, and gets no token", { timeout: 60_000 }, async () => {
  const site = await startHostSite();
  const hosted = await openHosted(browser, "android", { base: server.base, site, options: { capabilities: ["token"] }, token: () => ({ token: signing.token("lured"), expiresIn: 300 }) });
  await hosted.ready();
  const lure = `${site.base}/v1/records/00000000-0000-0000-0000-000000000000/receipt`;
  await hosted.frame.evaluate((href) => document.querySelector("main").append(Object.assign(document.createElement("a"), { href, id: "lure", textContent: "x" })), lure);
  await Promise.all([hosted.context.waitForEvent("request", (request) => request.url() === lure), hosted.frame.locator("#lure").click()]);
  const asked = hosted.requests.filter((request) => request.url() === lure);
  const headers = await Promise.all(asked.map((request) => request.allHeaders()));
  assert.deepEqual(headers.map(({ authorization }) => authorization), asked.map(() => undefined));
  await hosted.context.close();
  site.stop();
});
