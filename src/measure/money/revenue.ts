/**
 * Contracts → revenue by month: what is committed, what open ones add if so many of them are signed as assumed or as
 * measured, and what the next months may bring. A seeded simulation draws each open contract signed or not, by itself.
 */
import type { ContractKind } from "../../model/money.ts";
import { drawFrom } from "../chance.ts";
import { weighed } from "./amount.ts";
import type { Contract } from "./contract.ts";
import { spreadOverMonths } from "./service-months.ts";

/** One month; amounts are hundredths. */
export interface RevenueMonth {
  /** `2026-09` */
  readonly month: string;
  /** Committed monthly recurring revenue: of what is signed. */
  readonly committed: number;
  /** Committed, and the open ones by how likely each is. */
  readonly forecast: number;
  /** The same with measured rates; null while one that is needed is not known. */
  readonly measured: number | null;
  /** Signed contracts that it is made of. */
  readonly contracts: readonly Contract[];
}

/** Shares of open contracts that were signed, measured; null: not known. */
export type MeasuredRates = Readonly<Record<ContractKind, number | null>>;

/** The months in the order given. What is not signed brings nothing in months before `now`, that of the report. */
export function revenueOf(
  contracts: readonly Contract[],
  months: readonly string[],
  { measured, now }: { readonly measured: MeasuredRates; readonly now: string },
): readonly RevenueMonth[] {
  const shares = contracts.map((one) => ({ one, byMonth: spreadOverMonths(one.value, one) }));
  return months.map((month) => {
    const here = shares.flatMap(({ one, byMonth }) => {
      const amount = byMonth.get(month);
      return amount === undefined || (month < now && !one.isSigned) ? [] : [{ one, amount, by: one.probability }];
    });
    const rated = here.map(({ one, amount }) => ({ amount, by: one.isSigned ? 1 : measured[one.kind] }));
    return {
      month,
      committed: weighed(here.filter(({ one }) => one.isSigned)),
      forecast: weighed(here),
      measured: rated.some(({ by }) => by === null)
        ? null
        : weighed(rated.map(({ amount, by }) => ({ amount, by: by! }))),
      contracts: here.filter(({ one }) => one.isSigned).map(({ one }) => one),
    };
  });
}

/** What several months may bring together. */
export interface RevenueAhead {
  readonly committed: number;
  readonly forecast: number;
  /** 95 of 100 draws lie between, the rest half below and half above. */
  readonly low: number;
  readonly high: number;
  readonly trials: number;
}

const [trials, seed, outside] = [10_000, 1, 0.05];

/** `months`: those that are summed. */
export function revenueAhead(contracts: readonly Contract[], months: readonly string[]): RevenueAhead {
  const sums = contracts.flatMap((one) => {
    const byMonth = spreadOverMonths(one.value, one);
    const amount = months.reduce((sum, month) => sum + (byMonth.get(month) ?? 0), 0);
    return amount === 0 ? [] : [{ one, amount }];
  });
  const committed = sums.reduce((sum, { one, amount }) => sum + (one.isSigned ? amount : 0), 0);
  const open = sums.filter(({ one }) => !one.isSigned);
  const draw = drawFrom(seed);
  const drawn = new Float64Array(trials);
  for (let trial = 0; trial < trials; trial++) {
    drawn[trial] = committed;
    for (const { one, amount } of open) if (draw(1_000_000) < one.probability * 1_000_000) drawn[trial]! += amount;
  }
  drawn.sort();
  const forecast = weighed(sums.map(({ one, amount }) => ({ amount, by: one.probability })));
  return {
    committed,
    forecast,
    low: drawn[Math.floor((outside / 2) * trials)]!,
    high: drawn[Math.ceil((1 - outside / 2) * trials) - 1]!,
    trials,
  };
}
