import { Kind, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { weigh } from "../../src/sandbox/graphql/cost.ts";
import { describeGraphQL, executeGraphQL } from "../../src/sandbox/graphql/execute.ts";
import { githubSchema } from "../../src/sandbox/graphql/schema.ts";
import { openwater } from "./openwater.ts";

function weightOf(query: string, variables = {}) {
  const operation = parse(query).definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)!;
  return weigh(githubSchema(), operation, new Map(), variables);
}

describe("a document", () => {
  it("needs no page to count by", () => {
    // Clients everywhere ask for `stargazers { totalCount }`.
    const w = openwater();
    const query = `{ repository(owner: "openwater", name: "leads") { labels { totalCount } } }`;
    expect(w.ask(w.as("bd-lead"), query)).toMatchObject({
      data: { repository: { labels: { totalCount: 3 } } },
      errors: undefined,
    });
  });

  it("that is right is answered without errors", () => {
    const w = openwater();
    expect(w.ask(w.as("bd-lead"), "{ viewer { login } }")).toMatchObject({
      data: { viewer: { login: "bd-lead" } },
      errors: undefined,
    });
  });

  const labels = (args: string) =>
    `{ repository(owner: "openwater", name: "leads") { labels${args} { totalCount nodes { name } } } }`;
  const refused: readonly { why: string; query: string; type?: string; message: string | RegExp }[] = [
    {
      why: "no boundary (text: graphene-django and others copied GitHub's)",
      query: labels(""),
      type: "MISSING_PAGINATION_BOUNDARIES",
      message: "You must provide a `first` or `last` value to properly paginate the `labels` connection.",
    },
    {
      why: "101 rows (text and type: seen in clients' recorded answers)",
      query: labels("(first: 101)"),
      type: "EXCESSIVE_PAGINATION",
      message: "Requesting 101 records on the `labels` connection exceeds the `first` limit of 100 records.",
    },
    {
      why: "101 from the end",
      query: labels("(last: 101)"),
      type: "EXCESSIVE_PAGINATION",
      message: "Requesting 101 records on the `labels` connection exceeds the `last` limit of 100 records.",
    },
    {
      why: "no rows: 1 to 100, says the documentation",
      query: labels("(first: 0)"),
      type: "INVALID_PAGINATION_BOUNDARIES",
      message: /cannot be less than one/,
    },
    {
      why: "from both ends",
      query: labels("(first: 1, last: 1)"),
      type: "INVALID_PAGINATION_BOUNDARIES",
      message: /Passing both `first` and `last`/,
    },
    {
      why: "1,000,000 issues and more",
      query: `{ organization(login: "openwater") { repositories(first: 100) { nodes { issues(first: 100) { nodes { comments(first: 100) { totalCount } } } } } } }`,
      type: "MAX_NODE_LIMIT_EXCEEDED",
      message: "This query requests up to 1,010,100 possible nodes which exceeds the maximum limit of 500,000.",
    },
    { why: "half a document", query: "{ viewer {", message: /Syntax Error/ },
    {
      why: "an order that boards do not have",
      query: `{ node(id: "x") { ... on ProjectV2 { items(first: 1, orderBy: { field: UPDATED_AT, direction: ASC }) { totalCount } } } }`,
      message: /UPDATED_AT/,
    },
  ];
  it.each(refused)("is refused whole: $why", ({ query, type, message }) => {
    const w = openwater();
    const { data, errors } = w.ask(w.as("bd-lead"), query);
    expect(data ?? null).toBeNull();
    expect(errors).toHaveLength(1);
    expect(errors![0]!.type).toBe(type);
    expect(errors![0]!.message).toMatch(message);
  });

  it("with a field that GitHub does not have is refused in GitHub's shape", () => {
    const w = openwater();
    const query = `query Mood { repository(owner: "openwater", name: "leads") { mood } }`;
    const { body } = executeGraphQL(w.world, w.as("bd-lead"), { query });
    expect(body).toEqual({
      errors: [
        {
          path: ["query Mood", "repository", "mood"],
          extensions: { code: "undefinedField", typeName: "Repository", fieldName: "mood" },
          locations: [{ line: 1, column: 62 }],
          message: "Field 'mood' doesn't exist on type 'Repository'",
        },
      ],
    });
  });

  it("that asks for what the sandbox lacks says so, and never answers null for it", () => {
    const w = openwater();
    const query = `{ repository(owner: "openwater", name: "leads") { name forkCount } }`;
    expect(w.ask(w.as("bd-lead"), query).errors![0]!.message).toBe("The sandbox does not cover Repository.forkCount.");
  });

  it("that is no text is refused in GitHub's words", () => {
    const w = openwater();
    const { body } = executeGraphQL(w.world, w.as("bd-lead"), { query: 7 });
    expect(body.errors).toEqual([{ message: "A query attribute must be specified and must be a string." }]);
  });

  it("takes page sizes from variables and their defaults", () => {
    const w = openwater();
    const query = `query($n: Int = 101) { repository(owner: "openwater", name: "leads") { labels(first: $n) { totalCount } } }`;
    expect(w.ask(w.as("bd-lead"), query).errors![0]!.type).toBe("EXCESSIVE_PAGINATION");
    expect(w.ask(w.as("bd-lead"), query, { n: 5 }).data.repository.labels.totalCount).toBe(3);
  });
});

