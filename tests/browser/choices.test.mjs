// What a person does beyond a switch: history, receipts, taking all of it away, erasing it, the
// prompt for a new release, the guardian's step, Global Privacy Control, another device.

import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { after, before, test } from "node:test";

import { place, press, readIt } from "./choice.mjs";
import { decideUnder, siteWith } from "./releases.mjs";
import { axe, launch, startServer, watch } from "./support.mjs";

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

async function openChoices(page, { lang = "en", base = server.base } = {}) {
  await page.goto(`${base}/${lang}/choices/`);
  await page.locator("main [data-w=choice][data-phase=rest]").first().waitFor();
}

async function decide(page, purpose, answer) {
  await press(page, purpose, answer);
  await page.locator(`main [data-w=choice][data-purpose=${purpose}][data-phase=saved]`).first().waitFor();
}

/** Runs a claim with a person of its own; the page may complain of nothing. */
function claim(name, check, options = {}) {
  test(name, { timeout: 90_000 }, async () => {
    const context = await browser.newContext({ acceptDownloads: true, ...options });
    const page = await context.newPage();
    const { errors, violations } = await watch(page);
    await check(page, context, errors);
    assert.deepEqual(violations, []);
    assert.deepEqual(errors, []);
    await context.close();
  });
}

/** A receipt that stands open under the newest entry. */
async function openReceipt(page, name = "Receipt") {
  const entry = page.locator(".timeline > li").first();
  await entry.getByText(name, { exact: true }).first().click();
  await entry.locator(".receipt > .facts").waitFor();
  return entry;
}

claim("the history tells each decision, the newest first, in both languages", async (page) => {
  await openChoices(page);
  await page.getByText("Nothing is recorded yet.").waitFor();
  await decide(page, "werun", "Agree");
  await decide(page, "werun", "Refuse");
  await page.locator(".timeline > li").nth(1).waitFor();
  const entries = await page.locator(".entry__what").allTextContents();
  assert.deepEqual(entries.map((entry) => entry.split(": ").pop()), ["Withdrawn", "Agreed"]);
  await page.locator("[data-language-switch]").click();
  await page.waitForURL("**/zh/choices/**");
  await page.locator(".timeline > li").nth(1).waitFor();
  assert.match(await page.locator(".timeline > li").first().textContent(), /已撤回.*年.*2025-05-09.*阅读语言：English/);
});

// Eight hours off, with a word that few know, for who decided just now.
test("the history has times by the reader's own clock, the receipt in UTC and says so", async () => {
  const context = await browser.newContext({ timezoneId: "Asia/Shanghai", locale: "zh-CN" });
  const page = await context.newPage();
  await openChoices(page, { lang: "zh" });
  await decide(page, "ads", "关");
  const entry = page.locator(".timeline > li").first();
  const time = entry.locator("time");
  const said = await time.textContent();
  const at = new Date(await time.getAttribute("datetime"));
  const there = new Intl.DateTimeFormat("zh-Hans", { timeZone: "Asia/Shanghai", dateStyle: "long", timeStyle: "short" });
  assert.equal(said, there.format(at));
  await entry.locator(".receipt > summary").click();
  await entry.locator(".receipt > .facts").getByText(`${at.toISOString().slice(11, 16)}（UTC）`).waitFor();
  await context.close();
});

claim("the receipt to print has the site's type, fits a phone, and is two columns on paper", async (page) => {
  await openChoices(page);
  await decide(page, "ads", "Off");
  await page.locator(".timeline > li").first().waitFor();
  const entry = await openReceipt(page);
  const type = () => page.evaluate(() => {
    const { fontFamily, color, backgroundColor } = getComputedStyle(document.documentElement);
    return { fontFamily, color, backgroundColor };
  });
  const site = await type();
  const href = await entry.getByRole("link", { name: "Receipt to print" }).getAttribute("href");
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(new URL(href, page.url()).href);
  assert.deepEqual(await type(), site);
  assert.match(await page.locator("dl").first().textContent(), /\d\d:\d\d UTC/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  assert.deepEqual(await axe(page), []);
  const [name, value] = [page.locator("dt").first(), page.locator("dd").first()];
  assert.ok((await value.boundingBox()).y > (await name.boundingBox()).y);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 700, height: 1000 });
  assert.equal((await value.boundingBox()).y, (await name.boundingBox()).y);
});

