import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawFrom } from "../../src/measure/chance.ts";
import { type Forecast, forecastOf, forecastPolicy } from "../../src/measure/forecast.ts";

const policy = { ...forecastPolicy, seed: 7 };

function horizons(forecast: Forecast) {
  if (forecast.kind !== "forecast") throw new Error("no forecast was made");
  return forecast.horizons;
}

function weeks(count: number, value: (week: number) => number): readonly number[] {
  return Array.from({ length: count }, (_, week) => value(week));
}

describe("forecastOf", () => {
  it.each([
    { why: "nothing is known", weekly: [], n: 0 },
    { why: "ten weeks are one too few", weekly: weeks(10, () => 3), n: 10 },
    { why: "four completions are one too few", weekly: weeks(30, (week) => (week > 25 ? 1 : 0)), n: 30 },
  ])("row 58: is silent when $why", ({ weekly, n }) => {
    expect(forecastOf(weekly, policy)).toMatchObject({
      kind: "not-enough",
      n,
      policy: { needWeeks: 11, needCompletions: 5 },
    });
  });

  it("is certain when every week was the same", () => {
    const [four, twelve] = horizons(
      forecastOf(
        weeks(30, () => 2),
        policy,
      ),
    );
    expect(four).toMatchObject({ weeks: 4, middle: 8, atLeast: 8, low: 8, high: 8, backtest: { coverage: 1 } });
    // Tested from week 11 on with four weeks left: 30 - 4 - 11 + 1.
    expect(four!.backtest.n).toBe(16);
    expect(twelve).toMatchObject({ weeks: 12, middle: 24 });
  });

  it("agrees with the binomial distribution: none or one a week, evenly", () => {
    // Sum of 4 fair coins: P(≤1) = 5/16 = 0.31, P(≤2) = 11/16. So: middle 2, 15 % point 1, 10 % point 1, 90 % point 3.
    const [four, twelve] = horizons(
      forecastOf(
        weeks(26, (week) => week % 2),
        policy,
      ),
    );
    expect(four).toMatchObject({ middle: 2, atLeast: 1, low: 1, high: 3 });
    // Sum of 12: P(≤3) = 0.073, P(≤4) = 0.194; P(≤7) = 0.806, P(≤8) = 0.927.
    expect(twelve).toMatchObject({ middle: 6, atLeast: 4, low: 4, high: 8 });
  });

  it("says the same for the same seed, and names it", () => {
    const weekly = weeks(40, (week) => (week * 7) % 5);
    expect(forecastOf(weekly, policy)).toEqual(forecastOf(weekly, policy));
    expect(forecastOf(weekly, policy).policy.seed).toBe(7);
  });

  it("admits in the backtest that it would have been wrong when things changed", () => {
    const [four] = horizons(
      forecastOf(
        weeks(30, (week) => (week < 15 ? 1 : 9)),
        policy,
      ),
    );
    expect(four!.backtest.coverage).toBeLessThan(0.5);
  });

  it("never has a low above a high, nor anything outside what the past allows", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 11, maxLength: 20 }), fc.nat(), (weekly, seed) => {
        const forecast = forecastOf(weekly, { ...policy, trials: 200, seed });
        for (const { weeks: count, low, atLeast, middle, high } of forecast.kind === "forecast"
          ? forecast.horizons
          : []) {
          expect([count * Math.min(...weekly), low, atLeast, middle, high, count * Math.max(...weekly)]).toEqual(
            [count * Math.min(...weekly), low, atLeast, middle, high, count * Math.max(...weekly)].sort(
              (a, b) => a - b,
            ),
          );
        }
      }),
    );
  });
});

describe("drawFrom", () => {
  it("draws evenly: chi-square of 60,000 draws from six is under the 99.9 % point of 20.5", () => {
    const draw = drawFrom(1);
    const counts = [0, 0, 0, 0, 0, 0];
    for (let n = 0; n < 60_000; n++) counts[draw(6)]! += 1;
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(20.5);
  });
});
