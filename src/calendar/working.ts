/**
 * Working time. From a calendar rule come the stretches of time that are worked; what passes between two instants and
 * when so much will have passed are both counted on these stretches, so that one is the inverse of the other. All
 * amounts are whole seconds. Public holidays must have been turned into days before (`withHolidays`): a `holidays` entry
 * that is still there closes nothing.
 */
import type { CalendarRule } from "../model/calendar.ts";
import { type Instant, instantOf, secondsOf } from "../model/time.ts";
import { type Day, plusDays, weekdayOf } from "./day.ts";
import { dayOf, startOfDay, timeOn } from "./zone.ts";

/** Time that does not count; `to` null: it still goes on. */
export interface Pause {
  readonly from: Instant;
  readonly to: Instant | null;
}

/** A rule under which nothing is worked for so many days on end is taken to have no working day any more. */
const giveUpAfterDays = 3_660;

/** Whether the day, in the rule's zone, is one of its weekdays and not closed. */
export function isWorkingDay(rule: CalendarRule, day: Day): boolean {
  if (!rule.weekdays.includes(weekdayOf(day))) return false;
  const yearless = day.slice(5);
  return !rule.closed.some((closed) => {
    if (closed.kind === "holidays") return false;
    if (closed.kind === "once") return closed.from <= day && day <= closed.to;
    if (closed.from <= closed.to) return closed.from <= yearless && yearless <= closed.to;
    return yearless >= closed.from || yearless <= closed.to;
  });
}

/** The day itself when it is worked or nothing shifts it; else the nearest working day before or after it. */
export function shiftDay(rule: CalendarRule, day: Day, shift: "none" | "before" | "after"): Day {
  if (shift === "none") return day;
  const step = shift === "before" ? -1 : 1;
  for (let days = 0; days < giveUpAfterDays; days++) {
    const candidate = plusDays(day, step * days);
    if (isWorkingDay(rule, candidate)) return candidate;
  }
  return day;
}

/** The n-th working day after the day (before it when negative); the day itself when n is 0, worked or not. */
export function plusWorkingDays(rule: CalendarRule, day: Day, n: number): Day {
  const step = n < 0 ? -1 : 1;
  let reached = day;
  for (let left = Math.abs(n); left > 0; left--) {
    reached = shiftDay(rule, plusDays(reached, step), step < 0 ? "before" : "after");
  }
  return reached;
}

/** Seconds of an ordinary working day. A day on which the clock changes has an hour more or less of all-day time. */
export function workingDaySeconds({ hours }: CalendarRule): number {
  return (hours.to - hours.from) * 60;
}

/** Working seconds from one instant to another, without pauses; 0 when `to` is not later. Overlapping pauses count once. */
export function workingSeconds(rule: CalendarRule, from: Instant, to: Instant, pauses: readonly Pause[] = []): number {
  const end = secondsOf(to);
  let passed = 0;
  for (const stretch of stretches(rule, from, pauses)) {
    if (stretch.from >= end) break;
    passed += Math.min(stretch.to, end) - stretch.from;
  }
  return passed;
}

/**
 * The first instant, not before `from`, at which so many working seconds have passed; the inverse of `workingSeconds`.
 * Null while an open pause holds it, and when the rule has no working day left.
 */
export function deadline(
  rule: CalendarRule,
  from: Instant,
  seconds: number,
  pauses: readonly Pause[] = [],
): Instant | null {
  if (seconds <= 0) return from;
  let left = Math.ceil(seconds);
  for (const stretch of stretches(rule, from, pauses)) {
    const length = stretch.to - stretch.from;
    if (left <= length) return instantOf(stretch.from + left);
    left -= length;
  }
  return null;
}

/** Seconds since 1970; `to` is not part of it. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What is worked from an instant on and not paused, earliest first, without end unless an open pause or the rule ends it. */
function* stretches(rule: CalendarRule, from: Instant, pauses: readonly Pause[]): Generator<Stretch> {
  const begin = secondsOf(from);
  const paused = merged(pauses);
  let next = 0;
  for (const hours of workingHours(rule, from)) {
    let start = Math.max(hours.from, begin);
    while (paused[next] !== undefined && paused[next]!.to <= start) next++;
    for (let at = next; at < paused.length && start < hours.to && paused[at]!.from < hours.to; at++) {
      if (paused[at]!.from > start) yield { from: start, to: paused[at]!.from };
      start = Math.max(start, paused[at]!.to);
    }
    if (start === Number.POSITIVE_INFINITY) return;
    if (start < hours.to) yield { from: start, to: hours.to };
  }
}

/** The hours worked on each working day, from the day of `from` on. */
function* workingHours(rule: CalendarRule, from: Instant): Generator<Stretch> {
  let idle = 0;
  for (let day = dayOf(from, rule.zone); idle < giveUpAfterDays; day = plusDays(day, 1)) {
    idle++;
    if (!isWorkingDay(rule, day)) continue;
    const hours = { from: atMinute(rule, day, rule.hours.from), to: atMinute(rule, day, rule.hours.to) };
    if (hours.to <= hours.from) continue;
    idle = 0;
    yield hours;
  }
}

function atMinute({ zone }: CalendarRule, day: Day, minute: number): number {
  if (zone === "UTC") return Date.parse(`${day}T00:00:00Z`) / 1000 + minute * 60;
  if (minute >= 1440) return secondsOf(startOfDay(plusDays(day, 1), zone));
  const time = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  return secondsOf(timeOn(day, time, zone));
}

/** Pauses as stretches that do not touch, earliest first. */
function merged(pauses: readonly Pause[]): readonly Stretch[] {
  const sorted = pauses
    .map(({ from, to }) => ({ from: secondsOf(from), to: to === null ? Number.POSITIVE_INFINITY : secondsOf(to) }))
    .filter(({ from, to }) => from < to)
    .sort((one, other) => one.from - other.from);
  const apart: Stretch[] = [];
  for (const pause of sorted) {
    const last = apart.at(-1);
    if (last === undefined || last.to < pause.from) apart.push(pause);
    else apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, pause.to) };
  }
  return apart;
}
