import { describe, expect, it } from "vitest";
import { marketOf } from "../../../src/measure/market/market.ts";
import type { Contract } from "../../../src/measure/money/contract.ts";
import type { MarketRule } from "../../../src/model/market.ts";
import type { Pipeline } from "../../../src/model/pipeline.ts";
import { closed, known, labeled, opened, unknown } from "../../support/builders.ts";
import { at, leads } from "../lives.ts";
import { on, subject, type Told } from "../subjects.ts";

const rule: MarketRule = {
  campaign: { by: "answer", field: "source" },
  qualified: "qualified",
  lostBecause: { by: "label", prefix: "lost: " },
  competitor: { by: "answer", field: "competition" },
  partnerKind: { by: "answer", field: "kind" },
  requests: { by: "label", prefix: "interested: " },
};
const market: Pipeline = { ...leads, market: rule };

type Answers = Readonly<Record<string, string>>;

interface Lead extends Told {
  readonly says?: Answers;
  readonly labels?: readonly string[];
  readonly community?: string;
}

function lead(number: number, { says = {}, labels = [], community, item, ...told }: Lead = {}) {
  return subject({
    ...{ number, pipeline: market },
    item: { ...item, labels: known(labels.map((name) => ({ id: `L_${name}`, name }))) },
    ...told,
    more: { answers: known(says), community: community ?? null, ...told.more },
  });
}

function measured(
  ones: readonly ReturnType<typeof lead>[],
  { now = "2025-12-10", contracts = null as readonly Contract[] | null, pipeline = market } = {},
) {
  return marketOf(ones, pipeline, { ...on(now, ...ones), windowWeeks: 26, contracts });
}

const lost = (day: string): NonNullable<Told["way"]> => [
  ["lead", "2025-01-10"],
  ["lost", day],
];
const refs = (...numbers: readonly number[]) => numbers.map((number) => `openwater/leads#${number}`);

describe("marketOf", () => {
  it("is nothing where items tell nothing of it, and counts nothing where there are none", () => {
    expect(measured([lead(1)], { pipeline: leads })).toBeNull();
    expect(measured([])).toMatchObject({
      ...{ items: 0, reasons: [], competitors: [], values: null, unread: [] },
      ...{ campaigns: { all: [], folded: [] }, kinds: { all: [], folded: [] }, requests: { all: [], folded: [] } },
    });
  });

  it("asks for nothing that the config does not ask for", () => {
    const nothing = { campaign: null, qualified: null, lostBecause: null, competitor: null, partnerKind: null };
    const pipeline = { ...market, market: { ...nothing, requests: null } };
    expect(measured([lead(1)], { pipeline })).toMatchObject({
      campaigns: null,
      kinds: null,
      requests: null,
      reasons: [],
    });
  });
});

