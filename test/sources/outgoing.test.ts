import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { createOutgoing, type OutgoingOptions } from "../../src/sources/outgoing.ts";

const token = "t0ken-very-secret";
const path = "/hooks/also-a-secret";

type Said = (url: string, init: RequestInit) => Response | Promise<Response>;

/** A webhook `pager` and an internet that answers with `say`; everything it was asked is kept. */
function setting(say: Said, more: Partial<OutgoingOptions> & { url?: string; secret?: string | null } = {}) {
  const asked: { readonly url: string; readonly init: RequestInit }[] = [];
  const { url = `https://events.example.org${path}`, secret = null, ...options } = more;
  const outgoing = createOutgoing({
    webhooks: { pager: { url, id: "incident_id", secret } },
    secretOf: (name) => ({ PAGER_TOKEN: token, BROKEN: `${token}\r\nX-Other: 1`, EMPTY: " " })[name],
    fetch: (async (address: string, init: RequestInit) => {
      asked.push({ url: address, init });
      return say(address, init);
    }) as typeof fetch,
    ...options,
  });
  return { asked, outgoing, send: () => outgoing.send("pager", "P1-7", "flow/outage/P1-7") };
}

const answering = (status: number, headers: Record<string, string> = {}): Said => {
  return () => new Response(status === 204 || status === 304 ? null : "body", { status, headers });
};

