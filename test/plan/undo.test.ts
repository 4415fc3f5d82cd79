import { describe, expect, it } from "vitest";
import type { Actor, Fact } from "../../src/model/fact.ts";
import type { NodeId } from "../../src/model/key.ts";
import type { Item, Read } from "../../src/model/snapshot.ts";
import { changeText } from "../../src/plan/render.ts";
import { openedBelow, planUndo, textsToUndo } from "../../src/plan/undo.ts";
import {
  addedToBoard,
  bdLead,
  cardIn,
  comment,
  engineer,
  issue,
  july,
  known,
  labeled,
  milepost,
  moved,
  opened,
  openedAt,
  said,
  subIssue,
  unknown,
  unlabeled,
  withLabels,
  world,
} from "../support/builders.ts";

const since = july(20);
const marker = (kind: string) => `<!-- milepost {"kind":"${kind}","key":"k","extra":{}} -->`;

function undone(item: Item, editors: ReadonlyMap<NodeId, Read<readonly (Actor | null)[]>> = new Map()) {
  const { changes, notes } = planUndo({ item, world: world(), since, editors });
  expect(changes.every(({ rule, fact }) => rule === "undo" && fact !== "")).toBe(true);
  return { changes: changes.map(changeText), notes };
}

const history = (...facts: readonly object[]) => known([opened(), ...facts] as Fact[]);
const fact = (kind: string, day: number, more: object, actor: Actor = milepost) => ({
  ...{ kind, id: `${kind}-${day}`, at: july(day), actor },
  ...more,
});

/** The card, moved from Lead to Partner by somebody, and by whom else afterwards. */
function dragged(...moves: readonly (readonly [to: string, from: string, day: number, actor: Actor])[]): Item {
  const events = moves.map(([to, from, day, actor]) => moved(to, july(day), { from, actor }));
  const [to, , day] = moves.at(-1)!;
  return issue({
    cards: known([cardIn(to, july(day))]),
    boardHistory: known([addedToBoard(openedAt), moved("Lead", openedAt, { from: "" }), ...events]),
  });
}