describe("campaigns", () => {
  it("tell leads, those worth following and those won, by hand", () => {
    const spring = { source: "Spring, online" };
    const ones = [
      lead(1, {
        says: spring,
        way: [
          ["lead", "2025-01-01"],
          ["qualified", "2025-01-20"],
          ["partner", "2025-03-02"],
        ],
      }), // 60 days
      lead(2, {
        says: spring,
        way: [
          ["lead", "2025-01-01"],
          ["partner", "2025-04-11"],
        ],
      }), // 100 days, over qualified
      lead(3, {
        says: spring,
        way: [
          ["lead", "2025-01-01"],
          ["lost", "2025-02-01"],
        ],
      }), // lost: not qualified
      lead(4, {
        says: { source: "spring,  ONLINE" },
        way: [
          ["lead", "2025-01-01"],
          ["qualified", "2025-02-01"],
        ],
      }), // open
      lead(5, { says: spring, way: [["lead", "2025-10-01"]] }), // open for 70 days, in the window
      lead(6, { says: { source: "_No response_" } }),
    ];
    const [first, second] = measured(ones)!.campaigns!.all;
    expect(first).toMatchObject({ name: "Spring, online", items: refs(1, 2, 3, 4, 5), won: refs(1, 2), recent: 1 });
    // Three of five; the limits are Wilson's: (0.6 + 0.3841459 ± 1.959964 √(0.048 + 0.0384146)) ÷ 1.7682918.
    expect(first!.qualified).toMatchObject({ share: 0.6, n: 5 });
    expect(first!.qualified!.lower).toBeCloseTo(0.2307, 4);
    expect(first!.qualified!.upper).toBeCloseTo(0.8824, 4);
    // Aalen–Johansen: 31 days one of five lost, S = 4/5; 60 days one of four at risk: 1/5. At 70 days one is censored:
    // three were at risk after 60 days, two after 70; at 100 days one of two: 1/5 + 3/5 · 1/2 = 1/2.
    const by = (day: number) => first!.toWon.shares.find((share) => share.day === day)!.share;
    expect([by(30), by(90), by(180)]).toEqual([0, expect.closeTo(1 / 5, 9), expect.closeTo(1 / 2, 9)]);
    expect(second).toMatchObject({ name: "not said", items: refs(6) });
  });

  it("puts small ones together for everybody, and never leaves two alone", () => {
    const of = (name: string, count: number, from: number) =>
      Array.from({ length: count }, (_, n) => lead(from + n, { says: { source: name } }));
    const folded = (...ones: readonly ReturnType<typeof lead>[]) =>
      measured(ones)!.campaigns!.folded.map(({ name, items }) => [name, items.length]);
    const [big, mid] = [of("big", 5, 1), of("mid", 3, 11)];
    expect(folded(...big, ...mid)).toEqual([
      ["big", 5],
      ["mid", 3],
    ]);
    // Two and one are three.
    expect(folded(...big, ...mid, ...of("a", 2, 21), ...of("b", 1, 31))).toEqual([
      ["big", 5],
      ["mid", 3],
      ["other", 3],
    ]);
    // Two alone would tell of each: the next larger one joins them.
    expect(folded(...big, ...mid, ...of("a", 2, 21))).toEqual([
      ["big", 5],
      ["other", 5],
    ]);
    expect(folded(...of("a", 2, 21))).toEqual([["other", 2]]);
  });

  it("counts the first label in alphabetical order, as it was then", () => {
    const pipeline = { ...market, market: { ...rule, campaign: { by: "label", prefix: "Campaign: " } as const } };
    const later = labeled("campaign: zeta", at("2025-12-11"));
    const ones = [
      lead(1, { labels: ["campaign: beta", "campaign: alpha"] }),
      lead(2, { labels: ["campaign: zeta"], facts: [later] }),
    ];
    expect(measured(ones, { pipeline })!.campaigns!.all.map(({ name }) => name)).toEqual(["alpha", "not said"]);
  });

  it("lists what could not be read, and counts it nowhere", () => {
    const unread = lead(1, { more: { answers: unknown("the form was not read") } });
    expect(measured([unread])).toMatchObject({ unread: refs(1), campaigns: { all: [] } });
  });
});

