import { describe, expect, it } from "vitest";
import { type Standing, stageOf } from "../../src/history/stage.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import type { Item, World } from "../../src/model/snapshot.ts";
import {
  addedToBoard,
  bdLead,
  boardBot,
  cardIn,
  closed,
  dragged,
  engineer,
  issue,
  july,
  known,
  labeled,
  milepost,
  moved,
  opened,
  openedAt,
  pipelineWith,
  removedFromBoard,
  reopened,
  unknown,
  unlabeled,
  world,
} from "../support/builders.ts";

interface Told {
  readonly pipeline?: Partial<Pipeline>;
  readonly world?: World;
  readonly bornIn?: string;
}

function standing(item: Item, told: Told = {}): Standing {
  return stageOf(item, told.world ?? world(), pipelineWith(told.pipeline), told.bornIn ?? null);
}

function path(one: Standing): readonly string[] {
  return one.place!.visits.map(({ stage, visit }) => (visit === 1 ? stage : `${stage} ${visit}`));
}

function labels(...facts: readonly ReturnType<typeof labeled>[]): Pick<Item, "history"> {
  return { history: known([opened(), ...facts]) };
}

describe("stageOf", () => {
  it("leaves an issue that nobody touched in the first stage since it was opened", () => {
    const { place, unaccepted } = standing(issue());
    expect(place).toMatchObject({ id: "lead", since: openedAt, exact: true, fact: `opened by bd-lead at ${openedAt}` });
    expect(unaccepted).toEqual([]);
  });

  it("follows a card, with who moved it and when", () => {
    const { place } = standing(
      dragged([
        ["Qualified lead", july(11)],
        ["Prospect", july(18)],
      ]),
    );
    expect(place!.visits.map(({ stage, entered, left }) => [stage, entered, left])).toEqual([
      ["lead", openedAt, july(11)],
      ["qualified", july(11), july(18)],
      ["prospect", july(18), null],
    ]);
    expect(place!.fact).toBe("bd-lead moved the card to Prospect at 2025-07-18T09:00:00Z");
  });

  const rows: readonly { why: string; item: Item; told?: Told; path: readonly string[] }[] = [
    {
      why: "a label names a stage as a column does",
      item: issue(labels(labeled("stage: qualified", july(11), engineer))),
      path: ["lead", "qualified"],
    },
    {
      why: "GitHub compares labels without case",
      item: issue(labels(labeled("Stage: QUALIFIED", july(11)))),
      path: ["lead", "qualified"],
    },
    {
      why: "columns are compared exactly",
      item: dragged([["qualified lead", july(11)]]),
      path: ["lead"],
    },
    {
      why: "a label that shows no stage is no move",
      item: issue(labels(labeled("bug", july(11)))),
      path: ["lead"],
    },
    {
      why: "ruling 24: events carry the names that columns had then",
      item: dragged([
        ["Qualified lead", july(11)],
        ["Negotiating", july(18)],
      ]),
      path: ["lead", "qualified", "prospect"],
    },
    {
      why: "ruling 24: former names count for labels too",
      item: issue(labels(labeled("stage: qualified", july(11)), labeled("Stage: Negotiating", july(18)))),
      path: ["lead", "qualified", "prospect"],
    },
    {
      why: "naming the stage that it is in is no new stay",
      item: dragged([["Qualified lead", july(11)]], labels(labeled("stage: qualified", july(12)))),
      path: ["lead", "qualified"],
    },
    {
      why: "coming back is a new stay",
      item: dragged([
        ["Qualified lead", july(11)],
        ["Prospect", july(18)],
        ["Partner", july(20)],
        ["Prospect", july(22)],
      ]),
      path: ["lead", "qualified", "prospect", "partner", "prospect 2"],
    },
    {
      why: "moves on another board are that board's",
      item: issue({ boardHistory: known([moved("Qualified lead", july(11), { project: "PVT_other" })]) }),
      path: ["lead"],
    },
    {
      why: "with no moves listed every move is allowed",
      item: dragged([["Partner", july(11)]]),
      told: { pipeline: { moves: null } },
      path: ["lead", "partner"],
    },
    {
      why: "closing as not planned names the stage that says so",
      item: issue(labels(closed("not-planned", july(11)))),
      path: ["lead", "lost"],
    },
    {
      why: "closing as a duplicate says nothing about the stage",
      item: issue(labels(closed("duplicate", july(11)))),
      path: ["lead"],
    },
    {
      why: "GitHub kept no reason for old closings, and none is guessed",
      item: issue(labels(labeled("stage: qualified", july(9)), closed(null, july(11)))),
      told: { pipeline: { moves: null } },
      path: ["lead", "qualified"],
    },
    {
      why: "reopening goes back to where the closing left from, though lost → qualified is no listed move",
      item: issue(labels(labeled("stage: qualified", july(9)), closed("not-planned", july(11)), reopened(july(12)))),
      path: ["lead", "qualified", "lost", "qualified 2"],
    },
    {
      why: "reopening an issue that had moved on since it was closed decides nothing",
      item: issue({
        history: known([
          opened(),
          closed("completed", july(13)),
          labeled("stage: prospect", july(14)),
          reopened(july(15)),
        ]),
        boardHistory: known([moved("Qualified lead", july(11)), moved("Prospect", july(12))]),
        cards: known([cardIn("Prospect", july(12))]),
      }),
      path: ["lead", "qualified", "prospect", "partner", "prospect 2"],
    },
    {
      why: "a person dragging the card to where the closing put it does not change where reopening goes",
      item: dragged([["Lost", july(12)]], labels(closed("not-planned", july(11)), reopened(july(13)))),
      path: ["lead", "lost", "lead 2"],
    },
    {
      why: "a person's bot is a person's decision: only our own identities are not",
      item: issue(labels(labeled("stage: qualified", july(11), boardBot))),
      path: ["lead", "qualified"],
    },
    {
      why: "what somebody did counts after the account is gone",
      item: issue(labels(labeled("stage: qualified", july(11), null))),
      path: ["lead", "qualified"],
    },
  ];
  it.each(rows)("$why", ({ item, told, path: want, why }) => {
    expect(path(standing(item, told)), why).toEqual(want);
  });

  it("says so when the account is gone", () => {
    const gone = issue(labels(labeled("stage: qualified", july(11), null)));
    expect(standing(gone).place!.fact).toBe(
      "somebody whose account is gone added the label stage: qualified at 2025-07-11T09:00:00Z",
    );
  });

  it("knows no stage when the history could not be read", () => {
    const unread = standing(issue({ history: unknown("the second page did not come") }));
    expect(unread).toMatchObject({ place: null, why: "the second page did not come", unaccepted: [] });
  });
});

