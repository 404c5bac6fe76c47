// The bridge without a browser: what fits, by the same examples as the types in crates/bridge; the gate; a
// session in the name of whom the host signs in; events by fetch. Whole pages are in ../bridge.test.mjs.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import Ajv2020 from "ajv/dist/2020.js";

import { fields } from "../../../src/bridge/fits.js";
import { carrierOf } from "../../../src/bridge/carriers.js";
import { openGate } from "../../../src/bridge/message_gate.js";
import { followHistory } from "../../../src/bridge/back_in_frame.js";
import { CONFIG, FROM_HOST, LARGEST, TO_HOST, VERSION } from "../../../src/bridge/protocol.js";
import { newSession } from "../../../src/bridge/session.js";
import { contrast, refused } from "../../../src/deployment/colours.js";

const read = async (path) => JSON.parse(await readFile(new URL(`../../../${path}`, import.meta.url), "utf8"));
const cases = await read("crates/bridge/tests/cases.json");

const isOwn = (object, name) => Object.hasOwn(object, name);
const reads = (side) => (message) => isOwn(side, message.type ?? "") && fields(message, side[message.type]);

for (const [name, fits] of [["fromHost", reads(FROM_HOST)], ["toHost", reads(TO_HOST)], ["config", (config) => fields(config, CONFIG)]]) {
  test(`the page takes what fits and nothing else: ${name}`, () => {
    for (const { message, fits: expected, why } of cases[name]) {
      assert.equal(fits(message), expected, `${JSON.stringify(message)} ${why ?? ""}`);
    }
  });
}

test("the published schemas take the same", async () => {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  const messages = await read("docs/bridge/bridge.schema.json");
  const envelope = { v: VERSION, nonce: "0".repeat(32), seq: 1 };
  for (const [name, side] of [["fromHost", "FromHost"], ["toHost", "ToHost"]]) {
    const validate = ajv.compile({ $ref: `#/$defs/${side}`, $defs: messages.$defs });
    for (const { message, fits } of cases[name]) {
      assert.equal(validate({ ...envelope, ...message }), fits, JSON.stringify(message));
    }
  }
  const validate = ajv.compile(await read("docs/config.schema.json"));
  for (const { message, fits } of cases.config) assert.equal(validate(message), fits, JSON.stringify(message));
});

/** A gate with a host that says anything. `taken` are the messages that came through. */
function openedGate(more = {}) {
  const sent = [];
  const taken = [];
  let hear;
  const carrier = { post: (text) => sent.push(JSON.parse(text)), listen: (listener) => (hear = listener), ...more };
  const gate = openGate({ crypto, setTimeout: () => {} }, carrier, (message) => taken.push(message.type));
  const nonce = sent[0].nonce;
  let seq = 0;
  const say = (type, fields, envelope) => hear(JSON.stringify({ v: VERSION, nonce, seq: ++seq, type, ...fields, ...envelope }));
  return { gate, sent, taken, nonce, say, hear: (...given) => hear(...given) };
}

test("the page says hello with a nonce of its own, and hears nothing before the welcome", () => {
  const { gate, sent, taken, nonce, say } = openedGate();
  assert.deepEqual(sent, [{ v: VERSION, nonce, seq: 1, type: "hello" }]);
  assert.match(nonce, /^[0-9a-f]{32}$/);
  assert.notEqual(openedGate().nonce, nonce);
  say("theme", { theme: "dark" });
  assert.deepEqual(gate.dropped, { order: 1 });
  say("welcome", { capabilities: [] });
  say("theme", { theme: "dark" });
  assert.deepEqual(taken, ["welcome", "theme"]);
});