describe("undoing what Milepost did to an item", () => {
  it("changes nothing where Milepost did nothing", () => {
    expect(undone(issue())).toEqual({ changes: [], notes: [] });
  });

  const rows: readonly { why: string; item: Item; changes?: readonly string[]; notes?: readonly RegExp[] }[] = [
    {
      why: "a label that we put on goes, and one that we took off comes back",
      item: issue({
        labels: withLabels("lead", "stage: partner"),
        history: history(labeled("stage: partner", july(21), milepost), unlabeled("stage: lead", july(21), milepost)),
      }),
      changes: ['+ label "stage: lead"', '- label "stage: partner"'],
    },
    {
      why: "what people did, and what we did before, stays",
      item: issue({
        labels: withLabels("lead", "stage: lead", "urgent"),
        history: history(labeled("stage: lead", july(19), milepost), labeled("urgent", july(21), bdLead)),
      }),
    },
    {
      why: "several of ours are taken back to before the first of them",
      item: issue({
        history: history(unlabeled("stage: lead", july(21), milepost), labeled("stage: lead", july(22), milepost)),
      }),
    },
    {
      why: "a label that somebody touched after us is theirs",
      item: issue({
        history: history(
          labeled("stage: lead", july(21), milepost),
          unlabeled("stage: lead", july(22)),
          labeled("stage: lead", july(23), engineer),
        ),
      }),
      notes: [/The label stage: lead was left: somebody changed it at 2025-07-22T09:00:00Z\./],
    },
    {
      why: "a label that the config does not name cannot be put back",
      item: issue({ history: history(unlabeled("odd", july(21), milepost)) }),
      notes: [/The label odd could not be put back/],
    },
    {
      why: "the card goes back to the column that it came from",
      item: dragged(["Partner", "Lead", 21, milepost]),
      changes: ["~ board Partnerships: Partner → Lead"],
    },
    {
      why: "unless somebody moved it after us",
      item: dragged(["Partner", "Lead", 21, milepost], ["Prospect", "Partner", 22, bdLead]),
      notes: [/The card was left: somebody moved it at 2025-07-22/],
    },
    {
      why: "a column that is gone is left",
      item: dragged(["Partner", "Talks", 21, milepost]),
      notes: [/it stood in no column before, or in one that is gone/],
    },
    {
      why: "people whom we assigned are taken off, one who was assigned by hand stays",
      item: issue({
        assignees: known([engineer, bdLead]),
        history: history(
          fact("assigned", 21, { login: "engineer-1" }),
          fact("assigned", 21, { login: "bd-lead" }, bdLead),
        ),
      }),
      changes: ["- assigned engineer-1"],
    },
    {
      why: "a milestone that we set goes",
      item: issue({
        milestone: { id: "MI_1", title: "Q3" },
        history: history(fact("milestoned", 21, { milestone: "Q3" })),
      }),
      changes: ["- milestone"],
    },
    {
      why: "a title is what it was before the first of ours",
      item: issue({
        title: "Third",
        history: history(
          fact("renamed", 21, { from: "First", to: "Second" }),
          fact("renamed", 22, { from: "Second", to: "Third" }),
        ),
      }),
      changes: ['~ title "First"'],
    },
    {
      why: "an issue that we closed is opened again",
      item: issue({ state: "closed", history: history(fact("closed", 21, { reason: "completed" })) }),
      changes: ["~ issue opened again"],
    },
    {
      why: "and left when somebody opened and we did not close it since",
      item: issue({ history: history(fact("closed", 21, { reason: "completed" }), fact("reopened", 22, {}, bdLead)) }),
      notes: [/Being open was left: somebody changed it/],
    },
    {
      why: "what could not be read is not taken back",
      item: issue({ history: unknown(), labels: withLabels("lead", "stage: partner") }),
      notes: [/The history could not be read: GitHub did not answer\./],
    },
  ];
  it.each(rows)("$why", ({ item, changes = [], notes = [] }) => {
    const told = undone(item);
    expect(told.changes).toEqual(changes);
    expect(told.notes).toHaveLength(notes.length);
    for (const [index, words] of notes.entries()) expect(told.notes[index]).toMatch(words);
  });

  describe("comments", () => {
    const fresh = comment(`Where it stands\n\n${marker("status")}`, july(21));
    const old = comment(`Before\n\n${marker("note")}`, july(19));
    const receipt = comment(`Done\n\n${marker("receipt")}`, july(22));
    const item = issue({ ownComments: known([old, fresh, receipt]) });

    it("that nobody but us wrote in are deleted; receipts and older ones stay", () => {
      const told = undone(item, new Map([[fresh.id, known([milepost])]]));
      expect(told.changes).toEqual(['- comment "Where it stands"']);
      expect(told.notes).toEqual([`The comment ${receipt.url} stays: it answers somebody.`]);
    });

    const kept: readonly { why: string; editors: Read<readonly (Actor | null)[]> | undefined }[] = [
      { why: "somebody edited it", editors: known([milepost, engineer]) },
      { why: "an account that is gone edited it", editors: known([null]) },
      { why: "GitHub did not say who edited it", editors: unknown() },
      { why: "it was not asked", editors: undefined },
    ];
    it.each(kept)("stay when $why", ({ editors }) => {
      const told = undone(item, editors ? new Map([[fresh.id, editors]]) : new Map());
      expect(told.changes).toEqual([]);
    });

    it("are those whose editors are asked for", () => {
      expect(textsToUndo({ item, world: world(), since })).toEqual([fresh.id, receipt.id]);
    });
  });

  describe("an issue that we opened", () => {
    const ours = issue({ author: milepost, createdAt: july(21), history: known([opened(july(21), milepost)]) });
    const untouched = new Map([[ours.id, known([])]]);

    it("is closed as not planned, and nothing else of it is taken back", () => {
      expect(undone(ours, untouched).changes).toEqual(["- issue closed as not planned"]);
    });

    const touched: readonly { why: string; item: Item }[] = [
      {
        why: "somebody labelled it",
        item: { ...ours, history: known([opened(july(21), milepost), labeled("x", july(22))]) },
      },
      { why: "somebody wrote on it", item: { ...ours, comments: known([said(engineer, july(22))]) } },
      { why: "its comments could not be read", item: { ...ours, comments: unknown() } },
    ];
    it.each(touched)("stays open when $why", ({ item }) => {
      const told = undone(item, untouched);
      expect(told.changes).toEqual([]);
      expect(told.notes).toHaveLength(1);
    });

    it("stays open when its text was edited", () => {
      expect(undone(ours, new Map([[ours.id, known([bdLead])]])).changes).toEqual([]);
    });

    it("is found below the item that it was opened for", () => {
      const mine = { ...subIssue(8, "Checklist"), author: milepost, createdAt: july(21) };
      const earlier = { ...subIssue(9, "Checklist"), author: milepost, createdAt: july(19) };
      const theirs = { ...subIssue(10, "Idea"), author: bdLead, createdAt: july(21) };
      const item = issue({ subIssues: known([mine, earlier, theirs]) });
      expect(openedBelow({ item, world: world(), since })).toEqual([mine.id]);
    });
  });
});
