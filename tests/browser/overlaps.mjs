// Whether words lie over others or are cut off, in the page that is shown.

/** To be evaluated in a page: words that lie over others, and words that a box without a way to scroll cuts off. */
export function faults() {
  // What is cut on purpose: drawings, words of pictures, the first lines of a row or card that opens, one line that is said elsewhere.
  const ON_PURPOSE = ".visually-hidden, .phone, .tabs, .masthead__search, .step-bar, .skip, .check-up .choice__answers, .changes__context, .change__body, .use__purpose, [inert], [hidden]";
  const OVER_THE_PAGE = ".api-status, .outline nav, .clause-bar__hits, .changes__menu";
  const runs = [];
  const cut = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const parent = text.parentElement;
    if (!text.data.trim() || parent.closest(`script, style, noscript, ${ON_PURPOSE}, ${OVER_THE_PAGE}`)) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      // A line's box is higher than its letters.
      const slack = (bottom - top) * 0.25;
      if (right - left < 2) continue;
      const run = { left: left + 1, right: right - 1, top: top + slack, bottom: bottom - slack, said: text.data.trim().slice(0, 20) };
      runs.push(run);
      if (run.right > innerWidth + 1) cut.push(`${run.said}: past the window`);
      for (let box = parent; box !== document.body; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box);
        const edges = box.getBoundingClientRect();
        const hides = (overflow) => overflow === "hidden" || overflow === "clip";
        if (hides(overflowX) && (run.right > edges.right + 2 || run.left < edges.left - 2)) cut.push(`${run.said}: at the side`);
        if (hides(overflowY) && (run.bottom > edges.bottom + 2 || run.top < edges.top - 2)) cut.push(`${run.said}: above or below`);
      }
    }
  }
  runs.sort((one, other) => one.top - other.top);
  const over = [];
  runs.forEach((one, place) => {
    for (let next = place + 1; next < runs.length && runs[next].top < one.bottom; next += 1) {
      const other = runs[next];
      if (other.left < one.right && one.left < other.right) over.push(`${one.said} / ${other.said}`);
    }
  });
  return { cut: cut.slice(0, 5), over: over.slice(0, 5) };
}
