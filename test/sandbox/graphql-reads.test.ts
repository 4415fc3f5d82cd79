import { describe, expect, it } from "vitest";
import { deleteAccount } from "../../src/sandbox/ops-accounts.ts";
import { deleteLabel } from "../../src/sandbox/ops-labels.ts";
import { type Openwater, openwater } from "./openwater.ts";

function comments(w: Openwater, count: number): void {
  for (let n = 0; n < count; n += 1) {
    const at = `2025-08-01T00:00:${String(n).padStart(2, "0")}Z`;
    w.place.step(w.lead, { at, by: "bd-lead", comment: `${n}` });
  }
}

function page(w: Openwater, args: string) {
  const query = `query($id: ID!) { node(id: $id) { ... on Issue { comments(${args}) { totalCount nodes { body } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } } }`;
  const { data } = w.ask(w.as("bd-lead"), query, { id: w.lead.id });
  const { nodes, ...rest } = data.node.comments;
  return { ...rest, bodies: nodes.map((node: { body: string }) => node.body) };
}

describe("pages", () => {
  it("of nothing are empty and have no cursors", () => {
    const w = openwater();
    expect(page(w, "first: 10")).toEqual({
      totalCount: 0,
      bodies: [],
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it("follow each other without gap or overlap, and say which is the last", () => {
    const w = openwater();
    comments(w, 5);
    const one = page(w, "first: 2");
    const two = page(w, `first: 2, after: "${one.pageInfo.endCursor}"`);
    const three = page(w, `first: 2, after: "${two.pageInfo.endCursor}"`);
    expect([...one.bodies, ...two.bodies, ...three.bodies]).toEqual(["0", "1", "2", "3", "4"]);
    expect([one, two, three].map(({ pageInfo }) => [pageInfo.hasPreviousPage, pageInfo.hasNextPage])).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ]);
    expect(one.edges[1].cursor).toBe(one.pageInfo.endCursor);
  });

  it("are taken from the end with last and before", () => {
    const w = openwater();
    comments(w, 5);
    const end = page(w, "last: 2");
    expect(end.bodies).toEqual(["3", "4"]);
    expect(page(w, `last: 2, before: "${end.pageInfo.startCursor}"`).bodies).toEqual(["1", "2"]);
  });

  it("go on behind the row they ended with when an earlier one is gone", () => {
    const w = openwater();
    comments(w, 4);
    const one = page(w, "first: 2");
    w.world.store.take.comment(w.world.store.commentsOf(w.lead.id)[0]!);
    expect(page(w, `first: 2, after: "${one.pageInfo.endCursor}"`).bodies).toEqual(["2", "3"]);
  });

  it("pass over nothing when the row they ended with is gone itself", () => {
    const w = openwater();
    comments(w, 4);
    const one = page(w, "first: 2");
    w.world.store.take.comment(w.world.store.commentsOf(w.lead.id)[1]!);
    expect(page(w, `first: 2, after: "${one.pageInfo.endCursor}"`).bodies).toEqual(["2", "3"]);
  });

  it("refuse a cursor that is none", () => {
    const w = openwater();
    const query = `{ repository(owner: "openwater", name: "leads") { labels(first: 1, after: "boo") { totalCount } } }`;
    expect(w.ask(w.as("bd-lead"), query).errors![0]).toMatchObject({
      type: "INVALID_CURSOR_ARGUMENTS",
      message: "`boo` does not appear to be a valid cursor.",
    });
  });

  it("come back short under the fault, with the cursor of a whole one", () => {
    const w = openwater();
    comments(w, 4);
    const whole = page(w, "first: 4");
    const short = page({ ...w, ask: (viewer, query, variables) => bent(w, viewer, query, variables) }, "first: 4");
    expect(short.bodies).toEqual(["0", "1"]);
    expect(short.pageInfo).toEqual(whole.pageInfo);
    expect(short.totalCount).toBe(4);
  });
});

/** The same question, with the fault switched on. */
function bent(w: Openwater, ...[viewer, query, variables]: Parameters<Openwater["ask"]>) {
  Object.assign(w.world, { truncate: () => true });
  const answer = w.ask(viewer, query, variables);
  Object.assign(w.world, { truncate: () => false });
  return answer;
}

describe("lag", () => {
  const query = `query($id: ID!) {
    repository(owner: "openwater", name: "leads") { issues(first: 10) { nodes { title } } }
    node(id: $id) { ... on Issue { comments(first: 10) { nodes { body } } subIssues(first: 10) { nodes { title } } timelineItems(first: 10, itemTypes: [ISSUE_COMMENT, SUB_ISSUE_ADDED_EVENT]) { totalCount } } }
  }`;
  function lived(): Openwater {
    const w = openwater();
    w.place.step(w.lead, { at: "2025-09-01T09:00:00Z", by: "bd-lead", comment: "new" });
    w.place.issue(w.leads, { title: "Child", by: "bd-lead", parent: w.lead });
    const lag = (at: string) => Date.parse(w.world.clock.now()) - Date.parse(at) >= 60_000;
    Object.assign(w.world, { visibleAt: (kind: string, at: string) => kind !== "graphql" || lag(at) });
    return w;
  }

  it("hides what is younger than the lag from lists, comments, sub-issues and the timeline", () => {
    const w = lived();
    const { data } = w.ask(w.as("bd-lead"), query, { id: w.lead.id });
    expect(data.repository.issues.nodes).toEqual([{ title: "Temple" }]);
    expect(data.node).toEqual({ comments: { nodes: [] }, subIssues: { nodes: [] }, timelineItems: { totalCount: 0 } });
  });

  it("shows all of it once the lag is over", () => {
    const w = lived();
    w.world.clock.advance(60);
    const { data } = w.ask(w.as("bd-lead"), query, { id: w.lead.id });
    expect(data.repository.issues.nodes).toHaveLength(2);
    expect(data.node.timelineItems.totalCount).toBe(2);
  });

  it("hides a fresh issue by its id, but not from a mutation", () => {
    const w = lived();
    const child = w.world.store.issueByNumber(w.leads.id, 2)!;
    const asked = w.ask(w.as("bd-lead"), "query($id: ID!) { node(id: $id) { id } }", { id: child.id });
    expect(asked.errors![0]!.type).toBe("NOT_FOUND");
    const written = w.ask(
      w.as("bd-lead"),
      `mutation($id: ID!) { closeIssue(input: { issueId: $id }) { issue { state } } }`,
      { id: child.id },
    );
    expect(written.data.closeIssue.issue.state).toBe("CLOSED");
  });
});

describe("who wrote it", () => {
  it("is a Bot without suffix, a User, or null when the account is gone", () => {
    const w = openwater();
    w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by: "milepost[bot]", comment: "a" });
    w.place.step(w.lead, { at: "2025-08-02T00:00:00Z", by: "engineer-1", comment: "b" });
    w.place.step(w.lead, { at: "2025-08-03T00:00:00Z", by: "rep-estuary", comment: "c" });
    deleteAccount(w.world, w.world.store.accountByLogin("rep-estuary")!);
    const query = `query($id: ID!) { node(id: $id) { ... on Issue { comments(first: 9) { nodes { author { __typename login } authorAssociation } } } } }`;
    const { data } = w.ask(w.as("bd-lead"), query, { id: w.lead.id });
    expect(data.node.comments.nodes).toEqual([
      { author: { __typename: "Bot", login: "milepost" }, authorAssociation: "NONE" },
      { author: { __typename: "User", login: "engineer-1" }, authorAssociation: "MEMBER" },
      { author: null, authorAssociation: "NONE" },
    ]);
  });

  it("is, as the viewer of an App's token, a User with the suffix and the Bot's id", () => {
    const w = openwater();
    const { data } = w.ask(w.app({ issues: "write" }), "{ viewer { __typename id login } }");
    const id = w.world.store.accountByLogin("milepost[bot]")!.id;
    expect(data.viewer).toEqual({ __typename: "User", id, login: "milepost[bot]" });
  });
});

