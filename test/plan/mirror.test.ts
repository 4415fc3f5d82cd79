import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import type { Change } from "../../src/model/change.ts";
import type { Item, World } from "../../src/model/snapshot.ts";
import { plan } from "../../src/plan/plan.ts";
import { changeText } from "../../src/plan/render.ts";
import {
  type bdLead,
  boardBot,
  cardIn,
  configWith,
  dragged,
  engineer,
  issue,
  july,
  known,
  labeled,
  labelId,
  milepost,
  moved,
  opened,
  openedAt,
  partnerships,
  removedFromBoard,
  settledIn,
  unknown,
  unlabeled,
  withLabels,
  world,
} from "../support/builders.ts";

const now = july(28);

function planned(item: Item, config: Config = configWith(), there: World = world()) {
  return plan({ item, world: there }, config, now);
}

function words(item: Item, config?: Config, there?: World): readonly string[] {
  return planned(item, config, there).changes.map(changeText);
}

const undo = configWith({ pipeline: { illegalMoves: "undo" } });
const qualified = [["Qualified lead", july(11)]] as const;

describe("the mirror", () => {
  it("plans nothing for an item that agrees", () => {
    expect(planned(issue())).toMatchObject({ pipeline: "leads", changes: [], notes: [], problems: [], nextLook: null });
  });

  it("lets the label follow the card, with the rule and the fact", () => {
    const because = {
      rule: "pipelines.leads.stages[qualified]",
      fact: "bd-lead moved the card to Qualified lead at 2025-07-11T09:00:00Z",
    };
    expect(planned(dragged(qualified)).changes).toEqual([
      { ...because, kind: "add-label", issue: "I_7", name: "stage: qualified", label: labelId("stage: qualified") },
      { ...because, kind: "remove-label", issue: "I_7", name: "stage: lead", label: labelId("stage: lead") },
    ] satisfies Change[]);
  });

  it("lets the card follow the label", () => {
    const item = issue({
      labels: withLabels("lead", "stage: lead", "stage: qualified"),
      history: known([opened(), labeled("stage: qualified", july(11), engineer)]),
    });
    expect(words(item)).toEqual(['- label "stage: lead"', "~ board Partnerships: Lead → Qualified lead"]);
  });

  const rows: readonly { why: string; item: Item; config?: Config; world?: World; words: readonly string[] }[] = [
    {
      why: "labels that the pipeline does not name are people's",
      item: dragged(qualified, { labels: withLabels("lead", "stage: lead", "urgent", "stage: of play") }),
      words: ['+ label "stage: qualified"', '- label "stage: lead"'],
    },
    {
      why: "GitHub takes labels for the same without case, so does the mirror",
      item: settledIn(qualified, { labels: withLabels("lead", "Stage: Qualified") }),
      words: [],
    },
    {
      why: "a label under a former name still shows a stage, and only one may",
      item: settledIn(qualified, { labels: withLabels("lead", "stage: qualified", "stage: negotiating") }),
      words: ['- label "stage: negotiating"'],
    },
    {
      why: "a missing label is made first, in the issue's repository",
      item: dragged(qualified, {
        labels: withLabels("lead"),
        labelIds: { ...issue().labelIds, "stage: qualified": null },
      }),
      words: ['+ label "stage: qualified" made in openwater/leads', '+ label "stage: qualified"'],
    },
    {
      why: "labels that could not be read are neither added nor removed, and the board still follows",
      item: issue({
        labels: unknown(),
        history: known([opened(), labeled("stage: qualified", july(11))]),
      }),
      config: configWith({ pipeline: { items: { repository: "leads", label: null } } }),
      words: ["~ board Partnerships: Lead → Qualified lead"],
    },
    {
      why: "cards that could not be read hide what the board says, so nothing is decided",
      item: dragged(qualified, { cards: unknown(), history: known([opened(), labeled("stage: qualified", july(11))]) }),
      words: [],
    },
    {
      why: "a card without a column gets its stage's: history knows where it stood",
      item: settledIn(qualified, { cards: known([cardIn(null, july(12))]) }),
      words: ["~ board Partnerships: no column → Qualified lead"],
    },
    {
      why: "a closed item keeps its label up to date",
      item: dragged(qualified, { state: "closed", stateReason: "duplicate" }),
      words: ['+ label "stage: qualified"', '- label "stage: lead"'],
    },
    {
      why: "GitHub's own workflow put the card there; the stage has it back",
      item: dragged(qualified, {
        labels: withLabels("lead", "stage: qualified"),
        cards: known([cardIn("Lost", july(12))]),
        boardHistory: known([
          moved("Qualified lead", july(11)),
          moved("Lost", july(12), { actor: boardBot, automated: true }),
        ]),
      }),
      words: ["~ board Partnerships: Lost → Qualified lead"],
    },
    {
      why: "a stage that no column shows leaves the card where it is",
      item: settledIn(qualified, { cards: known([cardIn("Lead", openedAt)]), ...labelsOnly() }),
      config: configWith({ pipeline: { stages: leadsWithoutColumn() } }),
      words: [],
    },
    {
      why: "a labels-only pipeline has no board to write",
      item: issue({ cards: unknown(), boardHistory: unknown() }),
      config: configWith({ pipeline: { board: null } }),
      words: [],
    },
  ];
  it.each(rows)("$why", ({ item, config, world: there, words: want, why }) => {
    expect(words(item, config, there), why).toEqual(want);
  });

  function labelsOnly(): Partial<Item> {
    return {
      history: known([opened(), labeled("stage: qualified", july(11))]),
      boardHistory: known([moved("Lead", openedAt)]),
    };
  }

  function leadsWithoutColumn() {
    return configWith().pipelines[0]!.stages.map((stage) =>
      stage.id === "qualified" ? { ...stage, board: null } : stage,
    );
  }

  it("takes colour and description of a new label from the config, else calm ones", () => {
    const item = dragged(qualified, { labelIds: { ...issue().labelIds, "stage: qualified": null } });
    const named = configWith({ labels: { "Stage: Qualified": { color: "0e8a16", description: "Worth a talk" } } });
    expect(planned(item, named).changes[0]).toMatchObject({ color: "0e8a16", description: "Worth a talk" });
    expect(planned(item).changes[0]).toMatchObject({
      kind: "create-label",
      repository: "R_leads",
      color: "c5def5",
      description: "Set by Milepost for the pipeline leads",
    });
    expect(planned(item).changes[1]).toMatchObject({ kind: "add-label", label: null });
  });

  it("names a missing column exactly, with its place in the config, and goes on with the label", () => {
    const options = partnerships.status!.options.filter(({ name }) => name !== "Prospect");
    const board = { ...partnerships, status: { ...partnerships.status!, options } };
    const item = issue({
      history: known([opened(), labeled("stage: qualified", july(11)), labeled("stage: prospect", july(12))]),
    });
    const { changes, problems } = planned(item, configWith(), world({ boards: { partnerships: known(board) } }));
    expect(changes.map(changeText)).toEqual(['+ label "stage: prospect"', '- label "stage: lead"']);
    expect(problems).toMatchObject([
      { code: "board-column-missing", where: "pipelines.leads.stages[prospect].board", severity: "error" },
    ]);
    expect(problems[0]!.what).toContain('no column "Prospect"');
  });

  it("says so when the board has no field for the stage", () => {
    const { problems } = planned(
      issue(),
      configWith(),
      world({ boards: { partnerships: known({ ...partnerships, status: null }) } }),
    );
    expect(problems).toMatchObject([{ code: "board-field-missing", where: "boards.partnerships" }]);
  });

  it("leaves a card in a column that shows no stage, if a person put it there, and asks", () => {
    const parked = dragged([["Parked", july(11)]]);
    expect(planned(parked)).toMatchObject({ changes: [], problems: [{ code: "column-without-stage" }] });
  });

  it("takes it out of there when the item moves on", () => {
    const parked = dragged([["Parked", july(11)]], {
      labels: withLabels("lead", "stage: qualified"),
      history: known([opened(), labeled("stage: qualified", july(12))]),
    });
    expect(words(parked)).toEqual(["~ board Partnerships: Parked → Qualified lead"]);
  });

  it("takes it out of there when a board workflow put it there", () => {
    const parked = dragged([["Parked", july(11)]], {
      boardHistory: known([moved("Lead", openedAt), moved("Parked", july(11), { actor: boardBot, automated: true })]),
    });
    expect(words(parked)).toEqual(["~ board Partnerships: Parked → Lead"]);
  });
});

