import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kaplanMeier } from "../../src/measure/kaplan-meier.ts";
import { percentileOf } from "../../src/measure/percentile.ts";
import { joinTies } from "../../src/measure/ties.ts";
import type { WaitColumns } from "../../src/measure/wait.ts";
import { type Column, expectColumn, golden, waitsOf } from "./r-numbers.ts";

interface Curve {
  readonly days: readonly number[];
  readonly reached: readonly number[];
  readonly entry: readonly number[] | null;
  readonly time: Column;
  readonly atRisk: Column;
  readonly events: Column;
  readonly censored: Column;
  readonly survival: Column;
  readonly stdErr: Column;
  readonly lower: Column;
  readonly upper: Column;
  readonly probs: readonly number[];
  readonly quantile: Column;
  readonly quantileLower: Column;
  readonly quantileUpper: Column;
}

/** The tables given with the issue: only the times at which something was reached. */
type Given = Omit<Curve, "entry" | "time" | "probs" | "stdErr"> & {
  readonly atTime: Column;
  readonly quantileProb: readonly number[];
};

describe("Kaplan–Meier", () => {
  it("says nothing of no waits", () => {
    const curve = kaplanMeier(waitsOf([], []));
    expect(curve.time.length).toBe(0);
    expect(percentileOf(curve, 0.5)).toEqual({ share: 0.5, value: null, lower: null, upper: null });
  });

  it.each([
    { file: "lung.json", why: "many open waits, few ties" },
    { file: "lung-women.json", why: "the upper limit of a percentile is not reached" },
    { file: "ties.json", why: "ended and last seen open at the same time; ends at 0" },
    { file: "six-mp.json", why: "a published example" },
    { file: "late.json", why: "watched late" },
    { file: "fractions.json", why: "ties but for rounding" },
    { file: "flat.json", why: "flat at exactly one quarter, half and three quarters" },
  ])("equals R in every column of $file: $why", ({ file }) => {
    const r = golden<Curve>(file);
    const curve = kaplanMeier(joinTies([waitsOf(r.days, r.reached, { entry: r.entry })])[0]!);
    for (const name of ["time", "atRisk", "events", "censored", "survival", "stdErr", "lower", "upper"] as const)
      expectColumn(curve[name], r[name], name);
    const percentiles = r.probs.map((share) => percentileOf(curve, share));
    expectColumn(
      percentiles.map(({ value }) => value),
      r.quantile,
      "quantile",
    );
    expectColumn(
      percentiles.map(({ lower }) => lower),
      r.quantileLower,
      "quantileLower",
    );
    expectColumn(
      percentiles.map(({ upper }) => upper),
      r.quantileUpper,
      "quantileUpper",
    );
  });

  it.each(["lung.km.json", "lung-women.km.json", "ties.km.json"])("equals the numbers given in %s", (file) => {
    const r = golden<Given>(file);
    const curve = kaplanMeier(waitsOf(r.days, r.reached));
    const rows = [...curve.events.keys()].filter((row) => curve.events[row]! > 0);
    const of = (column: Float64Array) => rows.map((row) => column[row]!);
    expectColumn(of(curve.time), r.atTime, "time");
    for (const name of ["atRisk", "events", "survival", "lower", "upper"] as const)
      expectColumn(of(curve[name]), r[name], name);
    const percentiles = r.quantileProb.map((share) => percentileOf(curve, share));
    expectColumn(
      percentiles.map(({ value }) => value),
      r.quantile,
      "quantile",
    );
    expectColumn(
      percentiles.map(({ lower }) => lower),
      r.quantileLower,
      "quantileLower",
    );
    expectColumn(
      percentiles.map(({ upper }) => upper),
      r.quantileUpper,
      "quantileUpper",
    );
  });

  it("gives the published curve of the 6-MP arm of Freireich et al. 1963", () => {
    const { days, reached } = golden<Curve>("six-mp.json");
    const curve = kaplanMeier(waitsOf(days, reached));
    const rows = [...curve.events.keys()].filter((row) => curve.events[row]! > 0);
    const printed = rows.map((row) => `${curve.time[row]}: ${curve.survival[row]!.toFixed(3)}`);
    expect(printed).toEqual(["6: 0.857", "7: 0.807", "10: 0.753", "13: 0.690", "16: 0.627", "22: 0.538", "23: 0.448"]);
    expect(percentileOf(curve, 0.5).value).toBe(23);
  });

  it("finds the median of every even number of waits, whatever a product of shares rounds to", () => {
    const wrong = Array.from({ length: 200 }, (_, n) => 2 * n + 2).filter((n) => {
      const waits = waitsOf(
        Array.from({ length: n }, (_, day) => day + 1),
        new Array(n).fill(1),
      );
      return percentileOf(kaplanMeier(waits), 0.5).value !== (n + 1) / 2;
    });
    expect(wrong).toEqual([]);
  });

  it("counts who was watched for less than a rounding error among the watched", () => {
    const [waits] = joinTies([waitsOf([0.1 + 0.2, 1], [1, 1], { entry: [0.3, 0] })]);
    expect([...kaplanMeier(waits!).atRisk]).toEqual([2, 1]);
  });

  it("does not take what ended otherwise for waiting", () => {
    const waits = waitsOf([1, 2, 3], ["reached", "lost", "open"], { ends: ["reached", "lost"] });
    expect(() => kaplanMeier(waits)).toThrow("ended otherwise (lost)");
  });
});

