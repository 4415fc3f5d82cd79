/**
 * A recurrence → its occasions, each with the identity of its period and the day on which its work opens. The identity
 * (`2026-W53`, `iteration-59`, `2026-Q4`, `2026-11`) depends on the period alone: whoever looks, and however often,
 * gets the same one. A week is the ISO week, so that 2026 has a week 53 and nothing hangs on even and odd.
 */
import type { CalendarRule } from "../model/calendar.ts";
import type { Recurrence, Recurring } from "../model/schedule.ts";
import { type Instant, plusSeconds } from "../model/time.ts";
import { cronMoments, nextCronMoment } from "./cron.ts";
import { type Day, daysFrom, plusDays, weekdayOf } from "./day.ts";
import { type Iterations, iterationsFrom, type NamedIteration } from "./iterations.ts";
import { shiftDay } from "./working.ts";
import { dayOf, startOfDay, timeOn } from "./zone.ts";

export interface OccasionContext extends Pick<Recurring, "shift" | "leadDays" | "lagDays"> {
  readonly rule: CalendarRule;
  /** Null: not known, so that no iteration is. */
  readonly iterations: Iterations | null;
  /** The newest period of those opened so far, for `since-close`; `closed` null: it is still open. Null: there was none. */
  readonly last: { readonly number: number; readonly closed: Day | null } | null;
}

/** One period's work. */
export interface Occasion {
  readonly period: string;
  /** The period's own day. */
  readonly begins: Day;
  /** The day on which its work opens: `begins`, less the lead, plus the lag, shifted out of closed days. */
  readonly day: Day;
  readonly iteration: NamedIteration | null;
  /** The moment, where the rhythm itself names one (cron); null: the entry's time of that day. */
  readonly at: Instant | null;
}

/** A shift or lead may carry work over the edge of a stretch of days; no year's end is longer than this. */
const slackDays = 62;
/** A cron that runs every minute has no periods worth naming further back. */
const mostCronMoments = 50;

/** Occasions that open from one day to another, both included, in the order in which they open. */
export function occasions(every: Recurrence, context: OccasionContext, from: Day, to: Day): readonly Occasion[] {
  if (every.kind === "cron") return cronOccasions(every.expression, context.rule, from, to);
  const slack = every.kind === "since-close" ? 0 : slackDays + context.leadDays + context.lagDays;
  const begun = periodsFrom(every, context, plusDays(from, -slack), plusDays(to, slack));
  const placed = begun.map((period): Occasion => {
    const day = shiftDay(context.rule, plusDays(period.begins, context.lagDays - context.leadDays), context.shift);
    return { iteration: null, at: null, ...period, day };
  });
  if (every.kind === "since-close") return placed.filter(({ day }) => day <= to);
  return placed.filter(({ day }) => from <= day && day <= to).sort((one, other) => order(one, other));
}

/** The moment at which an occasion's work opens; `time` is the entry's time of day. */
export function momentOf(occasion: Occasion, time: string, { zone }: CalendarRule): Instant {
  return occasion.at ?? timeOn(occasion.day, time, zone);
}

type Period = Pick<Occasion, "period" | "begins"> & Partial<Pick<Occasion, "iteration">>;

function periodsFrom(
  every: Exclude<Recurrence, { kind: "cron" }>,
  context: OccasionContext,
  from: Day,
  to: Day,
): readonly Period[] {
  switch (every.kind) {
    case "iteration":
      return iterationPeriods(every.nth, context.iterations, from, to);
    case "week":
      return daysOfWeek(every.weekday, from, to).map((day) => ({ period: isoWeekOf(day), begins: day }));
    case "month":
      return monthsFrom(from, to)
        .filter((month) => every.months.includes(Number(month.slice(5))))
        .map((month) => ({ period: month, begins: dayIn(month, every.day) }));
    case "quarter":
      return monthsFrom(from, to)
        .filter((month) => Number(month.slice(5)) % 3 === 1)
        .map((month) => ({ period: quarterOf(month), begins: dayIn(month, every.day) }));
    case "since-close":
      return sinceClose(every.days, context, from);
  }
}

