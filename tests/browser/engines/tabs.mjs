// Pages in engines that nobody here develops with, each behind the same few acts.
//
// Chromium and Firefox are driven by Playwright, WebKit by its own drivers. What a page complains about
// is heard by a listener that a proxy puts before the script that starts the app: WebKit's drivers
// tell nothing of it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { chromium, firefox } from "playwright-core";

import { startDriver } from "./webdriver.mjs";

const PATIENCE_MS = 20_000;

/** Two phones' windows and a wide one; cog has one size, whatever it is asked for. */
const SMALL = { width: 360, height: 740 };
const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1280, height: 900 };

/** Each engine: the windows it can have, and how it is started. */
export const ENGINES = {
  "chromium-106": { windows: [PHONE, WIDE], start: () => startOldChromium(process.env.CHROMIUM_106) },
  // Below the floor: where the operator lets it, with a style sheet of its own.
  "chromium-83": { windows: [SMALL, WIDE], start: () => startOldChromium(process.env.CHROMIUM_83), isBelow: true },
  firefox: { windows: [PHONE, WIDE], start: startFirefox },
  webkitgtk: { windows: [PHONE, WIDE], start: startWebKitGtk },
  wpe: { windows: [{ width: 800, height: 600 }], start: startWpe },
};

/** Stands before the script that starts the app. */
export const LISTENER = `
globalThis.complaints = [];
{
  const note = (text) => complaints.push(String(text));
  // Chromium's own word on an element whose size depends on its place, and no mistake of a script.
  const isNone = (message) => /^ResizeObserver loop/.test(message);
  const { error } = console;
  console.error = (...words) => (note(words.join(" ")), error.apply(console, words));
  addEventListener("error", ({ message, filename, lineno }) => isNone(message) || note(\`\${message} (\${filename}:\${lineno})\`));
  addEventListener("unhandledrejection", ({ reason }) => note(reason?.stack ?? reason));
  addEventListener("securitypolicyviolation", (event) => note(\`\${event.effectiveDirective} refused \${event.blockedURI}\`));

  // What a panic of the app is to the browser: its next step ends in an error of WebAssembly.
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...all) => {
    const made = await instantiateStreaming.apply(WebAssembly, all);
    globalThis.fall = () => {
      new Uint8Array(made.instance.exports.memory.buffer).fill(255);
      setTimeout(() => document.dispatchEvent(new Event("click")));
    };
    return made;
  };
}
`;

/** Where to press one of these elements: the first in the window that nothing covers, or none. */
const placeToPress = (selector, words) => {
  for (const one of document.querySelectorAll(selector)) {
    const { left, top, width, height } = one.getBoundingClientRect();
    const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
    const isSaid = !words || one.textContent.trim() === words;
    if (isSaid && !one.disabled && one.contains(document.elementFromPoint(x, y))) return { x, y };
  }
};

/** Brings the first of these elements into the window. */
const bringIntoView = (selector, words) => {
  const all = [...document.querySelectorAll(selector)];
  const one = all.find((one) => one.getClientRects().length > 0 && (!words || one.textContent.trim() === words));
  one?.scrollIntoView({ block: "center", behavior: "instant" });
};

/** A page as a person has it open: a new device each time. */
export class Tab {
  #page;

  constructor(page, base) {
    this.#page = page;
    this.base = base;
    /** What pages complained about that it has left. */
    this.complaints = [];
  }

  /** Loads a page anew, as a link in a message does, and waits for its app. */
  async load(path) {
    await this.#hear();
    // The same page with another place in it would not be loaded again.
    await this.#page.load(`${this.base}/icon.svg`);
    await this.#page.load(this.base + path);
    const isReady = (url) => location.href === url && document.documentElement.dataset.app === "ready";
    try {
      await this.until("the app is ready", isReady, this.base + path);
    } catch (error) {
      const seen = () => {
        const loaded = performance.getEntriesByType("resource").map(({ name, responseEnd }) => `${name} ${responseEnd.toFixed()}`);
        return [location.href, document.readyState, document.documentElement.dataset.app, globalThis.complaints, loaded];
      };
      error.message += `: ${JSON.stringify(await this.run(seen))}`;
      throw error;
    }
  }

  /** Has a function answer within the page. */
  run(script, ...args) {
    return this.#page.run(script, ...args);
  }

