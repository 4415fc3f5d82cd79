/** Numbers in words, and what stands where there is none. Expected by hand. */
import { describe, expect, it } from "vitest";
import type { Spread } from "../../src/measure/spread.ts";
import { notEnough, percentileOf, quantity, serviceShare, shareOf } from "../../src/report/quantities.ts";

const nobody: Spread = {
  n: 0,
  reached: 0,
  open: 0,
  others: [],
  inexact: 0,
  anomalies: [],
  enough: 5,
  shares: [],
  half: null,
  most: null,
  medianOfReached: null,
  curves: [],
};

const unknown = { value: null, lower: null, upper: null };

describe("quantities", () => {
  it("of nothing are not enough, with n = 0", () => {
    const none = { value: null, n: 0, lower: null, upper: null, note: "not enough (n = 0)" };
    expect(percentileOf(nobody, null, "signed")).toEqual({ ...none, unit: "days" });
    const by90 = { day: 90, share: null, lower: null, upper: null };
    expect(shareOf(nobody, by90, "signed")).toEqual({ ...none, unit: "share" });
  });

  it("have no limits and no words unless they are given", () => {
    expect(quantity(3, "points", null)).toEqual({
      value: 3,
      unit: "points",
      n: null,
      lower: null,
      upper: null,
      note: null,
    });
    expect(notEnough("hours", 3)).toEqual({ ...unknown, unit: "hours", n: 3, note: "not enough (n = 3)" });
  });

  const half = { share: 0.5, value: 12, lower: 8, upper: 20 };
  it.each([
    { why: "a time that is known", of: { n: 8, reached: 6 }, half, value: 12, lower: 8, upper: 20, note: null },
    {
      why: "a curve that few have ended",
      of: { n: 12, reached: 2 },
      half,
      ...unknown,
      note: "not enough (2 of 12 reached signed)",
    },
    { why: "four of five", of: { n: 4, reached: 4 }, half, ...unknown, note: "not enough (n = 4)" },
    { why: "several ends", of: { n: 8, reached: 6 }, half: null, ...unknown, note: "it ends otherwise too" },
    {
      why: "fewer than half came there; the lower limit is known all the same",
      of: { n: 8, reached: 2 },
      half: { share: 0.5, value: null, lower: 30, upper: null },
      ...unknown,
      lower: 30,
      note: "not yet: 2 of 8 reached signed, fewer than 50 in 100",
    },
    {
      why: "nobody came there",
      of: { n: 8, reached: 0 },
      half: { share: 0.85, value: null, lower: null, upper: null },
      ...unknown,
      note: "no data (0 of 8 reached signed)",
    },
  ])("a time: $why", ({ of, half: asked, value, lower, upper, note }) => {
    const found = percentileOf({ ...nobody, ...of }, asked, "signed");
    expect(found).toEqual({ value, unit: "days", n: of.n, lower, upper, note });
  });

  it.each([
    { why: "known", of: { n: 5, reached: 2 }, share: 0.4, lower: 0.1, upper: 0.8, note: null },
    // Known to be nobody: a number, not a gap.
    { why: "known to be none", of: { n: 5, reached: 0 }, share: 0, lower: null, upper: null, note: null },
    { why: "too few", of: { n: 3, reached: 3 }, share: 1, lower: 0.9, upper: 1, note: "not enough (n = 3)" },
    {
      why: "nobody watched long enough",
      of: { n: 5, reached: 1 },
      share: null,
      lower: null,
      upper: null,
      note: "nobody watched for 90 days",
    },
    {
      why: "nobody came there, nobody watched long enough",
      of: { n: 5, reached: 0 },
      share: null,
      lower: null,
      upper: null,
      note: "no data (0 of 5 reached signed)",
    },
  ])("a share: $why", ({ of, share, lower, upper, note }) => {
    const found = shareOf({ ...nobody, ...of }, { day: 90, share, lower, upper }, "signed");
    const kept = of.n < 5 ? unknown : { value: share, lower, upper };
    expect(found).toEqual({ ...kept, unit: "share", n: of.n, note });
  });

  it("a promise about nobody is not kept to 0 in 100: it was not decided", () => {
    expect(serviceShare(null, 0)).toEqual({ ...unknown, unit: "share", n: 0, note: "none was decided" });
    const share = { share: 0.75, lower: 0.3, upper: 0.95 };
    expect(serviceShare(share, 4)).toEqual({ value: 0.75, unit: "share", n: 4, lower: 0.3, upper: 0.95, note: null });
  });
});
