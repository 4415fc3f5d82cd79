import { describe, expect, it } from "vitest";
import type { Viewer } from "../../src/sandbox/access.ts";
import { createTeam } from "../../src/sandbox/ops-accounts.ts";
import { createComment } from "../../src/sandbox/ops-comments.ts";
import { actor, type Openwater, openwater } from "./openwater.ts";

const full = { issues: "write", organization_projects: "write", contents: "read", members: "read", metadata: "read" };

function types(errors: readonly { type?: string }[] | undefined): readonly (string | undefined)[] {
  return (errors ?? []).map((error) => error.type);
}

describe("a private issue", () => {
  const rows: readonly { why: string; viewer: (w: Openwater) => Viewer; seen: boolean }[] = [
    { why: "a member sees it", viewer: (w) => w.as("engineer-1"), seen: true },
    { why: "the App sees it", viewer: (w) => w.app(full), seen: true },
    { why: "a workflow of the repository sees it", viewer: (w) => w.workflow(w.leads), seen: true },
    { why: "a stranger does not", viewer: (w) => w.as("rep-estuary"), seen: false },
    { why: "a workflow of another repository does not", viewer: (w) => w.workflow(w.site), seen: false },
    {
      why: "a member's token without the scope repo does not",
      viewer: (w) => w.as("engineer-1", ["public_repo"]),
      seen: false,
    },
    { why: "an App without the permission does not", viewer: (w) => w.app({ metadata: "read" }), seen: false },
    {
      why: "an App on other repositories only does not",
      viewer: (w) => ({ ...(w.app(full) as Viewer & { kind: "installation" }), repositories: [w.site.id] }),
      seen: false,
    },
  ];
  it.each(rows)("$why, by its id", ({ viewer, seen }) => {
    const w = openwater();
    const { data, errors } = w.ask(viewer(w), "query($id: ID!) { node(id: $id) { id } }", { id: w.lead.id });
    if (seen) expect(data.node).toEqual({ id: w.lead.id });
    else {
      expect(data).toEqual({ node: null });
      expect(errors).toMatchObject([
        {
          type: "NOT_FOUND",
          path: ["node"],
          message: `Could not resolve to a node with the global id of '${w.lead.id}'`,
        },
      ]);
    }
  });

  it("is not found by name either, nor is its repository, in GitHub's words", () => {
    const w = openwater();
    const ask = (viewer: Viewer) =>
      w.ask(viewer, `{ repository(owner: "openwater", name: "leads") { issue(number: 9) { id } } }`);
    expect(ask(w.as("rep-estuary"))).toMatchObject({
      data: { repository: null },
      errors: [{ type: "NOT_FOUND", message: "Could not resolve to a Repository with the name 'openwater/leads'." }],
    });
    expect(ask(w.as("bd-lead"))).toMatchObject({
      data: { repository: { issue: null } },
      errors: [
        {
          type: "NOT_FOUND",
          path: ["repository", "issue"],
          message: "Could not resolve to an Issue with the number of 9.",
        },
      ],
    });
  });

  it("leaves a null and an error at its place in a list, and the others whole", () => {
    const w = openwater();
    const { data, errors } = w.ask(w.as("bd-lead"), "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {
      ids: [w.lead.id, "I_none", w.leads.id],
    });
    expect(data.nodes).toEqual([{ id: w.lead.id }, null, { id: w.leads.id }]);
    expect(errors).toMatchObject([{ type: "NOT_FOUND", path: ["nodes", 1] }]);
  });

  it("is a redacted card to whoever sees the board and not the repository", () => {
    const w = openwater();
    w.board.public = true;
    const query = `{ organization(login: "openwater") { projectV2(number: 61) { items(first: 5) { nodes { type content { __typename } fieldValueByName(name: "Status") { __typename } } } } } }`;
    const { data } = w.ask(w.as("rep-estuary"), query);
    expect(data.organization.projectV2.items.nodes).toEqual([
      { type: "REDACTED", content: null, fieldValueByName: null },
    ]);
  });
});