describe("a timeline", () => {
  it("gives every type that ops leave, with its own fields", () => {
    const w = openwater();
    const other = w.place.issue(w.leads, { title: "Parent", by: "bd-lead", at: "2025-07-01T00:00:00Z" });
    const issue = w.place.issue(w.leads, {
      title: "Delta",
      by: "bd-lead",
      at: "2025-08-01T00:00:00Z",
      parent: other,
      on: [w.board],
      moves: [{ at: "2025-08-02T00:00:00Z", by: "engineer-1", to: "Prospect" }],
      history: [
        { at: "2025-08-03T00:00:00Z", by: "bd-lead", label: "stage: prospect" },
        { at: "2025-08-04T00:00:00Z", by: "bd-lead", unlabel: "stage: prospect" },
        { at: "2025-08-05T00:00:00Z", by: "bd-lead", title: "Delta II" },
        { at: "2025-08-06T00:00:00Z", by: "bd-lead", assign: "engineer-1" },
        { at: "2025-08-07T00:00:00Z", by: "bd-lead", close: "NOT_PLANNED" },
        { at: "2025-08-08T00:00:00Z", by: "bd-lead", reopen: true },
        { at: "2025-08-09T00:00:00Z", by: "bd-lead", remove: w.board },
      ],
    });
    const query = `query($id: ID!) { node(id: $id) { ... on Issue { timelineItems(first: 50) { nodes { __typename
      ... on ParentIssueAddedEvent { parent { title } }
      ... on AddedToProjectV2Event { project { number } wasAutomated }
      ... on ProjectV2ItemStatusChangedEvent { createdAt actor { login } previousStatus status wasAutomated project { number } }
      ... on LabeledEvent { label { name } } ... on UnlabeledEvent { label { name } }
      ... on RenamedTitleEvent { previousTitle currentTitle }
      ... on AssignedEvent { assignee { ... on User { login } } }
      ... on ClosedEvent { stateReason } ... on ReopenedEvent { stateReason }
      ... on RemovedFromProjectV2Event { project { number } }
    } } } } }`;
    expect(w.ask(w.as("bd-lead"), query, { id: issue.id }).data.node.timelineItems.nodes).toEqual([
      { __typename: "ParentIssueAddedEvent", parent: { title: "Parent" } },
      { __typename: "AddedToProjectV2Event", project: { number: 61 }, wasAutomated: false },
      {
        __typename: "ProjectV2ItemStatusChangedEvent",
        createdAt: "2025-08-02T00:00:00Z",
        actor: { login: "engineer-1" },
        previousStatus: "",
        status: "Prospect",
        wasAutomated: false,
        project: { number: 61 },
      },
      { __typename: "LabeledEvent", label: { name: "stage: prospect" } },
      { __typename: "UnlabeledEvent", label: { name: "stage: prospect" } },
      { __typename: "RenamedTitleEvent", previousTitle: "Delta", currentTitle: "Delta II" },
      { __typename: "AssignedEvent", assignee: { login: "engineer-1" } },
      { __typename: "ClosedEvent", stateReason: "NOT_PLANNED" },
      { __typename: "ReopenedEvent", stateReason: "REOPENED" },
      { __typename: "RemovedFromProjectV2Event", project: { number: 61 } },
    ]);
  });

  it("is filtered by type, by time, and counted before and after the page is cut", () => {
    const w = openwater();
    comments(w, 5);
    const query = `query($id: ID!) { node(id: $id) { ... on Issue {
      all: timelineItems(first: 50) { totalCount }
      some: timelineItems(first: 2, skip: 1, itemTypes: [ISSUE_COMMENT], since: "2025-08-01T00:00:01Z") { totalCount filteredCount pageCount nodes { ... on IssueComment { body } } }
    } } }`;
    const { all, some } = w.ask(w.as("bd-lead"), query, { id: w.lead.id }).data.node;
    expect(all.totalCount).toBe(7); // a label, a board and five comments
    expect(some).toMatchObject({ totalCount: 4, pageCount: 2, nodes: [{ body: "2" }, { body: "3" }] });
  });

  it("remembers the name of a label that was deleted", () => {
    const w = openwater();
    deleteLabel(
      w.world,
      { account: w.lead.author, viaApp: null, viewer: null },
      w.world.store.labelByName(w.leads.id, "lead")!,
    );
    const query = `query($id: ID!) { node(id: $id) { ... on Issue { labels(first: 1) { totalCount } timelineItems(first: 1, itemTypes: [LABELED_EVENT]) { nodes { ... on LabeledEvent { label { name } } } } } } }`;
    expect(w.ask(w.as("bd-lead"), query, { id: w.lead.id }).data.node).toEqual({
      labels: { totalCount: 0 },
      timelineItems: { nodes: [{ label: { name: "lead" } }] },
    });
  });
});

