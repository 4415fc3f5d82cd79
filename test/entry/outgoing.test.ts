import { describe, expect, it } from "vitest";
import { outgoingBy } from "../../src/entry/outgoing.ts";

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
