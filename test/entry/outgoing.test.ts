import { describe, expect, it } from "vitest";
import { outgoingBy, refusedBy } from "../../src/entry/outgoing.ts";
import { problemText } from "../../src/model/problem.ts";

const webhooks = { pager: { url: "https://198.51.100.7/resolve", id: "incident_id", secret: "PAGER_TOKEN" } };
const env = {
  OUTGOING_HOSTS: "events.example.org, 93.184.216.34",
  OUTGOING_SECRETS: "PAGER_TOKEN",
  PAGER_TOKEN: "pager-canary",
  PRIVATE_KEY: "key-canary",
};
const pager = { ...webhooks.pager, url: "https://93.184.216.34/resolve" };

function sender(over: Partial<typeof pager>, given: Record<string, string> = env) {
  const sent: (readonly [string, unknown])[] = [];
  const fetch = async (url: string | URL | Request, init?: RequestInit) => {
    sent.push([String(url), init?.headers]);
    return new Response(null, { status: 204 });
  };
  return {
    sent,
    outgoing: outgoingBy(given, fetch as typeof globalThis.fetch)({ webhooks: { pager: { ...pager, ...over } } }),
  };
}

describe("outgoing webhooks of a process", () => {
  it("are off when no host is named, and when the config has none", () => {
    expect(sender({}, { ...env, OUTGOING_HOSTS: "" }).outgoing).toBeNull();
    expect(outgoingBy(env)({ webhooks: {} })).toBeNull();
  });

  it("call a host that is named, with the token that may be given out", async () => {
    const { outgoing, sent } = sender({});
    expect(await outgoing!.send("pager", "INC-7", "key")).toEqual({ kind: "applied" });
    expect(sent).toHaveLength(1);
    expect(JSON.stringify(sent)).toContain("Bearer pager-canary");
  });

  it.each([
    {
      why: "a host that is not named",
      over: { url: "https://198.51.100.7/x" },
      says: "198.51.100.7 is not allowed here",
    },
    {
      why: "the App's own key as a token",
      over: { secret: "PRIVATE_KEY" },
      says: "PRIVATE_KEY is not set or holds no token",
    },
  ])("do not call $why", async ({ over, says }) => {
    const { outgoing, sent } = sender(over);
    const outcome = await outgoing!.send("pager", "INC-7", "key");
    expect(outcome).toMatchObject({ kind: "failed", why: expect.stringContaining(says) });
    expect(sent).toEqual([]);
    expect(JSON.stringify(outcome)).not.toContain("canary");
  });
});

describe("webhooks that are never called", () => {
  const told = (given: Record<string, string>, config = { webhooks }) => refusedBy(given)(config).map(problemText);

  it("are none where the config has none, or every host is allowed", () => {
    expect(told({}, { webhooks: {} } as never)).toEqual([]);
    expect(told({ OUTGOING_HOSTS: "198.51.100.7" })).toEqual([]);
  });

  it("are told when no host is allowed, and when another one is", () => {
    const todo =
      "Whoever runs Milepost may add 198.51.100.7 to OUTGOING_HOSTS; else take the webhook out of the config.";
    expect(told({})).toEqual([
      `webhooks.pager  webhook-off  The webhook is never called: no host may be called from here. ${todo}`,
    ]);
    expect(told(env)).toEqual([
      `webhooks.pager  webhook-off  The webhook is never called: 198.51.100.7 may not be called from here. ${todo}`,
    ]);
  });
});
