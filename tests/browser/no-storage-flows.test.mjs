// Everything that a person does with choices, where the browser keeps nothing: with storage denied, with storage
// wiped between visits, and without cookies. What is shown is what the service has, at each visit; no question is
// asked anew, and nothing is said that does not hold.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";

import { place, press, says } from "./choice.mjs";
import { behindProxy } from "./proxy.mjs";
import { watch } from "./support.mjs";

const UNKEPT = /^Choices cannot be kept here/;
const STORED = "local_storage,indexeddb,cache_storage,service_workers,websql,file_systems";

const { browser, proxy } = await behindProxy();

const deny = () => {
  const refuse = () => {
    throw new DOMException("denied", "SecurityError");
  };
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) Object.defineProperty(globalThis, name, { get: refuse });
  Object.defineProperty(Navigator.prototype, "serviceWorker", { get: refuse });
};

/** A person of a browser; each visit of theirs is a page loaded anew. */
async function newPerson({ init, leave } = {}) {
  const context = await browser.newContext({ acceptDownloads: true });
  if (init) await context.addInitScript(init);
  const page = await context.newPage();
  const { errors } = await watch(page);
  const visit = async (view = "choices/") => {
    await page.goto("about:blank");
    await leave?.(context, page);
    await page.goto(`${proxy.base}/en/${view}`);
    await page.locator("html[data-app=ready]").waitFor();
    await page.waitForFunction(() => !document.querySelector("[data-phase=loading]"));
    assert.equal(await page.locator("dialog[open], [role=dialog]:visible, [role=alertdialog]:visible").count(), 0, "nothing is asked by itself");
  };
  return { context, page, errors, visit };
}

const choices = async (page) => (await (await page.request.get(`${proxy.base}/v1/choices`)).json()).choices;
const records = async (page) => (await (await page.request.get(`${proxy.base}/v1/records`)).json()).records;

/** What is pressed on a page, by control; nothing where nothing is. */
const pressed = (page) =>
  page.evaluate(() => Object.fromEntries([...document.querySelectorAll("main [data-w=choice]")].flatMap((place) => {
    const answers = [...place.querySelectorAll("button[aria-pressed]")];
    const yes = answers.findIndex((answer) => answer.getAttribute("aria-pressed") === "true");
    return yes < 0 ? [] : [[place.dataset.purpose, answers[yes].textContent.trim()]];
  })));

const WORDS = { allowed: "On", objected: "Off", given: "Agree", renewed: "Agree", refused: "Refuse", withdrawn: "Refuse" };

/** A visit shows what the service has, and nothing else. */
async function isTrue({ page, visit }) {
  await visit();
  const kept = (await choices(page)).map(({ purpose, status, setting }) => [purpose, WORDS[status ?? setting]]);
  const expected = Object.fromEntries(kept.filter(([, word]) => word));
  const shown = await pressed(page);
  assert.deepEqual(shown, expected);
  return expected;
}

async function decide({ page }, purpose, answer, saved) {
  await press(page, purpose, answer);
  await says(page, purpose, saved);
}

async function openReceipt({ page }) {
  const entry = page.locator(".timeline > li").first();
  await entry.locator(".receipt > summary").click();
  await entry.locator(".receipt > .facts").waitFor();
  return entry;
}

async function exported({ page }) {
  const button = page.getByRole("button", { name: "Download everything" });
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return JSON.parse(await readFile(await download.path(), "utf8"));
}

async function erase({ page }) {
  await page.getByRole("button", { name: "Erase what is kept about me" }).click();
  await page.getByRole("button", { name: "Erase", exact: true }).click();
  const outcome = page.locator("[id='page:own-data:outcome']");
  await page.waitForFunction(() => document.getElementById("page:own-data:outcome").textContent !== "");
  return outcome.textContent();
}

/** What a person does, each from a visit of its own; the person has what the ones before have left. */
const FLOWS = {
  "gives a consent": async (person) => {
    await decide(person, "werun", "Agree", /^Recorded: Agreed/);
    assert.equal((await isTrue(person)).werun, "Agree");
  },
  "withdraws it": async (person) => {
    await decide(person, "werun", "Refuse", /^Recorded: Withdrawn/);
    assert.equal((await isTrue(person)).werun, "Refuse");
    await says(person.page, "werun", /^Recorded: Withdrawn/);
  },
  "refuses another": async (person) => {
    await decide(person, "find-contacts", "Refuse", /^Recorded: Refused/);
    await isTrue(person);
    await says(person.page, "find-contacts", /^Recorded: Refused/);
  },
  "objects": async (person) => {
    await decide(person, "ads", "Off", /^Recorded: Off/);
    assert.equal((await isTrue(person)).ads, "Off");
  },
  "allows again": async (person) => {
    await decide(person, "ads", "On", /^Recorded: On/);
    assert.equal((await isTrue(person)).ads, "On");
  },
  "switches all off, and undoes it": async (person) => {
    const { page } = person;
    await page.getByRole("button", { name: "Switch all off" }).click();
    await page.getByText("11 recorded as off").waitFor();
    await page.getByRole("button", { name: /^Undo/ }).click();
    await says(page, "ads", /^Recorded: On/);
    await page.waitForFunction(() => !document.querySelector("[data-phase=saving]"));
    // What was on is on again; of the others it is recorded that they are off.
    const kept = await isTrue(person);
    assert.equal(kept.ads, "On");
    assert.equal(Object.values(kept).filter((word) => word === "Off").length, 10);
  },
  "answers one by one": async (person) => {
    const { page, visit } = person;
    await visit("check-up/");
    const answered = [];
    while (answered.length < 3) {
      const shown = page.locator(".check-up__item:visible");
      const name = await shown.locator("h2").textContent();
      answered.push(await shown.locator("[data-w=choice]").getAttribute("data-purpose"));
      await shown.getByRole("button", { name: "On", exact: true }).click();
      await page.waitForFunction((name) => document.querySelector(".check-up__item:not([hidden]) h2").textContent !== name, name);
    }
    await page.waitForFunction(() => !document.querySelector("[data-phase=saving]"));
    const kept = await isTrue(person);
    assert.deepEqual(answered.map((purpose) => kept[purpose]), ["On", "On", "On"]);
  },
  "reads and checks a receipt": async (person) => {
    await person.page.locator(".timeline > li").first().waitFor();
    const { length } = await records(person.page);
    assert.equal(await person.page.locator(".timeline > li").count(), length);
    const entry = await openReceipt(person);
    await entry.getByText(/The signature is valid/).waitFor();
    const [sheet] = await Promise.all([person.context.waitForEvent("page"), entry.getByRole("link", { name: "Receipt to print" }).click()]);
    await sheet.getByRole("heading", { name: "Receipt of a choice" }).waitFor();
    await sheet.close();
  },
  "takes everything away": async (person) => {
    await person.page.locator(".timeline > li").first().waitFor();
    const all = await exported(person);
    const kept = await records(person.page);
    assert.ok(kept.length >= 5);
    assert.deepEqual(all.records.map(({ id }) => id), kept.map(({ id }) => id));
    assert.equal(all.receipts.length, kept.length);
  },
  "erases everything": async (person) => {
    const { length } = await records(person.page);
    assert.match(await erase(person), new RegExp(`^Erased\\. Records deleted: ${length}\\.`));
    assert.deepEqual(await isTrue(person), {});
    await person.page.getByText("Nothing is recorded yet.").waitFor();
    await says(person.page, "ads", /^Not set/);
  },
};