test("what does not fit is dropped and counted by its reason", () => {
  const { gate, taken, say, hear } = openedGate();
  say("welcome", { capabilities: [] });
  say("theme", { theme: "dark" }, { nonce: "0".repeat(32) });
  say("theme", { theme: "dark" }, { nonce: undefined });
  say("theme", { theme: "dark" }, { v: 2 });
  say("theme", { theme: "pink" });
  say("eval", { code: "1" });
  say("constructor");
  say("welcome", { capabilities: [] });
  say("theme", { theme: "dark" }, { seq: 1 });
  say("theme", { theme: "dark" }, { seq: 0.5 });
  say("theme", { theme: "dark" }, { seq: "99" });
  hear("{");
  hear("null");
  hear({ v: VERSION });
  hear(JSON.stringify({ type: "theme", fill: "x".repeat(LARGEST) }));
  hear(JSON.stringify({ type: "theme", fill: "明".repeat(LARGEST / 2) }));
  hear("{}", false);
  assert.deepEqual(taken, ["welcome"]);
  assert.deepEqual(gate.dropped, { nonce: 2, version: 1, fields: 1, type: 2, order: 1, replay: 3, json: 2, text: 1, size: 2, origin: 1 });
});

test("a message that was heard is not heard again, nor one from before it", () => {
  const { gate, taken, say } = openedGate();
  say("welcome", { capabilities: [] });
  say("back", {}, { seq: 7 });
  say("back", {}, { seq: 7 });
  say("back", {}, { seq: 6 });
  say("back", {}, { seq: 8 });
  assert.deepEqual(taken, ["welcome", "back", "back"]);
  assert.deepEqual(gate.dropped, { replay: 2 });
});

test("a message is read once: a text of exactly the largest size passes", () => {
  const { taken, say, nonce, gate } = openedGate();
  say("welcome", { capabilities: [] });
  const bare = JSON.stringify({ v: VERSION, nonce, seq: 2, type: "back", fill: "" }).length;
  say("back", { fill: "x".repeat(LARGEST - bare) });
  say("back", { fill: "x".repeat(LARGEST - bare + 1) });
  assert.deepEqual([taken, gate.dropped], [["welcome", "back"], { size: 1 }]);
});

/** A window that is framed, or not, with what a platform puts into it. */
const newWindow = (more = {}) => {
  const page = Object.assign(new EventTarget(), { location: {}, ...more });
  page.parent ??= page;
  return page;
};

test("in a frame the listed hosts alone are spoken to, and heard", () => {
  const posted = [];
  const parent = { postMessage: (text, origin) => posted.push(origin) };
  const hosts = ["https://one.example", "https://two.example"];
  // Firefox does not say who frames the page.
  const page = newWindow({ parent });
  const carrier = carrierOf(page, hosts);
  carrier.post("hello");
  assert.deepEqual(posted, hosts);
  const heard = [];
  carrier.listen((data, from) => heard.push(from));
  const say = (origin, source = parent) => page.dispatchEvent(Object.assign(new Event("message"), { origin, source, data: "x" }));
  say("https://two.example");
  say("https://three.example");
  say("null");
  say("https://one.example", {});
  say("https://one.example", page);
  assert.deepEqual(heard, ["https://two.example", false, false, false, false]);
  carrier.settle("https://two.example");
  say("https://one.example");
  carrier.post("title");
  assert.equal(heard.at(-1), false, "the one that answered is the host");
  assert.deepEqual(posted.slice(2), ["https://two.example"]);
});

test("in a frame of somebody who is not listed nobody is spoken to, whatever a platform put there", () => {
  const mingbaiHost = { postMessage() {} };
  const parent = { postMessage: assert.fail };
  for (const above of ["https://three.example", "null"]) {
    const page = newWindow({ parent, mingbaiHost, location: { ancestorOrigins: [above] } });
    assert.equal(carrierOf(page, ["https://one.example"]), undefined);
  }
  assert.equal(carrierOf(newWindow({ parent, mingbaiHost }), []), undefined);
});

