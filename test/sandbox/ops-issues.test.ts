import { describe, expect, it } from "vitest";
import { deleteAccount } from "../../src/sandbox/ops-accounts.ts";
import { assign, setMilestone } from "../../src/sandbox/ops-assign.ts";
import { createComment, deleteComment, editComment } from "../../src/sandbox/ops-comments.ts";
import { writeFile } from "../../src/sandbox/ops-files.ts";
import {
  closeIssue,
  createIssue,
  deleteIssue,
  editIssue,
  lockIssue,
  reopenIssue,
} from "../../src/sandbox/ops-issues.ts";
import { addLabels, createLabel, deleteLabel, editLabel, removeLabels } from "../../src/sandbox/ops-labels.ts";
import { createMilestone } from "../../src/sandbox/ops-repositories.ts";
import { transferIssue } from "../../src/sandbox/ops-transfer.ts";
import type { IssueRow, LabelRow } from "../../src/sandbox/rows.ts";
import { actor, type Openwater, openwater } from "./openwater.ts";

function label(w: Openwater, name: string, repository = w.leads): LabelRow {
  return w.world.store.labelByName(repository.id, name)!;
}

function types(w: Openwater, issue: IssueRow): readonly string[] {
  return w.world.store.timelineOf(issue.id).map((row) => ("type" in row ? row.type : "IssueComment"));
}

describe("what changes nothing", () => {
  const acts: readonly { why: string; act: (w: Openwater) => void }[] = [
    { why: "a label it has", act: (w) => addLabels(w.world, actor(w, "bd-lead"), w.lead, [label(w, "lead")]) },
    {
      why: "a label it lacks",
      act: (w) => removeLabels(w.world, actor(w, "bd-lead"), w.lead, [label(w, "stage: lead")]),
    },
    {
      why: "the title it has",
      act: (w) => editIssue(w.world, actor(w, "bd-lead"), w.lead, { title: "Temple", body: "" }),
    },
    { why: "reopening what is open", act: (w) => reopenIssue(w.world, actor(w, "bd-lead"), w.lead) },
    { why: "unlocking what is open", act: (w) => lockIssue(w.world, actor(w, "bd-lead"), w.lead, false) },
    { why: "taking away no milestone", act: (w) => setMilestone(w.world, actor(w, "bd-lead"), w.lead, null) },
    {
      why: "a colour it has",
      act: (w) => editLabel(w.world, actor(w, "bd-lead"), label(w, "stage: prospect"), { color: "FBCA04" }),
    },
    { why: "the file it has", act: (w) => writeFile(w.world, actor(w, "bd-lead"), w.leads, "a.md", null) },
  ];
  it.each(acts)("says nothing and leaves no trace: $why", ({ act }) => {
    const w = openwater();
    const before = types(w, w.lead);
    act(w);
    expect(w.said()).toEqual([]);
    expect(types(w, w.lead)).toEqual(before);
    expect(w.lead.updatedAt).toBe("2025-07-07T09:00:00Z");
  });
});

