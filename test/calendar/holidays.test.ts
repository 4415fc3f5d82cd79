/** Public holidays as closed days. Dates are from the calendars that the two governments publish. */
import { describe, expect, it } from "vitest";
import { withHolidays } from "../../src/calendar/holidays.ts";
import { isWorkingDay } from "../../src/calendar/working.ts";
import type { CalendarRule } from "../../src/model/calendar.ts";

const rule: CalendarRule = { zone: "UTC", weekdays: [1, 2, 3, 4, 5], hours: { from: 0, to: 1440 }, closed: [] };

describe("withHolidays", () => {
  it("leaves a rule without holidays as it is", async () => {
    expect(await withHolidays(rule, [2026])).toBe(rule);
  });

  const rows = [
    { region: "US", day: "2026-11-26", worked: false, why: "Thanksgiving, the fourth Thursday of November" },
    { region: "US", day: "2026-11-25", worked: true, why: "the day before it" },
    { region: "DE-BE", day: "2027-03-08", worked: false, why: "Women's Day is a holiday in Berlin" },
    { region: "DE", day: "2027-03-08", worked: true, why: "and not in the whole of Germany" },
    { region: "DE", day: "2026-04-03", worked: false, why: "Good Friday" },
    { region: "DE", day: "2028-01-03", worked: true, why: "New Year on a Saturday is not made up for in Germany" },
  ];
  it.each(rows)("$region $day: $why", async ({ region, day, worked }) => {
    const closed = [{ kind: "holidays", region } as const];
    const resolved = await withHolidays({ ...rule, closed }, [2026, 2027, 2028]);
    expect(isWorkingDay(resolved, day)).toBe(worked);
  });

  it("says that it knows no such region", async () => {
    const closed = [{ kind: "holidays", region: "XX" } as const];
    await expect(withHolidays({ ...rule, closed }, [2026])).rejects.toThrow('No public holidays are known for "XX".');
  });
});