describe("an issue", () => {
  it("shows its parent, its sub-issues and how many are done", () => {
    const w = openwater();
    w.place.issue(w.leads, {
      title: "One",
      by: "bd-lead",
      parent: w.lead,
      at: "2025-08-01T00:00:00Z",
      history: [{ at: "2025-08-02T00:00:00Z", by: "bd-lead", close: "COMPLETED" }],
    });
    w.place.issue(w.leads, { title: "Two", by: "bd-lead", parent: w.lead });
    w.place.issue(w.leads, { title: "Three", by: "bd-lead", parent: w.lead });
    const query = `query($id: ID!) { node(id: $id) { ... on Issue { subIssuesSummary { total completed percentCompleted } subIssues(first: 5) { nodes { title parent { title } } } } } }`;
    expect(w.ask(w.as("bd-lead"), query, { id: w.lead.id }).data.node).toEqual({
      subIssuesSummary: { total: 3, completed: 1, percentCompleted: 33 },
      subIssues: { nodes: ["One", "Two", "Three"].map((title) => ({ title, parent: { title: "Temple" } })) },
    });
  });

  it("shows versions of its body, newest first, with the text as first written", () => {
    const w = openwater();
    const issue = w.place.issue(w.leads, {
      title: "x",
      body: "one",
      by: "bd-lead",
      at: "2025-08-01T00:00:00Z",
      history: [{ at: "2025-08-02T00:00:00Z", by: "engineer-1", body: "two" }],
    });
    const query = `query($id: ID!) { node(id: $id) { ... on Issue { body lastEditedAt userContentEdits(first: 5) { nodes { diff editedAt editor { login } } } } } }`;
    expect(w.ask(w.as("bd-lead"), query, { id: issue.id }).data.node).toEqual({
      body: "two",
      lastEditedAt: "2025-08-02T00:00:00Z",
      userContentEdits: {
        nodes: [
          { diff: "two", editedAt: "2025-08-02T00:00:00Z", editor: { login: "engineer-1" } },
          { diff: "one", editedAt: "2025-08-01T00:00:00Z", editor: { login: "bd-lead" } },
        ],
      },
    });
  });

  it("is found in lists by label, state and time, in either order, and never as a pull request", () => {
    const w = openwater();
    w.place.issue(w.leads, {
      title: "Done",
      by: "bd-lead",
      at: "2025-08-01T00:00:00Z",
      history: [{ at: "2025-08-02T00:00:00Z", by: "bd-lead", close: "COMPLETED" }],
    });
    w.place.issue(w.leads, { title: "Fresh", by: "bd-lead", labels: ["stage: lead", "lead"] });
    w.place.issue(w.leads, { title: "Code", by: "bd-lead", isPullRequest: true });
    const titles = (args: string) =>
      w
        .ask(
          w.as("bd-lead"),
          `{ repository(owner: "openwater", name: "leads") { issues(first: 9, ${args}) { nodes { title } } } }`,
        )
        .data.repository.issues.nodes.map((node: { title: string }) => node.title);
    expect(titles("orderBy: { field: CREATED_AT, direction: DESC }")).toEqual(["Fresh", "Done", "Temple"]);
    expect(titles("orderBy: { field: UPDATED_AT, direction: ASC }")).toEqual(["Temple", "Done", "Fresh"]);
    w.place.step(w.lead, { at: "2025-08-20T00:00:00Z", by: "engineer-1", comment: "x" });
    expect(titles("orderBy: { field: UPDATED_AT, direction: ASC }")).toEqual(["Done", "Temple", "Fresh"]);
    expect(titles("orderBy: { field: COMMENTS, direction: DESC }")).toEqual(["Temple", "Done", "Fresh"]);
    expect(titles(`filterBy: { createdBy: "engineer-1" }`)).toEqual([]);
    expect(titles(`filterBy: { assignee: "*" }`)).toEqual([]);
    expect(titles("states: [OPEN]")).toEqual(["Temple", "Fresh"]);
    expect(titles(`labels: ["LEAD", "none"]`)).toEqual(["Temple", "Fresh"]);
    expect(titles(`filterBy: { labels: ["lead", "stage: lead"] }`)).toEqual(["Fresh"]);
    expect(titles(`filterBy: { since: "2025-08-20T02:00:00+02:00" }`)).toEqual(["Temple", "Fresh"]);
  });
});

