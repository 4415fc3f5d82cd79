/** Issues that wait for issues: what GraphQL and REST show of them, what is refused, what is told. */
import { describe, expect, it } from "vitest";
import { ask } from "../contract/ask.ts";
import { livedIn } from "../contract/lived-in.ts";
import { type Openwater, openwater } from "./openwater.ts";

const add = `mutation($i: ID!, $b: ID!) { addBlockedBy(input: { issueId: $i, blockingIssueId: $b }) {
  issue { issueDependenciesSummary { blockedBy totalBlockedBy } } blockingIssue { title } } }`;
const remove = `mutation($i: ID!, $b: ID!) { removeBlockedBy(input: { issueId: $i, blockingIssueId: $b }) {
  issue { id } } }`;
const look = `query($i: ID!) { node(id: $i) { ... on Issue {
  blockedBy(first: 5) { nodes { title } } blocking(first: 5) { nodes { title } }
  issueDependenciesSummary { blockedBy blocking totalBlockedBy totalBlocking }
  timelineItems(first: 50, itemTypes: [BLOCKED_BY_ADDED_EVENT, BLOCKED_BY_REMOVED_EVENT, BLOCKING_ADDED_EVENT]) {
    nodes { __typename ... on BlockedByAddedEvent { blockingIssue { title } }
      ... on BlockedByRemovedEvent { blockingIssue { title } } ... on BlockingAddedEvent { blockedIssue { title } } } }
} } }`;

function issues(w: Openwater, ...titles: readonly string[]) {
  return titles.map((title) => w.place.issue(w.leads, { title, by: "bd-lead" }));
}

function seen(w: Openwater, id: string) {
  return w.ask(w.as("engineer-1"), look, { i: id }).data.node;
}

