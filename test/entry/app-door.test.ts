/** The App's HTTP side, with a GitHub that knows one installation and nothing else: whatever arrives, it stays up. */
import { createServer, request as httpRequest } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, startApp } from "../../src/entry/app/start-app.ts";
import { privateKey, secret, sign, startQuiet } from "../support/quiet-github.ts";
import { fuzzDoor, fuzzWire } from "./fuzz-door.ts";

let app: RunningApp;
let asked: string[];
let lines: string[];
let close: () => Promise<void>;

beforeAll(async () => {
  ({ app, asked, lines, close } = await startQuiet());
});

afterAll(() => close());

const headersFor = (body: string | Buffer) => ({
  "content-type": "application/json",
  "x-github-event": "star",
  "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
  "x-hub-signature-256": sign(body),
});

/** A header that is undefined is left out. */
async function send(
  body: string | Buffer,
  over: Record<string, string | undefined> = {},
  path = "/api/github/webhooks",
) {
  const headers = Object.entries({ ...headersFor(body), ...over }).filter((entry) => entry[1] !== undefined);
  const response = await fetch(`${app.url}${path}`, {
    method: "POST",
    body: new Uint8Array(Buffer.from(body)),
    headers: Object.fromEntries(headers) as Record<string, string>,
  });
  return { status: response.status, text: await response.text() };
}

