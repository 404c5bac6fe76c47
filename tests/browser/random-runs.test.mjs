// Random bad days: whatever a person presses in two tabs while anything fails, page, server and the
// other tab end in one state, which is the last answer pressed.
//
// `SEED=… RUNS=… ` runs another series, or one that failed once more.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

import { place } from "./choice.mjs";
import { behindProxy } from "./proxy.mjs";

const RUNS = Number(process.env.RUNS ?? 200);
const SEED = Number(process.env.SEED ?? 20261124);
/** Runs of one person, one after the other. */
const OF_A_PERSON = 20;

const PURPOSES = ["ads", "listen", "games", "werun"];
const FAULTS = ["500", "cut", "reset", "lost", "unknown", "429 1", "expired", "slow", "late"];

const { browser, server, proxy } = await behindProxy();
const random = seeded(SEED);
const below = (count) => Math.floor(random() * count);
// Requests come in an order of their own: what happens to them does not change what is pressed.
const chance = seeded(SEED ^ 0x5eed);

test(`${RUNS} random runs end with page, server and the other tab in one state (seed ${SEED})`, { timeout: 600_000 }, async () => {
  for (let run = 0; run < RUNS; run += OF_A_PERSON) {
    await person(run, Math.min(OF_A_PERSON, RUNS - run));
  }
});

/** Some bad days of a new person, and what is stored of them. */
async function person(run, count) {
  const context = await browser.newContext();
  proxy.heal();
  proxy.confirmed = [];
  const day = { context, tabs: [await open(context), await open(context)], last: {}, pressed: [] };
  try {
    for (const end = run + count; run < end; run += 1) await badDay(day, random() < 0.25);
    const { records } = await ask(day, "records");
    const keys = new Set(proxy.confirmed.map(({ key }) => key));
    const ids = new Set(proxy.confirmed.map(({ record }) => record));
    assert.equal(records.length, keys.size, "each decision is stored once");
    assert.deepEqual(new Set(records.map(({ id }) => id)), ids, "in this person's records");
  } catch (error) {
    error.message = `seed ${SEED}, run ${run}, pressed ${day.pressed.join(", ")}: ${error.message}`;
    throw error;
  }
  await context.close();
}

/**
 * Some presses while anything may fail; then the network is well again and everybody agrees. In a
 * haste the tabs have not heard of each other when the next answer is pressed: then any of the
 * answers may be the last one, and everybody agrees on it.
 */
async function badDay(day, inHaste) {
  day.pressed = [inHaste ? "in haste" : "in order"];
  proxy.fault = weather(random() * 0.8);
  const hands = {};
  for (let presses = 1 + below(6); presses > 0; presses -= 1) await pressOne(day, hands, inHaste);
  if (random() < 0.08) await replaceTab(day, hands);
  proxy.heal();
  const shown = await agreed(day, inHaste ? undefined : day.last);
  if (inHaste) day.last = shown;
}

/** Faults of that share of requests. */
function weather(badness) {
  return ({ method, path, headers }) => {
    if (path === "/v1/events" || chance() > badness) return undefined;
    const fault = FAULTS[Math.floor(chance() * FAULTS.length)];
    if (fault === "expired" && method !== "PUT") return "cut";
    // A server finds a key before it looks at the view: what it has stored never expires for it.
    if (fault === "expired" && isStored(headers["idempotency-key"])) return undefined;
    return fault === "slow" || fault === "late" ? `${fault} ${Math.floor(chance() * 60)}` : fault;
  };
}

const isStored = (key) => proxy.confirmed.some((decision) => decision.key === key);

/**
 * Presses an answer in one of the tabs. The other one shows it before anything else is pressed. An
 * answer that was pressed already is nothing new to see there: the next one for the same control is
 * pressed in the same tab.
 */
