// A TLS proxy in front of a server, as a deployment has one, with a certificate of a day.

import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { request } from "node:http";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Starts it on `127.0.0.1`; the server has to trust it (`TRUSTED_PROXIES`). `stop()` when done. */
export async function startTls(target) {
  const { hostname, port } = new URL(target);
  const listener = createServer(await certificate(), (asked, answer) => {
    const headers = { ...asked.headers, "x-forwarded-proto": "https", "x-forwarded-for": "127.0.0.1" };
    const onward = request({ hostname, port, method: asked.method, path: asked.url, headers }, (got) => {
      answer.writeHead(got.statusCode, got.headers);
      got.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    asked.pipe(onward);
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const stop = () => (listener.closeAllConnections(), listener.close());
  return { base: `https://127.0.0.1:${listener.address().port}`, stop };
}

async function certificate() {
  const folder = await mkdtemp(join(tmpdir(), "mingbai-tls-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const what = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1"];
  const whose = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  await promisify(execFile)("openssl", ["req", ...what, ...whose, "-keyout", key, "-out", cert]);
  const pair = { key: await readFile(key), cert: await readFile(cert) };
  await rm(folder, { recursive: true });
  return pair;
}
