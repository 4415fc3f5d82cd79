import { ProbotOctokit } from "probot";
import { describe, expect, it } from "vitest";
import { createLibraryLog, createLog, type Log } from "../../src/entry/log.ts";
import { GitHubError } from "../../src/github/ports.ts";

const levels = ["trace", "debug", "info", "warn", "error", "fatal"] as const;

/** Words that must never be found in a log. */
const canaries = ["Estuary wants 40 hubs", "ghs_1234567890abcdefABCDEF", "-----BEGIN RSA PRIVATE KEY-----MIIE"];

function capture(make: typeof createLog) {
  const lines: string[] = [];
  const log = make({ level: "trace", to: { write: (line: string) => void lines.push(line) } });
  return { lines, log, text: () => lines.join("") };
}

/** Every way of handing something to pino that we know of. */
const ways: readonly { why: string; tell: (log: Log, level: (typeof levels)[number], canary: string) => void }[] = [
  { why: "a field of an unknown name", tell: (log, level, canary) => log[level]({ body: canary }, "x") },
  {
    why: "a whole payload",
    tell: (log, level, canary) => log[level]({ event: { payload: { issue: { title: canary } } } }, "x"),
  },
  {
    why: "an object in a field that is known",
    tell: (log, level, canary) => log[level]({ status: { body: canary } }, "x"),
  },
  { why: "a list", tell: (log, level, canary) => log[level]([canary] as unknown as object, "x") },
  { why: "format arguments", tell: (log, level, canary) => log[level]("a body: %s %j", canary, { canary }) },
  { why: "an error's message", tell: (log, level, canary) => log[level](new Error(canary)) },
  { why: "an error in err", tell: (log, level, canary) => log[level]({ err: new Error(canary) }, "x") },
  {
    why: "an error's own fields",
    tell: (log, level, canary) =>
      log[level](Object.assign(new Error("x"), { request: { body: canary }, headers: { authorization: canary } })),
  },
  {
    why: "a webhook's error, which carries the event",
    tell: (log, level, canary) =>
      log[level](Object.assign(new AggregateError([new Error(canary)], canary), { event: { payload: canary } })),
  },
  {
    why: "a cause",
    tell: (log, level, canary) => log[level]({ err: new Error("x", { cause: new Error(canary) }) }, "x"),
  },
  {
    why: "a code that is no code",
    tell: (log, level, canary) => log[level]({ code: canary, name: canary, event: canary }, "x"),
  },
  {
    why: "a name that is no name",
    tell: (log, level, canary) => log[level](Object.assign(new Error("x"), { name: canary, code: canary })),
  },
  { why: "why, which may be GitHub's words", tell: (log, level, canary) => log[level]({ why: canary }, "x") },
  {
    why: "a child's bindings",
    tell: (log, level, canary) => log.child({ payload: canary, name: "y", event: { canary } })[level]("x"),
  },
  {
    why: "bindings set later",
    tell: (log, level, canary) => {
      const child = log.child({});
      child.setBindings({ payload: canary });
      child[level]("x");
    },
  },
];

describe.each([
  ["our log", createLog],
  ["a library's log", createLibraryLog],
] as const)("%s", (_name, make) => {
  it("tells what is on the list", () => {
    const { lines, log } = capture(make);
    log
      .child({ installation: 7 })
      .info({ status: 200, event: "issues", ref: "openwater/leads#12" }, "Webhook received");
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: "info",
      installation: 7,
      status: 200,
      event: "issues",
      ref: "openwater/leads#12",
      msg: "Webhook received",
    });
  });

  it.each(ways)("keeps out $why", ({ tell }) => {
    for (const level of levels) {
      for (const canary of canaries) {
        const { log, lines, text } = capture(make);
        tell(log, level, canary);
        expect(lines).toHaveLength(1);
        expect(text()).not.toContain(canary.slice(0, 12));
      }
    }
  });

  it("says of an error what helps: its kind, its codes and a known phrase", () => {
    const { lines, log } = capture(make);
    log.error(
      { err: Object.assign(new Error("Bad credentials - https://docs"), { name: "HttpError", status: 401 }) },
      "x",
    );
    log.error({ err: new GitHubError("limited", "GitHub asked: secondary rate limit") }, "x");
    log.error(
      { err: new Error("fetch failed", { cause: Object.assign(new Error("c"), { code: "ECONNREFUSED" }) }) },
      "x",
    );
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { type: "HttpError", status: 401, why: "Bad credentials" },
      { type: "GitHubError", kind: "limited", why: "secondary rate limit" },
      { code: "ECONNREFUSED", why: "fetch failed" },
    ]);
  });
});

describe("a library's log", () => {
  it("keeps the bodies that Probot prints of its requests to itself", async () => {
    const { text, log } = capture(createLibraryLog);
    const octokit = new ProbotOctokit({
      auth: { token: canaries[1] },
      log: log.child({ name: "octokit" }),
      throttle: { enabled: false },
      retry: { enabled: false },
      request: {
        fetch: async () => new Response("{}", { status: 201, headers: { "content-type": "application/json" } }),
      },
    });
    const body = canaries[0]!;
    await octokit.request("POST /repos/{owner}/{repo}/issues", {
      owner: "openwater",
      repo: "leads",
      title: body,
      body,
    });
    expect(text()).toContain("GitHub request: POST https://api.github.com/repos/openwater/leads/issues - 201");
    for (const canary of canaries) expect(text()).not.toContain(canary.slice(0, 12));
  });

  it.each([
    ["GitHub request: POST https://api.github.com/graphql - 200", true],
    ["GitHub request: GET https://api.github.com/app/installations - 200", true],
    ["GitHub request: GET https://api.github.com/search/issues?q=estuary - 200", false],
    ["issues event received (id: 72d3162e-cc78-11e3-81ab-4c9367dc0958)", true],
    ["Request with Estuary wants 40 hubs failed", false],
  ])("prints only sentences that quote nothing: %s", (words, isPrinted) => {
    const { text, log } = capture(createLibraryLog);
    log.debug({ body: "x" }, words);
    expect(text().includes(words)).toBe(isPrinted);
  });
});

describe("our log", () => {
  it("blots out keys and tokens even in our own sentences about the config", () => {
    const { text, log } = capture(createLog);
    log.warn(
      { what: "unknown key ghp_abcdefghijklmnopqrstuvwxyz0123456789 here", where: "milepost.yml:3:1" },
      "a problem",
    );
    expect(text()).toContain("milepost.yml:3:1");
    expect(text()).toContain("unknown key (token) here");
  });
});
