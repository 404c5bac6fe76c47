// One control on a page, as a person meets it: its place, its answers, its sentence.

import assert from "node:assert/strict";

/** Where the page has a control. */
export const place = (page, purpose) => page.locator(`main [data-w=choice][data-purpose=${purpose}]`).first();

/** Presses one of its answers. */
export const press = (page, purpose, answer) =>
  place(page, purpose).getByRole("button", { name: answer, exact: true }).click();

/** Waits until the sentence under a control matches. */
export async function says(page, purpose, pattern) {
  const state = place(page, purpose).locator(".choice__state").first();
  for (let tries = 0; tries < 200; tries += 1) {
    if (pattern.test((await state.textContent().catch(() => "")) ?? "")) return;
    await page.waitForTimeout(50);
  }
  assert.fail(`${purpose} says “${await state.textContent()}”, not ${pattern}`);
}
