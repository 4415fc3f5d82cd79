import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountFrom, weighed } from "../../../src/measure/money/amount.ts";
import { plusMonths, serviceMonths, spreadOverMonths } from "../../../src/measure/money/service-months.ts";
import { usageFee } from "../../../src/measure/money/usage-fee.ts";

describe("spreadOverMonths", () => {
  it("gives a contract within one month to that month", () => {
    expect([...spreadOverMonths(100_00, { start: "2026-04-01", end: "2026-04-30" })]).toEqual([["2026-04", 100_00]]);
  });

  it.each([
    { why: "scenario 15: a calendar year", start: "2026-01-01", end: "2026-12-31", months: 12 },
    { why: "scenario 14: two years from July", start: "2024-07-01", end: "2026-06-30", months: 24 },
    { why: "a leap February is one month", start: "2024-02-01", end: "2024-02-29", months: 1 },
    { why: "17 of 31 days, eleven months, 14 of 31 days", start: "2026-01-15", end: "2027-01-14", months: 12 },
    { why: "the second half of April", start: "2026-04-16", end: "2026-04-30", months: 0.5 },
    { why: "one day of February", start: "2026-02-28", end: "2026-02-28", months: 1 / 28 },
  ])("counts months: $why", ({ start, end, months }) => {
    expect(serviceMonths({ start, end })).toBeCloseTo(months, 12);
  });

  it("scenario 15: 15,000 over 2026 is 1,250 in each of 12 months", () => {
    // 15,000 ÷ 12 = 1,250
    const months = spreadOverMonths(15_000_00, { start: "2026-01-01", end: "2026-12-31" });
    expect(months.size).toBe(12);
    expect(new Set(months.values())).toEqual(new Set([1_250_00]));
    expect([[...months.keys()][0], [...months.keys()].at(-1)]).toEqual(["2026-01", "2026-12"]);
  });

  it("scenario 14: 200,000 over 24 months is 8,333.33 a month, and the cents that are left over are not lost", () => {
    // 200,000 ÷ 24 = 8,333.33⅓: due by the first month 8,333.33, by the second 16,666.67, by the third 25,000.00
    const amounts = [...spreadOverMonths(200_000_00, { start: "2024-07-01", end: "2026-06-30" }).values()];
    expect(amounts.slice(0, 3)).toEqual([8_333_33, 8_333_34, 8_333_33]);
    expect(amounts.reduce((sum, one) => sum + one, 0)).toBe(200_000_00);
  });

  it("adds up to the whole, no month below zero, whatever the days", () => {
    const day = fc
      .integer({ min: 0, max: 9_000 })
      .map((n) => new Date(n * 86_400_000 + 1e12).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, fc.integer({ min: 0, max: 1e12 }), (one, other, value) => {
        const [start = one, end = other] = [one, other].sort();
        const amounts = [...spreadOverMonths(value, { start, end }).values()];
        expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(value);
        expect(Math.min(...amounts)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each([
    ["2026-12", 1, "2027-01"],
    ["2027-01", -1, "2026-12"],
    ["2026-06", -18, "2024-12"],
    ["2026-11", 0, "2026-11"],
  ])("%s and %d months is %s", (month, months, to) => {
    expect(plusMonths(month, months)).toBe(to);
  });
});

describe("amountFrom", () => {
  it("reads whole units as hundredths", () => {
    expect(amountFrom("15000")).toBe(15_000_00);
  });

  it.each([
    { text: "15,000.00", amount: 15_000_00 },
    { text: " 1 234 567.5 ", amount: 1_234_567_50 },
    { text: "0", amount: 0 },
    { text: "-0.50", amount: -50 },
    { text: "-1,200", amount: -1_200_00 },
    { text: "$15,000", amount: null },
    { text: "15.000,00", amount: null },
    { text: "1,50", amount: null },
    { text: "15k", amount: null },
    { text: "1e5", amount: null },
    { text: "1.005", amount: null },
    { text: "", amount: null },
  ])("reads $text as $amount", ({ text, amount }) => {
    expect(amountFrom(text)).toBe(amount);
  });
});

describe("weighed", () => {
  it("of nothing is nothing", () => {
    expect(weighed([])).toBe(0);
  });

  it.each([
    // In binary 0.1 + 0.2 is no 0.3; here it is.
    {
      why: "tenths",
      parts: [
        { amount: 10, by: 0.1 },
        { amount: 10, by: 0.2 },
      ],
      is: 3,
    },
    { why: "half a hundredth goes up", parts: [{ amount: 1, by: 0.5 }], is: 1 },
    {
      why: "two halves are rounded once",
      parts: [
        { amount: 1, by: 0.5 },
        { amount: 1, by: 0.5 },
      ],
      is: 1,
    },
    { why: "a rate: 10,000 at 1.08", parts: [{ amount: 10_000_00, by: 1.08 }], is: 10_800_00 },
  ])("is exact: $why", ({ parts, is }) => {
    expect(weighed(parts)).toBe(is);
  });
});

describe("usageFee", () => {
  // domain.md §5.6: the first 10 cost 10 each, to 100: 5, to 1,000: 2.50, to 10,000: 1.25, the rest nothing.
  const steps = [
    { upTo: 10, each: 10_00 },
    { upTo: 100, each: 5_00 },
    { upTo: 1_000, each: 2_50 },
    { upTo: 10_000, each: 1_25 },
    { upTo: null, each: 0 },
  ];

  it("is nothing for nobody", () => {
    expect(usageFee(0, steps)).toBe(0);
  });

  it.each([
    { people: 5, fee: 50_00, why: "5 × 10" },
    { people: 10, fee: 100_00, why: "10 × 10" },
    { people: 100, fee: 550_00, why: "100 + 90 × 5" },
    { people: 280, fee: 1_000_00, why: "550 + 180 × 2.50" },
    { people: 1_000, fee: 2_800_00, why: "550 + 900 × 2.50" },
    { people: 10_000, fee: 14_050_00, why: "2,800 + 9,000 × 1.25" },
    { people: 250_000, fee: 14_050_00, why: "the rest costs nothing" },
  ])("$people people cost $fee hundredths: $why", ({ people, fee }) => {
    expect(usageFee(people, steps)).toBe(fee);
  });
});
