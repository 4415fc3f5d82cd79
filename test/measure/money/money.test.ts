/** Contracts of items, worked out by hand beside each number. Amounts are hundredths of a dollar. */
import { describe, expect, it } from "vitest";
import { moneyOf } from "../../../src/measure/money/money.ts";
import type { Subject } from "../../../src/measure/subject.ts";
import type { Cost, MoneyRule } from "../../../src/model/money.ts";
import type { Pipeline } from "../../../src/model/pipeline.ts";
import { known, unknown } from "../../support/builders.ts";
import { leads } from "../lives.ts";
import { on, subject } from "../subjects.ts";

const pipeline: Pipeline = {
  ...leads,
  contracts: {
    value: "value",
    start: "start",
    end: "end",
    currency: "currency",
    tier: "tier",
    kind: "kind",
    likely: null,
    probability: {},
  },
};

const rule: MoneyRule = {
  currency: "USD",
  rates: { EUR: { rate: 1.08, on: "2026-01-31" } },
  assumed: { new: 0.3, renewal: 0.8 },
  costs: null,
  usageFees: [],
};

type Answers = Readonly<Record<string, string>>;

const signedWay = [
  ["lead", "2025-10-01"],
  ["prospect", "2025-11-01"],
  ["partner", "2025-12-01"],
] as const;
const openWay = [
  ["lead", "2025-10-01"],
  ["prospect", "2025-11-01"],
] as const;
const lostWay = [
  ["lead", "2025-10-01"],
  ["lost", "2025-11-01"],
] as const;

type Way = readonly (readonly [stage: string, day: string])[];

function one(
  number: number,
  answers: Answers,
  { way = signedWay, community = null }: { readonly way?: Way; readonly community?: string | null } = {},
): Subject {
  return subject({ number, way, pipeline, more: { answers: known(answers), community } });
}

const year = { value: "15000", start: "2026-01-01", end: "2026-12-31" };

function measured(subjects: readonly Subject[], now: string, costs: readonly Cost[] | null = null, by = rule) {
  const read = costs === null ? null : { costs, problems: [] };
  return moneyOf(subjects, by, { ...on(now, ...subjects), costs: read, usage: [], pipelines: [] });
}

function month(money: ReturnType<typeof measured>, name: string) {
  return money.months.find((one) => one.month === name)!;
}

