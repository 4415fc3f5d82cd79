import { describe, expect, it } from "vitest";
import { fieldValueOf } from "../../src/sandbox/build-history.ts";
import { createIssue } from "../../src/sandbox/ops-issues.ts";
import {
  addDraft,
  addItem,
  archiveItem,
  clearValue,
  deleteItem,
  moveItem,
  setValue,
} from "../../src/sandbox/ops-items.ts";
import { createField, createProject, deleteField, renameOption, updateField } from "../../src/sandbox/ops-projects.ts";
import { addSubIssue, moveSubIssue, removeSubIssue } from "../../src/sandbox/ops-sub-issues.ts";
import type { EventRow, FieldRow, IssueRow, ProjectItemRow } from "../../src/sandbox/rows.ts";
import { actor, type Openwater, openwater } from "./openwater.ts";

function card(w: Openwater): ProjectItemRow {
  return w.world.store.itemsOfIssue(w.lead.id)[0]!;
}

function status(w: Openwater): FieldRow {
  return w.world.store.fieldByName(w.board.id, "Status")!;
}

function move(w: Openwater, to: string): void {
  setValue(w.world, actor(w, "bd-lead"), card(w), status(w), fieldValueOf(status(w), to));
}

function statusEvents(w: Openwater): readonly EventRow["data"][] {
  return w.world.store
    .timelineOf(w.lead.id)
    .flatMap((row) => ("type" in row && row.type === "ProjectV2ItemStatusChangedEvent" ? [row.data] : []));
}

describe("a card", () => {
  it("added again is the same card, and nothing is said", () => {
    const w = openwater();
    expect(addItem(w.world, actor(w, "bd-lead"), w.board, w.lead)).toBe(card(w));
    expect(w.board.items).toHaveLength(1);
    expect(w.said()).toEqual([]);
  });

  it("moved leaves names, not ids, and is said with the whole options", () => {
    const w = openwater();
    move(w, "Qualified lead");
    move(w, "Prospect");
    const project = w.board.id;
    expect(statusEvents(w)).toEqual([
      { project, previousStatus: "", status: "Qualified lead", wasAutomated: false },
      { project, previousStatus: "Qualified lead", status: "Prospect", wasAutomated: false },
    ]);
    expect(w.said()).toEqual(["projects_v2_item.edited", "projects_v2_item.edited"]);
    expect(w.heard[1]).toMatchObject({ changes: { from: { name: "Qualified lead" }, to: { name: "Prospect" } } });
  });

  it("moved to where it is leaves no event and no webhook", () => {
    const w = openwater();
    move(w, "Prospect");
    w.world.clock.advance(60);
    move(w, "Prospect");
    expect(statusEvents(w)).toHaveLength(1);
    expect(w.said()).toHaveLength(1);
    expect(card(w).values.get(status(w).id)!.updatedAt).toBe("2025-09-01T09:00:00Z");
  });

  it("moved changes the card's time and the value's, not the issue's", () => {
    const w = openwater();
    move(w, "Prospect");
    expect(card(w).updatedAt).toBe("2025-09-01T09:00:00Z");
    expect(w.lead.updatedAt).toBe("2025-07-07T09:00:00Z");
  });

  it("keeps no history of any other field", () => {
    const w = openwater();
    const estimate = w.world.store.fieldByName(w.board.id, "Estimate")!;
    const before = w.world.store.timelineOf(w.lead.id).length;
    setValue(w.world, actor(w, "bd-lead"), card(w), estimate, { kind: "number", number: 3 });
    expect(w.world.store.timelineOf(w.lead.id)).toHaveLength(before);
    expect(w.said()).toEqual(["projects_v2_item.edited"]);
  });

  it("cleared has an empty name for the column it went to", () => {
    const w = openwater();
    move(w, "Prospect");
    clearValue(w.world, actor(w, "bd-lead"), card(w), status(w));
    clearValue(w.world, actor(w, "bd-lead"), card(w), status(w));
    expect(statusEvents(w).at(-1)).toMatchObject({ previousStatus: "Prospect", status: "" });
    expect(w.said()).toHaveLength(2);
  });

  it("is archived, restored, reordered and deleted, each said once", () => {
    const w = openwater();
    const by = actor(w, "bd-lead");
    const draft = addDraft(w.world, by, w.board, "An idea");
    archiveItem(w.world, by, card(w), true);
    archiveItem(w.world, by, card(w), true);
    archiveItem(w.world, by, card(w), false);
    moveItem(w.world, by, card(w), draft);
    expect(w.board.items).toEqual([draft.id, card(w).id]);
    deleteItem(w.world, by, card(w));
    expect(w.said()).toEqual([
      "projects_v2_item.created",
      "projects_v2_item.archived",
      "projects_v2_item.restored",
      "projects_v2_item.reordered",
      "projects_v2_item.deleted",
    ]);
    const types = w.world.store.timelineOf(w.lead.id).map((row) => ("type" in row ? row.type : ""));
    expect(types.at(-1)).toBe("RemovedFromProjectV2Event");
  });

  const refused: readonly { why: string; act: (w: Openwater) => void; message: string }[] = [
    {
      why: "an option of nobody",
      act: (w) =>
        setValue(w.world, actor(w, "bd-lead"), card(w), status(w), { kind: "single-select", optionId: "00000000" }),
      message: "The single select option Id does not belong to the field",
    },
    {
      why: "a text for a column",
      act: (w) => setValue(w.world, actor(w, "bd-lead"), card(w), status(w), { kind: "text", text: "Lead" }),
      message: "Did not receive a single select option Id to update a field of type single_select",
    },
    { why: "a card of another board", act: otherBoard, message: "The item does not exist in the project" },
  ];
  it.each(refused)("refuses $why, in GitHub's words", ({ act, message }) => {
    const w = openwater();
    expect(() => act(w)).toThrow(expect.objectContaining({ type: "VALIDATION", message }));
    expect(w.said().filter((name) => name === "projects_v2_item.edited")).toEqual([]);
  });

  function otherBoard(w: Openwater): void {
    const other = w.place.project("openwater", "Delivery", { status: ["Now"] });
    const field = w.world.store.fieldByName(other.id, "Status")!;
    setValue(w.world, actor(w, "bd-lead"), card(w), field, fieldValueOf(field, "Now"));
  }
});

