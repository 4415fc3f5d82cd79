/** Signed contracts → who stayed, how much hangs on the largest partners, and what each tier brings. */
import { type Day, monthsLater } from "../../calendar/day.ts";
import type { Contract } from "./contract.ts";
import { spreadOverMonths } from "./service-months.ts";

/** Partners with a contract running on one day, and those of them that have none on another. */
export interface Retention {
  readonly from: Day;
  readonly to: Day;
  /** By name. */
  readonly partners: readonly string[];
  readonly left: readonly string[];
  /** 1 − left ÷ partners; null when there were none. */
  readonly share: number | null;
}

const trailingMonths = 6;

/** Over the six months up to `today`. */
export function retentionOf(contracts: readonly Contract[], today: Day): Retention {
  const from = monthsLater(today, -trailingMonths);
  const on = (day: Day) =>
    new Set(
      contracts.filter((one) => one.isSigned && one.start <= day && day <= one.end).map(({ partner }) => partner),
    );
  const [then, now] = [on(from), on(today)];
  const partners = [...then].sort();
  const left = partners.filter((partner) => !now.has(partner));
  const share = partners.length === 0 ? null : (partners.length - left.length) / partners.length;
  return { from, to: today, partners, left, share };
}

/** What one partner or tier brings in one month. */
export interface Slice {
  readonly name: string;
  /** Hundredths. */
  readonly amount: number;
  readonly contracts: readonly Contract[];
}

/** Committed revenue of one month by partner; the largest first. */
export function byPartner(contracts: readonly Contract[], month: string): readonly Slice[] {
  return slicesOf(contracts, month, ({ partner }) => partner);
}

/** Committed revenue of one month by tier; the largest first. */
export function byTier(contracts: readonly Contract[], month: string): readonly Slice[] {
  return slicesOf(contracts, month, ({ tier }) => tier ?? "not said");
}

function slicesOf(contracts: readonly Contract[], month: string, nameOf: (one: Contract) => string): readonly Slice[] {
  const slices = new Map<string, Slice>();
  for (const one of contracts) {
    const amount = one.isSigned ? spreadOverMonths(one.value, one).get(month) : undefined;
    if (amount === undefined) continue;
    const name = nameOf(one);
    const slice = slices.get(name) ?? { name, amount: 0, contracts: [] };
    slices.set(name, { name, amount: slice.amount + amount, contracts: [...slice.contracts, one] });
  }
  return [...slices.values()].sort((a, b) => b.amount - a.amount || (a.name < b.name ? -1 : 1));
}
