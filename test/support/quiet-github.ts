/** A GitHub on which the App is installed nowhere and nothing else exists, and an App that serves it. For testing the door. */
import { createHmac, generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startApp } from "../../src/entry/app/start-app.ts";
import { createLibraryLog, createLog } from "../../src/entry/log.ts";

export const secret = "0123456789abcdef0123456789abcdef";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});

export { privateKey };

/** Starts both. `asked` and `lines` grow: what GitHub was asked, and what was logged at every level. */
export async function startQuiet() {
  const asked: string[] = [];
  const lines: string[] = [];
  const github = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const isList = request.url?.startsWith("/app/installations?");
    response.writeHead(isList ? 200 : 404, { "content-type": "application/json" });
    response.end(isList ? "[]" : '{"message":"Not Found"}');
  });
  await new Promise<void>((listening) => void github.listen(0, "127.0.0.1", listening));
  const to = { write: (line: string) => void lines.push(line) };
  const app = await startApp({
    appId: 1,
    privateKey,
    webhookSecret: secret,
    baseUrl: `http://127.0.0.1:${(github.address() as AddressInfo).port}`,
    port: 0,
    log: createLog({ level: "trace", to }),
    libraryLog: createLibraryLog({ level: "trace", to }),
    sweepEverySeconds: 0,
  });
  await app.idle();
  return {
    app,
    asked,
    lines,
    async close() {
      await app.close();
      await new Promise((closed) => void github.close(closed));
    },
  };
}

/** The signature that GitHub would send with this body. */
export function sign(body: string | Uint8Array, key = secret): string {
  return `sha256=${createHmac("sha256", key).update(body).digest("hex")}`;
}
