// Has the service worker keep what is read, for when there is no network. Loaded once the app runs, so that
// nothing waits for it; in a browser without service workers, or where they are refused, nothing happens.
// A deployment switches it off in config.json: then no worker comes, and one that is there leaves (sw.js).

// The one address that may become a worker.
const policy = self.trustedTypes?.createPolicy("offline", { createScriptURL: () => "/sw.js" });

const keep = async () => {
  const { serviceWorker, connection } = navigator;
  if (!serviceWorker) return;
  const answer = await fetch("/config.json");
  const config = await answer.json().catch(() => ({}));
  if (config.offline === false) return;
  await serviceWorker.register(policy ? policy.createScriptURL("") : "/sw.js");
  const { active } = await serviceWorker.ready;
  // The app's files are here anyway; the pages are loaded for it, which somebody may have to pay for.
  if (!connection?.saveData) active.postMessage(document.body.dataset.lang);
};
keep().catch(() => {});
