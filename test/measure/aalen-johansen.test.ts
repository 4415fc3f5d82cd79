import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aalenJohansen } from "../../src/measure/aalen-johansen.ts";
import { kaplanMeier } from "../../src/measure/kaplan-meier.ts";
import { incidencePercentileOf, rowAt } from "../../src/measure/percentile.ts";
import { type Column, expectColumn, golden, waitsOf } from "./r-numbers.ts";

type Golden = {
  readonly days: readonly number[];
  readonly end: readonly string[];
  readonly entry: readonly number[] | null;
  readonly ends: readonly string[];
} & { readonly [column: string]: Column };

describe("Aalen–Johansen", () => {
  it("says nothing of no waits", () => {
    const curves = aalenJohansen(waitsOf([], [], { ends: ["signed", "lost"] }));
    expect(curves.ends.map(({ end, incidence }) => [end, incidence.length])).toEqual([
      ["signed", 0],
      ["lost", 0],
    ]);
    expect(incidencePercentileOf(curves, curves.ends[0]!, 0.5)).toBeNull();
  });

  it.each([
    { file: "two-ends.json", why: "many ties" },
    { file: "mgus2.json", why: "real waits, four decades of them" },
    { file: "mgus2-late.json", why: "watched late" },
  ])("equals R in every column of $file: $why", ({ file }) => {
    const r = golden<Golden>(file);
    const curves = aalenJohansen(waitsOf(r.days, r.end, { entry: r.entry, ends: r.ends }));
    for (const name of ["time", "atRisk", "censored", "stillOpen"] as const) expectColumn(curves[name], r[name]!, name);
    for (const { end, ...columns } of curves.ends)
      for (const name of ["incidence", "stdErr", "lower", "upper", "events"] as const)
        expectColumn(columns[name], r[`${name}_${end}`]!, `${name}_${end}`);
  });

  it("equals the numbers given in two-ends.aj.json", () => {
    const r = golden<Golden>("two-ends.aj.json");
    const curves = aalenJohansen(waitsOf(r.days, r.end, { ends: ["signed", "lost"] }));
    const rows = [...curves.time.keys()].filter((row) => curves.ends.some(({ events }) => events[row]! > 0));
    const of = (column: Float64Array) => rows.map((row) => column[row]!);
    expectColumn(of(curves.time), r.atTime!, "atTime");
    for (const { end, incidence, stdErr } of curves.ends) {
      expectColumn(of(incidence), r[`incidence_${end}`]!, end);
      expectColumn(of(stdErr), r[`stdErr_${end}`]!, end);
    }
  });

  it("counts a lost lead as lost, where Kaplan–Meier would count it as if it could still be signed", () => {
    // By hand: of 4 at risk 1 is signed on day 1 (1/4); 1 of 3 is lost on day 2, 2/4 left; 1 of 2 signed on day 3: 1/4 + 2/4 · 1/2.
    const days = [1, 2, 3, 4];
    const { ends, stillOpen } = aalenJohansen(
      waitsOf(days, ["signed", "lost", "signed", "open"], { ends: ["signed", "lost"] }),
    );
    expect([...ends[0]!.incidence]).toEqual([0.25, 0.25, 0.5, 0.5]);
    expect([...ends[1]!.incidence]).toEqual([0, 0.25, 0.25, 0.25]);
    expectColumn(stillOpen, [0.75, 0.5, 0.25, 0.25], "stillOpen");
    expect(kaplanMeier(waitsOf(days, [1, 0, 1, 0])).survival.map((share) => 1 - share)[3]).toBeCloseTo(0.625, 12);
  });

  it("has no limits at 0 and at 1", () => {
    const { ends } = aalenJohansen(waitsOf([1, 2], ["signed", "signed"], { ends: ["signed", "lost"] }));
    expect([...ends[0]!.lower].map(Number.isNaN)).toEqual([false, true]);
    expect([...ends[1]!.upper].map(Number.isNaN)).toEqual([true, true]);
  });

  it("gives a percentile at the first time that many had come there, else none", () => {
    const waits = waitsOf([10, 20, 30, 40], ["signed", "lost", "signed", "open"], { ends: ["signed", "lost"] });
    const curves = aalenJohansen(waits);
    const signed = curves.ends[0]!;
    const asked = [0.25, 0.3, 0.5, 0.51].map((share) => incidencePercentileOf(curves, signed, share));
    expect(asked).toEqual([10, 30, 30, null]);
  });

  it("is looked up at a day that lies between two times", () => {
    const time = Float64Array.from([10, 20, 30]);
    expect([9, 10, 19, 30, 99].map((at) => rowAt(time, at))).toEqual([null, 0, 0, 2, 2]);
  });
});

const row = fc.record({
  entry: fc.integer({ min: 0, max: 15 }),
  more: fc.integer({ min: 1, max: 25 }),
  end: fc.integer({ min: 0, max: 3 }),
});
const someWaits = fc.tuple(fc.array(row, { minLength: 1, maxLength: 60 }), fc.boolean()).map(([rows, late]) =>
  waitsOf(
    rows.map(({ entry, more }) => entry + more),
    rows.map(({ end }) => end),
    { ends: ["signed", "lost", "merged"], entry: late ? rows.map(({ entry }) => entry) : null },
  ),
);

describe("the laws of Aalen–Johansen", () => {
  it("adds up to 1 with what is still open, at every time", () => {
    fc.assert(
      fc.property(someWaits, (waits) => {
        const { stillOpen, ends } = aalenJohansen(waits);
        for (const [n, open] of stillOpen.entries())
          expect(ends.reduce((sum, { incidence }) => sum + incidence[n]!, open)).toBeCloseTo(1, 12);
      }),
    );
  });

  it("never falls, and has limits around it wherever it has limits", () => {
    fc.assert(
      fc.property(someWaits, (waits) => {
        for (const { incidence, lower, upper } of aalenJohansen(waits).ends) {
          let before = 0;
          for (const [n, share] of incidence.entries()) {
            expect(share).toBeGreaterThanOrEqual(before);
            before = share;
            if (Number.isNaN(lower[n]!)) expect(share === 0 || share >= 1).toBe(true);
            else expect(0 <= lower[n]! && lower[n]! <= share && share <= upper[n]! && upper[n]! <= 1).toBe(true);
          }
        }
      }),
    );
  });

  it("is one minus Kaplan–Meier when there is one end, errors and all", () => {
    fc.assert(
      fc.property(someWaits, (three) => {
        const waits = { ...three, ends: ["signed"], end: three.end.map((end) => Math.min(end, 1)) };
        const curve = kaplanMeier(waits);
        const { ends, time } = aalenJohansen(waits);
        expect(time).toEqual(curve.time);
        for (const [n, share] of curve.survival.entries()) {
          expect(ends[0]!.incidence[n]).toBeCloseTo(1 - share, 12);
          if (share > 0) expect(ends[0]!.stdErr[n]).toBeCloseTo(curve.stdErr[n]!, 12);
        }
      }),
    );
  });

  it("does not depend on the order of the ends", () => {
    fc.assert(
      fc.property(someWaits, (waits) => {
        const turned = { ...waits, ends: ["merged", "lost", "signed"], end: waits.end.map((end) => end && 4 - end) };
        const again = aalenJohansen(turned).ends.map(({ incidence }) => incidence);
        expect(again.reverse()).toEqual(aalenJohansen(waits).ends.map(({ incidence }) => incidence));
      }),
    );
  });
});
