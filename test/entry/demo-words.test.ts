import { describe, expect, it } from "vitest";
import { renderMarker } from "../../src/content/markers.ts";
import { changeWords } from "../../src/entry/demo/change-words.ts";
import type { Change, Outcome } from "../../src/model/change.ts";

const because = { rule: "pipelines.leads.stages[lead]", fact: "opened by bd-lead at 2025-07-07T09:00:00Z" };
const applied: Outcome = { kind: "applied" };
const label: Change = { ...because, kind: "add-label", issue: "I_1", name: "stage: lead", label: null };

function comment(kind: "status" | "note", text: string): Change {
  const body = `${text}\n\n${renderMarker({ kind, key: "key", extra: {} })}`;
  return { ...because, kind: "add-comment", issue: "I_1", key: "key", body };
}

function edit(kind: "status" | "note"): Change {
  const body = renderMarker({ kind, key: "key", extra: {} });
  return { ...because, kind: "edit-comment", comment: "IC_1", key: "key", body, before: "" };
}

const column = { fieldId: "PVTSSF_1", optionId: "1", name: "Lead" };

function issue(title: string): Change {
  return {
    ...{ ...because, kind: "create-issue", key: "key", repository: "R_1", repositoryName: "openwater/infrastructure" },
    ...{ title, body: "", labels: [], assignees: [], parent: { kind: "issue", id: "I_1" }, projects: [] },
  };
}

describe("what Milepost did, in words", () => {
  const rows: readonly { change: Change; outcome?: Outcome; says: string }[] = [
    { change: label, says: "put on the label stage: lead" },
    {
      change: { ...because, kind: "remove-label", issue: "I_1", name: "a", label: "LA_1" },
      says: "took off the label a",
    },
    { change: comment("status", "In **Lead**."), says: "wrote its status comment" },
    {
      change: comment("note", "This cannot move to **Partner** yet: no. More follows."),
      says: "commented: “This cannot move to Partner yet: no.”",
    },
    { change: edit("status"), says: "brought its status comment up to date" },
    { change: edit("note"), says: "edited its comment" },
    {
      change: { ...because, kind: "add-to-board", project: "PVT_1", board: "b", issue: "I_1", status: column },
      says: "put the card on the board, in Lead",
    },
    {
      change: { ...because, kind: "add-to-board", project: "PVT_1", board: "b", issue: "I_1", status: null },
      says: "put the card on the board",
    },
    { change: issue("Hub"), says: "opened in openwater/infrastructure “Hub”" },
    {
      change: issue("Hub"),
      outcome: { kind: "applied", url: "https://github.com/openwater/infrastructure/issues/7" },
      says: "opened openwater/infrastructure#7 “Hub”",
    },
    { change: label, outcome: { kind: "unchanged" }, says: "put on the label stage: lead (it was so already)" },
    {
      change: label,
      outcome: { kind: "refused", why: "the gate is closed" },
      says: "put on the label stage: lead: refused, the gate is closed",
    },
  ];
  it.each(rows)("$says", ({ change, outcome = applied, says }) => {
    expect(changeWords(change, outcome)).toBe(says);
  });
});