test("an object without a way to post is no host, and one that throws leaves the page alone", async () => {
  assert.equal(carrierOf(newWindow(), []), undefined);
  assert.equal(carrierOf(newWindow({ mingbaiHost: {} }), []), undefined);
  const broken = { postMessage: () => { throw new Error("gone"); } };
  carrierOf(newWindow({ mingbaiHost: broken }), []).post("hello");
  const rejecting = { messageHandlers: { mingbaiHost: { postMessage: () => Promise.reject(new Error("gone")) } } };
  carrierOf(newWindow({ webkit: rejecting }), []).post("hello");
  await sleep(0);
});

test("back counts the views where the browser does not", () => {
  const page = newWindow();
  const went = [];
  page.history = { length: 3, pushState: () => (page.history.length += 1), back: () => went.push("back") };
  const goBack = followHistory(page);
  const arrive = () => page.dispatchEvent(new Event("popstate"));
  assert.equal(goBack(), false, "nothing was opened yet");
  page.history.pushState();
  // A link within the page: an entry of the browser's own.
  page.history.length += 1;
  arrive();
  assert.equal(goBack(), true);
  arrive();
  assert.equal(goBack(), true);
  arrive();
  assert.equal(goBack(), false);
  assert.deepEqual(went, ["back", "back"]);
});

/** A session whose service accepts some tokens. */
function newService({ accepts, gives }) {
  const seen = [];
  const page = {
    // Patience is cut short; until the next token is due no test waits.
    setTimeout: (act, wait) => (wait > 10_000 ? undefined : setTimeout(act, wait / 100)),
    clearTimeout,
    fetch: async (request) => {
      const token = request.headers.get("authorization").replace("Bearer ", "");
      seen.push({ token, credentials: request.credentials, body: request.body && (await request.text()), key: request.headers.get("idempotency-key") });
      return new Response("{}", { status: accepts.includes(token) ? 200 : 401 });
    },
  };
  let asked = 0;
  const session = newSession(page, () => {
    const token = gives[asked++];
    if (token) queueMicrotask(() => session.take({ token, expiresIn: 86400 }));
  });
  return { session, seen, asked: () => asked };
}
const put = () => new Request("https://privacy.example/v1/choices/ads", { method: "PUT", body: "{}", headers: { "idempotency-key": "k" } });

test("a request carries the token and no cookie", async () => {
  const { session, seen, asked } = newService({ accepts: ["one"], gives: ["one"] });
  assert.equal((await session.fetch(put())).status, 200);
  assert.deepEqual(seen, [{ token: "one", credentials: "omit", body: "{}", key: "k" }]);
  await session.fetch(put());
  assert.equal(asked(), 1);
});

test("a token that is not accepted is asked for anew, and the request is sent once more as it was", async () => {
  const { session, seen } = newService({ accepts: ["two"], gives: ["one", "two"] });
  assert.equal((await session.fetch(put())).status, 200);
  assert.deepEqual(seen.map(({ token, body, key }) => [token, body, key]), [["one", "{}", "k"], ["two", "{}", "k"]]);
});

test("requests that find a spent token together ask for one", async () => {
  const { session, seen, asked } = newService({ accepts: ["two"], gives: ["one", "two", "three"] });
  await session.fetch(new Request("https://privacy.example/v1/warm")).catch(() => {});
  await Promise.all([session.fetch(put()), session.fetch(put())]);
  assert.equal(asked(), 2);
  assert.ok(seen.slice(1).every(({ token }) => token === "two"));
});

test("where no token is accepted, or none comes, the service counts as away", async () => {
  const refusing = newService({ accepts: [], gives: ["one", "two", "three", "four"] });
  await assert.rejects(refusing.session.fetch(put()), TypeError);
  assert.equal(refusing.seen.length, 2);
  const silent = newService({ accepts: ["one"], gives: [] });
  await assert.rejects(silent.session.fetch(put()), TypeError);
  assert.deepEqual(silent.seen, [], "nothing leaves without a token");
});

