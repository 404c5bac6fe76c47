// The style sheets for browsers that know no cascade layers (before Chrome 99 and Safari 15.4): the same rules,
// without layers, `:is`, logical properties and what else came after Chrome 78 and Safari 15.
//
//   node without_layers.mjs IN OUT
//
// postcss-preset-env does most of it. What it leaves out is below, each a plugin of a few lines.

import { readFileSync, writeFileSync } from "node:fs";

import postcss from "postcss";
import presetEnv from "postcss-preset-env";

/** `:has` came to Chrome with container queries, and what asks for a selector is younger than Chrome 78. */
const asksByProperty = {
  postcssPlugin: "asks-by-property",
  AtRule: {
    supports(rule) {
      rule.params = rule.params.replaceAll("selector(:has(a))", "(container-type: inline-size)");
    },
  },
};

/** `svh` is Chrome 108's: a window's height as older engines have it comes before it. */
const heightOfWindow = {
  postcssPlugin: "height-of-window",
  Declaration(declaration) {
    const { value, prop } = declaration;
    if (!value.includes("svh") || declaration.prev()?.prop === prop) return;
    declaration.cloneBefore({ value: value.replaceAll("svh", "vh") });
  },
};

const MATHS = /\b(?:min|max|clamp)\(/;
const KNOWS_MATHS = "(width: min(1px, 1px))";

/** The arguments of a function whose bracket opens before `start`, and where it closes. */
const argumentsAt = (value, start) => {
  const found = [""];
  let depth = 1;
  let place = start;
  for (; depth > 0; place++) {
    const character = value[place];
    depth += (character === "(") - (character === ")");
    if (character === "," && depth === 1) found.push("");
    else if (depth > 0) found[found.length - 1] += character;
  }
  return { found: found.map((words) => words.trim()), end: place };
};

/** The first length of `min` and `max`, and the wanted one of `clamp`. */
const withoutMaths = (value) => {
  const call = MATHS.exec(value);
  if (!call) return value;
  const { found, end } = argumentsAt(value, call.index + call[0].length);
  const chosen = found[call[0] === "clamp(" ? 1 : 0];
  const length = / [-+*/] /.test(chosen) ? `calc(${chosen})` : chosen;
  return withoutMaths(value.slice(0, call.index) + length + value.slice(end));
};

/** Chrome 78 cannot choose between lengths. A custom property is not checked where it is set, so it has to be asked. */
const oneLength = {
  postcssPlugin: "one-length",
  Rule(rule, { AtRule }) {
    if (rule.parent.params === KNOWS_MATHS) return;
    const known = rule.clone({ nodes: [] });
    rule.each((declaration) => {
      if (declaration.type !== "decl" || !MATHS.test(declaration.value)) return;
      known.append(declaration.clone());
      declaration.value = withoutMaths(declaration.value);
    });
    if (known.nodes.length === 0) return;
    rule.after(new AtRule({ name: "supports", params: KNOWS_MATHS, nodes: [known] }));
  },
};

/** Chrome has `gap` in rows and columns since 84, as it has `appearance`; Safari 15 has the first alone. */
const NO_GAP = "(not (appearance: none)) and (not (font: -apple-system-body))";

/** Room between the parts of a row or a column, as their margins. */
const gapByMargin = {
  postcssPlugin: "gap-by-margin",
  Rule(rule, { AtRule, Rule, Declaration }) {
    const last = (prop) => rule.nodes.findLast((node) => node.type === "decl" && node.prop === prop)?.value;
    if (!last("display")?.endsWith("flex") || !last("gap") || rule.isDone) return;
    rule.isDone = true;
    const [rows, columns = rows] = last("gap").match(/[^\s(]+(?:\([^)]*\))?/g);
    const isColumn = last("flex-direction") === "column";
    const room = new Declaration({ prop: isColumn ? "margin-top" : "margin-left", value: isColumn ? rows : columns });
    const parts = rule.selectors.map((selector) => `${selector} > * + *`);
    rule.after(new AtRule({ name: "supports", params: NO_GAP, nodes: [new Rule({ selectors: parts, nodes: [room] })] }));
  },
};

const [from, to] = process.argv.slice(2);
const preset = presetEnv({
  browsers: ["chrome 78", "ios_saf 15"],
  stage: 1,
  preserve: false,
  autoprefixer: false,
  enableClientSidePolyfills: false,
  // Left alone: they would need a script, or these engines know them.
  features: { "has-pseudo-class": false, "focus-visible-pseudo-class": false, "custom-properties": false },
});
const plugins = [asksByProperty, heightOfWindow, oneLength, gapByMargin, preset];
const { css } = await postcss(plugins).process(readFileSync(from, "utf8"), { from: undefined });
writeFileSync(to, css);
