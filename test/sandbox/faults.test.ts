/**
 * What can go wrong on purpose, and the limits that hold without any fault switched on.
 */
import { describe, expect, it } from "vitest";
import type { FaultKind, Faults } from "../../src/sandbox/sandbox.ts";
import { ask, askGraphql, installationToken, jwtOf, type Told } from "../contract/ask.ts";
import { type LivedIn, livedIn } from "../contract/lived-in.ts";

const repo = "/repos/openwater/leads";
const comments = `${repo}/issues/1/comments`;

function say(world: LivedIn, token: string, body = "Hello"): Promise<Told> {
  return ask(world.sandbox, `POST ${comments}`, { token, body: { body } });
}

function sayByGraphql(world: LivedIn, token: string): Promise<Told> {
  const query =
    'mutation Say($id: ID!) { addComment(input: { subjectId: $id, body: "Hello" }) { commentEdge { node { id } } } }';
  return askGraphql(world.sandbox, token, query, { id: world.issue.id });
}

function said(world: LivedIn): number {
  return world.sandbox.store.commentsOf(world.issue.id).filter(({ body }) => body === "Hello").length;
}

describe("no fault", () => {
  it("happens by itself", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    for (let round = 0; round < 50; round += 1) expect((await say(world, token)).status).toBe(201);
  });
});

describe("a write", () => {
  const both: readonly (readonly [string, (world: LivedIn, token: string) => Promise<Told>])[] = [
    ["REST", say],
    ["GraphQL", sayByGraphql],
  ];
  it.each(both)("may be done and answered 500, over %s", async (_kind, write) => {
    const world = livedIn();
    world.sandbox.faults.next("appliedThen500");
    const told = await write(world, world.sandbox.tokenOf("bd-lead"));
    expect([told.status, said(world)]).toEqual([500, 1]);
    expect((await write(world, world.sandbox.tokenOf("bd-lead"))).status).toBeLessThan(300);
    expect(said(world)).toBe(2);
  });

  it.each(both)("may not be done and be answered 502, over %s", async (_kind, write) => {
    const world = livedIn();
    world.sandbox.faults.next("notApplied502");
    const told = await write(world, world.sandbox.tokenOf("bd-lead"));
    expect([told.status, said(world)]).toEqual([502, 0]);
  });

  it("tells its webhook even when it is answered 500", async () => {
    const world = livedIn();
    let heard = 0;
    world.sandbox.hooks.target(async () => {
      heard += 1;
      return new Response();
    });
    world.sandbox.faults.next("appliedThen500");
    await say(world, world.sandbox.tokenOf("bd-lead"));
    await world.sandbox.hooks.flush();
    expect(heard).toBe(1);
  });

  it("that is refused anyway is not answered 500", async () => {
    const world = livedIn();
    world.sandbox.faults.next("appliedThen500");
    expect((await say(world, world.sandbox.tokenOf("bd-lead"), "")).status).toBe(422);
    expect((await say(world, world.sandbox.tokenOf("bd-lead"))).status).toBe(500);
  });

  it("is the only thing that write faults hit", async () => {
    const world = livedIn();
    world.sandbox.faults.next("appliedThen500");
    world.sandbox.faults.next("notApplied502");
    const token = world.sandbox.tokenOf("bd-lead");
    expect((await ask(world.sandbox, `GET ${comments}`, { token })).status).toBe(200);
    expect((await askGraphql(world.sandbox, token, "{ viewer { login } }")).status).toBe(200);
  });
});

describe("a secondary limit", () => {
  const forms: readonly (readonly [Faults["secondaryForms"][number], number, string | null])[] = [
    ["403", 403, null],
    ["429", 429, null],
    ["403+retry-after", 403, "60"],
    ["429+retry-after", 429, "60"],
  ];
  it.each(forms)("is answered as %s", async (form, status, retryAfter) => {
    const world = livedIn();
    world.sandbox.faults.secondaryForms = [form];
    for (const write of [say, sayByGraphql]) {
      world.sandbox.faults.next("secondaryLimit");
      const told = await write(world, world.sandbox.tokenOf("bd-lead"));
      expect([told.status, told.headers.get("retry-after"), said(world)]).toEqual([status, retryAfter, 0]);
      expect(told.body).toMatchObject({ message: expect.stringContaining("secondary rate limit") });
      expect(Number(told.headers.get("x-ratelimit-remaining"))).toBeGreaterThan(0);
    }
  });

  it("takes all four forms when none is chosen", async () => {
    const world = livedIn({ enforceLimits: false });
    world.sandbox.faults.secondaryLimit = 1;
    const seen = new Set<string>();
    for (let round = 0; round < 60; round += 1) {
      const told = await ask(world.sandbox, `GET ${repo}`, { token: world.sandbox.tokenOf("bd-lead") });
      seen.add(`${told.status} ${told.headers.get("retry-after")}`);
    }
    expect(seen.size).toBe(4);
  });
});

