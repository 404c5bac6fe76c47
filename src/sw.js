// The service worker: what is read without a network. It keeps the release that was read last: its pages in the
// languages that were read, as one file, and the app's files.
//
// Comes in: SITE, which stands before this file in a published site (crates/publish/src/offline.rs), and the
// requests of open pages. Goes out: what the network says; where it says nothing, what is kept.
// A worker has one cache, named after its build, and looks into no other: pages and files of two builds are
// never mixed. Choices (`/v1/`) are no business of its own: it does not even see to them.

const NAMES = "mingbai-";
const CACHE = NAMES + SITE.build;

// So long the network may think before what is kept is shown.
const PATIENCE_MS = 4000;

const CONFIG = "/config.json";

const kept = (path) => caches.match(path, { cacheName: CACHE });

// The pages of a language, and one of them by itself, for the headers that a page has: a policy, above all.
const ofLanguage = (lang) => [SITE.pages[lang], `/${lang}/`];

const keptLanguages = async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith(NAMES));
  const opened = await Promise.all(names.map((name) => caches.open(name)));
  const requests = (await Promise.all(opened.map((cache) => cache.keys()))).flat();
  const paths = requests.map(({ url }) => new URL(url).pathname);
  return Object.keys(SITE.pages).filter((lang) => paths.includes(`/${lang}/`));
};

// All of it or nothing: a build that is not whole does not take the place of the one before.
const install = async () => {
  const languages = await keptLanguages();
  const cache = await caches.open(CACHE);
  await cache.addAll([...SITE.files, ...languages.flatMap(ofLanguage)]);
  await skipWaiting();
};

const activate = async () => {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(NAMES) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
  await registration.navigationPreload?.enable();
  await clients.claim();
};

// Once the operator has switched it off nothing of it is left; pages that are open ask the network themselves.
// A worker that is stopped halfway is still registered, and leaves when the next page is read.
let isOff = false;
const forget = async () => Promise.all((await caches.keys()).filter((name) => name.startsWith(NAMES)).map((name) => caches.delete(name)));
const leave = async () => {
  isOff = true;
  await forget();
  await registration.unregister();
};

// A page that is read names its language.
const keepLanguage = async (lang) => {
  if (isOff || !SITE.pages[lang] || (await kept(SITE.pages[lang]))) return;
  await (await caches.open(CACHE)).addAll(ofLanguage(lang));
  // It was switched off meanwhile.
  if (isOff) await forget();
};

const reading = {};
const textsOf = async (lang) => {
  const file = await kept(SITE.pages[lang]);
  if (!file) return {};
  reading[lang] = reading[lang] ?? file.json();
  return reading[lang];
};

// What is kept of a page, as the server would send it.
const keptPage = async (path) => {
  for (const lang of Object.keys(SITE.pages)) {
    const text = (await textsOf(lang))[path];
    const sent = text && (await kept(`/${lang}/`));
    if (!sent) continue;
    const headers = new Headers(sent.headers);
    for (const name of ["content-encoding", "content-length", "etag", "last-modified"]) headers.delete(name);
    if (path.endsWith(".json")) headers.set("content-type", "application/json");
    return new Response(text, { headers });
  }
};

const keptStart = async (path, search) => {
  const [lang] = await keptLanguages();
  return lang && Response.redirect(`/${lang}/${search}`);
};

const readConfig = async (response) => {
  const config = await response.json();
  if (config.offline === false) await leave();
};

const freshOrKept = async (event, path, fallback) => {
  const asked = Promise.resolve(event.preloadResponse).then((response) => response || fetch(event.request));
  const late = new Promise((end) => setTimeout(end, PATIENCE_MS));
  const response = await Promise.race([asked, late]).catch(() => {});
  if (response && response.status < 500) {
    if (path === CONFIG && response.ok) event.waitUntil(readConfig(response.clone()).catch(() => {}));
    return response;
  }
  return (await fallback(path, new URL(event.request.url).search)) || asked;
};

// How a request is answered; a request for which nothing is given goes its own way.
const answer = (event) => {
  const { method, url, headers } = event.request;
  const { origin, pathname } = new URL(url);
  if (isOff || method !== "GET" || origin !== location.origin || headers.has("range")) return;
  if (SITE.files.includes(pathname)) {
    // A name with a hash is one file for ever.
    if (/-[0-9a-f]{16}/.test(pathname)) return kept(pathname).then((file) => file || fetch(event.request));
    return freshOrKept(event, pathname, kept);
  }
  if (pathname === "/") return freshOrKept(event, pathname, keptStart);
  if (SITE.pages[pathname.split("/")[1]] || pathname === SITE.index) return freshOrKept(event, pathname, keptPage);
};

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) => event.waitUntil(keepLanguage(event.data)));
addEventListener("fetch", (event) => {
  const answered = answer(event);
  if (answered) event.respondWith(answered);
});
