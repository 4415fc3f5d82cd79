import { describe, expect, it } from "vitest";
import { type ClockRun, clockAt } from "../../src/history/clock.ts";
import { instant } from "../../src/model/time.ts";
import { configWith } from "../support/builders.ts";

const { calendar } = configWith();
const at = (text: string) => instant(`2026-09-${text}Z`);
const hours = 3600;

/** Scenario 7: a Friday afternoon, 24 working hours, a working day of 24 hours. */
const friday: ClockRun = {
  from: at("18T15:30:00"),
  metAt: null,
  endedAt: null,
  pauses: [],
  targetSeconds: 24 * hours,
  warnAt: 0.75,
};
const saturday: ClockRun = { ...friday, from: at("19T10:00:00") };

describe("clockAt", () => {
  it("runs from its beginning", () => {
    expect(clockAt(calendar, friday, friday.from)).toEqual({
      kind: "running",
      from: friday.from,
      due: at("21T15:30:00"),
      warnAt: at("21T09:30:00"),
      elapsedSeconds: 0,
      pausedBecause: null,
      metAt: null,
      breachedAt: null,
    });
  });

  const rows: readonly { why: string; run: ClockRun; now: string; is: object }[] = [
    { why: "75 % is Monday 09:30", run: friday, now: "21T09:29:59", is: { kind: "running" } },
    { why: "at risk from that moment", run: friday, now: "21T09:30:00", is: { kind: "at-risk" } },
    {
      why: "an answer on Monday at 10:00 took 18.5 working hours",
      run: { ...friday, metAt: at("21T10:00:00") },
      now: "30T00:00:00",
      is: { kind: "met", elapsedSeconds: 18.5 * hours, breachedAt: null },
    },
    {
      why: "an answer at the very end is in time",
      run: { ...friday, metAt: at("21T15:30:00") },
      now: "21T15:30:00",
      is: { kind: "met", breachedAt: null },
    },
    {
      why: "one second later it is not",
      run: { ...friday, metAt: at("21T15:30:01") },
      now: "21T16:00:00",
      is: { kind: "met", breachedAt: at("21T15:30:00") },
    },
    {
      why: "Saturday counts from Monday (scenario 8)",
      run: saturday,
      now: "21T23:59:59",
      is: { kind: "at-risk", due: at("22T00:00:00") },
    },
    {
      why: "unanswered at the moment due",
      run: saturday,
      now: "22T00:00:00",
      is: { kind: "breached", breachedAt: at("22T00:00:00") },
    },
    {
      why: "an open pause stops it, with no time due",
      run: { ...friday, pauses: [{ from: at("18T16:30:00"), to: null, why: "on hold" }] },
      now: "30T00:00:00",
      is: { kind: "paused", due: null, warnAt: null, elapsedSeconds: hours, pausedBecause: "on hold" },
    },
    {
      why: "a pause that is over moves the end by its working time",
      run: { ...friday, pauses: [{ from: at("18T16:30:00"), to: at("21T02:00:00"), why: "on hold" }] },
      now: "21T03:00:00",
      is: { kind: "running", due: at("22T01:00:00"), pausedBecause: null },
    },
    {
      why: "what is late stays late in a pause",
      run: { ...friday, pauses: [{ from: at("22T00:00:00"), to: null, why: "on hold" }] },
      now: "23T00:00:00",
      is: { kind: "breached", breachedAt: at("21T15:30:00") },
    },
    {
      why: "closed before it was met, it ends",
      run: { ...friday, endedAt: at("21T08:00:00") },
      now: "30T00:00:00",
      is: { kind: "ended", breachedAt: null, elapsedSeconds: 16.5 * hours },
    },
  ];
  it.each(rows)("$why", ({ run, now, is, why }) => {
    expect(clockAt(calendar, run, at(now)), why).toMatchObject(is);
  });
});
