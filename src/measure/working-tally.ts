/**
 * A calendar → a function that counts working seconds between two moments and remembers what it counted, so that ten
 * thousand waits of a year each do not walk through every day of it ten thousand times. It says what `workingSeconds`
 * says without pauses.
 */
import { workingSeconds } from "../calendar/working.ts";
import type { CalendarRule } from "../model/calendar.ts";
import { type Instant, instantOf, secondsOf } from "../model/time.ts";

/** Working seconds from one moment to another; 0 when `to` is not later. */
export type WorkingTally = (from: Instant, to: Instant) => number;

const daySeconds = 86_400;

/** Makes the counter. Days are UTC days here, whatever the zone: they only divide the sum. */
export function workingTally(calendar: CalendarRule): WorkingTally {
  const days = new Map<number, number>();
  const worked = (day: number): number => {
    const known = days.get(day);
    if (known !== undefined) return known;
    const seconds = workingSeconds(calendar, instantOf(day * daySeconds), instantOf((day + 1) * daySeconds));
    days.set(day, seconds);
    return seconds;
  };
  return (from, to) => {
    if (to <= from) return 0;
    const first = Math.floor(secondsOf(from) / daySeconds);
    const last = Math.floor(secondsOf(to) / daySeconds);
    if (first === last) return workingSeconds(calendar, from, to);
    let sum = workingSeconds(calendar, from, instantOf((first + 1) * daySeconds));
    for (let day = first + 1; day < last; day++) sum += worked(day);
    return sum + workingSeconds(calendar, instantOf(last * daySeconds), to);
  };
}