  /** Waits until a function answers within the page with something, and gives that. */
  async until(claim, script, ...args) {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(50)) {
      const answer = await this.run(script, ...args);
      if (answer) return answer;
    }
    throw new Error(`in ${PATIENCE_MS} ms it was not so that ${claim}`);
  }

  /** Waits until the page stands still, however smoothly it scrolls. */
  async stands() {
    const place = () => [scrollY, document.documentElement.scrollHeight, location.href].join();
    let before;
    for (let same = 0; same < 4; await sleep(60)) {
      const now = await this.run(place);
      same = now === before ? same + 1 : 0;
      before = now;
    }
  }

  /** Presses one of these elements, of those with these words where some are given, where a finger would. */
  async press(selector, words = null) {
    if (!(await this.run(placeToPress, selector, words))) await this.run(bringIntoView, selector, words);
    const { x, y } = await this.until(`${selector} ${words ?? ""} can be pressed`, placeToPress, selector, words);
    await this.#page.click(x, y);
  }

  /** All that its pages complained about. */
  async said() {
    await this.#hear();
    return this.complaints;
  }

  close() {
    return this.#page.close();
  }

  async #hear() {
    const said = await this.run(() => globalThis.complaints?.splice(0) ?? []);
    this.complaints.push(...said);
  }
}

/** A page of Playwright's, with the acts of a WebDriver session. */
class Page {
  constructor(context, page) {
    this.context = context;
    this.page = page;
  }

  load(url) {
    return this.page.goto(url);
  }

  run(script, ...args) {
    // A function's own text, since Playwright hands over one value alone.
    return this.page.evaluate(`(${script}).apply(null, ${JSON.stringify(args)})`);
  }

  click(x, y) {
    return this.page.mouse.click(x, y);
  }

  close() {
    return this.context.close();
  }
}

function played(browser) {
  return {
    browser,
    async open(viewport) {
      const context = await browser.newContext({ viewport });
      return new Page(context, await context.newPage());
    },
    stop: () => browser.close(),
  };
}

async function startOldChromium(executablePath) {
  const args = ["--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-background-networking"];
  return played(await chromium.launch({ executablePath, args }));
}

/** Debian's own Firefox, which Playwright drives by WebDriver BiDi. */
async function startFirefox() {
  const executablePath = "/usr/bin/firefox-esr";
  const quiet = [
    "app.normandy.enabled",
    "messaging-system.rsexperimentloader.enabled",
    "network.captive-portal-service.enabled",
    "network.connectivity-service.enabled",
  ];
  const firefoxUserPrefs = Object.fromEntries(quiet.map((name) => [name, false]));
  return played(await firefox.launch({ channel: "moz-firefox", executablePath, firefoxUserPrefs }));
}

async function startWebKitGtk() {
  const screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const [number] = await Promise.race([
    once(screen.stdio[3], "data"),
    once(screen, "exit").then(() => Promise.reject(new Error("Xvfb did not start"))),
  ]);
  const env = { DISPLAY: `:${String(number).trim()}`, WEBKIT_DISABLE_COMPOSITING_MODE: "1" };
  const binary = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
  // Without its bars a window can be as narrow as a phone's.
  const options = { binary, args: ["--automation", "--full-screen"] };
  const webkit = await startWebKit("WebKitWebDriver", { "webkitgtk:browserOptions": options }, env);
  return { ...webkit, stop: () => webkit.stop().finally(() => screen.kill()) };
}

/**
 * WPE WebKit 2.38, of Safari 16's time.
 *
 * A signal handler that runs on the same stack has its interpreter of WebAssembly trap, and on a busy machine
 * modules fell now and then while another thread compiled. Compiling in the same thread leaves all its tiers
 * in place, and none fell (docs/decisions/older-engines.md has the loads in turns).
 */
function startWpe() {
  const options = { binary: "/usr/bin/cog", args: ["--automation", "--platform=headless"] };
  return startWebKit("WPEWebDriver", { "wpe:browserOptions": options }, { JSC_useConcurrentJIT: "0" });
}

async function startWebKit(program, capabilities, env) {
  const folder = await mkdtemp(join(tmpdir(), "mingbai-webkit-"));
  const driver = await startDriver(program, { ...env, XDG_RUNTIME_DIR: folder });
  return {
    async open(size) {
      const session = await driver.open(capabilities);
      if (program === "WebKitWebDriver") await session.resize(size);
      return session;
    },
    async stop() {
      await driver.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