/** Waits of whole days, some open, some watched late. */
const someWaits = fc
  .array(fc.record({ day: fc.integer({ min: 0, max: 40 }), over: fc.boolean() }), { minLength: 1, maxLength: 60 })
  .map((rows) =>
    waitsOf(
      rows.map(({ day }) => day),
      rows.map(({ over }) => (over ? 1 : 0)),
    ),
  );

const lateWaits = fc
  .array(
    fc.record({ entry: fc.integer({ min: 0, max: 20 }), more: fc.integer({ min: 1, max: 20 }), over: fc.boolean() }),
    { minLength: 1, maxLength: 60 },
  )
  .map((rows) =>
    waitsOf(
      rows.map(({ entry, more }) => entry + more),
      rows.map(({ over }) => (over ? 1 : 0)),
      { entry: rows.map(({ entry }) => entry) },
    ),
  );

describe("the laws of Kaplan–Meier", () => {
  it("starts at 1, never rises and stays between 0 and 1, also where waits are watched late", () => {
    fc.assert(
      fc.property(fc.oneof(someWaits, lateWaits), (waits) => {
        let before = 1;
        for (const share of kaplanMeier(waits).survival) {
          expect(share).toBeLessThanOrEqual(before);
          expect(share).toBeGreaterThanOrEqual(0);
          before = share;
        }
      }),
    );
  });

  it("has limits around it wherever it has limits", () => {
    fc.assert(
      fc.property(fc.oneof(someWaits, lateWaits), (waits) => {
        const { survival, lower, upper } = kaplanMeier(waits);
        for (const [row, share] of survival.entries()) {
          if (share === 1 || share === 0) expect([lower[row], upper[row]]).toEqual([Number.NaN, Number.NaN]);
          else expect(lower[row]! < share && share < upper[row]! && lower[row]! >= 0 && upper[row]! <= 1).toBe(true);
        }
      }),
    );
  });

  it("is the share of longer waits when none is open", () => {
    fc.assert(
      fc.property(someWaits, (waits) => {
        const { time, survival } = kaplanMeier({ ...waits, end: waits.end.map(() => 1) });
        for (const [row, at] of time.entries()) {
          const longer = waits.time.filter((day) => day > at).length / waits.time.length;
          expect(survival[row]).toBeCloseTo(longer, 12);
        }
      }),
    );
  });

  it("is flat and has no percentiles when all are open", () => {
    fc.assert(
      fc.property(fc.oneof(someWaits, lateWaits), (waits) => {
        const curve = kaplanMeier({ ...waits, end: waits.end.map(() => 0) });
        expect(curve.survival.every((share) => share === 1)).toBe(true);
        expect(percentileOf(curve, 0.5)).toEqual({ share: 0.5, value: null, lower: null, upper: null });
      }),
    );
  });

  it("does not depend on the order of the waits", () => {
    const shuffled = fc.oneof(someWaits, lateWaits).chain((waits) => {
      const order = fc.shuffledSubarray([...waits.time.keys()], {
        minLength: waits.time.length,
        maxLength: waits.time.length,
      });
      return order.map((rows) => ({ waits, again: inOrder(waits, rows) }));
    });
    fc.assert(
      fc.property(shuffled, ({ waits, again }) => {
        expect(kaplanMeier(again)).toEqual(kaplanMeier(waits));
      }),
    );
  });

  it("scales with the unit of time", () => {
    fc.assert(
      fc.property(someWaits, fc.integer({ min: 2, max: 86_400 }), (waits, unit) => {
        const [curve, scaled] = [
          kaplanMeier(waits),
          kaplanMeier({ ...waits, time: waits.time.map((at) => at * unit) }),
        ];
        expect(scaled).toEqual({ ...curve, time: curve.time.map((at) => at * unit) });
        const [value, larger] = [percentileOf(curve, 0.5).value, percentileOf(scaled, 0.5).value];
        expect(larger).toBe(value === null ? null : value * unit);
      }),
    );
  });

  it("is not changed by a wait last seen open before anything was reached", () => {
    fc.assert(
      fc.property(someWaits, (waits) => {
        const later = { ...waits, time: waits.time.map((at) => at + 1) };
        const more = {
          ...later,
          time: Float64Array.from([0.5, ...later.time]),
          end: Uint8Array.from([0, ...later.end]),
        };
        expect(kaplanMeier(more).survival.slice(1)).toEqual(kaplanMeier(later).survival);
      }),
    );
  });
});

function inOrder(waits: WaitColumns, rows: readonly number[]): WaitColumns {
  return {
    ...waits,
    time: Float64Array.from(rows, (row) => waits.time[row]!),
    end: Uint8Array.from(rows, (row) => waits.end[row]!),
    entry: waits.entry && Float64Array.from(rows, (row) => waits.entry![row]!),
  };
}
