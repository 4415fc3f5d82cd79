/** Money → the few numbers at the top of a finance report, and what each means. To any other audience there are none. */
import type { Contract } from "../measure/money/contract.ts";
import type { Invoicing } from "../measure/money/invoicing.ts";
import type { Money, MoneyMonth } from "../measure/money/money.ts";
import type { SignedShare } from "../measure/money/signed-share.ts";
import type { OrganisationMeasure } from "../measure/organisation.ts";
import { dueDays, lapseDays } from "../model/money.ts";
import type { Problem } from "../model/problem.ts";
import type { Audience } from "./audience.ts";
import { percentileOf, quantity } from "./quantities.ts";
import type { Definition, Figure, ItemLink, Quantity } from "./view.ts";

/** One number, and what it is kept by until the next report. */
export interface MoneyNumber extends Omit<Figure, "before" | "items"> {
  /** The same number a week ago has the same key. */
  readonly key: string;
  readonly contracts: readonly Contract[];
}

/** The few numbers of finance; none to any other audience. `before`: the week before; null when it was not measured. */
export function moneyFigures(
  money: Money | null,
  before: { readonly money: Readonly<Record<string, Quantity>> } | null,
  audience: Audience,
): readonly Figure[] {
  if (money === null || audience.name !== "finance") return [];
  return moneyNumbers(money).map(({ key, contracts, ...number }) => {
    const then = before !== null && Object.hasOwn(before.money, key) ? before.money[key]! : null;
    return { ...number, before: then, items: linksTo(contracts, audience) };
  });
}

/** All of them, whoever reads. What is of a month is compared with the same month's. */
export function moneyNumbers({
  rule,
  month,
  months,
  ahead,
  retention,
  contracts,
  invoicing,
  rates,
}: Money): readonly MoneyNumber[] {
  const now = months.find((one) => one.month === month)!;
  const booked = months.findLast(({ cost }) => cost !== null) ?? now;
  const open = contracts.filter(({ isSigned }) => !isSigned);
  const { low, high, forecast } = ahead;
  return [
    {
      ...{ id: "money-committed", key: `money-committed ${month}` },
      name: `Committed revenue in ${month}, ${rule.currency}`,
      now: amount(now.committed),
      better: "up",
      contracts: now.contracts,
    },
    {
      ...{ id: "money-ahead", key: `money-ahead ${month}` },
      name: `Revenue of the next six months, ${rule.currency}`,
      now: quantity(forecast / 100, "money", open.length, { lower: low / 100, upper: high / 100 }),
      better: "up",
      contracts,
    },
    {
      ...{ id: "money-ratio", key: `money-ratio ${booked.month}` },
      name: `Cost ÷ committed revenue in ${booked.month}`,
      now: ratioOf(booked),
      better: "down",
      contracts: booked.contracts,
    },
    {
      ...{ id: "money-retention", key: "money-retention" },
      name: `Partners kept, ${retention.from} to ${retention.to}`,
      now: shareQuantity(retention.share, retention.partners.length, "n/a: there were none"),
      better: "up",
      contracts: [],
    },
    ...(rates.new.n === 0 ? [] : [cycleNumber(rates.new)]),
    ...(invoicing === null ? [] : invoiceNumbers(invoicing)),
  ];
}

function cycleNumber({ toClose }: SignedShare): MoneyNumber {
  const name = "Sales cycle of new contracts: half are signed or lost within";
  const now = percentileOf(toClose, toClose.half, "an end");
  return { id: "money-cycle", key: "money-cycle", name, now, better: "down", contracts: [] };
}

function invoiceNumbers({ contracts, unpaid }: Invoicing): readonly MoneyNumber[] {
  const count = (id: string, name: string, value: number): MoneyNumber => {
    return { id, key: id, name, now: quantity(value, "items", null), better: "down", contracts: [] };
  };
  const missing = contracts.reduce((sum, { unbilled }) => sum + unbilled.length, 0);
  const overdue = unpaid.filter((one) => one.overdue).length;
  return [
    count("money-unbilled", "Months that nobody billed", missing),
    count("money-overdue", "Invoices overdue", overdue),
  ];
}

/** What each number means. */
export function moneyDefinitions({ rule, ahead, invoicing }: Money): readonly Definition[] {
  const billed: Definition = {
    name: "Billed",
    meaning:
      "A month of service counts as billed when each of its days is in an invoice of its contract that was sent. Months before the invoices' pipeline began are not looked at, nor is the month that is going on.",
  };
  return [
    ...(invoicing === null ? [] : [billed]),
    {
      name: "Renewal due, over, lapsed",
      meaning: `A signed contract that ends within ${dueDays} days, has ended within ${lapseDays}, or earlier in the last half year, while nothing that is signed runs longer.`,
    },
    {
      name: "Committed revenue",
      meaning:
        "What is signed, spread evenly over its months of service (CMRR). A calendar month counts by the share of its days in service; what falls into the months adds up to the whole, to the hundredth. Which contracts are signed, and what their forms say, is as of the report: also for months before.",
    },
    {
      name: "Forecast revenue",
      meaning: `Committed, and each open contract by how likely it is (FMRR): by its stage where the config says so, else ${rule.assumed.renewal} of renewals and ${rule.assumed.new} of new ones, which are assumed. In months that are over it is what was committed. Measured: the share signed within 180 days of being opened, with limits (Aalen–Johansen, log-log, 95 %).`,
    },
    {
      name: "Revenue of the next six months",
      meaning: `The sum of the forecast. In brackets: 95 of 100 of ${ahead.trials.toLocaleString("en")} draws (seed 1), each open contract signed or not by itself. n: open contracts. It takes the assumed rates to be right.`,
    },
    {
      name: "Cost ÷ committed revenue",
      meaning:
        "Costs written down for the month, over its committed revenue. Without revenue n/a; a month without costs is not known.",
    },
    {
      name: "Sales cycle",
      meaning:
        "Days from an item's being opened, the first touch, until its contract is signed or lost for the first time (Kaplan–Meier, log-log, 95 %). Those still open count as long as they have waited. Of the signed ones alone: the middle, which says nothing of the others.",
    },
    {
      name: "Partners kept",
      meaning:
        "Of partners with a signed contract running six months ago, those with one running now. Churn is the rest.",
    },
  ];
}

/** What is wrong with what was read of contracts, grants and costs, each once. For finance alone. */
export function amountProblems({ money, grants }: Pick<OrganisationMeasure, "money" | "grants">): readonly Problem[] {
  const all = [...(money?.problems ?? []), ...grants.flatMap(({ problems }) => problems)];
  return [...new Map(all.map((one) => [`${one.where} ${one.what}`, one])).values()];
}

/** Hundredths → units. */
export function amount(hundredths: number): Quantity {
  return quantity(hundredths / 100, "money", null);
}

export function ratioOf({ cost, committed, ratio }: MoneyMonth): Quantity {
  const note = ratio !== null ? null : cost === null ? "not known" : committed === 0 ? "n/a: no revenue" : "n/a";
  return quantity(ratio, "ratio", null, { note });
}

export function shareQuantity(share: number | null, n: number | null, otherwise: string): Quantity {
  return quantity(share, "share", n, { note: share === null ? otherwise : null });
}

export function linksTo(contracts: readonly Contract[], audience: Audience): readonly ItemLink[] {
  return contracts.map(({ pipeline, item }) => audience.link(pipeline, item));
}