describe("a board", () => {
  const query = `{ repositoryOwner(login: "openwater") { ... on ProjectV2Owner { projectV2(number: 61) { title } } } }`;
  const rows: readonly { why: string; viewer: (w: Openwater) => Viewer; type: string | null }[] = [
    { why: "members see it", viewer: (w) => w.as("engineer-1"), type: null },
    { why: "the App with organization_projects sees it", viewer: (w) => w.app(full), type: null },
    { why: "an App without it is told that it may not", viewer: (w) => w.app({ issues: "write" }), type: "FORBIDDEN" },
    { why: "a workflow is told that it may not", viewer: (w) => w.workflow(w.leads), type: "FORBIDDEN" },
    { why: "a stranger does not find it", viewer: (w) => w.as("rep-estuary"), type: "NOT_FOUND" },
    {
      why: "a token without the scope is told which",
      viewer: (w) => w.as("engineer-1", ["repo"]),
      type: "INSUFFICIENT_SCOPES",
    },
  ];
  it.each(rows)("$why", ({ viewer, type }) => {
    const w = openwater();
    const { data, errors } = w.ask(viewer(w), query);
    expect(data.repositoryOwner.projectV2).toEqual(type === null ? { title: "Partnerships" } : null);
    expect(types(errors)).toEqual(type === null ? [] : [type]);
  });

  it("comes highest number first, unless asked otherwise", () => {
    const w = openwater();
    w.place.project("openwater", "Delivery", { number: 57 });
    const numbers = (args: string) =>
      w
        .ask(w.app(full), `{ organization(login: "openwater") { projectsV2(first: 5${args}) { nodes { number } } } }`)
        .data.organization.projectsV2.nodes.map((node: { number: number }) => node.number);
    expect(numbers("")).toEqual([61, 57]);
    expect(numbers(", orderBy: { field: NUMBER, direction: ASC }")).toEqual([57, 61]);
  });

  it("of a person is null to an App, without an error", () => {
    const w = openwater();
    w.place.project("bd-lead", "Mine", { number: 1, public: true });
    const mine = `{ user(login: "bd-lead") { projectV2(number: 1) { title } projectsV2(first: 5) { totalCount } } }`;
    expect(w.ask(w.app(full), mine)).toMatchObject({
      data: { user: { projectV2: null, projectsV2: { totalCount: 0 } } },
      errors: undefined,
    });
    expect(w.ask(w.as("bd-lead"), mine).data.user.projectV2).toEqual({ title: "Mine" });
  });

  it("is left out of an issue's cards for whoever may not see it, without an error", () => {
    const w = openwater();
    const cards = `query($id: ID!) { node(id: $id) { ... on Issue { projectItems(first: 5) { totalCount } } } }`;
    const count = (viewer: Viewer) => w.ask(viewer, cards, { id: w.lead.id }).data.node.projectItems.totalCount;
    expect([count(w.app(full)), count(w.workflow(w.leads)), count(w.app({ issues: "read" }))]).toEqual([1, 0, 0]);
  });

  it("empties everything up to it when a connection that may not be null is refused", () => {
    const w = openwater();
    const cards = `query($id: ID!) { viewer { login } node(id: $id) { ... on Issue { title projectsV2(first: 5) { totalCount } } } }`;
    const { data, errors } = w.ask(w.as("engineer-1", ["repo"]), cards, { id: w.lead.id });
    expect(data).toEqual({ viewer: { login: "engineer-1" }, node: null });
    expect(errors).toMatchObject([{ type: "INSUFFICIENT_SCOPES", path: ["node", "projectsV2"] }]);
    expect(errors![0]!.message).toContain(
      "requires one of the following scopes: ['read:project'], but your token has only been granted the: ['repo'] scopes.",
    );
  });
});

