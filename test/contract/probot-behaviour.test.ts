/**
 * What Probot and Octokit do when GitHub is unwell, as measured once (Probot 14.3.2, core 7.0.8, plugin-retry 8.1.1,
 * plugin-throttling 11.0.5). None of it is what we want, and none of it is ours: an upgrade that changes a row may take
 * away a reason for our own governor, or bring a new one. GitHub is a function here, and time is not real.
 */
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createNodeMiddleware, Probot, ProbotOctokit } from "probot";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLibraryLog } from "../../src/entry/log.ts";
import { createGitHub } from "../../src/entry/wire.ts";

interface Said {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

type Client = InstanceType<typeof ProbotOctokit>;

const log = createLibraryLog({ level: "silent" });
const hour = 3_600_000;

/** Limiters outlive a client and remember when they last sent: each test begins an hour after the one before. */
let begin = Date.UTC(2026, 0, 5);
beforeEach(() => {
  begin += 24 * hour;
  vi.useFakeTimers({ now: begin, toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
});
afterEach(() => void vi.useRealTimers());

/** A GitHub that always says the same. `sent`: seconds at which it was asked. */
function always(said: Said) {
  const sent: number[] = [];
  const fetch = async (): Promise<Response> => {
    sent.push(Math.round((Date.now() - begin) / 1000));
    const headers = { "content-type": "application/json", ...said.headers };
    return new Response(JSON.stringify(said.body), { status: said.status, headers });
  };
  return { sent, fetch };
}

async function probotClient(fetch: typeof globalThis.fetch): Promise<Client> {
  const probot = new Probot({ githubToken: "secret", log, request: { fetch } } as ConstructorParameters<
    typeof Probot
  >[0]);
  return (await probot.auth()) as unknown as Client;
}

/** What a call comes to within so many seconds; `pending`: nothing yet. */
async function within(seconds: number, call: Promise<unknown>): Promise<{ kind: string; value: unknown }> {
  const ended = call.then(
    (value) => ({ kind: "answered", value }),
    (value: unknown) => ({ kind: "threw", value }),
  );
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  return Promise.race([ended, Promise.resolve({ kind: "pending", value: null })]);
}

const comment = (client: Pick<Client, "request">) =>
  client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    ...{ owner: "openwater", repo: "leads", issue_number: 1, body: "Where it stands" },
  });
const read = (client: Client) => client.request("GET /repos/{owner}/{repo}", { owner: "openwater", repo: "leads" });
const mutate = (client: Pick<Client, "graphql">) =>
  client.graphql("mutation M { addStar(input: { starrableId: 1 }) { clientMutationId } }");
const ask = (client: Pick<Client, "graphql">) => client.graphql("query Q { viewer { login } }");
const askByRequest = (client: Client) => client.request("POST /graphql", { query: "query Q { viewer { login } }" });

const secondary = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
const resets = () => ({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": String((begin + hour) / 1000) });
const partial = {
  data: { viewer: { login: "milepost" }, node: null },
  errors: [{ type: "NOT_FOUND", path: ["node"], message: "Could not resolve to a node." }],
};

const rows: readonly {
  why: string;
  say: () => Said;
  call: (client: Client) => Promise<unknown>;
  sent: readonly number[];
  ends: string;
}[] = [
  {
    why: "a comment answered 500 is sent four times, though the first may have arrived",
    say: () => ({ status: 500, body: { message: "Server Error" } }),
    call: comment,
    ...{ sent: [0, 3, 7, 16], ends: "threw" },
  },
  {
    why: "a 429 is tried again every three seconds, whatever retry-after says",
    say: () => ({ status: 429, body: { message: secondary }, headers: { "retry-after": "60" } }),
    call: comment,
    ...{ sent: [0, 3, 6, 9], ends: "threw" },
  },
  {
    why: "and so is one that states nothing",
    say: () => ({ status: 429, body: { message: secondary } }),
    call: comment,
    ...{ sent: [0, 3, 6, 9], ends: "threw" },
  },
  {
    why: "a secondary limit by 403 is given up at once",
    say: () => ({ status: 403, body: { message: secondary }, headers: { "retry-after": "2" } }),
    call: comment,
    ...{ sent: [0], ends: "threw" },
  },
  {
    why: "and its old wording is not known for a limit",
    say: () => ({ status: 403, body: { message: "You have triggered an abuse detection mechanism." } }),
    call: comment,
    ...{ sent: [0], ends: "threw" },
  },
  {
    why: "a mutation answered 502 is sent four times, a second apart",
    say: () => ({ status: 502, body: { message: "Bad Gateway" } }),
    call: mutate,
    ...{ sent: [0, 1, 2, 3], ends: "threw" },
  },
  {
    why: "a primary limit of GraphQL keeps the caller waiting in the process until it is over",
    say: () => ({
      status: 200,
      body: { errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] },
      headers: resets(),
    }),
    call: ask,
    ...{ sent: [0], ends: "pending" },
  },
  {
    why: "a secondary limit of GraphQL is an answer like any other to octokit.request",
    say: () => ({ status: 200, body: { errors: [{ message: secondary }] } }),
    call: askByRequest,
    ...{ sent: [0], ends: "answered" },
  },
  {
    why: "and so is an answer that is not whole",
    say: () => ({ status: 200, body: partial }),
    call: askByRequest,
    ...{ sent: [0], ends: "answered" },
  },
  {
    why: "which octokit.graphql throws, once",
    say: () => ({ status: 200, body: partial }),
    call: ask,
    ...{ sent: [0], ends: "threw" },
  },
  {
    why: "what is not there is asked for once",
    say: () => ({ status: 404, body: { message: "Not Found" } }),
    call: read,
    ...{ sent: [0], ends: "threw" },
  },
];

describe("Probot's client", () => {
  it("asks once where all is well", async () => {
    const { sent, fetch } = always({ status: 200, body: { name: "leads" } });
    expect((await within(60, read(await probotClient(fetch)))).kind).toBe("answered");
    expect(sent).toEqual([0]);
  });

  it.each(rows)("$why", async ({ say, call, sent, ends }) => {
    const github = always(say());
    const client = await probotClient(github.fetch);
    expect((await within(600, call(client))).kind).toBe(ends);
    expect(github.sent).toEqual(sent);
  });

  it("sends GraphQL reads through a lane of one a second", async () => {
    const { sent, fetch } = always({ status: 200, body: { data: { viewer: { login: "milepost" } } } });
    const client = await probotClient(fetch);
    const all = (async () => {
      for (let n = 0; n < 5; n += 1) await ask(client);
    })();
    expect((await within(60, all)).kind).toBe("answered");
    expect(sent).toEqual([0, 1, 2, 3, 4]);
  });

  it("keeps the data of an answer that is not whole on the error", async () => {
    const { fetch } = always({ status: 200, body: partial });
    const { value } = await within(60, ask(await probotClient(fetch)));
    expect(value).toMatchObject({ data: partial.data, errors: partial.errors });
  });

  it("without Probot's settings tries a secondary limit again and again, without an end", async () => {
    const { sent, fetch } = always({ status: 403, body: { message: secondary }, headers: { "retry-after": "2" } });
    const bare = new ProbotOctokit({ auth: { token: "secret" }, request: { fetch }, log });
    expect((await within(120, comment(bare))).kind).toBe("pending");
    expect(sent.length).toBeGreaterThan(20);
  });
});

describe("our own client", () => {
  const ours = rows.map(({ why, say, call }) => ({ why, say, call }));
  it.each(ours)("sends once where Probot's says: $why", async ({ say, call }) => {
    const github = always(say());
    const client = createGitHub({
      ...{ baseUrl: "https://api.github.com", auth: { kind: "token", token: "secret" }, fetch: github.fetch },
    });
    expect((await within(600, call(client as unknown as Client))).kind).not.toBe("pending");
    expect(github.sent).toEqual([0]);
  });
});

describe("Probot's door", () => {
  const secret = "s".repeat(32);
  const body = JSON.stringify({ action: "opened", issue: { number: 1 } });
  const sign = (text: string) => `sha256=${createHmac("sha256", secret).update(text).digest("hex")}`;

  /** How a delivery is answered, and how often the handler ran. */
  async function deliver(deliveries: readonly Record<string, string>[], handle: () => void, sent = body) {
    vi.useRealTimers();
    let ran = 0;
    const probot = new Probot({ githubToken: "secret", secret, log });
    await probot.ready();
    const handler = await createNodeMiddleware(
      (app) =>
        app.on("issues.opened", () => {
          ran += 1;
          handle();
        }),
      { probot, webhooksPath: "/" },
    );
    const server = createServer(handler as Parameters<typeof createServer>[1]);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const usual = { "content-type": "application/json", "x-github-event": "issues", "x-hub-signature-256": sign(sent) };
    const answers: number[] = [];
    for (const over of deliveries) {
      const headers = { ...usual, "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958", ...over };
      answers.push((await fetch(url, { method: "POST", headers, body: sent })).status);
    }
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    return { answers, ran };
  }

  const nothing = () => {};
  const fails = () => {
    throw new Error("the handler failed");
  };
  const doors: readonly {
    why: string;
    over: Record<string, string>[];
    handle?: () => void;
    sent?: string;
    is: object;
  }[] = [
    { why: "one delivery is handled once", over: [{}], is: { answers: [200], ran: 1 } },
    { why: "the same GUID twice is handled twice", over: [{}, {}], is: { answers: [200, 200], ran: 2 } },
    {
      why: "a handler that fails is a 500, and nobody asks again",
      over: [{}],
      handle: fails,
      is: { answers: [500], ran: 1 },
    },
    {
      why: "a signature of something else is a 400",
      over: [{ "x-hub-signature-256": sign("else") }],
      is: { answers: [400], ran: 0 },
    },
    {
      why: "a form is a 415",
      over: [{ "content-type": "application/x-www-form-urlencoded" }],
      is: { answers: [415], ran: 0 },
    },
    { why: "what is signed and no JSON is a 400", over: [{}], sent: "not json", is: { answers: [400], ran: 0 } },
  ];
  it.each(doors)("$why", async ({ over, handle = nothing, sent, is }) => {
    expect(await deliver(over, handle, sent)).toEqual(is);
  });
});
