import { describe, expect, it } from "vitest";
import { type Openwater, openwater } from "./openwater.ts";

const full = { issues: "write", organization_projects: "write", contents: "read", metadata: "read" };

function ids(w: Openwater) {
  const { store } = w.world;
  const status = store.fieldByName(w.board.id, "Status")!;
  return {
    repository: w.leads.id,
    issue: w.lead.id,
    project: w.board.id,
    card: store.itemsOfIssue(w.lead.id)[0]!.id,
    status: status.id,
    prospect: status.options[2]!.id,
    lead: store.labelByName(w.leads.id, "lead")!.id,
    stage: store.labelByName(w.leads.id, "stage: prospect")!.id,
    engineer: store.accountByLogin("engineer-1")!.id,
  };
}

/** One mutation by the App, under the alias `done`. */
function write(w: Openwater, field: string, input: Readonly<Record<string, unknown>>, select = "clientMutationId") {
  const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
  const { data, errors } = w.ask(
    w.app(full),
    `mutation($input: ${type}!) { done: ${field}(input: $input) { ${select} } }`,
    { input },
  );
  return { done: data?.done, error: errors?.[0] };
}

describe("one document of several writes", () => {
  it("that change nothing says nothing", () => {
    const w = openwater();
    const { issue, lead } = ids(w);
    expect(write(w, "addLabelsToLabelable", { labelableId: issue, labelIds: [lead] }).error).toBeUndefined();
    expect(w.said()).toEqual([]);
  });

  it("carries them out in order, each failing alone under its alias", () => {
    const w = openwater();
    const { issue, stage, lead } = ids(w);
    const query = `mutation($issue: ID!, $stage: ID!, $lead: ID!) {
      change0: addLabelsToLabelable(input: { labelableId: $issue, labelIds: [$stage] }) { clientMutationId }
      change1: addLabelsToLabelable(input: { labelableId: "I_none", labelIds: [$stage] }) { clientMutationId }
      change2: removeLabelsFromLabelable(input: { labelableId: $issue, labelIds: [$lead], clientMutationId: "m" }) { clientMutationId labelable { labels(first: 5) { nodes { name } } } }
    }`;
    const { data, errors } = w.ask(w.app(full), query, { issue, stage, lead });
    expect(data).toEqual({
      change0: { clientMutationId: null },
      change1: null,
      change2: { clientMutationId: "m", labelable: { labels: { nodes: [{ name: "stage: prospect" }] } } },
    });
    expect(errors).toMatchObject([{ type: "NOT_FOUND", path: ["change1"] }]);
    expect(w.said()).toEqual(["issues.labeled", "issues.unlabeled"]);
  });
});

describe("createIssue", () => {
  it("makes the issue with labels, parent and card in one call, as the App's Bot", () => {
    const w = openwater();
    const { repository, issue, project, lead, engineer } = ids(w);
    const input = {
      repositoryId: repository,
      title: "Phase 1",
      body: "- [ ] go",
      labelIds: [lead],
      assigneeIds: [engineer],
      parentIssueId: issue,
      projectV2Ids: [project],
    };
    const select =
      "issue { number title url author { __typename login } labels(first: 5) { nodes { name } } assignees(first: 5) { nodes { login } } parent { number } projectItems(first: 5) { totalCount } }";
    expect(write(w, "createIssue", input, select).done.issue).toEqual({
      number: 2,
      title: "Phase 1",
      url: "https://github.com/openwater/leads/issues/2",
      author: { __typename: "Bot", login: "milepost" },
      labels: { nodes: [{ name: "lead" }] },
      assignees: { nodes: [{ login: "engineer-1" }] },
      parent: { number: 1 },
      projectItems: { totalCount: 1 },
    });
  });

  it("makes nothing when one of its ids is of another type", () => {
    const w = openwater();
    const { repository, issue } = ids(w);
    const { done, error } = write(w, "createIssue", { repositoryId: repository, title: "x", labelIds: [issue] });
    expect(done).toBeNull();
    expect(error).toMatchObject({
      type: "NOT_FOUND",
      message: `Could not resolve to Label node with the global id of '${issue}'`,
    });
    expect(w.world.store.issuesOf(w.leads.id)).toHaveLength(1);
  });
});