describe("opening", () => {
  it("announces the issue first, with its labels on, then each label and assignee", () => {
    const w = openwater();
    const issue = createIssue(w.world, actor(w, "bd-lead"), {
      repository: w.leads,
      title: "Delta",
      labels: [label(w, "lead"), label(w, "stage: lead")],
      assignees: [w.world.store.accountByLogin("engineer-1")!],
      parent: w.lead,
      projects: [w.board],
    });
    expect(w.said()).toEqual([
      "issues.opened",
      "issues.labeled",
      "issues.labeled",
      "issues.assigned",
      "sub_issues.parent_issue_added",
      "sub_issues.sub_issue_added",
      "projects_v2_item.created",
    ]);
    expect(types(w, issue)).toEqual([
      "LabeledEvent",
      "LabeledEvent",
      "AssignedEvent",
      "ParentIssueAddedEvent",
      "AddedToProjectV2Event",
    ]);
    expect(issue.number).toBe(2);
  });

  it("drops labels, milestone and assignees of somebody who may only read, without a word", () => {
    const w = openwater();
    const milestone = createMilestone(w.world, actor(w, "bd-lead"), w.site, { title: "Spring" });
    const issue = createIssue(w.world, actor(w, "rep-estuary"), {
      repository: w.site,
      title: "A question",
      labels: [label(w, "bug", w.site)],
      assignees: [w.world.store.accountByLogin("engineer-1")!],
      milestone,
    });
    expect([issue.labels, issue.assignees, issue.milestone]).toEqual([[], [], null]);
    expect(w.said()).toEqual(["issues.opened"]);
  });

  const refused: readonly { why: string; title: string; body?: string; message: string }[] = [
    { why: "no title", title: "  ", message: "Title can't be blank" },
    { why: "257 characters", title: "x".repeat(257), message: "Title is too long (maximum is 256 characters)" },
    {
      why: "a long body",
      title: "x",
      body: "x".repeat(65_537),
      message: "Body is too long (maximum is 65536 characters)",
    },
  ];
  it.each(refused)("refuses $why and makes nothing", ({ title, body, message }) => {
    const w = openwater();
    const input = { repository: w.leads, title, ...(body ? { body } : {}) };
    expect(() => createIssue(w.world, actor(w, "bd-lead"), input)).toThrow(message);
    expect(w.world.store.issuesOf(w.leads.id)).toHaveLength(1);
  });

  it("counts characters, not UTF-16 units: 256 emoji are a title", () => {
    const w = openwater();
    const issue = createIssue(w.world, actor(w, "bd-lead"), { repository: w.leads, title: "🟨".repeat(256) });
    expect(issue.title).toHaveLength(512);
  });

  it("makes nothing under a parent that the actor may not triage", () => {
    const w = openwater();
    const parent = createIssue(w.world, actor(w, "bd-lead"), { repository: w.site, title: "Ours" });
    const input = { repository: w.site, title: "Mine", parent };
    expect(() => createIssue(w.world, actor(w, "rep-estuary"), input)).toThrow(
      expect.objectContaining({ type: "FORBIDDEN" }),
    );
    expect(w.world.store.issuesOf(w.site.id)).toHaveLength(1);
  });

  it("makes nothing when the board may not be written", () => {
    const w = openwater();
    const input = { repository: w.site, title: "x", projects: [w.board] };
    expect(() => createIssue(w.world, actor(w, "rep-estuary"), input)).toThrow();
    expect(w.world.store.issuesOf(w.site.id)).toEqual([]);
  });
});

describe("who may", () => {
  const rows: readonly {
    why: string;
    login: string;
    act: (w: Openwater, login: string) => void;
    type: string | null;
  }[] = [
    {
      why: "members write here",
      login: "engineer-1",
      type: null,
      act: (w, by) => addLabels(w.world, actor(w, by), w.lead, [label(w, "stage: lead")]),
    },
    {
      why: "a stranger cannot know of a private issue",
      login: "rep-estuary",
      type: "NOT_FOUND",
      act: (w, by) => createComment(w.world, actor(w, by), w.lead, "x"),
    },
    {
      why: "members do not delete",
      login: "engineer-1",
      type: "FORBIDDEN",
      act: (w, by) => deleteIssue(w.world, actor(w, by), w.lead),
    },
    { why: "owners delete", login: "bd-lead", type: null, act: (w, by) => deleteIssue(w.world, actor(w, by), w.lead) },
  ];
  it.each(rows)("$why", ({ login, act, type }) => {
    const w = openwater();
    if (type === null) expect(() => act(w, login)).not.toThrow();
    else expect(() => act(w, login)).toThrow(expect.objectContaining({ type }));
  });

  it("lets an author close and edit the own issue, and nobody else's, with read alone", () => {
    const w = openwater();
    const rep = actor(w, "rep-estuary");
    const own = createIssue(w.world, rep, { repository: w.site, title: "Mine" });
    const other = createIssue(w.world, actor(w, "bd-lead"), { repository: w.site, title: "Ours" });
    editIssue(w.world, rep, own, { body: "more" });
    closeIssue(w.world, rep, own);
    expect(own.state).toBe("CLOSED");
    expect(() => closeIssue(w.world, rep, other)).toThrow(expect.objectContaining({ type: "FORBIDDEN" }));
    expect(() => addLabels(w.world, rep, own, [label(w, "bug", w.site)])).toThrow(
      expect.objectContaining({ type: "FORBIDDEN" }),
    );
  });

  it("lets only writers comment on a locked issue", () => {
    const w = openwater();
    const issue = createIssue(w.world, actor(w, "rep-estuary"), { repository: w.site, title: "Mine" });
    lockIssue(w.world, actor(w, "engineer-1"), issue, true);
    expect(() => createComment(w.world, actor(w, "rep-estuary"), issue, "x")).toThrow(/locked/);
    expect(createComment(w.world, actor(w, "engineer-1"), issue, "x").body).toBe("x");
  });
});

