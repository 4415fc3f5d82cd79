/**
 * Money, for finance alone: revenue and costs by month, what the next half year may bring, who stayed, and what it all
 * hangs on. Every sum leads to the contracts that it is made of. To any other audience there is nothing.
 */
import type { Money } from "../measure/money/money.ts";
import type { Slice } from "../measure/money/partners.ts";
import { contractKinds } from "../model/money.ts";
import type { Audience } from "./audience.ts";
import { ratioChart, revenueChart } from "./money-charts.ts";
import { amount, linksTo, ratioOf, shareQuantity } from "./money-figures.ts";
import { cycleTable, endingsTable, invoiceTables, invoiceWords } from "./money-tables.ts";
import { countOf, itemCell, itemsCell, notEnough, quantity, quantityCell, textCell } from "./quantities.ts";
import type { Cell, Quantity, Section, TableView } from "./view.ts";
import { countText } from "./words.ts";

/** Null when money is not measured, or not for this audience. */
export function moneySection(money: Money | null, audience: Audience): Section | null {
  if (money === null || audience.name !== "finance") return null;
  const { contracts, partners, tiers, fees, invoicing, endings } = money;
  const tables = [
    ratesTable(money),
    ...(contractKinds.some((kind) => money.rates[kind].n > 0) ? [cycleTable(money)] : []),
    ...(endings.length > 0 ? [endingsTable(money, audience)] : []),
    ...(invoicing === null ? [] : invoiceTables(invoicing, audience)),
    ...(partners.length > 0
      ? [sliceTable(money, { id: "partners", head: "Partner", slices: partners }, audience)]
      : []),
    ...(tiers.length > 0 ? [sliceTable(money, { id: "tiers", head: "Tier", slices: tiers }, audience)] : []),
    ...(fees.length > 0 ? [feeTable(money)] : []),
    ...(contracts.length > 0 ? [contractTable(money, audience)] : []),
  ];
  return {
    id: "money",
    title: "Money",
    pipeline: null,
    words: [
      countingWords(money),
      retentionWords(money),
      ...concentrationWords(money),
      ...(invoicing === null ? [] : [invoiceWords(invoicing)]),
    ],
    charts: [revenueChart(money, monthTable(money, audience)), ...ratioChart(money)],
    tables,
  };
}

function countingWords({ rule, undecided, contracts }: Money): string {
  const others = Object.entries(rule.rates).map(
    ([name, { rate, on }]) => `1 ${name} = ${rate} ${rule.currency} (${on})`,
  );
  const signed = contracts.filter(({ isSigned }) => isSigned).length;
  const counted = `${countText(signed, "signed contract")} and ${contracts.length - signed} open ones, in ${rule.currency}${others.length > 0 ? `; ${others.join(", ")}` : ""}.`;
  return undecided.length === 0
    ? counted
    : `${counted} ${countText(undecided.length, "open item")} without a value or dates yet.`;
}

function retentionWords({ retention: { from, to, partners, left, share } }: Money): string {
  if (share === null) return `Nobody had a contract on ${from}, so there is no retention.`;
  const gone =
    left.length === 0
      ? "all have one"
      : `${left.length} ${left.length === 1 ? "has" : "have"} none (${left.join(", ")})`;
  return `Of ${countText(partners.length, "partner")} with a contract on ${from}, ${gone} on ${to}: retention ${percent(share)} %, churn ${percent(1 - share)} %.`;
}

function concentrationWords({ partners, month }: Money): readonly string[] {
  const all = partners.reduce((sum, one) => sum + one.amount, 0);
  if (all === 0) return [];
  const first = (count: number) => percent(partners.slice(0, count).reduce((sum, one) => sum + one.amount, 0) / all);
  return [
    `In ${month} the largest partner brings ${first(1)} % of committed revenue, the three largest ${first(3)} %.`,
  ];
}

