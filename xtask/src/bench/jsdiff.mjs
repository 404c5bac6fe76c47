// Times jsdiff's diffWords on the pairs that `cargo xtask bench compare` names, and counts
// edges of our changes inside Chinese words as the browsers' own segmenter sees them.
//
// A JSON file [{ old, new, blocks }] comes in as the first argument; a line of JSON
// { ms, cuts } for each pair goes out. `ms` is null where jsdiff gives up after 20 seconds.
import { readFileSync } from "node:fs";
import { diffWords } from "diff";

const GIVE_UP = 20_000;
const words = new Intl.Segmenter("zh", { granularity: "word" });
const han = /\p{Script=Han}/u;

function median(numbers) {
  return numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}

function time(old, fresh) {
  const times = [];
  // Slow pairs run once: their noise does not matter, and the bench should end.
  for (let run = 0; run < 7 && (times[0] ?? 0) < 1_000; run += 1) {
    const start = performance.now();
    if (diffWords(old, fresh, { timeout: GIVE_UP }) === undefined) return null;
    times.push(performance.now() - start);
  }
  return median(times);
}

// Each run of Han on its own: one call over a whole text copies that text for every word.
function isInsideWord(text, at) {
  let start = at;
  let end = at;
  while (start > 0 && han.test(text[start - 1])) start -= 1;
  while (end < text.length && han.test(text[end])) end += 1;
  if (start === at || end === at) return false;
  for (const word of words.segment(text.slice(start, end))) {
    if (start + word.index === at) return false;
  }
  return true;
}

function cuts(spans, op) {
  const side = spans.filter(([kind]) => kind === "equal" || kind === op);
  const text = side.map(([, run]) => run).join("");
  let at = 0;
  let count = 0;
  side.forEach(([kind, run], index) => {
    if (index > 0 && side[index - 1][0] !== kind && isInsideWord(text, at)) count += 1;
    at += run.length;
  });
  return count;
}

for (const pair of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const all = pair.blocks.flatMap(({ spans }) => ["delete", "insert"].map((op) => cuts(spans, op)));
  const ms = time(readFileSync(pair.old, "utf8"), readFileSync(pair.new, "utf8"));
  console.log(JSON.stringify({ ms, cuts: all.reduce((sum, count) => sum + count, 0) }));
}
