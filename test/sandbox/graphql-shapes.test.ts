import { describe, expect, it } from "vitest";
import { createTeam } from "../../src/sandbox/ops-accounts.ts";
import { createMilestone } from "../../src/sandbox/ops-repositories.ts";
import { type Openwater, openwater } from "./openwater.ts";

function nodeOf(w: Openwater, id: string, type: string, select: string) {
  return w.ask(w.as("bd-lead"), `query($id: ID!) { node(id: $id) { ... on ${type} { ${select} } } }`, { id });
}

/** What is expected, beside what to ask for it: values taken from what was placed and from GitHub's addresses. */
type Shape = Readonly<Record<string, unknown>>;

function ask(w: Openwater, id: string, type: string, shape: Shape): void {
  const { data, errors } = nodeOf(w, id, type, Object.keys(shape).join(" "));
  expect(errors).toBeUndefined();
  expect(Object.values(data.node)).toEqual(Object.values(shape));
}

describe("plain fields", () => {
  it("of a repository", () => {
    const w = openwater();
    const { databaseId } = w.leads;
    ask(w, w.leads.id, "Repository", {
      databaseId,
      name: "leads",
      nameWithOwner: "openwater/leads",
      "owner { login }": { login: "openwater" },
      isPrivate: true,
      visibility: "PRIVATE",
      isArchived: false,
      isDisabled: false,
      isFork: false,
      isTemplate: false,
      isInOrganization: true,
      hasIssuesEnabled: true,
      createdAt: "2025-09-01T09:00:00Z",
      url: "https://github.com/openwater/leads",
      resourcePath: "/openwater/leads",
      "defaultBranchRef { name }": { name: "main" },
      viewerPermission: "ADMIN",
      viewerCanAdminister: true,
      'labels(first: 1, query: "PROSPECT") { nodes { name } }': { nodes: [{ name: "stage: prospect" }] },
      'labels2: label(name: "none") { name }': null,
      "projectV2(number: 61) { title }": { title: "Partnerships" },
      "issueOrPullRequest(number: 1) { __typename }": { __typename: "Issue" },
    });
  });

  it("of an issue", () => {
    const w = openwater();
    const milestone = createMilestone(w.world, { account: w.lead.author, viaApp: null, viewer: null }, w.leads, {
      title: "Spring",
    });
    w.lead.milestone = milestone.id;
    ask(w, w.lead.id, "Issue", {
      databaseId: w.lead.databaseId,
      fullDatabaseId: String(w.lead.databaseId),
      number: 1,
      title: "Temple",
      body: "",
      bodyText: "",
      state: "OPEN",
      stateReason: null,
      closed: false,
      closedAt: null,
      locked: false,
      createdAt: "2025-07-07T09:00:00Z",
      updatedAt: "2025-07-07T09:00:00Z",
      lastEditedAt: null,
      "editor { login }": null,
      "author { login }": { login: "bd-lead" },
      authorAssociation: "MEMBER",
      url: "https://github.com/openwater/leads/issues/1",
      resourcePath: "/openwater/leads/issues/1",
      "milestone { number title state }": { number: 1, title: "Spring", state: "OPEN" },
      "assignees(first: 1) { totalCount }": { totalCount: 0 },
      "parent { id }": null,
      "projectsV2(first: 1) { nodes { number } }": { nodes: [{ number: 61 }] },
      "projectV2(number: 61) { title }": { title: "Partnerships" },
      viewerDidAuthor: true,
      viewerCanUpdate: true,
      viewerCanClose: true,
      viewerCanReopen: true,
      viewerCanLabel: true,
      viewerCanDelete: true,
    });
  });

  it("of what a stranger may do to somebody else's issue: nothing", () => {
    const w = openwater();
    const issue = w.place.issue(w.site, { title: "Open", by: "bd-lead" });
    const query =
      "query($id: ID!) { node(id: $id) { ... on Issue { viewerDidAuthor viewerCanUpdate viewerCanClose viewerCanReopen viewerCanLabel viewerCanDelete } } }";
    const { data } = w.ask(w.as("rep-estuary"), query, { id: issue.id });
    expect(Object.values(data.node)).toEqual([false, false, false, false, false, false]);
  });

  it("of a label", () => {
    const w = openwater();
    ask(w, w.world.store.labelByName(w.leads.id, "stage: prospect")!.id, "Label", {
      name: "stage: prospect",
      color: "fbca04",
      description: "Talks",
      createdAt: "2025-09-01T09:00:00Z",
      updatedAt: "2025-09-01T09:00:00Z",
      url: "https://github.com/openwater/leads/labels/stage%3A%20prospect",
      "repository { name }": { name: "leads" },
      "issues(first: 1) { totalCount }": { totalCount: 0 },
    });
  });

  it("of a board, its fields and its cards", () => {
    const w = openwater();
    ask(w, w.board.id, "ProjectV2", {
      number: 61,
      title: "Partnerships",
      public: false,
      closed: false,
      fullDatabaseId: String(w.board.databaseId),
      createdAt: "2025-09-01T09:00:00Z",
      resourcePath: "/orgs/openwater/projects/61",
      "owner { id }": { id: w.world.store.accountByLogin("openwater")!.id },
      'field(name: "none") { __typename }': null,
      "views(first: 1) { totalCount }": { totalCount: 0 },
      "workflows(first: 1) { totalCount }": { totalCount: 0 },
      viewerCanUpdate: true,
      viewerCanClose: true,
    });
    const status = w.world.store.fieldByName(w.board.id, "Status")!;
    ask(w, status.id, "ProjectV2SingleSelectField", {
      name: "Status",
      dataType: "SINGLE_SELECT",
      "project { number }": { number: 61 },
      "options { id name color description }": status.options.map(({ id, name }) => ({
        id,
        name,
        color: "GRAY",
        description: "",
      })),
    });
    const card = w.world.store.itemsOfIssue(w.lead.id)[0]!;
    ask(w, card.id, "ProjectV2Item", {
      fullDatabaseId: String(card.databaseId),
      createdAt: "2025-07-07T09:00:00Z",
      updatedAt: "2025-07-07T09:00:00Z",
      "creator { login }": { login: "bd-lead" },
      "project { number }": { number: 61 },
    });
  });

  it("of people, Bots, organisations and teams", () => {
    const w = openwater();
    const { store } = w.world;
    const team = createTeam(w.world, store.accountByLogin("openwater")!, "partnerships", [
      store.accountByLogin("bd-lead")!,
    ]);
    const lead = store.accountByLogin("bd-lead")!;
    ask(w, lead.id, "User", {
      databaseId: lead.databaseId,
      login: "bd-lead",
      name: null,
      url: "https://github.com/bd-lead",
      isViewer: true,
    });
    ask(w, store.accountByLogin("milepost[bot]")!.id, "Bot", {
      login: "milepost",
      url: "https://github.com/apps/milepost",
    });
    ask(w, store.accountByLogin("openwater")!.id, "Organization", {
      login: "openwater",
      viewerIsAMember: true,
      viewerCanAdminister: true,
      "repositories(first: 5) { nodes { name } }": { nodes: [{ name: "leads" }, { name: "site" }] },
      'repository(name: "leads") { name }': { name: "leads" },
      "projectsV2(first: 5) { nodes { number } }": { nodes: [{ number: 61 }] },
      "teams(first: 5) { nodes { slug } }": { nodes: [{ slug: "partnerships" }] },
      "membersWithRole(first: 5) { edges { role node { login } } }": {
        edges: [
          { role: "ADMIN", node: { login: "bd-lead" } },
          { role: "MEMBER", node: { login: "engineer-1" } },
        ],
      },
    });
    ask(w, team.id, "Team", {
      slug: "partnerships",
      name: "partnerships",
      combinedSlug: "openwater/partnerships",
      "organization { login }": { login: "openwater" },
    });
  });

  it("of who may do what in a repository", () => {
    const w = openwater();
    w.leads.collaborators.set(w.world.store.accountByLogin("rep-estuary")!.id, "triage");
    ask(w, w.leads.id, "Repository", {
      "collaborators(first: 9) { edges { permission node { login } } }": {
        edges: [
          { permission: "ADMIN", node: { login: "bd-lead" } },
          { permission: "WRITE", node: { login: "engineer-1" } },
          { permission: "TRIAGE", node: { login: "rep-estuary" } },
        ],
      },
      'one: collaborators(first: 9, login: "engineer-1") { totalCount }': { totalCount: 1 },
      'assignableUsers(first: 9, query: "lead") { nodes { login } }': { nodes: [{ login: "bd-lead" }] },
    });
  });

  it("of a public repository leaves out who is nobody there", () => {
    const w = openwater();
    ask(w, w.site.id, "Repository", {
      "collaborators(first: 9) { nodes { login } }": { nodes: [{ login: "bd-lead" }, { login: "engineer-1" }] },
    });
  });

  it("of boards: a member who may see none is shown none", () => {
    const w = openwater();
    w.board.memberAccess = "none";
    const query = `{ organization(login: "openwater") { projectsV2(first: 5) { totalCount } repositories(first: 5) { totalCount } } }`;
    const count = (login: string) => w.ask(w.as(login), query).data.organization;
    expect(count("engineer-1")).toEqual({ projectsV2: { totalCount: 0 }, repositories: { totalCount: 2 } });
    expect(count("rep-estuary")).toEqual({ projectsV2: { totalCount: 0 }, repositories: { totalCount: 1 } });
  });

  it("of a draft, which is a card without an issue", () => {
    const w = openwater();
    const query = `mutation($p: ID!) { addProjectV2DraftIssue(input: { projectId: $p, title: "Idea" }) { projectItem { type content { ... on DraftIssue { title body creator { login } } } fieldValueByName(name: "Title") { ... on ProjectV2ItemFieldTextValue { text } } } } }`;
    expect(w.ask(w.as("bd-lead"), query, { p: w.board.id }).data.addProjectV2DraftIssue.projectItem).toEqual({
      type: "DRAFT_ISSUE",
      content: { title: "Idea", body: "", creator: { login: "bd-lead" } },
      fieldValueByName: { text: "Idea" },
    });
  });

  it("of a value of every kind that can be set by hand", () => {
    const w = openwater();
    const board = w.place.project("openwater", "Delivery", {
      number: 57,
      fields: {
        Ends: "DATE",
        Note: "TEXT",
        Points: "NUMBER",
        Iteration: [{ title: "Iteration 52", startDate: "2025-09-01", duration: 14 }],
      },
    });
    const at = "2025-08-01T00:00:00Z";
    w.place.step(w.lead, { at, by: "bd-lead", add: board, automated: true });
    for (const [field, value] of Object.entries({
      Ends: "2025-12-31",
      Note: "soon",
      Points: 0.5,
      Iteration: "Iteration 52",
    })) {
      w.place.step(w.lead, { at, by: "bd-lead", field, value, on: board });
    }
    const card = w.world.store.itemsOfIssue(w.lead.id)[1]!;
    ask(w, card.id, "ProjectV2Item", {
      'a: fieldValueByName(name: "Ends") { ... on ProjectV2ItemFieldDateValue { date } }': { date: "2025-12-31" },
      'b: fieldValueByName(name: "Note") { ... on ProjectV2ItemFieldTextValue { text } }': { text: "soon" },
      'c: fieldValueByName(name: "Points") { ... on ProjectV2ItemFieldNumberValue { number } }': { number: 0.5 },
      'd: fieldValueByName(name: "Iteration") { ... on ProjectV2ItemFieldIterationValue { title startDate duration } }':
        { title: "Iteration 52", startDate: "2025-09-01", duration: 14 },
      'e: fieldValueByName(name: "Repository") { ... on ProjectV2ItemFieldRepositoryValue { repository { name } } }': {
        repository: { name: "leads" },
      },
      'f: fieldValueByName(name: "Labels") { ... on ProjectV2ItemFieldLabelValue { labels(first: 1) { nodes { name } } } }':
        { labels: { nodes: [{ name: "lead" }] } },
      'g: fieldValueByName(name: "Assignees") { __typename }': null,
      'h: fieldValueByName(name: "Mood") { __typename }': null,
    });
    const events = nodeOf(
      w,
      w.lead.id,
      "Issue",
      "timelineItems(first: 9, itemTypes: [ADDED_TO_PROJECT_V2_EVENT]) { nodes { ... on AddedToProjectV2Event { wasAutomated project { number } } } }",
    );
    expect(events.data.node.timelineItems.nodes).toEqual([
      { wasAutomated: false, project: { number: 61 } },
      { wasAutomated: true, project: { number: 57 } },
    ]);
  });
});
