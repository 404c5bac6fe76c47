// A driver that speaks WebDriver, as WebKit's do: started, asked, and ended with its browser.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

import { freePort } from "../support.mjs";

/** How long a driver may take to answer, in milliseconds; a browser that it cannot start says nothing. */
const PATIENCE_MS = 30_000;

/**
 * Starts a driver.
 *
 * @param {string} program The driver.
 * @param {Record<string, string>} env Added to its environment.
 */
export async function startDriver(program, env) {
  const port = await freePort();
  const child = spawn(program, [`--port=${port}`], { env: { ...process.env, ...env }, stdio: "ignore" });
  const driver = new Driver(child, `http://127.0.0.1:${port}`);
  await driver.listens(program);
  return driver;
}

class Driver {
  #child;
  #failed;

  constructor(child, base) {
    this.#child = child;
    this.base = base;
    child.on("error", (error) => (this.#failed = error));
  }

  /** Waits until it can be asked. */
  async listens(program) {
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(50)) {
      if (this.#failed || this.#child.exitCode !== null) break;
      const answer = await fetch(`${this.base}/status`).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.ok) return;
    }
    throw new Error(`${program} did not start: ${this.#failed ?? `it ended with ${this.#child.exitCode}`}`);
  }

  /** Starts a browser that keeps nothing of the one before. */
  async open(capabilities) {
    const { sessionId } = await ask("POST", `${this.base}/session`, { capabilities: { alwaysMatch: capabilities } });
    return new Session(`${this.base}/session/${sessionId}`);
  }

  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill();
    await ended;
  }
}

/** A browser with one page. */
class Session {
  constructor(base) {
    this.base = base;
  }

  async resize(size) {
    await ask("POST", `${this.base}/window/rect`, size);
  }

  async load(url) {
    await ask("POST", `${this.base}/url`, { url });
  }

  async run(script, ...args) {
    return ask("POST", `${this.base}/execute/sync`, { script: `return (${script}).apply(null, arguments)`, args });
  }

  async click(x, y) {
    const actions = [{ type: "pointerMove", x, y }, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }];
    await ask("POST", `${this.base}/actions`, { actions: [{ type: "pointer", id: "mouse", actions }] });
  }

  async close() {
    await ask("DELETE", this.base);
  }
}

async function ask(method, url, body) {
  const answer = await fetch(url, {
    method,
    headers: body && { "content-type": "application/json" },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value.error}: ${value.message}`);
  return value;
}