describe("board events", () => {
  const asked = (args: string, more = "") =>
    `query($id: ID!) { viewer { login } node(id: $id) { ... on Issue { timelineItems(first: 9${args}) { totalCount nodes { __typename ${more} } } } } }`;
  const named = asked(", itemTypes: [LABELED_EVENT, PROJECT_V2_ITEM_STATUS_CHANGED_EVENT]");
  const spoken = asked("", "... on ProjectV2ItemStatusChangedEvent { status }");

  it.each([named, spoken])("fail the whole request of a token that may not see boards", (query) => {
    const w = openwater();
    for (const viewer of [w.workflow(w.leads), w.app({ issues: "write" })]) {
      const { data, errors } = w.ask(viewer, query, { id: w.lead.id });
      expect(data).toBeNull();
      expect(errors).toMatchObject([
        { type: "FORBIDDEN", path: ["node", "timelineItems"], message: "Resource not accessible by integration" },
      ]);
    }
  });

  it("can be left out, and are then left out of what is counted", () => {
    const w = openwater();
    const ask = (query: string) => w.ask(w.workflow(w.leads), query, { id: w.lead.id }).data.node.timelineItems;
    expect(ask(asked(", itemTypes: [LABELED_EVENT]")).totalCount).toBe(1);
    expect(ask(asked("")).nodes).toEqual([{ __typename: "LabeledEvent" }]);
  });

  it("are not shown to somebody who may not see that board, and keep a null board once it is gone", () => {
    const w = openwater();
    w.board.memberAccess = "none";
    w.board.collaborators.clear();
    const count = (login: string) => w.ask(w.as(login), named, { id: w.lead.id }).data.node.timelineItems.totalCount;
    w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by: "bd-lead", move: "Prospect" });
    expect([count("bd-lead"), count("engineer-1")]).toEqual([2, 1]);
    w.world.store.projects.delete(w.board.id);
    expect(count("engineer-1")).toBe(2);
  });
});

describe("a write that is not allowed", () => {
  const mutation = `mutation($issue: ID!, $label: ID!) { addLabelsToLabelable(input: { labelableId: $issue, labelIds: [$label] }) { clientMutationId } }`;
  function onSite(w: Openwater) {
    const issue = w.place.issue(w.site, { title: "Open", by: "bd-lead" });
    return { issue: issue.id, label: w.world.store.labelByName(w.site.id, "bug")!.id };
  }

  const rows: readonly { why: string; viewer: (w: Openwater) => Viewer; message: string | null }[] = [
    { why: "a member may", viewer: (w) => w.as("engineer-1"), message: null },
    { why: "the App may", viewer: (w) => w.app(full), message: null },
    {
      why: "a stranger is told by login and mutation",
      viewer: (w) => w.as("rep-estuary"),
      message: "rep-estuary does not have the correct permissions to execute `AddLabelsToLabelable`",
    },
    {
      why: "an App that may only read is told as an integration",
      viewer: (w) => w.app({ issues: "read" }),
      message: "Resource not accessible by integration",
    },
    {
      why: "a workflow of another repository is told as an integration",
      viewer: (w) => w.workflow(w.leads),
      message: "Resource not accessible by integration",
    },
  ];
  it.each(rows)("$why", ({ viewer, message }) => {
    const w = openwater();
    const { data, errors } = w.ask(viewer(w), mutation, onSite(w));
    expect(data.addLabelsToLabelable === null).toBe(message !== null);
    expect(errors?.map((error) => [error.type, error.message])).toEqual(
      message === null ? undefined : [["FORBIDDEN", message]],
    );
  });

  it("to another organisation's repository is not the App's, though it may be read", () => {
    const w = openwater();
    w.place.org("estuary", { owners: ["bd-lead"] });
    const theirs = w.place.repo("estuary/hub", { labels: ["bug"] });
    const issue = w.place.issue(theirs, { title: "Theirs", by: "bd-lead" });
    const asked = { issue: issue.id, label: w.world.store.labelByName(theirs.id, "bug")!.id };
    expect(types(w.ask(w.app(full), mutation, asked).errors)).toEqual(["FORBIDDEN"]);
    expect(w.ask(w.app(full), "query($id: ID!) { node(id: $id) { id } }", { id: issue.id }).errors).toBeUndefined();
  });

  it("to a board with read access is refused, and to one unseen is not found", () => {
    const w = openwater();
    const add = `mutation($project: ID!, $issue: ID!) { addProjectV2ItemById(input: { projectId: $project, contentId: $issue }) { item { id } } }`;
    const issue = w.place.issue(w.site, { title: "Open", by: "bd-lead" });
    const ask = (viewer: Viewer) => types(w.ask(viewer, add, { project: w.board.id, issue: issue.id }).errors);
    expect(ask(w.app({ issues: "write", organization_projects: "read" }))).toEqual(["FORBIDDEN"]);
    expect(ask(w.workflow(w.site))).toEqual(["NOT_FOUND"]);
    expect(ask(w.as("engineer-1", ["repo", "read:project"]))).toEqual(["INSUFFICIENT_SCOPES"]);
    expect(ask(w.app(full))).toEqual([]);
  });
});