describe("ruling 2: label and column of a move that is not allowed", () => {
  const jump = dragged([["Partner", july(11)]]);

  it("are put back under `undo`", () => {
    const item = { ...jump, labels: withLabels("lead", "stage: partner") };
    expect(words(item, undo).slice(0, 3)).toEqual([
      '+ label "stage: lead"',
      '- label "stage: partner"',
      "~ board Partnerships: Partner → Lead",
    ]);
  });

  it("are left alone under `tell`, and the item is marked", () => {
    const item = { ...jump, labels: withLabels("lead", "stage: partner") };
    const { changes } = planned(item);
    expect(changes[0]).toMatchObject({
      kind: "add-label",
      name: "needs-stage-fix",
      rule: "pipelines.leads.illegal-moves",
      fact: "bd-lead moved the card to Partner at 2025-07-11T09:00:00Z",
    });
    expect(changes.slice(1).map(({ kind }) => kind)).toEqual(["add-comment"]);
  });

  const marks: readonly { why: string; item: Item; config?: Config; words: readonly string[] }[] = [
    {
      why: "the mark stays while nothing has changed",
      item: marked(jump),
      config: configWith({ pipeline: { starts: july(20) } }),
      words: [],
    },
    {
      why: "we take our mark off when a legal move has been made",
      item: marked(
        settledIn([
          ["Partner", july(11)],
          ["Qualified lead", july(12)],
        ]),
      ),
      config: configWith({ pipeline: { starts: july(20) } }),
      words: ['- label "needs-stage-fix"'],
    },
    {
      why: "a mark that a person set is that person's",
      item: marked(issue(), engineer),
      words: [],
    },
    {
      why: "a mark that a person took off stays off",
      item: { ...jump, history: known([opened(), ...markFacts(milepost), unlabeled("needs-stage-fix", july(13))]) },
      config: configWith({ pipeline: { starts: july(20) } }),
      words: [],
    },
  ];
  it.each(marks)("$why", ({ item, config, words: want, why }) => {
    expect(words(item, config), why).toEqual(want);
  });

  function markFacts(actor: typeof bdLead) {
    return [labeled("needs-stage-fix", july(11, "09:00:05"), actor)];
  }

  function marked(item: Item, actor = milepost): Item {
    const labels = item.labels.known ? item.labels.value.map(({ name }) => name) : [];
    return {
      ...item,
      labels: withLabels(...labels, "needs-stage-fix"),
      history: known([opened(), ...markFacts(actor)]),
    };
  }
});