describe("closing and reopening", () => {
  it("keeps why, by whom and when, and forgets them on reopening", () => {
    const w = openwater();
    closeIssue(w.world, actor(w, "engineer-1"), w.lead, { reason: "NOT_PLANNED" });
    expect(w.lead).toMatchObject({ state: "CLOSED", stateReason: "NOT_PLANNED", closedAt: "2025-09-01T09:00:00Z" });
    reopenIssue(w.world, actor(w, "engineer-1"), w.lead);
    expect(w.lead).toMatchObject({ state: "OPEN", stateReason: "REOPENED", closedAt: null, closedBy: null });
    expect(w.said()).toEqual(["issues.closed", "issues.reopened"]);
  });

  it("refuses an issue as a duplicate of itself", () => {
    const w = openwater();
    const input = { reason: "DUPLICATE", duplicateOf: w.lead } as const;
    expect(() => closeIssue(w.world, actor(w, "bd-lead"), w.lead, input)).toThrow(/duplicate of itself/);
  });
});

describe("labels", () => {
  const refused: readonly { why: string; name: string; description?: string; color?: string; message: string }[] = [
    { why: "the same name in another case", name: "LEAD", message: "Name has already been taken" },
    { why: "51 characters", name: "x".repeat(51), message: "Name is too long (maximum is 50 characters)" },
    {
      why: "a long description",
      name: "x",
      description: "x".repeat(101),
      message: "Description is too long (maximum is 100 characters)",
    },
    { why: "a colour with #", name: "x", color: "#fbca04", message: "Color must be a valid hex code" },
  ];
  it.each(refused)("refuse $why", ({ message, ...input }) => {
    const w = openwater();
    expect(() => createLabel(w.world, actor(w, "bd-lead"), { ...input, repository: w.leads })).toThrow(message);
    expect(w.said()).toEqual([]);
  });

  it("tell REST that the name exists", () => {
    const w = openwater();
    const input = { repository: w.leads, name: "Lead" };
    const problem = { resource: "Label", field: "name", code: "already_exists" };
    expect(() => createLabel(w.world, actor(w, "bd-lead"), input)).toThrow(expect.objectContaining({ problem }));
  });

  it("of another repository are not found", () => {
    const w = openwater();
    const act = () => addLabels(w.world, actor(w, "bd-lead"), w.lead, [label(w, "bug", w.site)]);
    expect(act).toThrow(expect.objectContaining({ type: "NOT_FOUND" }));
  });
});

describe("comments", () => {
  it("refuse to be empty or too long", () => {
    const w = openwater();
    expect(() => createComment(w.world, actor(w, "bd-lead"), w.lead, " \n")).toThrow("Body cannot be blank");
    expect(() => createComment(w.world, actor(w, "bd-lead"), w.lead, "x".repeat(65_537))).toThrow("Body is too long");
  });

  it("are edited and deleted by their author or a writer; the timeline forgets what was said", () => {
    const w = openwater();
    const comment = createComment(w.world, actor(w, "bd-lead"), w.lead, "one");
    w.world.clock.advance(60);
    editComment(w.world, actor(w, "engineer-1"), comment, "two");
    expect(w.lead.updatedAt).toBe("2025-09-01T09:01:00Z");
    w.world.clock.advance(60);
    deleteComment(w.world, actor(w, "engineer-1"), comment);
    expect(w.lead.updatedAt).toBe("2025-09-01T09:02:00Z");
    expect(w.said()).toEqual(["issue_comment.created", "issue_comment.edited", "issue_comment.deleted"]);
    expect(w.heard[1]).toMatchObject({ changes: { body: { from: "one" } } });
    expect(types(w, w.lead).slice(-1)).toEqual(["CommentDeletedEvent"]);
    expect(w.world.store.commentsOf(w.lead.id)).toEqual([]);
  });
});

describe("an issue's updatedAt", () => {
  const moves: readonly { why: string; act: (w: Openwater) => void }[] = [
    { why: "a label", act: (w) => addLabels(w.world, actor(w, "bd-lead"), w.lead, [label(w, "stage: lead")]) },
    { why: "a comment", act: (w) => void createComment(w.world, actor(w, "bd-lead"), w.lead, "x") },
    { why: "a title", act: (w) => editIssue(w.world, actor(w, "bd-lead"), w.lead, { title: "New" }) },
    { why: "its state", act: (w) => closeIssue(w.world, actor(w, "bd-lead"), w.lead) },
    {
      why: "an assignee",
      act: (w) => assign(w.world, actor(w, "bd-lead"), w.lead, [w.world.store.accountByLogin("bd-lead")!]),
    },
    {
      why: "a sub-issue",
      act: (w) => void createIssue(w.world, actor(w, "bd-lead"), { repository: w.leads, title: "x", parent: w.lead }),
    },
  ];
  it.each(moves)("moves with $why", ({ act }) => {
    const w = openwater();
    act(w);
    expect(w.lead.updatedAt).toBe("2025-09-01T09:00:00Z");
  });
});

