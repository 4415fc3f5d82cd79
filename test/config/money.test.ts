/** `money:` and `contracts:` of the config: what they come to, and what is said when they are wrong. */
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { problemText } from "../../src/model/problem.ts";

const load = (money: string, contracts = "contracts: { value: value, start: start, end: end }", rest = "") =>
  loadConfig(
    `version: 1
repositories: { leads: { name: openwater/leads, visibility: private } }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    form: lead.yml
    stages:
      - { id: lead, label: "stage: lead" }
      - { id: prospect, label: "stage: prospect" }
      - { id: partner, label: "stage: partner", outcome: won }
    ${contracts}
${money}
${rest}`,
    "milepost.yml",
    { home: { owner: "openwater", repo: ".github" } },
  );

describe("money", () => {
  it("is not measured unless the config says so", () => {
    const { config, problems } = load("", "");
    expect(problems).toEqual([]);
    expect(config?.money).toBeNull();
    expect(config?.pipelines[0]?.contracts).toBeNull();
  });

  it("has the assumed rates of the trade where nothing else is said", () => {
    const { config, problems } = load("money: { currency: USD }");
    expect(problems).toEqual([]);
    expect(config?.money).toEqual({
      currency: "USD",
      rates: {},
      assumed: { new: 0.3, renewal: 0.8 },
      costs: null,
      usageFees: [],
    });
    expect(config?.pipelines[0]?.contracts).toEqual({
      value: "value",
      start: "start",
      end: "end",
      currency: null,
      tier: null,
      kind: null,
      likely: null,
      probability: {},
    });
  });

  it("may have rates, costs and fees", () => {
    const { config, problems } = load(
      `money:
  currency: USD
  rates: { EUR: { rate: 1.08, date: 2026-01-31 } }
  costs: openwater/finance:costs.csv
  usage-fees: [ { up-to: 10, each: 10 }, { each: 2.5 } ]`,
      "contracts: { value: value, start: start, end: end, probability: { prospect: 0.5 } }",
      "usage: { file: usage.csv }",
    );
    expect(problems).toEqual([]);
    expect(config?.money).toMatchObject({
      rates: { EUR: { rate: 1.08, on: "2026-01-31" } },
      costs: { owner: "openwater", repo: "finance", path: "costs.csv" },
      usageFees: [
        { upTo: 10, each: 10_00 },
        { upTo: null, each: 2_50 },
      ],
    });
    expect(config?.pipelines[0]?.contracts?.probability).toEqual({ prospect: 0.5 });
  });

  it("may find what a contract says on the card", () => {
    const { config, problems } = load(
      "money: { currency: USD }",
      "board: deals\n    contracts: { value: { board: value }, start: { board: starts }, end: { board: ends }, likely: { board: likely } }",
      "boards: { deals: { project: openwater/9, fields: { value: Value, starts: Starts, ends: Ends, likely: Likely } } }",
    );
    expect(problems).toEqual([]);
    expect(config?.pipelines[0]?.contracts).toMatchObject({ value: { board: "value" }, likely: { board: "likely" } });
  });

  const bad: { why: string; money?: string; contracts?: string; rest?: string; says: RegExp }[] = [
    { why: "contracts without money", money: "", says: /:11:5 {2}no-money {2}There are contracts and no `money`/ },
    { why: "money without contracts", contracts: "", says: /no-contracts {2}No pipeline has `contracts`/ },
    {
      why: "a stage that there is not",
      contracts: "contracts: { value: value, start: start, end: end, probability: { prospct: 0.5 } }",
      says: /unknown-stage {2}There is no stage "prospct"\. Did you mean `prospect`\?/,
    },
    {
      why: "a field of a board, where no board is named",
      contracts: "contracts: { value: { board: value }, start: start, end: end }",
      says: /^milepost\.yml:11:34 {2}no-board {2}The field "value" is on a board, and no board is named\. Add `board:` to the pipeline\./,
    },
    {
      why: "the last month of a step on a board that does not have it",
      contracts: `board: deals
    contracts: { value: value, start: start, end: end }
    steps: [ { id: bill, after: start, each: month, until: { board: end }, open: bill.md } ]`,
      rest: "boards: { deals: { project: openwater/9, fields: { ends: Ends } } }",
      says: /^milepost\.yml:13:69 {2}unknown-field {2}The board `deals` has no field "end" in this config\./,
    },
    {
      why: "a field that the board does not have",
      contracts: "board: deals\n    contracts: { value: value, start: start, end: { board: end } }",
      rest: "boards: { deals: { project: openwater/9, fields: { ends: Ends } } }",
      says: /unknown-field {2}The board `deals` has no field "end" in this config\. Did you mean `ends`\?/,
    },
    {
      why: "a rate of the report's own currency",
      money: "money: { currency: USD, rates: { USD: { rate: 2, date: 2026-01-31 } } }",
      says: /own-rate {2}USD is what reports count in/,
    },
    {
      why: "the rate of a day that there is not",
      money: "money: { currency: USD, rates: { EUR: { rate: 2, date: 2026-02-30 } } }",
      says: /no-day {2}"2026-02-30" is not a day/,
    },
    {
      why: "a currency in words",
      money: "money: { currency: dollars }",
      says: /"dollars" is not a currency\. Write its three letters/,
    },
    {
      why: "a price of three decimals",
      money: "money: { currency: USD, usage-fees: [ { each: 0.125 } ] }",
      rest: "usage: { file: usage.csv }",
      says: /decimals {2}0\.125 has more than two decimals/,
    },
    {
      why: "fees without usage",
      money: "money: { currency: USD, usage-fees: [ { each: 1 } ] }",
      says: /no-usage {2}There are usage fees, and usage is not measured/,
    },
    {
      why: "steps that go down",
      money: "money: { currency: USD, usage-fees: [ { up-to: 100, each: 1 }, { up-to: 10, each: 2 } ] }",
      rest: "usage: { file: usage.csv }",
      says: /fee-order {2}The step begins where no step before it has ended/,
    },
  ];
  it.each(bad)("refuses $why", ({ money = "money: { currency: USD }", contracts, rest, says }) => {
    expect(load(money, contracts, rest).problems.map(problemText).join("\n")).toMatch(says);
  });
});
