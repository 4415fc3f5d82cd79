/** Sends random webhooks, signed and not, to a running App: the answer is a status and the process lives. */
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
});

/** `count` deliveries; a failure prints fast-check's seed. */
export async function fuzzDoor(count: number): Promise<void> {
  const { app, close } = await startQuiet();
  const property = fc.asyncProperty(delivery, async ({ body: bytes, name, signature, type }) => {
    const isRight = signature === "right";
    const response = await fetch(`${app.url}/api/github/webhooks`, {
      method: "POST",
      body: new Uint8Array(bytes),
      headers: {
        "x-github-event": name,
        "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
        "x-hub-signature-256": isRight ? sign(bytes) : signature,
        "content-type": type,
      },
    });
    await response.arrayBuffer();
    if (isRight) expect(response.status).toBeLessThanOrEqual(500);
    else expect(response.status).toBeOneOf([400, 415]);
  });
  await fc.assert(property, { numRuns: count });
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  await close();
}