describe("a board", () => {
  it("shows fields and their options, and cards with values and the time each was set", () => {
    const w = openwater();
    w.place.step(w.lead, { at: "2025-07-11T09:00:00Z", by: "bd-lead", move: "Qualified lead" });
    w.place.step(w.lead, { at: "2025-07-12T09:00:00Z", by: "bd-lead", field: "Estimate", value: 5 });
    const query = `{ organization(login: "openwater") { projectV2(number: 61) {
      title url field(name: "Status") { ... on ProjectV2SingleSelectField { options(names: ["Lead"]) { name } } }
      items(first: 5) { nodes { type isArchived content { ... on Issue { title } }
        fieldValueByName(name: "status") { ... on ProjectV2ItemFieldSingleSelectValue { name updatedAt creator { login } } }
        fieldValues(first: 20) { nodes { __typename ... on ProjectV2ItemFieldNumberValue { number } } } } }
    } } }`;
    expect(w.ask(w.as("bd-lead"), query).data.organization.projectV2).toEqual({
      title: "Partnerships",
      url: "https://github.com/orgs/openwater/projects/61",
      field: { options: [{ name: "Lead" }] },
      items: {
        nodes: [
          {
            type: "ISSUE",
            isArchived: false,
            content: { title: "Temple" },
            fieldValueByName: {
              name: "Qualified lead",
              updatedAt: "2025-07-11T09:00:00Z",
              creator: { login: "bd-lead" },
            },
            fieldValues: {
              nodes: [
                { __typename: "ProjectV2ItemFieldTextValue" },
                { __typename: "ProjectV2ItemFieldSingleSelectValue" },
                { __typename: "ProjectV2ItemFieldLabelValue" },
                { __typename: "ProjectV2ItemFieldRepositoryValue" },
                { __typename: "ProjectV2ItemFieldNumberValue", number: 5 },
              ],
            },
          },
        ],
      },
    });
  });

  it("sorts iterations into those to come and those over, by the sandbox's clock", () => {
    const w = openwater();
    w.place.project("openwater", "Delivery", {
      number: 57,
      fields: {
        Iteration: [
          { title: "Iteration 51", startDate: "2025-08-18", duration: 14 },
          { title: "Iteration 52", startDate: "2025-09-01", duration: 14 },
        ],
      },
    });
    const query = `{ organization(login: "openwater") { projectV2(number: 57) { field(name: "Iteration") { ... on ProjectV2IterationField { configuration { iterations { title } completedIterations { title } } } } } } }`;
    expect(w.ask(w.as("bd-lead"), query).data.organization.projectV2.field.configuration).toEqual({
      iterations: [{ title: "Iteration 52" }],
      completedIterations: [{ title: "Iteration 51" }],
    });
  });

  it("filters by one column, and says when a filter is beyond it", () => {
    const w = openwater();
    w.place.step(w.lead, { at: "2025-07-11T09:00:00Z", by: "bd-lead", move: "Qualified lead" });
    const items = (filter: string) =>
      w.ask(
        w.as("bd-lead"),
        `query($q: String) { organization(login: "openwater") { projectV2(number: 61) { items(first: 5, query: $q) { totalCount } } } }`,
        { q: filter },
      );
    expect(items(`status:"Qualified lead"`).data.organization.projectV2.items.totalCount).toBe(1);
    expect(items("status:Lead").data.organization.projectV2.items.totalCount).toBe(0);
    expect(items("is:open").errors![0]!.message).toContain("is:open");
  });
});

