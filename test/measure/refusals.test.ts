import { describe, expect, it } from "vitest";
import { openRefusals } from "../../src/measure/refusals.ts";
import type { Refusal } from "../../src/measure/subject.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import { closed } from "../support/builders.ts";
import { at, leads } from "./lives.ts";
import { ground, subject, type Told } from "./subjects.ts";

function refusal(day: string, resolved: string | null = null, to = "partner"): Refusal {
  return { at: at(day), from: "lead", to, resolvedAt: resolved === null ? null : at(resolved) };
}

function found(refused: readonly Refusal[], told: Told = {}, { pipeline = leads, now = "2025-07-20" } = {}) {
  const one = subject({ ...told, pipeline, more: { refused } });
  return openRefusals([one], { pipeline, ground: ground(one), now: at(now) });
}

describe("openRefusals", () => {
  it("is empty where every move counted", () => {
    expect(found([])).toEqual([]);
  });

  it("names the item, where it counts and where it was moved", () => {
    expect(found([refusal("2025-07-11")])).toEqual([
      {
        item: "openwater/leads#7",
        url: "https://github.com/openwater/leads/issues/7",
        at: "2025-07-11T09:00:00Z",
        from: "lead",
        to: "partner",
      },
    ]);
  });

  const rows: readonly {
    why: string;
    refused: readonly Refusal[];
    to: readonly string[];
    told?: Told;
    now?: string;
  }[] = [
    { why: "it was put right since", refused: [refusal("2025-07-11", "2025-07-12")], to: [] },
    { why: "it was put right only later", refused: [refusal("2025-07-11", "2025-07-21")], to: ["partner"] },
    { why: "it had not happened yet", refused: [refusal("2025-07-21")], to: [] },
    {
      why: "the newest of two",
      refused: [refusal("2025-07-11"), refusal("2025-07-12", null, "prospect")],
      to: ["prospect"],
    },
    {
      why: "the newest was taken back, and the one before was not",
      refused: [refusal("2025-07-11"), refusal("2025-07-12", "2025-07-13", "prospect")],
      to: ["partner"],
    },
    {
      why: "the item is over",
      refused: [refusal("2025-07-11")],
      told: { facts: [closed("not-planned", at("2025-07-15"))] },
      to: [],
    },
  ];
  it.each(rows)("$to when $why", ({ refused, told, to, now }) => {
    expect(found(refused, told, now === undefined ? {} : { now }).map((one) => one.to)).toEqual(to);
  });

  it("leaves nothing to do where the config has such moves undone", () => {
    const undo: Pipeline = { ...leads, illegalMoves: "undo" };
    expect(found([refusal("2025-07-11")], {}, { pipeline: undo })).toEqual([]);
  });

  it("has the oldest first", () => {
    const [one, other] = [8, 9].map((number) =>
      subject({ number, more: { refused: [refusal(number === 8 ? "2025-07-12" : "2025-07-11")] } }),
    ) as [ReturnType<typeof subject>, ReturnType<typeof subject>];
    const all = openRefusals([one, other], { pipeline: leads, ground: ground(one, other), now: at("2025-07-20") });
    expect(all.map(({ item }) => item)).toEqual(["openwater/leads#9", "openwater/leads#8"]);
  });
});
