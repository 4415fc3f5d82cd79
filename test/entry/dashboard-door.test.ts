/**
 * Dashboards as the App serves them, over HTTP: who sees what, how often GitHub is read for it, and that nothing else
 * waits. Between the App and the sandbox stands a relay that can hold answers back.
 */
import { get as askPlainly, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { readManifest } from "../../src/entry/manifest.ts";
import { boardConfig, type Lab, startLab } from "./lab.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const token = `${"t".repeat(31)}1`;
const wrong = `${"t".repeat(31)}2`;

const supportPipeline = `  support:
    items: { repository: support }
    stages:
      - { id: received, label: "stage: received" }
      - { id: solved, label: "stage: solved", outcome: done, closed-as: completed }
`;

const teamConfig = boardConfig
  .replace("repositories:", "repositories:\n  support: { name: openwater/support, visibility: public }")
  .concat(supportPipeline);

const publicConfig = `${teamConfig}reports:
  for-everybody: { audience: public }
`;

/** Passes everything on; what asks for whole items waits while it is held. */
async function relayTo(target: string) {
  let held: Promise<void> | null = null;
  let release = () => {};
  let reads = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const body = Buffer.concat(chunks);
      if (body.includes("query ReadItems")) {
        reads += 1;
        await held;
      }
      const { host: _, connection: __, "content-length": ___, ...headers } = request.headers;
      const init = { method: request.method!, headers: headers as Record<string, string> };
      const answer = await fetch(`${target}${request.url}`, body.length > 0 ? { ...init, body } : init);
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" });
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  closing.push(() => new Promise((closed) => void server.close(() => closed())));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** How often whole items were asked for. */
    reads: () => reads,
    hold() {
      held = new Promise((resolve) => {
        release = resolve;
      });
    },
    release: () => release(),
  };
}

const secretLead = "Estuary Institute";
const openRequest = "The hub is slow";

