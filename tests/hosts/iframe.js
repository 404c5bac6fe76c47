// A host on the web: frames the page that its address names (`?page=`), and speaks to it with `postMessage`.
// Needs host.js before it. `?capabilities=` is a list with commas, `?embedded` leaves the bars to the host;
// `?silent` is a host that never speaks. The buttons say each message.

const asked = new URLSearchParams(location.search);
const address = new URL(asked.get("page") ?? "http://127.0.0.1:8124/en/");
const frame = document.getElementById("page");

const demoHost = newHost((text) => frame.contentWindow.postMessage(text, address.origin), {
  capabilities: asked.get("capabilities")?.split(",") ?? [],
  embedded: asked.has("embedded") ? true : undefined,
  silent: asked.has("silent"),
  token: () => globalThis.nextToken?.(),
});
globalThis.demoHost = demoHost;

const shown = document.getElementById("heard");
addEventListener("message", ({ origin, source, data }) => {
  // Its own page alone, at the address that it framed.
  if (origin !== address.origin || source !== frame.contentWindow) return;
  demoHost.hear(data);
  const { v, nonce, seq, ...said } = JSON.parse(data);
  if (said.type === "title") document.getElementById("title").textContent = said.title;
  const line = document.createElement("li");
  line.textContent = JSON.stringify(said);
  shown.prepend(line);
});
document.getElementById("back").addEventListener("click", () => demoHost.say("back"));

const messages = [
  ["theme", { theme: "dark" }],
  ["theme", { theme: "light" }],
  ["theme", { theme: "system" }],
  ["textSize", { percent: 80 }],
  ["textSize", { percent: 100 }],
  ["textSize", { percent: 200 }],
  ["elder", { on: true }],
  ["elder", { on: false }],
  ["safeArea", { top: 0, right: 0, bottom: 34, left: 0 }],
  ["language", { language: "zh" }],
  ["language", { language: "en" }],
];
for (const [type, fields] of messages) {
  const button = document.createElement("button");
  button.textContent = `${type} ${Object.values(fields).join(" ")}`;
  button.addEventListener("click", () => demoHost.say(type, fields));
  document.getElementById("says").append(button);
}

frame.src = address.href;