describe("ruling 1: the first stage", () => {
  it("is where our own marker says, for an issue that we opened", () => {
    expect(path(standing(issue({ author: milepost }), { bornIn: "qualified" }))).toEqual(["qualified"]);
  });

  it("is the pipeline's first when the marker names a stage that there is not, and says so", () => {
    const one = standing(issue({ author: milepost }), { bornIn: "gone" });
    expect(path(one)).toEqual(["lead"]);
    expect(one.problems.map(({ code }) => code)).toEqual(["unknown-stage"]);
  });

  const rows: readonly { why: string; item: Item; automation: Pipeline["automation"]; path: readonly string[] }[] = [
    {
      why: "what we wrote ourselves never names a stage",
      item: issue({
        ...labels(labeled("stage: qualified", july(11), milepost)),
        boardHistory: known([moved("Qualified lead", july(11), { actor: milepost })]),
      }),
      automation: "counts",
      path: ["lead"],
    },
    {
      why: "a board workflow is nobody's decision by default",
      item: issue({ boardHistory: known([moved("Qualified lead", july(11), { actor: boardBot, automated: true })]) }),
      automation: "ignore",
      path: ["lead"],
    },
    {
      why: "an automated move by a person's account is automated all the same",
      item: issue({ boardHistory: known([moved("Qualified lead", july(11), { actor: bdLead, automated: true })]) }),
      automation: "ignore",
      path: ["lead"],
    },
    {
      why: "a board workflow names a stage where the config counts it",
      item: issue({ boardHistory: known([moved("Qualified lead", july(11), { actor: boardBot, automated: true })]) }),
      automation: "counts",
      path: ["lead", "qualified"],
    },
    {
      why: "the column that a new card gets within 60 s is not a decision, even where automation counts",
      item: issue({
        boardHistory: known([
          addedToBoard(july(11)),
          moved("Qualified lead", july(11, "09:01:00"), { actor: boardBot, automated: true }),
        ]),
      }),
      automation: "counts",
      path: ["lead"],
    },
    {
      why: "61 s after the add it is one",
      item: issue({
        boardHistory: known([
          addedToBoard(july(11)),
          moved("Qualified lead", july(11, "09:01:01"), { actor: boardBot, automated: true }),
        ]),
      }),
      automation: "counts",
      path: ["lead", "qualified"],
    },
    {
      why: "a person choosing a column right after adding the card means it",
      item: issue({ boardHistory: known([addedToBoard(july(11)), moved("Qualified lead", july(11))]) }),
      automation: "ignore",
      path: ["lead", "qualified"],
    },
  ];
  it.each(rows)("$why", ({ item, automation, path: want, why }) => {
    expect(path(standing(item, { pipeline: { automation } })), why).toEqual(want);
  });
});