async function pressOne({ tabs, last, pressed }, hands, inHaste) {
  const purpose = PURPOSES[below(PURPOSES.length)];
  const anyTab = below(2);
  const tab = hands[purpose] ?? anyTab;
  const answer = random() < 0.5;
  pressed.push(`${purpose} ${answer ? "yes" : "no"} in ${tab}`);
  const [before] = await shownBy(tabs[tab], [purpose]);
  await place(tabs[tab], purpose).locator(".choice__answer").nth(answer ? 1 : 0).evaluate((button) => button.click());
  if (inHaste) return;
  last[purpose] = answer;
  delete hands[purpose];
  if (before.answer === answer) hands[purpose] = tab;
  else await until(async () => (await shownBy(tabs[1 - tab], [purpose]))[0].answer === answer, `tab ${1 - tab} shows it`);
}

/** Closes a tab in the middle of it all and opens another one; not one that pressed unseen. */
async function replaceTab({ context, tabs }, hands) {
  const free = [0, 1].filter((tab) => !Object.values(hands).includes(tab));
  const tab = free[below(2) % free.length];
  if (tab === undefined) return;
  await tabs[tab].close({ runBeforeUnload: false });
  proxy.heal();
  tabs[tab] = await open(context);
}

/** Waits until both tabs and the server are in one state, that one if it is known; gives it. */
async function agreed(day, last) {
  let seen;
  const isOne = async () => {
    const [one, two] = await Promise.all(day.tabs.map(async (tab) => (await shownBy(tab, PURPOSES)).map(settled)));
    seen = { one, two, server: await stored(day) };
    const want = last ? PURPOSES.map((purpose) => last[purpose] ?? null) : seen.server;
    return [one, two, seen.server].every((state) => isDeepStrictEqual(state, want));
  };
  const kick = () => Promise.all(day.tabs.map((tab) => tab.evaluate(() => dispatchEvent(new Event("online")))));
  await until(isOne, () => `all agree${last ? ` on ${JSON.stringify(last)}` : ""}: ${JSON.stringify(seen)}`, kick);
  return Object.fromEntries(PURPOSES.map((purpose, place) => [purpose, seen.server[place]]).filter(([, answer]) => answer !== null));
}

const settled = ({ phase, answer, sentence }) => (phase === "rest" || phase === "saved" ? answer : `${phase}: ${sentence}`);

/** Looks again and again, with a kick now and then; the limit is for what would never come. */
async function until(check, what, kick = () => {}) {
  for (let looks = 0, end = Date.now() + 60_000; !(await check()); looks += 1) {
    if (Date.now() > end) assert.fail(`waited in vain until ${typeof what === "string" ? what : what()}`);
    if (looks % 20 === 0) await kick();
    await sleep(10);
  }
}

/** What a tab shows for each control. */
function shownBy(page, purposes) {
  return page.evaluate((purposes) => purposes.map((purpose) => {
    const place = document.querySelector(`main [data-w=choice][data-purpose=${purpose}]`);
    const [no, yes] = place.querySelectorAll(".choice__answer");
    // What is wished for and not confirmed goes before what is in force.
    const isPressed = (how) => (no.ariaPressed === how ? false : yes.ariaPressed === how ? true : null);
    const answer = isPressed("mixed") ?? isPressed("true");
    return { phase: place.dataset.phase, answer, sentence: place.querySelector(".choice__state").textContent };
  }), purposes);
}

/** What the server has for each control. */
async function stored(day) {
  const { choices } = await ask(day, "choices");
  const answers = { objected: false, allowed: true, given: true, renewed: true, refused: false, withdrawn: false };
  return PURPOSES.map((purpose) => {
    const { setting, status } = choices.find((choice) => choice.purpose === purpose);
    return answers[setting ?? status] ?? null;
  });
}

async function ask({ tabs }, what) {
  return (await tabs[0].request.get(`${server.base}/v1/${what}`)).json();
}

async function open(context) {
  const page = await context.newPage();
  await page.goto(`${proxy.base}/en/choices/`);
  await page.locator("main [data-w=choice][data-phase=rest]").first().waitFor();
  // Told first, so that one press agrees.
  await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => (details.open = true)));
  return page;
}

/** The same numbers for the same seed (mulberry32). */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
