/** Calendar days, as `YYYY-MM-DD`, in the proleptic Gregorian calendar. Comparing two as text compares them in time. */

/** `2026-01-31`; always a day that exists. */
export type Day = string;

/** Reads a day written as `YYYY-MM-DD`, alone or with spaces around it; null for anything else (`2026-02-30`, `02/03/2026`). */
export function readDay(text: string): Day | null {
  const written = text.trim();
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(written)) return null;
  const milliseconds = Date.parse(`${written}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) return null;
  return new Date(milliseconds).toISOString().slice(0, 10) === written ? written : null;
}

/** The day so many days later (earlier when negative). */
export function plusDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysFrom(from: Day, to: Day): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** The same day so many months later (earlier when negative); the last of the month where it has no such day. Years 1 to 9998. */
export function monthsLater(day: Day, months: number): Day {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const last = plusDays(firstOf(12 * year + month - 1 + months + 1), -1);
  return date < Number(last.slice(8)) ? `${last.slice(0, 8)}${String(date).padStart(2, "0")}` : last;
}

/** The first day of a month that is counted from the year 0 on. */
function firstOf(month: number): Day {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;
}