/** One private lead and one public request, and the App looking at them. */
async function served({
  config = publicConfig,
  tokens = { openwater: token } as Record<string, string>,
  wait = 20,
} = {}) {
  const lab: Lab = await startLab({ config });
  closing.push(() => lab.close());
  const { build, places } = lab;
  build.issue(places.leads, {
    ...{ title: secretLead, by: "bd-lead", at: "2026-01-02T09:00:00Z", labels: ["lead"], on: [places.board] },
    moves: [{ at: "2026-01-02T09:30:00Z", by: "bd-lead", to: "Lead" }],
  });
  build.issue(places.support, { title: openRequest, by: "rep-estuary", at: "2026-01-02T10:00:00Z" });
  const relay = await relayTo(lab.url);
  const app = await lab.runApp({
    baseUrl: relay.url,
    dashboardTokens: new Map(Object.entries(tokens)),
    dashboardPace: { freshSeconds: 900, waitSeconds: wait },
  });
  const get = async (path: string, headers: Record<string, string> = {}, method = "GET") => {
    const response = await fetch(`${app.url}${path}`, { method, headers, redirect: "manual" });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return { lab, app, relay, get, bearer: { authorization: `Bearer ${token}` } };
}

describe("the App's dashboard", () => {
  it("reads nothing and writes nothing while nobody looks", async () => {
    const { relay, lab } = await served();
    const before = lab.state();
    expect(relay.reads()).toBe(0);
    expect(lab.state()).toBe(before);
  });

  it("shows the public what the config calls public, without what is private", async () => {
    const { get } = await served();
    const { status, headers, text } = await get("/");
    expect(status).toBe(200);
    expect(text).toContain("for everybody");
    expect(text).toContain(openRequest);
    for (const kept of [secretLead, "openwater/leads", "bd-lead", token]) expect(text).not.toContain(kept);
    expect(headers.get("cache-control")).toBe("public, max-age=60");
    expect((await get("/openwater")).text).toBe(text);
    expect((await get("/OpenWater/")).status).toBe(200);
  });

  it("shows the team's page by bearer, and by the cookie that a link is turned into", async () => {
    const { get, bearer } = await served();
    const team = await get("/", bearer);
    expect([team.status, team.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(team.text).toContain("for the team");
    expect(team.text).toContain(secretLead);

    const link = await get(`/openwater?token=${token}&x=1`);
    expect([link.status, link.headers.get("location")]).toEqual([303, "/openwater"]);
    const cookie = link.headers.get("set-cookie")!;
    expect(cookie).toMatch(
      /^__Host-milepost-openwater=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(cookie).not.toContain(token);
    expect(link.text).not.toContain(token);
    const again = await get("/", { cookie: `theme=dark; ${cookie.split(";")[0]}` });
    expect(again.text).toBe(team.text);
  });

  const refused: readonly {
    why: string;
    path?: string;
    headers?: Record<string, string>;
    tokens?: Record<string, string>;
  }[] = [
    { why: "a wrong bearer", headers: { authorization: `Bearer ${wrong}` } },
    { why: "a shorter one", headers: { authorization: `Bearer ${token.slice(1)}` } },
    { why: "no bearer at all", headers: { authorization: `Basic ${token}` } },
    { why: "an empty one", headers: { authorization: "" } },
    { why: "a wrong link", path: `/?token=${wrong}` },
    { why: "an empty link", path: "/?token=" },
    { why: "a cookie of another token", headers: { cookie: "__Host-milepost-openwater=abc" } },
    { why: "the token itself as a cookie", headers: { cookie: `__Host-milepost-openwater=${token}` } },
    { why: "the right token at another place", path: `/elsewhere?token=${token}` },
    { why: "no token configured", headers: { authorization: `Bearer ${token}` }, tokens: {} },
    { why: "no token configured, and none shown", headers: { authorization: "Bearer " }, tokens: {} },
    { why: "a token of another organisation", headers: { authorization: `Bearer ${wrong}` }, tokens: { other: wrong } },
  ];
  it.each(refused)(
    "refuses $why, reads nothing for it, and says nothing",
    async ({ path = "/", headers = {}, tokens }) => {
      const { get, relay, app } = await served(tokens ? { tokens } : {});
      const { status, text } = await get(path, headers);
      expect(status).toBe(401);
      expect(text).toContain("This token does not open the page");
      for (const kept of [secretLead, openRequest, "openwater", token, wrong]) expect(text).not.toContain(kept);
      expect(relay.reads()).toBe(0);
      expect(app.said()).not.toContain(token);
      expect(app.said()).not.toContain(wrong);
    },
  );

  it("answers alike for an organisation that is not there and one that shows nothing", async () => {
    const { get, relay } = await served({ config: teamConfig });
    const mine = await get("/openwater");
    const nobodys = await get("/nobody");
    expect([mine.status, nobodys.status]).toEqual([404, 404]);
    expect(mine.text).toBe(nobodys.text);
    expect(mine.text).toContain("Nothing public is here");
    expect(relay.reads()).toBe(0);
  });

  it("has one page per organisation, and none at the root, where there are several", async () => {
    const { lab, app, get, bearer } = await served();
    expect((await get("/")).status).toBe(200);
    lab.build.org("deepwater", { owners: ["bd-lead"] });
    lab.sandbox.installApp({ slug: "milepost", org: "deepwater", webhookSecret: "s".repeat(32), ...readManifest() });
    await app.settle();
    expect((await get("/")).status).toBe(404);
    expect((await get("/", bearer)).status).toBe(401);
    expect((await get("/openwater", bearer)).text).toContain(secretLead);
    expect((await get("/deepwater", bearer)).status).toBe(401);
    expect((await get("/deepwater")).status).toBe(404);
  });

  it.each([
    { path: "/", headers: {}, why: "the public page" },
    { path: "/", headers: { authorization: `Bearer ${token}` }, why: "the team's page" },
    { path: `/?token=${token}`, headers: {}, why: "the way to the cookie" },
    { path: "/nobody", headers: {}, why: "nothing" },
  ])("sends a strict policy and no referrer with $why", async ({ path, headers }) => {
    const { get } = await served();
    const { headers: sent, text } = await get(path, headers);
    const policy = sent.get("content-security-policy")!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    // The page's own policy is the same but for what counts in a header only.
    const inside = /Content-Security-Policy" content="([^"]*)"/.exec(text)![1]!.replaceAll("&#x27;", "'");
    expect(`${inside}; frame-ancestors 'none'`).toBe(policy);
    expect(sent.get("referrer-policy")).toBe("no-referrer");
    expect(sent.get("x-content-type-options")).toBe("nosniff");
    expect(sent.get("vary")).toBe("Accept-Encoding, Authorization, Cookie");
  });

  it("answers HEAD without a body and with the same headers, compressed where that is taken", async () => {
    const { app, get } = await served();
    const plain = await get("/", { "accept-encoding": "identity" });
    const head = await get("/", { "accept-encoding": "identity" }, "HEAD");
    expect(head.text).toBe("");
    expect(head.headers.get("content-length")).toBe(String(Buffer.byteLength(plain.text)));
    // `fetch` unpacks what it is given.
    const packed = await new Promise<Buffer>((resolve) => {
      askPlainly(`${app.url}/`, { headers: { "accept-encoding": "br, gzip" } }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve(Buffer.concat(chunks)));
      });
    });
    expect(gunzipSync(packed).toString("utf8")).toBe(plain.text);
    expect(packed.length).toBeLessThan(plain.text.length / 3);
  });

  it.each([
    ["POST", "/", 405],
    ["DELETE", "/openwater", 405],
    ["GET", "//evil.example.org", 404],
    ["GET", "//", 404],
    ["GET", "/openwater/leads", 404],
    ["GET", "/..%2f", 404],
  ])("answers %s %s with %d", async (method, path, status) => {
    const { get } = await served();
    expect((await get(path, {}, method)).status).toBe(status);
  });

  it("reads once for all who look at the same time, and again only when the page is old", async () => {
    const { get, relay, lab, bearer } = await served();
    relay.hold();
    const several = [get("/"), get("/"), get("/", bearer), get("/", bearer)];
    await until(() => relay.reads() > 0);
    relay.release();
    const pages = await Promise.all(several);
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    // Two lists, each read once.
    expect(relay.reads()).toBe(2);
    await lab.person("rep-estuary").openIssue("openwater/support", { title: "Another one" });
    lab.sandbox.clock.advance(899);
    expect((await get("/")).text).toBe(pages[0]!.text);
    lab.sandbox.clock.advance(2);
    const later = await get("/");
    expect(later.text).toContain("Another one");
    expect(later.text).not.toBe(pages[0]!.text);
  });

  it("says that it is being made when that takes long, and acknowledges webhooks meanwhile", async () => {
    const { get, relay, lab, app } = await served({ wait: 0.05 });
    relay.hold();
    const { status, headers, text } = await get("/");
    expect([status, headers.get("retry-after")]).toEqual([503, "5"]);
    expect(text).toContain("The report is being made");
    expect(text).toContain('http-equiv="refresh"');
    const request = await lab.person("rep-estuary").openIssue("openwater/support", { title: "Meanwhile" });
    await lab.sandbox.hooks.flush();
    await until(() => lab.labelsOf(request).includes("stage: received"));
    expect(new Set(lab.sandbox.hooks.log.map(({ status }) => status))).toEqual(new Set(["OK"]));
    relay.release();
    await app.idle();
    expect((await get("/")).status).toBe(200);
  });

  it("shows the whole page from before when GitHub gives a part only, and tries again soon", async () => {
    const { get, lab } = await served();
    const whole = await get("/");
    lab.sandbox.clock.advance(901);
    lab.sandbox.faults.dropReads = 1;
    expect((await get("/")).text).toBe(whole.text);
    lab.sandbox.faults.dropReads = 0;
    lab.sandbox.clock.advance(61);
    const later = await get("/");
    expect(later.text).not.toBe(whole.text);
    expect(later.text).not.toContain("This report is incomplete");
  });

  it("says that it is incomplete when there was no whole one before", async () => {
    const { get, lab } = await served();
    lab.sandbox.faults.dropReads = 1;
    const { status, text } = await get("/");
    expect(status).toBe(200);
    expect(text).toContain("This report is incomplete");
  });

  it.each([
    { why: "it limits us", fault: "secondaryLimit", seconds: 3601 },
    { why: "it does not even give the config", fault: "dropReads", seconds: 61 },
  ] as const)(
    "says kindly that GitHub does not answer, and leaves it alone for a while: $why",
    async ({ fault, seconds }) => {
      const { get, lab, app } = await served();
      lab.sandbox.faults[fault] = 1;
      if (fault === "dropReads") {
        lab.push("bd-lead", "openwater/.github", { ".github/milepost.yml": `${publicConfig}# again` });
        await app.settle();
      }
      const { status, text } = await get("/");
      expect(status).toBe(503);
      expect(text).toContain("GitHub does not answer just now");
      lab.sandbox.faults[fault] = 0;
      const asked = lab.sandbox.meter.requests;
      expect((await get("/")).status).toBe(503);
      expect(lab.sandbox.meter.requests).toBe(asked);
      lab.sandbox.clock.advance(seconds);
      expect((await get("/")).status).toBe(200);
    },
  );

  it("stops showing the public page as soon as the config no longer calls it public", async () => {
    const { get, lab, app } = await served();
    expect((await get("/")).status).toBe(200);
    lab.push("bd-lead", "openwater/.github", { ".github/milepost.yml": teamConfig });
    await app.settle();
    const { status, text } = await get("/");
    expect(status).toBe(404);
    expect(text).not.toContain(openRequest);
  });

  it("logs neither addresses nor tokens", async () => {
    const { get, app, bearer } = await served();
    await get(`/?token=${token}`);
    await get("/", bearer);
    await get("/nobody-asks-here");
    expect(app.said()).not.toContain(token);
    expect(app.said()).not.toContain("nobody-asks-here");
  });
});

/** Until it holds; the test's own time limit ends it otherwise. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => void setImmediate(resolve));
}
