// Much at once in a host: two people in two frames, a flood of messages, a host that dies in the middle, a token
// that ends while choices wait, and one of another person. Nothing of one is shown or sent as the other's, nothing is
// shown as saved that is not stored, and nothing is lost without a word.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, test } from "node:test";

import { place, press, says } from "./choice.mjs";
import { withHosts } from "./hosts.mjs";
import { startServer } from "./support.mjs";

const THREE = ["ads", "games", "listen"];

const { browser, server, signing, claim } = await withHosts();

/** What the service has of whom the host signs in under a name. */
async function records(sub, base = server.base) {
  const answer = await fetch(`${base}/v1/records`, { headers: { authorization: `Bearer ${signing.token(sub)}` } });
  const { records } = await answer.json();
  return records.map(({ purpose, state }) => `${purpose} ${state}`);
}

/** Decides as the same person on another device does. */
async function decideElsewhere(frame, sub, purpose, verb, base) {
  const headers = { authorization: `Bearer ${signing.token(sub)}`, "content-type": "application/json" };
  const { release, textHash } = await frame.evaluate(() => ({ ...document.body.dataset }));
  const words_hash = await place(frame, purpose).getAttribute("data-words-hash");
  const seen = { release, language: "en", text_hash: textHash, surface: "other" };
  const view = await fetch(`${base}/v1/views`, { method: "POST", headers, body: JSON.stringify(seen) });
  const { view_token } = await view.json();
  const decision = { verb, view_token, words_hash, surface: "other", actor: "subject", client_time: null, guardian_token: null, age_band: null };
  const answer = await fetch(`${base}/v1/choices/${purpose}`, { method: "PUT", headers: { ...headers, "idempotency-key": crypto.randomUUID(), "if-match": '"0"' }, body: JSON.stringify(decision) });
  assert.equal(answer.status, 200, await answer.text());
}

const rests = (frame, purpose = "ads") => place(frame, purpose).and(frame.locator("[data-phase=rest]")).waitFor();
/**
 * Presses an answer by the page itself, once it works: a finger is at one place at a time, and while the page is put
 * into another language there is for a moment nothing to press.
 */
const answer = (frame, purpose, place) => {
  const pressed = ([purpose, place]) => {
    const button = document.querySelectorAll(`main [data-purpose=${purpose}][data-phase] .choice__answer`)[place];
    if (!button || button.disabled) return false;
    button.click();
    return true;
  };
  return frame.waitForFunction(pressed, [purpose, place], { polling: 20 });
};
const state = (frame, purpose) => place(frame, purpose).locator(".choice__state").first().innerText();

/** A host on a site of the page's own, where frames share whatever a browser keeps, with a frame for each name. */
async function startFrames(names) {
  let base;
  const listener = createServer(async (asked, answer) => {
    if (asked.url === "/host.js") return answer.writeHead(200, { "content-type": "text/javascript" }).end(await readFile(new URL("../hosts/host.js", import.meta.url)));
    answer.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html><title>host</title><script src="/host.js"></script>
      ${names.map((name) => `<iframe id="${name}" style="width:400px;height:700px"></iframe>`).join("")}
      <script>
        globalThis.hosts = {};
        for (const frame of document.querySelectorAll("iframe")) {
          const token = () => nextToken(frame.id);
          const host = newHost((text) => frame.contentWindow.postMessage(text, "${base}"), { capabilities: ["token"], token });
          addEventListener("message", ({ source, data }) => source === frame.contentWindow && host.hear(data));
          hosts[frame.id] = host;
          frame.src = "${base}/en/choices/";
        }
      </script>`);
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  after(() => (listener.closeAllConnections(), listener.close()));
  const host = `http://127.0.0.1:${listener.address().port}`;
  const service = await startServer({ env: { ALLOWED_HOSTS: host, WRITES_PER_MINUTE: "0", ...signing.env } });
  base = service.base;
  const context = await browser.newContext();
  await context.route("**/config.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify({ hosts: [host] }) }));
  await context.exposeFunction("nextToken", (name) => ({ token: signing.token(name), expiresIn: 300 }));
  const page = await context.newPage();
  await page.goto(host);
  const frames = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await (await page.locator(`#${name}`).elementHandle()).contentFrame()])));
  for (const frame of Object.values(frames)) await rests(frame);
  const stop = async () => {
    await context.close();
    await service.remove();
  };
  return { base, context, page, frames, stop };
}

/** Whom a request is made for, by its token. */
const subject = (request) => {
  const token = request.headers().authorization?.split(" ")[1];
  return token && JSON.parse(Buffer.from(token.split(".")[1], "base64url")).sub;
};