describe("lost reasons and competitors", () => {
  const money = ["lost: money"];
  const ones = [
    lead(1, { way: lost("2025-02-01"), labels: money, says: { competition: "CloudCo, Hubs Ltd" } }),
    lead(2, { way: lost("2025-05-01"), labels: [...money, "lost: timeline"], says: { competition: "cloudco" } }),
    lead(3, { way: lost("2024-06-01"), labels: [], says: {} }), // six quarters ago, and nobody said why
    lead(4, { way: [...lost("2025-02-01"), ["lead", "2025-06-01"]], labels: money, says: { competition: "CloudCo" } }), // taken up again
    lead(5, { facts: [closed("not-planned", at("2025-11-30"))], labels: money }),
    lead(6, { way: lost("2025-12-11"), labels: money }), // after the report
    lead(7, {
      way: [
        ["lead", "2025-01-01"],
        ["partner", "2025-03-01"],
      ],
      says: { competition: "CloudCo" },
    }),
  ];

  it("stand in the quarter in which it was lost", () => {
    const told = measured(ones)!;
    expect(told.quarters).toEqual(["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]);
    expect(told.lost.quarters).toEqual([[], refs(1), refs(2), [], refs(5)]);
    expect(told.lost.items).toEqual(refs(1, 2, 3, 5));
    expect(told.reasons.map(({ name, items }) => [name, items])).toEqual([
      ["money", refs(1, 2, 5)],
      ["timeline", refs(2)],
      ["not said", refs(3)],
    ]);
    expect(told.reasons[0]!.quarters).toEqual([[], refs(1), refs(2), [], refs(5)]);
  });

  it("counts an item for every competitor that it names, lost or won", () => {
    expect(measured(ones)!.competitors.map(({ name, named, items, won }) => [name, named, items, won])).toEqual([
      ["CloudCo", 4, refs(1, 2), refs(7)],
      ["Hubs Ltd", 1, refs(1), []],
    ]);
  });
});

describe("requests", () => {
  it("stand in the quarter in which the label was put on, and count communities once", () => {
    const asks = (number: number, day: string, community: string) =>
      lead(number, {
        ...{ labels: ["interested: gpu"], community },
        item: { createdAt: at("2025-01-10") },
        facts: [labeled("interested: gpu", at(day))],
      });
    const ones = [
      asks(1, "2025-02-01", "estuary"),
      asks(2, "2025-08-01", "estuary"),
      asks(3, "2025-08-02", "delta"),
      lead(4),
    ];
    expect(measured(ones)!.requests!.all).toEqual([
      {
        ...{ name: "gpu", items: refs(1, 2, 3), communities: 2 },
        quarters: [[], refs(1), [], refs(2, 3), []],
      },
    ]);
  });

  it("without a fact of the label stand where the item was opened", () => {
    const one = lead(1, {
      labels: ["interested: gpu"],
      item: { createdAt: at("2025-05-01"), history: known([opened(at("2025-05-01"))]) },
    });
    expect(measured([one])!.requests!.all[0]!.quarters).toEqual([[], [], refs(1), [], []]);
  });
});

describe("kinds of partners", () => {
  const contract = (more: Partial<Contract>): Contract => ({
    ...{ pipeline: "agreements", item: "openwater/finance#1", url: "", partner: "estuary", value: 100_00, tier: null },
    ...{ start: "2025-01-01", end: "2025-12-31", kind: "new", probability: 1, isSigned: true },
    ...more,
  });
  const ones = [
    lead(1, { says: { kind: "reseller" }, community: "estuary" }),
    lead(2, {
      says: { kind: "Publisher" },
      community: "delta",
      way: [
        ["lead", "2025-01-01"],
        ["partner", "2025-02-01"],
      ],
    }),
    lead(3, { community: "lagoon" }),
  ];

  it("stand where they stand", () => {
    expect(measured(ones)!.kinds!.all.map(({ name, items, here }) => [name, items, here.lead, here.partner])).toEqual([
      ["Publisher", 1, [], refs(2)],
      ["reseller", 1, refs(1), []],
      ["not said", 1, refs(3), []],
    ]);
  });

  it("are worth what the contracts of their communities are, each once", () => {
    const contracts = [
      contract({}),
      contract({ item: "openwater/finance#2", isSigned: false, probability: 0.3, value: 50_00 }),
      contract({ item: "openwater/finance#3", partner: "delta", value: 70_00 }),
      contract({ item: "openwater/finance#4", partner: "openwater/finance#4", value: 10_00 }),
    ];
    expect(
      measured(ones, { contracts })!.values!.map(({ name, signed, open, likely }) => [name, signed, open, likely]),
    ).toEqual([
      ["reseller", 100_00, 50_00, 15_00],
      ["Publisher", 70_00, 0, 0],
      ["not said", 10_00, 0, 0],
    ]);
  });

  it("are of the kind that their newest item says", () => {
    const newer = lead(4, { says: { kind: "publisher" }, community: "estuary", way: [["lead", "2025-09-01"]] });
    expect(measured([newer, ...ones], { contracts: [contract({})] })!.values!.map(({ name }) => name)).toEqual([
      "Publisher",
    ]);
  });
});