for (const [what, device] of [
  ["storage is denied", { init: deny }],
  ["storage is wiped between two visits", {
    leave: async (context, page) => {
      const cdp = await context.newCDPSession(page);
      await cdp.send("Storage.clearDataForOrigin", { origin: proxy.base, storageTypes: STORED });
      await cdp.detach();
    },
  }],
]) {
  describe(`where ${what} a person`, () => {
    let person;
    for (const [flow, check] of Object.entries(FLOWS)) {
      test(flow, { timeout: 60_000 }, async () => {
        proxy.heal();
        person ??= await newPerson(device);
        await person.visit();
        await check(person);
        assert.deepEqual(person.errors.splice(0), []);
      });
    }
  });
}

// The service stores the first decision, and nobody can say afterwards whose it is: that is what the page says.
describe("where no cookie is kept nothing is said to be kept, whoever", () => {
  const unkept = async (person) => {
    const { page } = person;
    await page.locator("[data-unkept]").waitFor();
    assert.deepEqual(await pressed(page), {});
    assert.doesNotMatch(await page.locator("main").innerText(), /Recorded|recorded as/);
    assert.equal(await page.locator("main .choice__answer:enabled").count(), 0);
    // A later visit knows nothing, and says nothing of it.
    assert.deepEqual(await isTrue(person), {});
  };
  const tries = (purpose, answer) => async (person) => {
    await decide(person, purpose, answer, UNKEPT);
    await unkept(person);
  };
  const flows = {
    "gives a consent": tries("werun", "Agree"),
    "withdraws one that another visit gave": tries("werun", "Refuse"),
    "refuses another": tries("find-contacts", "Refuse"),
    "objects": tries("ads", "Off"),
    "allows": tries("ads", "On"),
    "switches all off": async (person) => {
      const { page } = person;
      await page.getByRole("button", { name: "Switch all off" }).click();
      await says(page, "games", UNKEPT);
      await says(page, "ads", UNKEPT);
      assert.equal(await page.getByRole("button", { name: /^Undo/ }).filter({ visible: true }).count(), 0);
      assert.equal(await page.getByText(/recorded as off/).filter({ visible: true }).count(), 0);
      // Once more: it is said again, and nothing is recorded that nobody can reach.
      const sent = [];
      page.on("request", (request) => request.method() === "PUT" && sent.push(request.url()));
      await page.getByRole("button", { name: "Switch all off" }).click();
      await page.waitForTimeout(300);
      assert.deepEqual(sent, []);
      await unkept(person);
    },
    "answers one by one": async (person) => {
      const { page, visit } = person;
      await visit("check-up/");
      const shown = page.locator(".check-up__item:visible");
      const name = await shown.locator("h2").textContent();
      await shown.getByRole("button", { name: "Off", exact: true }).click();
      await page.locator("[data-unkept]").waitFor();
      assert.equal(await shown.locator("h2").textContent(), name, "what is said of it is read first");
      await unkept(person);
    },
    "looks for receipts": async (person) => {
      await person.page.getByText("Nothing is recorded yet.").waitFor();
      await decide(person, "ads", "Off", UNKEPT);
      await person.visit();
      await person.page.getByText("Nothing is recorded yet.").waitFor();
      assert.equal(await person.page.locator(".timeline > li").count(), 0);
    },
    "takes everything away": async (person) => {
      const all = await exported(person);
      assert.deepEqual([all.records, all.receipts], [[], []]);
    },
    "erases everything": async (person) => {
      assert.match(await erase(person), /^Erased\. Records deleted: 0\./);
      assert.deepEqual(await isTrue(person), {});
    },
  };
  for (const [flow, check] of Object.entries(flows)) {
    test(flow, { timeout: 60_000 }, async () => {
      proxy.fault = () => "forget";
      const person = await newPerson();
      await person.visit();
      await check(person);
      assert.deepEqual(person.errors, []);
      assert.deepEqual(await person.context.cookies(), []);
      await person.context.close();
    });
  }
});