describe("a board's fields", () => {
  it("keep every value when options are overwritten with their ids", () => {
    const w = openwater();
    move(w, "Prospect");
    updateField(w.world, actor(w, "bd-lead"), status(w), { options: [...status(w).options, { name: "Lost" }] });
    expect(card(w).values.size).toBe(1);
    expect(status(w).options.map((option) => option.name)).toEqual([
      "Lead",
      "Qualified lead",
      "Prospect",
      "Partner",
      "Lost",
    ]);
  });

  it("lose every value when options come without their ids: GitHub's own behaviour", () => {
    const w = openwater();
    move(w, "Prospect");
    const before = status(w).options.map((option) => option.id);
    updateField(w.world, actor(w, "bd-lead"), status(w), { options: status(w).options.map(({ name }) => ({ name })) });
    expect(card(w).values.size).toBe(0);
    expect(status(w).options.some((option) => before.includes(option.id))).toBe(false);
  });

  it("rename a column without changing its id or what old events say", () => {
    const w = openwater();
    move(w, "Prospect");
    renameOption(w.world, actor(w, "bd-lead"), status(w), "Prospect", "Negotiating");
    move(w, "Partner");
    expect(statusEvents(w).map((data) => [data.previousStatus, data.status])).toEqual([
      ["", "Prospect"],
      ["Negotiating", "Partner"],
    ]);
  });

  it("have names of their own, and the built-in ones stay", () => {
    const w = openwater();
    const by = actor(w, "bd-lead");
    expect(() => createField(w.world, by, w.board, { name: "status", dataType: "TEXT" })).toThrow("already been taken");
    expect(() => deleteField(w.world, by, status(w))).toThrow("Only custom fields can be deleted.");
    deleteField(w.world, by, w.world.store.fieldByName(w.board.id, "Estimate")!);
    expect(w.world.store.fieldByName(w.board.id, "Estimate")).toBeNull();
  });

  it("of a new board are GitHub's: Status with Todo, In Progress, Done", () => {
    const w = openwater();
    const owner = w.world.store.accountByLogin("openwater")!;
    const made = createProject(w.world, actor(w, "engineer-1"), { owner, title: "New" });
    expect(made.number).toBe(62);
    expect(w.world.store.fieldByName(made.id, "Status")!.options.map((one) => one.name)).toEqual([
      "Todo",
      "In Progress",
      "Done",
    ]);
    expect(() => createProject(w.world, actor(w, "rep-estuary"), { owner, title: "Mine" })).toThrow(
      expect.objectContaining({ type: "FORBIDDEN" }),
    );
  });
});

