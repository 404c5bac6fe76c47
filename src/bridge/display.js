// What a host says of looks and language, put into effect: each message by its type.
// Works where the app does not: a page that only reads has its host's theme and safe areas, too.
// Entry point: display.

export const display = (page, root) => ({
  welcome: ({ embedded }) => {
    if (typeof embedded === "boolean") root.toggleAttribute("data-embed", embedded);
  },
  theme: ({ theme }) => {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
  },
  textSize: ({ percent }) => {
    root.style.fontSize = percent === 100 ? "" : `${percent}%`;
    root.toggleAttribute("data-large-text", percent > 130);
  },
  elder: ({ on }) => root.toggleAttribute("data-elder", on),
  safeArea: (edges) => {
    for (const edge of ["top", "right", "bottom", "left"]) root.style.setProperty(`--host-safe-${edge}`, `${edges[edge]}px`);
  },
  // The link to the page in the other language keeps the reader's place.
  language: ({ language }) => {
    if (page.document.body.dataset.lang !== language) page.document.querySelector("[data-language-switch]")?.click();
  },
});
