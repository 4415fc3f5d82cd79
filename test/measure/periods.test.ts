import { describe, expect, it } from "vitest";
import { workingSeconds } from "../../src/calendar/working.ts";
import { endOf, lastMomentOf, periodsUpTo, weeksBefore, weeksUpTo } from "../../src/measure/periods.ts";
import { workingTally } from "../../src/measure/working-tally.ts";
import { instant } from "../../src/model/time.ts";
import { unsaid } from "../support/builders.ts";
import { at } from "./lives.ts";

const ids = (now: string, unit: "week" | "month" | "quarter", count: number, zone = "UTC") =>
  periodsUpTo(instant(now), unit, count, zone).map(({ id }) => id);

describe("periodsUpTo", () => {
  it("has none when none is asked for", () => {
    expect(ids("2026-11-23T00:00:00Z", "week", 0)).toEqual([]);
  });

  it.each([
    {
      why: "row 59: 2026 has a week 53, and 1 January 2027 is in it",
      now: "2027-01-06T09:00:00Z",
      unit: "week",
      expected: ["2026-W52", "2026-W53", "2027-W01"],
    },
    {
      why: "row 59: the leap day is in its month",
      now: "2028-02-29T23:59:59Z",
      unit: "month",
      expected: ["2027-12", "2028-01", "2028-02"],
    },
    {
      why: "quarters over the new year",
      now: "2026-01-01T00:00:00Z",
      unit: "quarter",
      expected: ["2025-Q3", "2025-Q4", "2026-Q1"],
    },
  ] as const)("$why", ({ now, unit, expected }) => {
    expect(ids(now, unit, 3)).toEqual(expected);
  });

  it("row 59: in UTC+14 the week begins fourteen hours earlier", () => {
    const [week] = periodsUpTo(instant("2026-11-22T10:00:00Z"), "week", 1, "Pacific/Kiritimati");
    expect(week).toEqual({ id: "2026-W48", from: "2026-11-22T10:00:00Z", to: "2026-11-29T10:00:00Z", whole: false });
  });

  it("row 59: a week in which clocks change has an hour less", () => {
    const [week] = periodsUpTo(instant("2026-03-31T10:00:00Z"), "week", 2, "Europe/Berlin");
    // Summer time begins on Sunday 29 March 2026.
    expect(week).toEqual({ id: "2026-W13", from: "2026-03-22T23:00:00Z", to: "2026-03-29T22:00:00Z", whole: true });
  });

  it("leaves no gap, and one that is not over ends just after now", () => {
    const periods = periodsUpTo(at("2026-11-23"), "month", 12, "Europe/Berlin");
    for (const [index, one] of periods.slice(1).entries()) expect(one.from).toBe(periods[index]!.to);
    expect(endOf(periods.at(-1)!, at("2026-11-23"))).toBe("2026-11-23T09:00:01Z");
  });
});

describe("workingTally", () => {
  const calendars = [
    unsaid.calendar,
    { ...unsaid.calendar, zone: "America/New_York", hours: { from: 540, to: 1020 } },
    { ...unsaid.calendar, closed: [{ kind: "yearly", name: "Year end", from: "12-18", to: "01-03" }] },
  ] as const;
  it.each(calendars)("says what the calendar says, $zone", (calendar) => {
    const tally = workingTally(calendar);
    const moments = [
      "2026-10-30T22:17:09Z",
      "2026-11-02T03:00:00Z",
      "2026-11-02T21:00:00Z",
      "2027-01-05T12:00:00Z",
    ].map(instant);
    for (const from of moments)
      for (const to of moments) expect(tally(from, to)).toBe(workingSeconds(calendar, from, to));
  });
});

describe("weeksUpTo", () => {
  it("has none when none is asked for", () => {
    expect(weeksUpTo(at("2026-11-23"), 0, "UTC")).toEqual([]);
  });

  it.each([
    {
      why: "the last second of a Sunday: the ISO weeks themselves",
      now: "2026-11-22T23:59:59Z",
      expected: [
        { id: "2026-W46", from: "2026-11-09T00:00:00Z", to: "2026-11-16T00:00:00Z", whole: true },
        { id: "2026-W47", from: "2026-11-16T00:00:00Z", to: "2026-11-23T00:00:00Z", whole: true },
      ],
    },
    {
      why: "Monday morning is still about the week before",
      now: "2026-11-23T06:00:00Z",
      expected: [
        { id: "2026-W46", from: "2026-11-09T06:00:01Z", to: "2026-11-16T06:00:01Z", whole: true },
        { id: "2026-W47", from: "2026-11-16T06:00:01Z", to: "2026-11-23T06:00:01Z", whole: true },
      ],
    },
    {
      why: "row 59: the week of the new year is the 53rd of the old one",
      now: "2027-01-04T00:00:00Z",
      expected: [
        { id: "2026-W52", from: "2026-12-21T00:00:01Z", to: "2026-12-28T00:00:01Z", whole: true },
        { id: "2026-W53", from: "2026-12-28T00:00:01Z", to: "2027-01-04T00:00:01Z", whole: true },
      ],
    },
  ])("$why", ({ now, expected }) => {
    expect(weeksUpTo(instant(now), 2, "UTC")).toEqual(expected);
  });

  it("row 59: a week in which the clocks go back is an hour longer", () => {
    // 2026-11-01 in New York: 06:00 EST is 11:00 UTC, 06:00 EDT a week before is 10:00 UTC.
    expect(weeksBefore(instant("2026-11-02T11:00:00Z"), 1, "America/New_York")).toBe("2026-10-26T10:00:00Z");
  });
});

describe("lastMomentOf", () => {
  it.each([
    { week: "2026-W47", zone: "UTC", expected: "2026-11-22T23:59:59Z" },
    { week: "2026-W53", zone: "UTC", expected: "2027-01-03T23:59:59Z" },
    { week: "2025-W01", zone: "UTC", expected: "2025-01-05T23:59:59Z" },
    { week: "2026-W47", zone: "America/New_York", expected: "2026-11-23T04:59:59Z" },
  ])("$week in $zone", ({ week, zone, expected }) => {
    expect(lastMomentOf(week, zone)).toBe(expected);
  });

  it.each(["2025-W53", "2026-W00", "2026-W54", "2026-47", "last week"])("refuses %s", (week) => {
    expect(() => lastMomentOf(week, "UTC")).toThrow(`"${week}" is not a week. Write it as 2026-W47`);
  });
});
