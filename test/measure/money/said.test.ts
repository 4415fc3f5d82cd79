/** Contracts whose value, days and chances stand on the card: read from there, and never taken to be nothing. */
import { describe, expect, it } from "vitest";
import { moneyOf } from "../../../src/measure/money/money.ts";
import type { Subject } from "../../../src/measure/subject.ts";
import type { ContractFields, MoneyRule } from "../../../src/model/money.ts";
import type { FieldValue, Item } from "../../../src/model/snapshot.ts";
import { cardIn, known, unknown } from "../../support/builders.ts";
import { at, leads } from "../lives.ts";
import { on, subject } from "../subjects.ts";

const rule: MoneyRule = { currency: "USD", rates: {}, assumed: { new: 0.3, renewal: 0.8 }, costs: null, usageFees: [] };

const onForm: ContractFields = {
  ...{ value: "value", start: "start", end: "end", currency: null, tier: null, kind: null, likely: null },
  probability: {},
};

const onBoard: ContractFields = {
  value: { board: "value" },
  start: { board: "starts" },
  end: { board: "ends" },
  currency: null,
  tier: { board: "tier" },
  kind: { board: "kind" },
  likely: { board: "likely" },
  probability: { prospect: 0.5 },
};

const option = (name: string): FieldValue => ({ kind: "option", id: "o", name });
const number = (value: number): FieldValue => ({ kind: "number", number: value });
const day = (date: string): FieldValue => ({ kind: "date", date });

const year = { value: number(12_000), starts: day("2026-01-01"), ends: day("2026-12-31") };

type Values = Readonly<Record<string, FieldValue | null>>;

function item(
  contracts: ContractFields,
  cards: Item["cards"],
  { signed = true, answers = {} }: { readonly signed?: boolean; readonly answers?: Record<string, string> } = {},
): Subject {
  const way = [["lead", "2025-10-01"] as const, [signed ? "partner" : "prospect", "2025-11-01"] as const];
  return subject({ way, pipeline: { ...leads, contracts }, item: { cards }, more: { answers: known(answers) } });
}

const cardWith = (values: Values): Item["cards"] => known([cardIn("Partner", at("2025-11-01"), { values })]);

const measured = (one: Subject) =>
  moneyOf([one], rule, { ...on("2026-06-15", one), costs: null, usage: [], pipelines: [] });

describe("a contract", () => {
  it("on the form alone needs no card", () => {
    const answers = { value: "12000", start: "2026-01-01", end: "2026-12-31" };
    const money = measured(item(onForm, unknown("no board may be read"), { answers }));
    expect(money.problems).toEqual([]);
    expect(money.contracts).toMatchObject([{ value: 12_000_00 }]);
  });

  it("may stand on the card: number, days, tier and kind", () => {
    const values = { ...year, tier: option("Premier"), kind: option("Renewal") };
    const money = measured(item(onBoard, cardWith(values)));
    expect(money.problems).toEqual([]);
    expect(money.contracts).toMatchObject([
      { value: 12_000_00, start: "2026-01-01", end: "2026-12-31", tier: "Premier", kind: "renewal", probability: 1 },
    ]);
    // 12,000 ÷ 12
    expect(money.months.find(({ month }) => month === "2026-06")?.committed).toBe(1_000_00);
  });

  it.each([
    { why: "what the card says goes before the stage", likely: number(0.4), probability: 0.4 },
    { why: "nothing may be certain to fail", likely: number(0), probability: 0 },
    { why: "a text may say it as well", likely: { kind: "text", text: " .25 " } as const, probability: 0.25 },
    { why: "without a number it is that of the stage", likely: null, probability: 0.5 },
  ])("that is open is as likely as it says: $why", ({ likely, probability }) => {
    const money = measured(item(onBoard, cardWith({ ...year, likely }), { signed: false }));
    expect(money.problems).toEqual([]);
    expect(money.contracts).toMatchObject([{ isSigned: false, probability }]);
    // 12,000 ÷ 12 × its probability
    expect(money.months.find(({ month }) => month === "2026-06")?.forecast).toBe(1_000_00 * probability);
  });

  it("without a card is undecided while it is open", () => {
    expect(measured(item(onBoard, known([]), { signed: false }))).toMatchObject({
      contracts: [],
      undecided: ["openwater/leads#7"],
      problems: [],
    });
  });

  it.each([
    {
      why: "signed, and no card",
      cards: known([]),
      says: ["value", "starts", "ends"].map(
        (name) => `The contract is signed and has nothing in "${name}"; it is in no sum.`,
      ),
    },
    {
      why: "a card that could not be read",
      cards: unknown("GitHub did not answer"),
      says: ["The contract's card could not be read: GitHub did not answer."],
    },
    {
      why: "below zero",
      cards: cardWith({ ...year, value: number(-5) }),
      says: ['The contract\'s amount is "-5", below zero; it is in no sum.'],
    },
    {
      why: "three decimals",
      cards: cardWith({ ...year, value: number(0.125) }),
      says: ['"0.125" ("value") is not an amount; it is in no sum.'],
    },
    {
      why: "forty for four tenths",
      cards: cardWith({ ...year, likely: number(40) }),
      says: ['"40" ("likely") does not say how likely the contract is; it is in no sum.'],
    },
  ])("is a problem and in no sum: $why", ({ cards, says }) => {
    const money = measured(item(onBoard, cards));
    expect(money.problems.map(({ what }) => what)).toEqual(says);
    expect(money.contracts).toEqual([]);
  });
});
