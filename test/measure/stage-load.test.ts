import { describe, expect, it } from "vitest";
import { ageingOf } from "../../src/measure/ageing.ts";
import { bottleneckOf } from "../../src/measure/bottleneck.ts";
import type { Subject } from "../../src/measure/subject.ts";
import { plusSeconds } from "../../src/model/time.ts";
import { closed } from "../support/builders.ts";
import { at, leads } from "./lives.ts";
import { ground, subject } from "./subjects.ts";

function context(subjects: readonly Subject[], now: string) {
  return { pipeline: leads, ground: ground(...subjects), now: at(now) };
}

const temple = [
  ["lead", "2025-07-07"],
  ["qualified", "2025-07-11"],
  ["prospect", "2025-07-18"],
  ["partner", "2025-08-05"],
] as const;

const five = [1, 2, 3, 4, 5].map((number) => subject({ number, way: temple }));

/** Leads that left the first stage after so many days. */
function leaving(days: readonly number[]) {
  const opened = at("2025-07-01");
  return days.map((day, n) =>
    subject({
      number: n + 1,
      way: [
        ["lead", opened],
        ["qualified", plusSeconds(opened, day * 86_400)],
      ],
    }),
  );
}

describe("bottleneckOf", () => {
  it("row 58: no items, no numbers", () => {
    const result = bottleneckOf([], context([], "2025-12-01"));
    expect(result).toMatchObject({ items: 0, days: 0, slowest: null });
    expect(result.stages.map(({ days, share }) => [days, share])).toEqual([
      [0, null],
      [0, null],
      [0, null],
    ]);
  });

  it("row 58: one item is not enough", () => {
    const result = bottleneckOf(five.slice(0, 1), context(five, "2025-12-01"));
    expect(result).toMatchObject({ items: 1, days: null, slowest: null });
    expect(result.stages[0]).toMatchObject({ n: 1, stays: 1, daysPerStay: null, share: null });
  });

  it("scenario 1, five times: 4, 7 and 18 of 29 days", () => {
    const result = bottleneckOf(five, context(five, "2025-12-01"));
    expect(result).toMatchObject({ days: 29, slowest: "prospect" });
    expect(result.stages.map(({ stage, days, share }) => [stage, days, share])).toEqual([
      ["lead", 4, 4 / 29],
      ["qualified", 7, 7 / 29],
      ["prospect", 18, 18 / 29],
    ]);
  });

  it("counts days for all items: a stage that half of them skip weighs half", () => {
    const skipping = [6, 7, 8, 9, 10].map((number) =>
      subject({
        number,
        way: [
          ["lead", "2025-07-07"],
          ["partner", "2025-07-11"],
        ],
      }),
    );
    const all = [...five, ...skipping];
    expect(bottleneckOf(all, context(all, "2025-12-01")).stages.map(({ days }) => days)).toEqual([4, 3.5, 9]);
  });

  it("says at least where the longest stay is not over", () => {
    // Left after 2, 4, 6 and 8 days; one is still there after 10. Area by hand: 2 + 0.8·2 + 0.6·2 + 0.4·2 + 0.2·2 = 6.
    const items = [...leaving([2, 4, 6, 8]), subject({ number: 9, way: [["lead", "2025-07-01"]] })];
    const [lead] = bottleneckOf(items, context(items, "2025-07-11")).stages;
    expect(lead!.daysPerStay).toBeCloseTo(6, 9);
    expect(lead).toMatchObject({ atLeast: true, open: 1, n: 5, stays: 5 });
  });
});

describe("ageingOf", () => {
  it("row 58: nothing is open", () => {
    expect(ageingOf([], context([], "2025-12-01"))).toMatchObject({ items: [] });
    expect(ageingOf(five, context(five, "2025-12-01")).items).toEqual([]);
  });

  it("row 58: alone in its stage, an item has an age and no rank", () => {
    const one = subject();
    expect(ageingOf([one], context([one], "2025-07-17")).items).toMatchObject([
      {
        item: "openwater/leads#7",
        stage: "lead",
        days: 10,
        workingSeconds: 8 * 86_400,
        longerThan: null,
        band: "not-enough",
      },
    ]);
  });

  it("ranks by its own stage, open ones included", () => {
    // Left after 1 to 9 days; the tenth has been there for 8.5 days: at 9 one of the two still there left.
    const done = leaving([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const open = subject({ number: 50, way: [["lead", "2025-07-01"]] });
    const all = [...done, open];
    const result = ageingOf(all, context(all, "2025-07-09T21:00:00Z"));
    // Number 9 has not left yet by then, either; both are open at 8.5 days, and 8 of 10 stays are over.
    const items = result.items.filter(({ stage }) => stage === "lead");
    expect(items.map(({ item }) => item)).toEqual(["openwater/leads#50", "openwater/leads#9"]);
    expect(items[0]!.longerThan).toBeCloseTo(0.8, 12);
    expect(items[0]!.band).toBe("long");
    expect(result.stages[0]).toMatchObject({ stage: "lead", n: 10, open: 2, most: null });
    // Half of ten stays are over by day 5 and more by day 6: R takes the middle of the flat step.
    expect(result.stages[0]!.half).toBeCloseTo(5.5, 9);
  });

  it("leaves out what was closed in a stage on the way, and ends its stay there", () => {
    const gone = subject({ facts: [closed("not-planned", at("2025-07-09"))] });
    const result = ageingOf([gone], context([gone], "2025-12-01"));
    expect(result.items).toEqual([]);
    expect(result.stages[0]).toMatchObject({ n: 1, open: 0 });
  });
});