describe("ruling 2: a move that is not allowed", () => {
  const jump = dragged([["Partner", july(11)]]);

  it("sets no stage and is told apart, with what was tried", () => {
    const one = standing(jump);
    expect(path(one)).toEqual(["lead"]);
    expect(one.place!.visits[0]!.left).toBeNull();
    expect(one.unaccepted).toMatchObject([
      { at: july(11), from: "lead", to: "partner", by: "bd-lead", surface: "board", resolved: false, resolvedAt: null },
    ]);
  });

  it("is judged against the stage that facts before it left the item in", () => {
    const one = standing(
      dragged([
        ["Partner", july(11)],
        ["Prospect", july(12)],
        ["Qualified lead", july(13)],
      ]),
    );
    expect(path(one)).toEqual(["lead", "qualified"]);
    expect(one.unaccepted.map(({ to }) => to)).toEqual(["partner", "prospect"]);
  });

  const taken: readonly { why: string; item: Item; resolved: boolean }[] = [
    {
      why: "a legal move settles it",
      item: dragged([
        ["Partner", july(11)],
        ["Qualified lead", july(12)],
      ]),
      resolved: true,
    },
    {
      why: "going back settles it",
      item: dragged([
        ["Partner", july(11)],
        ["Lead", july(12)],
      ]),
      resolved: true,
    },
    {
      why: "taking the card off the board settles it",
      item: issue({ cards: known([]), boardHistory: known([moved("Partner", july(11)), removedFromBoard(july(12))]) }),
      resolved: true,
    },
    {
      why: "taking its label off again settles it",
      item: issue(labels(labeled("stage: partner", july(11)), unlabeled("Stage: Partner", july(12)))),
      resolved: true,
    },
    {
      why: "taking another label off does not",
      item: issue(labels(labeled("stage: partner", july(11)), unlabeled("stage: lead", july(12)))),
      resolved: false,
    },
    {
      why: "reopening settles a closing that could not stand",
      item: issue(labels(closed("completed", july(11)), reopened(july(12)))),
      resolved: true,
    },
    {
      why: "our own undo settles nothing: it must still be told",
      item: issue({
        boardHistory: known([moved("Partner", july(11)), moved("Lead", july(12), { actor: milepost })]),
        cards: known([cardIn("Lead", july(12))]),
      }),
      resolved: false,
    },
    {
      why: "nor does our own undo whose event GitHub does not show yet",
      item: issue({
        boardHistory: known([moved("Partner", july(11))]),
        cards: known([cardIn("Lead", july(12))]),
      }),
      resolved: false,
    },
    {
      why: "an automated move settles nothing",
      item: dragged([["Partner", july(11)]], {
        boardHistory: known([
          moved("Partner", july(11)),
          moved("Lead", july(12), { actor: boardBot, automated: true }),
        ]),
        cards: known([cardIn("Lead", july(12))]),
      }),
      resolved: false,
    },
  ];
  it.each(taken)("$why", ({ item, resolved, why }) => {
    expect(
      standing(item).unaccepted.map((one) => [one.resolved, one.resolvedAt]),
      why,
    ).toEqual([[resolved, resolved ? july(12) : null]]);
  });
});

