/** When reports are due and what their periods are called. Days and weeks below were read off a calendar. */
import { describe, expect, it } from "vitest";
import { reportPeriod, reportTimes } from "../../src/calendar/report-times.ts";
import type { CalendarRule } from "../../src/model/calendar.ts";
import type { ReportRhythm } from "../../src/model/report-rule.ts";
import { instant } from "../../src/model/time.ts";

const utc: CalendarRule = { zone: "UTC", weekdays: [1, 2, 3, 4, 5], hours: { from: 0, to: 1440 }, closed: [] };
const monday: ReportRhythm = { kind: "week", weekday: 1, at: "06:00" };

interface Row {
  readonly why: string;
  readonly every: ReportRhythm;
  readonly now: string;
  readonly due: string;
  readonly next: string;
  readonly period: string;
  readonly zone?: string;
}

const rows: readonly Row[] = [
  {
    why: "at its own moment it is due",
    every: monday,
    now: "2026-11-23T06:00:00Z",
    due: "2026-11-23T06:00:00Z",
    next: "2026-11-30T06:00:00Z",
    period: "2026-W47",
  },
  {
    why: "a second before, last week's is still the newest",
    every: monday,
    now: "2026-11-23T05:59:59Z",
    due: "2026-11-16T06:00:00Z",
    next: "2026-11-23T06:00:00Z",
    period: "2026-W46",
  },
  {
    why: "a Friday evening's report is about its own week",
    every: { kind: "week", weekday: 5, at: "18:00" },
    now: "2026-11-22T12:00:00Z",
    due: "2026-11-20T18:00:00Z",
    next: "2026-11-27T18:00:00Z",
    period: "2026-W47",
  },
  {
    why: "the year's last week is 53, and in the zone the clock had changed in between",
    every: monday,
    now: "2027-01-04T12:00:00Z",
    due: "2027-01-04T05:00:00Z",
    next: "2027-01-11T05:00:00Z",
    period: "2026-W53",
    zone: "Europe/Berlin",
  },
  {
    why: "summer time moves the moment, not the clock",
    every: monday,
    now: "2026-03-29T12:00:00Z",
    due: "2026-03-23T05:00:00Z",
    next: "2026-03-30T04:00:00Z",
    period: "2026-W12",
    zone: "Europe/Berlin",
  },
  {
    why: "each morning's is about the day before",
    every: { kind: "day", at: "06:00" },
    now: "2026-03-01T05:00:00Z",
    due: "2026-02-28T06:00:00Z",
    next: "2026-03-01T06:00:00Z",
    period: "2026-02-27",
  },
  {
    why: "each evening's is about its own day",
    every: { kind: "day", at: "20:00" },
    now: "2026-03-01T21:00:00Z",
    due: "2026-03-01T20:00:00Z",
    next: "2026-03-02T20:00:00Z",
    period: "2026-03-01",
  },
  {
    why: "the first of a month is about the month before",
    every: { kind: "month", day: 1, at: "06:00" },
    now: "2026-12-01T06:00:00Z",
    due: "2026-12-01T06:00:00Z",
    next: "2027-01-01T06:00:00Z",
    period: "2026-11",
  },
  {
    why: "the 31st is a shorter month's last day, and about it",
    every: { kind: "month", day: 31, at: "06:00" },
    now: "2026-03-01T00:00:00Z",
    due: "2026-02-28T06:00:00Z",
    next: "2026-03-31T06:00:00Z",
    period: "2026-02",
  },
  {
    why: "the first of a quarter is about the quarter before",
    every: { kind: "quarter", day: 1, at: "06:00" },
    now: "2026-03-31T23:00:00Z",
    due: "2026-01-01T06:00:00Z",
    next: "2026-04-01T06:00:00Z",
    period: "2025-Q4",
  },
];

describe("a report", () => {
  it.each(rows)("$why", ({ every, now, due, next, period, zone = "UTC" }) => {
    expect(reportTimes(every, { ...utc, zone }, instant(now))).toEqual({ due, next });
    expect(reportPeriod(every, instant(due), zone)).toBe(period);
  });

  it("that is only asked for is of its week, as Monday's is", () => {
    expect(reportPeriod(null, instant("2026-11-23T06:00:00Z"), "UTC")).toBe("2026-W47");
    expect(reportPeriod(null, instant("2026-11-25T09:00:00Z"), "UTC")).toBe("2026-W47");
    expect(reportPeriod(null, instant("2026-11-26T11:59:59Z"), "UTC")).toBe("2026-W47");
    expect(reportPeriod(null, instant("2026-11-26T12:00:00Z"), "UTC")).toBe("2026-W48");
  });

  it("is about what most of the time before it lies in", () => {
    const of = (kind: "month" | "quarter", at: string) =>
      reportPeriod({ kind, day: 1, at: "06:00" }, instant(at), "UTC");
    expect(of("month", "2026-12-02T06:00:00Z")).toBe("2026-11");
    expect(of("month", "2026-12-16T06:00:00Z")).toBe("2026-12");
    expect(of("quarter", "2026-01-31T06:00:00Z")).toBe("2025-Q4");
    expect(of("quarter", "2026-02-15T06:00:00Z")).toBe("2026-Q1");
  });

  const rhythms: readonly ReportRhythm[] = [
    { kind: "day", at: "00:30" },
    { kind: "day", at: "12:00" },
    ...[1, 2, 3, 4, 5, 6, 7].map((weekday): ReportRhythm => ({ kind: "week", weekday, at: "12:00" })),
    ...[1, 2, 14, 15, 16, 17, 28, 29, 30, 31].map((day): ReportRhythm => ({ kind: "month", day, at: "00:30" })),
    ...[1, 15, 16, 31].map((day): ReportRhythm => ({ kind: "quarter", day, at: "23:30" })),
  ];
  it.each(rhythms)("of the rhythm %o names no period twice and leaves none out", (every) => {
    const rule = { ...utc, zone: "America/New_York" };
    const names: string[] = [];
    for (let at = instant("2024-01-02T00:00:00Z"); names.length < 30; ) {
      const { next } = reportTimes(every, rule, at);
      names.push(reportPeriod(every, next!, rule.zone));
      at = next!;
    }
    expect(new Set(names).size).toBe(30);
    expect([...names].sort()).toEqual(names);
  });
});
