// A page that a browser translates goes on telling the truth. Translators put elements of their own
// in the place of text nodes, and another language into the root's `lang`.

import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";

import { place, press, says } from "./choice.mjs";
import { decideUnder, siteWith } from "./releases.mjs";
import { launch, startServer } from "./support.mjs";

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await startServer({ env: { WRITES_PER_MINUTE: "0" } });
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

function claim(name, check, options = {}) {
  test(name, { timeout: 120_000 }, async () => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.addInitScript(noteWrites);
    await check(page);
    assert.deepEqual(await page.evaluate(() => globalThis.writes), [], "words go into elements, not into text nodes");
    await context.close();
  });
}

/** Keeps what is written into a text node of the page: a translator may have taken it away. */
function noteWrites() {
  globalThis.writes = [];
  for (const [type, name] of [[Node, "nodeValue"], [Node, "textContent"], [CharacterData, "data"]]) {
    const property = Object.getOwnPropertyDescriptor(type.prototype, name);
    Object.defineProperty(type.prototype, name, {
      ...property,
      set(text) {
        if (this.nodeType === Node.TEXT_NODE && this.parentNode) globalThis.writes.push(`${this.data} -> ${text}`);
        property.set.call(this, text);
      },
    });
  }
}

/** Translates the page as browsers do, and what comes later unless it is to be done `once`. */
async function translate(page, { once = false } = {}) {
  await page.evaluate((once) => {
    const wrap = () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const node = walker.currentNode;
        const isLeft = node.parentElement.closest("font, script, noscript, [translate=no]");
        if (node.data.trim() && !isLeft) found.push(node);
      }
      for (const node of found) {
        const outer = document.createElement("font");
        const inner = outer.appendChild(document.createElement("font"));
        inner.append(node.data);
        node.replaceWith(outer);
      }
    };
    document.documentElement.lang = "de";
    document.documentElement.className = "translated-ltr";
    wrap();
    if (!once) new MutationObserver(wrap).observe(document.body, { childList: true, subtree: true });
  }, once);
}

async function open(page, view, base = server.base) {
  await page.goto(`${base}/en${view}`);
  await page.locator("main [data-w=choice][data-phase=rest]").first().waitFor({ state: "attached" });
}

async function records(page, base = server.base) {
  return (await (await page.request.get(`${base}/v1/records`)).json()).records;
}

for (const once of [true, false]) {
  const how = once ? "once" : "as it changes";
  claim(`agreeing and withdrawing are told on a page that is translated ${how}`, async (page) => {
    await open(page, "/choices/");
    await translate(page, { once });
    await press(page, "werun", "Agree");
    await says(page, "werun", /Recorded: Agreed/);
    await press(page, "werun", "Refuse");
    await says(page, "werun", /Recorded: Withdrawn/);
    await place(page, "werun").getByRole("button", { name: "Refuse", exact: true }).waitFor();
    const kept = await records(page);
    assert.deepEqual(kept.map(({ state, language }) => [state, language]), [["given", "en"], ["withdrawn", "en"]]);
  });

  claim(`history, receipt and erasure are told on a page that is translated ${how}`, async (page) => {
    await open(page, "/choices/");
    await page.getByText("Nothing is recorded yet.").waitFor();
    await translate(page, { once });
    await press(page, "ads", "Off");
    await page.getByText("Every decision as it was recorded").waitFor();
    const entry = page.locator(".timeline > li").first();
    await entry.locator("summary").click();
    await entry.getByRole("button", { name: "Check again" }).click();
    await entry.getByText("The signature is valid").waitFor();
    await page.getByRole("button", { name: "Erase what is kept about me" }).click();
    await page.getByRole("button", { name: "Erase", exact: true }).click();
    await page.getByText(/^Erased\. Records deleted: 1/).first().waitFor();
    await page.getByText("Nothing is recorded yet.").waitFor();
    await says(page, "ads", /^Not set$/);
  });

  claim(`the check-up tells what is chosen on a page that is translated ${how}`, async (page) => {
    await open(page, "/check-up/");
    await translate(page, { once });
    await press(page, "ads", "Off");
    await says(page, "ads", /Recorded: Off/);
    await place(page, "ads").waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Back" }).click();
    await press(page, "ads", "On");
    await says(page, "ads", /Recorded: On/);
  });

  claim(`search hits are those of the last word on a page that is translated ${how}`, async (page) => {
    await open(page, "/notice/2025-05-09/");
    const search = page.getByLabel("Search this notice");
    await search.fill("children");
    await page.locator(".hits > li a").first().waitFor();
    await translate(page, { once });
    await search.fill("location");
    // Each hit marks what was typed last, and leads to a clause that says it.
    await page.waitForFunction(() => {
      const hits = [...document.querySelectorAll(".hits > li")];
      const says = (element) => /location/i.test(element?.textContent ?? "");
      return hits.length > 0 && hits.every((hit) => {
        const clause = document.getElementById(hit.querySelector("a")?.hash.slice(1));
        return says(clause) && [...hit.querySelectorAll("mark")].some(says);
      });
    });
  });

  claim(`a guardian is told what is missing on a page that is translated ${how}`, async (page) => {
    await open(page, "/choices/");
    await press(page, "children-statement", "Agree");
    await translate(page, { once });
    const step = page.locator(".guardian");
    await step.getByRole("button", { name: "Agree", exact: true }).click();
    await step.getByText("First say who you are and how old the child is.").waitFor();
  });
}

