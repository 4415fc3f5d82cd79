/**
 * Signed contracts that end, and after which nothing is signed: due for renewal in the sixty days before, over in the six
 * weeks after, and lapsed from then on for half a year. Whoever has a signed contract that runs longer is in none.
 */
import { type Day, daysFrom, plusDays } from "../../calendar/day.ts";
import { dueDays, lapseDays } from "../../model/money.ts";
import type { Contract } from "./contract.ts";

export interface Ending {
  readonly contract: Contract;
  readonly kind: "due" | "over" | "lapsed";
  /** Whole days from today to the last day; negative when it is over. */
  readonly days: number;
  /** The partner's newest contract that is proposed and not signed; null: there is none. */
  readonly next: Contract | null;
}

/** What lapsed so long ago is no news. */
const newsDays = 182;

/** By their last day. */
export function contractEndings(contracts: readonly Contract[], today: Day): readonly Ending[] {
  const endings = contracts.flatMap((contract): readonly Ending[] => {
    const { isSigned, end, partner } = contract;
    if (!isSigned || end < plusDays(today, -newsDays) || end > plusDays(today, dueDays)) return [];
    const others = contracts.filter((one) => one.partner === partner && one.item !== contract.item);
    if (others.some((one) => one.isSigned && one.end > end)) return [];
    const days = daysFrom(today, end);
    const kind = days >= 0 ? "due" : days >= -lapseDays ? "over" : "lapsed";
    return [{ contract, kind, days, next: others.findLast((one) => !one.isSigned && one.end > end) ?? null }];
  });
  return endings.sort((a, b) => a.days - b.days || (a.contract.item < b.contract.item ? -1 : 1));
}