claim("a control of a kind that the app does not know is none", async (page) => {
  await page.route("**/en/choices/", async (route) => {
    const page = await (await route.fetch()).text();
    const changed = page.replace(/(data-purpose="games" data-kind=")opt-out/, "$1opt-uot");
    assert.notEqual(changed, page);
    await route.fulfill({ contentType: "text/html", body: changed });
  });
  await openChoices(page);
  await place(page, "ads").waitFor();
  assert.equal(await place(page, "games").count(), 0);
  assert.equal(await page.locator("[id='choice:games'] button").count(), 0);
  await page.locator("[data-all-off]").click();
  await page.locator("main [data-w=choice][data-purpose=ads][data-phase=saved]").waitFor();
  const { records } = await (await page.request.get(`${server.base}/v1/records`)).json();
  assert.ok(records.every(({ purpose }) => purpose !== "games"));
});

claim("a receipt is read, checked here, and checked again offline", async (page, context, errors) => {
  await openChoices(page);
  await decide(page, "ads", "Off");
  await page.locator(".timeline > li").first().waitFor();
  const entry = await openReceipt(page);
  const facts = await entry.locator(".receipt > .facts").textContent();
  for (const part of ["Off", "9 May 2025", "The notice does not state", "Decided by"]) assert.ok(facts.includes(part), part);
  await entry.getByText("The signature is valid").waitFor();
  await entry.getByText("is the one shown here as version 2025-05-09").waitFor();
  // It was checked as it opened: what the button does is seen where the result is, which reads the same again.
  const found = entry.locator(".receipt__found");
  const result = await found.textContent();
  await found.evaluate((line) => {
    globalThis.saidBelow = [];
    new MutationObserver(() => saidBelow.push(line.textContent)).observe(line, { childList: true, characterData: true, subtree: true });
  });
  await entry.getByRole("button", { name: "Check again" }).click();
  await page.waitForFunction((result) => saidBelow.at(-1) === result, result);
  assert.equal(await page.evaluate(() => saidBelow[0]), "Checking …");
  assert.deepEqual(await axe(page), []);
  await context.setOffline(true);
  await entry.getByRole("button", { name: "Check again" }).click();
  await entry.getByText("The signature is valid").waitFor();
  await context.setOffline(false);
  errors.length = 0;
});

claim("a receipt that was changed is found out", async (page) => {
  await openChoices(page);
  await decide(page, "ads", "Off");
  await page.locator(".timeline > li").first().waitFor();
  await openReceipt(page);
  await page.evaluate(() => {
    const name = Object.keys(localStorage).find((name) => name.startsWith("mingbai.receipt."));
    const [header, payload, signature] = localStorage[name].split(".");
    const plain = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
    const changed = btoa(plain.replaceAll("objected", "allowedx")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    localStorage[name] = [header, changed, signature].join(".");
  });
  await openChoices(page);
  await page.locator(".timeline > li").first().waitFor();
  const entry = await openReceipt(page);
  await entry.getByRole("button", { name: "Check again" }).click();
  await entry.getByText("The signature is not valid").waitFor();
});

claim("a downloaded receipt is checked by a tool that is not ours", async (page) => {
  await openChoices(page);
  await decide(page, "ads", "Off");
  await page.locator(".timeline > li").first().waitFor();
  const entry = await openReceipt(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    entry.getByRole("button", { name: "Download receipt" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^receipt-[-0-9a-f]{36}\.txt$/, "a file that a phone opens");
  const file = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
  assert.ok(file.some((line) => line.includes("Personalised ads")), "it says in words what it is about");
  const signed = file.at(-1);
  const [header, payload, signature] = signed.split(".");
  const { keys } = await (await page.request.get(`${server.base}/.well-known/jwks.json`)).json();
  const { kid } = JSON.parse(Buffer.from(header, "base64url"));
  const key = createPublicKey({ key: keys.find((key) => key.kid === kid), format: "jwk" });
  assert.ok(verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url")));
  assert.equal(JSON.parse(Buffer.from(payload, "base64url")).processing.purpose_id, "ads");
  const [printable] = await Promise.all([
    page.context().waitForEvent("page"),
    entry.getByRole("link", { name: "Receipt to print" }).click(),
  ]);
  await printable.getByRole("heading", { name: "Receipt of a choice" }).waitFor();
  assert.deepEqual(await axe(printable), []);
});

claim("everything can be taken away, and erased after a step between, by keyboard alone", async (page) => {
  await openChoices(page);
  await decide(page, "ads", "Off");
  await page.locator(".timeline > li").first().waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download everything" }).press("Enter"),
  ]);
  const all = JSON.parse(await readFile(await download.path(), "utf8"));
  assert.equal(all.records.length, 1);
  assert.equal(all.receipts.length, 1);

  const erase = page.getByRole("button", { name: "Erase what is kept about me" });
  await erase.press("Enter");
  await page.getByText("None of your records is kept here afterwards").waitFor();
  assert.equal(await focused(page), "Erase everything?");
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Keep everything" }).press("Enter");
  assert.equal(await focused(page), "Erase what is kept about me");
  await erase.press("Enter");
  await page.getByRole("button", { name: "Erase", exact: true }).press("Enter");
  await page.getByText(/Erased\. Records deleted: 1/).first().waitFor();
  await page.getByText("Nothing is recorded yet.").waitFor();
  assert.equal(await page.locator(".timeline > li").count(), 0);
  assert.match(await place(page, "ads").locator(".choice__state").textContent(), /Not set/);
  const kept = await page.evaluate(() => Object.keys(localStorage).filter((name) => /receipt|outbox|confirmed/.test(name)));
  assert.deepEqual(kept, []);
});

claim("another device's decision arrives by itself", async (page) => {
  await openChoices(page);
  await decide(page, "ads", "Off");
  const other = await browser.newContext();
  await other.addCookies(await page.context().cookies());
  const device = await other.newPage();
  await openChoices(device);
  await decide(device, "ads", "On");
  await page.waitForFunction(() => document.querySelector("[data-purpose=ads] .choice__answer:last-child").ariaPressed === "true");
  await page.locator(".timeline > li").nth(1).waitFor();
  await other.close();
});

test("Global Privacy Control counts for ads alone, and a choice goes before it", async () => {
  const other = await launch({ gpc: true });
  const page = await (await other.newContext()).newPage();
  await openChoices(page);
  assert.match(await place(page, "ads").locator(".choice__state").textContent(), /Global Privacy Control counts as off/);
  assert.match(await place(page, "listen").locator(".choice__state").textContent(), /^Not set$/);
  assert.equal(await page.locator("main [aria-pressed=true]").count(), 0);
  assert.deepEqual(await axe(page), []);
  await decide(page, "ads", "On");
  await page.reload();
  await page.locator("main [data-w=choice][data-phase=rest]").first().waitFor();
  assert.match(await place(page, "ads").locator(".choice__state").textContent(), /^Recorded: On/);
  await other.close();
});

claim("a guardian decides for a child in a step of their own", async (page, context, errors) => {
  await openChoices(page);
  const agree = place(page, "children-statement").getByRole("button", { name: "Agree", exact: true });
  await agree.press("Enter");
  assert.ok(await page.locator("[id='choice:children-statement'] .choice-row__facts").isVisible(), "told first");
  assert.equal(await page.locator(".guardian").count(), 0);
  await readIt(page);
  await agree.press("Enter");
  const step = page.locator(".guardian");
  await step.waitFor();
  assert.equal(await focused(page), "A parent or guardian decides");
  assert.doesNotMatch(await page.locator(".guardian").textContent(), /I have read/, "what is not here is not declared to be read");
  assert.equal(await step.locator(":checked").count(), 0);
  assert.deepEqual(await axe(page), []);
  const [no, yes] = await Promise.all(["Refuse", "Agree"].map((name) => step.getByRole("button", { name, exact: true }).boundingBox()));
  assert.equal(no.width, yes.width);
  await step.getByRole("button", { name: "Agree", exact: true }).press("Enter");
  await step.getByRole("alert").getByText("First say who you are and how old the child is.").waitFor();
  assert.equal(await focused(page), "First say who you are and how old the child is.");
  await step.getByLabel("mother or father").press("Space");
  assert.equal(await step.locator("[role=alert]").textContent(), "", "what was missing is not said once it is answered");
  await step.getByLabel("under 14").press("Space");
  await step.getByRole("button", { name: "Agree", exact: true }).press("Enter");
  await page.locator("[data-purpose=children-statement][data-phase=saved]").waitFor();
  const { records } = await (await page.request.get(`${server.base}/v1/records`)).json();
  assert.deepEqual(records.map(({ purpose, actor }) => [purpose, actor]), [["guardian", "guardian"], ["children-statement", "guardian"]]);
  assert.notEqual(records[1].entity, records[1].principal);
  assert.equal(records[1].age_band, "under-14");
  // From then on a child's consent takes the guardian everywhere.
  await press(page, "werun", "Agree");
  await place(page, "werun").getByText("A parent or guardian decides").waitFor();
  await place(page, "werun").getByText(/A guardian has to make this choice/).waitFor();
  // The browser itself notes the refused request.
  assert.ok(errors.splice(0).every((error) => error.includes("422")));
});

test("a new release is asked about once, with the two versions, and a changed meaning by itself", { timeout: 120_000 }, async () => {
  const site = await siteWith("before-2025-05-09");
  const own = await startServer({ site: site.folder });
  try {
    await asksOnce(site, own);
  } finally {
    await own.remove();
    await rm(site.folder, { recursive: true });
  }
});

async function asksOnce(site, own) {
  const prompt = (page) => page.locator(".since");
  const row = (page) => page.locator(".row:has([data-w=since])");
  for (const [answer, said] of [["Later", "deferred"], ["Got it", "read"]]) {
    await site.setCurrent("before-2025-05-09");
    await new Promise((done) => setTimeout(done, 700));
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    const { errors, violations } = await watch(page);
    await page.goto(`${own.base}/en/`);
    await page.locator("html[data-app=ready]").waitFor();
    const { height } = await row(page).boundingBox();
    assert.equal(await page.locator(".row--urgent").count(), 0, "nobody is asked who has not agreed");
    await decideUnder(page, own.base, site.index, "before-2025-05-09", "werun", "give");
    await site.setCurrent("2025-05-09", ["werun"]);
    await new Promise((done) => setTimeout(done, 700));

    await page.goto(`${own.base}/en/`);
    await page.locator(".row--urgent").waitFor();
    assert.match(await row(page).innerText(), /Clauses changed since you last agreed: 16; 1 to decide again/);
    assert.equal((await row(page).boundingBox()).height, height, "the row has its room");
    assert.doesNotMatch(await page.locator("main").innerText(), /before-2025/);
    assert.deepEqual(await axe(page), []);
    await row(page).getByRole("link").click();
    await page.waitForURL("**/en/changes/before-2025-05-09..2025-05-09/");
    await prompt(page).getByText("You last agreed to an earlier version").waitFor();
    assert.doesNotMatch(await prompt(page).innerText(), /before-2025/);
    assert.equal(await prompt(page).locator(".since__renewals > li").count(), 1, "only what changed its meaning");
    assert.equal(await page.locator("main [data-purpose=werun] [aria-pressed=true]").count(), 0, "an old yes is not a new one");
    assert.deepEqual(await axe(page), []);
    await asksAtTheTop(page);
    await page.evaluate(() => {
      globalThis.heard = [];
      new MutationObserver(() => globalThis.heard.push(document.getElementById("page:status").textContent))
        .observe(document.getElementById("page:status"), { childList: true });
    });
    const pressed = prompt(page).getByRole("button", { name: answer, exact: true });
    await pressed.scrollIntoViewIfNeeded();
    const [before, y] = [await page.evaluate(() => scrollY), (await prompt(page).boundingBox()).y];
    assert.ok(before > 0, "the answer is far down");
    await pressed.press("Enter");
    // The page leapt to its top, and nothing that can be seen said that it was recorded.
    const outcome = { deferred: /^Put off\./, read: /^Recorded: got it\./ }[said];
    await prompt(page).getByText(outcome).waitFor();
    assert.match(await focused(page), outcome);
    assert.ok(Math.abs((await prompt(page).boundingBox()).y - y) <= 1, "the page keeps its place");
    await page.waitForFunction((words) => globalThis.heard.some((said) => new RegExp(words).test(said)), outcome.source);
    assert.equal(await prompt(page).getByRole("button").count(), 0);
    assert.match(await page.locator("[data-asked]").innerText(), outcome);
    const { records } = await (await page.request.get(`${own.base}/v1/records`)).json();
    assert.ok(records.some(({ purpose, state }) => purpose === "notice" && state === said), said);
    await page.evaluate(() => localStorage.clear());
    for (const view of ["/en/", "/en/choices/", "/zh/", "/en/changes/before-2025-05-09..2025-05-09/"]) {
      await page.goto(own.base + view);
      await page.locator("html[data-app=ready]").waitFor();
      await page.waitForTimeout(500);
      assert.equal(await prompt(page).count(), 0, `${view} asks again after ${said}`);
      assert.equal(await page.locator(".row--urgent").count(), 0, `${view} asks again after ${said}`);
    }
    assert.deepEqual(violations, []);
    assert.deepEqual(errors, []);
    await context.close();
  }
}

/** Above the changes one line leads to the answer; what is to be decided again is named there, and leads to its card. */
async function asksAtTheTop(page) {
  const top = page.locator("[data-asked]");
  assert.ok((await top.boundingBox()).y < 400, "near the top");
  const hash = (link) => link.evaluate((link) => link.hash);
  assert.equal(await hash(top.getByRole("link")), "#page:since");
  const again = page.locator(".since__renewals").getByRole("link");
  const card = decodeURIComponent(await hash(again)).slice(1);
  await again.click();
  await page.locator(`[id='${card}'] [data-w=choice][data-purpose=werun]`).waitFor();
  await page.goBack();
  await page.locator(".since").waitFor();
}

function focused(page) {
  return page.waitForTimeout(50).then(() => page.evaluate(() => document.activeElement.textContent));
}
