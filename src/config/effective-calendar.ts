/** The calendar as the file says it → the model's rule, and the lengths of time that are counted in it. */
import type { Absence, CalendarRule, ClosedDays } from "../model/calendar.ts";
import { plainLogin } from "./names.ts";
import { type CalendarFile, weekdays } from "./schema-calendar.ts";

/** Working time. */
export function calendarFrom({ zone, working, closed }: CalendarFile): CalendarRule {
  return { zone, weekdays: weekdaysOf(working.days), hours: hoursOf(working.hours), closed: closed.map(closedFrom) };
}

/** Who is away. */
export function awayFrom({ away }: CalendarFile): readonly Absence[] {
  return away.map(({ who, from, to }) => ({ login: plainLogin(who), from, to }));
}

/** `24h` → seconds of working time; a `d` is one working day of the calendar. */
export function workingSeconds(text: string, { hours }: CalendarRule): number {
  const unit = { m: 60, h: 3600, d: (hours.to - hours.from) * 60 }[text.slice(-1)]!;
  return Number(text.slice(0, -1)) * unit;
}

function weekdaysOf(days: CalendarFile["working"]["days"]): readonly number[] {
  if (days === "mon-fri") return [1, 2, 3, 4, 5];
  if (days === "every-day") return [1, 2, 3, 4, 5, 6, 7];
  return [...new Set(days.map((day) => weekdays.indexOf(day) + 1))].sort((a, b) => a - b);
}

/** Minutes since midnight. */
export function hoursOf(text: string): CalendarRule["hours"] {
  if (text === "all-day") return { from: 0, to: 1440 };
  const [from = 0, to = 0] = text.split("-").map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  return { from, to };
}

function closedFrom(file: CalendarFile["closed"][number]): ClosedDays {
  if (file.holidays !== undefined) return { kind: "holidays", region: file.holidays };
  const { name = "closed", from = "", to = from } = file;
  return { kind: from.length === 5 ? "yearly" : "once", name, from, to };
}
