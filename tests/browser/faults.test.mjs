// Bad days: whatever happens between page and server, no choice is lost, stored twice or shown as
// saved when it is not.

import assert from "node:assert/strict";
import { test } from "node:test";

import { decideElsewhere, place, press, says } from "./choice.mjs";
import { behindProxy, decisions, questions } from "./proxy.mjs";

const { browser, server, proxy } = await behindProxy();

/** A page of a new person, or of the person of a context. */
async function open(context, prepare) {
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(`${proxy.base}/en/choices/`);
  await page.locator("main [data-w=choice][data-phase=rest]").first().waitFor();
  return page;
}

/** Runs a claim with a person of its own and a proxy that does nothing yet. */
function claim(name, check, options = {}) {
  test(name, { timeout: 60_000 }, async () => {
    proxy.heal();
    proxy.confirmed = [];
    const context = await browser.newContext(options);
    await check(context);
    await context.close();
    proxy.heal();
  });
}

/** What a page sends as decisions from now on. */
function bodies(page) {
  const sent = [];
  page.on("request", (request) => request.method() === "PUT" && sent.push(request.postDataJSON()));
  return sent;
}

const online = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

async function stored(page, purpose) {
  const { choices } = await (await page.request.get(`${server.base}/v1/choices`)).json();
  return choices.find((choice) => choice.purpose === purpose);
}

/** Everything that the server keeps about the person of a page, guardians' words left out. */
async function records(page) {
  const { records } = await (await page.request.get(`${server.base}/v1/records`)).json();
  return records;
}

