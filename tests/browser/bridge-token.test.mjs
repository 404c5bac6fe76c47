// Whom a host signs in, by each of the four carriers: its token goes with every request, nothing is kept, and
// the page says what it cannot do without one.

import assert from "node:assert/strict";

import { place, press, says } from "./choice.mjs";
import { withHosts } from "./hosts.mjs";

const { server, signing, claim } = await withHosts();

claim("a host that comes late is heard, and from then on the person is whom it signs in", async (open) => {
  const hosted = await open({ options: { capabilities: ["token"], silent: true }, token: () => ({ token: signing.token("late"), expiresIn: 300 }) });
  await place(hosted.frame, "ads").and(hosted.frame.locator("[data-phase=rest]")).waitFor();
  const signed = hosted.page.waitForRequest((request) => request.url().endsWith("/v1/choices") && request.headers().authorization);
  await hosted.page.evaluate(() => (globalThis.demoHost.isDead = false));
  await signed;
  await hosted.heard("ready");
  await press(hosted.frame, "ads", "Off");
  await hosted.heard("choiceChanged");
});

claim("what was decided before a late host signed somebody in is neither shown nor sent as theirs", async (open, carrier) => {
  // In a frame of another site this browser denies the page a disk: nothing is kept that could be taken for theirs.
  if (carrier === "iframe") return;
  const sub = `later-${carrier}`;
  const hosted = await open({ options: { capabilities: ["token"], silent: true }, token: () => ({ token: signing.token(sub), expiresIn: 300 }) });
  await place(hosted.frame, "ads").and(hosted.frame.locator("[data-phase=rest]")).waitFor();
  await hosted.context.route("**/v1/choices/ads", (route) => route.abort());
  await press(hosted.frame, "ads", "Off");
  await says(hosted.frame, "ads", /^Not sent yet; it will be/);
  await hosted.context.unroute("**/v1/choices/ads");
  await hosted.context.route("**/v1/choices/ads", (route) => (route.request().headers().authorization ? assert.fail("sent as theirs") : route.abort()));
  await hosted.page.evaluate(() => (globalThis.demoHost.isDead = false));
  await says(hosted.frame, "ads", /^Not set$/);
  await press(hosted.frame, "games", "Off");
  await says(hosted.frame, "games", /Recorded: Off/);
  const answer = await fetch(`${server.base}/v1/records`, { headers: { authorization: `Bearer ${signing.token(sub)}` } });
  assert.deepEqual((await answer.json()).records.map(({ purpose }) => purpose), ["games"]);
});

claim("where the host dies the page goes on, and says that the service cannot be reached once its token is spent", async (open) => {
  let given = 0;
  const token = () => (given++ === 0 ? { token: signing.token("orphan"), expiresIn: 300 } : undefined);
  const hosted = await open({ options: { capabilities: ["token"] }, token });
  await place(hosted.frame, "ads").and(hosted.frame.locator("[data-phase=rest]")).waitFor();
  await hosted.page.evaluate(() => (globalThis.demoHost.isDead = true));
  await press(hosted.frame, "ads", "Off");
  await says(hosted.frame, "ads", /Recorded: Off/);
  await hosted.context.route("**/v1/**", (route) => route.fulfill({ status: 401, contentType: "application/problem+json", body: "{}" }));
  await press(hosted.frame, "ads", "On");
  await says(hosted.frame, "ads", /Not sent yet/);
  await hosted.frame.locator(".tabs a[href='/en/settings/']").click();
  await hosted.frame.waitForURL("**/en/settings/");
});

