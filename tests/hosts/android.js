// Imitates what androidx.webkit puts into a page for
//   WebViewCompat.addWebMessageListener(webView, "mingbaiHost", allowedOriginRules, listener)
// before any script of the page runs: an object with postMessage, onmessage and listeners, in frames of an
// allowed origin alone. What the app's listener gets, and its JavaScriptReplyProxy, are here too.
// Needs host.js before it. `hostOptions` is what the app does.

(() => {
  const { allowedOriginRules = [location.origin], ...options } = globalThis.hostOptions ?? {};
  if (!allowedOriginRules.some((rule) => rule === location.origin)) return;

  class WebMessageListenerObject extends EventTarget {
    #onmessage = null;

    get onmessage() {
      return this.#onmessage;
    }

    set onmessage(listener) {
      if (this.#onmessage) this.removeEventListener("message", this.#onmessage);
      this.#onmessage = listener;
      if (listener) this.addEventListener("message", listener);
    }

    postMessage(message) {
      if (typeof message !== "string" && !(message instanceof ArrayBuffer)) throw new TypeError("a string or an ArrayBuffer");
      // The app's thread is another one: nothing is answered before this returns.
      setTimeout(() => onPostMessage(message, location.origin, self === top), 0);
    }
  }

  const object = new WebMessageListenerObject();
  const replyProxy = { postMessage: (data) => setTimeout(() => object.dispatchEvent(new MessageEvent("message", { data })), 0) };
  const host = globalThis.newHost((text) => replyProxy.postMessage(text), options);
  // WebMessageListener.onPostMessage: the app looks at both before it listens.
  const onPostMessage = (message, sourceOrigin, isMainFrame) => {
    if (isMainFrame && sourceOrigin === location.origin) host.hear(message);
  };
  Object.defineProperty(globalThis, "mingbaiHost", { value: object });
  globalThis.demoHost = host;
})();
