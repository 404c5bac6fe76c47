// Imitates what WebKit puts into a page for
//   userContentController.addScriptMessageHandler(handler, contentWorld: .page, name: "mingbaiHost")
// with a WKScriptMessageHandlerWithReply: postMessage gives a promise, which the app's replyHandler resolves
// with a value or rejects with a text. Whatever else the app says, it has WKWebView evaluate in the page.
// Needs host.js before it. `hostOptions` is what the app does.

(() => {
  // evaluateJavaScript: a function that is not there yet is an error of the app's call, and not of the page.
  const evaluateJavaScript = (text) => {
    if (typeof globalThis.mingbaiReceive === "function") globalThis.mingbaiReceive(text);
  };
  let reply;
  const host = globalThis.newHost((text) => (reply ? (reply(text), (reply = undefined)) : evaluateJavaScript(text)), globalThis.hostOptions);
  const handler = Object.freeze({
    postMessage: (body) =>
      new Promise((resolve, reject) => {
        setTimeout(async () => {
          // message.frameInfo: the main frame alone is listened to.
          if (self !== top) return reject(new Error("no frame is listened to"));
          let isReplied = false;
          const replyHandler = (value) => ((isReplied = true), resolve(value));
          // `hello` is answered by the reply; the rest is evaluated.
          if (JSON.parse(body).type === "hello") reply = replyHandler;
          await host.hear(body);
          reply = undefined;
          if (!isReplied) resolve(undefined);
        }, 0);
      }),
  });
  const messageHandlers = Object.freeze({ mingbaiHost: handler });
  Object.defineProperty(globalThis, "webkit", { value: Object.freeze({ messageHandlers }) });
  globalThis.demoHost = host;
})();