describe("outgoing webhooks", () => {
  it("asks nothing for a webhook that the config has not got, nor for a name that every object has", async () => {
    const { outgoing, asked } = setting(answering(200));
    for (const name of ["other", "constructor", "__proto__"])
      expect(await outgoing.send(name, "1", "k")).toMatchObject({ kind: "failed", why: expect.stringContaining(name) });
    expect(asked).toEqual([]);
  });

  it("sends the id and our key as JSON, follows nothing, and does not wait for ever", async () => {
    const { send, asked } = setting(answering(202));
    expect(await send()).toEqual({ kind: "applied" });
    expect(asked.map(({ url }) => url)).toEqual([`https://events.example.org${path}`]);
    const { method, headers, body, redirect, signal } = asked[0]!.init;
    expect([method, redirect, signal instanceof AbortSignal]).toEqual(["POST", "manual", true]);
    expect(JSON.parse(body as string)).toEqual({ id: "P1-7", key: "flow/outage/P1-7" });
    expect(headers).toEqual({ "content-type": "application/json", "user-agent": "milepost" });
  });

  it("sends the token that the environment holds", async () => {
    const { send, asked } = setting(answering(200), { secret: "PAGER_TOKEN" });
    await send();
    expect(asked[0]!.init.headers).toMatchObject({ authorization: `Bearer ${token}` });
  });

  const answers: { why: string; say: Said; kind: string }[] = [
    { why: "204", say: answering(204), kind: "applied" },
    {
      why: "a redirect, even to itself",
      say: answering(302, { location: "https://events.example.org/" }),
      kind: "failed",
    },
    { why: "a permanent redirect", say: answering(308, { location: "http://127.0.0.1/" }), kind: "failed" },
    { why: "not modified", say: answering(304), kind: "failed" },
    { why: "401", say: answering(401), kind: "failed" },
    { why: "404", say: answering(404), kind: "failed" },
    { why: "429, which may be over soon", say: answering(429), kind: "unknown" },
    { why: "500, though it may have arrived", say: answering(500), kind: "unknown" },
    { why: "no answer", say: () => Promise.reject(new TypeError("fetch failed")), kind: "unknown" },
    { why: "too late", say: () => Promise.reject(new DOMException("late", "TimeoutError")), kind: "unknown" },
    {
      why: "an answer of another host",
      say: () => Object.defineProperty(new Response(), "url", { value: "https://elsewhere.example.org/" }),
      kind: "failed",
    },
    {
      why: "a redirect that the client hides",
      say: () => Object.defineProperties(new Response(), { type: { value: "opaqueredirect" }, status: { value: 0 } }),
      kind: "failed",
    },
  ];
  it.each(answers)("calls it $kind: $why", async ({ say, kind }) => {
    expect((await setting(say).send()).kind).toBe(kind);
  });

  const barred: { why: string; url: string; resolve?: (host: string) => Promise<readonly string[]> }[] = [
    { why: "no HTTPS", url: "http://events.example.org/" },
    { why: "no URL", url: "events.example.org" },
    { why: "another protocol", url: "ftp://events.example.org/" },
    { why: "a password in the URL", url: `https://me:${token}@events.example.org/` },
    { why: "this machine", url: "https://localhost/" },
    { why: "this machine by address", url: "https://127.0.0.1:8443/" },
    { why: "this machine in decimal", url: "https://2130706433/" },
    { why: "this machine in hexadecimal", url: "https://0x7f000001/" },
    { why: "this machine in IPv6", url: "https://[::1]/" },
    { why: "this machine as IPv4 within IPv6", url: "https://[::ffff:127.0.0.1]/" },
    { why: "a private network", url: "https://10.1.2.3/" },
    { why: "a cloud's metadata", url: "https://169.254.169.254/latest/meta-data" },
    { why: "a name without a domain", url: "https://metadata/" },
    { why: "a name that resolves inside", url: "https://events.example.org/", resolve: async () => ["10.0.0.1"] },
    {
      why: "one that resolves inside too",
      url: "https://events.example.org/",
      resolve: async () => ["8.8.8.8", "::1"],
    },
    { why: "one that resolves to nothing", url: "https://events.example.org/", resolve: async () => [] },
    {
      why: "one that cannot be resolved",
      url: "https://events.example.org/",
      resolve: async () => {
        throw new Error("ENOTFOUND");
      },
    },
  ];
  it.each(barred)("never calls $why: $url", async ({ url, resolve }) => {
    const { send, asked } = setting(answering(200), { url, ...(resolve ? { resolve } : {}) });
    expect(await send()).toMatchObject({
      kind: "failed",
      why: expect.stringMatching(/^The webhook pager was not called: .+\. .+\.$/),
    });
    expect(asked).toEqual([]);
  });

  it("calls a name that resolves to public addresses only", async () => {
    const { send } = setting(answering(200), { resolve: async () => ["8.8.8.8", "2606:4700:4700::1111"] });
    expect(await send()).toEqual({ kind: "applied" });
  });

  it.each(["UNSET", "EMPTY", "BROKEN"])("calls nobody without the token that was promised: %s", async (secret) => {
    const { send, asked } = setting(answering(200), { secret });
    expect(await send()).toMatchObject({ kind: "failed", why: expect.stringContaining(secret) });
    expect(asked).toEqual([]);
  });

  it("never says the secret, the path or what the other side said", async () => {
    const leaking = () => Promise.reject(new TypeError(`Bearer ${token} is no header value for ${path}`));
    const echoing: Said = (_, init) => new Response(JSON.stringify(init.headers), { status: 403 });
    for (const say of [leaking, echoing, answering(302), answering(500)]) {
      const text = JSON.stringify(await setting(say, { secret: "PAGER_TOKEN" }).send());
      expect([text.includes(token), text.includes("also-a-secret")]).toEqual([false, false]);
    }
    for (const url of [`https://me:${token}@events.example.org/`, `https://10.0.0.1${path}`, `http://h${path}`]) {
      const text = JSON.stringify(await setting(answering(200), { url, secret: "BROKEN" }).send());
      expect([text.includes(token), text.includes("also-a-secret")]).toEqual([false, false]);
    }
  });

  it("does not follow a redirect of a real server either", async () => {
    const paths: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      paths.push(request.url);
      response.writeHead(307, { location: "/second" }).end();
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    // Only the test's own client turns the public name into this machine.
    const inside = (async (_: string, init: RequestInit) =>
      fetch(`http://127.0.0.1:${port}/first`, init)) as typeof fetch;
    const { send } = setting(answering(200), { fetch: inside });
    const outcome = await send();
    server.close();
    expect([outcome.kind, paths]).toEqual(["failed", ["/first"]]);
  });
});
