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
    // The past drawn is k of 26 with P(k) = C(26, k) / 2^26; of m weeks then s are one with C(m, s)·p^s·(1 − p)^(m−s), p = k/26.
    // Summed over k, m = 4: P(≤0) = 0.077, P(≤1) = 0.326, P(≤2) = 0.674, P(≤3) = 0.923.
    const [four, twelve] = horizons(
      forecastOf(
        weeks(26, (week) => week % 2),
        policy,
      ),
    );
    expect(four).toMatchObject({ middle: 2, atLeast: 1, low: 1, high: 3 });
    // m = 12: P(≤2) = 0.044, P(≤3) = 0.116, P(≤4) = 0.240, P(≤5) = 0.407, P(≤6) = 0.593, P(≤8) = 0.884, P(≤9) = 0.956.
    expect(twelve).toMatchObject({ middle: 6, atLeast: 4, low: 3, high: 9 });
  });

  it("holds what comes in eight of ten cases or a little more, when nothing changes", () => {
    const inside = [0, 0];
    const lives = 400;
    for (let life = 1; life <= lives; life++) {
      const draw = drawFrom(life);
      // 20 requests, each with a chance of one in ten: 2 a week, variance 1.8.
      const lived = weeks(38, () => weeks(20, () => (draw(10) === 0 ? 1 : 0)).reduce((all, one) => all + one, 0));
      const past = lived.slice(0, 26);
      horizons(forecastOf(past, { ...policy, seed: 10_000 + life, trials: 1_000, backtestTrials: 1 })).forEach(
        ({ weeks: count, low, high }, at) => {
          const came = lived.slice(26, 26 + count).reduce((all, one) => all + one, 0);
          if (low <= came && came <= high) inside[at]! += 1;
        },
      );
    }
    // 320 of 400, with three standard errors of 8; whole numbers make the range a little wider than meant.
    for (const count of inside) expect(count).toBeGreaterThan(320 - 24);
    for (const count of inside) expect(count).toBeLessThan(320 + 56);
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
