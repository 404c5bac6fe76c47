// A small proxy between page and server that does what networks and servers do on bad days.
//
// Each request to the API asks `fault` what shall happen to it; without an answer it passes.

import { once } from "node:events";
import { createServer, request } from "node:http";
import { after } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { launch, startServer } from "./support.mjs";

/** For the tests of a file: a browser, a server of their own, and a proxy between them. */
export async function behindProxy(options) {
  const [browser, server] = await Promise.all([launch(options), startServer({ env: { WRITES_PER_MINUTE: "0" } })]);
  const proxy = await startProxy(server.base);
  after(async () => {
    await browser.close();
    proxy.stop();
    await server.remove();
  });
  return { browser, server, proxy };
}

/** Fits each decision. */
export const decisions = ({ method }) => method === "PUT";

/** Fits each question where the person stands. */
export const questions = ({ method, path }) => method === "GET" && path === "/v1/choices";

/** Starts a proxy in front of a server; `stop()` when done. */
export async function startProxy(target) {
  const proxy = new Proxy(target);
  proxy.listener.listen(0, "127.0.0.1");
  await once(proxy.listener, "listening");
  proxy.base = `http://127.0.0.1:${proxy.listener.address().port}`;
  return proxy;
}

class Proxy {
  #held = [];

  constructor(target) {
    this.target = new URL(target);
    /** Says what happens to a request: a name below, or nothing. */
    this.fault = () => undefined;
    /** Says by a path what is to stand before a script: a text, or nothing. */
    this.prelude = () => undefined;
    /** What the server confirmed: idempotency key, record and purpose of each decision. */
    this.confirmed = [];
    this.listener = createServer((asked, answer) => this.#pass(asked, answer).catch(() => answer.destroy()));
  }

  /** All is well again: nothing happens to requests, and what was held goes on. */
  heal() {
    this.fault = () => undefined;
    for (const held of this.#held.splice(0)) held.release();
  }

  /**
   * Holds the next request that fits, or its answer, until `release()`. `arrived` resolves when it
   * is here; that of an answer, when the server has done what was asked.
   */
  hold(fits, side = "request") {
    const held = { fits, side, wait: () => (held.arrive(), held.released) };
    held.arrived = new Promise((arrive) => (held.arrive = arrive));
    held.released = new Promise((release) => (held.release = release));
    this.#held.push(held);
    return held;
  }

  #take(request) {
    const held = this.#held.find(({ isTaken, fits }) => !isTaken && fits(request));
    if (held) held.isTaken = true;
    return held;
  }

  stop() {
    this.listener.closeAllConnections();
    this.listener.close();
  }

  async #pass(asked, answer) {
    const body = Buffer.concat(await asked.toArray());
    const isApi = asked.url.startsWith("/v1/");
    const request = { method: asked.method, path: asked.url, headers: asked.headers };
    const held = isApi ? this.#take(request) : undefined;
    if (held?.side === "request") await held.wait();
    const fault = isApi ? this.fault(request) : undefined;
    const [name, value] = String(fault ?? "").split(" ");
    switch (name) {
      case "cut": return breakOff(answer);
      case "reset": return void answer.destroy();
      case "hang": return;
      case "500": return void answer.writeHead(500).end("<h1>oops</h1>");
      case "429": return problem(answer, 429, "too_many_requests", { retry_after: Number(value ?? 1) });
      case "422": return problem(answer, 422, "wrong_words", {});
      case "changed": return problem(answer, 409, "notice_changed", { release: "2099-01-01" });
      case "expired": return problem(answer, 409, "view_expired", { view_token: await this.#freshToken(body) });
    }
    if (name === "slow") await sleep(Number(value));
    const prelude = this.prelude(asked.url);
    // What is put before a text cannot be put before its compressed form.
    if (prelude) delete asked.headers["accept-encoding"];
    const { status, headers, stream } = await this.#forward(asked, body);
    if (headers["content-type"] === "text/event-stream") {
      // Node waits with the head for the first event; servers do not, and "open" is fired by it.
      answer.writeHead(status, headers).flushHeaders();
      (this.streams ??= new Set()).add(answer);
      answer.on("close", () => (this.streams.delete(answer), stream.destroy()));
      stream.on("error", () => answer.destroy());
      return void stream.pipe(answer);
    }
    const text = Buffer.concat(await stream.toArray());
    this.#note(asked, status, text);
    if (held?.side === "answer") await held.wait();
    if (name === "lost") return breakOff(answer);
    if (name === "unknown") return problem(answer, 503, "outcome_unknown", { retry_after: 1 });
    // What a browser does that keeps no cookies.
    if (name === "forget") delete headers["set-cookie"];
    if (name === "late") await sleep(Number(value));
    if (prelude) {
      delete headers["content-length"];
      return void answer.writeHead(status, headers).end(prelude + text);
    }
    answer.writeHead(status, headers).end(text);
  }

  #note(asked, status, text) {
    if (asked.method !== "PUT" || status !== 200) return;
    const { record, choice } = JSON.parse(text);
    this.confirmed.push({ key: asked.headers["idempotency-key"], record, purpose: choice.purpose });
  }

  async #forward({ method, url, headers }, body) {
    const { hostname, port } = this.target;
    const onward = request({ hostname, port, method, path: url, headers });
    onward.end(body);
    const [stream] = await once(onward, "response");
    return { status: stream.statusCode, headers: stream.headers, stream };
  }

  async #freshToken(body) {
    const seen = JSON.parse(Buffer.from(JSON.parse(body).view_token.split(".")[0], "base64url"));
    const { release, language, text_hash, surface } = seen;
    const answer = await fetch(new URL("/v1/views", this.target), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ release, language, text_hash, surface }),
    });
    return (await answer.json()).view_token;
  }
}

/** Ends in the middle of an answer. A connection that ends before one, a browser tries again itself. */
function breakOff(answer) {
  answer.writeHead(200, { "content-type": "application/json", "content-length": 9999 });
  answer.write("{", () => answer.destroy());
}

function problem(answer, status, code, more) {
  const whole = {
    type: `urn:mingbai:problem:${code}`, title: code, status, detail: code, code, view_token: null,
    expires_at: null, release: null, changes: null, choice: null, retry_after: null, ...more,
  };
  answer.writeHead(status, { "content-type": "application/problem+json" }).end(JSON.stringify(whole));
}
