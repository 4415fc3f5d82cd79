/** Invoices beside contracts: which months nobody billed, which invoices nobody paid, and which contracts end. */
import { describe, expect, it } from "vitest";
import type { Contract } from "../../../src/measure/money/contract.ts";
import { contractEndings } from "../../../src/measure/money/contract-endings.ts";
import { moneyOf } from "../../../src/measure/money/money.ts";
import type { Subject } from "../../../src/measure/subject.ts";
import type { MoneyRule } from "../../../src/model/money.ts";
import type { Pipeline } from "../../../src/model/pipeline.ts";
import { instant } from "../../../src/model/time.ts";
import { known } from "../../support/builders.ts";
import { leads } from "../lives.ts";
import { on, subject } from "../subjects.ts";

const stage = (id: string, outcome: "won" | "lost" | "done" | null = null) => {
  return { ...leads.stages[0]!, id, outcome, board: null, label: `stage: ${id}` };
};

const agreements: Pipeline = {
  ...leads,
  contracts: {
    value: "value",
    start: "start",
    end: "end",
    currency: null,
    tier: null,
    kind: null,
    likely: null,
    probability: {},
  },
};

const invoices: Pipeline = {
  ...leads,
  name: "invoices",
  moves: null,
  starts: instant("2026-01-01T00:00:00Z"),
  stages: [stage("to-send"), stage("sent"), stage("paid", "done"), stage("void", "lost")],
  invoices: { start: "first", end: "last", overdueDays: 30 },
};

const rule: MoneyRule = { currency: "USD", rates: {}, assumed: { new: 0.3, renewal: 0.8 }, costs: null, usageFees: [] };

const signed = [
  ["lead", "2025-10-01"],
  ["partner", "2025-12-01"],
] as const;

function contract(number: number, start: string, end: string, way: typeof signed | typeof open = signed): Subject {
  const answers = known({ value: "12000", start, end });
  return subject({ number, way, pipeline: agreements, more: { answers, community: "reef" } });
}

const open = [["lead", "2025-10-01"]] as const;

/** Sent and paid on those days, of the contract `of`; `number` is the issue's. */
function invoice(
  number: number,
  [first, last]: readonly [string, string],
  {
    of,
    sent,
    paid,
    gone,
  }: { readonly of?: Subject; readonly sent?: string; readonly paid?: string; readonly gone?: string },
): Subject {
  const way = [
    ["to-send", "2026-01-01"],
    ...(sent === undefined ? [] : [["sent", sent] as const]),
    ...(paid === undefined ? [] : [["paid", paid] as const]),
    ...(gone === undefined ? [] : [["void", gone] as const]),
  ] as const;
  const made = subject({ number, way, pipeline: invoices, more: { answers: known({ first, last }) } });
  return { ...made, item: { ...made.item, parents: of === undefined ? [] : [of.item.id] } };
}

function measured(subjects: readonly Subject[], now: string, pipelines = [agreements, invoices]) {
  const money = moneyOf(subjects, rule, { ...on(now, ...subjects), costs: null, usage: [], pipelines });
  return { ...money, told: money.problems.map(({ what }) => what) };
}

const march = ["2026-03-01", "2026-03-31"] as const;
const april = ["2026-04-01", "2026-04-30"] as const;

