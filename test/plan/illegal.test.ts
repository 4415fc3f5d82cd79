import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { readMarker, renderMarker, stripMarkers } from "../../src/content/markers.ts";
import type { Change } from "../../src/model/change.ts";
import type { Item } from "../../src/model/snapshot.ts";
import { plan } from "../../src/plan/plan.ts";
import {
  closed,
  comment,
  configWith,
  dragged,
  engineer,
  issue,
  july,
  known,
  labeled,
  milepost,
  moved,
  opened,
  partnerships,
  unknown,
  world,
} from "../support/builders.ts";

type Comment = Extract<Change, { kind: "add-comment" }>;

function planned(item: Item, config: Config = configWith()) {
  return plan({ item, world: world() }, config, july(28));
}

function comments(item: Item, config?: Config): readonly Comment[] {
  return planned(item, config).changes.filter((change) => change.kind === "add-comment");
}

function text(item: Item, config?: Config): string {
  return comments(item, config)
    .map(({ body }) => stripMarkers(body))
    .join("\n---\n");
}

const undo = configWith({ pipeline: { illegalMoves: "undo" } });
const attempt = moved("Partner", july(11), { id: "SCE_jump" });
const jump = dragged([["Partner", july(11)]], { boardHistory: known([moved("Lead", july(8)), attempt]) });

function noteFor(fact: string, author = milepost) {
  return comment(`Told.\n\n${renderMarker({ kind: "note", key: `illegal/${fact}`, extra: {} })}`, july(12), { author });
}

describe("ruling 2: telling of a move that is not allowed", () => {
  it("says nothing when every move is allowed", () => {
    expect(comments(issue())).toEqual([]);
  });

  it("says once what was tried, what is allowed and what became of it", () => {
    const [note] = comments(jump);
    expect(note).toMatchObject({
      issue: "I_7",
      key: "illegal/SCE_jump",
      rule: "pipelines.leads.moves",
      fact: "bd-lead moved the card to Partner at 2025-07-11T09:00:00Z",
    });
    expect(readMarker(note!.body)).toEqual({ kind: "note", key: "illegal/SCE_jump", extra: {} });
    expect(stripMarkers(note!.body)).toMatchInlineSnapshot(`
      "This cannot move to **Partner** yet (bd-lead moved the card to Partner): from **Lead** it can go to **Qualified lead** or **Lost**.

      The move does not count: it stayed in **Lead**, and nothing was opened. Until it is moved to a stage that can follow, or back to **Lead**, it carries the label \`needs-stage-fix\`."
    `);
  });

  it("says under `undo` that card and label go back", () => {
    expect(text(jump, undo)).toContain("Its card and label go back to **Lead** by themselves.");
    expect(text(jump, undo)).not.toContain("needs-stage-fix");
  });

  it("says that an issue stays closed when closing it was the move", () => {
    const shut = issue({ state: "closed", history: known([opened(), closed("completed", july(11))]) });
    expect(text(shut, undo)).toContain("The issue stays closed; reopen it if that was a slip.");
  });

  it("names no colleague on a public issue", () => {
    const there = { ...jump, visibility: "public" as const };
    expect(text(there)).not.toContain("bd-lead");
    expect(text(there)).toContain("This cannot move to **partner** yet: from **lead**");
  });

  it("names columns on a public issue only when the board is as public", () => {
    const there = { ...jump, visibility: "public" as const };
    const boards = { partnerships: known({ ...partnerships, visibility: "public" as const }) };
    const open = plan({ item: there, world: world({ boards }) }, configWith(), july(28)).changes;
    expect(JSON.stringify(open)).toContain("This cannot move to **Partner** yet: from **Lead**");
    expect(text(there)).not.toMatch(/Partner|Lead|Lost/);
  });

  it("says where the pipeline ends", () => {
    const lost = dragged([
      ["Lost", july(9)],
      ["Partner", july(11)],
    ]);
    expect(text(lost)).toContain("**Lost** is where this pipeline ends");
  });

  it.each([
    { since: "Lead", why: "it was taken back" },
    { since: "Qualified lead", why: "a legal move has followed" },
  ])("tells of it in the same words when $why before we looked", ({ since }) => {
    const settled = dragged([
      ["Partner", july(11)],
      [since, july(12)],
    ]);
    expect(text(settled)).toBe(text(jump));
  });

  it("makes one comment for each such move", () => {
    const twice = dragged([
      ["Partner", july(11)],
      ["Prospect", july(12)],
    ]);
    expect(comments(twice).map(({ fact }) => fact)).toEqual([
      "bd-lead moved the card to Partner at 2025-07-11T09:00:00Z",
      "bd-lead moved the card to Prospect at 2025-07-12T09:00:00Z",
    ]);
  });

  const quiet: readonly { why: string; item: Item; config?: Config }[] = [
    { why: "it was told before", item: { ...jump, ownComments: known([noteFor("SCE_jump")]) } },
    { why: "ruling 5: it is older than starts", item: jump, config: configWith({ pipeline: { starts: july(12) } }) },
    { why: "our comments could not be read, so it may have been told", item: { ...jump, ownComments: unknown() } },
    {
      why: "board events are unknown, so no move can be judged",
      item: issue({ boardHistory: unknown(), history: known([opened(), labeled("stage: partner", july(11))]) }),
    },
    { why: "the conversation is locked", item: { ...jump, locked: true } },
  ];
  it.each(quiet)("says nothing when $why", ({ item, config, why }) => {
    expect(comments(item, config), why).toEqual([]);
  });

  it("tells it when the moment is exactly that of starts", () => {
    expect(comments(jump, configWith({ pipeline: { starts: july(11) } }))).toHaveLength(1);
  });

  it("asks a person when the conversation is locked", () => {
    expect(planned({ ...jump, locked: true }).problems).toMatchObject([{ code: "issue-locked", where: jump.url }]);
  });

  it("is told again for another move, whatever was told before", () => {
    expect(comments({ ...jump, ownComments: known([noteFor("SCE_other")]) })).toHaveLength(1);
  });

  it("is not hushed by a marker that somebody else wrote (ruling 11)", () => {
    expect(comments({ ...jump, ownComments: known([noteFor("SCE_jump", engineer)]) })).toHaveLength(1);
  });

  it("keeps the attempt in the notes, settled or not", () => {
    expect(
      planned(
        dragged([
          ["Partner", july(11)],
          ["Lead", july(12)],
        ]),
      ).notes,
    ).toEqual([
      "Not accepted: bd-lead moved the card to Partner at 2025-07-11T09:00:00Z; from lead only qualified or lost can follow.",
    ]);
  });
});
