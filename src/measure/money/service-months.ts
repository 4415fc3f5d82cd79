/**
 * A contract's days of service → how many months it has and what falls into each. A calendar month counts by the share of
 * its days in service, both ends included: 2026-01-01 to 12-31 is 12 months, half of April is half a month. What falls
 * into the months always adds up to the whole: each gets what is due by its end, less what was due before.
 */
import { type Day, daysFrom, plusDays } from "../../calendar/day.ts";
import { portion } from "./amount.ts";

/** The least number that 28, 29, 30 and 31 divide, so that a day's share of any month is whole. */
const parts = 377_580;

/** `end` is the last day of service. */
export interface Term {
  readonly start: Day;
  readonly end: Day;
}

/** Months of service; a fraction where it begins or ends within a month. */
export function serviceMonths(term: Term): number {
  return weightsOf(term).reduce((sum, { weight }) => sum + weight, 0) / parts;
}

/** What falls into each month of service, by `2026-09`, oldest first, in whole hundredths. */
export function spreadOverMonths(value: number, term: Term): ReadonlyMap<string, number> {
  const weights = weightsOf(term);
  const whole = weights.reduce((sum, { weight }) => sum + weight, 0);
  let [passed, given] = [0, 0];
  return new Map(
    weights.map(({ month, weight }) => {
      passed += weight;
      const due = portion(value, passed, whole);
      const share = due - given;
      given = due;
      return [month, share];
    }),
  );
}

function weightsOf({ start, end }: Term): readonly { readonly month: string; readonly weight: number }[] {
  const weights = [];
  for (let month = start.slice(0, 7); month <= end.slice(0, 7); month = plusMonths(month, 1)) {
    const first = `${month}-01`;
    const days = daysFrom(first, `${plusMonths(month, 1)}-01`);
    const last = `${month}-${days}`;
    const served = daysFrom(start > first ? start : first, end < last ? end : last) + 1;
    weights.push({ month, weight: (served * parts) / days });
  }
  return weights;
}

/** Its last day. */
export function endOfMonth(month: string): Day {
  return plusDays(`${plusMonths(month, 1)}-01`, -1);
}

/** The month so many months later (earlier when negative). */
export function plusMonths(month: string, months: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  return `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
}
