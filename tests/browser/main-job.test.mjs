// The main job, end to end: a person finds a control, switches it, and the record survives.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { readIt } from "./choice.mjs";
import { launch, startServer, watch } from "./support.mjs";

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await startServer();
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

/** Opens the choices page and waits until it knows what holds. */
async function openChoices(page, lang = "en") {
  await page.goto(`${server.base}/${lang}/choices/`);
  await page.locator("main [data-w=choice]:not([data-guardian])[data-phase=rest]").first().waitFor();
}

/** The answers of one control on the page that is open. */
function control(page, purpose) {
  const place = page.locator(`main [data-w=choice][data-purpose=${purpose}]`).first();
  return {
    place,
    answer: (name) => place.getByRole("button", { name, exact: true }),
    state: place.locator(".choice__state"),
  };
}

test("a choice made on the page is in the database after signal 9", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const { errors, violations } = await watch(page);

  await page.goto(`${server.base}/zh/`);
  await page.locator("html[data-app=ready]").waitFor();
  await page.locator("main").getByRole("link", { name: "我的选择" }).click();
  await page.waitForURL("**/zh/choices/");
  await page.locator("[data-purpose=ads][data-phase=rest]").waitFor();
  let ads = control(page, "ads");
  await assertState(ads, /未设置/);
  await ads.answer("关").click();
  await assertState(ads, /已记录/);
  await server.kill();

  const files = await Promise.all(
    ["", "-wal"].map((suffix) => readFile(server.database + suffix).catch(() => Buffer.alloc(0))),
  );
  assert.ok(Buffer.concat(files).includes("ads"), "the decision is in the SQLite file");

  await server.start();
  await page.reload();
  ads = control(page, "ads");
  await assertState(ads, /^已记录：关$/);
  assert.equal(await ads.answer("关").getAttribute("aria-pressed"), "true");
  assert.equal(await ads.answer("开").getAttribute("aria-pressed"), "false");
  const { choices } = await (await page.request.get(`${server.base}/v1/choices`)).json();
  const stored = choices.find(({ purpose }) => purpose === "ads");
  assert.equal(stored.setting, "objected");
  assert.equal(stored.revision, 1);
  assert.deepEqual(violations, []);
  // The browser itself notes that the stream of live events broke off with the server, and whatever
  // the page asked while it was dead: a page asks once more after its first decision.
  const notes = /\/v1\/events|net::ERR_/;
  assert.deepEqual(errors.filter((error) => !notes.test(error)), []);
  await context.close();
});

test("nothing is selected before a person answers, and nothing is set in the browser", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await openChoices(page);
  assert.equal(await page.locator("main [aria-pressed=true]").count(), 0);
  assert.deepEqual(await context.cookies(), []);
  await context.close();
});

test("both answers have the same size and a consent is withdrawn with one press", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await openChoices(page);
  const werun = control(page, "werun");
  await assertState(werun, /Not set/);
  const [no, yes] = await Promise.all(
    [werun.answer("Refuse"), werun.answer("Agree")].map((answer) => answer.boundingBox()),
  );
  assert.equal(no.width, yes.width);
  assert.equal(no.height, yes.height);
  // What it is for is folded: it is shown before anything is recorded.
  await werun.answer("Agree").click();
  await page.locator("[id='choice:werun'] .choice-row__facts").waitFor();
  await assertState(werun, /Not set/);
  await readIt(page);
  await werun.answer("Agree").click();
  await assertState(werun, /Recorded: Agreed/);
  await werun.answer("Refuse").click();
  await assertState(werun, /Recorded: Withdrawn/);
  await context.close();
});

test("the last of several quick answers wins, on the page and in the store", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await openChoices(page);
  const listen = control(page, "listen");
  await assertState(listen, /Not set/);
  for (const answer of ["Off", "On", "Off", "On"]) await listen.answer(answer).click();
  await assertState(listen, /Recorded: On/);
  const { choices } = await (await page.request.get(`${server.base}/v1/choices`)).json();
  assert.equal(choices.find(({ purpose }) => purpose === "listen").setting, "allowed");
  await context.close();
});

test("without the API the page says what still works, and sends the wish later, once", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await openChoices(page);
  const ask = control(page, "ask");
  await assertState(ask, /Not set/);
  await server.kill();
  await ask.answer("Off").click();
  await assertState(ask, /Not sent yet/);
  await page.getByText("Reading, searching and the step-by-step guides work as usual").waitFor();
  await server.start();
  await page.getByRole("button", { name: "Try again" }).click();
  await assertState(ask, /Recorded: Off/);
  const { choices } = await (await page.request.get(`${server.base}/v1/choices`)).json();
  assert.equal(choices.find(({ purpose }) => purpose === "ask").revision, 1);
  await context.close();
});

test("a wish survives a killed page and is sent by the next one", async () => {
  const context = await browser.newContext();
  let page = await context.newPage();
  await openChoices(page);
  const games = control(page, "games");
  await assertState(games, /Not set/);
  await server.kill();
  await games.answer("Off").click();
  await assertState(games, /Not sent yet/);
  await page.close();
  await server.start();
  page = await context.newPage();
  await openChoices(page);
  await assertState(control(page, "games"), /Off/);
  const { choices } = await (await page.request.get(`${server.base}/v1/choices`)).json();
  assert.equal(choices.find(({ purpose }) => purpose === "games").setting, "objected");
  await context.close();
});

test("two tabs agree", async () => {
  const context = await browser.newContext();
  const [one, two] = [await context.newPage(), await context.newPage()];
  for (const page of [one, two]) await openChoices(page);
  await assertState(control(two, "search"), /Not set/);
  await assertState(control(one, "search"), /Not set/);
  await control(one, "search").answer("Off").click();
  await assertState(control(one, "search"), /Recorded: Off/);
  await assertState(control(two, "search"), /Off/);
  await control(two, "search").answer("On").click();
  await assertState(control(two, "search"), /Recorded: On/);
  await assertState(control(one, "search"), /On/);
  await context.close();
});

test("all eleven are switched off in one act, each with its own record", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await openChoices(page);
  await assertState(control(page, "ads"), /Not set/);
  await page.getByRole("button", { name: "Switch all off" }).click();
  const off = page.locator("main [data-kind=opt-out][data-phase=saved]");
  await off.nth(10).waitFor();
  assert.equal(await off.count(), 11);
  const { choices } = await (await page.request.get(`${server.base}/v1/choices`)).json();
  const objected = choices.filter(({ setting }) => setting === "objected");
  assert.equal(objected.length, 11);
  await context.close();
});

async function assertState({ state, place }, pattern) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (pattern.test((await state.textContent().catch(() => "")) ?? "")) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`the state is “${await state.textContent()}” (${await place.getAttribute("data-phase")}), not ${pattern}`);
}