describe("ruling 3: the board's column", () => {
  it("is not written when the board's events are unknown, and the label follows it", () => {
    const item = dragged(qualified, { boardHistory: unknown("the token may not see the board") });
    const { changes, notes } = planned(item);
    expect(changes.map(changeText)).toEqual(['+ label "stage: qualified"', '- label "stage: lead"']);
    expect(notes).toContain("The board partnerships was left alone: the token may not see the board.");
  });

  const before = [moved("Lead", openedAt), moved("Qualified lead", july(11))];
  const behind = settledIn(qualified, { boardHistory: known(before), cards: known([cardIn("Lead", july(12))]) });

  it("is not written while its events run behind it: somebody has just moved the card", () => {
    expect(words(behind)).toEqual([]);
    expect(planned(behind).notes[0]).toMatch(/^The board partnerships was left alone: the card stands in Lead,/);
  });

  it("is looked at again while GitHub may still catch up, and not for ever", () => {
    const at = (time: string) => plan({ item: behind, world: world() }, configWith(), july(12, time)).nextLook;
    expect(at("09:00:01")).toBe("2025-07-12T09:01:01Z");
    expect(at("09:14:59")).toBe("2025-07-12T09:15:59Z");
    expect(at("09:15:00")).toBeNull();
  });

  it("is looked at again when it stands as a fact for want of a move: the move may be on its way", () => {
    const item = settledIn([["Prospect", july(12)]], { boardHistory: known([]) });
    const { stage, nextLook } = plan({ item, world: world() }, configWith(), july(12, "09:05:00"));
    expect(stage).toMatchObject({ id: "prospect", exact: false });
    expect(nextLook).toBe("2025-07-12T09:06:00Z");
  });
});

