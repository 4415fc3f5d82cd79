/** Working time: hand-calculated days, and the laws that tie what has passed to when it will have. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  deadline,
  isWorkingDay,
  type Pause,
  plusWorkingDays,
  shiftDay,
  workingDaySeconds,
  workingSeconds,
} from "../../src/calendar/working.ts";
import type { CalendarRule } from "../../src/model/calendar.ts";
import { type Instant, instant, plusSeconds } from "../../src/model/time.ts";

const h = 3600;
const yearEnd = { kind: "yearly", name: "Year end", from: "12-18", to: "01-03" } as const;
const utc: CalendarRule = { zone: "UTC", weekdays: [1, 2, 3, 4, 5], hours: { from: 0, to: 1440 }, closed: [] };
const office = { from: 9 * 60, to: 17 * 60 };
const berlin: CalendarRule = { ...utc, zone: "Europe/Berlin", hours: office };
const newYork: CalendarRule = { ...utc, zone: "America/New_York", hours: office };
const at = (text: string): Instant => instant(`${text}:00Z`);
const pause = (from: string, to: string | null): Pause => ({ from: at(from), to: to === null ? null : at(to) });

describe("deadline and workingSeconds", () => {
  it("no time has passed between an instant and itself, and nothing is due at once", () => {
    expect(workingSeconds(utc, at("2026-09-18T15:30"), at("2026-09-18T15:30"))).toBe(0);
    expect(deadline(utc, at("2026-09-19T10:00"), 0)).toBe(at("2026-09-19T10:00"));
  });

  const rows: readonly {
    why: string;
    rule?: CalendarRule;
    from: string;
    seconds: number;
    pauses?: readonly Pause[];
    to: string | null;
  }[] = [
    {
      why: "Friday afternoon runs on after the weekend",
      from: "2026-09-18T15:30",
      seconds: 24 * h,
      to: "2026-09-21T15:30",
    },
    { why: "a Saturday counts from Monday 00:00", from: "2026-09-19T10:00", seconds: 24 * h, to: "2026-09-22T00:00" },
    { why: "an ordinary day is 24 hours", from: "2026-09-21T09:00", seconds: 24 * h, to: "2026-09-22T09:00" },
    { why: "75 % of Friday's 24 h (scenario 7)", from: "2026-09-18T15:30", seconds: 18 * h, to: "2026-09-21T09:30" },
    {
      why: "18 Dec to 3 Jan is closed; 4 Jan 2027 is a Monday",
      rule: { ...utc, closed: [yearEnd] },
      from: "2026-12-17T12:00",
      seconds: 24 * h,
      to: "2027-01-04T12:00",
    },
    {
      why: "a pause in working time moves it by as much",
      from: "2026-09-21T09:00",
      seconds: 24 * h,
      pauses: [pause("2026-09-21T10:00", "2026-09-21T13:00")],
      to: "2026-09-22T12:00",
    },
    {
      why: "pauses that overlap count once",
      from: "2026-09-21T09:00",
      seconds: 24 * h,
      pauses: [pause("2026-09-21T11:00", "2026-09-21T13:00"), pause("2026-09-21T10:00", "2026-09-21T12:00")],
      to: "2026-09-22T12:00",
    },
    {
      why: "a pause over a weekend moves it only by its worked part",
      from: "2026-09-18T15:30",
      seconds: 24 * h,
      pauses: [pause("2026-09-19T00:00", "2026-09-21T01:00")],
      to: "2026-09-21T16:30",
    },
    {
      why: "an open pause holds it",
      from: "2026-09-21T09:00",
      seconds: 24 * h,
      pauses: [pause("2026-09-21T10:00", null)],
      to: null,
    },
    {
      why: "an open pause that begins after it is due holds nothing",
      from: "2026-09-21T09:00",
      seconds: h,
      pauses: [pause("2026-09-21T10:00", null)],
      to: "2026-09-21T10:00",
    },
    {
      why: "Berlin office hours: Fri 27 Mar 16:00 CET + 2 h = Mon 30 Mar 10:00 CEST, the clock went forward between",
      rule: berlin,
      from: "2026-03-27T15:00",
      seconds: 2 * h,
      to: "2026-03-30T08:00",
    },
    {
      why: "New York office hours: Fri 30 Oct 16:30 EDT + 1 h = Mon 2 Nov 09:30 EST, the clock went back between",
      rule: newYork,
      from: "2026-10-30T20:30",
      seconds: h,
      to: "2026-11-02T14:30",
    },
    {
      why: "the Sunday on which Berlin's clock goes forward has 23 hours",
      rule: { ...berlin, weekdays: [1, 2, 3, 4, 5, 6, 7], hours: utc.hours },
      from: "2026-03-28T23:00",
      seconds: 24 * h,
      to: "2026-03-29T23:00",
    },
    {
      why: "Kolkata is 5:30 ahead: its Monday 09:00 is 03:30 UTC",
      rule: { ...berlin, zone: "Asia/Kolkata" },
      from: "2026-09-19T10:00",
      seconds: h,
      to: "2026-09-21T04:30",
    },
    {
      why: "nobody works under a rule without weekdays",
      rule: { ...utc, weekdays: [] },
      from: "2026-09-21T09:00",
      seconds: 1,
      to: null,
    },
  ];
  it.each(rows)("$why", ({ rule = utc, from, seconds, pauses = [], to }) => {
    expect(deadline(rule, at(from), seconds, pauses)).toBe(to === null ? null : at(to));
    if (to !== null) expect(workingSeconds(rule, at(from), at(to), pauses)).toBe(seconds);
  });

  it("a Sunday of 23 hours counts 23", () => {
    const rule = { ...berlin, weekdays: [7], hours: utc.hours };
    expect(workingSeconds(rule, at("2026-03-28T12:00"), at("2026-03-30T12:00"))).toBe(23 * h);
  });

  it("counts the working hours of years", () => {
    // 2,088 weekdays from 2018-01-01 to 2025-12-31 (365 × 8 + 2 = 2,922 days = 417 weeks and 3 weekdays: 2,085 + 3).
    expect(workingSeconds(berlin, at("2017-12-31T23:00"), at("2025-12-31T23:00"))).toBe(2_088 * 8 * h);
  });
});

describe("laws of working time", () => {
  const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];
  const rules = fc.record({
    zone: fc.constantFrom(...zones),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    hours: fc.constantFrom(office, utc.hours, { from: 8 * 60 + 30, to: 12 * 60 + 15 }),
    closed: fc.constantFrom([], [yearEnd]),
  });
  const day = 86_400;
  const instants = fc.integer({ min: 0, max: 400 * day }).map((offset) => plusSeconds(at("2026-01-01T00:00"), offset));
  const lengths = fc.integer({ min: 0, max: 60 * day });
  const pauses = fc.array(
    fc.record({ from: instants, length: lengths }).map(({ from, length }) => ({ from, to: plusSeconds(from, length) })),
    { maxLength: 4 },
  );

  it("deadline is the inverse of workingSeconds, and the first such instant", () => {
    fc.assert(
      fc.property(rules, instants, fc.integer({ min: 1, max: 30 * day }), pauses, (rule, from, seconds, held) => {
        const due = deadline(rule, from, seconds, held)!;
        expect(workingSeconds(rule, from, due, held)).toBe(seconds);
        expect(workingSeconds(rule, from, plusSeconds(due, -1), held)).toBe(seconds - 1);
      }),
      { numRuns: 150 },
    );
  });

  it("adds up, whatever instant it is cut at, and never falls", () => {
    fc.assert(
      fc.property(rules, instants, lengths, lengths, pauses, (rule, from, first, second, held) => {
        const middle = plusSeconds(from, first);
        const end = plusSeconds(middle, second);
        const whole = workingSeconds(rule, from, end, held);
        expect(workingSeconds(rule, from, middle, held) + workingSeconds(rule, middle, end, held)).toBe(whole);
        expect(workingSeconds(rule, from, middle, held)).toBeLessThanOrEqual(whole);
        expect(whole).toBeLessThanOrEqual(first + second);
      }),
      { numRuns: 150 },
    );
  });
});

describe("working days", () => {
  const rule = {
    ...utc,
    closed: [yearEnd, { kind: "once", name: "Move", from: "2026-05-01", to: "2026-05-01" } as const],
  };
  const days: readonly { why: string; day: string; worked: boolean; before: string; after: string }[] = [
    { why: "a Wednesday", day: "2026-09-23", worked: true, before: "2026-09-23", after: "2026-09-23" },
    {
      why: "a Sunday (scenario 13: Fri 27 March)",
      day: "2026-03-29",
      worked: false,
      before: "2026-03-27",
      after: "2026-03-30",
    },
    { why: "closed once, a Friday", day: "2026-05-01", worked: false, before: "2026-04-30", after: "2026-05-04" },
    {
      why: "New Year lies in the year end",
      day: "2027-01-01",
      worked: false,
      before: "2026-12-17",
      after: "2027-01-04",
    },
    { why: "the first closed day", day: "2026-12-18", worked: false, before: "2026-12-17", after: "2027-01-04" },
  ];
  it.each(days)("$why: $day", ({ day, worked, before, after }) => {
    expect(isWorkingDay(rule, day)).toBe(worked);
    expect([shiftDay(rule, day, "before"), shiftDay(rule, day, "none"), shiftDay(rule, day, "after")]).toEqual([
      before,
      day,
      after,
    ]);
  });

  it("counts working days both ways", () => {
    expect(plusWorkingDays(utc, "2026-09-18", 1)).toBe("2026-09-21");
    expect(plusWorkingDays(utc, "2026-09-19", 5)).toBe("2026-09-25");
    expect(plusWorkingDays(utc, "2026-09-21", -1)).toBe("2026-09-18");
    expect(plusWorkingDays(utc, "2026-09-19", 0)).toBe("2026-09-19");
    expect(workingDaySeconds(berlin)).toBe(8 * h);
  });
});
