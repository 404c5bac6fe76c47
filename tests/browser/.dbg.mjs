import { launch } from "./support.mjs";
const b = await launch(); const p = await b.newPage();
p.on("console", m => console.log(m.type(), m.text())); p.on("pageerror", e => console.log("ERR", e.stack ?? e));
await p.goto("http://127.0.0.1:8431/en/choices/"); await p.waitForTimeout(4000);
console.log(await p.evaluate(() => [document.documentElement.dataset.app, document.querySelector("[data-w=choice]")?.outerHTML.slice(0,600)]));
await b.close();
