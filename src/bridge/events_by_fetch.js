// Server-sent events by `fetch`, since an EventSource sends no token: to its listeners it is one.
// An address and a way to fetch come in; the events `open`, `choice` and `error` go out.
// Entry point: newEvents.

const [CONNECTING, OPEN, CLOSED] = [0, 1, 2];
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

export const newEvents = (page, address, fetch) => {
  const events = new EventTarget();
  const ending = new AbortController();
  let lastId = "";
  events.readyState = CONNECTING;
  events.close = () => {
    events.readyState = CLOSED;
    ending.abort();
  };
  const tell = (type) => events.dispatchEvent(new Event(type));

  const take = (block) => {
    const field = { event: "message", data: "" };
    for (const line of block.split(/\r?\n/)) {
      const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      if (name) field[name] = value;
    }
    lastId = field.id ?? lastId;
    if (field.data) events.dispatchEvent(new MessageEvent(field.event, { data: field.data }));
  };

  // Whether it was open.
  const listen = async () => {
    const headers = { accept: "text/event-stream", ...(lastId && { "last-event-id": lastId }) };
    const answer = await fetch(new Request(address, { headers, signal: ending.signal, cache: "no-store" }));
    if (answer.status !== 200) {
      // Nobody to listen for yet: the app asks again after the first decision.
      if (answer.status === 204) events.close();
      tell("error");
      return false;
    }
    events.readyState = OPEN;
    tell("open");
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    for (let rest = ""; ; ) {
      const { done, value } = await reader.read();
      if (done) return true;
      const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
      rest = blocks.pop();
      blocks.forEach(take);
    }
  };

  // A stream ends when its token does, or with the connection: the next one goes on after the last event.
  const follow = async () => {
    for (let wait = FIRST_WAIT_MS; events.readyState !== CLOSED; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      if (await listen().catch(() => events.readyState === OPEN)) wait = FIRST_WAIT_MS;
      if (events.readyState === CLOSED) return;
      events.readyState = CONNECTING;
      await new Promise((resolve) => page.setTimeout(resolve, wait));
    }
  };
  follow();
  return events;
};