describe("ruling 3: the board's present value, and ties", () => {
  const inProspect = { cards: known([cardIn("Prospect", july(18))]) };

  it("counts the column when the log holds no move to it, as since at least", () => {
    const one = standing(issue({ ...inProspect, boardHistory: known([]) }));
    expect(one.place).toMatchObject({ id: "prospect", since: july(18), exact: false });
    expect(one.board.writable).toBe(true);
    expect(one.unaccepted).toEqual([]);
  });

  it("does not count the column when some event names it, even one that decided nothing", () => {
    const automated = moved("Prospect", july(18), { actor: boardBot, automated: true });
    const one = standing(issue({ ...inProspect, boardHistory: known([automated]) }));
    expect(one.place).toMatchObject({ id: "lead", exact: true });
    expect(one.board.writable).toBe(true);
  });

  it("counts the column when the board's events are unknown, and leaves the board alone", () => {
    const one = standing(issue({ ...inProspect, boardHistory: unknown("the token may not see the board") }));
    expect(one.place).toMatchObject({ id: "prospect", since: july(18), exact: false });
    expect(one.place!.visits.every(({ exact }) => !exact)).toBe(true);
    expect(one.board).toMatchObject({ known: false, writable: false, why: "the token may not see the board" });
  });

  it("judges no move while the board's events are unknown: what came between cannot be seen", () => {
    const one = standing(issue({ ...labels(labeled("stage: partner", july(18))), boardHistory: unknown() }));
    expect(path(one)).toEqual(["lead", "partner"]);
    expect(one.unaccepted).toEqual([]);
  });

  const blind: readonly { why: string; more: Partial<Item>; world?: World }[] = [
    { why: "neither events nor cards could be read", more: { boardHistory: unknown("no events"), cards: unknown() } },
    { why: "events are unknown and there is no card", more: { boardHistory: unknown("no events"), cards: known([]) } },
    {
      why: "events are unknown and the card has no column",
      more: { boardHistory: unknown("no events"), cards: known([cardIn(null, july(8))]) },
    },
    {
      why: "events are unknown and the column shows no stage",
      more: { boardHistory: unknown("no events"), cards: known([cardIn("Parked", july(8))]) },
    },
    { why: "cards could not be read", more: { cards: unknown("no events") } },
    {
      why: "the board itself could not be read",
      more: {},
      world: world({ boards: { partnerships: unknown("no events") } }),
    },
  ];
  it.each(blind)(
    "knows no stage when $why: people's labels alone are not the history",
    ({ why, more, world: there }) => {
      const one = standing(issue({ ...labels(labeled("stage: qualified", july(11))), ...more }), {
        ...(there ? { world: there } : {}),
      });
      expect(one.place, why).toBeNull();
      expect(one.why, why).toBe("no events");
    },
  );

  it("leaves the board alone while its events run behind its column", () => {
    const events = [moved("Lead", july(8)), moved("Qualified lead", july(9)), moved("Lead", july(10))];
    const one = standing(issue({ boardHistory: known(events), cards: known([cardIn("Qualified lead", july(11))]) }));
    expect(one.board.writable).toBe(false);
    expect(one.board.why).toContain("Qualified lead");
  });

  it("needs no board for a pipeline of labels only", () => {
    const one = standing(
      issue({ boardHistory: unknown(), cards: unknown(), ...labels(labeled("stage: qualified", july(9))) }),
      {
        pipeline: { board: null },
      },
    );
    expect(one.place).toMatchObject({ id: "qualified", exact: true });
  });

  const ties: readonly { why: string; item: Item; path: readonly string[] }[] = [
    {
      why: "the board goes before a label of the same second",
      item: dragged([["Qualified lead", july(11)]], labels(labeled("stage: lost", july(11)))),
      path: ["lead", "qualified"],
    },
    {
      why: "a label goes before a closing of the same second",
      item: issue(labels(closed("not-planned", july(11)), labeled("stage: qualified", july(11)))),
      path: ["lead", "qualified"],
    },
    {
      why: "on one surface GitHub's order stands",
      item: issue(labels(labeled("stage: qualified", july(11)), labeled("stage: prospect", july(11)))),
      path: ["lead", "qualified", "prospect"],
    },
    {
      why: "opening comes first whatever happens in its second",
      item: issue({ ...labels(labeled("stage: qualified", openedAt)), cards: known([]), boardHistory: known([]) }),
      path: ["lead", "qualified"],
    },
  ];
  it.each(ties)("$why", ({ item, path: want, why }) => {
    expect(path(standing(item)), why).toEqual(want);
  });
});