claim("with a token no cookie is sent, nothing is kept, and the token is nowhere to be found", async (open, carrier) => {
  const tokens = [];
  const token = () => {
    tokens.push(signing.token("reader"));
    return { token: tokens.at(-1), expiresIn: 300 };
  };
  const hosted = await open({ options: { capabilities: ["token"] }, token });
  await place(hosted.frame, "games").and(hosted.frame.locator("[data-phase=rest]")).waitFor();
  await press(hosted.frame, "games", "Off");
  await says(hosted.frame, "games", /Recorded: Off/);
  await hosted.frame.locator(".timeline > li").first().waitFor();
  await hosted.frame.waitForFunction(() => !document.querySelector("[data-unkept]:not([hidden])"));
  const api = hosted.requests.filter((request) => new URL(request.url()).pathname.startsWith("/v1/"));
  const headers = await Promise.all(api.map((request) => request.allHeaders()));
  assert.ok(api.length > 3);
  assert.deepEqual(headers.filter(({ authorization }) => authorization !== `Bearer ${tokens[0]}`), []);
  assert.deepEqual(headers.filter(({ cookie }) => cookie), []);
  assert.ok(api.some((request) => request.url().endsWith("/v1/events")));
  assert.deepEqual(await hosted.context.cookies(), []);
  // In a frame of another site this browser denies the page a disk altogether.
  const kept = carrier !== "iframe" && await hosted.frame.evaluate(async () => {
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open("mingbai");
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = reject;
    });
    const items = await new Promise((resolve) => {
      const request = database.transaction("outbox").objectStore("outbox").getAll();
      request.onsuccess = () => resolve(request.result);
    });
    return { local: { ...localStorage }, session: { ...sessionStorage }, items, cookie: document.cookie };
  });
  assert.deepEqual(kept, carrier !== "iframe" && { local: {}, session: {}, items: [], cookie: "" });
  const seen = [...hosted.requests.map((request) => request.url()), ...hosted.console, server.log, hosted.frame.url(), await hosted.frame.title(), await hosted.frame.content()];
  const parts = tokens.flatMap((token) => token.split(".").slice(1));
  assert.deepEqual(parts.filter((part) => seen.some((text) => text.includes(part))), []);
});

claim("a token that has ended is asked for anew, and the request goes once more", async (open) => {
  let given = 0;
  const token = () => ({ token: signing.token("late", given++ === 0 ? -600 : 300), expiresIn: 300 });
  const hosted = await open({ options: { capabilities: ["token"] }, token });
  const statuses = [];
  hosted.context.on("response", (response) => response.url().endsWith("/v1/choices") && statuses.push(response.status()));
  await place(hosted.frame, "ads").and(hosted.frame.locator("[data-phase=rest]")).waitFor();
  assert.equal(given, 2);
  assert.equal((await hosted.all("tokenNeeded")).length, 2);
  await press(hosted.frame, "ads", "Off");
  await says(hosted.frame, "ads", /Recorded: Off/);
  assert.equal(given, 2);
});

claim("what a cookie's person left on the device is not taken up by whom the host signs in", async (open, carrier) => {
  // In a frame of another site this browser denies the page a disk: nobody left anything.
  if (carrier === "iframe") return;
  const hosted = await open({ options: { capabilities: ["token"] }, token: () => ({ token: signing.token("other"), expiresIn: 300 }) });
  await hosted.ready();
  // A decision that a person of this browser made and could not send.
  await hosted.frame.evaluate(() => {
    const wish = { turn: 1, verb: "object", revision: 0, words_hash: "w", release: "r", language: "en", text_hash: "h", token: null, guardian: null, age_band: null, client_time: "2026-01-01T00:00:00Z" };
    localStorage.setItem("mingbai.outbox.ads.k1", JSON.stringify(wish));
  });
  const before = hosted.requests.length;
  await hosted.page.reload();
  hosted.frame = hosted.page.frames().at(-1);
  await hosted.frame.locator("main [data-w=choice][data-purpose=ads][data-phase=rest]").first().waitFor();
  await says(hosted.frame, "ads", /^Not set$/);
  const sent = hosted.requests.slice(before).filter((request) => request.method() === "PUT");
  assert.deepEqual(sent, []);
});
