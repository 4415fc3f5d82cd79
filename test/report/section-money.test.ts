/** Money as reports word it, and to whom. What the numbers are is in test/entry/report-money.test.ts. */
import { describe, expect, it } from "vitest";
import { moneyOf } from "../../src/measure/money/money.ts";
import type { MoneyRule } from "../../src/model/money.ts";
import { createAudience } from "../../src/report/audience.ts";
import { quantityLine } from "../../src/report/html/quantity-text.ts";
import { moneyFigures } from "../../src/report/money-figures.ts";
import { quantity } from "../../src/report/quantities.ts";
import { moneySection } from "../../src/report/section-money.ts";
import { on } from "../measure/subjects.ts";

const rule: MoneyRule = { currency: "USD", rates: {}, assumed: { new: 0.3, renewal: 0.8 }, costs: null, usageFees: [] };
const money = moneyOf([], rule, { ...on("2026-12-15"), costs: null, usage: [], pipelines: [] });
const to = (name: "public" | "team" | "finance") => createAudience(name, new Map());

describe("moneySection", () => {
  it("is nothing where money is not measured", () => {
    expect([moneySection(null, to("finance")), moneyFigures(null, null, to("finance"))]).toEqual([null, []]);
  });

  it.each(["public", "team"] as const)("is nothing to the %s audience", (name) => {
    expect([moneySection(money, to(name)), moneyFigures(money, null, to(name))]).toEqual([null, []]);
  });

  it("says in words what there is not, and no number", () => {
    expect(moneySection(money, to("finance"))?.words).toEqual([
      "0 signed contracts and 0 open ones, in USD.",
      "Nobody had a contract on 2026-06-15, so there is no retention.",
    ]);
    const figures = moneyFigures(money, null, to("finance"));
    expect(figures.map(({ id, now }) => [id, quantityLine(now)])).toEqual([
      ["money-committed", "0.00"],
      ["money-ahead", "0.00 [0.00–0.00], n = 0"],
      ["money-ratio", "not known"],
      ["money-retention", "n/a: there were none, n = 0"],
    ]);
  });

  it("says that there is no ratio without revenue", () => {
    const costs = { costs: [{ month: "2026-12", account: "7061", amount: 100_00 }], problems: [] };
    const spent = moneyOf([], rule, { ...on("2026-12-15"), costs, usage: [], pipelines: [] });
    const ratio = moneyFigures(spent, null, to("finance")).find(({ id }) => id === "money-ratio")!;
    expect([ratio.name, quantityLine(ratio.now)]).toEqual(["Cost ÷ committed revenue in 2026-12", "n/a: no revenue"]);
  });
});

describe("amounts in words", () => {
  it.each([
    { value: 0, unit: "money", text: "0.00" },
    { value: 1_250, unit: "money", text: "1,250.00" },
    { value: 999.9, unit: "money", text: "999.90" },
    { value: 1_234_567.89, unit: "money", text: "1,234,567.89" },
    { value: -1_234.5, unit: "money", text: "-1,234.50" },
    { value: 2, unit: "ratio", text: "2" },
    { value: 0.8333, unit: "ratio", text: "0.83" },
  ] as const)("$value of $unit is $text", ({ value, unit, text }) => {
    expect(quantityLine(quantity(value, unit, null))).toBe(text);
  });
});