function monthTable({ rule: { currency }, months, rates }: Money, audience: Audience): TableView {
  const unknown = contractKinds.filter((kind) => rates[kind].share === null).join(" and ");
  const measured = (value: number | null): Quantity =>
    value === null ? quantity(null, "money", null, { note: `no rate of ${unknown}` }) : amount(value);
  return {
    id: "money-months",
    caption: `One row per month, oldest first, in ${currency}. The contracts are those that committed revenue is made of.`,
    columns: [
      { id: "month", head: "Month" },
      { id: "committed", head: "Committed" },
      { id: "forecast", head: "Forecast, assumed rates" },
      { id: "measured", head: "Forecast, measured rates" },
      { id: "cost", head: "Cost" },
      { id: "ratio", head: "Cost ÷ committed" },
      { id: "contracts", head: "Signed contracts" },
    ],
    rows: months.map((one): readonly Cell[] => [
      textCell(one.month),
      quantityCell(amount(one.committed)),
      quantityCell(amount(one.forecast)),
      quantityCell(measured(one.measured)),
      quantityCell(one.cost === null ? quantity(null, "money", null, { note: "not known" }) : amount(one.cost)),
      quantityCell(ratioOf(one)),
      itemsCell(linksTo(one.contracts, audience)),
    ]),
    folded: false,
  };
}

function ratesTable({ rule, rates }: Money): TableView {
  return {
    id: "money-rates",
    caption: "One row per kind of contract: how many are taken to be signed, and how many were within 180 days.",
    columns: [
      { id: "kind", head: "Kind" },
      { id: "assumed", head: "Assumed" },
      { id: "measured", head: "Measured" },
    ],
    rows: contractKinds.map((kind): readonly Cell[] => {
      const { n, enough, share, lower, upper } = rates[kind];
      const known =
        share === null
          ? quantity(null, "share", n, { note: "nobody watched for 180 days" })
          : quantity(share, "share", n, { lower, upper });
      return [
        textCell(kind),
        quantityCell(quantity(rule.assumed[kind], "share", null)),
        quantityCell(n < enough ? notEnough("share", n) : known),
      ];
    }),
    folded: false,
  };
}

function sliceTable(
  { rule: { currency }, month }: Money,
  { id, head, slices }: { readonly id: string; readonly head: string; readonly slices: readonly Slice[] },
  audience: Audience,
): TableView {
  const all = slices.reduce((sum, one) => sum + one.amount, 0);
  return {
    id: `money-${id}`,
    caption: `Committed revenue of ${month} by ${head.toLowerCase()}, in ${currency}, the largest first.`,
    columns: [
      { id: "name", head },
      { id: "amount", head: "A month" },
      { id: "share", head: "Share" },
      { id: "contracts", head: "Contracts" },
    ],
    rows: slices.map((one) => [
      textCell(one.name),
      quantityCell(amount(one.amount)),
      quantityCell(shareQuantity(all === 0 ? null : one.amount / all, null, "n/a")),
      itemsCell(linksTo(one.contracts, audience)),
    ]),
    folded: true,
  };
}

function feeTable({ rule: { currency }, fees }: Money): TableView {
  return {
    id: "money-fees",
    caption: `One row per community: what its active people cost a month, in ${currency}, by the table of fees. In no sum above.`,
    columns: [
      { id: "community", head: "Community" },
      { id: "people", head: "Active people" },
      { id: "day", head: "Counted on" },
      { id: "fee", head: "Fee" },
    ],
    rows: fees.map(({ community, people, day, fee }) => [
      textCell(community),
      quantityCell(people === null ? quantity(null, "items", null, { note: "not known" }) : countOf(people)),
      textCell(day),
      quantityCell(fee === null ? quantity(null, "money", null, { note: "not known" }) : amount(fee)),
    ]),
    folded: true,
  };
}

function contractTable({ rule: { currency }, contracts }: Money, audience: Audience): TableView {
  return {
    id: "money-contracts",
    caption: `One row per contract, by its first day; values in ${currency}.`,
    columns: [
      { id: "item", head: "Contract" },
      { id: "partner", head: "Partner" },
      { id: "value", head: "Value" },
      { id: "start", head: "First day" },
      { id: "end", head: "Last day" },
      { id: "tier", head: "Tier" },
      { id: "kind", head: "Kind" },
      { id: "likely", head: "How likely" },
    ],
    rows: contracts.map((one) => [
      itemCell(audience.link(one.pipeline, one.item)),
      textCell(one.partner),
      quantityCell(amount(one.value)),
      textCell(one.start),
      textCell(one.end),
      textCell(one.tier ?? "not said"),
      textCell(one.kind),
      one.isSigned ? textCell("signed") : quantityCell(quantity(one.probability, "share", null)),
    ]),
    folded: true,
  };
}

function percent(share: number): number {
  return Math.round(share * 100);
}