describe("refusals", () => {
  const rows: readonly {
    why: string;
    field: string;
    input: (w: Openwater) => Record<string, unknown>;
    type: string;
    message: string;
  }[] = [
    {
      why: "a title of spaces",
      field: "updateIssue",
      input: (w) => ({ id: w.lead.id, title: " " }),
      type: "UNPROCESSABLE",
      message: "Title can't be blank",
    },
    {
      why: "an empty comment",
      field: "addComment",
      input: (w) => ({ subjectId: w.lead.id, body: "" }),
      type: "UNPROCESSABLE",
      message: "Body cannot be blank",
    },
    {
      why: "a label that exists",
      field: "createLabel",
      input: (w) => ({ repositoryId: w.leads.id, name: "Lead", color: "ffffff" }),
      type: "UNPROCESSABLE",
      message: "Name has already been taken",
    },
    {
      why: "an issue deleted by an App",
      field: "deleteIssue",
      input: (w) => ({ issueId: w.lead.id }),
      type: "FORBIDDEN",
      message: "Resource not accessible by integration",
    },
    {
      why: "a value of a column that is not there",
      field: "updateProjectV2ItemFieldValue",
      input: (w) => value(w, { singleSelectOptionId: "" }),
      type: "VALIDATION",
      message: "The single select option Id does not belong to the field",
    },
    {
      why: "two values at once",
      field: "updateProjectV2ItemFieldValue",
      input: (w) => value(w, { text: "a", number: 1 }),
      type: "VALIDATION",
      message: "Only 1 value can be updated at a time",
    },
    {
      why: "a day that no calendar has",
      field: "updateProjectV2ItemFieldValue",
      input: (w) => value(w, { date: "2025-02-30" }),
      type: "VALIDATION",
      message: "`2025-02-30` is not a valid date",
    },
    {
      why: "a card given for an issue",
      field: "closeIssue",
      input: (w) => ({ issueId: ids(w).card }),
      type: "NOT_FOUND",
      message: "Could not resolve to Issue node with the global id of",
    },
  ];
  function value(w: Openwater, one: Record<string, unknown>) {
    const { project, card, status } = ids(w);
    return { projectId: project, itemId: card, fieldId: status, value: one };
  }
  it.each(rows)("$why", ({ field, input, type, message }) => {
    const w = openwater();
    const { done, error } = write(w, field, input(w));
    expect(done).toBeNull();
    expect(error!.type).toBe(type);
    expect(error!.message).toContain(message);
    expect(w.said()).toEqual([]);
  });
});

