/**
 * A report's rhythm → when it was due last and will be due next, and the name of the period that it is about. The name
 * depends on the report's moment alone, so that whoever posts it, and however often, names the same one.
 */
import type { CalendarRule } from "../model/calendar.ts";
import type { ReportRhythm } from "../model/report-rule.ts";
import type { Recurrence } from "../model/schedule.ts";
import { type Instant, secondsOf } from "../model/time.ts";
import { type Day, plusDays } from "./day.ts";
import { isoWeekOf, momentOf, nextOccasion, type OccasionContext, occasions, quarterOf } from "./recurrence.ts";
import { dayOf, startOfDay, timeOn } from "./zone.ts";

export interface ReportTimes {
  /** The newest moment at which it was due, up to `now`; null when there is none. */
  readonly due: Instant | null;
  readonly next: Instant | null;
}

/** No rhythm is longer than a quarter. */
const longestDays = 100;

/** `now` and everything that comes out are moments; days and times of day are read in the calendar's zone. */
export function reportTimes(every: ReportRhythm, rule: CalendarRule, now: Instant): ReportTimes {
  const today = dayOf(now, rule.zone);
  if (every.kind === "day") {
    const moments = [-1, 0, 1].map((days) => timeOn(plusDays(today, days), every.at, rule.zone));
    return { due: moments.findLast((at) => at <= now) ?? null, next: moments.find((at) => at > now) ?? null };
  }
  const recurrence = recurrenceOf(every);
  const context: OccasionContext = { shift: "none", leadDays: 0, lagDays: 0, rule, iterations: null, last: null };
  const moments = occasions(recurrence, context, plusDays(today, -longestDays), today).map((occasion) =>
    momentOf(occasion, every.at, rule),
  );
  const next = nextOccasion(recurrence, context, { at: every.at, now });
  return {
    due: moments.findLast((at) => at <= now) ?? null,
    next: next === null ? null : momentOf(next, every.at, rule),
  };
}

/**
 * The period that a report of this moment is about: the one that most of what went before lies in. Monday morning's is
 * `2026-W47`, the week before; the first of December's `2026-11`. Null: a report that is only asked for is of its week.
 */
export function reportPeriod(every: ReportRhythm | null, asOf: Instant, zone: string): string {
  const day = dayOf(asOf, zone);
  const isMorning = secondsOf(asOf) - secondsOf(startOfDay(day, zone)) < 43_200;
  const before = (days: number): Day => plusDays(day, -days);
  switch (every?.kind) {
    case "day":
      return isMorning ? before(1) : day;
    case "month":
      return before(15).slice(0, 7);
    case "quarter":
      return quarterOf(before(45));
    default:
      return isoWeekOf(before(isMorning ? 4 : 3));
  }
}

function recurrenceOf(every: Exclude<ReportRhythm, { kind: "day" }>): Recurrence {
  return every.kind === "month" ? { ...every, months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] } : every;
}
