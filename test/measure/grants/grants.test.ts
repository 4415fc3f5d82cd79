import { describe, expect, it } from "vitest";
import { grantsOf } from "../../../src/measure/grants/grants.ts";
import type { GrantRule } from "../../../src/model/grant.ts";
import type { Cost, MoneyRule } from "../../../src/model/money.ts";
import type { Pipeline, Stage } from "../../../src/model/pipeline.ts";
import { closed, known } from "../../support/builders.ts";
import { at, leads } from "../lives.ts";
import { on, subject, type Told } from "../subjects.ts";

const stage = (id: string, outcome: Stage["outcome"] = null): Stage => ({
  ...leads.stages[0]!,
  id,
  board: null,
  outcome,
});
const rule: GrantRule = {
  ...{ submitted: "submitted", funder: "funder", champions: "champions", due: "due", start: "start", end: "end" },
  ...{ amount: "amount", currency: "currency", spent: "spent", account: "account", owes: "owed" },
};
const grants: Pipeline = {
  ...leads,
  name: "grants",
  stages: [stage("idea"), stage("submitted"), stage("awarded", "won"), stage("refused", "lost"), stage("over", "done")],
  grants: rule,
};
const owed: Pipeline = { ...leads, name: "owed", deliverables: { due: "due", evidence: null, of: "grant" } };
const money: MoneyRule = {
  ...{ currency: "USD", rates: { EUR: { rate: 1.1, on: "2025-01-02" } }, assumed: { new: 0.3, renewal: 0.8 } },
  ...{ costs: null, usageFees: [] },
};

type Way = NonNullable<Told["way"]>;

function grant(number: number, way: Way, answers: Readonly<Record<string, string>> = {}, more: Told = {}) {
  return subject({ number, way, pipeline: grants, more: { answers: known(answers) }, ...more });
}

function measured(
  ones: readonly ReturnType<typeof grant>[],
  { now = "2025-12-10", costs = null as readonly Cost[] | null, pipeline = grants, counts = true } = {},
) {
  return grantsOf(ones, pipeline, {
    ...on(now, ...ones),
    ...{ windowWeeks: 26, pipelines: [grants, owed], money: counts ? money : null },
    costs: costs === null ? null : { costs, problems: [] },
  });
}

const idea: Way = [["idea", "2025-01-10"]];
const submitted: Way = [...idea, ["submitted", "2025-03-01"]];
const given = (day: string): Way => [...submitted, ["awarded", day]];
const refused = (day: string): Way => [...submitted, ["refused", day]];

