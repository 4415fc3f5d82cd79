/** What is said beside forecasts: nothing where they held, and plainly where they did not. */
import { describe, expect, it } from "vitest";
import { forecastOf, forecastPolicy } from "../../src/measure/forecast.ts";
import { forecastWords } from "../../src/report/section-flow.ts";

const policy = { ...forecastPolicy, seed: 1 };
const weeks = (count: number, value: (week: number) => number) => Array.from({ length: count }, (_, at) => value(at));

describe("what is said beside a forecast", () => {
  it("is nothing where every week was the same", () => {
    const forecast = forecastOf(
      weeks(40, () => 2),
      policy,
    );
    expect(forecastWords("Leads", forecast)).toEqual([]);
  });

  it("is that it did not hold, where work doubled half-way", () => {
    const forecast = forecastOf(
      weeks(46, (week) => (week < 23 ? 1 : 9)),
      policy,
    );
    const [four, twelve] = forecast.kind === "forecast" ? forecast.horizons : [];
    // Tried from week 11 on, with twelve weeks left: 46 − 12 − 11 + 1.
    expect(twelve!.backtest.n).toBe(24);
    const { inside } = twelve!.backtest;
    const said = forecastWords("Leads", forecast);
    expect(said.at(-1)).toBe(
      `Leads, next 12 weeks: ${inside} of 24 past forecasts held, where about 19 should have. What comes may well lie outside the range.`,
    );
    expect(four!.backtest.n).toBe(32);
  });

  it("is what is missing, where there is none", () => {
    const forecast = forecastOf(
      weeks(5, () => 1),
      policy,
    );
    expect(forecastWords("Leads", forecast)).toEqual([
      "Leads: no forecast; it needs 11 whole weeks (there are 5) and 5 completions in the last 26 (there are 5).",
    ]);
  });
});
