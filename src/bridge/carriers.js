// The four ways to a host, as one: `post` sends a text, `listen` hands over each text that comes in and who
// sent it, where that can be known.
// A window and the listed hosts come in; a carrier, or nothing where nobody can be spoken to, goes out.
// Entry point: carrierOf. What each platform promises: docs/embedding.md.

import { INJECTED, RECEIVER } from "./protocol.js";

export const carrierOf = (page, hosts) => {
  // An object that a platform puts into every frame says nothing of who frames this page.
  if (page.parent !== page) return framed(page, hosts);
  const handler = page.webkit?.messageHandlers?.[INJECTED];
  const object = handler ?? page[INJECTED];
  return typeof object?.postMessage === "function" ? injected(page, object) : undefined;
};

// A frame: `postMessage`, to listed origins alone and from them alone.
const framed = (page, hosts) => {
  // Where the browser says who frames the page, nobody else is spoken to. A sandboxed frame is "null".
  const above = page.location.ancestorOrigins?.[0];
  let origins = hosts.filter((host) => above === undefined || above === host);
  if (origins.length === 0) return undefined;
  return {
    post: (text) => origins.forEach((origin) => page.parent.postMessage(text, origin)),
    listen: (hear) =>
      page.addEventListener("message", ({ source, origin, data }) => {
        hear(data, source === page.parent && origins.includes(origin) && origin);
      }),
    // The one that has answered is the host from now on.
    settle: (origin) => (origins = [origin]),
  };
};

// An object of the platform. Android's sends events and answers nothing; iOS answers with a promise and
// ArkWeb by what the method returns, and both call a function of the page for the rest. Whether this is the
// page that may speak, the platform has checked before it put the object there.
const injected = (page, object) => {
  let hear;
  const answered = (text) => text && hear(text);
  return {
    post: (text) => {
      try {
        // A host that is gone rejects, or throws; the page goes on alone.
        Promise.resolve(object.postMessage(text)).then(answered, () => {});
      } catch {}
    },
    listen: (listener) => {
      hear = listener;
      if (typeof object.addEventListener === "function") object.addEventListener("message", ({ data }) => hear(data));
      else page[RECEIVER] = (text) => hear(text);
    },
  };
};
