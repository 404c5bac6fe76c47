// What fits in the bridge and in config.json. Made from crates/bridge; do not edit. How a kind is
// written: crates/bridge/src/published/script.rs; what reads it: fits.js.

export const VERSION = 1;
export const LARGEST = 8192;
export const INJECTED = "mingbaiHost";
export const RECEIVER = "mingbaiReceive";

export const FROM_HOST = {
  welcome: { capabilities: ["token openSettings close"], "embedded?": true },
  token: { token: 7168, expiresIn: [1, 86400] },
  theme: { theme: "light dark system" },
  textSize: { percent: [80, 200] },
  elder: { on: true },
  safeArea: { top: [0, 400], right: [0, 400], bottom: [0, 400], left: [0, 400] },
  language: { language: "zh en" },
  back: {},
};

export const TO_HOST = {
  hello: {},
  ready: { app: "ready failed unsupported" },
  title: { title: 400 },
  height: { height: [0, 1000000] },
  choiceChanged: { purpose: 200, state: "unknown allowed objected requested deferred given renewed refused withdrawn revoked expired invalidated", revision: [0, 4294967295] },
  openSettings: { row: 200 },
  tokenNeeded: {},
  close: {},
};

export const CONFIG = {
  "product?": { zh: 60, en: 60 },
  "colours?": [{ token: "paper surface group text text-secondary link action on-action seal on-seal line border-input focus", value: "#colour", "theme?": "light dark" }],
  "api?": "#origin",
  "hosts?": ["#origin"],
  "language?": "zh en",
  "edition?": 100,
  "offline?": true,
};

// Of what, on which grounds, at least by how much.
export const CONTRASTS = [
  ["text", "paper surface group", 4.5],
  ["text-secondary", "paper surface group", 4.5],
  ["link", "paper surface", 4.5],
  ["on-action", "action", 4.5],
  ["on-seal", "seal", 4.5],
  ["border-input", "paper surface", 3.0],
  ["focus", "paper surface", 3.0],
];
