import { describe, expect, it } from "vitest";
import { spreadOf, workingSpreadOf } from "../../src/measure/spread.ts";
import type { End } from "../../src/measure/wait.ts";
import type { ItemWait } from "../../src/measure/waits.ts";
import { plusSeconds } from "../../src/model/time.ts";
import { at } from "./lives.ts";

const now = at("2026-01-01");
const began = at("2025-01-06");
const day = 86_400;
const reached: End = { kind: "reached" };
const open: End = { kind: "open" };
const lost: End = { kind: "otherwise", which: "lost" };

function wait(item: number, days: number, end: End, more: Partial<ItemWait> = {}): ItemWait {
  return {
    item: `openwater/leads#${item}`,
    url: `https://github.com/openwater/leads/issues/${item}`,
    from: began,
    fromExact: true,
    entry: null,
    until: plusSeconds(began, days * day),
    end,
    stretches: [{ from: began, to: null }],
    days,
    workingSeconds: (days * day * 5) / 7,
    current: false,
    ...more,
  };
}

/** Remission in the 6-MP arm of Freireich et al. (1963), weeks read as days; a minus is one that was still open. */
const freireich = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];

describe("spreadOf", () => {
  it("has nothing to say of no waits", () => {
    expect(spreadOf([], now)).toMatchObject({
      ...{ n: 0, reached: 0, open: 0, others: [], half: null, most: null, medianOfReached: null, curves: [] },
      shares: [30, 90, 180].map((days) => ({ day: days, share: null, lower: null, upper: null })),
    });
  });

  it("says what is published of Freireich's trial: half after 23, and 0.448 left then", () => {
    const spread = spreadOf(
      freireich.map((days, item) => wait(item, Math.abs(days), days < 0 ? open : reached)),
      now,
    );
    expect(spread).toMatchObject({
      n: 21,
      reached: 9,
      open: 12,
      others: [],
      half: { value: 23 },
      most: { value: null },
    });
    expect(spread.shares[0]).toMatchObject({ day: 30, share: expect.closeTo(1 - 0.448, 3) });
    expect(spread.curves[0]!.steps.map(({ day: at, share }) => `${at} ${(1 - share).toFixed(3)}`)).toEqual(
      // The last row is that of the last one seen, at which nothing ended.
      ["6 0.857", "7 0.807", "10 0.753", "13 0.690", "16 0.627", "22 0.538", "23 0.448", "35 0.448"],
    );
  });

  it("says nothing of 90 days when nobody was watched for so long and some are open", () => {
    const spread = spreadOf(
      freireich.map((days, item) => wait(item, Math.abs(days), days < 0 ? open : reached)),
      now,
    );
    expect(spread.shares.slice(1).map(({ share }) => share)).toEqual([null, null]);
  });

  it("with other ends: shares and no percentile. By hand: 2 of 5 after 30 days, 3 of 5 after 90", () => {
    const waits = [
      wait(1, 10, reached),
      wait(2, 20, lost),
      wait(3, 25, reached),
      wait(4, 60, reached),
      wait(5, 70, lost),
    ];
    const spread = spreadOf(waits, now);
    expect(spread).toMatchObject({
      n: 5,
      reached: 3,
      open: 0,
      others: [{ which: "lost", n: 2 }],
      half: null,
      most: null,
    });
    // All have ended, so 180 days are known too.
    expect(spread.shares.map(({ share }) => share)).toEqual([0.4, expect.closeTo(0.6, 12), expect.closeTo(0.6, 12)]);
    // Of 10, 25 and 60 the middle one.
    expect(spread.medianOfReached).toBe(25);
    expect(spread.curves.map(({ end }) => end)).toEqual(["reached", "lost"]);
  });

  it("row 58: four waits are not enough, and nothing is NaN", () => {
    const spread = spreadOf(
      [1, 2, 3, 4].map((item) => wait(item, item, reached)),
      now,
    );
    expect(spread).toMatchObject({ n: 4, reached: 4, half: null, most: null, medianOfReached: null, curves: [] });
    expect(spread.shares.map(({ share }) => share)).toEqual([null, null, null]);
    expect(JSON.stringify(spread)).not.toMatch(/NaN|Infinity/);
  });

  it("row 58: twelve that are all open reached nothing, and nothing is NaN", () => {
    const spread = spreadOf(
      Array.from({ length: 12 }, (_, item) => wait(item, 100, open)),
      now,
    );
    expect(spread).toMatchObject({ n: 12, reached: 0, open: 12, half: { value: null }, most: { value: null } });
    expect(spread.shares.map(({ share }) => share)).toEqual([0, 0, null]);
    expect(JSON.stringify(spread)).not.toMatch(/NaN|Infinity/);
  });

  it("counts what is not in the curves", () => {
    const odd = wait(9, 3, reached, { until: plusSeconds(began, -day) });
    const early = wait(8, 3, reached, { fromExact: false });
    const spread = spreadOf([wait(1, 1, reached), odd, early], now);
    expect(spread).toMatchObject({ n: 1, inexact: 1 });
    expect(spread.anomalies).toEqual([{ item: "openwater/leads#9", kind: "ends-before-it-began" }]);
  });
});

describe("workingSpreadOf", () => {
  const fiveOfSeven = (from: string, to: string) => ((Date.parse(to) - Date.parse(from)) / 1_000) * (5 / 7);

  it("has nothing to say of no waits", () => {
    expect(workingSpreadOf([], fiveOfSeven, now)).toMatchObject({ n: 0, half: null });
  });

  it("is in working days: seven days are five", () => {
    const waits = [7, 7, 14, 21, 28].map((days, item) => wait(item, days, reached));
    expect(workingSpreadOf(waits, fiveOfSeven, now).half?.value).toBeCloseTo(10, 9);
    expect(spreadOf(waits, now).half?.value).toBe(14);
  });

  it("leaves out what cannot be by the calendar", () => {
    const odd = wait(9, 3, reached, { until: plusSeconds(began, -day) });
    const spread = workingSpreadOf([wait(1, 7, reached), odd], fiveOfSeven, now);
    expect(spread).toMatchObject({ n: 1 });
    expect(spread.anomalies).toHaveLength(1);
  });

  it("one that was watched late is watched late here too", () => {
    const late = wait(5, 14, reached, { entry: plusSeconds(began, 7 * day) });
    const waits = [7, 7, 21, 28].map((days, item) => wait(item, days, reached));
    // At 5 working days 4 are watched and 2 end; at 10 three are, the late one among them; by hand ½·⅔ = ⅓.
    const { curves } = workingSpreadOf([...waits, late], fiveOfSeven, now);
    expect(curves[0]!.steps[1]).toMatchObject({ day: expect.closeTo(10, 9), share: expect.closeTo(1 - 1 / 3, 9) });
  });
});