describe("sub-issues", () => {
  function issue(w: Openwater, title: string, parent?: IssueRow): IssueRow {
    return w.place.issue(w.leads, { title, by: "bd-lead", ...(parent ? { parent } : {}) });
  }

  it("are said as a pair and leave an event on either side", () => {
    const w = openwater();
    const child = issue(w, "Child");
    addSubIssue(w.world, actor(w, "bd-lead"), { parent: w.lead, subIssue: child, replaceParent: false });
    removeSubIssue(w.world, actor(w, "bd-lead"), { parent: w.lead, subIssue: child });
    expect(w.said()).toEqual([
      "sub_issues.parent_issue_added",
      "sub_issues.sub_issue_added",
      "sub_issues.parent_issue_removed",
      "sub_issues.sub_issue_removed",
    ]);
    const types = w.world.store.timelineOf(child.id).map((row) => ("type" in row ? row.type : ""));
    expect(types).toEqual(["ParentIssueAddedEvent", "ParentIssueRemovedEvent"]);
  });

  it("have one parent, unless it is to be replaced", () => {
    const w = openwater();
    const [other, child] = [issue(w, "Other"), issue(w, "Child", w.lead)];
    const words = "Issue may not contain duplicate sub-issues and Sub issue may only have one parent";
    for (const parent of [w.lead, other]) {
      expect(() =>
        addSubIssue(w.world, actor(w, "bd-lead"), { parent, subIssue: child, replaceParent: false }),
      ).toThrow(words);
    }
    addSubIssue(w.world, actor(w, "bd-lead"), { parent: other, subIssue: child, replaceParent: true });
    expect([w.lead.subIssues, other.subIssues, child.parent]).toEqual([[], [child.id], other.id]);
  });

  it("are at most 100 of one parent", () => {
    const w = openwater();
    for (let n = 0; n < 100; n += 1) issue(w, `Step ${n}`, w.lead);
    expect(() => issue(w, "One more", w.lead)).toThrow("Parent cannot have more than 100 sub-issues");
    expect(w.leads.nextNumber).toBe(102);
  });

  it("go eight levels deep and no further, and never round", () => {
    const w = openwater();
    let deepest = w.lead;
    for (let level = 2; level <= 8; level += 1) deepest = issue(w, `Level ${level}`, deepest);
    expect(() => issue(w, "Level 9", deepest)).toThrow("more than 7 layers of sub-issues");
    const round = { parent: deepest, subIssue: w.lead, replaceParent: false };
    expect(() => addSubIssue(w.world, actor(w, "bd-lead"), round)).toThrow("the parent issue's own parents");
  });

  it("belong to the same owner", () => {
    const w = openwater();
    w.place.org("estuary", { owners: ["bd-lead"] });
    const theirs = w.place.issue(w.place.repo("estuary/hub"), { title: "Theirs", by: "bd-lead" });
    const input = { parent: w.lead, subIssue: theirs, replaceParent: false };
    expect(() => addSubIssue(w.world, actor(w, "bd-lead"), input)).toThrow("same repository owner");
  });

  it("are put in order without an event", () => {
    const w = openwater();
    const [one, two] = [issue(w, "One", w.lead), issue(w, "Two", w.lead)];
    moveSubIssue(w.world, actor(w, "bd-lead"), { parent: w.lead, subIssue: two, after: null });
    expect(w.lead.subIssues).toEqual([two.id, one.id]);
    expect(w.said()).toEqual([]);
  });

  it("need triage on the parent's repository", () => {
    const w = openwater();
    const parent = createIssue(w.world, actor(w, "bd-lead"), { repository: w.site, title: "Ours" });
    const own = createIssue(w.world, actor(w, "rep-estuary"), { repository: w.site, title: "Mine" });
    const act = () => addSubIssue(w.world, actor(w, "rep-estuary"), { parent, subIssue: own, replaceParent: false });
    expect(act).toThrow(expect.objectContaining({ type: "FORBIDDEN" }));
    addSubIssue(w.world, actor(w, "bd-lead"), { parent, subIssue: own, replaceParent: false });
    const later = () => moveSubIssue(w.world, actor(w, "rep-estuary"), { parent, subIssue: own, after: null });
    expect(later).toThrow(expect.objectContaining({ type: "FORBIDDEN" }));
  });
});
