// One control on a page, as a person meets it: its place, its answers, its sentence.

import assert from "node:assert/strict";

/** Where the page has a control. */
export const place = (page, purpose) => page.locator(`main [data-w=choice][data-purpose=${purpose}]`).first();

/** What a consent is for has been in sight for so long that a press is no half of a double tap (800 ms). */
export const readIt = (page) => page.waitForTimeout(1_000);

/** Presses one of its answers. Agreeing shows first what it is for, where the page has that folded. */
export async function press(page, purpose, answer) {
  const button = place(page, purpose).getByRole("button", { name: answer, exact: true });
  const folded = page.locator(`details[data-told='${purpose}']:not([open])`);
  if (["Agree", "同意"].includes(answer) && (await folded.count()) > 0) {
    await button.click();
    await readIt(page);
  }
  await button.click();
}

/** Waits until the sentence under a control matches. */
export async function says(page, purpose, pattern) {
  const state = place(page, purpose).locator(".choice__state").first();
  const fits = state.and(page.locator(".choice__state", { hasText: pattern }));
  await fits.waitFor({ state: "attached" }).catch(async () => {
    assert.fail(`${purpose} says “${await state.textContent()}”, not ${pattern}`);
  });
}

/** Decides as the same person on another device does: by the API, with the words of the open page. */
export async function decideElsewhere(page, purpose, verb, revision, base = new URL(page.url()).origin) {
  const { release, textHash } = await page.evaluate(() => document.body.dataset);
  const words_hash = await place(page, purpose).getAttribute("data-words-hash");
  const language = new URL(page.url()).pathname.split("/")[1];
  const view = await page.request.post(`${base}/v1/views`, { data: { release, language, text_hash: textHash, surface: "other" } });
  const { view_token } = await view.json();
  const answer = await page.request.put(`${base}/v1/choices/${purpose}`, {
    headers: { "idempotency-key": crypto.randomUUID(), "if-match": `"${revision}"` },
    data: { verb, view_token, words_hash, surface: "other", actor: "subject", client_time: null, guardian_token: null, age_band: null },
  });
  assert.equal(answer.status(), 200, await answer.text());
}
