import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flowOf, workOf } from "../../src/measure/flow.ts";
import { littlesLaw } from "../../src/measure/littles-law.ts";
import { type Period, periodsUpTo } from "../../src/measure/periods.ts";
import { type Spell, spellsOf } from "../../src/measure/spells.ts";
import type { Subject } from "../../src/measure/subject.ts";
import { plusSeconds } from "../../src/model/time.ts";
import { closed, reopened } from "../support/builders.ts";
import { anySubjects } from "./any-subjects.ts";
import { at, leads } from "./lives.ts";
import { ground, subject } from "./subjects.ts";

function flow(
  subjects: readonly Subject[],
  now: string,
  periods: readonly Period[] = periodsUpTo(at(now), "month", 3, "UTC"),
) {
  return flowOf(subjects, { pipeline: leads, ground: ground(...subjects), periods, now: at(now) });
}

const three = [
  subject({
    number: 1,
    way: [
      ["lead", "2025-07-01"],
      ["qualified", "2025-07-15"],
      ["partner", "2025-08-10"],
    ],
  }),
  subject({
    number: 2,
    way: [
      ["lead", "2025-07-20"],
      ["lost", "2025-07-25"],
    ],
  }),
  subject({ number: 3, way: [["lead", "2025-08-20"]] }),
];

describe("flowOf", () => {
  it("row 58: nothing comes of no items", () => {
    for (const period of flow([], "2025-09-10").periods) {
      expect(period).toMatchObject({ arrivals: [], completed: [], lost: [], inProgress: [] });
    }
  });

  it("counts what came, what went and what is there, month by month", () => {
    const rows = flow(three, "2025-09-10").periods.map((one) => [
      one.id,
      one.whole,
      ...[one.arrivals, one.completed, one.lost, one.inProgress].map((items) => items.length),
    ]);
    expect(rows).toEqual([
      ["2025-07", true, 2, 0, 1, 1],
      ["2025-08", true, 1, 1, 0, 1],
      ["2025-09", false, 0, 0, 0, 1],
    ]);
  });

  it("counts a moment on the edge in the later period", () => {
    const edge = subject({
      way: [
        ["lead", "2025-07-07"],
        ["partner", "2025-08-01T00:00:00Z"],
      ],
    });
    const [july, august] = flow([edge], "2025-09-10").periods;
    expect(july).toMatchObject({ completed: [], inProgress: ["openwater/leads#7"] });
    expect(august).toMatchObject({ completed: ["openwater/leads#7"], inProgress: [] });
  });

  it("adds up what had come to each stage, jumps included", () => {
    const [july, august] = flow(three, "2025-09-10").periods;
    const counts = (period: typeof july) => period!.cumulative.map(({ count }) => count);
    // Number 1 jumped over Prospect in August.
    expect(counts(july)).toEqual([2, 1, 0, 0, 1]);
    expect(counts(august)).toEqual([3, 1, 1, 1, 1]);
  });

  it("takes what was closed and opened again for two stretches", () => {
    const facts = [closed("completed", at("2025-07-10")), reopened(at("2025-07-12"))];
    const spells = spellsOf(subject({ facts }), at("2025-12-01"));
    expect(spells.map(({ from, end }) => [from, end?.at ?? null, end?.which ?? null])).toEqual([
      [at("2025-07-07"), at("2025-07-10"), "closed"],
      [at("2025-07-12"), null, null],
    ]);
  });

  it("laws: in progress is what was, with what came, without what went; cumulative counts never fall", () => {
    fc.assert(
      fc.property(anySubjects, (subjects) => {
        const periods = flow(subjects, "2026-12-31", periodsUpTo(at("2026-12-31"), "week", 110, "UTC")).periods;
        expect(periods[0]!.from < "2025-01-01").toBe(true);
        for (const [index, one] of periods.entries()) {
          const before = periods[index - 1];
          const went = one.completed.length + one.lost.length;
          expect(one.inProgress.length).toBe((before?.inProgress.length ?? 0) + one.arrivals.length - went);
          for (const [stage, { count }] of one.cumulative.entries()) {
            expect(count).toBeGreaterThanOrEqual(before?.cumulative[stage]?.count ?? 0);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("littlesLaw", () => {
  const spell = (from: string, to: string | null): Spell => ({
    from: at(from),
    end: to === null ? null : { at: at(to), which: "partner", good: true },
  });

  it("says nothing of an empty span", () => {
    expect(littlesLaw([spell("2025-07-01", null)], { from: at("2025-07-01"), to: at("2025-07-01") })).toBeNull();
  });

  it("row 58: nobody left", () => {
    const law = littlesLaw([spell("2025-07-01", null)], { from: at("2025-07-01"), to: at("2025-07-11") });
    expect(law).toMatchObject({ n: 0, averageInProgress: 1, averageDays: null, expectedDays: null, ratio: null });
  });

  it("by hand: 2 and 4 days within ten days are 0.6 in progress, 0.2 a day, 3 days each", () => {
    const spells = [spell("2025-07-01", "2025-07-03"), spell("2025-07-02", "2025-07-06")];
    const law = littlesLaw(spells, { from: at("2025-07-01"), to: at("2025-07-11") })!;
    expect(law.averageInProgress).toBeCloseTo(0.6, 12);
    expect(law.leavingPerDay).toBeCloseTo(0.2, 12);
    expect(law).toMatchObject({ n: 2, averageDays: 3, expectedDays: 3, ratio: 1 });
  });

  it("by hand: old work left lying makes the law's figure too long", () => {
    const spells = [spell("2025-07-01", null), spell("2025-07-02", "2025-07-06")];
    // 10 + 4 days in progress for one that left.
    expect(littlesLaw(spells, { from: at("2025-07-01"), to: at("2025-07-11") })).toMatchObject({
      averageDays: 4,
      expectedDays: 14,
      ratio: 3.5,
    });
  });

  it("is exact wherever nothing is in progress at either edge", () => {
    fc.assert(
      fc.property(anySubjects, (subjects) => {
        const stands = ground(...subjects);
        const now = at("2026-12-31");
        const spells = subjects.flatMap((one) => workOf(one, stands, now)).filter(({ end }) => end !== null);
        const law = littlesLaw(spells, { from: at("2024-12-31"), to: plusSeconds(now, 1) })!;
        expect(law.n).toBe(spells.length);
        if (law.ratio !== null) expect(law.ratio).toBeCloseTo(1, 9);
        expect(law.averageInProgress).toBeCloseTo(law.leavingPerDay * (law.averageDays ?? 0), 9);
      }),
    );
  });
});