describe("invoices", () => {
  it("are none where the config has none: no month is called unbilled", () => {
    expect(measured([contract(1, "2026-01-01", "2026-12-31")], "2026-06-10", [agreements]).invoicing).toBeNull();
  });

  it("are missing for each month of service that is over, when nobody made one", () => {
    const { invoicing } = measured([contract(1, "2026-03-01", "2026-12-31")], "2026-06-10");
    // March, April, May are over on 10 June; June is not.
    expect(invoicing!.contracts).toMatchObject([{ billed: [], unbilled: ["2026-03", "2026-04", "2026-05"] }]);
  });

  it("bill a month once they were sent, not when their issue is opened", () => {
    const one = contract(1, "2026-03-01", "2026-12-31");
    const all = [one, invoice(2, march, { of: one, sent: "2026-04-02" }), invoice(3, april, { of: one })];
    const { invoicing } = measured(all, "2026-05-10");
    expect(invoicing!.contracts).toMatchObject([{ billed: ["2026-03"], unbilled: ["2026-04"] }]);
    expect(invoicing!.toSend).toMatchObject([{ item: "openwater/leads#3" }]);
    expect(invoicing!.unpaid).toMatchObject([
      { item: "openwater/leads#2", sent: "2026-04-02", days: 38, overdue: true },
    ]);
  });

  it("are as of the day: what was sent later was not sent yet", () => {
    const one = contract(1, "2026-03-01", "2026-12-31");
    const all = [one, invoice(2, march, { of: one, sent: "2026-04-20", paid: "2026-05-01" })];
    expect(measured(all, "2026-04-10").invoicing!.contracts).toMatchObject([{ unbilled: ["2026-03"] }]);
    expect(measured(all, "2026-04-25").invoicing).toMatchObject({
      contracts: [{ unbilled: [] }],
      unpaid: [{ days: 5 }],
    });
    expect(measured(all, "2026-05-02").invoicing!.unpaid).toEqual([]);
  });

  it("are overdue from the day after the thirtieth", () => {
    const one = contract(1, "2026-03-01", "2026-12-31");
    const all = [one, invoice(2, march, { of: one, sent: "2026-04-01" })];
    const overdue = (now: string) => measured(all, now).invoicing!.unpaid.map((each) => [each.days, each.overdue]);
    expect(overdue("2026-05-01")).toEqual([[30, false]]);
    expect(overdue("2026-05-02")).toEqual([[31, true]]);
  });

  it.each([
    { why: "one for the whole year", terms: [["2026-01-01", "2026-12-31"]], unbilled: [] },
    {
      why: "halves that meet in the middle of a month",
      terms: [
        ["2026-01-01", "2026-02-14"],
        ["2026-02-15", "2026-04-30"],
      ],
      unbilled: [],
    },
    {
      why: "a day between two",
      terms: [
        ["2026-01-01", "2026-02-14"],
        ["2026-02-16", "2026-04-30"],
      ],
      unbilled: ["2026-02"],
    },
    { why: "one that ends a day early", terms: [["2026-01-01", "2026-04-29"]], unbilled: ["2026-04"] },
  ] as const)("cover a month only with all of its days: $why", ({ terms, unbilled }) => {
    const one = contract(1, "2026-01-01", "2026-12-31");
    const sent = terms.map((term, at) => invoice(2 + at, term, { of: one, sent: "2026-02-20" }));
    expect(measured([one, ...sent], "2026-05-10").invoicing!.contracts).toMatchObject([{ unbilled }]);
  });

  it("look at days of service only: a contract from the 16th to the 14th", () => {
    const one = contract(1, "2026-01-16", "2026-03-14");
    const sent = invoice(2, ["2026-01-16", "2026-03-14"], { of: one, sent: "2026-01-20" });
    expect(measured([one, sent], "2026-05-10").invoicing!.contracts).toMatchObject([
      { billed: ["2026-01", "2026-02", "2026-03"], unbilled: [] },
    ]);
  });

  it("leave out months before their pipeline began, and void ones", () => {
    const one = contract(1, "2025-06-01", "2026-03-31");
    const all = [one, invoice(2, ["2026-01-01", "2026-03-31"], { of: one, sent: "2026-02-01", gone: "2026-02-10" })];
    expect(measured(all, "2026-05-10").invoicing).toMatchObject({
      contracts: [{ billed: [], unbilled: ["2026-01", "2026-02", "2026-03"] }],
      unpaid: [],
      toSend: [],
    });
  });

  it("bill their own contract and no other", () => {
    const [one, other] = [contract(1, "2026-03-01", "2026-03-31"), contract(2, "2026-04-01", "2026-04-30")];
    const all = [one, other, invoice(3, ["2026-03-01", "2026-04-30"], { of: one, sent: "2026-04-02" })];
    expect(measured(all, "2026-06-10").invoicing!.contracts.map(({ unbilled }) => unbilled)).toEqual([[], ["2026-04"]]);
  });

  it.each([
    {
      term: ["soon", "2026-03-31"],
      of: true,
      says: '"soon" ("first") is not a day, so no month counts as billed by it.',
    },
    {
      term: ["2026-03-31", "2026-03-01"],
      of: true,
      says: "The invoice ends on 2026-03-01, before it begins on 2026-03-31.",
    },
    { term: march, of: false, says: "The invoice is a sub-issue of no contract." },
  ] as const)("are a problem, and bill nothing, when $says", ({ term, of, says }) => {
    const one = contract(1, "2026-03-01", "2026-12-31");
    const all = [one, invoice(2, term, { ...(of ? { of: one } : {}), sent: "2026-04-02" })];
    const { told, invoicing } = measured(all, "2026-04-10");
    expect(told).toEqual([says]);
    expect(invoicing!.contracts).toMatchObject([{ unbilled: ["2026-03"] }]);
  });
});

describe("contracts that end", () => {
  const term = (item: string, start: string, end: string, more: Partial<Contract> = {}): Contract => ({
    ...{ pipeline: "leads", item, url: item, partner: "reef", value: 1, tier: null, kind: "new", probability: 1 },
    ...{ isSigned: true, start, end, ...more },
  });
  const kinds = (contracts: readonly Contract[], today: string) =>
    contractEndings(contracts, today).map(({ contract: { item }, kind, days, next }) => [item, kind, days, next?.item]);

  it("are none while the last day is more than sixty days away", () => {
    // 2026-01-29 and 61 days are 2026-03-31: 2 of January, 28 of February, 31 of March.
    expect(kinds([term("a", "2025-04-01", "2026-03-31")], "2026-01-29")).toEqual([]);
  });

  it.each([
    { today: "2026-01-30", kind: "due", days: 60, why: "scenario 13: sixty days before" },
    { today: "2026-03-31", kind: "due", days: 0, why: "the last day is one of service" },
    { today: "2026-04-01", kind: "over", days: -1, why: "the day after" },
    { today: "2026-05-12", kind: "over", days: -42, why: "six weeks: 30 of April, 12 of May" },
    { today: "2026-05-13", kind: "lapsed", days: -43, why: "longer than six weeks" },
    { today: "2026-09-29", kind: "lapsed", days: -182, why: "half a year is news" },
  ])("are $kind on $today: $why", ({ today, kind, days }) => {
    expect(kinds([term("a", "2025-04-01", "2026-03-31")], today)).toEqual([["a", kind, days, undefined]]);
  });

  it("are no news after half a year", () => {
    expect(kinds([term("a", "2025-04-01", "2026-03-31")], "2026-09-30")).toEqual([]);
  });

  it("are none when a later one is signed, and name the one that is proposed", () => {
    const old = term("a", "2025-04-01", "2026-03-31");
    const next = term("b", "2026-04-01", "2027-03-31");
    expect(kinds([old, next], "2026-03-15")).toEqual([]);
    expect(kinds([old, { ...next, isSigned: false }], "2026-03-15")).toEqual([["a", "due", 16, "b"]]);
    expect(kinds([old, { ...next, partner: "kelp" }], "2026-03-15")).toEqual([["a", "due", 16, undefined]]);
  });
});
