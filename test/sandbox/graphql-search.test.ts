/** Search over GraphQL: the same index as REST's, which lags. */
import { describe, expect, it } from "vitest";
import { askGraphql } from "../contract/ask.ts";
import { livedIn } from "../contract/lived-in.ts";

const query = `query($q: String!, $n: Int = 10, $after: String) { search(query: $q, type: ISSUE, first: $n, after: $after) {
  issueCount pageInfo { hasNextPage endCursor }
  nodes { __typename ... on Issue { number } ... on PullRequest { number } } } }`;

function searching() {
  const { sandbox } = livedIn();
  const search = async (q: string, more: object = {}, login = "bd-lead") => {
    const told = await askGraphql(sandbox, sandbox.tokenOf(login), query, { q, ...more });
    return (told.body as { data: { search: { issueCount: number; nodes: { number: number }[]; pageInfo: object } } })
      .data.search;
  };
  return { sandbox, search };
}

describe("a search", () => {
  it("finds nothing that was made within the last minute", async () => {
    const { sandbox, search } = searching();
    expect((await search("repo:openwater/leads is:pr")).issueCount).toBe(0);
    sandbox.clock.advance(60);
    expect(await search("repo:openwater/leads is:pr")).toMatchObject({
      issueCount: 1,
      nodes: [{ __typename: "PullRequest", number: 4 }],
    });
  });

  it("goes by pages, newest first unless told otherwise", async () => {
    const { sandbox, search } = searching();
    sandbox.clock.advance(60);
    const first = await search("repo:openwater/leads is:issue", { n: 2 });
    expect(first).toMatchObject({
      issueCount: 3,
      nodes: [{ number: 3 }, { number: 2 }],
      pageInfo: { hasNextPage: true },
    });
    const after = (first.pageInfo as { endCursor: string }).endCursor;
    const second = await search("repo:openwater/leads is:issue", { n: 2, after });
    expect(second).toMatchObject({ nodes: [{ number: 1 }], pageInfo: { hasNextPage: false } });
    const oldest = await search("repo:openwater/leads is:issue sort:created-asc", { n: 1 });
    expect(oldest.nodes).toEqual([{ __typename: "Issue", number: 1 }]);
  });

  it("finds nothing in what the viewer may not see", async () => {
    const { sandbox, search } = searching();
    sandbox.clock.advance(60);
    expect((await search("repo:openwater/leads", {}, "stranger")).issueCount).toBe(0);
    expect((await search("Estuary", {}, "stranger")).nodes).toEqual([]);
  });
});
