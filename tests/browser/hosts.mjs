// A page inside a host app, by each of the four carriers: the hosts of ../hosts, driven from a test.

import { generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { launch, startServer } from "./support.mjs";

const FOLDER = new URL("../hosts/", import.meta.url);
const KINDS = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css" };

/** By which a page may speak to its host; the first one is a frame, the others are objects of a platform. */
export const CARRIERS = ["iframe", "android", "ios", "arkweb"];

/** A webview is as wide as a phone; the host on the web has room beside the page. */
const WEBVIEW = { viewport: { width: 400, height: 700 } };

/** For the tests of a file: a browser, two hosts on the web, a server that lets them in, and a claim for each carrier. */
export async function withHosts() {
  const folder = await mkdtemp(join(tmpdir(), "mingbai-host-"));
  const [browser, site, stranger, signing] = await Promise.all([launch(), startHostSite(), startHostSite(), signingHost(folder)]);
  const server = await startServer({ env: { ALLOWED_HOSTS: `${site.base},${stranger.base}`, WRITES_PER_MINUTE: "0", ...signing.env } });
  after(async () => {
    await browser.close();
    site.stop();
    stranger.stop();
    await server.remove();
    await rm(folder, { recursive: true });
  });
  const open = (carrier, what = {}) => openHosted(browser, carrier, { base: server.base, site, context: carrier === "iframe" ? {} : WEBVIEW, ...what });
  const claim = (name, check) => {
    for (const carrier of CARRIERS) {
      test(`${carrier}: ${name}`, { timeout: 60_000 }, async () => {
        const opened = [];
        const openHere = async (what) => {
          opened.push(await open(carrier, what));
          return opened.at(-1);
        };
        await check(openHere, carrier);
        for (const { context } of opened) await context.close();
      });
    }
  };
  return { browser, server, site, stranger, signing, open, claim };
}

/** The host on the web, as a site of its own: `localhost` where the page is at `127.0.0.1`. */
export async function startHostSite() {
  const listener = createServer(async (asked, answer) => {
    const name = new URL(asked.url, "http://localhost").pathname.slice(1);
    const content = await readFile(new URL(name, FOLDER)).catch(() => undefined);
    answer.writeHead(content ? 200 : 404, { "content-type": KINDS[name.split(".").pop()] ?? "text/plain" }).end(content);
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const stop = () => (listener.closeAllConnections(), listener.close());
  return { base: `http://localhost:${listener.address().port}`, stop };
}

/**
 * Opens a view in a host.
 *
 * @param {"iframe" | "android" | "ios" | "arkweb"} carrier
 * @param {{ base: string, site: { base: string }, view?: string, options?: object, config?: object | string,
 *   token?: () => { token: string, expiresIn: number } | undefined, context?: object }} what `options` is what
 *   newHost in host.js takes, `config` what the deployment's `config.json` has, `context` what the browser's has.
 * @returns {Promise<Hosted>} Close its `context` when done.
 */
export async function openHosted(browser, carrier, { base, site, view = "/en/choices/", options = {}, config, token, context: given }) {
  const context = await browser.newContext(given);
  const page = await context.newPage();
  const hosted = new Hosted(context, page);
  page.on("console", (message) => hosted.console.push(message.text()));
  context.on("request", (request) => hosted.requests.push(request));
  if (token) await context.exposeFunction("nextToken", token);
  const hosts = carrier === "iframe" ? { hosts: [site.base] } : {};
  const text = typeof config === "string" ? config : JSON.stringify({ ...hosts, ...config });
  await context.route("**/config.json", (route) => route.fulfill({ contentType: "application/json", body: text }));
  if (carrier === "iframe") {
    const asked = new URLSearchParams({ page: `${base}${view}` });
    if (options.capabilities) asked.set("capabilities", options.capabilities.join());
    if (options.embedded) asked.set("embedded", "");
    if (options.silent) asked.set("silent", "");
    await page.goto(`${site.base}/iframe.html?${asked}`);
    const isPage = (frame) => frame.url().startsWith(base);
    hosted.frame = page.frames().find(isPage) ?? (await page.waitForEvent("framenavigated", isPage));
  } else {
    const gives = token ? "hostOptions.token = () => globalThis.nextToken();" : "";
    const script = async (name) => readFile(new URL(name, FOLDER), "utf8");
    await context.addInitScript(`globalThis.hostOptions = ${JSON.stringify(options)}; ${gives}`);
    await context.addInitScript(await script("host.js"));
    await context.addInitScript(await script(`${carrier}.js`));
    await page.goto(`${base}${view}`);
    hosted.frame = page.mainFrame();
  }
  return hosted;
}

/** A page in its host: `frame` is the page's, the host is in the main one. */
class Hosted {
  console = [];
  requests = [];

  constructor(context, page) {
    this.context = context;
    this.page = page;
  }

  /** Has the host say a message; `more` may say something else of the envelope. */
  say(type, fields, more) {
    return this.page.evaluate(([type, fields, more]) => globalThis.demoHost.say(type, fields, more), [type, fields, more]);
  }

  /** Has the host post a text, whatever it is. */
  post(text) {
    return this.page.evaluate((text) => globalThis.demoHost.post(text), text);
  }

  /** Waits until the host has heard so many messages of a type; gives what the last one says. */
  async heard(type, count = 1) {
    await this.page.waitForFunction(([type, count]) => globalThis.demoHost.heard.filter((one) => one.type === type).length >= count, [type, count]);
    return (await this.all(type)).pop();
  }

  /** What the host has heard of a type by now. */
  all(type) {
    return this.page.evaluate((type) => globalThis.demoHost.heard.filter((one) => one.type === type), type);
  }

  /** How many messages the page has dropped, by the reason. */
  dropped() {
    return this.frame.evaluate(() => globalThis.mingbaiBridge.dropped);
  }

  /** Waits until the app of the page runs. */
  ready() {
    return this.frame.locator("html[data-app=ready]").waitFor({ state: "attached" });
  }
}

/** What a host app signs its people in with: keys in a folder, and the settings of a server that takes them. */
export async function signingHost(folder) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const file = join(folder, "host.jwks");
  await writeFile(file, JSON.stringify({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one" }] }));
  const [issuer, audience] = ["https://app.example.org", "https://privacy.example.org"];
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return {
    env: { HOST_ISSUER: issuer, HOST_AUDIENCE: audience, HOST_KEYS: file },
    /** A token for that person, which ends in so many seconds, or did. */
    token: (sub, seconds = 300) => {
      const claims = { iss: issuer, aud: audience, sub, exp: Math.floor(Date.now() / 1000) + seconds };
      const head = `${part({ alg: "EdDSA", kid: "one" })}.${part(claims)}`;
      return `${head}.${sign(null, Buffer.from(head), privateKey).toString("base64url")}`;
    },
  };
}