/** A GitHub that knows no App. */
async function listenRefusing(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((_, response) => {
    response.writeHead(401, { "content-type": "application/json" });
    response.end('{"message":"Integration not found"}');
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((closed) => void server.close(() => closed())),
  };
}

const hello = '{"action":"created","installation":{"id":7}}';
const canary = "Estuary wants 40 hubs";

const rows: readonly {
  why: string;
  body: string | Buffer;
  over?: Record<string, string | undefined>;
  status: number;
}[] = [
  { why: "a signed event that nobody listens to is no error", body: hello, status: 200 },
  {
    why: "an action that nobody knows",
    body: '{"action":"frobnicated","installation":{"id":7}}',
    over: { "x-github-event": "issues" },
    status: 200,
  },
  { why: "no installation in it", body: '{"action":"opened"}', over: { "x-github-event": "issues" }, status: 200 },
  { why: "no signature", body: hello, over: { "x-hub-signature-256": undefined }, status: 400 },
  {
    why: "the old signature only",
    body: hello,
    over: { "x-hub-signature-256": undefined, "x-hub-signature": "sha1=x" },
    status: 400,
  },
  {
    why: "another's signature",
    body: hello,
    over: { "x-hub-signature-256": sign(hello, "f".repeat(32)) },
    status: 400,
  },
  { why: "an empty signature", body: hello, over: { "x-hub-signature-256": "" }, status: 400 },
  { why: "a signature of another length", body: hello, over: { "x-hub-signature-256": "sha256=abcd" }, status: 400 },
  {
    why: "a signature in capitals is not what GitHub sends",
    body: hello,
    over: { "x-hub-signature-256": sign(hello).toUpperCase() },
    status: 400,
  },
  {
    why: "a body that was changed by one byte",
    body: `${hello} `,
    over: { "x-hub-signature-256": sign(hello) },
    status: 400,
  },
  { why: "a body of null, signed", body: "null", status: 400 },
  { why: "a list, signed", body: "[1]", status: 400 },
  { why: "an empty body, signed", body: "", status: 400 },
  { why: "not JSON, signed", body: "{ not json", status: 400 },
  { why: "half of a JSON text, signed", body: hello.slice(0, 20), status: 400 },
  { why: "bytes that are no UTF-8, signed", body: Buffer.from([0x7b, 0xff, 0xfe, 0x00]), status: 400 },
  { why: "compressed", body: gzipSync(hello), over: { "content-encoding": "gzip" }, status: 415 },
  { why: "a form", body: "payload=x", over: { "content-type": "application/x-www-form-urlencoded" }, status: 415 },
  { why: "no event name", body: hello, over: { "x-github-event": undefined }, status: 400 },
  { why: "an event named like a member of Object", body: hello, over: { "x-github-event": "__proto__" }, status: 400 },
  { why: "no delivery id", body: hello, over: { "x-github-delivery": undefined }, status: 400 },
  { why: "25 MB and a byte", body: Buffer.alloc(25 * 1024 * 1024 + 1, " "), status: 413 },
];

describe("the App's door", () => {
  it("answers /healthz with counts", async () => {
    const response = await fetch(`${app.url}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: "ok",
      installations: expect.any(Number),
      waiting: expect.any(Number),
      later: expect.any(Number),
      parked: 0,
      limited: 0,
      undelivered: 0,
    });
  });

  it("answers /healthz with 503 while GitHub refuses the App", async () => {
    const refusing = await listenRefusing();
    const alone = await startApp({ appId: 1, privateKey, webhookSecret: secret, baseUrl: refusing.url, port: 0 });
    await alone.idle();
    const response = await fetch(`${alone.url}/healthz`);
    expect([response.status, (await response.json()).status]).toEqual([503, "not ready"]);
    await alone.close();
    await refusing.close();
  });

  it.each(rows)("answers $status: $why", async ({ body, over = {}, status }) => {
    expect((await send(body, over)).status).toBe(status);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });

  it("takes a body in pieces without a length", async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(
        `${app.url}/api/github/webhooks`,
        { method: "POST", headers: { ...headersFor(hello), "transfer-encoding": "chunked" } },
        (response) => {
          response.resume();
          resolve(response.statusCode!);
        },
      );
      request.on("error", reject);
      for (const letter of hello) request.write(letter);
      request.end();
    });
    expect(status).toBe(200);
  });

  it("refuses 26 MB that come without a length", async () => {
    const status = await new Promise<number | string>((resolve) => {
      const request = httpRequest(
        `${app.url}/api/github/webhooks`,
        { method: "POST", headers: { ...headersFor(""), "transfer-encoding": "chunked" } },
        (response) => {
          response.resume();
          resolve(response.statusCode!);
        },
      );
      request.on("error", (error) => resolve(error.message));
      for (let megabyte = 0; megabyte < 26; megabyte++) request.write(Buffer.alloc(1024 * 1024, " "));
      request.end();
    });
    expect(status).toBe(413);
  });

  it.each([
    ["no HTTP at all", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"],
    ["a path that is no URL", "POST //%%% HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"],
    ["a length that is no number", "POST /api/github/webhooks HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n"],
    ["a header of a megabyte", `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(1024 * 1024)}\r\n\r\n`],
  ])("answers 4xx to %s", async (_why, bytes) => {
    const { port } = new URL(app.url);
    const answer = await new Promise<string>((resolve) => {
      let text = "";
      const socket = connect(Number(port), "127.0.0.1", () => void socket.write(bytes, "latin1"));
      socket.on("data", (chunk) => {
        text += chunk.toString();
        socket.end();
      });
      socket.on("error", () => resolve(text));
      socket.on("close", () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1.1 4\d\d /);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });

  it("says 404 elsewhere and 405 to a GET", async () => {
    expect((await send(hello, {}, "/probot/setup")).status).toBe(404);
    expect((await fetch(`${app.url}/api/github/webhooks`)).status).toBe(405);
  });

  // Probot's own server answers here while it is not configured, to whoever comes: probot/lib/apps/setup.js.
  const setup = ["/", "/probot", "/probot/setup", "/probot/import", "/probot/success", "/api/github/webhooks/../setup"];
  it.each(setup.flatMap((path) => ["GET", "POST"].map((method) => [method, path] as const)))(
    "has no page to set it up with: %s %s",
    async (method, path) => {
      const request = { method, path, port: new URL(app.url).port, host: "127.0.0.1" };
      const status = await new Promise<number>((resolve, reject) => {
        const sent = httpRequest(request, (response) => {
          response.resume();
          resolve(response.statusCode!);
        });
        sent.on("error", reject);
        sent.end();
      });
      expect(status).toBeOneOf(method === "GET" ? [404] : [404, 405]);
    },
  );

  const signed = (bytes: Buffer) => ({ "x-hub-signature-256": sign(bytes) });
  it.each([
    ["spaces", Buffer.from('{ "action" : "created", "installation" : { "id" : 7 } }')],
    ["escapes", Buffer.from('{"action":"\\u0063reated","installation":{"id":7.0}}')],
    ["a key twice", Buffer.from('{"action":"x","action":"created","installation":{"id":7}}')],
  ])("judges a signature by the bytes that came, with %s, and not by what they mean", async (_why, bytes) => {
    expect((await send(bytes, signed(bytes))).status).toBe(200);
    const again = Buffer.from(JSON.stringify(JSON.parse(bytes.toString())));
    expect((await send(again, signed(bytes))).status).toBe(400);
    expect((await send(bytes, signed(again))).status).toBe(400);
  });

  it("reads nothing of a body whose signature is wrong: it is refused alike, whatever it holds", async () => {
    const wrong = { "x-hub-signature-256": `sha256=${"0".repeat(64)}` };
    const deep = `{"a":${"[".repeat(100_000)}`;
    const answers = [await send(hello, wrong), await send(deep, wrong), await send('{"', wrong)];
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(400);
  });

  it("keeps payloads, secrets and keys out of the log at every level, and out of its answers", async () => {
    const body = JSON.stringify({
      action: "opened",
      installation: { id: 7 },
      issue: { node_id: "I_1", title: canary, body: canary },
    });
    await send(body, { "x-github-event": "issues" });
    const refused = await send(body, { "x-github-event": "issues", "x-hub-signature-256": "sha256=00" });
    await app.idle();
    expect(refused.text).not.toContain(canary);
    expect(lines.join("")).toContain("72d3162e-cc78-11e3-81ab-4c9367dc0958");
    for (const word of [canary, secret, "PRIVATE KEY", "eyJ"]) expect(lines.join("")).not.toContain(word);
  });

  it("warns of an event without an installation, with what to do", async () => {
    await send('{"action":"opened","issue":{"node_id":"I_1"}}', { "x-github-event": "issues" });
    expect(lines.join("")).toContain("an event names no installation");
  });

  it("asks GitHub nothing for what was refused or ignored", async () => {
    await app.idle();
    asked.length = 0;
    for (const { body, over } of rows.filter(({ status }) => status >= 400 && status !== 413)) await send(body, over);
    await send(hello);
    await app.idle();
    expect(asked).toEqual([]);
  });
});

describe("the App's door, under random requests", () => {
  it("answers all 5,000 and stays up", () => fuzzDoor(5000), 120_000);

  it("gives no success to 3,000 requests of any bytes", () => fuzzWire(3000), 120_000);
});

describe("starting", () => {
  it("refuses a webhook secret of 31 characters, and says how to make one", async () => {
    await expect(startApp({ appId: 1, privateKey, webhookSecret: secret.slice(1), port: 0 })).rejects.toThrow(
      "WEBHOOK_SECRET has 31 characters, and at least 32 are needed. Make one with `openssl rand -hex 32`",
    );
  });
});
