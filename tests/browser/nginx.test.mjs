// The site behind nginx, with the configuration of server/nginx as it is but for the lines that a deployment
// changes: every answer has the headers that the server itself would give it, and the page works.
//
// Where nginx is missing these tests are left out, and say so; `cargo xtask test` brings it where it may.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { press, says } from "./choice.mjs";
import { freePort, launch, startServer, watch } from "./support.mjs";

const CONF = join(import.meta.dirname, "../../server/nginx/site.conf");
const NGINX = ["/usr/sbin/nginx", "nginx"].find((program) => spawnSync(program, ["-v"]).status === 0);
const SITE = process.env.SITE_DIR;

/** Its lines for this machine: where it listens, what it serves, and where the API is. */
async function configuration(folder, port, api) {
  const own = [
    ["server 127.0.0.1:8124;", `server ${new URL(api).host};`],
    ["listen 127.0.0.1:8080;", `listen 127.0.0.1:${port};`],
    ["root /srv/mingbai/dist;", `root ${SITE};`],
  ];
  let site = await readFile(CONF, "utf8");
  for (const [line, here] of own) {
    assert.ok(site.includes(line), `${line} is there to be changed`);
    site = site.replace(line, here);
  }
  await writeFile(join(folder, "site.conf"), site);
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`);
  const whole = `daemon off; user root; pid ${folder}/pid; error_log stderr warn; events {}
    http { access_log off; ${paths.join(" ")} include ${folder}/site.conf; }`;
  await writeFile(join(folder, "nginx.conf"), whole);
  return join(folder, "nginx.conf");
}

describe("behind nginx", { skip: NGINX ? false : "nginx is not on this machine" }, () => {
  let server, folder, child, base, browser;
  before(async () => {
    server = await startServer({ env: { TRUSTED_PROXIES: "127.0.0.1" } });
    folder = await mkdtemp(join(tmpdir(), "mingbai-nginx-"));
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    child = spawn(NGINX, ["-c", await configuration(folder, port, server.base)], { stdio: ["ignore", "inherit", "inherit"] });
    for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
      if (await fetch(`${base}/zh/`).then((answer) => answer.ok, () => false)) break;
      await sleep(50);
    }
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    if (child?.exitCode === null) {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    }
    await server?.remove();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const SAME = [
    "content-type",
    "content-security-policy",
    "cache-control",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "content-encoding",
    "location",
  ];

  async function asked(origin, path, headers) {
    const answer = await fetch(origin + path, { redirect: "manual", headers });
    await answer.arrayBuffer();
    // A redirect has no page that a policy would be for.
    const names = answer.status < 300 || answer.status >= 400 ? SAME : SAME.filter((name) => !/^content-/.test(name));
    const said = names.map((name) => [name, answer.headers.get(name)?.toLowerCase().replaceAll('"', "")]);
    return { status: answer.status, ...Object.fromEntries(said) };
  }

  test("every kind of answer has the headers that the server gives it", async () => {
    const files = (await readdir(SITE, { recursive: true })).filter((name) => /\.\w+$/.test(name) && !/\.(br|gz|map)$/.test(name));
    const oneOfEach = new Map(files.map((name) => [`${name.split(".").pop()} ${name.includes("/")} ${/[0-9a-f]{16}/.test(name)}`, name]));
    const paths = [...oneOfEach.values()].map((name) => `/${name}`);
    for (const path of ["/", "/zh/", "/en/choices/", "/zh/none/", "/none", "/sw.js", "/.well-known/jwks.json", "/v1/none", ...paths]) {
      for (const encoding of ["identity", "gzip"]) {
        const headers = { "accept-encoding": encoding, "accept-language": "en" };
        assert.deepEqual(await asked(base, path, headers), await asked(server.base, path, headers), `${path}, ${encoding}`);
      }
    }
  });

  /** Browsers put the headers of such an answer over the page's, and refused everything on it by the wrong policy. */
  test("a page that has not changed keeps the policy that it came with", async () => {
    const whole = await fetch(`${base}/zh/`);
    await whole.arrayBuffer();
    const unchanged = await fetch(`${base}/zh/`, { headers: { "if-modified-since": whole.headers.get("last-modified") } });
    assert.equal(unchanged.status, 304);
    assert.equal(unchanged.headers.get("content-security-policy"), null);
    assert.equal(unchanged.headers.get("cache-control"), "no-cache");
  });

  test("a choice is kept, and nothing on a page breaks the policy", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const { errors, violations } = await watch(page);
    await page.goto(`${base}/zh/choices/`);
    await press(page, "ads", "关");
    await says(page, "ads", /^已记录：关/);
    await page.reload();
    await says(page, "ads", /^已记录：关/);
    assert.deepEqual([...errors, ...violations], []);
    await context.close();
  });

  test("another tab hears of it at once: live events are not held back", async () => {
    const context = await browser.newContext();
    const [one, other] = [await context.newPage(), await context.newPage()];
    await one.goto(`${base}/en/choices/`);
    await press(one, "ads", "Off");
    await says(one, "ads", /^Recorded: Off/);
    await other.goto(`${base}/en/choices/`);
    await says(other, "ads", /^Recorded: Off/);
    await press(one, "ads", "On");
    await says(other, "ads", /^Recorded: On/);
    await context.close();
  });
});
