// What the browser tests share: the real server on a file of its own, Chromium, axe, and a record
// of everything a page complained about.
//
// `cargo xtask test --only browser` sets BASE (a running server), SERVER_BINARY, SITE_DIR and
// CHROMIUM. A test that only reads uses BASE; one that kills or counts starts its own server.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { chromium } from "playwright-core";

const READY_WITHIN_MS = 30_000;

// What a failed test left open would keep the run from ending.
const left = new Set();
after(() => Promise.all([...left].map((end) => end())));

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The address of the server that all tests share, without a slash at the end. */
export const base = needed("BASE");

/**
 * Starts the real server on a free port with a fresh SQLite file.
 *
 * @param {{ site?: string, env?: Record<string, string> }} options `site` is the built site to
 *   serve, `env` adds to the server's environment.
 * @returns {Promise<Server>} Call `remove()` when done.
 */
export async function startServer({ site = needed("SITE_DIR"), env = {} } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "mingbai-"));
  const server = new Server(folder, site, await freePort(), env);
  left.add(() => server.remove());
  try {
    await server.start();
  } catch (error) {
    await server.remove();
    throw error;
  }
  return server;
}

/** A server process that can be killed and started again on the same file and port. */
class Server {
  #child;
  #log = "";

  constructor(folder, site, port, env) {
    this.folder = folder;
    /** The SQLite file with the records. */
    this.database = join(folder, "consent.db");
    /** Its address, without a slash at the end. */
    this.base = `http://127.0.0.1:${port}`;
    this.environment = {
      ...process.env,
      LISTEN: `127.0.0.1:${port}`,
      SITE_DIR: site,
      DATABASE_URL: `sqlite:${this.database}`,
      // All browsers of the tests have one address.
      WRITES_PER_ADDRESS: "0",
      ...env,
    };
  }

  /** What the server has written so far. */
  get log() {
    return this.#log;
  }

  /** Starts it and waits until it says that it is ready. */
  async start() {
    this.#child = spawn(needed("SERVER_BINARY"), {
      env: this.environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const keep = (text) => (this.#log += text);
    this.#child.stdout.setEncoding("utf8").on("data", keep);
    this.#child.stderr.setEncoding("utf8").on("data", keep);
    this.#child.on("error", (error) => keep(`${error}\n`));
    await this.#ready();
  }

  /** Ends it at once, as a crash or a lost machine does: signal 9. */
  kill() {
    return this.#end("SIGKILL");
  }

  /** Asks it to finish what it is writing and end. */
  stop() {
    return this.#end("SIGTERM");
  }

  /** Ends it and removes its file. */
  async remove() {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #end(signal) {
    const child = this.#child;
    if (!this.#runs()) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  #runs() {
    const child = this.#child;
    return Boolean(child?.pid) && child.exitCode === null && child.signalCode === null;
  }

  async #ready() {
    for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until; await sleep(50)) {
      if (!this.#runs()) break;
      const answer = await fetch(`${this.base}/health/ready`).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.ok) return;
    }
    throw new Error(`the server at ${this.base} did not become ready; it wrote:\n${this.#log}`);
  }
}

/**
 * Starts Chromium without a window.
 *
 * @param {{ gpc?: boolean, args?: string[] }} options `gpc` gives the browser a Global Privacy
 *   Control that is on.
 */
export async function launch({ gpc = false, args = [], ignoreDefaultArgs } = {}) {
  const signal = gpc ? ["--enable-features=GlobalPrivacyControlForce"] : [];
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    ignoreDefaultArgs,
    // As root there is no sandbox; the other flags keep it off the network and its pictures
    // the same on every run.
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--font-render-hinting=none",
      "--force-color-profile=srgb",
      ...signal,
      ...args,
    ],
  });
  left.add(() => browser.close());
  // What the service worker keeps would stand in for what a test has the network say; offline.test.mjs lets it.
  for (const open of ["newContext", "newPage"]) {
    const own = browser[open].bind(browser);
    browser[open] = (options) => own({ serviceWorkers: "block", ...options });
  }
  return browser;
}

/**
 * What axe-core finds wrong on a page, one line for each element; none when all is well.
 *
 * @param {import("playwright-core").Page} page
 * @param {object} options Passed to `axe.run`, to leave a rule out with its reason beside it.
 */
export async function axe(page, options = {}) {
  // Evaluated by the debugger, so the page's content security policy holds for the page alone.
  const isThere = await page.evaluate(() => Boolean(globalThis.axe));
  if (!isThere) await page.evaluate(await axeSource);
  // A colour that is on its way to another one is neither.
  await page.evaluate(() => {
    const moving = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().iterations !== Infinity);
    return Promise.allSettled(moving.map(({ finished }) => finished));
  });
  const { violations } = await page.evaluate(
    // That targets are 24 px at least (WCAG 2.5.8) is a rule that axe leaves out unless it is asked for.
    (options) => globalThis.axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } }, ...options }),
    options,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`),
  );
}

/**
 * Has a page note in `globalThis.moved` what moves without being asked to, from the first paint of the whole page on:
 * while it still comes in, a table's columns find their widths. The app starts after that paint.
 */
export const watchMoves = (page) =>
  page.addInitScript(() => {
    globalThis.moved = [];
    let from = Infinity;
    addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => requestAnimationFrame((time) => (from = time))));
    const named = ({ node, previousRect, currentRect }) => `${node?.nodeName} ${node?.className ?? ""} ${previousRect.y}+${previousRect.height} to ${currentRect.y}+${currentRect.height}`;
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources, startTime } of list.getEntries()) {
        if (!hadRecentInput && startTime >= from) globalThis.moved.push(`${value} at ${startTime}: ${sources.map(named).join(", ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });

/** How fast the animations of a page go from now on: 1 is as they are meant. */
export async function playAnimations(page, playbackRate) {
  const session = await page.context().newCDPSession(page);
  await session.send("Animation.enable");
  await session.send("Animation.setPlaybackRate", { playbackRate });
}

/**
 * Records what a page complains about from now on: call it before the page is opened.
 *
 * @param {import("playwright-core").Page} page
 * @returns {Promise<{ errors: string[], violations: string[] }>} `errors` are console errors and
 *   uncaught ones, `violations` are breaches of the content security policy.
 */
export async function watch(page) {
  const errors = [];
  const violations = [];
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    errors.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => errors.push(String(error.stack ?? error)));
  page.on("crash", () => errors.push("the page crashed"));
  await page.exposeBinding("reportViolation", (_, violation) => violations.push(violation));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { effectiveDirective, blockedURI, sourceFile, lineNumber } = event;
      const place = `${sourceFile}:${lineNumber}`;
      globalThis.reportViolation(`${effectiveDirective} refused ${blockedURI} at ${place}`);
    });
  });
  return { errors, violations };
}

/** A port of this machine that nobody listens on. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

function needed(variable) {
  const value = process.env[variable];
  if (value) return value;
  throw new Error(`${variable} is not set; run \`cargo xtask test --only browser\``);
}