describe("GraphQL's limit", () => {
  it("is told with 200, RATE_LIMITED and nothing remaining", async () => {
    const world = livedIn();
    world.sandbox.faults.next("graphqlRateLimited");
    const told = await askGraphql(world.sandbox, world.sandbox.tokenOf("bd-lead"), "{ viewer { login } }");
    expect(told).toMatchObject({ status: 200, body: { errors: [{ type: "RATE_LIMITED" }] } });
    expect(told.headers.get("x-ratelimit-remaining")).toBe("0");
    expect(Number(told.headers.get("x-ratelimit-reset"))).toBeGreaterThan(Date.parse(world.sandbox.clock.now()) / 1000);
  });
});

describe("reads that lag behind writes", () => {
  const lags: readonly (readonly [keyof Faults["lagSeconds"], string, (told: Told) => boolean])[] = [
    ["issue", `${repo}/issues/5`, (told) => told.status === 200],
    ["list", `${repo}/issues`, (told) => told.text.includes("Brand new")],
    ["comments", `${repo}/issues/1/comments`, (told) => told.text.includes("Hello")],
    ["timeline", `${repo}/issues/1/timeline`, (told) => told.text.includes("Hello")],
    ["sub-issues", `${repo}/issues/1/sub_issues`, (told) => told.text.includes("Brand new")],
  ];
  it.each(lags)("show %s late", async (kind, path, shows) => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    world.sandbox.faults.lagSeconds = { [kind]: 30 };
    const made = await ask(world.sandbox, `POST ${repo}/issues`, { token, body: { title: "Brand new" } });
    await say(world, token);
    const id = (made.body as { id: number }).id;
    await ask(world.sandbox, `POST ${repo}/issues/1/sub_issues`, { token, body: { sub_issue_id: id } });
    const look = async () => shows(await ask(world.sandbox, `GET ${path}`, { token }));
    expect(await look()).toBe(false);
    world.sandbox.clock.advance(29);
    expect(await look()).toBe(false);
    world.sandbox.clock.advance(1);
    expect(await look()).toBe(true);
  });

  it("do not stop writes, which see what is there", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    world.sandbox.faults.lagSeconds = { issue: 600, comments: 600 };
    await ask(world.sandbox, `POST ${repo}/issues`, { token, body: { title: "Brand new" } });
    const told = await ask(world.sandbox, `PATCH ${repo}/issues/5`, { token, body: { title: "Newer" } });
    expect(told.status).toBe(200);
  });
});

describe("a truncated page", () => {
  it("comes back short, with the links of a whole one", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    const path = `GET ${repo}/issues?state=all&per_page=2`;
    const whole = await ask(world.sandbox, path, { token });
    world.sandbox.faults.next("truncatedPage");
    const short = await ask(world.sandbox, path, { token });
    expect([(whole.body as unknown[]).length, (short.body as unknown[]).length]).toEqual([2, 1]);
    expect(short.headers.get("link")).toBe(whole.headers.get("link"));
  });
});

describe("GraphQL reads", () => {
  const list =
    '{ repository(owner: "openwater", name: "leads") { issues(first: 2) { nodes { number } pageInfo { endCursor } } } }';

  it("may come back short, with the cursor of a whole page", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    const read = async () => {
      const { body } = await askGraphql(world.sandbox, token, list);
      return (body as { data: { repository: { issues: { nodes: unknown[]; pageInfo: unknown } } } }).data.repository
        .issues;
    };
    const whole = await read();
    world.sandbox.faults.next("truncatedPage");
    const short = await read();
    expect([whole.nodes.length, short.nodes.length]).toEqual([2, 1]);
    expect(short.pageInfo).toEqual(whole.pageInfo);
  });

  it("may lag behind", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    world.sandbox.faults.lagSeconds = { graphql: 30 };
    await say(world, token);
    const query = "query($id: ID!) { node(id: $id) { ... on Issue { comments(last: 1) { nodes { body } } } } }";
    const look = async () => (await askGraphql(world.sandbox, token, query, { id: world.issue.id })).text;
    world.sandbox.clock.advance(29);
    expect(await look()).not.toContain("Hello");
    world.sandbox.clock.advance(1);
    expect(await look()).toContain("Hello");
  });
});

