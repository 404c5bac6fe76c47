// Each step of an asynchronous choice is held at the worst moment: nothing is shown as stored that is not, nothing as
// not set that is, and no wish is lost without a word.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { decideElsewhere, place, press, says } from "./choice.mjs";
import { decisions, startProxy } from "./proxy.mjs";
import { ready } from "./published.mjs";
import { launch, startServer } from "./support.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A server of its own behind a proxy, and tabs of one browser; all of it goes at the end. */
function claim(name, check, view = "/en/choices/") {
  test(name, { timeout: 120_000 }, async () => {
    const server = await startServer();
    const proxy = await startProxy(server.base);
    after(() => proxy.stop());
    const context = await browser.newContext();
    const open = async (path = view) => {
      const page = await context.newPage();
      await page.goto(`${proxy.base}${path}`);
      await ready(page);
      return page;
    };
    await check({ server, proxy, context, open });
    await context.close();
    proxy.stop();
    await server.remove();
  });
}

const stored = async (context, server) => {
  const { choices } = await (await context.request.get(`${server.base}/v1/choices`)).json();
  return Object.fromEntries(choices.filter(({ revision }) => revision > 0).map(({ purpose, setting, status, revision }) => [purpose, `${setting ?? status} ${revision}`]));
};

async function rest(page, purpose = "ads") {
  await place(page, purpose).and(page.locator(":is([data-phase=rest],[data-phase=saved])")).waitFor();
}

const sentence = (page, purpose) => place(page, purpose).locator(".choice__state").first().textContent();

/** Waits until a page has asked where the person stands and has taken the answer. */
async function askedAnew(page) {
  const answered = page.waitForResponse((response) => response.url().endsWith("/v1/choices") && response.request().method() === "GET");
  await answered;
}

async function eraseIn(page) {
  await page.getByRole("button", { name: "Erase what is kept about me" }).click();
  await page.getByRole("button", { name: "Erase", exact: true }).click();
}
const erasures = ({ method }) => method === "DELETE";
const outcome = (page) => page.waitForFunction(() => document.getElementById("page:own-data:outcome").textContent !== "");

/** The store behind all of this device's cookie, asked as another device with the same person would. */
const elsewhere = async (context, server, method, path) => {
  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const answer = await fetch(`${server.base}${path}`, { method, headers: { cookie: cookies } });
  assert.ok(answer.ok, await answer.clone().text());
  return answer.json();
};

for (const where of ["the same tab", "the same tab without Web Locks", "another tab"]) {
  claim(`an erasure in ${where} waits for a decision that is on its way, and takes it along`, async ({ server, proxy, context, open }) => {
    if (where.endsWith("Locks")) await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { value: undefined }));
    const one = await open();
    const two = where === "another tab" ? await open() : one;
    for (const page of [one, two]) await rest(page);
    await press(one, "ads", "Off");
    for (const page of [one, two]) await says(page, "ads", /^Recorded: Off/);
    const held = proxy.hold(decisions, "answer");
    await press(one, "games", "Off");
    await held.arrived;
    await eraseIn(two);
    held.release();
    await outcome(two);
    for (const page of new Set([one, two])) for (const purpose of ["ads", "games"]) await says(page, purpose, /^Not set/);
    assert.deepEqual(await stored(context, server), {});
  });
}

claim("what is pressed while an erasure is on its way is decided afterwards", async ({ server, proxy, context, open }) => {
  const one = await open();
  await rest(one);
  await press(one, "ads", "Off");
  await says(one, "ads", /^Recorded: Off/);
  const held = proxy.hold(erasures, "answer");
  await eraseIn(one);
  await held.arrived;
  await press(one, "games", "Off");
  held.release();
  await outcome(one);
  await says(one, "ads", /^Not set/);
  await says(one, "games", /^Recorded: Off/);
  assert.deepEqual(await stored(context, server), { games: "objected 1" });
});

