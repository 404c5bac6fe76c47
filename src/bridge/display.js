// What a host says of looks and language, put into effect: each message by its type.
// Works where the app does not: a page that only reads has its host's theme and safe areas, too.
// Entry point: display.

import { show } from "./kept_display.js";

export const display = (page, root) => ({
  welcome: ({ embedded }) => {
    if (typeof embedded === "boolean") show(page, root, "embed", embedded);
  },
  theme: ({ theme }) => {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
  },
  textSize: ({ percent }) => {
    root.style.fontSize = percent === 100 ? "" : `${percent}%`;
    root.toggleAttribute("data-large-text", percent > 130);
  },
  elder: ({ on }) => show(page, root, "elder", on),
  safeArea: (edges) => {
    for (const edge of ["top", "right", "bottom", "left"]) root.style.setProperty(`--host-safe-${edge}`, `${edges[edge]}px`);
  },
  language: followLanguage(page),
});

// The link to the page in the other language keeps the reader's place. What the host says while that page is still
// on its way is seen to when it has come: the last word counts.
const followLanguage = (page) => {
  const { body } = page.document;
  let wanted;
  let isOnItsWay = false;
  const go = () => {
    isOnItsWay = body.dataset.lang !== wanted;
    if (isOnItsWay) page.document.querySelector("[data-language-switch]")?.click();
  };
  new page.MutationObserver(() => isOnItsWay && go()).observe(body, { attributeFilter: ["data-lang"] });
  return ({ language }) => {
    wanted = language;
    if (!isOnItsWay || body.dataset.lang !== wanted) go();
  };
};
