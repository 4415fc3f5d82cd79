import { describe, expect, it } from "vitest";
import { renderMarker } from "../../src/content/markers.ts";
import { type Receipt, receiptMarker, receiptsOf } from "../../src/history/receipts.ts";
import { stageOf } from "../../src/history/stage.ts";
import type { Item, OwnComment } from "../../src/model/snapshot.ts";
import {
  closed,
  comment,
  dragged,
  engineer,
  issue,
  july,
  known,
  labeled,
  milepost,
  opened,
  pipelineWith,
  unknown,
  world,
} from "../support/builders.ts";

const receipt: Receipt = {
  comment: "IC_1",
  at: july(11),
  actor: "U_bd",
  login: "bd-lead",
  role: "write",
  commands: [{ verb: "stage", value: "qualified", accepted: true }],
};

function kept(more: Partial<Receipt> = {}, by: Partial<OwnComment> = {}): OwnComment {
  return comment(`Done.\n\n${renderMarker(receiptMarker({ ...receipt, ...more }))}`, july(12), by);
}

function found(...comments: readonly OwnComment[]): readonly Receipt[] {
  const read = receiptsOf({ ownComments: known(comments) }, world());
  return read.known ? read.value : [];
}

describe("receiptsOf", () => {
  it("finds none where we answered nothing", () => {
    expect(found(comment("Thank you.", july(11)))).toEqual([]);
  });

  it("reads back what was written", () => {
    const two = { verb: "hold", value: "", accepted: false };
    const whole = { ...receipt, commands: [...receipt.commands, two] };
    expect(found(kept(whole))).toEqual([whole]);
  });

  const forged: readonly { why: string; text: OwnComment }[] = [
    { why: "somebody else wrote it", text: kept({}, { author: engineer }) },
    {
      why: "anybody's workflow may write as github-actions (ruling 11)",
      text: kept({}, { author: { id: "BOT_actions", login: "github-actions", kind: "Bot" } }),
    },
    {
      why: "its key is another comment's",
      text: comment(renderMarker({ ...receiptMarker(receipt), key: "receipt/IC_2" }), july(12)),
    },
    {
      why: "its time is no time",
      text: comment(renderMarker(receiptMarker({ ...receipt, at: "soon" as never })), july(12)),
    },
    { why: "it is a note of ours", text: comment(renderMarker({ ...receiptMarker(receipt), kind: "note" }), july(12)) },
  ];
  it.each(forged)("does not count one when $why", ({ text, why }) => {
    const actions = { id: "BOT_actions", login: "github-actions", kind: "Bot" } as const;
    const read = receiptsOf({ ownComments: known([text]) }, world({ identities: [milepost, actions] }));
    expect(read, why).toEqual(known([]));
  });

  it("counts the older of two for one comment", () => {
    const later = kept({ commands: [{ verb: "hold", value: "", accepted: true }] }, { createdAt: july(13) });
    expect(found(later, kept())).toEqual([receipt]);
  });
});

describe("ruling 4: an accepted /stage is a move at the comment's time", () => {
  function stages(item: Item): readonly string[] {
    const { place } = stageOf(item, world(), pipelineWith(), null);
    return place!.visits.map(({ stage, entered }) => `${stage} ${entered}`);
  }
  const lead = "lead 2025-07-07T09:00:00Z";
  const rows: readonly { why: string; item: Item; path: readonly string[] }[] = [
    {
      why: "it sets the stage",
      item: issue({ ownComments: known([kept()]) }),
      path: [lead, "qualified 2025-07-11T09:00:00Z"],
    },
    {
      why: "one that was refused sets none",
      item: issue({ ownComments: known([kept({ commands: [{ ...receipt.commands[0]!, accepted: false }] })]) }),
      path: [lead],
    },
    {
      why: "other verbs set none",
      item: issue({ ownComments: known([kept({ commands: [{ verb: "hold", value: "qualified", accepted: true }] })]) }),
      path: [lead],
    },
    {
      why: "a stage that is gone from the config is none",
      item: issue({ ownComments: known([kept({ commands: [{ verb: "stage", value: "was-here", accepted: true }] })]) }),
      path: [lead],
    },
    {
      why: "of one second, the command is stronger than the card, the label and the closing (ruling 3)",
      item: dragged([["Lost", july(11)]], {
        history: known([opened(), labeled("stage: lost", july(11)), closed("not-planned", july(11))]),
        ownComments: known([kept()]),
      }),
      path: [lead, "qualified 2025-07-11T09:00:00Z"],
    },
    {
      why: "what happened later stands after it",
      item: dragged([["Prospect", july(18)]], { ownComments: known([kept()]) }),
      path: [lead, "qualified 2025-07-11T09:00:00Z", "prospect 2025-07-18T09:00:00Z"],
    },
  ];
  it.each(rows)("$why", ({ item, path, why }) => {
    expect(stages(item), why).toEqual(path);
  });

  it("says who commanded it", () => {
    const { place } = stageOf(issue({ ownComments: known([kept()]) }), world(), pipelineWith(), null);
    expect(place).toMatchObject({ id: "qualified", fact: "bd-lead wrote /stage qualified at 2025-07-11T09:00:00Z" });
  });

  it("leaves the stage unknown while our receipts cannot be read", () => {
    expect(stageOf(issue({ ownComments: unknown("no answer") }), world(), pipelineWith(), null)).toMatchObject({
      place: null,
      why: "no answer",
    });
  });
});
