/**
 * Contracts, costs and usage → everything that a finance report says of money, as of one moment: committed and forecast
 * revenue by month, what costs come to of it, who stayed, and what is wrong with what was read. A month whose costs
 * nobody wrote down is not known, and never free.
 */
import type { Day } from "../../calendar/day.ts";
import { dayOf } from "../../calendar/zone.ts";
import type { ContractKind, Cost, MoneyRule } from "../../model/money.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import type { Problem } from "../../model/problem.ts";
import type { Subject } from "../subject.ts";
import type { CommunityUsage } from "../usage.ts";
import type { WaitGround } from "../waits.ts";
import { type Contract, contractsOf } from "./contract.ts";
import { contractEndings, type Ending } from "./contract-endings.ts";
import { type Invoicing, invoicingOf } from "./invoicing.ts";
import { byPartner, byTier, type Retention, retentionOf, type Slice } from "./partners.ts";
import { type MeasuredRates, type RevenueAhead, type RevenueMonth, revenueAhead, revenueOf } from "./revenue.ts";
import { plusMonths } from "./service-months.ts";
import { type SignedShare, signedShare } from "./signed-share.ts";
import { signingWaits } from "./signing-waits.ts";
import { usageFee } from "./usage-fee.ts";

/** One month of the report. */
export interface MoneyMonth extends RevenueMonth {
  /** Hundredths; null: nobody wrote any down. */
  readonly cost: number | null;
  /** Cost ÷ committed revenue; null without costs or without revenue. */
  readonly ratio: number | null;
}

/** One community's fee for its newest counted month; null where it was not counted. */
export interface Fee {
  readonly community: string;
  readonly day: Day;
  readonly people: number | null;
  readonly fee: number | null;
}

export interface Money {
  readonly rule: MoneyRule;
  /** The month of the report. */
  readonly month: string;
  /** Six before it, itself and six after it, oldest first. */
  readonly months: readonly MoneyMonth[];
  readonly contracts: readonly Contract[];
  readonly undecided: readonly string[];
  readonly rates: Readonly<Record<ContractKind, SignedShare>>;
  /** The six months after the report's. */
  readonly ahead: RevenueAhead;
  readonly retention: Retention;
  /** Of the report's month. */
  readonly partners: readonly Slice[];
  readonly tiers: readonly Slice[];
  /** Null: there are no invoices. */
  readonly invoicing: Invoicing | null;
  /** Signed contracts that end soon or have ended, with nothing signed after them. */
  readonly endings: readonly Ending[];
  /** Empty when there is no table of fees, or usage is not measured. */
  readonly fees: readonly Fee[];
  readonly problems: readonly Problem[];
}

/** What was read of the books. */
export interface CostsRead {
  readonly costs: readonly Cost[];
  readonly problems: readonly Problem[];
}

/** Months shown before the report's, and after it. */
const around = 6;

/** `usage`: of each community, as of the same moment. */
export function moneyOf(
  subjects: readonly Subject[],
  rule: MoneyRule,
  {
    costs,
    usage,
    pipelines,
    ...lens
  }: WaitGround & {
    readonly costs: CostsRead | null;
    readonly usage: readonly CommunityUsage[];
    /** All of the config. */
    readonly pipelines: readonly Pipeline[];
  },
): Money {
  const today = dayOf(lens.now, lens.ground.config.calendar.zone);
  const month = today.slice(0, 7);
  const { all, undecided, problems } = contractsOf(subjects, { rule, ...lens });
  const rates = {
    new: signedShare(signingWaits(subjects, all, { ...lens, kind: "new" }), lens.now),
    renewal: signedShare(signingWaits(subjects, all, { ...lens, kind: "renewal" }), lens.now),
  };
  const invoicing = invoicingOf(subjects, all, { ...lens, pipelines });
  const names = Array.from({ length: 2 * around + 1 }, (_, at) => plusMonths(month, at - around));
  const measured: MeasuredRates = { new: rates.new.share, renewal: rates.renewal.share };
  return {
    rule,
    month,
    months: revenueOf(all, names, { measured, now: month }).map((one) => withCost(one, costs, month)),
    contracts: all,
    undecided,
    rates,
    ahead: revenueAhead(all, names.slice(around + 1)),
    retention: retentionOf(all, today),
    partners: byPartner(all, month),
    tiers: byTier(all, month),
    invoicing,
    endings: contractEndings(all, today),
    fees: rule.usageFees.length === 0 ? [] : usage.map((one) => feeOf(one, rule)),
    problems: [...problems, ...(invoicing?.problems ?? []), ...(costs?.problems ?? [])],
  };
}

/** Costs of months to come are plans, and left out. */
function withCost(one: RevenueMonth, costs: CostsRead | null, now: string): MoneyMonth {
  const rows = one.month > now ? [] : (costs?.costs.filter(({ month }) => month === one.month) ?? []);
  const cost = rows.length === 0 ? null : rows.reduce((sum, { amount }) => sum + amount, 0);
  return { ...one, cost, ratio: cost === null || one.committed === 0 ? null : cost / one.committed };
}

function feeOf({ community, newest: { day, users } }: CommunityUsage, { usageFees }: MoneyRule): Fee {
  return { community, day, people: users, fee: users === null ? null : usageFee(users, usageFees) };
}