claim("what is decided while the stream moves from one tab to another is shown by every tab", async ({ proxy, context, open, server }) => {
  const tabs = [await open(), await open(), await open()];
  for (const page of tabs) await rest(page);
  await press(tabs[0], "ads", "Off");
  for (const page of tabs) await says(page, "ads", /^Recorded: Off/);
  // The stream is open once a decision of another device comes by it.
  await decideElsewhere(tabs[0], "listen", "object", 0, server.base);
  for (const page of tabs) await says(page, "listen", /^Recorded: Off/);
  const held = proxy.hold(({ path }) => path === "/v1/events");
  // Whichever of them listens: the first that decided.
  await tabs.shift().close();
  await held.arrived;
  await decideElsewhere(tabs[0], "games", "object", 0, server.base);
  held.release();
  for (const page of tabs) await says(page, "games", /^Recorded: Off/);
});

claim("what is decided while the stream is cut for a moment is shown by every tab", async ({ proxy, context, open, server }) => {
  const tabs = [await open(), await open()];
  for (const page of tabs) await rest(page);
  const first = proxy.hold(({ path }) => path === "/v1/events");
  await press(tabs[0], "ads", "Off");
  for (const page of tabs) await says(page, "ads", /^Recorded: Off/);
  await first.arrived;
  // The first connection dies before it is open; the browser itself tries again.
  await decideElsewhere(tabs[0], "games", "object", 0, server.base);
  first.release();
  for (const page of tabs) await says(page, "games", /^Recorded: Off/);
});

for (const [fault, code] of [["422", "refused by the service"], ["changed", "asked under a new notice"]]) {
  claim(`what was pressed in one tab and ${code} in another is not lost without a word`, async ({ server, proxy, context, open }) => {
    const [one, two] = [await open(), await open()];
    for (const page of [one, two]) await rest(page);
    proxy.fault = ({ method }) => (method === "PUT" ? fault : undefined);
    await one.route("**/v1/choices/ads", (route) => route.abort());
    await press(one, "ads", "Off");
    await says(two, "ads", /^Not recorded/);
    await place(one, "ads").and(one.locator(":not([data-phase=saving]):not([data-phase=waiting])")).waitFor();
    await says(one, "ads", /^Not recorded/);
  });
}

claim("what waited and is refused by pages without its control is said where the control is, and never sent again", async ({ server, proxy, context, open }) => {
  let sent = 0;
  const fault = (name) => ({ method }) => {
    if (method !== "PUT") return undefined;
    sent += 1;
    return name;
  };
  const one = await open();
  await rest(one);
  proxy.fault = () => "cut";
  await press(one, "ads", "Off");
  await says(one, "ads", /^Not sent yet/);
  await one.close();
  proxy.fault = fault("422");
  // Two pages without the control: one hears it, and neither gives it to the other.
  const homes = await Promise.all([open("/en/"), open("/en/settings/")]);
  const heard = (home) => home.waitForFunction(() => /Not recorded/.test(document.querySelector("[role=status]").textContent));
  await Promise.any(homes.map(heard));
  for (const home of homes) {
    await home.evaluate(() => dispatchEvent(new Event("online")));
    await home.reload();
    await ready(home);
  }
  const before = sent;
  const two = await open();
  await says(two, "ads", /^Not recorded: The service did not accept it/);
  // Until the person decides anew.
  await two.reload();
  await says(two, "ads", /^Not recorded/);
  assert.equal(sent, before);
  assert.equal(before, 1);
  proxy.heal();
  await press(two, "ads", "On");
  await says(two, "ads", /^Recorded: On/);
  await two.reload();
  await says(two, "ads", /^Recorded: On/);
  assert.deepEqual(await stored(context, server), { ads: "allowed 1" });
});

