// A deployment's colours in place of the page's own, for the theme that is shown. One that loses the contrast
// that the page needs is refused, and the page keeps its own.
// Entry point: colour.

import { CONTRASTS } from "../bridge/protocol.js";

export const colour = (page, colours, refuse) => {
  const root = page.document.documentElement;
  const dark = page.matchMedia("(prefers-color-scheme: dark)");
  const told = new Set();
  const refuseOnce = (mistake) => told.has(mistake) || (told.add(mistake), refuse(mistake));
  const shown = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");
  let theme;
  const apply = () => {
    if (shown() === theme) return;
    theme = shown();
    const ours = colours.filter((one) => !one.theme || one.theme === theme);
    for (const { token } of colours) root.style.removeProperty(`--${token}`);
    for (const { token, value } of ours) root.style.setProperty(`--${token}`, value);
    const read = (token) => page.getComputedStyle(root).getPropertyValue(`--${token}`).trim();
    for (const { token, value, why } of refused(ours, read)) {
      root.style.removeProperty(`--${token}`);
      refuseOnce(`the colour ${value} for \`${token}\` is refused in the ${theme} theme: ${why}`);
    }
  };
  apply();
  dark.addEventListener("change", apply);
  new page.MutationObserver(apply).observe(root, { attributeFilter: ["data-theme"] });
};

// Those of the colours that take part in a contrast that is too small. Together with one of them the others
// of the same contrast go: which of two is the wrong one, nobody can know.
export const refused = (colours, read) => {
  const found = new Map();
  for (const [of, grounds, least] of CONTRASTS) {
    for (const on of grounds.split(" ")) {
      const ratio = contrast(read(of), read(on));
      if (!(ratio < least)) continue;
      for (const one of colours.filter(({ token }) => token === of || token === on)) {
        const why = `\`${of}\` on \`${on}\` would have ${Math.floor(ratio * 10) / 10}:1, and needs ${least}:1`;
        if (!found.has(one.token)) found.set(one.token, { ...one, why });
      }
    }
  }
  return [...found.values()];
};

// WCAG 2.2: relative luminance and contrast ratio.
export const contrast = (one, other) => {
  const [light, dark] = [luminance(one), luminance(other)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
};

const luminance = (hex) => {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : hex.slice(1).match(/../g) ?? [];
  const [red, green, blue] = digits.map((pair) => {
    const share = parseInt(pair, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