/** An iteration without a number has no place in a count: it is every one or none. */
function iterationPeriods(nth: number, source: Iterations | null, from: Day, to: Day): readonly Period[] {
  const begun = source === null ? [] : iterationsFrom(source, from, to);
  return begun
    .filter(({ number }) => nth === 1 || (number !== null && number % nth === 0))
    .map((iteration) => ({ period: iteration.period, begins: iteration.start, iteration }));
}

function sinceClose(days: number, { last, leadDays }: OccasionContext, from: Day): readonly Period[] {
  // At once: on the first day that may be, less nothing.
  if (last === null) return [{ period: "1", begins: plusDays(from, leadDays) }];
  return last.closed === null ? [] : [{ period: String(last.number + 1), begins: plusDays(last.closed, days) }];
}

/** Cron names its own moments: no lead, no shift. Only the newest of the stretch, since it may run every minute. */
function cronOccasions(expression: string, { zone }: CalendarRule, from: Day, to: Day): readonly Occasion[] {
  const begin = plusSeconds(startOfDay(from, zone), -1);
  const end = plusSeconds(startOfDay(plusDays(to, 1), zone), -1);
  return cronMoments(expression, zone, { from: begin, to: end, most: mostCronMoments }).map((at) =>
    occasionAt(at, zone),
  );
}

function occasionAt(at: Instant, zone: string): Occasion {
  const day = dayOf(at, zone);
  return { period: `${at.slice(0, 16)}Z`, begins: day, day, iteration: null, at };
}

/** The first occasion that opens after a moment; null when none does within a year or so. */
export function nextOccasion(
  every: Recurrence,
  context: OccasionContext,
  { at, now }: { readonly at: string; readonly now: Instant },
): Occasion | null {
  const { rule } = context;
  if (every.kind === "cron") {
    const next = nextCronMoment(every.expression, rule.zone, now);
    return next === null ? null : occasionAt(next, rule.zone);
  }
  const today = dayOf(now, rule.zone);
  const coming = occasions(every, context, today, plusDays(today, 400));
  return coming.find((occasion) => momentOf(occasion, at, rule) > now) ?? null;
}

/** `2026-W53`: the ISO week of a day, in the year of that week's Thursday. */
export function isoWeekOf(day: Day): string {
  const thursday = plusDays(day, 4 - weekdayOf(day));
  const year = thursday.slice(0, 4);
  return `${year}-W${pad(Math.floor(daysFrom(`${year}-01-01`, thursday) / 7) + 1)}`;
}

/** `2026-Q4` of a month or day. */
export function quarterOf(month: string): string {
  return `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5, 7)) / 3)}`;
}

function daysOfWeek(weekday: number, from: Day, to: Day): readonly Day[] {
  const first = plusDays(from, (weekday - weekdayOf(from) + 7) % 7);
  const weeks = Math.floor(daysFrom(first, to) / 7) + 1;
  return Array.from({ length: Math.max(0, weeks) }, (_, index) => plusDays(first, index * 7));
}

/** `2026-11`, every month that a day of the stretch is in. */
function monthsFrom(from: Day, to: Day): readonly string[] {
  const index = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  return Array.from({ length: index(to) - index(from) + 1 }, (_, more) => {
    const at = index(from) + more;
    return `${String(Math.floor(at / 12)).padStart(4, "0")}-${pad((at % 12) + 1)}`;
  });
}

/** That day of the month, or its last day when it is shorter. */
function dayIn(month: string, day: number): Day {
  for (let number = day; number > 28; number--) {
    const candidate = `${month}-${pad(number)}`;
    if (plusDays(`${month}-01`, number - 1) === candidate) return candidate;
  }
  return `${month}-${pad(Math.min(day, 28))}`;
}

function order(one: Occasion, other: Occasion): number {
  const [a, b] = [one, other].map(({ day, begins }) => `${day} ${begins}`) as [string, string];
  return a < b ? -1 : a > b ? 1 : 0;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