claim("a refusal that nobody saw is no longer said where the person has decided since on another device, or erased all", async ({ server, proxy, open }) => {
  const refuse = async () => {
    proxy.fault = () => "cut";
    const page = await open();
    await press(page, "ads", "Off");
    await says(page, "ads", /^Not sent yet/);
    await page.close();
    proxy.fault = ({ method }) => (method === "PUT" ? "422" : undefined);
    const home = await open("/en/");
    await home.waitForFunction(() => /Not recorded/.test(document.querySelector("[role=status]").textContent));
    await home.close();
    proxy.heal();
  };
  const one = await open();
  await rest(one);
  await press(one, "listen", "Off");
  await says(one, "listen", /^Recorded/);
  // It would send what waits itself, and see the refusal.
  await one.close();
  await refuse();
  const two = await open();
  await says(two, "ads", /^Not recorded/);
  await decideElsewhere(two, "ads", "allow", 0, server.base);
  await two.reload();
  await says(two, "ads", /^Recorded: On/);
  await two.close();
  const three = await open();
  await says(three, "ads", /^Recorded: On/);
  await eraseIn(three);
  await outcome(three);
  await rest(three);
  await three.close();
  await refuse();
  const four = await open();
  await says(four, "ads", /^Not recorded/);
  await eraseIn(four);
  await outcome(four);
  await four.reload();
  await says(four, "ads", /^Not set/);
});

claim("what waited in both tabs and was changed elsewhere meanwhile is said to be refused where it was pressed", async ({ server, proxy, context, open }) => {
  const [one, two] = [await open(), await open()];
  for (const page of [one, two]) await rest(page);
  await press(one, "ads", "Off");
  for (const page of [one, two]) await says(page, "ads", /^Recorded: Off/);
  proxy.fault = () => "cut";
  await press(one, "ads", "On");
  for (const page of [one, two]) await says(page, "ads", /^Not sent yet/);
  await decideElsewhere(one, "ads", "allow", 1, server.base);
  await decideElsewhere(one, "ads", "object", 2, server.base);
  await one.route("**/v1/choices/ads", (route) => route.abort());
  proxy.heal();
  await two.evaluate(() => dispatchEvent(new Event("online")));
  await says(two, "ads", /^Not recorded|^Recorded/);
  await place(one, "ads").and(one.locator(":not([data-phase=saving]):not([data-phase=waiting])")).waitFor();
  assert.equal((await stored(context, server)).ads, "objected 3");
  assert.match(await sentence(two, "ads"), /^Not recorded/);
  await says(one, "ads", /^Not recorded/);
});

claim("the row of the start page does not go on counting what was erased in another tab", async ({ open }) => {
  const one = await open();
  await rest(one);
  await press(one, "ads", "Off");
  await says(one, "ads", /^Recorded: Off/);
  const home = await open("/en/");
  const row = home.locator("[data-w=recorded]");
  await home.waitForFunction(() => /1/.test(document.querySelector("[data-w=recorded]").textContent));
  const before = await row.textContent();
  await eraseIn(one);
  await outcome(one);
  await home.waitForFunction((before) => document.querySelector("[data-w=recorded]").textContent !== before, before)
    .catch(() => assert.fail(`the start page says “${before}”`));
});

claim("a page whose cookie is lost does not go on showing what another person recorded", async ({ server, context, open }) => {
  const one = await open();
  await rest(one);
  const checked = askedAnew(one);
  await press(one, "ads", "Off");
  await says(one, "ads", /^Recorded: Off/);
  await checked;
  await press(one, "listen", "Off");
  await says(one, "listen", /^Recorded: Off/);
  await context.clearCookies();
  await press(one, "games", "Off");
  await says(one, "games", /Recorded: Off/);
  assert.deepEqual(await stored(context, server), { games: "objected 1" });
  await says(one, "ads", /^Not set/);
});

claim("a press that is refused since the cookie is lost leads back to the person that every control shows", async ({ server, context, open }) => {
  const one = await open();
  await rest(one);
  for (const purpose of ["ads", "listen"]) {
    await press(one, purpose, "Off");
    await says(one, purpose, /^Recorded: Off/);
  }
  await context.clearCookies();
  await press(one, "ads", "On");
  await says(one, "ads", /Recorded: Off/i);
  // The page finds its person again, by what made them known.
  await says(one, "listen", /^Recorded: Off/);
  assert.equal((await stored(context, server)).listen, "objected 1");
});

/** A page of the site without its app: it tells nothing to other tabs, and its words are there. */
async function withoutApp(context, base) {
  const page = await context.newPage();
  await page.route("**/boot-*.js", (route) => route.abort());
  await page.goto(`${base}/en/choices/`);
  return page;
}

