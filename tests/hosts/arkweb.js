// Imitates what ArkWeb puts into a page for
//   controller.registerJavaScriptProxy(object, "mingbaiHost", ["postMessage"], [], permission)
// from the next load on, in every frame whose address the permission names: an object with the methods of the
// list and nothing else, no events. What the app says, it has runJavaScript call in the page.
// Needs host.js before it. `hostOptions` is what the app does.

(() => {
  const { urlPermissionList, ...options } = globalThis.hostOptions ?? {};
  // Scheme and host are exact, the port too; without a list every page may call.
  const isNamed = ({ scheme, host, port }) => location.protocol === `${scheme}:` && location.hostname === host && (port ?? "") === location.port;
  const isAllowed = !urlPermissionList || urlPermissionList.some(isNamed);
  const runJavaScript = (text) => {
    if (typeof globalThis.mingbaiReceive === "function") globalThis.mingbaiReceive(text);
  };
  const host = globalThis.newHost((text) => setTimeout(() => runJavaScript(text), 0), options);
  globalThis.mingbaiHost = {
    postMessage: (text) => {
      // A call that the permission does not allow does nothing.
      if (isAllowed) host.hear(text);
      return undefined;
    },
  };
  globalThis.demoHost = host;
})();
