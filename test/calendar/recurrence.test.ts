/** Periods and the days on which their work opens. Expected values are from a wall calendar and domain.md §2.9. */
import { describe, expect, it } from "vitest";
import { type Iterations, iterationOn, iterationsFrom } from "../../src/calendar/iterations.ts";
import { isoWeekOf, nextOccasion, type OccasionContext, occasions } from "../../src/calendar/recurrence.ts";
import type { CalendarRule } from "../../src/model/calendar.ts";
import type { Recurrence } from "../../src/model/schedule.ts";
import { instant } from "../../src/model/time.ts";

const utc: CalendarRule = { zone: "UTC", weekdays: [1, 2, 3, 4, 5], hours: { from: 0, to: 1440 }, closed: [] };
const yearEnd = { kind: "yearly", name: "Year end", from: "12-18", to: "01-03" } as const;
const counted: Iterations = { kind: "counted", day: "2024-10-16", days: 14, number: 1 };
const plain: OccasionContext = { rule: utc, shift: "none", leadDays: 0, lagDays: 0, iterations: counted, last: null };
const everyIteration: Recurrence = {
  kind: "iteration",
  board: null,
  first: { day: "2024-10-16", days: 14, number: 1 },
  nth: 1,
};

describe("occasions", () => {
  it("none where nothing begins", () => {
    expect(occasions(everyIteration, plain, "2027-01-07", "2027-01-19")).toEqual([]);
  });

  const rows: readonly {
    why: string;
    every: Recurrence;
    from: string;
    to: string;
    context?: Partial<OccasionContext>;
    want: readonly string[];
  }[] = [
    {
      why: "iteration 59 begins on 2027-01-06, after the year with a week 53 (scenario 11)",
      every: everyIteration,
      from: "2026-12-20",
      to: "2027-01-31",
      want: ["iteration-58 2026-12-23", "iteration-59 2027-01-06", "iteration-60 2027-01-20"],
    },
    {
      why: "every second iteration is counted, not guessed from weeks",
      every: { ...everyIteration, nth: 2 },
      from: "2026-12-20",
      to: "2027-01-31",
      want: ["iteration-58 2026-12-23", "iteration-60 2027-01-20"],
    },
    {
      why: "2026 has a week 53, and 2027 begins in it",
      every: { kind: "week", weekday: 1 },
      from: "2026-12-20",
      to: "2027-01-12",
      want: ["2026-W52 2026-12-21", "2026-W53 2026-12-28", "2027-W01 2027-01-04", "2027-W02 2027-01-11"],
    },
    {
      why: "a day that a month does not have is its last",
      every: { kind: "month", day: 31, months: [1, 2, 4] },
      from: "2028-01-01",
      to: "2028-12-31",
      want: ["2028-01 2028-01-31", "2028-02 2028-02-29", "2028-04 2028-04-30"],
    },
    {
      why: "quarters begin with January, April, July and October",
      every: { kind: "quarter", day: 15 },
      from: "2026-01-01",
      to: "2026-12-31",
      want: ["2026-Q1 2026-01-15", "2026-Q2 2026-04-15", "2026-Q3 2026-07-15", "2026-Q4 2026-10-15"],
    },
    {
      why: "1 January lies in the year's end; its work opens on Monday the 4th and keeps its period",
      every: { kind: "month", day: 1, months: [1, 7] },
      context: { rule: { ...utc, closed: [yearEnd] }, shift: "after" },
      from: "2027-01-02",
      to: "2027-02-01",
      want: ["2027-01 2027-01-04"],
    },
    {
      why: "opens three days before its month, on the working day before",
      every: { kind: "month", day: 1, months: [11] },
      context: { shift: "before", leadDays: 1 },
      from: "2026-10-25",
      to: "2026-10-31",
      want: ["2026-11 2026-10-30"],
    },
    {
      why: "55 days after the last one was closed",
      every: { kind: "since-close", days: 55 },
      context: { last: { number: 3, closed: "2026-03-01" } },
      from: "2026-01-01",
      to: "2026-12-31",
      want: ["4 2026-04-25"],
    },
    {
      why: "nothing while the last one is open",
      every: { kind: "since-close", days: 55 },
      context: { last: { number: 3, closed: null } },
      from: "2026-01-01",
      to: "2026-12-31",
      want: [],
    },
    {
      why: "at once when there never was one",
      every: { kind: "since-close", days: 55 },
      from: "2026-01-01",
      to: "2026-12-31",
      want: ["1 2026-01-01"],
    },
    {
      why: "cron in the zone: 06:00 in Berlin is 05:00Z before the clock goes forward and 04:00Z after",
      every: { kind: "cron", expression: "0 6 * * 1" },
      context: { rule: { ...utc, zone: "Europe/Berlin" } },
      from: "2026-03-23",
      to: "2026-03-31",
      want: ["2026-03-23T05:00Z 2026-03-23", "2026-03-30T04:00Z 2026-03-30"],
    },
  ];
  it.each(rows)("$why", ({ every, from, to, context, want }) => {
    const found = occasions(every, { ...plain, ...context }, from, to);
    expect(found.map(({ period, day }) => `${period} ${day}`)).toEqual(want);
  });

  it("an iteration that a board lengthened is followed, and a break holds none", () => {
    const board: Iterations = {
      kind: "list",
      iterations: [
        { title: "Iteration 58", start: "2026-12-09", days: 28 },
        { title: "Iteration 59", start: "2027-01-11", days: 14 },
        { title: "Summer", start: "2027-06-01", days: 7 },
      ],
    };
    expect(iterationOn(board, "2027-01-05")?.period).toBe("iteration-58");
    expect(iterationOn(board, "2027-01-06")).toBeNull();
    expect(iterationsFrom(board, "2027-01-01", "2027-12-31").map(({ period }) => period)).toEqual([
      "iteration-59",
      "iteration-2027-06-01",
    ]);
  });

  it("names what comes next, after the moment and not on it", () => {
    const next = (now: string) => nextOccasion(everyIteration, plain, { at: "05:00", now: instant(now) })?.day;
    expect(next("2027-01-06T04:59:59Z")).toBe("2027-01-06");
    expect(next("2027-01-06T05:00:00Z")).toBe("2027-01-20");
    const cron = nextOccasion({ kind: "cron", expression: "0 6 * * *" }, plain, {
      at: "00:00",
      now: instant("2026-11-23T06:00:00Z"),
    });
    expect(cron?.at).toBe("2026-11-24T06:00:00Z");
  });

  // From `date -d DAY +%G-W%V` of GNU coreutils.
  it.each([
    ["2026-12-31", "2026-W53"],
    ["2027-01-03", "2026-W53"],
    ["2027-01-04", "2027-W01"],
    ["2021-01-01", "2020-W53"],
    ["2024-12-30", "2025-W01"],
    ["2026-11-16", "2026-W47"],
  ])("%s is in %s", (day, week) => {
    expect(isoWeekOf(day)).toBe(week);
  });
});