describe("teams", () => {
  const query = `{ organization(login: "openwater") { team(slug: "partnerships") { members(first: 5) { nodes { login } } } } }`;
  const rows: readonly { why: string; viewer: (w: Openwater) => Viewer; type: string | null }[] = [
    { why: "members see them", viewer: (w) => w.as("engineer-1"), type: null },
    { why: "an App needs members", viewer: (w) => w.app({ issues: "write" }), type: "FORBIDDEN" },
    { why: "with it, it sees them", viewer: (w) => w.app(full), type: null },
    { why: "a workflow does not", viewer: (w) => w.workflow(w.leads), type: "FORBIDDEN" },
    {
      why: "a personal token needs read:org",
      viewer: (w) => w.as("engineer-1", ["repo"]),
      type: "INSUFFICIENT_SCOPES",
    },
  ];
  it.each(rows)("$why", ({ viewer, type }) => {
    const w = openwater();
    createTeam(w.world, w.world.store.accountByLogin("openwater")!, "partnerships", [
      w.world.store.accountByLogin("bd-lead")!,
    ]);
    const { data, errors } = w.ask(viewer(w), query);
    expect(types(errors)).toEqual(type === null ? [] : [type]);
    if (type === null) expect(data.organization.team.members.nodes).toEqual([{ login: "bd-lead" }]);
  });
});

describe("a team by its id", () => {
  it("is as hidden as by its name", () => {
    const w = openwater();
    const team = createTeam(w.world, w.world.store.accountByLogin("openwater")!, "partnerships", []);
    const query = `query($id: ID!) { node(id: $id) { ... on Team { slug } } }`;
    const ask = (viewer: Viewer) => w.ask(viewer, query, { id: team.id });
    expect(types(ask(w.app({ issues: "write" })).errors)).toEqual(["FORBIDDEN"]);
    expect(types(ask(w.as("rep-estuary")).errors)).toEqual(["FORBIDDEN"]);
    expect(ask(w.app({ members: "read" })).data.node).toEqual({ slug: "partnerships" });
  });
});

describe("contents", () => {
  const query = `{ repository(owner: "openwater", name: "leads") { name object(expression: "HEAD:a.md") { __typename } } }`;
  it("of a private repository need the permission contents", () => {
    const w = openwater();
    w.leads.files.set("a.md", "x");
    expect(types(w.ask(w.app({ issues: "write" }), query).errors)).toEqual(["FORBIDDEN"]);
    expect(w.ask(w.app(full), query).data.repository.object).toEqual({ __typename: "Blob" });
  });
});

describe("a comment", () => {
  it("of somebody else may be edited by a writer and not by a stranger", () => {
    const w = openwater();
    const issue = w.place.issue(w.site, { title: "Open", by: "bd-lead" });
    const comment = createComment(w.world, actor(w, "bd-lead"), issue, "x");
    const query = `query($id: ID!) { node(id: $id) { ... on IssueComment { viewerCanUpdate viewerDidAuthor } } }`;
    const ask = (viewer: Viewer) => w.ask(viewer, query, { id: comment.id }).data.node;
    expect(ask(w.as("engineer-1"))).toEqual({ viewerCanUpdate: true, viewerDidAuthor: false });
    expect(ask(w.as("rep-estuary"))).toEqual({ viewerCanUpdate: false, viewerDidAuthor: false });
    expect(ask(w.as("bd-lead"))).toEqual({ viewerCanUpdate: true, viewerDidAuthor: true });
  });
});
