/** Discussions and status updates: who may write them, what is listed, and GitHub's refusals. */
import { describe, expect, it } from "vitest";
import type { Viewer } from "../../src/sandbox/access.ts";
import { createCategory } from "../../src/sandbox/ops-discussions.ts";
import { type Openwater, openwater } from "./openwater.ts";

const full = { discussions: "write", organization_projects: "write", issues: "write", metadata: "read" };

function withCategories() {
  const w = openwater();
  const reports = createCategory(w.world, w.leads, { name: "Reports" });
  const news = createCategory(w.world, w.leads, { name: "Announcements", announcement: true });
  return { ...w, reports, news };
}

function write(w: Openwater, viewer: Viewer, field: string, input: Readonly<Record<string, unknown>>, select: string) {
  const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { done: ${field}(input: $input) { ${select} } }`;
  const { data, errors } = w.ask(viewer, query, { input });
  return { done: data?.done, error: errors?.[0] };
}

const begin = (w: ReturnType<typeof withCategories>, viewer: Viewer, more: Readonly<Record<string, unknown>> = {}) =>
  write(
    w,
    viewer,
    "createDiscussion",
    { repositoryId: w.leads.id, categoryId: w.reports.id, title: "W47", body: "All is well.", ...more },
    "discussion { id number title url closed category { name } author { __typename login } }",
  );

const listed = `query($id: ID) { repository(owner: "openwater", name: "leads") { hasDiscussionsEnabled discussionCategories(first: 10) { nodes { id name } }
  discussions(first: 10, categoryId: $id, orderBy: { field: CREATED_AT, direction: DESC }) { totalCount nodes { title body closed } } } }`;

describe("a discussion", () => {
  it("is not there where nobody began one, and a repository without categories has none", () => {
    const w = openwater();
    const { data } = w.ask(w.app(full), listed);
    expect(data.repository).toEqual({
      hasDiscussionsEnabled: false,
      discussionCategories: { nodes: [] },
      discussions: { totalCount: 0, nodes: [] },
    });
  });

  it("is begun by an App, counts with the issues and is listed by its category", () => {
    const w = withCategories();
    const { done } = begin(w, w.app(full));
    expect(done.discussion).toEqual({
      id: expect.stringMatching(/^D_/),
      number: 2,
      title: "W47",
      url: "https://github.com/openwater/leads/discussions/2",
      closed: false,
      category: { name: "Reports" },
      author: { __typename: "Bot", login: "milepost" },
    });
    expect(w.ask(w.app(full), listed, { id: w.reports.id }).data.repository.discussions.totalCount).toBe(1);
    expect(w.ask(w.app(full), listed, { id: w.news.id }).data.repository.discussions.totalCount).toBe(0);
  });

  it("is edited with its versions kept, and closed as a duplicate", () => {
    const w = withCategories();
    const { id } = begin(w, w.app(full)).done.discussion;
    const edited = write(
      w,
      w.app(full),
      "updateDiscussion",
      { discussionId: id, body: "Better." },
      "discussion { title body userContentEdits(first: 5) { nodes { diff } } }",
    );
    expect(edited.done.discussion).toEqual({
      title: "W47",
      body: "Better.",
      userContentEdits: { nodes: [{ diff: "Better." }, { diff: "All is well." }] },
    });
    const closed = write(
      w,
      w.app(full),
      "closeDiscussion",
      { discussionId: id, reason: "DUPLICATE" },
      "discussion { closed stateReason }",
    );
    expect(closed.done.discussion).toEqual({ closed: true, stateReason: "DUPLICATE" });
  });

  const w = withCategories();
  const refusals = [
    { why: "an App without the permission", by: w.app({ ...full, discussions: "read" }), type: "FORBIDDEN", more: {} },
    { why: "a workflow's token, which sees no category", by: w.workflow(w.leads), type: "NOT_FOUND", more: {} },
    { why: "a member among announcements", by: w.as("engineer-1"), type: "FORBIDDEN", more: { categoryId: w.news.id } },
    { why: "somebody who cannot see the repository", by: w.as("rep-estuary"), type: "NOT_FOUND", more: {} },
    { why: "a category that is none", by: w.app(full), type: "NOT_FOUND", more: { categoryId: "DIC_none" } },
    { why: "a category of another type", by: w.app(full), type: "NOT_FOUND", more: { categoryId: w.leads.id } },
    { why: "a blank title", by: w.app(full), type: "UNPROCESSABLE", more: { title: " " } },
    { why: "a body above 65,536", by: w.app(full), type: "UNPROCESSABLE", more: { body: "x".repeat(65_537) } },
  ];
  it.each(refusals)("is refused to $why", ({ by, type, more }) => {
    expect(begin(w, by, more)).toMatchObject({ error: { type } });
    expect(w.world.store.discussions.size).toBe(0);
  });

  it("is begun among announcements by who maintains the repository", () => {
    const other = withCategories();
    expect(begin(other, other.as("bd-lead"), { categoryId: other.news.id }).error).toBeUndefined();
  });
});

describe("a status update", () => {
  const select = "statusUpdate { id body status startDate creator { login } project { number } }";
  const listing =
    "query($id: ID!) { node(id: $id) { ... on ProjectV2 { statusUpdates(first: 5, orderBy: { field: CREATED_AT, direction: DESC }) { totalCount nodes { body } } } } }";

  it("is not there on a board where nobody wrote one", () => {
    const one = openwater();
    expect(one.ask(one.app(full), listing, { id: one.board.id }).data.node.statusUpdates.totalCount).toBe(0);
  });

  it("is written, listed newest first, edited and deleted", () => {
    const one = openwater();
    const post = (body: string) =>
      write(
        one,
        one.app(full),
        "createProjectV2StatusUpdate",
        { projectId: one.board.id, body, status: "AT_RISK" },
        select,
      );
    const first = post("W46").done.statusUpdate;
    expect(first).toEqual({
      id: expect.stringMatching(/^PVTSU_/),
      body: "W46",
      status: "AT_RISK",
      startDate: null,
      creator: { login: "milepost" },
      project: { number: 61 },
    });
    post("W47");
    const edited = write(
      one,
      one.app(full),
      "updateProjectV2StatusUpdate",
      { statusUpdateId: first.id, body: "W46 again" },
      select,
    );
    expect(edited.done.statusUpdate).toMatchObject({ body: "W46 again", status: "AT_RISK" });
    const bodies = () => one.ask(one.app(full), listing, { id: one.board.id }).data.node.statusUpdates.nodes;
    expect(bodies()).toEqual([{ body: "W47" }, { body: "W46 again" }]);
    write(one, one.app(full), "deleteProjectV2StatusUpdate", { statusUpdateId: first.id }, "deletedStatusUpdateId");
    expect(bodies()).toEqual([{ body: "W47" }]);
  });

  const one = openwater();
  const refusals = [
    {
      why: "an App that may only read boards",
      by: one.app({ ...full, organization_projects: "read" }),
      type: "FORBIDDEN",
    },
    { why: "an App that may not see boards", by: one.app({ issues: "write" }), type: "NOT_FOUND" },
    { why: "a token without the project scope", by: one.as("engineer-1", ["repo"]), type: "INSUFFICIENT_SCOPES" },
    { why: "a stranger", by: one.as("rep-estuary"), type: "NOT_FOUND" },
  ];
  it.each(refusals)("is refused to $why", ({ by, type }) => {
    const input = { projectId: one.board.id, body: "W47" };
    expect(write(one, by, "createProjectV2StatusUpdate", input, select)).toMatchObject({ error: { type } });
    expect(one.world.store.statusUpdates.size).toBe(0);
  });
});
