/**
 * Reads that come late or come short, on purpose.
 */
import { describe, expect, it } from "vitest";
import type { Faults } from "../../src/sandbox/sandbox.ts";
import { ask, askGraphql, type Told } from "../contract/ask.ts";
import { livedIn } from "../contract/lived-in.ts";
import { repo, say } from "./say.ts";

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

  it("do not stop a mutation from showing what it did", async () => {
    const world = livedIn();
    world.sandbox.faults.lagSeconds = { graphql: 600, comments: 600 };
    const query = `mutation($id: ID!) { addComment(input: { subjectId: $id, body: "Hello" }) {
      subject { ... on Issue { comments(last: 1) { nodes { body } } } } } }`;
    const told = await askGraphql(world.sandbox, world.sandbox.tokenOf("bd-lead"), query, { id: world.issue.id });
    expect(told.text).toContain("Hello");
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

describe("a read", () => {
  it("may be answered 502, which hits no write", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    world.sandbox.faults.next("dropReads", 2);
    expect((await say(world, token)).status).toBe(201);
    const read = () => ask(world.sandbox, `GET ${repo}/issues/1`, { token });
    expect((await read()).status).toBe(502);
    expect((await askGraphql(world.sandbox, token, "{ viewer { login } }")).status).toBe(502);
    expect((await read()).status).toBe(200);
  });

  it("may lack a list, up to the next place that may be null, with an error that names it", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    const query = `query($id: ID!) { viewer { login } node(id: $id) { ... on Issue {
      title labels(first: 5) { nodes { name } } blockedBy(first: 5) { nodes { title } } } } }`;
    const read = async () => (await askGraphql(world.sandbox, token, query, { id: world.issue.id })).body;
    world.sandbox.faults.next("partialAnswer");
    expect(await read()).toMatchObject({
      data: { viewer: { login: "bd-lead" }, node: { title: "Estuary Institute", labels: null } },
      errors: [{ type: "RESOURCE_LIMITS_EXCEEDED", path: ["node", "labels"] }],
    });
    world.sandbox.faults.partialAnswer = 1;
    expect(await read()).toMatchObject({
      data: { viewer: { login: "bd-lead" }, node: null },
      errors: expect.arrayContaining([
        expect.objectContaining({ path: ["node", "blockedBy"], message: "Resource limits for this query exceeded." }),
      ]),
    });
    world.sandbox.faults.partialAnswer = 0;
    expect(await read()).not.toHaveProperty("errors");
  });

  it("that lacks nothing follows a mutation, which is answered whole", async () => {
    const world = livedIn();
    world.sandbox.faults.partialAnswer = 1;
    const query = `mutation($id: ID!) { addComment(input: { subjectId: $id, body: "Hello" }) {
      subject { ... on Issue { comments(last: 1) { nodes { body } } } } } }`;
    const told = await askGraphql(world.sandbox, world.sandbox.tokenOf("bd-lead"), query, { id: world.issue.id });
    expect(told.text).toContain("Hello");
  });
});

describe("a query for too much", () => {
  it("is answered 502 until it asks for less", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    const query = `query($n: Int!) { repository(owner: "openwater", name: "leads") {
      issues(first: $n) { nodes { labels(first: 10) { nodes { name } } } } } }`;
    const read = (n: number) => askGraphql(world.sandbox, token, query, { n });
    expect((await read(100)).status).toBe(200);
    // n issues and 10 labels of each.
    world.sandbox.faults.slowAboveNodes = 550;
    expect(await read(51)).toMatchObject({
      status: 502,
      body: { data: null, errors: [{ message: expect.stringContaining("timeout") }] },
    });
    expect((await read(50)).status).toBe(200);
    world.sandbox.faults.onlyTokensOf = ["milepost"];
    expect((await read(51)).status).toBe(200);
  });
});

describe("what is newly written", () => {
  const writes: readonly (readonly [string, string])[] = [
    ["addBlockedBy", "addBlockedBy(input: { issueId: $one, blockingIssueId: $other }) { clientMutationId }"],
    ["updateIssue", "updateIssue(input: { id: $one, milestoneId: null }) { clientMutationId }"],
    [
      "removeAssigneesFromAssignable",
      "removeAssigneesFromAssignable(input: { assignableId: $one, assigneeIds: [$who] }) { clientMutationId }",
    ],
  ];
  it.each(writes)("by %s meets the same faults as a comment", async (_, field) => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    const who = world.sandbox.store.accountByLogin("engineer-1")!.id;
    const given = { one: world.issue.id, other: world.ghosts.id, who };
    const used = Object.entries(given).filter(([name]) => field.includes(`$${name}`));
    const query = `mutation(${used.map(([name]) => `$${name}: ID!`).join(", ")}) { ${field} }`;
    const variables = Object.fromEntries(used);
    const before = JSON.stringify(world.sandbox.snapshot());
    world.sandbox.faults.next("notApplied502");
    expect((await askGraphql(world.sandbox, token, query, variables)).status).toBe(502);
    expect(JSON.stringify(world.sandbox.snapshot())).toBe(before);
    world.sandbox.faults.next("appliedThen500");
    expect((await askGraphql(world.sandbox, token, query, variables)).status).toBe(500);
    expect(JSON.stringify(world.sandbox.snapshot())).not.toBe(before);
  });

  it("through REST meets them too", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("owner");
    const body = { event_type: "p1-outage" };
    world.sandbox.hooks.target(async () => new Response());
    world.sandbox.hooks.automatic = false;
    world.sandbox.faults.next("notApplied502");
    expect((await ask(world.sandbox, `POST ${repo}/dispatches`, { token, body })).status).toBe(502);
    expect(world.sandbox.hooks.waiting).toBe(0);
    world.sandbox.faults.next("appliedThen500");
    expect((await ask(world.sandbox, `POST ${repo}/dispatches`, { token, body })).status).toBe(500);
    expect(world.sandbox.hooks.waiting).toBe(1);
  });
});