test("the next token is asked for before the last one ends", async () => {
  const waits = [];
  const page = { setTimeout: (act, wait) => waits.push(wait), clearTimeout() {} };
  const session = newSession(page, () => {});
  session.take({ token: "one", expiresIn: 300 });
  session.take({ token: "two", expiresIn: 40 });
  assert.deepEqual(waits, [240_000, 30_000]);
});

test("what is answered to a token is kept nowhere, and a token of somebody else begins the page anew", async () => {
  const jwt = (sub) => `h.${Buffer.from(JSON.stringify({ iss: "app", sub })).toString("base64url")}.s`;
  const seen = [];
  let loads = 0;
  const page = {
    setTimeout: () => {},
    clearTimeout() {},
    location: { reload: () => (loads += 1) },
    fetch: async (request) => (seen.push([request.headers.get("authorization"), request.cache]), new Response("{}")),
  };
  const session = newSession(page, () => {});
  session.take({ token: jwt("明"), expiresIn: 300 });
  session.take({ token: `${jwt("明")}2`, expiresIn: 300 });
  assert.equal(loads, 0, "the next token of the same person");
  await session.fetch(put());
  session.take({ token: jwt("bob"), expiresIn: 300 });
  assert.equal(loads, 1);
  await session.fetch(put());
  assert.deepEqual(seen, [[`Bearer ${jwt("明")}2`, "no-store"], [`Bearer ${jwt("明")}2`, "no-store"]], "nothing of the first one goes as the second's");
});

test("events come as those of an EventSource, also in pieces, and go on after the last one", async () => {
  const streams = [
    ["id: a/1\nevent: choice\nda", 'ta: {"sequence":1}\n\n:keep\n\nevent: choice\r\nid: a/2\r\ndata: {"sequence":2}\r\n\r\n'],
    ['event: choice\ndata: {"sequence":3}\n\n'],
  ];
  const lastIds = [];
  const { newEvents } = await import("../../../src/bridge/events_by_fetch.js");
  const events = newEvents({ setTimeout: (act) => setTimeout(act, 1) }, "https://privacy.example/v1/events", async (request) => {
    lastIds.push(request.headers.get("last-event-id"));
    const parts = streams.shift();
    return parts ? new Response(new Blob(parts).stream()) : new Response(null, { status: 204 });
  });
  const told = [];
  events.addEventListener("choice", ({ data }) => told.push(JSON.parse(data).sequence));
  events.addEventListener("open", () => told.push("open"));
  await new Promise((resolve) => events.addEventListener("error", resolve));
  assert.deepEqual(told, ["open", 1, 2, "open", 3]);
  assert.deepEqual(lastIds, [null, "a/2", "a/2"]);
  assert.equal(events.readyState, 2, "where the service does not know the person, the app asks again later");
  await sleep(5);
  assert.equal(lastIds.length, 3);
});

test("the contrast of two colours is that of WCAG", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.equal(contrast("#fff", "#ffffff"), 1);
  assert.equal(contrast("#767676", "#fff").toFixed(2), "4.54");
});

test("a colour that loses its contrast is refused, and one that keeps it is not", () => {
  const own = { paper: "#faf9f5", surface: "#ffffff", action: "#00506a", "on-action": "#ffffff", link: "#00506a" };
  const check = (colours) => {
    const shown = { ...own, ...Object.fromEntries(colours.map(({ token, value }) => [token, value])) };
    return refused(colours, (token) => shown[token] ?? "").map(({ token }) => token);
  };
  assert.deepEqual(check([{ token: "action", value: "#004d40" }]), []);
  assert.deepEqual(check([{ token: "action", value: "#9ad0c2" }, { token: "link", value: "#004d40" }]), ["action"]);
  assert.deepEqual(check([{ token: "link", value: "#dddddd" }]), ["link"]);
  assert.deepEqual(check([{ token: "paper", value: "#333333" }]), ["paper"], "the links of the page could not be read");
});