describe("boards", () => {
  it("give the card that is there when an issue is added again", () => {
    const w = openwater();
    const { project, issue, card } = ids(w);
    expect(write(w, "addProjectV2ItemById", { projectId: project, contentId: issue }, "item { id }").done).toEqual({
      item: { id: card },
    });
    expect(w.said()).toEqual([]);
  });

  it("are moved, cleared, archived and emptied", () => {
    const w = openwater();
    const { project, card, status, prospect } = ids(w);
    const cell = { projectId: project, itemId: card, fieldId: status };
    const shown = `projectV2Item { fieldValueByName(name: "Status") { ... on ProjectV2ItemFieldSingleSelectValue { name } } }`;
    const moved = write(
      w,
      "updateProjectV2ItemFieldValue",
      { ...cell, value: { singleSelectOptionId: prospect } },
      shown,
    );
    expect(moved.done.projectV2Item.fieldValueByName).toEqual({ name: "Prospect" });
    expect(write(w, "clearProjectV2ItemFieldValue", cell, shown).done.projectV2Item.fieldValueByName).toBeNull();
    const item = { projectId: project, itemId: card };
    expect(write(w, "archiveProjectV2Item", item, "item { isArchived }").done.item).toEqual({ isArchived: true });
    expect(write(w, "unarchiveProjectV2Item", item, "item { isArchived }").done.item).toEqual({ isArchived: false });
    expect(write(w, "deleteProjectV2Item", item, "deletedItemId").done).toEqual({ deletedItemId: card });
    expect(w.board.items).toEqual([]);
  });

  it("lose values when a column comes without its id, and keep them when it comes with it", () => {
    const w = openwater();
    const { status } = ids(w);
    w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by: "bd-lead", move: "Prospect" });
    const card = w.world.store.itemsOfIssue(w.lead.id)[0]!;
    const options = w.world.store.fields.get(status)!.options;
    const given = options.map(({ id, name }) => ({ id, name, color: "GRAY", description: "" }));
    write(w, "updateProjectV2Field", { fieldId: status, singleSelectOptions: given });
    expect(card.values.size).toBe(1);
    write(w, "updateProjectV2Field", { fieldId: status, singleSelectOptions: given.map(({ id: _, ...rest }) => rest) });
    expect(card.values.size).toBe(0);
  });

  it("take a day as it is written", () => {
    const w = openwater();
    const board = w.place.project("openwater", "Delivery", { fields: { Ends: "DATE" } });
    w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by: "bd-lead", add: board });
    const item = w.world.store.itemsOfIssue(w.lead.id)[1]!;
    const fieldId = w.world.store.fieldByName(board.id, "Ends")!.id;
    const input = { projectId: board.id, itemId: item.id, fieldId, value: { date: "2028-02-29" } };
    expect(write(w, "updateProjectV2ItemFieldValue", input).error).toBeUndefined();
    expect(item.values.get(fieldId)!.value).toEqual({ kind: "date", date: "2028-02-29" });
  });

  it("are not made by a workflow, nor by an App that may only read them", () => {
    const w = openwater();
    const ownerId = w.world.store.accountByLogin("openwater")!.id;
    const query = `mutation($o: ID!) { createProjectV2(input: { ownerId: $o, title: "New" }) { clientMutationId } }`;
    for (const viewer of [w.workflow(w.leads), w.app({ organization_projects: "read" })]) {
      expect(w.ask(viewer, query, { o: ownerId }).errors).toMatchObject([
        { type: "FORBIDDEN", message: "Resource not accessible by integration" },
      ]);
    }
  });

  it("are made with fields and drafts, which have no issue", () => {
    const w = openwater();
    const ownerId = w.world.store.accountByLogin("openwater")!.id;
    const made = write(w, "createProjectV2", { ownerId, title: "New" }, "projectV2 { id number }").done.projectV2;
    expect(made.number).toBe(62);
    const field = { projectId: made.id, name: "Ends", dataType: "DATE" };
    expect(
      write(w, "createProjectV2Field", field, "projectV2Field { ... on ProjectV2Field { name dataType } }").done
        .projectV2Field,
    ).toEqual({ name: "Ends", dataType: "DATE" });
    const draft = write(
      w,
      "addProjectV2DraftIssue",
      { projectId: made.id, title: "Idea" },
      "projectItem { type content { ... on DraftIssue { title } } }",
    );
    expect(draft.done.projectItem).toEqual({ type: "DRAFT_ISSUE", content: { title: "Idea" } });
  });
});