describe("ruling 11: identity", () => {
  const former = { ...milepost, id: "BOT_old" };
  const told = { world: world({ identities: [milepost, former] }) };

  it("knows former writers", () => {
    expect(path(standing(issue(labels(labeled("stage: qualified", july(11), former))), told))).toEqual(["lead"]);
  });

  const strangers = [
    { why: "a login is not an identity", actor: { ...milepost, id: "U_same_login" } },
    { why: "an id of another kind is another account", actor: { ...milepost, kind: "User" as const } },
  ];
  it.each(strangers)("$why", ({ actor, why }) => {
    expect(path(standing(issue(labels(labeled("stage: qualified", july(11), actor))), told)), why).toEqual([
      "lead",
      "qualified",
    ]);
  });
});

describe("ruling 14: transfers", () => {
  it("calls the stage since at least when the history before a transfer cannot be read", () => {
    const transferred = { kind: "transferred", id: "TE_1", at: july(10), actor: bdLead, from: null } as const;
    const one = standing(
      issue(labels(labeled("stage: qualified", july(9)), transferred, labeled("stage: prospect", july(18)))),
    );
    expect(one.place!.visits.map(({ stage, exact }) => [stage, exact])).toEqual([
      ["lead", false],
      ["qualified", false],
      ["prospect", true],
    ]);
  });

  it("goes on as before when it can", () => {
    const transferred = {
      kind: "transferred",
      id: "TE_1",
      at: july(10),
      actor: bdLead,
      from: "openwater/old",
    } as const;
    expect(standing(issue(labels(transferred))).place!.exact).toBe(true);
  });
});

describe("ruling 24: an event without a board", () => {
  it("may hide a move, so the stage is since at least and the board is left alone", () => {
    const one = standing(
      issue({ boardHistory: known([moved("Lead", openedAt), moved("Prospect", july(18), { project: null })]) }),
    );
    expect(one.board).toMatchObject({ known: false, writable: false });
    expect(one.place!.exact).toBe(false);
  });

  it("hides nothing when this board has moved since, or when it names no column of ours", () => {
    const older = moved("Prospect", july(9), { project: null });
    const foreign = moved("Todo", july(18), { project: null });
    const one = standing(
      dragged([["Qualified lead", july(11)]], {
        boardHistory: known([older, moved("Qualified lead", july(11)), foreign]),
      }),
    );
    expect(one.board.known).toBe(true);
    expect(one.place).toMatchObject({ id: "qualified", exact: true });
  });
});
