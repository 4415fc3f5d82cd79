/**
 * Working time of the eighteen months: Monday to Friday all day in UTC, without 18 December to 3 January, as the
 * example's calendar says it. Counted here anew, so that history does not rest on the calendar that reports are made with.
 */
import { secondsOf, textOf } from "../clock.ts";
import { span } from "./months-rates.ts";

const day = 86_400;
const firstDay = Math.floor(secondsOf(span.from) / day);

/** Two years more than the span: far beyond what is ever asked. */
const days = 545 + 730;

/** Working seconds from the span's first moment to the beginning of each day. */
const before: readonly number[] = sums();

/** Working seconds from the span's first moment to this one; both in seconds since 1970. */
export function workedBy(seconds: number): number {
  const at = Math.floor(seconds / day) - firstDay;
  // Beyond what is known all has long been answered.
  return at >= days ? before[days]! : before[at]! + (before[at + 1]! > before[at]! ? seconds % day : 0);
}

/** The moment at which so many working seconds have passed since `from`; seconds since 1970. */
export function afterWorking(from: number, seconds: number): number {
  const wanted = workedBy(from) + seconds;
  let at = Math.floor(from / day) - firstDay;
  while (at < days && before[at + 1]! < wanted) at += 1;
  // What is not over in two years is never seen.
  return at === days ? (firstDay + days) * day : (firstDay + at) * day + (wanted - before[at]!);
}

function sums(): readonly number[] {
  const list = [0];
  for (let at = 0; at < days; at += 1) list.push(list[at]! + (isWorked(at) ? day : 0));
  return list;
}

function isWorked(at: number): boolean {
  const date = firstDay + at;
  // Day 0 of 1970 was a Thursday, so Saturdays leave 2 and Sundays 3.
  if (date % 7 === 2 || date % 7 === 3) return false;
  const monthDay = textOf(date * day).slice(5, 10);
  return monthDay >= "01-04" && monthDay <= "12-17";
}