describe("ruling 24: surfaces", () => {
  const off = { cards: known([]), boardHistory: known([]) };
  const adding = configWith({ pipeline: { addToBoard: true } });

  const rows: readonly { why: string; item: Item; config?: Config; words: readonly string[] }[] = [
    { why: "an item off the board stays off by default", item: issue(off), words: [] },
    {
      why: "it is added where the config says so",
      item: issue(off),
      config: adding,
      words: ["+ board Partnerships: Lead"],
    },
    {
      why: "but never after a person took it off",
      item: issue({ ...off, boardHistory: known([removedFromBoard(july(9))]) }),
      config: adding,
      words: [],
    },
    {
      why: "not even when GitHub does not say which board it was taken off",
      item: issue({ ...off, boardHistory: known([{ ...removedFromBoard(july(9)), project: null } as never]) }),
      config: adding,
      words: [],
    },
    { why: "a closed item is not added", item: issue({ ...off, state: "closed" }), config: adding, words: [] },
    {
      why: "nor one whose cards could not be read",
      item: issue({ cards: unknown() }),
      config: adding,
      words: [],
    },
    {
      why: "an archived card is not written",
      item: settledIn(qualified, { cards: known([cardIn(null, july(12), { archived: true })]) }),
      words: [],
    },
    {
      why: "a stage label that a person removed is put back",
      item: issue({ labels: withLabels("lead"), history: known([opened(), unlabeled("stage: lead", july(9))]) }),
      words: ['+ label "stage: lead"'],
    },
    {
      why: "and left off when it is removed again",
      item: issue({
        labels: withLabels("lead"),
        history: known([
          opened(),
          unlabeled("stage: lead", july(9)),
          labeled("stage: lead", july(10), milepost),
          unlabeled("Stage: Lead", july(11)),
        ]),
      }),
      words: [],
    },
    {
      why: "two removals with nothing put back between them are one",
      item: issue({
        labels: withLabels("lead"),
        history: known([opened(), unlabeled("stage: lead", july(9)), unlabeled("stage: lead", july(10))]),
      }),
      words: ['+ label "stage: lead"'],
    },
    {
      why: "what happened in an earlier stay does not count for this one",
      item: settledIn(qualified, {
        labels: withLabels("lead"),
        history: known([
          opened(),
          unlabeled("stage: qualified", july(8)),
          labeled("stage: qualified", july(9), milepost),
          unlabeled("stage: qualified", july(10)),
          unlabeled("stage: qualified", july(12)),
        ]),
      }),
      words: ['+ label "stage: qualified"'],
    },
    {
      why: "a person who puts it back has changed their mind",
      item: issue({
        labels: withLabels("lead"),
        history: known([
          opened(),
          unlabeled("stage: lead", july(9)),
          labeled("stage: lead", july(10), milepost),
          labeled("stage: lead", july(11)),
          unlabeled("stage: lead", july(12)),
        ]),
      }),
      words: ['+ label "stage: lead"'],
    },
    {
      why: "our own removals are not a person's",
      item: issue({
        labels: withLabels("lead"),
        history: known([
          opened(),
          unlabeled("stage: lead", july(9), milepost),
          labeled("stage: lead", july(10), milepost),
          unlabeled("stage: lead", july(11), milepost),
        ]),
      }),
      words: ['+ label "stage: lead"'],
    },
    {
      why: "swapping it for one that cannot follow is a move, however often; `undo` puts it back each time",
      item: issue({
        labels: withLabels("lead", "stage: partner"),
        history: known([
          opened(),
          unlabeled("stage: lead", july(9)),
          labeled("stage: partner", july(9)),
          labeled("stage: lead", july(10), milepost),
          unlabeled("stage: partner", july(10), milepost),
          unlabeled("stage: lead", july(11)),
          labeled("stage: partner", july(11)),
        ]),
      }),
      config: configWith({ pipeline: { illegalMoves: "undo", starts: july(20) } }),
      words: ['+ label "stage: lead"', '- label "stage: partner"'],
    },
  ];
  it.each(rows)("$why", ({ item, config, words: want, why }) => {
    expect(words(item, config), why).toEqual(want);
  });

  it("notes what it left off", () => {
    const item = issue({ ...off, boardHistory: known([removedFromBoard(july(9))]) });
    expect(planned(item, adding).notes).toEqual([
      "The issue was not put on `partnerships`: somebody took it off at 2025-07-09T09:00:00Z.",
    ]);
  });
});

describe("ruling 15: labels one by one", () => {
  it("never sets a list: each change names one label", () => {
    const item = dragged(qualified, { labels: withLabels("stage: lost", "lead", "zeta", "stage: lead", "alpha") });
    expect(words(item)).toEqual(['+ label "stage: qualified"', '- label "stage: lead"', '- label "stage: lost"']);
  });
});
