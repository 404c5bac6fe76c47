// The bridge to a host app, loaded where a host may be there, or an address says how to show the page, and nowhere
// else (boot.js).
// A window and the deployment's hosts come in; the app finds the host as `mingbaiBridge` and the way to
// the consent API as `mingbaiService`. The protocol: docs/bridge/bridge.d.ts, made from crates/bridge.
// Entry points: open, and keepShown for what an address says.

import { carrierOf } from "./carriers.js";
import { display } from "./display.js";
import { openGate } from "./message_gate.js";
import { followHistory } from "./back_in_frame.js";
import { printReceipts } from "./print_receipts.js";
import { newSession } from "./session.js";
import { TO_HOST } from "./protocol.js";
import { fields } from "./fits.js";

export { keepShown } from "./kept_display.js";

// A listed host is expected to answer. One that does not keeps the switches of the page waiting for so long,
// and nothing else of it.
const PATIENCE_MS = 2_000;

// Ends when the host has said who it is, or is taken for dead: the page goes on alone then.
export const open = async (page, hosts = []) => {
  const carrier = carrierOf(page, hosts);
  if (!carrier) return;
  const root = page.document.documentElement;
  const goBack = followHistory(page);
  let capabilities = [];
  const acts = {
    ...display(page, root),
    token: (message) => session.take(message),
    back: () => {
      if (!goBack()) tell("close");
    },
  };
  const gate = openGate(page, carrier, (message) => acts[message.type](message));
  const tell = (type, more = {}) => {
    if (fields(more, TO_HOST[type])) gate.send(type, more);
  };
  const session = newSession(page, () => tell("tokenNeeded"));
  const can = (capability) => capabilities.includes(capability);
  page.mingbaiBridge = { dropped: gate.dropped, can, tell: (type, text) => tell(type, JSON.parse(text)) };

  const welcomed = gate.welcome.then((welcome) => {
    capabilities = welcome.capabilities;
    if (can("token")) {
      const { api } = page.mingbaiService ?? {};
      page.mingbaiService = { api, fetch: session.fetch, events: session.events };
      session.need();
      printReceipts(page, session.fetch, api);
    }
    report(page, root, tell);
  });
  let isLate = false;
  const late = new Promise((resolve) => page.setTimeout(resolve, PATIENCE_MS)).then(() => (isLate = true));
  // The app runs by then, and asks again as when the network comes back. What waits on the disk is of who was here
  // before a host signed somebody in: it stays theirs, and is shown no more.
  welcomed.then(() => {
    if (!isLate) return;
    const kept = page.mingbaiOutbox ?? [];
    for (let place = 0; place < kept.length; place += 1) page.dispatchEvent(new page.StorageEvent("storage", { key: kept.key(place) }));
    page.dispatchEvent(new page.Event("online"));
  });
  await Promise.race([welcomed, late]);
};

// Says what a host shows or acts on, now and whenever it changes.
const report = (page, root, tell) => {
  const said = {};
  const say = (type, name, value) => {
    if (value === undefined || said[type] === value) return;
    said[type] = value;
    tell(type, { [name]: value });
  };
  const { head, body } = page.document;
  const title = () => say("title", "title", page.document.title.slice(0, 400));
  const height = () => say("height", "height", Math.ceil(body.getBoundingClientRect().height));
  const app = () => say("ready", "app", root.dataset.app);
  new page.MutationObserver(title).observe(head, { childList: true, subtree: true, characterData: true });
  new page.MutationObserver(app).observe(root, { attributeFilter: ["data-app"] });
  new page.ResizeObserver(height).observe(body);
  title();
  app();
  height();
};
