// Requests in the name of whom the host has signed in: its token goes with each of them and a cookie with
// none. The token is in this closure and nowhere else: in no address, no storage, no title, no log.
// `tokenNeeded` goes out through `ask`, once until it is answered; `take` gets what the host answers. `need`
// begins, and `fetch` and `events` are what the app uses in place of the browser's own.
// Entry point: newSession.

import { newEvents } from "./events_by_fetch.js";

// How long a request waits for a token, and how long before its end the next one is asked for.
const PATIENCE_MS = 5_000;
const AHEAD_S = 60;

// Whom a JWT is about. One that says nothing of it is the service's to judge.
const personOf = (token) => {
  try {
    const { iss, sub } = JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/")));
    return JSON.stringify([iss, sub]);
  } catch {}
};

export const newSession = (page, ask) => {
  let token;
  let renewal;
  let isAsked = false;
  const waiting = new Set();

  const need = () => {
    if (!isAsked) ask();
    isAsked = true;
  };
  const take = ({ token: fresh, expiresIn }) => {
    // What is shown, and what waits, is somebody else's: the page begins anew, and nothing is sent any more.
    if (token !== undefined && personOf(fresh) !== personOf(token)) return page.location.reload();
    token = fresh;
    isAsked = false;
    page.clearTimeout(renewal);
    renewal = page.setTimeout(need, (expiresIn - Math.min(AHEAD_S, expiresIn / 4)) * 1000);
    for (const go of waiting) go();
    waiting.clear();
  };

  // The token, or another one than `spent`.
  const current = async (spent) => {
    if (token !== undefined && token !== spent) return token;
    need();
    await new Promise((resolve, reject) => {
      waiting.add(resolve);
      page.setTimeout(() => {
        waiting.delete(resolve);
        isAsked = false;
        reject(new TypeError("the host gives no token"));
      }, PATIENCE_MS);
    });
    return token;
  };

  const signed = (request, token) => {
    const headers = new Headers(request.headers);
    headers.set("authorization", `Bearer ${token}`);
    // Not even the browser's own cache keeps what is answered to it.
    return page.fetch(new Request(request, { headers, credentials: "omit", cache: "no-store" }));
  };

  // As `fetch`. A token that is not accepted is asked for anew, and the request is sent once more; if that
  // is not accepted either the service counts as one that cannot be reached: what waits is kept.
  const fetch = async (request) => {
    const again = request.clone();
    const first = await current();
    const answer = await signed(request, first);
    if (answer.status !== 401) return answer;
    const second = await signed(again, await current(first));
    if (second.status === 401) throw new TypeError("the host's token is not accepted");
    return second;
  };

  return { need, take, fetch, events: (address) => newEvents(page, address, fetch) };
};