/** Notes each sentence that a control says from now on; call what it gives to read them. */
async function sentences(page, purpose) {
  const state = await place(page, purpose).locator(".choice__state").first().elementHandle();
  await state.evaluate((state) => {
    globalThis.said = [];
    new MutationObserver(() => said.push(state.textContent)).observe(state, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => said);
}

/** A fault for the first decisions only. */
function first(count, fault) {
  let left = count;
  return ({ method }) => (method === "PUT" && left-- > 0 ? fault : undefined);
}

for (const fault of ["500", "cut", "lost", "unknown", "429 1", "expired"]) {
  claim(`a decision that meets “${fault}” is stored once`, async (context) => {
    const page = await open(context);
    proxy.fault = first(2, fault);
    if (fault === "expired") proxy.fault = first(1, fault);
    await press(page, "ads", "Off");
    if (fault !== "expired") await says(page, "ads", /Not sent yet.*For now: Not set/);
    await says(page, "ads", /Recorded: Off/);
    assert.equal((await stored(page, "ads")).setting, "objected");
    assert.equal((await records(page)).length, 1);
  });
}

claim("a decision whose proof is too old goes again with the one that came with the refusal", async (context) => {
  const page = await open(context);
  const sent = bodies(page);
  const refused = page.waitForResponse((answer) => answer.status() === 409);
  proxy.fault = first(1, "expired");
  await press(page, "ads", "Off");
  await says(page, "ads", /Recorded: Off/);
  const { view_token } = await (await refused).json();
  // Under any other token the server would take a first decision for that of somebody else.
  const [before, after] = sent;
  assert.deepEqual(after, { ...before, view_token });
});

claim("a notice that changed is said, and nothing is stored", async (context) => {
  const page = await open(context);
  proxy.fault = first(1, "changed");
  await press(page, "ads", "Off");
  await says(page, "ads", /notice has changed.*For now: Not set/);
  assert.equal(await place(page, "ads").locator("[aria-pressed=true]").count(), 0);
  assert.equal((await records(page)).length, 0);
});

claim("a refusal is said with what still holds", async (context) => {
  const page = await open(context);
  await press(page, "ads", "On");
  await says(page, "ads", /Recorded: On/);
  proxy.fault = first(1, "422");
  await press(page, "ads", "Off");
  await says(page, "ads", /did not accept it.*For now: On/);
  assert.equal((await stored(page, "ads")).setting, "allowed");
});

/** A page where ads are on, and a decision for off that is under way while another device decides. */
async function decidedMeanwhile(context, verb) {
  const page = await open(context);
  await press(page, "ads", "On");
  await says(page, "ads", /Recorded: On/);
  const held = proxy.hold(decisions);
  await press(page, "ads", "Off");
  await held.arrived;
  await decideElsewhere(page, "ads", verb, 1, server.base);
  held.release();
  return page;
}

claim("a change on another device is shown and not written over", async (context) => {
  const page = await decidedMeanwhile(context, "allow");
  await says(page, "ads", /changed elsewhere.*For now: On/);
  assert.equal((await records(page)).length, 2);
});

claim("what another device decided alike in between is no failure", async (context) => {
  const page = await decidedMeanwhile(context, "object");
  await says(page, "ads", /Recorded: Off/);
  assert.deepEqual((await records(page)).map(({ surface }) => surface), ["web", "other"]);
});

claim("what was shown and is no more is not what the next decision is based on", async (context) => {
  const page = await open(context);
  proxy.fault = ({ path }) => (path === "/v1/events" ? "500" : undefined);
  for (const answer of ["Off", "On"]) {
    await press(page, "ads", answer);
    await says(page, "ads", new RegExp(`Recorded: ${answer}`));
  }
  // As after a restored backup: the server has less than the page was told.
  assert.equal((await page.request.delete(`${server.base}/v1/subject`)).status(), 200);
  await press(page, "ads", "Off");
  await says(page, "ads", /Not recorded.*For now: Not set/);
  await press(page, "ads", "Off");
  await says(page, "ads", /Recorded: Off/);
  assert.equal((await records(page)).length, 1);
});

claim("an answer that never comes is waited for, then asked for again", async (context) => {
  const page = await open(context, (page) => page.clock.install());
  proxy.fault = first(1, "hang");
  const sent = page.waitForRequest((request) => request.method() === "PUT");
  await press(page, "ads", "Off");
  await sent;
  await says(page, "ads", /Recording/);
  await page.clock.fastForward(16_000);
  await says(page, "ads", /Not sent yet/);
  await page.clock.fastForward(5_000);
  await says(page, "ads", /Recorded: Off/);
  assert.equal((await records(page)).length, 1);
});

claim("answers out of order end in the last wish", async (context) => {
  const page = await open(context);
  // Without live events a page knows only what it asks for.
  proxy.fault = ({ path }) => (path === "/v1/events" ? "500" : undefined);
  await press(page, "ads", "Off");
  await says(page, "ads", /Recorded: Off/);
  // What was asked before the next decision arrives after it.
  const old = proxy.hold(questions, "answer");
  await online(page);
  await old.arrived;
  await press(page, "ads", "On");
  await says(page, "ads", /Recorded: On/);
  const said = await sentences(page, "ads");
  old.release();
  // A later answer is taken after it.
  await decideElsewhere(page, "listen", "object", 0, server.base);
  await online(page);
  await says(page, "listen", /^Recorded: Off/);
  assert.deepEqual((await said()).filter((sentence) => /Off/.test(sentence)), []);
  assert.equal(await place(page, "ads").locator("[aria-pressed=true]").textContent(), "On");
});

claim("a consent given and refused in one breath ends refused", async (context) => {
  const page = await open(context);
  const given = proxy.hold(decisions, "answer");
  await press(page, "werun", "Agree");
  await given.arrived;
  await press(page, "werun", "Refuse");
  given.release();
  await says(page, "werun", /Recorded: Withdrawn/);
  assert.equal((await stored(page, "werun")).status, "withdrawn");
});

claim("offline for a while: wishes wait, and the last of each is stored once", async (context) => {
  const page = await open(context);
  proxy.fault = () => "cut";
  for (const answer of ["Off", "On", "Off"]) await press(page, "ads", answer);
  await press(page, "listen", "Off");
  await says(page, "ads", /Not sent yet/);
  await says(page, "listen", /Not sent yet/);
  proxy.fault = () => undefined;
  await online(page);
  await says(page, "ads", /Recorded: Off/);
  await says(page, "listen", /Recorded: Off/);
  assert.equal((await stored(page, "ads")).setting, "objected");
  assert.ok((await records(page)).length <= 3, "what was never sent is not stored");
});

claim("the first decision, stored and not answered, does not make two people", async (context) => {
  const page = await open(context);
  proxy.fault = first(1, "lost");
  await press(page, "ads", "Off");
  await says(page, "ads", /Not sent yet/);
  await press(page, "listen", "Off");
  await says(page, "listen", /Recorded: Off/);
  await says(page, "ads", /Recorded: Off/);
  const kept = await records(page);
  assert.equal(kept.length, 2);
  assert.equal(new Set(proxy.confirmed.map(({ record }) => record)).size, 2);
});

claim("a page killed in the middle: the next one finishes, under the same key", async (context) => {
  let page = await open(context);
  const held = proxy.hold(decisions, "answer");
  await press(page, "ads", "Off");
  await held.arrived;
  await page.close({ runBeforeUnload: false });
  page = await open(context);
  await says(page, "ads", /Off/);
  assert.equal((await stored(page, "ads")).setting, "objected");
  assert.equal((await records(page)).length, 1);
});

claim("when the tab that sends dies, another one takes over", async (context) => {
  const one = await open(context);
  const two = await open(context);
  proxy.fault = first(1, "hang");
  // Either may get the lock; the one that sends is the one that dies.
  const sends = (page) => page.waitForRequest((request) => request.method() === "PUT").then(() => page, () => undefined);
  const sender = Promise.race([sends(one), sends(two)]);
  await press(one, "ads", "Off");
  const dying = await sender;
  const other = dying === one ? two : one;
  await says(other, "ads", /Recording/);
  await dying.close({ runBeforeUnload: false });
  await says(other, "ads", /Off/);
  assert.equal((await stored(other, "ads")).setting, "objected");
  assert.equal((await records(other)).length, 1);
});

claim("two tabs at once make one person and agree", async (context) => {
  const [one, two] = [await open(context), await open(context)];
  const held = proxy.hold(decisions, "answer");
  await Promise.all([press(one, "ads", "Off"), press(two, "listen", "Off")]);
  await held.arrived;
  for (const page of [one, two]) {
    await says(page, "ads", /Recording/);
    await says(page, "listen", /Recording/);
  }
  held.release();
  for (const page of [one, two]) {
    await says(page, "ads", /Off/);
    await says(page, "listen", /Off/);
  }
  assert.equal((await records(one)).length, 2);
});

claim("a clock that is wrong by a day changes nothing that counts", async (context) => {
  const yesterday = new Date(Date.now() - 86_400_000);
  const page = await open(context, (page) => page.clock.setSystemTime(yesterday));
  await press(page, "ads", "Off");
  await says(page, "ads", /Recorded: Off/);
  const [record] = await records(page);
  assert.ok(Math.abs(Date.parse(record.time) - Date.now()) < 60_000, "the server's time holds");
  assert.ok(Math.abs(Date.parse(record.client_time) - yesterday) < 60_000);
});

claim("with storage that throws, choices work and come back from the server", async (context) => {
  await context.addInitScript(() => {
    const refuse = () => { throw new DOMException("denied", "SecurityError"); };
    Object.defineProperty(window, "localStorage", { get: refuse });
    Object.defineProperty(window, "indexedDB", { get: refuse });
  });
  const page = await open(context);
  proxy.fault = first(1, "500");
  await press(page, "ads", "Off");
  await says(page, "ads", /Not sent yet/);
  await says(page, "ads", /Recorded: Off/);
  await page.reload();
  await says(page, "ads", /^Recorded: Off/);
  assert.equal((await records(page)).length, 1);
});

claim("with storage that is full, wishes live in memory", async (context) => {
  await context.addInitScript(() => {
    const refuse = () => { throw new DOMException("full", "QuotaExceededError"); };
    Storage.prototype.setItem = refuse;
    IDBFactory.prototype.open = refuse;
  });
  const page = await open(context);
  proxy.fault = first(1, "cut");
  await press(page, "ads", "Off");
  await says(page, "ads", /Recorded: Off/);
  assert.equal((await records(page)).length, 1);
});

claim("a wish in one language is kept when the page is read in the other", async (context) => {
  const page = await open(context);
  proxy.fault = () => "cut";
  await press(page, "ads", "Off");
  await says(page, "ads", /Not sent yet/);
  await page.locator("[data-language-switch]").click();
  await page.waitForURL("**/zh/choices/**");
  proxy.fault = () => undefined;
  await online(page);
  await says(page, "ads", /已记录：关/);
  const [record] = await records(page);
  assert.equal(record.language, "en", "the record names the text that was read");
});