describe("grantsOf", () => {
  it("is nothing where items are no grants, and counts nothing where there are none", () => {
    expect(measured([grant(1, idea)], { pipeline: leads })).toBeNull();
    expect(measured([])).toMatchObject({ all: [], unplaced: [], problems: [], ever: { submitted: 0, success: null } });
  });

  it.each<{ why: string; way: Way; facts?: Told["facts"]; standing: string; wasSubmitted: boolean }>([
    { why: "an idea", way: idea, standing: "ahead", wasSubmitted: false },
    { why: "in, and not decided", way: submitted, standing: "submitted", wasSubmitted: true },
    { why: "given", way: given("2025-05-01"), standing: "running", wasSubmitted: true },
    {
      why: "given without having been submitted",
      way: [...idea, ["awarded", "2025-05-01"]],
      standing: "running",
      wasSubmitted: true,
    },
    {
      why: "given and over",
      way: [...given("2025-05-01"), ["over", "2025-11-01"]],
      standing: "completed",
      wasSubmitted: true,
    },
    { why: "refused", way: refused("2025-05-01"), standing: "refused", wasSubmitted: true },
    { why: "given up as an idea", way: [...idea, ["refused", "2025-02-01"]], standing: "refused", wasSubmitted: false },
    {
      why: "closed as done while it waits: nobody waits any more",
      way: submitted,
      facts: [closed("completed", at("2025-06-01"))],
      standing: "refused",
      wasSubmitted: true,
    },
    {
      why: "given later than the report: it waits",
      way: given("2025-12-11"),
      standing: "submitted",
      wasSubmitted: true,
    },
  ])("$why is $standing", ({ way, facts = [], standing, wasSubmitted }) => {
    expect(measured([grant(1, way, {}, { facts })])!.all).toMatchObject([{ standing, wasSubmitted }]);
  });

  it("tells success of those decided, and how long until then, by hand", () => {
    const ones = [
      grant(1, given("2025-03-31")), // 30 days
      grant(2, given("2025-05-30")), // 90 days
      grant(3, refused("2025-04-30")), // 60 days
      grant(4, refused("2025-06-29")), // 120 days
      grant(5, given("2025-08-28")), // 180 days
      grant(6, submitted), // waits for 284 days
      grant(7, idea),
    ];
    const { ever, recent } = measured(ones)!;
    // Wilson (1927), z² = 3.841459: (0.6 + 0.3841459 ± 1.959964 √(0.048 + 0.03841459)) ÷ 1.7682918 = 0.55655 ± 0.32583.
    expect(ever).toMatchObject({ submitted: 6, given: 3, refused: 2, success: { share: 0.6 } });
    expect(ever.success!.lower).toBeCloseTo(0.5565517 - 0.3258275, 5);
    expect(ever.success!.upper).toBeCloseTo(0.5565517 + 0.3258275, 5);
    // Six are watched for all of it: incidence of a grant is 1/6 by day 30, 2/6 by day 90, 3/6 by day 180.
    expect(ever.toGiven.shares.map(({ share }) => share)).toEqual([
      expect.closeTo(1 / 6, 9),
      expect.closeTo(2 / 6, 9),
      expect.closeTo(3 / 6, 9),
    ]);
    expect(ever.toGiven.half).toBeNull();
    // Decided either way after 30, 60, 90, 120 and 180 days: half after 90, midpoint with the next (S is flat at 0.5): 105.
    expect(ever.toDecided.half?.value).toBe(105);
    // The window is 26 weeks, and all were in on 1 March.
    expect(recent).toMatchObject({ submitted: 0, success: null });
  });

  it.each([
    { now: "2024-07-01", time: 0, why: "the first day is not over" },
    { now: "2025-07-01", time: 365 / 730, why: "a year of two is over" },
    { now: "2026-06-30", time: 729 / 730, why: "the last day is not over" },
    { now: "2026-07-01", time: 1, why: "all is over" },
    { now: "2027-01-01", time: 1, why: "no more than all" },
    { now: "2024-01-01", time: 0, why: "no less than nothing" },
  ])("uses $time of 2024-07-01 to 2026-06-30 by $now: $why", ({ now, time }) => {
    const way: Way = [["awarded", "2023-12-01"]];
    const one = grant(1, way, { start: "2024-07-01", end: "2026-06-30" });
    expect(measured([one], { now })!.all[0]).toMatchObject({ time });
  });

  const costs: readonly Cost[] = [
    { month: "2025-10", account: "g-1", amount: 40_000 },
    { month: "2025-12", account: "g-1", amount: 2_50 },
    { month: "2026-01", account: "g-1", amount: 99_999 }, // a plan
    { month: "2025-12", account: "g-2", amount: 77_777 },
  ];
  it.each([
    { why: "nobody said", answers: {}, amount: null, spent: null },
    { why: "by the form", answers: { amount: "200,000", spent: "50 000.50" }, amount: 20_000_000, spent: 5_000_050 },
    {
      why: "in euros at 1.1",
      answers: { amount: "1000", spent: "10", currency: "eur" },
      amount: 110_000,
      spent: 1_100,
    },
    {
      why: "by the books up to this month",
      answers: { amount: "1000", account: "g-1", spent: "1" },
      amount: 100_000,
      spent: 40_250,
    },
    {
      why: "an account without bookings is not known",
      answers: { account: "g-9", spent: "1" },
      amount: null,
      spent: null,
    },
  ])("counts amounts: $why", ({ answers, amount, spent }) => {
    const told = measured([grant(1, given("2025-05-01"), answers)], { costs })!;
    expect(told.all[0]).toMatchObject({ amount, spent, problems: [] });
    expect(measured([grant(1, idea, answers)], { counts: false })!.all[0]).toMatchObject({ amount: null, spent: null });
  });

  it.each([
    { answers: { amount: "-5" }, says: /"amount" is "-5", below zero/ },
    { answers: { amount: "a lot" }, says: /"a lot" \("amount"\) is not an amount/ },
    { answers: { amount: "5", currency: "CHF" }, says: /in "CHF", and there is no rate/ },
    { answers: { spent: "5", currency: "CHF" }, says: /in "CHF", and there is no rate/ },
  ])("says what is wrong with $answers, once", ({ answers, says }) => {
    const { problems, all } = measured([grant(1, idea, answers)])!;
    expect(problems.map(({ what }) => what)).toEqual([expect.stringMatching(says)]);
    expect(all[0]).toMatchObject({ amount: null, spent: null });
  });

  it("says which days nobody can read, and takes none for another", () => {
    const [one, two] = measured([
      grant(1, idea, { due: "02/03/2026" }),
      grant(2, idea, { start: "2026-02-01", end: "2026-01-01" }),
    ])!.all;
    expect(one).toMatchObject({ due: null, unread: ['the answer "due" is not a day; write it like 2026-11-30.'] });
    expect(two).toMatchObject({
      time: null,
      end: null,
      unread: ["it ends on 2026-01-01, before it begins on 2026-02-01."],
    });
  });

  const owes = (number: number, of: string, more: Told = {}) =>
    subject({ number, pipeline: owed, more: { answers: known({ due: "2025-12-31", grant: of }) }, ...more });
  const titled = (number: number, title: string) => grant(number, given("2025-05-01"), {}, { item: { title } });

  it.each([
    { why: "its title, without regard to case and spaces", of: " ocean  GRANT ", unplaced: 0 },
    { why: "its number in the same repository", of: "#1", unplaced: 0 },
    { why: "its whole number", of: "openwater/leads#1", unplaced: 0 },
    { why: "its address", of: "https://github.com/openwater/leads/issues/1", unplaced: 0 },
    { why: "another title", of: "Ocean", unplaced: 1 },
    { why: "a title that two have", of: "River grant", unplaced: 1 },
    { why: "nothing", of: "", unplaced: 1 },
  ])("an item is owed by the grant that it names: $why", ({ of, unplaced }) => {
    const ones = [titled(1, "Ocean grant"), titled(2, "River grant"), titled(3, "River grant"), owes(9, of)];
    const told = measured(ones)!;
    expect(told.unplaced).toHaveLength(unplaced);
    expect(told.all.map(({ owed }) => owed?.of)).toEqual([1 - unplaced, 0, 0]);
  });

  it("an item below a grant is owed by it, whatever it names; dropped ones are owed no more", () => {
    const ones = [
      titled(1, "Ocean grant"),
      titled(2, "River grant"),
      owes(5, "River grant", { item: { parents: ["I_1"] } }),
      owes(6, "Ocean grant", { facts: [closed("completed", at("2025-12-01"))] }),
      owes(7, "Ocean grant", { facts: [closed("not-planned", at("2025-12-01"))] }),
      owes(8, "Ocean grant", { more: { answers: known({ due: "2025-12-01", grant: "Ocean grant" }) } }),
    ];
    expect(measured(ones)!.all[0]!.owed).toEqual({
      ...{ delivered: 1, of: 3, late: ["openwater/leads#8"], next: "2025-12-31T00:00:00Z" },
    });
  });
});
