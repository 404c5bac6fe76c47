// The built site at another time: with an earlier release in force, and decisions made under it.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The built site with another release in force, as it was before the newest one. */
export async function siteWith(current) {
  const from = resolve(process.env.SITE_DIR);
  const folder = await mkdtemp(join(tmpdir(), "mingbai-site-"));
  await mkdir(join(folder, "content"));
  for (const name of await readdir(from)) if (name !== "content") await symlink(join(from, name), join(folder, name));
  for (const name of await readdir(join(from, "content"))) {
    if (!name.startsWith("index.json")) await symlink(join(from, "content", name), join(folder, "content", name));
  }
  const index = JSON.parse(await readFile(join(from, "content/index.json"), "utf8"));
  const setCurrent = (version, changed = []) => {
    const releases = index.releases.map((release) => ({
      ...release,
      purposes: release.purposes.map((purpose) => ({
        ...purpose,
        meaning_changed: release.version === version && changed.includes(purpose.id),
      })),
    }));
    return writeFile(join(folder, "content/index.json"), JSON.stringify({ ...index, releases, current: version }));
  };
  await setCurrent(current);
  return { folder, index, setCurrent };
}

/** Decides as an earlier page did, under an earlier release. */
export async function decideUnder(page, base, index, version, purpose, verb) {
  const release = index.releases.find((release) => release.version === version);
  const { text_hash } = release.languages.en;
  const view = await page.request.post(`${base}/v1/views`, { data: { release: version, language: "en", text_hash, surface: "test" } });
  const { view_token } = await view.json();
  const words_hash = release.purposes.find(({ id }) => id === purpose).words_hash.en;
  const answer = await page.request.put(`${base}/v1/choices/${purpose}`, {
    headers: { "idempotency-key": crypto.randomUUID(), "if-match": "\"0\"" },
    data: { verb, view_token, words_hash, surface: "test", actor: "subject", client_time: null, guardian_token: null, age_band: null },
  });
  assert.equal(answer.status(), 200, await answer.text());
}
