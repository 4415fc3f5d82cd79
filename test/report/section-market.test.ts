/** Marketing, market research and joint ventures as reports word them, and to whom. The numbers are in test/measure/market. */
import { describe, expect, it } from "vitest";
import { facesOf } from "../../src/measure/faces.ts";
import { marketOf } from "../../src/measure/market/market.ts";
import { moneyOf } from "../../src/measure/money/money.ts";
import type { MoneyRule } from "../../src/model/money.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import { type AudienceName, createAudience } from "../../src/report/audience.ts";
import { marketingSection } from "../../src/report/section-marketing.ts";
import { researchSection } from "../../src/report/section-research.ts";
import { venturesSection } from "../../src/report/section-ventures.ts";
import { leads } from "../measure/lives.ts";
import { on, subject } from "../measure/subjects.ts";
import { known, world } from "../support/builders.ts";

const market: Pipeline = {
  ...leads,
  board: null,
  contracts: {
    ...{ value: "value", start: "start", end: "end", currency: null, tier: null, kind: null, likely: null },
    probability: { lead: 0.5 },
  },
  market: {
    campaign: { by: "answer", field: "source" },
    qualified: "qualified",
    lostBecause: { by: "answer", field: "why" },
    competitor: { by: "answer", field: "who" },
    partnerKind: { by: "answer", field: "kind" },
    requests: { by: "answer", field: "idea" },
  },
};
const rule: MoneyRule = { currency: "USD", rates: {}, assumed: { new: 0.3, renewal: 0.8 }, costs: null, usageFees: [] };

/** Two of the spring and four of the autumn; the first is lost. */
const all = (visibility: "public" | "private") =>
  [1, 2, 3, 4, 5, 6].map((number) => {
    const isSmall = number < 3;
    const says = {
      ...{
        source: isSmall ? "spring" : "autumn",
        kind: isSmall ? "reseller" : "vendor",
        idea: isSmall ? "gpu" : "maps",
      },
      ...{ why: "canary-reason", who: "canary-competitor", value: "4000", start: "2026-01-01", end: "2026-12-31" },
    };
    const first = [
      ["lead", "2025-07-07"],
      ["lost", "2025-08-01"],
    ] as const;
    return subject({
      ...{ number, pipeline: market, way: number === 1 ? first : first.slice(0, 1) },
      item: { visibility, title: `Lead no ${number}` },
      more: { answers: known(says) },
    });
  });

function said(name: AudienceName, visibility: "public" | "private" = "public", ones = all(visibility)) {
  const audience = createAudience(name, facesOf({ subjects: ones, incomplete: [], world: world() }));
  const context = on("2025-12-10", ...ones);
  const money = moneyOf(ones, rule, { ...context, costs: null, usage: [], pipelines: [market] });
  const measured = marketOf(ones, market, { ...context, windowWeeks: 26, contracts: money.contracts })!;
  return {
    marketing: marketingSection(measured, 26, audience),
    research: researchSection(measured, audience),
    ventures: venturesSection(measured, money, audience),
  };
}

const firstColumn = (section: ReturnType<typeof said>["marketing"], table = 0) =>
  section?.tables[table]?.rows.map(([cell]) => (cell?.kind === "text" ? cell.text : null));

describe("the market's sections", () => {
  it("are nothing where there are no items", () => {
    expect(said("finance", "public", [])).toEqual({ marketing: null, research: null, ventures: null });
  });

  it("name groups to the team", () => {
    const { marketing, research, ventures } = said("team", "private");
    expect(firstColumn(marketing)).toEqual(["autumn", "spring"]);
    expect(firstColumn(research)).toEqual(["canary-reason", "all"]);
    expect(firstColumn(research, 1)).toEqual(["canary-competitor"]);
    expect(firstColumn(research, 2)).toEqual(["maps", "gpu"]);
    expect(firstColumn(ventures)).toEqual(["vendor", "reseller"]);
    expect(research?.words).toEqual(["1 of 6 items is lost."]);
    expect(ventures?.tables).toHaveLength(1);
  });

  it("fold small groups for everybody, and name no reason and no competitor even of public issues", () => {
    const { marketing, research, ventures } = said("public");
    // Two of the spring are too few, and nobody else is small: the autumn joins them.
    for (const section of [marketing, ventures]) expect(firstColumn(section)).toEqual(["other"]);
    expect(firstColumn(research)).toEqual(["all"]);
    expect(firstColumn(research, 1)).toEqual(["other"]);
    expect(JSON.stringify([marketing, research, ventures])).not.toMatch(/canary|spring|reseller|gpu|4000|20000|USD/);
  });

  it("tell everybody of private items only how many were lost", () => {
    const { marketing, research, ventures } = said("public", "private");
    expect([marketing, ventures]).toEqual([null, null]);
    expect(research?.tables.map(({ id }) => id)).toEqual(["leads-research-lost"]);
    expect(firstColumn(research)).toEqual(["all"]);
  });

  it("tell finance alone what contracts of each kind are worth", () => {
    const { ventures } = said("finance", "private");
    // One reseller is lost; open are one reseller's 4,000 and four vendors', each likely by half.
    const numbers = ventures?.tables[1]?.rows.map((row) =>
      row.map((cell) => (cell.kind === "quantity" ? cell.quantity.value : cell.kind === "text" ? cell.text : null)),
    );
    expect(numbers).toEqual([
      ["vendor", 0, 16_000, 8_000, null],
      ["reseller", 0, 4_000, 2_000, null],
    ]);
  });
});
