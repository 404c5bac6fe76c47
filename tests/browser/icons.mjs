// `cargo xtask screenshots`: the pictures of the app on a start screen, from public/icon.svg.
//
// Two as the icon is drawn, and one that a phone cuts to a shape of its own: its ground fills the square, and the
// drawing keeps within the circle that every shape leaves, 80 % wide (Web Application Manifest, 2.6.3).

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { launch } from "./support.mjs";

const FOLDER = join(import.meta.dirname, "../../public");
const drawing = await readFile(join(FOLDER, "icon.svg"), "utf8");
const ground = /<rect[^>]* fill="([^"]+)"/.exec(drawing)[1];

/** Name, pixels, how wide the icon is in it, what is around it. */
const PICTURES = [
  ["icon-192.png", 192, 1, "transparent"],
  ["icon-512.png", 512, 1, "transparent"],
  ["icon-maskable-512.png", 512, 0.85, ground],
];

const browser = await launch();
for (const [name, size, part, around] of PICTURES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const sized = drawing.replace("<svg ", `<svg width="${size * part}" `);
  await page.setContent(`<body style="margin:0;height:100vh;display:grid;place-items:center;background:${around}">${sized}`);
  await writeFile(join(FOLDER, name), await page.screenshot({ omitBackground: true }));
  console.log(`public/${name}`);
  await page.close();
}
await browser.close();