describe("chances", () => {
  const kinds: readonly FaultKind[] = ["appliedThen500", "notApplied502", "secondaryLimit"];

  async function statuses(seed: number, kind: FaultKind): Promise<readonly number[]> {
    const world = livedIn({ seed, enforceLimits: false });
    world.sandbox.faults[kind] = 0.3;
    const found: number[] = [];
    for (let round = 0; round < 60; round += 1) {
      found.push((await say(world, world.sandbox.tokenOf("bd-lead"))).status);
    }
    return found;
  }
  it.each(kinds)("of %s replay with their seed, and differ with another", async (kind) => {
    const first = await statuses(7, kind);
    expect(await statuses(7, kind)).toEqual(first);
    expect(await statuses(8, kind)).not.toEqual(first);
    const bad = first.filter((status) => status >= 400).length;
    expect(bad).toBeGreaterThan(6);
    expect(bad).toBeLessThan(32);
  });

  it("hit only those who were named", async () => {
    const world = livedIn();
    world.sandbox.faults.onlyTokensOf = ["milepost"];
    world.sandbox.faults.notApplied502 = 1;
    expect((await say(world, world.sandbox.tokenOf("bd-lead"))).status).toBe(201);
    expect((await say(world, await installationToken(world.sandbox, world.app))).status).toBe(502);
  });

  it("spare an App's own calls, so that a client gets going", async () => {
    const world = livedIn();
    world.sandbox.faults.secondaryLimit = 1;
    world.sandbox.faults.notApplied502 = 1;
    expect((await ask(world.sandbox, "GET /app", { token: jwtOf(world.app) })).status).toBe(200);
    await expect(installationToken(world.sandbox, world.app)).resolves.toMatch(/^ghs_/);
  });

  it("may be walked over and set, without meeting the planner", () => {
    const { sandbox } = livedIn();
    expect(Object.keys(sandbox.faults)).not.toContain("next");
  });
});

