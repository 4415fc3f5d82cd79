/** Months added to a day: the same day, or the last one where a month is shorter. */
import { describe, expect, it } from "vitest";
import { monthsLater } from "../../src/calendar/day.ts";

describe("monthsLater", () => {
  it("is the same day for no month at all", () => {
    expect(monthsLater("2026-01-31", 0)).toBe("2026-01-31");
  });

  it.each([
    { day: "2026-01-31", months: 1, later: "2026-02-28", why: "February is shorter" },
    { day: "2024-01-31", months: 1, later: "2024-02-29", why: "a leap year" },
    { day: "2100-01-29", months: 1, later: "2100-02-28", why: "2100 is none" },
    { day: "2000-01-29", months: 1, later: "2000-02-29", why: "2000 is one" },
    { day: "2026-12-31", months: 1, later: "2027-01-31", why: "over the year's end" },
    { day: "2026-03-31", months: -1, later: "2026-02-28", why: "back" },
    { day: "2026-01-15", months: -1, later: "2025-12-15", why: "back over the year's beginning" },
    { day: "2026-01-31", months: 3, later: "2026-04-30", why: "April has 30" },
    { day: "2024-02-29", months: 12, later: "2025-02-28", why: "a leap day, a year on" },
    { day: "0001-01-01", months: 24_304, later: "2026-05-01", why: "two thousand years: 2025 · 12 + 4" },
  ])("$day and $months months: $later, $why", ({ day, months, later }) => {
    expect(monthsLater(day, months)).toBe(later);
  });
});
