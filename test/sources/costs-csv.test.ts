/** Costs from a CSV file: what each cell comes to, and what is said of one that cannot be read. */
import { describe, expect, it } from "vitest";
import { amountFrom } from "../../src/measure/money/amount.ts";
import { readCostsCsv } from "../../src/sources/costs-csv.ts";

const read = (...rows: readonly string[]) =>
  readCostsCsv("openwater/finance:costs.csv", ["month,account,amount", ...rows].join("\n"), amountFrom);

describe("readCostsCsv", () => {
  it("of a file without rows is no costs and no problems", () => {
    expect(read()).toEqual({ costs: [], problems: [] });
  });

  it("reads amounts as hundredths", () => {
    expect(read("2026-12,7061,2000", '2026-12,7062,"1,500.50"')).toEqual({
      costs: [
        { month: "2026-12", account: "7061", amount: 2_000_00 },
        { month: "2026-12", account: "7062", amount: 1_500_50 },
      ],
      problems: [],
    });
  });

  it.each([
    { why: "an amount below zero", row: "2026-12,7061,-5", at: "2:14", what: '"-5" is below zero' },
    { why: "no amount", row: "2026-12,7061,", at: "2:14", what: "An empty cell is not an amount" },
    { why: "no account", row: "2026-12,,5", at: "2:9", what: "An empty cell is no account" },
    { why: "a month that there is not", row: "2026-13,7061,5", at: "2:1", what: '"2026-13" is not a month' },
    { why: "a cell too few", row: "2026-12,7061", at: "2:1", what: "The row has 2 cells" },
  ])("lists $why with its place and leaves the row out", ({ row, at, what }) => {
    const { costs, problems } = read(row, "2026-12,7062,1");
    expect(costs).toEqual([{ month: "2026-12", account: "7062", amount: 1_00 }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.where).toBe(`openwater/finance:costs.csv:${at}`);
    expect(problems[0]?.what).toContain(what);
  });

  it("counts a row that is there twice once, and lists it", () => {
    const { costs, problems } = read("2026-12,7061,5", "2026-12,7061,5.00", "2026-11,7061,5");
    expect(costs).toHaveLength(2);
    expect(problems.map(({ where }) => where)).toEqual(["openwater/finance:costs.csv:3:1"]);
  });

  it("is a problem, and no costs, where the file has other columns", () => {
    const { costs, problems } = readCostsCsv("costs.csv", "date,amount\n2026-12-01,5\n", amountFrom);
    expect(costs).toEqual([]);
    expect(problems[0]?.what).toContain("The file has no column month, account");
  });
});
