// What comes in from the host, and what does not: the handshake, and each message held against the
// protocol. What does not fit is dropped and counted by its reason, and nothing of it is kept or shown.
// A carrier comes in (carriers.js); `send`, `dropped` and the promise of a welcome go out.
// Entry point: openGate.

import { fields } from "./fits.js";
import { FROM_HOST, LARGEST, VERSION } from "./protocol.js";

// A host may begin to listen after the page has begun to speak: milliseconds until the next `hello`, and how
// many there are in all, for about a minute.
const AGAIN = [50, 150, 300, 500, 1000];
const LATER = 5000;
const GREETINGS = 16;

// 128 bits: a page that is framed elsewhere cannot guess them.
const newNonce = (page) => Array.from(page.crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const isOwn = (object, name) => Object.prototype.hasOwnProperty.call(object, name);

export const openGate = (page, carrier, take) => {
  const nonce = newNonce(page);
  const dropped = {};
  let sent = 0;
  let heard = 0;
  let isWelcome = false;
  let welcomed;
  const welcome = new Promise((resolve) => (welcomed = resolve));

  const drop = (why) => {
    dropped[why] = (dropped[why] ?? 0) + 1;
    console.debug(`bridge: a message was dropped (${why})`);
  };
  const send = (type, more) => carrier.post(JSON.stringify({ v: VERSION, nonce, seq: ++sent, type, ...more }));

  // The message, or why it is none.
  const read = (text) => {
    if (typeof text !== "string") return "text";
    if (text.length > LARGEST || new TextEncoder().encode(text).length > LARGEST) return "size";
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      return "json";
    }
    if (typeof message !== "object" || message === null) return "json";
    if (message.v !== VERSION) return "version";
    if (message.nonce !== nonce) return "nonce";
    if (typeof message.type !== "string" || !isOwn(FROM_HOST, message.type)) return "type";
    if (isWelcome === (message.type === "welcome")) return "order";
    if (!Number.isInteger(message.seq) || message.seq <= heard) return "replay";
    return fields(message, FROM_HOST[message.type]) ? message : "fields";
  };

  carrier.listen((text, from) => {
    // Somebody else than the host: what they say is not even read.
    if (from === false) return drop("origin");
    const message = read(text);
    if (typeof message === "string") return drop(message);
    heard = message.seq;
    if (message.type === "welcome") {
      isWelcome = true;
      carrier.settle?.(from);
      welcomed(message);
    }
    take(message);
  });

  const greet = (turn) => {
    if (isWelcome || turn === GREETINGS) return;
    send("hello");
    page.setTimeout(() => greet(turn + 1), AGAIN[turn] ?? LATER);
  };
  greet(0);
  return { send, welcome, dropped };
};
