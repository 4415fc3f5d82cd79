/**
 * Public holidays of a region → closed days of a rule, for the years that matter. The data is large and most configs
 * name no region, so it is loaded only when one does; everything after this is synchronous.
 */
import type { CalendarRule, ClosedDays } from "../model/calendar.ts";
import { plusDays, readDay } from "./day.ts";

/** Years for which a config's holidays are resolved: everything that is measured or planned lies in them. */
export const holidayYears: readonly number[] = Array.from({ length: 31 }, (_, index) => 2015 + index);

type Once = Extract<ClosedDays, { kind: "once" }>;

/**
 * The rule with each `holidays` entry replaced by the days that are public holidays there in the years given. Throws
 * `RangeError` for a region that nobody knows. Days that are holidays only in part, and observances, stay worked.
 */
export async function withHolidays(rule: CalendarRule, years = holidayYears): Promise<CalendarRule> {
  if (!rule.closed.some(({ kind }) => kind === "holidays")) return rule;
  const { default: Holidays } = await import("date-holidays");
  const closed = rule.closed.flatMap((entry): readonly ClosedDays[] => {
    if (entry.kind !== "holidays") return [entry];
    const known = new Holidays(entry.region);
    if (known.getHolidays(2026).length === 0) throw unknownRegion(entry.region);
    return years.flatMap((year) => (known.getHolidays(year, "en") ?? []).flatMap(asClosed));
  });
  return { ...rule, closed };
}

/** Where `closed` names a region that nobody knows, as indexes. */
export async function unknownRegions({ closed }: CalendarRule): Promise<readonly number[]> {
  if (!closed.some(({ kind }) => kind === "holidays")) return [];
  const { default: Holidays } = await import("date-holidays");
  return closed.flatMap((entry, index) =>
    entry.kind === "holidays" && new Holidays(entry.region).getHolidays(2026).length === 0 ? [index] : [],
  );
}

/** `date` is the region's own wall clock; `start` and `end` are the same moments, so that their distance is its length. */
function asClosed(holiday: { date: string; start: Date; end: Date; name: string; type: string }): readonly Once[] {
  const day = readDay(holiday.date.slice(0, 10));
  if (holiday.type !== "public" || day === null || !holiday.date.slice(11).startsWith("00:00")) return [];
  const days = Math.round((holiday.end.getTime() - holiday.start.getTime()) / 86_400_000);
  return days < 1 ? [] : [{ kind: "once", name: holiday.name, from: day, to: plusDays(day, days - 1) }];
}

function unknownRegion(region: string): RangeError {
  return new RangeError(
    `No public holidays are known for "${region}". Write a country such as US, or a part of one such as DE-BE.`,
  );
}