describe("issues", () => {
  it("are closed as duplicates, told as such only to who asks, and reopened", () => {
    const w = openwater();
    const other = w.place.issue(w.leads, { title: "First", by: "bd-lead" });
    const input = { issueId: w.lead.id, stateReason: "DUPLICATE", duplicateIssueId: other.id };
    const select = "issue { state plain: stateReason full: stateReason(enableDuplicate: true) duplicateOf { title } }";
    expect(write(w, "closeIssue", input, select).done.issue).toEqual({
      state: "CLOSED",
      plain: "NOT_PLANNED",
      full: "DUPLICATE",
      duplicateOf: { title: "First" },
    });
    expect(write(w, "reopenIssue", { issueId: w.lead.id }, "issue { state stateReason }").done.issue).toEqual({
      state: "OPEN",
      stateReason: "REOPENED",
    });
  });

  it("have labels and people replaced by updateIssue", () => {
    const w = openwater();
    const { stage, engineer } = ids(w);
    const select = "issue { title labels(first: 5) { nodes { name } } assignees(first: 5) { nodes { login } } }";
    expect(
      write(
        w,
        "updateIssue",
        { id: w.lead.id, title: "Temple University", labelIds: [stage], assigneeIds: [engineer] },
        select,
      ).done.issue,
    ).toEqual({
      title: "Temple University",
      labels: { nodes: [{ name: "stage: prospect" }] },
      assignees: { nodes: [{ login: "engineer-1" }] },
    });
  });

  it("are linked and unlinked as sub-issues, by id or by address", () => {
    const w = openwater();
    const child = w.place.issue(w.leads, { title: "Child", by: "bd-lead" });
    const link = { issueId: w.lead.id, subIssueUrl: "https://github.com/openwater/leads/issues/2" };
    expect(write(w, "addSubIssue", link, "issue { subIssuesSummary { total } } subIssue { title }").done).toEqual({
      issue: { subIssuesSummary: { total: 1 } },
      subIssue: { title: "Child" },
    });
    expect(write(w, "addSubIssue", { issueId: w.lead.id, subIssueId: child.id }).error).toMatchObject({
      type: "UNPROCESSABLE",
      message: "Issue may not contain duplicate sub-issues and Sub issue may only have one parent",
    });
    expect(
      write(w, "removeSubIssue", { issueId: w.lead.id, subIssueId: child.id }, "subIssue { parent { id } }").done
        .subIssue.parent,
    ).toBeNull();
  });

  it("are closed and reopened by updateIssue, and left as they are without a state", () => {
    const w = openwater();
    const states = ["CLOSED", undefined, "OPEN"].map((state) => {
      const input = { id: w.lead.id, ...(state ? { state } : {}) };
      return write(w, "updateIssue", input, "issue { state }").done.issue.state;
    });
    expect(states).toEqual(["CLOSED", "CLOSED", "OPEN"]);
  });

  it("have sub-issues put behind or before another", () => {
    const w = openwater();
    const [a, b, c] = ["A", "B", "C"].map(
      (title) => w.place.issue(w.leads, { title, by: "bd-lead", parent: w.lead }).id,
    );
    const select = "issue { subIssues(first: 5) { nodes { title } } }";
    const titles = (input: Record<string, unknown>) =>
      write(w, "reprioritizeSubIssue", { issueId: w.lead.id, ...input }, select)
        .done.issue.subIssues.nodes.map((node: { title: string }) => node.title)
        .join("");
    expect(titles({ subIssueId: a, afterId: b })).toBe("BAC");
    expect(titles({ subIssueId: c, beforeId: a })).toBe("BCA");
    expect(titles({ subIssueId: a, beforeId: b })).toBe("ABC");
  });

  it("are commented on, and comments edited and deleted", () => {
    const w = openwater();
    const made = write(w, "addComment", { subjectId: w.lead.id, body: "one" }, "commentEdge { node { id url } }").done
      .commentEdge.node;
    expect(made.url).toMatch(/^https:\/\/github\.com\/openwater\/leads\/issues\/1#issuecomment-\d+$/);
    expect(
      write(w, "updateIssueComment", { id: made.id, body: "two" }, "issueComment { body }").done.issueComment,
    ).toEqual({ body: "two" });
    expect(write(w, "deleteIssueComment", { id: made.id }).done).toEqual({ clientMutationId: null });
    expect(write(w, "updateIssueComment", { id: made.id, body: "three" }).error!.type).toBe("NOT_FOUND");
  });

  it("are transferred to a new id, and the old one is not found", () => {
    const w = openwater();
    const archive = w.place.repo("openwater/archive", { visibility: "private" });
    const moved = write(
      w,
      "transferIssue",
      { issueId: w.lead.id, repositoryId: archive.id, createLabelsIfMissing: true },
      "issue { number repository { name } labels(first: 5) { nodes { name } } }",
    );
    expect(moved.done.issue).toEqual({
      number: 1,
      repository: { name: "archive" },
      labels: { nodes: [{ name: "lead" }] },
    });
    expect(w.ask(w.app(full), "query($id: ID!) { node(id: $id) { id } }", { id: w.lead.id }).errors![0]!.type).toBe(
      "NOT_FOUND",
    );
  });
});