test("of two people in two frames nothing of one is shown, kept or sent as the other's", { timeout: 120_000 }, async () => {
  const { base, page, frames: { ann, bob }, stop } = await startFrames(["ann", "bob"]);
  await Promise.all([answer(ann, "ads", 0), answer(bob, "games", 0), answer(ann, "listen", 0), answer(bob, "listen", 1)]);
  await Promise.all([says(ann, "ads", /Recorded: Off/), says(bob, "games", /Recorded: Off/), says(ann, "listen", /Recorded: Off/), says(bob, "listen", /Recorded: On/)]);
  assert.deepEqual((await records("ann", base)).sort(), ["ads objected", "listen objected"]);
  assert.deepEqual((await records("bob", base)).sort(), ["games objected", "listen allowed"]);
  // Each follows its own other device, at the same time.
  await Promise.all([decideElsewhere(ann, "ann", "search", "object", base), decideElsewhere(bob, "bob", "channels", "object", base)]);
  await Promise.all([says(ann, "search", /Off/), says(bob, "channels", /Off/)]);
  for (const [frame, others] of [[ann, ["games", "channels"]], [bob, ["ads", "search"]]]) {
    for (const purpose of others) assert.match(await state(frame, purpose), /^Not set$/, purpose);
    await frame.locator(".timeline > li").nth(2).waitFor();
    assert.equal(await frame.locator(".timeline > li").count(), 3);
  }
  const principals = await Promise.all([ann, bob].map((frame) => frame.locator("[data-principal]").first().getAttribute("data-principal")));
  assert.notEqual(principals[0], principals[1]);
  assert.equal(await ann.locator(".timeline").getByText(/games/i).count(), 0);
  const kept = await ann.evaluate(async () => {
    const disk = await new Promise((resolve) => (indexedDB.open("mingbai").onsuccess = ({ target }) => resolve(target.result)));
    const items = await new Promise((resolve) => (disk.transaction("outbox").objectStore("outbox").getAll().onsuccess = ({ target }) => resolve(target.result)));
    return { local: { ...localStorage }, session: { ...sessionStorage }, items };
  });
  assert.deepEqual(kept, { local: {}, session: {}, items: [] });
  assert.deepEqual(await page.context().cookies(base), []);
  await stop();
});

test("a frame whose host is dead, or whose decision hangs, keeps nobody else waiting", { timeout: 120_000 }, async () => {
  const { base, context, page, frames: { ann, bob }, stop } = await startFrames(["ann", "bob"]);
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await context.route("**/v1/choices/ads", async (route) => {
    if (subject(route.request()) === "ann") await released;
    await route.continue();
  });
  await press(ann, "ads", "Off");
  await place(ann, "ads").and(ann.locator("[data-phase=saving]")).waitFor();
  await page.evaluate(() => (hosts.ann.isDead = true));
  const pressed = Date.now();
  await press(bob, "ads", "On");
  await says(bob, "ads", /Recorded: On/);
  assert.ok(Date.now() - pressed < 4_000, `${Date.now() - pressed} ms`);
  assert.doesNotMatch(await state(ann, "ads"), /Recorded/);
  release();
  await says(ann, "ads", /Recorded: Off/);
  assert.deepEqual([await records("ann", base), await records("bob", base)], [["ads objected"], ["ads allowed"]]);
  await stop();
});

claim("a flood of messages while decisions are sent costs none of them", async (open, carrier) => {
  const sub = `flooded-${carrier}`;
  const hosted = await open({ options: { capabilities: ["token"] }, token: () => ({ token: signing.token(sub), expiresIn: 300 }) });
  await rests(hosted.frame);
  await hosted.context.route("**/v1/choices/*", async (route) => {
    await new Promise((end) => setTimeout(end, 300));
    await route.continue();
  });
  const flood = hosted.page.evaluate(async () => {
    const { demoHost } = globalThis;
    const bad = [["theme", { theme: "pink" }], ["theme", { theme: "dark" }, { nonce: "0".repeat(32) }], ["theme", { theme: "dark", fill: "x".repeat(9000) }], ["eval", {}]];
    let count = 0;
    for (let turn = 0; turn < 150; turn += 1) {
      for (const message of bad) (demoHost.say(...message), (count += 1));
      demoHost.say("theme", { theme: turn % 2 ? "dark" : "light" });
      demoHost.say("textSize", { percent: 80 + (turn % 120) });
      demoHost.say("elder", { on: turn % 2 === 0 });
      demoHost.say("safeArea", { top: turn, right: 0, bottom: 0, left: 0 });
      if (turn % 30 === 0) demoHost.say("language", { language: turn % 60 ? "zh" : "en" });
      if (turn % 10 === 0) await new Promise((again) => setTimeout(again, 20));
    }
    demoHost.say("language", { language: "en" });
    demoHost.say("theme", { theme: "dark" });
    return count;
  });
  for (const purpose of THREE) await answer(hosted.frame, purpose, 0);
  await answer(hosted.frame, "ads", 1);
  const dropped = await flood;
  await hosted.frame.locator("body[data-lang=en]").waitFor();
  await says(hosted.frame, "ads", /Recorded: On/);
  for (const purpose of ["games", "listen"]) await says(hosted.frame, purpose, /Recorded: Off/);
  const stored = await records(sub);
  assert.equal(stored.filter((one) => one.startsWith("ads")).pop(), "ads allowed");
  assert.deepEqual(stored.filter((one) => !one.startsWith("ads")).sort(), ["games objected", "listen objected"]);
  const counted = await hosted.dropped();
  assert.equal(Object.values(counted).reduce((sum, one) => sum + one, 0), dropped);
  await hosted.frame.locator("html[data-theme=dark]:not([data-elder])").waitFor({ state: "attached" });
  const told = await hosted.all("choiceChanged");
  assert.deepEqual([...new Set(told.map(({ purpose }) => purpose))].sort(), THREE);
});

