import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wilson } from "../../src/measure/wilson.ts";
import { golden } from "./r-numbers.ts";

describe("Wilson's limits", () => {
  it("says nothing of none out of none", () => {
    expect(wilson(0, 0)).toBeNull();
  });

  it("equals R's prop.test without correction", () => {
    const r = golden<Record<"hits" | "of" | "lower" | "upper", number[]>>("wilson.json");
    for (const [row, hits] of r.hits.entries()) {
      const { lower, upper } = wilson(hits, r.of[row]!)!;
      expect(lower).toBeCloseTo(r.lower[row]!, 9);
      expect(upper).toBeCloseTo(r.upper[row]!, 9);
    }
  });

  it("gives Newcombe's 1998 example, 81 of 263: 0.2553 to 0.3662", () => {
    const { lower, upper } = wilson(81, 263)!;
    expect([lower.toFixed(4), upper.toFixed(4)]).toEqual(["0.2553", "0.3662"]);
  });

  it("stays between 0 and 1 and around the share", () => {
    const counts = fc
      .integer({ min: 1, max: 5000 })
      .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)));
    fc.assert(
      fc.property(counts, ([hits, of]) => {
        const { share, lower, upper } = wilson(hits, of)!;
        expect(0 <= lower && lower <= share && share <= upper && upper <= 1).toBe(true);
      }),
    );
  });

  it("refuses more hits than there can be", () => {
    expect(() => wilson(4, 3)).toThrow("cannot be");
  });
});