describe("limits that always hold", () => {
  it("count down in the headers, by token and by resource, until the window ends", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    const left = async (what: string) => {
      const told = await ask(world.sandbox, what, { token });
      return [told.headers.get("x-ratelimit-resource"), Number(told.headers.get("x-ratelimit-remaining"))];
    };
    expect(await left(`GET ${repo}`)).toEqual(["core", 4999]);
    expect(await left(`GET ${repo}/issues`)).toEqual(["core", 4998]);
    expect(await left("GET /search/issues?q=hub")).toEqual(["search", 29]);
    expect(await left("GET /rate_limit")).toEqual(["core", 4998]);
    const points = await askGraphql(world.sandbox, token, "{ viewer { login } }");
    expect(points.headers.get("x-ratelimit-resource")).toBe("graphql");
    expect(points.headers.get("x-ratelimit-remaining")).toBe("4999");
    world.sandbox.clock.advance(3600);
    expect(await left(`GET ${repo}`)).toEqual(["core", 4999]);
  });

  it("stop whoever shows no token after 60 requests", async () => {
    const { sandbox } = livedIn();
    for (let round = 0; round < 60; round += 1) await ask(sandbox, "GET /users/bd-lead");
    const told = await ask(sandbox, "GET /users/bd-lead");
    expect(told).toMatchObject({ status: 403, body: { message: expect.stringContaining("API rate limit exceeded") } });
    expect(told.headers.get("x-ratelimit-remaining")).toBe("0");
    sandbox.clock.advance(3600);
    expect((await ask(sandbox, "GET /users/bd-lead")).status).toBe(200);
  });

  it("allow a workflow 1,000 requests an hour", async () => {
    const { sandbox } = livedIn();
    const token = sandbox.workflowToken("openwater/leads");
    expect((await ask(sandbox, `GET ${repo}`, { token })).headers.get("x-ratelimit-limit")).toBe("1000");
  });

  it("stop the 81st issue or comment of a minute, and let it go on when the minute is over", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    for (let round = 0; round < 80; round += 1) expect((await say(world, token)).status).toBe(201);
    const told = await say(world, token);
    expect(told).toMatchObject({ status: 403, body: { message: expect.stringContaining("secondary rate limit") } });
    expect(told.headers.get("retry-after")).toBe("60");
    expect(await sayByGraphql(world, token)).toMatchObject({ status: 403 });
    expect((await ask(world.sandbox, `GET ${comments}`, { token })).status).toBe(200);
    expect((await say(world, world.sandbox.tokenOf("engineer-1"))).status).toBe(201);
    world.sandbox.clock.advance(60);
    expect((await say(world, token)).status).toBe(201);
  });

  it("stop the 501st of an hour", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    for (let round = 0; round < 500; round += 1) {
      if (round % 50 === 0) world.sandbox.clock.advance(60);
      expect((await say(world, token)).status).toBe(201);
    }
    world.sandbox.clock.advance(60);
    const told = await say(world, token);
    expect(told.status).toBe(403);
    expect(Number(told.headers.get("retry-after"))).toBe(3600 - 600);
  });

  it("stop more than 900 REST points a minute: 180 writes", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    const label = (on: boolean) =>
      on
        ? ask(world.sandbox, `POST ${repo}/issues/1/labels`, { token, body: { labels: ["stage: lead"] } })
        : ask(world.sandbox, `DELETE ${repo}/issues/1/labels/stage:%20lead`, { token });
    for (let round = 0; round < 180; round += 1) expect((await label(round % 2 === 0)).status).toBe(200);
    expect((await label(true)).status).toBe(403);
  });

  it("may be switched off, and are counted all the same", async () => {
    const world = livedIn({ enforceLimits: false });
    const token = world.sandbox.tokenOf("bd-lead");
    for (let round = 0; round < 100; round += 1) expect((await say(world, token)).status).toBe(201);
    expect(world.sandbox.meter.creations).toBe(100);
  });
});

describe("the meter", () => {
  it("stands at nothing until something is asked", () => {
    const { sandbox } = livedIn();
    expect([sandbox.meter.requests, sandbox.meter.log]).toEqual([0, []]);
  });

  it("counts by kind, by account, and line by line", async () => {
    const world = livedIn();
    const { sandbox } = world;
    const token = sandbox.tokenOf("bd-lead");
    await ask(sandbox, `GET ${repo}/issues?state=all`, { token });
    await say(world, token);
    await sayByGraphql(world, await installationToken(sandbox, world.app));
    await askGraphql(sandbox, token, "query Who { viewer { login } }");
    await askGraphql(
      sandbox,
      token,
      "mutation Two($id: ID!) { a: lockLockable(input: { lockableId: $id }) { clientMutationId } b: unlockLockable(input: { lockableId: $id }) { clientMutationId } }",
      { id: world.issue.id },
    );
    expect(sandbox.meter).toMatchObject({
      requests: 6,
      restReads: 1,
      restWrites: 1,
      graphqlQueries: 1,
      graphqlMutationDocuments: 2,
      mutationFields: 3,
      appCalls: 1,
      creations: 2,
      points: 1 + 5 + 5 + 5 + 1 + 5,
    });
    expect(sandbox.meter.of("bd-lead")).toMatchObject({ requests: 4, creations: 1, mutationFields: 2 });
    expect(sandbox.meter.of("milepost")).toMatchObject({ graphqlMutationDocuments: 1, creations: 1, appCalls: 1 });
    expect(sandbox.meter.log).toEqual([
      `GET ${repo}/issues?state=all 200`,
      `POST ${comments} 201`,
      expect.stringMatching(/^POST \/app\/installations\/\d+\/access_tokens 201$/),
      "POST /graphql mutation Say 200",
      "POST /graphql query Who 200",
      "POST /graphql mutation Two 200",
    ]);
    sandbox.meter.reset();
    expect([sandbox.meter.requests, sandbox.meter.log, sandbox.meter.of("bd-lead").requests]).toEqual([0, [], 0]);
  });
});