describe("files", () => {
  const text = (w: Openwater, expression: string) =>
    w.ask(
      w.as("bd-lead"),
      `query($e: String!) { repository(owner: "openwater", name: "docs") { object(expression: $e) { __typename oid ... on Blob { text byteSize } ... on Tree { entries { name type path } } } } }`,
      { e: expression },
    ).data.repository.object;

  function withFiles(): Openwater {
    const w = openwater();
    w.place.repo("openwater/docs", {
      files: { "greeting.txt": "hello world\n", ".github/ISSUE_TEMPLATE/lead.yml": "name: Lead" },
    });
    return w;
  }

  it("have git's own object ids: printf 'hello world\\n' | git hash-object --stdin", () => {
    expect(text(withFiles(), "HEAD:greeting.txt")).toEqual({
      __typename: "Blob",
      oid: "3b18e512dba79e4c8300dd08aeb37f8e728b8dad",
      text: "hello world\n",
      byteSize: 12,
    });
  });

  it("are listed by folder, from HEAD or the default branch", () => {
    const w = withFiles();
    expect(text(w, "main:.github/ISSUE_TEMPLATE").entries).toEqual([
      { name: "lead.yml", type: "blob", path: ".github/ISSUE_TEMPLATE/lead.yml" },
    ]);
    expect(text(w, "HEAD:").entries.map((entry: { name: string }) => entry.name)).toEqual([".github", "greeting.txt"]);
  });

  it.each(["HEAD:nothing.md", "develop:greeting.txt"])("are null, without an error, where there is none: %s", (at) => {
    expect(text(withFiles(), at)).toBeNull();
  });
});