describe("moneyOf", () => {
  it("of nothing has months without revenue, and no ratio", () => {
    const money = measured([], "2026-12-15");
    expect(money.months.map((one) => one.month)).toEqual([
      ...["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12"],
      ...["2027-01", "2027-02", "2027-03", "2027-04", "2027-05", "2027-06"],
    ]);
    expect(month(money, "2026-12")).toMatchObject({ committed: 0, forecast: 0, measured: 0, cost: null, ratio: null });
    expect(money).toMatchObject({ contracts: [], undecided: [], problems: [], partners: [], tiers: [], fees: [] });
    expect(money.retention).toMatchObject({ partners: [], left: [], share: null });
  });

  it("scenario 15: committed 1,250 a month; in January 2027 800 + 600 = 1,400 is forecast", () => {
    const next = { start: "2027-01-01", end: "2027-12-31" };
    const money = measured(
      [
        one(1, { ...year, kind: "new" }),
        one(2, { ...next, value: "12000", kind: "renewal" }, { way: openWay }),
        one(3, { ...next, value: "24000", kind: "new" }, { way: openWay }),
      ],
      "2026-12-15",
    );
    // 15,000 ÷ 12 = 1,250; nothing else runs in December
    expect(month(money, "2026-12")).toMatchObject({ committed: 1_250_00, forecast: 1_250_00 });
    // 0.8 × 12,000 ÷ 12 = 800; 0.3 × 24,000 ÷ 12 = 600
    expect(month(money, "2027-01")).toMatchObject({ committed: 0, forecast: 1_400_00, measured: null });
    // six months of 1,400, and at most both: 6 × (1,000 + 2,000)
    expect(money.ahead).toMatchObject({ committed: 0, forecast: 8_400_00, low: 0, high: 18_000_00 });
  });

  it("scenario 15: 2,500 of cost to 1,250 of revenue is 2.0; without revenue there is no ratio", () => {
    const costs = [
      { month: "2026-12", account: "7061", amount: 2_000_00 },
      { month: "2026-12", account: "7062", amount: 500_00 },
      { month: "2027-01", account: "7061", amount: 100_00 },
    ];
    const money = measured([one(1, year)], "2027-01-15", costs);
    expect(month(money, "2026-12")).toMatchObject({ cost: 2_500_00, committed: 1_250_00, ratio: 2 });
    expect(month(money, "2026-12").contracts.map(({ item }) => item)).toEqual(["openwater/leads#1"]);
    expect(month(money, "2027-01")).toMatchObject({ cost: 100_00, committed: 0, ratio: null });
    // Nobody wrote down what November cost: that is not nothing.
    expect(month(money, "2026-11")).toMatchObject({ cost: null, committed: 1_250_00, ratio: null });
  });

  it("counts other currencies by the rate of the config", () => {
    // 12,000 × 1.08 = 12,960; ÷ 12 = 1,080
    const money = measured([one(1, { ...year, value: "12,000", currency: "eur" })], "2026-12-15");
    expect(month(money, "2026-12").committed).toBe(1_080_00);
  });

  const bad: { why: string; answers: Answers; says: string }[] = [
    { why: "an amount below zero", answers: { ...year, value: "-15000" }, says: "below zero" },
    {
      why: "a signed contract without a value",
      answers: { ...year, value: "_No response_" },
      says: 'no answer to "value"',
    },
    { why: "an amount in words", answers: { ...year, value: "about 15k" }, says: "is not an amount" },
    { why: "a currency without a rate", answers: { ...year, currency: "GBP" }, says: "there is no rate for it" },
    {
      why: "the name of what every object has",
      answers: { ...year, currency: "constructor" },
      says: "there is no rate",
    },
    { why: "ends before it begins", answers: { ...year, end: "2025-12-31" }, says: "before it begins" },
    { why: "a day that there is not", answers: { ...year, end: "2026-02-30" }, says: "is not a day" },
    { why: "a thousand years", answers: { ...year, end: "3026-12-31" }, says: "over 50 years" },
    { why: "a kind that there is not", answers: { ...year, kind: "maybe" }, says: "is no kind of contract" },
  ];
  it.each(bad)("lists $why with the item's address, and leaves it out of every sum", ({ answers, says }) => {
    const money = measured([one(1, answers), one(2, year)], "2026-12-15");
    expect(money.problems).toHaveLength(1);
    expect(money.problems[0]).toMatchObject({
      where: "https://github.com/openwater/leads/issues/1",
      severity: "error",
    });
    expect(money.problems[0]!.what).toContain(says);
    expect(money.problems[0]!.what).toContain("in no sum");
    expect(month(money, "2026-12").committed).toBe(1_250_00);
  });

  it("lists answers that were not read", () => {
    const money = measured([{ ...one(1, year), answers: unknown("the form was not read") }], "2026-12-15");
    expect(money.problems[0]?.what).toBe("The contract's answers could not be read: the form was not read.");
  });

  it("names contracts of one partner that run at the same time, and counts both", () => {
    const kelp = { community: "kelp" };
    const money = measured(
      [one(1, year, kelp), one(2, { ...year, start: "2026-12-31", end: "2027-12-30" }, kelp), one(3, year)],
      "2026-12-15",
    );
    expect(money.problems.map(({ code, where }) => [code, where])).toEqual([
      ["contract-overlap", "https://github.com/openwater/leads/issues/2"],
    ]);
    expect(money.contracts).toHaveLength(3);
  });

  it("says nothing of contracts one after the other; the later one of a partner renews", () => {
    const kelp = { community: "kelp" };
    const next = { value: "12000", start: "2027-01-01", end: "2027-12-31" };
    const money = measured([one(1, year, kelp), one(2, next, { ...kelp, way: openWay })], "2026-12-15");
    expect(money.problems).toEqual([]);
    expect(money.contracts.map(({ kind, probability }) => [kind, probability])).toEqual([
      ["new", 1],
      ["renewal", 0.8],
    ]);
  });

  it("takes what is lost for nothing, and what has no value yet for undecided", () => {
    const money = measured(
      [one(1, year, { way: lostWay }), one(2, { start: "2027-01-01" }, { way: openWay })],
      "2026-12-15",
    );
    expect(money).toMatchObject({ contracts: [], undecided: ["openwater/leads#2"], problems: [] });
  });

  it("takes the stage's probability before the assumed rate", () => {
    const staged: Pipeline = { ...pipeline, contracts: { ...pipeline.contracts!, probability: { prospect: 0.5 } } };
    const money = measured([{ ...one(1, year, { way: openWay }), pipeline: staged }], "2026-12-15");
    // 0.5 × 1,250
    expect(month(money, "2026-12").forecast).toBe(625_00);
  });

  it("takes what is not signed for nothing in months that are over", () => {
    const money = measured([one(1, year, { way: openWay })], "2026-09-15");
    expect(month(money, "2026-08")).toMatchObject({ committed: 0, forecast: 0, measured: 0 });
    // 0.3 × 1,250
    expect(month(money, "2026-09")).toMatchObject({ committed: 0, forecast: 375_00, measured: null });
  });

  it("keeps the running contract of an item that went back to be renewed, until it ends", () => {
    const back = [...signedWay, ["prospect", "2026-10-01"]] as const;
    const item = subject({ number: 1, way: back, pipeline, more: { answers: known(year) } });
    expect(month(measured([item], "2026-12-15"), "2026-12").committed).toBe(1_250_00);
    expect(measured([item], "2027-01-15").contracts[0]).toMatchObject({
      isSigned: false,
      kind: "renewal",
      probability: 0.8,
    });
  });

  it("tells who stayed over six months: of two in June one has left by December", () => {
    const half = { ...year, end: "2026-06-30" };
    const money = measured([one(1, half, { community: "kelp" }), one(2, year, { community: "reef" })], "2026-12-15");
    expect(money.retention).toEqual({
      from: "2026-06-15",
      to: "2026-12-15",
      partners: ["kelp", "reef"],
      left: ["kelp"],
      share: 0.5,
    });
  });

  it("looks back to the last day of a shorter month", () => {
    expect(measured([], "2026-08-31").retention.from).toBe("2026-02-28");
  });

  it("tells revenue by partner and by tier, the largest first", () => {
    const money = measured(
      [
        one(1, { ...year, tier: "General" }, { community: "kelp" }),
        one(2, { ...year, value: "48000", tier: "Premier" }, { community: "reef" }),
        one(3, year),
      ],
      "2026-12-15",
    );
    // 48,000 ÷ 12 = 4,000
    expect(money.partners.map(({ name, amount }) => [name, amount])).toEqual([
      ["reef", 4_000_00],
      ["kelp", 1_250_00],
      ["openwater/leads#3", 1_250_00],
    ]);
    expect(money.tiers.map(({ name, amount }) => [name, amount])).toEqual([
      ["Premier", 4_000_00],
      ["General", 1_250_00],
      ["not said", 1_250_00],
    ]);
  });

  it("measures how many of each kind were signed within half a year, those lost among them", () => {
    // Eight new ones opened a year and more ago: six signed after 61 days, two lost after 31: 6 ÷ 8.
    const won = [1, 2, 3, 4, 5, 6].map((number) => one(number, { ...year, kind: "new" }));
    const lost = [7, 8].map((number) => one(number, { kind: "new" }, { way: lostWay }));
    const { rates } = measured([...won, ...lost], "2026-12-15");
    expect(rates.new).toMatchObject({ n: 8, share: 0.75 });
    expect(rates.new.lower!).toBeLessThan(0.75);
    expect(rates.new.upper!).toBeGreaterThan(0.75);
    expect(rates.renewal).toMatchObject({ n: 0, share: null, lower: null, upper: null });
  });

  it("has no sales cycle without contracts that were opened", () => {
    const { new: first, renewal } = measured([], "2026-12-15").rates;
    expect([first.toClose, renewal.toClose].map(({ n, half }) => [n, half])).toEqual([
      [0, null],
      [0, null],
    ]);
  });

  it("measures the sales cycle until signed or lost, those still open among them", () => {
    const won = [1, 2, 3, 4, 5, 6].map((number) => one(number, { ...year, kind: "new" }));
    const lost = [7, 8].map((number) => one(number, { kind: "new" }, { way: lostWay }));
    const open = [9, 10].map((number) => one(number, { kind: "new" }, { way: openWay }));
    const { toClose, toSigned } = measured([...won, ...lost, ...open], "2026-12-15").rates.new;
    // Lost after the 31 days of October: 8 of 10 are left. Signed after 31 + 30 days: 2 of the 8, so 8/10 × 2/8 = 2/10.
    // Half are closed on day 61; 85 of 100 never were.
    expect(toClose).toMatchObject({ n: 10, reached: 8, open: 2, half: { value: 61 }, most: { value: null } });
    expect(toClose.curves[0]?.steps.map(({ day, share }) => [day, share]).slice(0, 2)).toEqual([
      [31, expect.closeTo(0.2, 12)],
      [61, expect.closeTo(0.8, 12)],
    ]);
    // Signing has another end, so it has no percentiles; of the six signed the middle is 61.
    expect(toSigned).toMatchObject({ n: 10, reached: 6, half: null, medianOfReached: 61 });
  });

  it("says the same whatever the order of what was read", () => {
    const all = [
      one(1, year),
      one(2, { ...year, value: "x" }),
      one(3, year, { way: openWay }),
      one(4, year, { way: lostWay }),
    ];
    const { problems, ...money } = measured(all, "2026-12-15");
    const { problems: others, ...other } = measured([...all].reverse(), "2026-12-15");
    expect(other).toEqual(money);
    expect(others).toEqual(problems);
  });
});
