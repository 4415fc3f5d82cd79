/** Calendar periods up to a moment, in a time zone: ISO weeks from Monday, months, quarters. Never week parity. */
import { type Day, plusDays, weekdayOf } from "../calendar/day.ts";
import { isoWeekOf, quarterOf } from "../calendar/recurrence.ts";
import { dayOf, startOfDay } from "../calendar/zone.ts";
import { type Instant, plusSeconds, secondsOf } from "../model/time.ts";

export type PeriodUnit = "week" | "month" | "quarter";

/** One period. */
export interface Period {
  /** `2026-W47`, `2026-11`, `2026-Q4`. */
  readonly id: string;
  readonly from: Instant;
  /** Not part of it. */
  readonly to: Instant;
  /** Whether it was over at `now`; one that was not counts only up to then. */
  readonly whole: boolean;
}

/** The period that holds `now` and those before it, `count` in all, oldest first. */
export function periodsUpTo(now: Instant, unit: PeriodUnit, count: number, zone: string): readonly Period[] {
  const periods: Period[] = [];
  for (let first = firstDayOf(dayOf(now, zone), unit); periods.length < count; first = before(first, unit)) {
    const to = startOfDay(after(first, unit), zone);
    periods.unshift({ id: periodOf(first, unit), from: startOfDay(first, zone), to, whole: to <= now });
  }
  return periods;
}

/**
 * So many weeks of seven days up to and with `now`, oldest first: they begin at the time of day that it is. Each is called
 * by the ISO week that most of it lies in, so that a report of Monday morning is that of the week before.
 */
export function weeksUpTo(now: Instant, count: number, zone: string): readonly Period[] {
  return Array.from({ length: count }, (_, index) => {
    const back = count - 1 - index;
    const [from, to] = [weeksBefore(now, back + 1, zone), weeksBefore(now, back, zone)];
    const middle = plusSeconds(from, Math.floor((secondsOf(to) - secondsOf(from)) / 2));
    return { id: isoWeekOf(dayOf(middle, zone)), from: plusSeconds(from, 1), to: plusSeconds(to, 1), whole: true };
  });
}

/** The same time of day so many weeks earlier, in the zone. */
export function weeksBefore(now: Instant, weeks: number, zone: string): Instant {
  if (weeks === 0) return now;
  const day = dayOf(now, zone);
  const into = secondsOf(now) - secondsOf(startOfDay(day, zone));
  return plusSeconds(startOfDay(plusDays(day, -7 * weeks), zone), into);
}

/** The last moment of an ISO week, as `2026-W47`. Throws `RangeError` for a week that does not exist. */
export function lastMomentOf(week: string, zone: string): Instant {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  // The week of 4 January is the first one (ISO 8601).
  const first = year === undefined ? null : firstDayOf(`${year}-01-04`, "week");
  const monday = first === null ? null : plusDays(first, 7 * (Number(number) - 1));
  if (monday === null || isoWeekOf(monday) !== week)
    throw new RangeError(`"${week}" is not a week. Write it as 2026-W47; years have 52 or 53 of them.`);
  return plusSeconds(startOfDay(plusDays(monday, 7), zone), -1);
}

/** The name of the period that holds a day. */
export function periodOf(day: Day, unit: PeriodUnit): string {
  if (unit === "week") return isoWeekOf(day);
  return unit === "month" ? day.slice(0, 7) : quarterOf(day.slice(0, 7));
}

/** The first moment that is not counted: the period's end, or just after `now` while it lasts. */
export function endOf({ to }: Pick<Period, "to">, now: Instant): Instant {
  return to <= now ? to : plusSeconds(now, 1);
}

/** So many weeks up to `now`, in which waits began that a report shows beside all of them (ruling 9). */
export function trailing(now: Instant, weeks = 26): { readonly from: Instant; readonly to: Instant } {
  return { from: plusSeconds(now, -weeks * 7 * 86_400), to: plusSeconds(now, 1) };
}

function firstDayOf(day: Day, unit: PeriodUnit): Day {
  if (unit === "week") return plusDays(day, 1 - weekdayOf(day));
  const month = Number(day.slice(5, 7));
  const first = unit === "month" ? month : month - ((month - 1) % 3);
  return `${day.slice(0, 4)}-${String(first).padStart(2, "0")}-01`;
}

function before(first: Day, unit: PeriodUnit): Day {
  return firstDayOf(plusDays(first, -1), unit);
}

function after(first: Day, unit: PeriodUnit): Day {
  return firstDayOf(plusDays(first, { week: 7, month: 31, quarter: 93 }[unit]), unit);
}