claim("what this browser's disk remembers of an erased chain is no longer decided from", async ({ server, proxy, context, open }) => {
  const one = await open();
  await rest(one);
  for (const answer of ["Off", "On", "Off"]) {
    await press(one, "ads", answer);
    await says(one, "ads", new RegExp(`Recorded: ${answer}`));
  }
  await one.close();
  const other = await withoutApp(context, proxy.base);
  await elsewhere(context, server, "DELETE", "/v1/subject");
  await decideElsewhere(other, "ads", "allow", 0, server.base);
  const [two, three] = [await open(), await open()];
  for (const page of [two, three]) await says(page, "ads", /^Recorded: On/);
  await press(two, "ads", "Off");
  for (const page of [two, three]) await says(page, "ads", /^Recorded: Off/);
  assert.deepEqual(await stored(context, server), { ads: "objected 2" });
});

claim("after an erasure and another first decision elsewhere the history is that of the records", async ({ server, context, open }) => {
  const one = await open();
  await rest(one);
  await press(one, "ads", "Off");
  await says(one, "ads", /^Recorded: Off/);
  await one.locator(".timeline > li").first().waitFor();
  await one.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  await elsewhere(context, server, "DELETE", "/v1/subject");
  await decideElsewhere(one, "ads", "allow", 0, server.base);
  await one.evaluate(() => {
    Object.defineProperty(document, "hidden", { value: false, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  await says(one, "ads", /^Recorded: On/);
  await one.waitForFunction(() => /: On$/.test(document.querySelector(".entry__what")?.textContent ?? ""))
    .catch(async () => assert.fail(`the history says “${await one.locator(".entry__what").first().textContent()}”`));
});

claim("after that, a choice that waits is said to be against what is in force", async ({ server, proxy, context, open }) => {
  const [one, two] = [await open(), await open()];
  for (const page of [one, two]) await rest(page);
  await press(one, "ads", "Off");
  for (const page of [one, two]) await says(page, "ads", /^Recorded: Off/);
  const hide = (page, isHidden) => page.evaluate((isHidden) => {
    Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, isHidden);
  for (const page of [one, two]) await hide(page, true);
  await elsewhere(context, server, "DELETE", "/v1/subject");
  await decideElsewhere(one, "ads", "allow", 0, server.base);
  for (const page of [one, two]) await hide(page, false);
  for (const page of [one, two]) await says(page, "ads", /^Recorded: On/);
  proxy.fault = ({ method }) => (method === "PUT" ? "cut" : undefined);
  await press(one, "ads", "Off");
  for (const page of [one, two]) await says(page, "ads", /^Not sent yet/);
  const shown = [await sentence(one, "ads"), await sentence(two, "ads")];
  for (const text of shown) assert.match(text, /For now: On/);
});

claim("a list of records that is late does not bring back what was erased", async ({ server, context, open }) => {
  // Chromium asks no address twice at a time before the first answer has begun: this one has come, and is read late.
  await context.addInitScript(() => {
    const { fetch } = globalThis;
    const isTime = new Promise((resolve) => (globalThis.letGo = resolve));
    let asked = 0;
    globalThis.fetch = async (request) => {
      const answer = await fetch(request);
      if (request.url?.includes("/v1/records?") && ++asked === 1) {
        globalThis.isHeld = true;
        await isTime;
      }
      return answer;
    };
  });
  const one = await open();
  await rest(one);
  await press(one, "ads", "Off");
  await says(one, "ads", /^Recorded: Off/);
  await one.waitForFunction(() => globalThis.isHeld);
  await eraseIn(one);
  await outcome(one);
  await says(one, "ads", /^Not set/);
  await press(one, "games", "Off");
  await says(one, "games", /^Recorded: Off/);
  await one.waitForFunction(() => /ames/.test(document.querySelector(".entry__what")?.textContent ?? ""));
  await one.evaluate(() => letGo());
  // It is taken, or not, within a task.
  await one.evaluate(() => new Promise((end) => requestAnimationFrame(() => requestAnimationFrame(end))));
  const { records } = await (await context.request.get(`${server.base}/v1/records`)).json();
  assert.deepEqual(records.map(({ purpose }) => purpose), ["games"]);
  const said = await one.locator(".entry__what").allTextContents();
  assert.match(said.join(), /ames/, `the history says ${said}`);
  assert.equal(said.length, 1);
});

claim("who erases in another tab while the first decision is looked after is not told that the browser keeps no cookies", async ({ server, proxy, context, open }) => {
  const [one, two] = [await open(), await open()];
  for (const page of [one, two]) await rest(page);
  const question = proxy.hold(({ method, path }) => method === "GET" && path === "/v1/choices");
  await press(one, "ads", "Off");
  await question.arrived;
  await says(two, "ads", /^Recorded: Off/);
  await eraseIn(two);
  question.release();
  await outcome(two);
  await says(two, "ads", /^Not set/);
  assert.deepEqual(await stored(context, server), {});
  await says(one, "ads", /^Not set/);
});

claim("with no room in local storage what is erased in one tab is erased in the other", async ({ server, context, open }) => {
  await context.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  const [one, two] = [await open(), await open()];
  for (const page of [one, two]) await rest(page);
  await press(one, "ads", "Off");
  for (const page of [one, two]) await says(page, "ads", /^Recorded: Off/);
  await eraseIn(one);
  await outcome(one);
  await says(one, "ads", /^Not set/);
  await says(two, "ads", /^Not set/);
});

claim("a stream that a proxy refused for a moment is opened again", async ({ server, proxy, context, open }) => {
  const one = await open();
  await rest(one);
  proxy.fault = ({ path }) => (path === "/v1/events" ? "500" : undefined);
  const refused = one.waitForResponse((response) => response.url().endsWith("/v1/events"));
  await press(one, "ads", "Off");
  await says(one, "ads", /^Recorded: Off/);
  await refused;
  await one.waitForLoadState("networkidle").catch(() => {});
  proxy.heal();
  await decideElsewhere(one, "games", "object", 0, server.base);
  await says(one, "games", /^Recorded: Off/);
});

claim("an answer pressed again after another device changed it is not swallowed", async ({ server, proxy, context, open }) => {
  const one = await open();
  await rest(one);
  await press(one, "listen", "Off");
  await says(one, "listen", /^Recorded: Off/);
  await decideElsewhere(one, "games", "object", 0, server.base);
  await says(one, "games", /^Recorded: Off/);
  proxy.fault = ({ method }) => (method === "PUT" ? "lost" : undefined);
  await press(one, "ads", "Off");
  await says(one, "ads", /^Not sent yet/);
  proxy.fault = ({ method }) => (method === "PUT" ? "cut" : undefined);
  await decideElsewhere(one, "ads", "allow", 1, server.base);
  await says(one, "ads", /^Not sent yet.*For now: On/);
  await press(one, "ads", "Off");
  proxy.heal();
  await one.evaluate(() => dispatchEvent(new Event("online")));
  await rest(one);
  assert.deepEqual([await sentence(one, "ads"), (await stored(context, server)).ads], ["Recorded: Off", "objected 3"]);
});

for (const how of ["its answer was lost", "its cookie was lost"]) {
  claim(`an erasure after a first decision of which ${how} erases it or says that it does not`, async ({ server, proxy, context, open }) => {
    const one = await open();
    await rest(one);
    if (how === "its answer was lost") {
      proxy.fault = ({ method }) => (method === "PUT" ? "lost" : undefined);
      await press(one, "ads", "Off");
      await says(one, "ads", /^Not sent yet/);
    } else {
      await press(one, "ads", "Off");
      await says(one, "ads", /^Recorded: Off/);
      await one.waitForLoadState("networkidle").catch(() => {});
      await context.clearCookies();
      proxy.fault = ({ method }) => (method === "PUT" ? "500" : undefined);
      const asked = one.waitForResponse((response) => response.request().method() === "PUT");
      await one.reload();
      await ready(one);
      await asked;
    }
    await eraseIn(one);
    await outcome(one);
    assert.match(await one.locator("[id='page:own-data:outcome']").textContent(), /Nothing was erased\.$/);
    proxy.heal();
    await eraseIn(one);
    await one.waitForFunction(() => /^Erased/.test(document.getElementById("page:own-data:outcome").textContent));
    assert.match(await one.locator("[id='page:own-data:outcome']").textContent(), /^Erased\. Records deleted: 1\./);
    await says(one, "ads", /^Not set/);
  });
}

claim("without Web Locks two first decisions in two tabs are both kept", async ({ server, proxy, context, open }) => {
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { value: undefined }));
  const [one, two] = [await open(), await open()];
  for (const page of [one, two]) await rest(page);
  const first = proxy.hold(decisions, "request");
  await press(one, "ads", "Off");
  await first.arrived;
  const second = proxy.hold(decisions, "request");
  await press(two, "games", "Off");
  await second.arrived;
  first.release();
  second.release();
  for (const page of [one, two]) for (const purpose of ["ads", "games"]) await place(page, purpose).and(page.locator(":not([data-phase=saving])")).waitFor();
  for (const page of [one, two]) for (const purpose of ["ads", "games"]) await says(page, purpose, /^Recorded: Off/);
  assert.deepEqual(await stored(context, server), { ads: "objected 1", games: "objected 1" });
});

claim("a history that could not be had once is asked for again", async ({ server, proxy, context, open }) => {
  const one = await open();
  await rest(one);
  await press(one, "ads", "Off");
  await says(one, "ads", /^Recorded: Off/);
  await one.locator(".timeline > li").first().waitFor();
  await one.waitForLoadState("networkidle").catch(() => {});
  proxy.fault = ({ path }) => (path.startsWith("/v1/records") ? "500" : undefined);
  const failed = one.waitForResponse((response) => response.url().includes("/v1/records?"));
  await press(one, "games", "Off");
  await says(one, "games", /^Recorded: Off/);
  await failed;
  proxy.heal();
  // The page comes back, and asks where the person stands.
  const asked = askedAnew(one);
  await one.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await asked;
  await one.locator(".timeline > li").nth(1).waitFor()
    .catch(async () => assert.fail(`the history has ${await one.locator(".timeline > li").count()} of 2: ${await one.locator(".timeline").locator("..").locator(".hint").first().textContent()}`));
});

claim("an answer that a newer one took the place of is not said to have failed in a tab that heard of both at once", async ({ proxy, context, open }) => {
  await context.addInitScript(() => {
    self.late = [];
    const set = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, "onmessage").set;
    Object.defineProperty(BroadcastChannel.prototype, "onmessage", {
      set(hear) {
        set.call(this, (event) => (self.isDeaf ? self.late.push(event) : hear(event)));
      },
    });
  });
  const [one, two] = [await open(), await open()];
  await rest(one);
  await rest(two);
  const first = proxy.hold(decisions, "request");
  await press(one, "ads", "On");
  await first.arrived;
  await place(two, "ads").and(two.locator("[data-phase=saving]")).waitFor();
  await two.evaluate(() => (self.isDeaf = true));
  await press(one, "ads", "Off");
  first.release();
  await says(one, "ads", /^Recorded: Off/);
  // It hears of the end of both, by the disk.
  await two.evaluate(async () => {
    self.isDeaf = false;
    await mingbaiSync();
  });
  await says(two, "ads", /^Recorded: Off/);
  assert.doesNotMatch(await sentence(two, "ads"), /Not recorded/);
  // What was refused is told from it.
  const fault = proxy.fault;
  proxy.fault = (request) => (decisions(request) ? "422" : undefined);
  const held = proxy.hold(decisions, "request");
  await press(one, "ads", "On");
  await held.arrived;
  await place(two, "ads").and(two.locator("[data-phase=saving]")).waitFor();
  held.release();
  // With its own reason, and once: a page that is loaded again says where the person stands.
  for (const page of [one, two]) await says(page, "ads", /^Not recorded: The service did not accept it/);
  proxy.fault = fault;
  for (const page of [one, two]) {
    await page.reload();
    await says(page, "ads", /^Recorded: Off/);
  }
});