describe("a transfer", () => {
  it("gives a new id and number, and takes comments, timeline, cards and links along", () => {
    const w = openwater();
    const child = createIssue(w.world, actor(w, "bd-lead"), { repository: w.leads, title: "Child", parent: w.lead });
    createComment(w.world, actor(w, "bd-lead"), w.lead, "kept");
    const archive = w.place.repo("openwater/archive", { visibility: "private", labels: ["lead"] });
    const moved = transferIssue(w.world, actor(w, "bd-lead"), w.lead, archive);
    const { store } = w.world;
    expect(moved.id).not.toBe(w.lead.id);
    expect(moved.number).toBe(1);
    expect(store.issueByNumber(w.leads.id, 1)).toBeNull();
    expect(store.commentsOf(moved.id).map((comment) => comment.body)).toEqual(["kept"]);
    expect(store.itemsOfIssue(moved.id).map((item) => item.project)).toEqual([w.board.id]);
    expect(moved.labels.map((id) => store.labels.get(id)!.repository)).toEqual([archive.id]);
    expect(child.parent).toBe(moved.id);
    expect(types(w, moved)).toContain("TransferredEvent");
    expect(w.said().slice(-2)).toEqual(["issues.transferred", "issues.opened"]);
  });

  it("is refused from private to public", () => {
    const w = openwater();
    expect(() => transferIssue(w.world, actor(w, "bd-lead"), w.lead, w.site)).toThrow(/private repository to a public/);
    expect(w.lead.deleted).toBe(false);
  });
});

describe("deleting", () => {
  it("takes the card along and leaves sub-issues without a parent", () => {
    const w = openwater();
    const child = createIssue(w.world, actor(w, "bd-lead"), { repository: w.leads, title: "Child", parent: w.lead });
    w.heard.length = 0;
    deleteIssue(w.world, actor(w, "bd-lead"), w.lead);
    expect(w.said()).toEqual(["issues.deleted", "projects_v2_item.deleted"]);
    expect(child.parent).toBeNull();
    expect(w.board.items).toEqual([]);
  });

  it("a sub-issue leaves its parent with the others", () => {
    const w = openwater();
    const by = actor(w, "bd-lead");
    const [one, two] = ["One", "Two"].map((title) =>
      createIssue(w.world, by, { repository: w.leads, title, parent: w.lead }),
    );
    deleteIssue(w.world, by, one!);
    expect(w.lead.subIssues).toEqual([two!.id]);
  });

  it("of an account leaves what it wrote, and nobody to assign", () => {
    const w = openwater();
    const engineer = w.world.store.accountByLogin("engineer-1")!;
    deleteAccount(w.world, engineer);
    assign(w.world, actor(w, "bd-lead"), w.lead, [engineer]);
    expect(w.lead.assignees).toEqual([]);
    expect(w.world.store.accountByLogin("engineer-1")).toBeNull();
  });
});

describe("what an edit says", () => {
  it("names what was before, and only of what changed", () => {
    const w = openwater();
    const by = actor(w, "bd-lead");
    editIssue(w.world, by, w.lead, { title: "Temple University" });
    editIssue(w.world, by, w.lead, { body: "Hello" });
    editLabel(w.world, by, label(w, "lead"), { name: "Lead", description: "New" });
    deleteLabel(w.world, by, label(w, "lead"));
    expect(w.said()).toEqual(["issues.edited", "issues.edited", "label.edited", "label.deleted"]);
    expect(w.heard.slice(0, 3).map((event) => ("changes" in event ? event.changes : null))).toEqual([
      { title: { from: "Temple" } },
      { body: { from: null } },
      { name: { from: "lead" }, description: { from: null } },
    ]);
  });
});

describe("events", () => {
  it("say who, through which App, and when", () => {
    const w = openwater();
    const app = { account: w.world.store.accountByLogin("milepost[bot]")!.id, viaApp: "A_1", viewer: null };
    createComment(w.world, app, w.lead, "x");
    expect(w.heard[0]).toMatchObject({ actor: app.account, viaApp: "A_1", at: "2025-09-01T09:00:00Z" });
  });

  it("of a written file name what was added, modified and removed", () => {
    const w = openwater();
    for (const text of ["one", "two", null])
      writeFile(w.world, actor(w, "bd-lead"), w.leads, ".github/milepost.yml", text);
    const path = ".github/milepost.yml";
    expect(w.heard).toMatchObject([{ added: [path] }, { modified: [path] }, { removed: [path] }]);
  });
});
