/** Sends random webhooks, signed and not, and bytes that are hardly HTTP to a running App: the answer is a status and the process lives. */
import { connect } from "node:net";
import fc from "fast-check";
import { expect } from "vitest";
import { sign, startQuiet } from "../support/quiet-github.ts";

const names = ["issues", "issue_comment", "projects_v2_item", "sub_issues", "push", "label", "ping", "installation"];

/** JSON that looks like a webhook in places, and like nothing in others. */
const payload = fc.oneof(
  fc.json(),
  fc
    .record(
      {
        action: fc.oneof(fc.string(), fc.constantFrom("opened", "edited", "deleted"), fc.jsonValue()),
        installation: fc.oneof(fc.constant({ id: 7 }), fc.jsonValue()),
        issue: fc.oneof(
          fc.record({ node_id: fc.string(), title: fc.string(), user: fc.constant(null) }),
          fc.jsonValue(),
        ),
        projects_v2_item: fc.jsonValue(),
        repository: fc.jsonValue(),
        commits: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
);
const body = fc.oneof(
  payload.map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
);
const delivery = fc.record({
  body,
  name: fc.oneof(fc.constantFrom(...names), fc.stringMatching(/^[!-~]{1,60}$/)),
  signature: fc.oneof(fc.constant("right"), fc.stringMatching(/^[!-~]{1,80}$/)),
  type: fc.constantFrom("application/json", "application/json; charset=utf-8", "text/plain", ""),
  encoding: fc.constantFrom("identity", "identity", "gzip", "br", "deflate, gzip", "x"),
});

/** `count` deliveries; a failure prints fast-check's seed. */
export async function fuzzDoor(count: number): Promise<void> {
  const { app, close } = await startQuiet();
  const property = fc.asyncProperty(delivery, async ({ body: bytes, name, signature, type, encoding }) => {
    const isRight = signature === "right";
    const response = await fetch(`${app.url}/api/github/webhooks`, {
      method: "POST",
      body: new Uint8Array(bytes),
      headers: {
        "x-github-event": name,
        "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
        "x-hub-signature-256": isRight ? sign(bytes) : signature,
        "content-type": type,
        "content-encoding": encoding,
      },
    });
    await response.arrayBuffer();
    if (isRight && encoding === "identity") expect(response.status).toBeLessThanOrEqual(500);
    else expect(response.status).toBeOneOf([400, 415]);
  });
  await fc.assert(property, { numRuns: count });
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  await close();
}

const bytesOf = (most: number) =>
  fc.uint8Array({ maxLength: most }).map((some) => Buffer.from(some).toString("latin1"));

/** A header as GitHub sends it, as somebody gets it wrong, or no header at all. */
const header = fc.oneof(
  fc.constantFrom(
    "X-GitHub-Event: issues",
    "X-GitHub-Event: issues\r\nX-GitHub-Event: push",
    "X-GitHub-Event: __proto__",
    "X-GitHub-Delivery: 72d3162e-cc78-11e3-81ab-4c9367dc0958",
    "Content-Type: application/json",
    "Content-Type: application/json\r\nContent-Type: text/plain",
    "Content-Type: multipart/form-data; boundary=x",
    "Content-Encoding: gzip",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip, chunked",
    "Content-Length: -1",
    "Content-Length: 99999999999999999999",
    "Content-Length: 3\r\nContent-Length: 4",
    "Expect: 100-continue",
    "Upgrade: h2c",
    "X-Hub-Signature: sha1=x",
    "X-Hub-Signature-256:",
    "X-Hub-Signature-256: sha256=",
    `X-Hub-Signature-256: sha256=${"0".repeat(64)}`,
    `X-Hub-Signature-256: sha256=${"0".repeat(64)}\r\nX-Hub-Signature-256: sha256=${"1".repeat(64)}`,
    " folded: line",
    ": no name",
    "no colon",
  ),
  fc.tuple(bytesOf(20), bytesOf(60)).map(([name, value]) => `${name}: ${value}`),
);
const request = fc.record({
  method: fc.oneof(
    { weight: 6, arbitrary: fc.constant("POST") },
    fc.constantFrom("GET", "PUT", "TRACE", "PRI", "post", ""),
  ),
  path: fc.oneof(
    { weight: 6, arbitrary: fc.constant("/api/github/webhooks") },
    bytesOf(30).map((some) => `/${some}`),
  ),
  version: fc.oneof(
    { weight: 8, arbitrary: fc.constant("HTTP/1.1") },
    fc.constantFrom("HTTP/1.0", "HTTP/2.0", "HTTP/9", ""),
  ),
  headers: fc.array(header, { maxLength: 8 }),
  length: fc.constantFrom("right", "right", "none", "long", "short"),
  body: fc.oneof(
    bytesOf(200),
    payload,
    fc.constantFrom("", "0\r\n\r\n", "ffffffffffffffff\r\n", "3\r\n{}\n\r\n0\r\n\r\n"),
  ),
});

function lengthLine(length: string, body: string): readonly string[] {
  const size = Buffer.byteLength(body, "latin1");
  const sizes: Readonly<Record<string, number>> = { right: size, long: size + 7, short: Math.max(0, size - 3) };
  return length === "none" ? [] : [`Content-Length: ${sizes[length]}`];
}

/** Writes the bytes, says that there are no more, and gives all that came back. */
function answerTo(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => void socket.end(bytes, "latin1"));
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
    });
    socket.on("error", () => resolve(text));
    socket.on("close", () => resolve(text));
  });
}

/** `count` requests written byte by byte, of which none is signed: no answer is a success, and the process lives. */
export async function fuzzWire(count: number): Promise<void> {
  const { app, asked, close } = await startQuiet();
  const port = Number(new URL(app.url).port);
  asked.length = 0;
  const property = fc.asyncProperty(request, async ({ method, path, version, headers, length, body: text }) => {
    const head = [`${method} ${path} ${version}`, "Host: x", ...headers, ...lengthLine(length, text)];
    const answer = await answerTo(port, `${head.join("\r\n")}\r\n\r\n${text}`);
    // A body that is longer than its length is the next request: there may be several answers.
    const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
    expect(statuses.filter((status) => status !== 100 && (status < 400 || status > 499))).toEqual([]);
  });
  await fc.assert(property, { numRuns: count });
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  expect(asked).toEqual([]);
  await close();
}