describe("dependencies", () => {
  it("are none at first", () => {
    const w = openwater();
    expect(seen(w, w.lead.id)).toEqual({
      blockedBy: { nodes: [] },
      blocking: { nodes: [] },
      issueDependenciesSummary: { blockedBy: 0, blocking: 0, totalBlockedBy: 0, totalBlocking: 0 },
      timelineItems: { nodes: [] },
    });
  });

  it("are named newest first, counted while open, and kept in both histories", () => {
    const w = openwater();
    const [first, second] = issues(w, "First", "Second");
    const lead = w.as("bd-lead");
    w.ask(lead, add, { i: w.lead.id, b: first!.id });
    const told = w.ask(lead, add, { i: w.lead.id, b: second!.id });
    expect(told.data.addBlockedBy).toEqual({
      issue: { issueDependenciesSummary: { blockedBy: 2, totalBlockedBy: 2 } },
      blockingIssue: { title: "Second" },
    });
    w.place.step(first!, { at: w.world.clock.now(), by: "bd-lead", close: "NOT_PLANNED" });
    expect(seen(w, w.lead.id)).toMatchObject({
      blockedBy: { nodes: [{ title: "Second" }, { title: "First" }] },
      issueDependenciesSummary: { blockedBy: 1, totalBlockedBy: 2, blocking: 0 },
    });
    w.ask(lead, remove, { i: w.lead.id, b: second!.id });
    expect(seen(w, w.lead.id).timelineItems.nodes).toEqual([
      { __typename: "BlockedByAddedEvent", blockingIssue: { title: "First" } },
      { __typename: "BlockedByAddedEvent", blockingIssue: { title: "Second" } },
      { __typename: "BlockedByRemovedEvent", blockingIssue: { title: "Second" } },
    ]);
    expect(seen(w, first!.id)).toMatchObject({
      blocking: { nodes: [{ title: "Temple" }] },
      timelineItems: { nodes: [{ __typename: "BlockingAddedEvent", blockedIssue: { title: "Temple" } }] },
    });
    expect(w.said().filter((one) => one.startsWith("issue_dep"))).toEqual([
      "issue_dependencies.blocked_by_added",
      "issue_dependencies.blocking_added",
      "issue_dependencies.blocked_by_added",
      "issue_dependencies.blocking_added",
      "issue_dependencies.blocked_by_removed",
      "issue_dependencies.blocking_removed",
    ]);
  });

  const refusals: readonly { why: string; chain: readonly (readonly [number, number])[]; said: string }[] = [
    { why: "itself", chain: [[0, 0]], said: "An issue cannot be blocked by itself" },
    // biome-ignore format: pairs of numbers
    { why: "the same twice", chain: [[0, 1], [0, 1]], said: "Issue dependency already exists" },
    // biome-ignore format: pairs of numbers
    { why: "a circle of three", chain: [[0, 1], [1, 2], [2, 0]], said: "Issue dependency would create a circular dependency" },
  ];
  it.each(refusals)("refuse $why", ({ chain, said }) => {
    const w = openwater();
    const all = issues(w, "A", "B", "C");
    const answers = chain.map(([i, b]) => w.ask(w.as("bd-lead"), add, { i: all[i]!.id, b: all[b]!.id }));
    expect(answers.slice(0, -1).every((answer) => answer.errors === undefined)).toBe(true);
    expect(answers.at(-1)!.errors).toMatchObject([{ type: "UNPROCESSABLE", message: said }]);
  });

  it("refuse a fifty-first, and one that is not there", () => {
    const w = openwater();
    const many = issues(w, ...Array.from({ length: 51 }, (_, at) => `No. ${at}`));
    const answers = many.map((one) => w.ask(w.as("bd-lead"), add, { i: w.lead.id, b: one.id }).errors);
    expect(answers.findIndex((errors) => errors !== undefined)).toBe(50);
    expect(w.ask(w.as("bd-lead"), remove, { i: w.lead.id, b: many[50]!.id }).errors).toMatchObject([
      { message: "Issue dependency does not exist" },
    ]);
  });

  it("follow a transfer, and hide what the viewer may not read", () => {
    const w = openwater();
    const [blocker] = issues(w, "Blocker");
    const open = w.place.issue(w.site, { title: "Open", by: "bd-lead" });
    w.ask(w.as("bd-lead"), add, { i: open.id, b: blocker!.id });
    const archive = w.place.repo("openwater/archive", { visibility: "private" });
    const move = `mutation($i: ID!, $r: ID!) { transferIssue(input: { issueId: $i, repositoryId: $r }) { issue { id } } }`;
    w.ask(w.as("bd-lead"), move, { i: blocker!.id, r: archive.id });
    expect(seen(w, open.id).blockedBy.nodes).toEqual([{ title: "Blocker" }]);
    expect(w.ask(w.as("rep-estuary"), look, { i: open.id }).data.node.blockedBy.nodes).toEqual([]);
  });

  it("are seen late when GitHub is slow, though the next writer knows of them", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    const variables = { i: world.issue.id, b: world.child.id };
    const go = async (query: string) =>
      (await ask(world.sandbox, "POST /graphql", { token, body: { query, variables } })).body as {
        readonly data: { readonly node?: { readonly blockedBy: { readonly nodes: readonly object[] } } };
        readonly errors?: readonly object[];
      };
    world.sandbox.faults.lagSeconds = { graphql: 30 };
    await go(add);
    expect((await go(look)).data.node!.blockedBy.nodes).toEqual([]);
    expect((await go(add)).errors).toMatchObject([{ message: "Issue dependency already exists" }]);
    world.sandbox.clock.advance(30);
    expect((await go(look)).data.node!.blockedBy.nodes).toEqual([{ title: "Draft contract" }]);
  });

  it("are counted in REST too", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    const query = add;
    const variables = { i: world.issue.id, b: world.child.id };
    await ask(world.sandbox, "POST /graphql", { token, body: { query, variables } });
    const told = await ask(world.sandbox, "GET /repos/openwater/leads/issues/1", { token });
    expect(told.body).toMatchObject({
      issue_dependencies_summary: { blocked_by: 1, total_blocked_by: 1, blocking: 0, total_blocking: 0 },
    });
  });
});
