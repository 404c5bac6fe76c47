// The page's own check of a receipt goes by what the service says of its keys, and says so when it
// cannot ask.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { press, says } from "./choice.mjs";
import { launch, startServer } from "./support.mjs";

const MONTH = 31 * 24 * 60 * 60 * 1000;

let browser;
before(async () => (browser = await launch()));
after(async () => browser?.close());

/** Runs a claim on a server of its own, with a receipt that stands open on a page. */
function claim(name, check) {
  test(name, { timeout: 120_000 }, async () => {
    const server = await startServer();
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(`${server.base}/en/choices/`);
      await press(page, "ads", "Off");
      await says(page, "ads", /Recorded: Off/);
      const entry = page.locator(".timeline > li").first();
      await entry.locator("summary").click();
      await entry.locator(".receipt > .facts").waitFor();
      await check({ page, entry, server });
    } finally {
      await context.close();
      await server.remove();
    }
  });
}

/** Checks the open receipt and waits until that is found. */
async function finds(entry, pattern) {
  await entry.getByRole("button", { name: "Check again" }).click();
  await entry.locator(".receipt__found", { hasText: pattern }).waitFor();
}

async function keysOf(server) {
  return (await (await fetch(`${server.base}/.well-known/jwks.json`)).json()).keys;
}

/** Says that the key may have been in other hands since a time, and waits until it is published. */
async function revoke(server, since) {
  const [{ kid }] = await keysOf(server);
  const env = { ...process.env, DATABASE_URL: `sqlite:${server.database}` };
  await promisify(execFile)(process.env.SERVER_BINARY, ["revoke-key", kid, "--since", since], { env });
  await server.stop();
  await server.start();
  assert.ok((await keysOf(server)).some((key) => key.kid === kid && key.state === "revoked"));
}

claim("a receipt signed after its key was in other hands is not believed", async ({ page, entry, server }) => {
  await finds(entry, /^The signature is valid: the receipt is as it was signed\. The text/);
  await revoke(server, "2020-01-01T00:00:00Z");
  await finds(entry, /cannot be trusted: others may have had its key since 1 January 2020/);
  // The keys kept on the device have learned it, too.
  await page.route("**/.well-known/jwks.json", (route) => route.abort());
  await finds(entry, /cannot be trusted: others may have had its key since 1 January 2020/);
});

claim("a receipt from before its key was in other hands is valid, and it is said until when", async ({ entry, server }) => {
  await revoke(server, new Date().toISOString());
  await finds(entry, /The signature is valid\. Its key counts for receipts from before .* only/);
});

claim("without the service a check says how old its keys are, and for how long it goes by them", async ({ page, entry }) => {
  await finds(entry, /^The signature is valid/);
  await page.route("**/.well-known/jwks.json", (route) => route.abort());
  await finds(entry, /The signature is valid.*The service could not be asked: this check used the keys as they were on \d+ \w+ \d{4}/);
  const age = (by) => page.evaluate((by) => {
    const kept = JSON.parse(localStorage["mingbai.keys"]);
    localStorage["mingbai.keys"] = JSON.stringify({ ...kept, at: kept.at - by });
  }, by);
  await age(MONTH - 60_000);
  await finds(entry, /The signature is valid.*this check used the keys as they were/);
  await age(120_000);
  await finds(entry, /The signature cannot be checked: its key is not on this device/);
});

claim("a key that the service does not publish is told as such", async ({ page, entry }) => {
  await page.route("**/.well-known/jwks.json", (route) => route.fulfill({ json: { keys: [] } }));
  await finds(entry, /The signature cannot be checked: the service does not publish the key that signed it/);
});