claim("where the host dies while a decision is answered, what is stored is shown and the rest waits in sight", async (open, carrier) => {
  const sub = `left-${carrier}`;
  const hosted = await open({ options: { capabilities: ["token"] }, token: () => ({ token: signing.token(sub), expiresIn: 300 }) });
  await rests(hosted.frame);
  let release;
  const released = new Promise((resolve) => (release = resolve));
  let isSpent = false;
  await hosted.context.route("**/v1/choices/*", async (route) => {
    await released;
    // The token ends with the host, but for the first decision, which is stored.
    if (isSpent && !route.request().url().endsWith("/ads")) return route.fulfill({ status: 401, contentType: "application/problem+json", body: "{}" });
    await route.continue();
  });
  for (const purpose of THREE) await press(hosted.frame, purpose, "Off");
  for (const purpose of THREE) await place(hosted.frame, purpose).and(hosted.frame.locator("[data-phase=saving]")).waitFor();
  await hosted.page.evaluate(() => (globalThis.demoHost.isDead = true));
  isSpent = true;
  release();
  await says(hosted.frame, "ads", /Recorded: Off/);
  for (const purpose of ["games", "listen"]) await says(hosted.frame, purpose, /^Not sent yet, and this browser cannot keep it: leave this page open\. For now: Not set/);
  assert.deepEqual(await records(sub), ["ads objected"]);
  // It lives again: what waits is sent, once each.
  isSpent = false;
  await hosted.page.evaluate(() => (globalThis.demoHost.isDead = false));
  for (const purpose of ["games", "listen"]) await says(hosted.frame, purpose, /Recorded: Off/);
  assert.deepEqual((await records(sub)).sort(), ["ads objected", "games objected", "listen objected"]);
});

claim("where the token ends while three decisions wait, they wait in sight and are sent once with the next one", async (open, carrier) => {
  const sub = `ended-${carrier}`;
  const [old, next] = [signing.token(sub, 300), signing.token(sub, 301)];
  let given = old;
  const hosted = await open({ options: { capabilities: ["token"] }, token: () => given && { token: given, expiresIn: 300 } });
  await rests(hosted.frame);
  const sent = [];
  await hosted.context.route("**/v1/**", async (route) => {
    const request = route.request();
    if (request.headers().authorization === `Bearer ${old}`) return route.fulfill({ status: 401, contentType: "application/problem+json", body: "{}" });
    if (request.method() === "PUT") sent.push(request.url().split("/").pop());
    await route.continue();
  });
  given = undefined;
  for (const purpose of THREE) await press(hosted.frame, purpose, "Off");
  for (const purpose of THREE) await says(hosted.frame, purpose, /^Not sent yet, and this browser cannot keep it: leave this page open/);
  assert.deepEqual(sent, []);
  assert.deepEqual(await records(sub), []);
  given = next;
  for (const purpose of THREE) await says(hosted.frame, purpose, /Recorded: Off/);
  assert.deepEqual(sent.sort(), THREE);
  assert.deepEqual((await records(sub)).sort(), THREE.map((purpose) => `${purpose} objected`));
});

claim("where the host signs in somebody else, what the first one did not send is not sent, and nothing of them stays", async (open, carrier) => {
  const [first, second] = [`first-${carrier}`, `second-${carrier}`];
  let sub = first;
  const hosted = await open({ options: { capabilities: ["token"] }, token: () => ({ token: signing.token(sub), expiresIn: 300 }) });
  await rests(hosted.frame);
  await press(hosted.frame, "ads", "Off");
  await says(hosted.frame, "ads", /Recorded: Off/);
  await hosted.context.route("**/v1/choices/games", (route) => route.abort());
  await press(hosted.frame, "games", "Off");
  await says(hosted.frame, "games", /^Not sent yet/);
  await hosted.context.unroute("**/v1/choices/games");
  const hello = (await hosted.all("hello")).at(-1).nonce;
  sub = second;
  await hosted.say("token", { token: signing.token(second), expiresIn: 300 });
  await hosted.page.waitForFunction((before) => globalThis.demoHost.nonce !== before, hello).catch(() => {});
  await rests(hosted.frame);
  for (const purpose of ["ads", "games"]) assert.match(await state(hosted.frame, purpose), /^Not set$/);
  await hosted.frame.getByText("Nothing is recorded yet.").waitFor();
  assert.deepEqual(await records(second), []);
  const stored = await records(first);
  assert.ok(stored.includes("ads objected"), stored.join());
});