describe("weight", () => {
  // Both examples: https://docs.github.com/en/graphql/overview/rate-limits-and-node-limits-for-the-graphql-api
  it("counts GitHub's own example as 51 points", () => {
    const query = `{ viewer { login repositories(first: 100) { edges { node { id issues(first: 50) { edges { node { id labels(first: 60) { edges { node { id name } } } } } } } } } } }`;
    expect(weightOf(query).cost).toBe(51);
  });

  it("counts GitHub's own example as 22,060 nodes", () => {
    const query = `{ viewer {
      repositories(first: 50) { edges { repository: node { name
        pullRequests(first: 20) { edges { pullRequest: node { title comments(first: 10) { edges { comment: node { bodyHTML } } } } } }
        issues(first: 20) { totalCount edges { issue: node { title bodyHTML comments(first: 10) { edges { comment: node { bodyHTML } } } } } }
      } } }
      followers(first: 10) { edges { follower: node { login } } }
    } }`;
    expect(weightOf(query).nodeCount).toBe(22_060);
  });

  it("leaves out what a directive skips", () => {
    const query = `query($more: Boolean!) { viewer { repositories(first: 100) @include(if: $more) { totalCount } } }`;
    expect(weightOf(query, { more: false }).nodeCount).toBe(0);
    expect(weightOf(query, { more: true }).nodeCount).toBe(100);
  });

  it("is shown in rateLimit and charged at least one point", () => {
    const w = openwater();
    const query =
      "{ rateLimit { limit cost nodeCount used remaining resetAt } viewer { projectsV2(first: 20) { totalCount } } }";
    const rate = { limit: 5_000, used: 10, resetAt: "2025-09-01T10:00:00Z" };
    const { body, cost } = executeGraphQL(w.world, w.as("bd-lead"), { query, rate });
    expect(cost).toBe(1);
    expect((body.data as { rateLimit: unknown }).rateLimit).toEqual({
      limit: 5_000,
      cost: 1,
      nodeCount: 20,
      used: 11,
      remaining: 4_989,
      resetAt: "2025-09-01T10:00:00Z",
    });
  });
});

describe("what a request is", () => {
  const rows: readonly { why: string; query: unknown; operationName?: string; kind: unknown }[] = [
    {
      why: "a query",
      query: "query Read { viewer { id } }",
      kind: { operation: "query", name: "Read", mutationFields: 0 },
    },
    {
      why: "two writes",
      query: `mutation Write { a: deleteLabel(input: { id: "x" }) { clientMutationId } b: deleteLabel(input: { id: "y" }) { clientMutationId } }`,
      kind: { operation: "mutation", name: "Write", mutationFields: 2 },
    },
    {
      why: "the operation named",
      query: "query A { viewer { id } } query B { viewer { id } }",
      operationName: "B",
      kind: { operation: "query", name: "B", mutationFields: 0 },
    },
    { why: "nothing that would run", query: "{ nonsense }", kind: { operation: null, name: null, mutationFields: 0 } },
    { why: "no document", query: null, kind: { operation: null, name: null, mutationFields: 0 } },
  ];
  it.each(rows)("is told without executing it: $why", ({ query, operationName, kind }) => {
    expect(describeGraphQL({ query, operationName })).toEqual(kind);
  });
});