test("the prompt for a new release tells what became of its answer on a translated page", { timeout: 120_000 }, async () => {
  const site = await siteWith("before-2025-05-09");
  const own = await startServer({ site: site.folder });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(noteWrites);
    await decideUnder(page, own.base, site.index, "before-2025-05-09", "werun", "give");
    await site.setCurrent("2025-05-09", ["werun"]);
    await until(async () => (await (await page.request.get(`${own.base}/v1/choices`)).json()).release === "2025-05-09");
    await page.goto(`${own.base}/en/changes/before-2025-05-09..2025-05-09/`);
    const prompt = page.locator(".since");
    await prompt.waitFor();
    await translate(page);
    await page.route("**/v1/acknowledgements", (route) => route.abort());
    await prompt.getByRole("button", { name: "Got it", exact: true }).click();
    await prompt.getByText("The service for choices cannot be reached.").waitFor();
    await page.unroute("**/v1/acknowledgements");
    await page.route("**/v1/acknowledgements", (route) => route.fulfill({ status: 500, body: "" }));
    await prompt.getByRole("button", { name: "Got it", exact: true }).click();
    await prompt.getByText("Something went wrong in the service.").waitFor();
    assert.deepEqual(await page.evaluate(() => globalThis.writes), []);
  } finally {
    await context.close();
    await own.remove();
    await rm(site.folder, { recursive: true });
  }
});

test("labels of the host app are not translated, and other words are", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const view of ["/settings/", "/settings/listen-recommendations/", "/settings/listen-recommendations/5/", "/choices/"]) {
    await page.goto(`${server.base}/en${view}`);
    await page.locator("html[data-app=ready]").waitFor();
    await translate(page, { once: true });
    const left = await page.locator(":is(.trail__label, .steps strong):has(font)").allTextContents();
    assert.deepEqual(left, [], view);
    // On the choices page ways are called by what they do, in words of ours.
    if (view !== "/choices/") assert.ok(await page.locator("[translate=no]").count() > 0, view);
    const kept = await page.locator("[translate=no]").evaluateAll((all) => all.map((one) => one.textContent).filter((text) => /[.;!?]$/.test(text)));
    assert.deepEqual(kept, [], `${view} keeps whole sentences from being translated`);
  }
  // A row of the settings map that has no label in the app is described in words of ours.
  await page.goto(`${server.base}/en/settings/`);
  await page.locator("html[data-app=ready]").waitFor();
  await translate(page, { once: true });
  const rows = page.locator(".map__row");
  assert.equal(await rows.filter({ hasText: /^Settings$/ }).first().locator("font").count(), 0);
  assert.ok((await rows.filter({ hasText: /^gear icon$/ }).first().locator("font").count()) > 0);
  await context.close();
});

async function until(holds) {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 50));
}
