import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { medianOf, type Time } from "../../src/measure/median.ts";

function over(...lengths: readonly number[]): readonly Time[] {
  return lengths.map((length) => ({ length, open: false }));
}
function open(...lengths: readonly number[]): readonly Time[] {
  return lengths.map((length) => ({ length, open: true }));
}

describe("a median", () => {
  it("is not given for nothing", () => {
    expect(medianOf([])).toEqual({ kind: "not-enough", n: 0 });
  });

  const rows = [
    { times: over(1, 2, 3, 4), says: { kind: "not-enough", n: 4 }, why: "four are too few" },
    { times: over(9, 1, 5, 3, 7), says: { kind: "settled", n: 5, value: 5 }, why: "the middle one of five" },
    {
      times: over(8, 2, 4, 6, 1, 9),
      says: { kind: "settled", n: 6, value: 5 },
      why: "halfway between two middle ones",
    },
    {
      times: [...over(1, 2, 3), ...open(50, 60)],
      says: { kind: "settled", n: 5, value: 3 },
      why: "those not over are longer than the middle one already",
    },
    {
      times: [...over(10, 20, 30), ...open(1, 2)],
      says: { kind: "between", n: 5, atLeast: 10, upTo: 30 },
      why: "two young ones may end before the middle or after it",
    },
    {
      times: [...over(1, 2), ...open(5, 6, 7)],
      says: { kind: "between", n: 5, atLeast: 5, upTo: null },
      why: "more than half are not over, so there is no upper bound",
    },
  ];
  it.each(rows)("of $times says $says: $why", ({ times, says }) => {
    expect(medianOf(times)).toEqual(says);
  });

  it("of the finished tale always lies within what was said while some were not over", () => {
    const tale = fc.record({ length: fc.nat(500), more: fc.option(fc.nat(500)) });
    fc.assert(
      fc.property(fc.array(tale, { minLength: 5, maxLength: 40 }), (tales) => {
        const said = medianOf(tales.map(({ length, more }) => ({ length, open: more !== null })));
        const whole = tales.map(({ length, more }) => length + (more ?? 0)).sort((a, b) => a - b);
        const truth = (whole[Math.ceil(whole.length / 2) - 1]! + whole[Math.floor(whole.length / 2)]!) / 2;
        if (said.kind === "settled") expect(truth).toBe(said.value);
        else if (said.kind === "between") {
          expect(truth).toBeGreaterThanOrEqual(said.atLeast);
          expect(truth).toBeLessThanOrEqual(said.upTo ?? Number.POSITIVE_INFINITY);
        } else throw new Error("five are enough");
      }),
    );
  });
});
