/** Ruling 12: what another program undoes again and again is left alone after three times, and told once. */
import { describe, expect, it } from "vitest";
import type { Actor, Fact } from "../../src/model/fact.ts";
import type { Item } from "../../src/model/snapshot.ts";
import { plusSeconds } from "../../src/model/time.ts";
import { plan } from "../../src/plan/plan.ts";
import { changeText } from "../../src/plan/render.ts";
import {
  addedToBoard,
  bdLead,
  cardIn,
  comment,
  configWith,
  issue,
  july,
  known,
  labeled,
  milepost,
  moved,
  opened,
  openedAt,
  unlabeled,
  withLabels,
  world,
} from "../support/builders.ts";

const syncBot: Actor = { id: "BOT_sync", login: "board-sync", kind: "Bot" };
const undo = configWith({ pipeline: { illegalMoves: "undo" } });

/** Hours after noon on 11 July, with a gap of so many seconds between ours and what undoes it. */
const at = (round: number, seconds: number) => plusSeconds(july(11, "12:00:00"), round * 3600 + seconds);

/** Somebody drags the card where it may not go, and each time we put it back; `rounds` of ours were undone. */
function fought(rounds: number, { by = syncBot, gap = 5, later = [] as readonly Fact[] } = {}): Item {
  const moves = Array.from({ length: rounds }, (_, round) => [
    moved("Lead", at(round, 1), { from: "Partner", actor: milepost }),
    moved("Partner", at(round, 1 + gap), { from: "Lead", actor: by }),
  ]).flat();
  const first = moved("Partner", at(0, 0), { from: "Lead", actor: by });
  const history = [addedToBoard(openedAt), moved("Lead", openedAt, { from: "" }), first, ...moves, ...later];
  const last = history.at(-1)!;
  return issue({
    cards: known([cardIn(last.kind === "board-status" ? last.to : "Partner", last.at)]),
    boardHistory: known(history),
  });
}

function planned(item: Item, config = undo) {
  return plan({ item, world: world() }, config, july(28));
}

const moves = (item: Item) =>
  planned(item)
    .changes.filter(({ kind }) => kind === "set-status")
    .map(changeText);
const told = (item: Item) => planned(item).changes.flatMap((change) => (change.kind === "add-comment" ? [change] : []));
const said = (item: Item) => told(item).filter(({ key }) => key.startsWith("oscillation/"));

describe("a change that another program undoes", () => {
  it("is no matter where there is nothing to change", () => {
    expect(planned(issue())).toMatchObject({ changes: [], notes: [], problems: [] });
  });

  const rows: readonly { why: string; item: Item; made: boolean }[] = [
    { why: "once or twice may be chance", item: fought(2), made: true },
    { why: "three times is for good", item: fought(3), made: false },
    { why: "and so is more", item: fought(7), made: false },
    {
      why: "a person at their own pace is told of each move, and undone as the config says",
      item: fought(5, { by: bdLead, gap: 61 }),
      made: true,
    },
    { why: "an account that is as quick as a program is one", item: fought(3, { by: bdLead, gap: 60 }), made: false },
    {
      why: "a person's touch begins the count anew",
      item: fought(3, {
        later: [
          moved("Lead", at(9, 0), { from: "Partner" }),
          moved("Partner", at(9, 600), { from: "Lead", actor: syncBot }),
        ],
      }),
      made: true,
    },
  ];
  it.each(rows)("$why", ({ item, made }) => {
    expect(moves(item)).toEqual(made ? ["~ board Partnerships: Partner → Lead"] : []);
    expect(said(item)).toHaveLength(made ? 0 : 1);
  });

  it("is told with who it is, without the names of columns, and as a problem for people", () => {
    const { problems, notes } = planned(fought(3));
    const [change] = said(fought(3));
    expect(change).toMatchObject({
      key: "oscillation/column/PVT_partnerships",
      rule: "pipelines.leads",
      fact: "`board-sync` changed it back 3 times, last at 2025-07-11T14:00:06Z",
    });
    expect(change!.body).toContain(
      "The card's column on the board is being changed back each time I set it, by `board-sync`.",
    );
    expect(change!.body).not.toContain("Partner");
    expect(notes.join()).toContain("The card's column on the board was left alone");
    expect(problems).toMatchObject([{ code: "oscillation", severity: "warning" }]);
  });

  it("is told once", () => {
    const [change] = said(fought(3));
    const item = { ...fought(4), ownComments: known([comment(change!.body, july(12))]) };
    expect(said(item)).toEqual([]);
    expect(moves(item)).toEqual([]);
  });

  it("may be a label, while the rest of the plan is carried out", () => {
    // By hand: the bot puts a stage's label on that cannot follow; we take it off; three times that was undone.
    const label = "stage: partner";
    const facts = [0, 1, 2].flatMap((round) => [
      unlabeled(label, at(round, 1), milepost),
      labeled(label, at(round, 5), syncBot),
    ]);
    const item = issue({
      labels: withLabels("lead", label),
      history: known([opened(), labeled(label, at(0, 0), syncBot), ...facts]),
    });
    const words = planned(item).changes.map(changeText);
    expect(words).toContain('+ label "stage: lead"');
    expect(words).not.toContain(`- label "${label}"`);
    expect(said(item)).toMatchObject([{ key: "oscillation/label/stage: partner" }]);
  });
});
