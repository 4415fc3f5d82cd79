import { describe, expect, it } from "vitest";
import { deliverablesOf } from "../../src/measure/deliverables.ts";
import { groundOf } from "../../src/measure/subject.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import { closed, configWith, known, unknown, world } from "../support/builders.ts";
import { at, leads } from "./lives.ts";
import { ground, subject, type Told } from "./subjects.ts";

const owed: Pipeline = { ...leads, deliverables: { due: "due", evidence: "evidence", of: "grant" } };
const link = "https://example.org/report";

/** One that is owed by a day; `ended`: closed as completed at that moment. */
function owes(due: string, { ended = null, ...more }: Told & { readonly ended?: string | null } = {}, evidence = link) {
  const facts = ended === null ? [] : [closed("completed", at(ended))];
  return subject({ pipeline: owed, facts, more: { answers: known({ due, evidence, grant: "Ocean grant" }) }, ...more });
}

function measured(ones: readonly ReturnType<typeof owes>[], { now = "2025-12-10", pipeline = owed } = {}) {
  return deliverablesOf(ones, { pipeline, ground: ground(...ones), now: at(now) });
}

describe("deliverablesOf", () => {
  it("is nothing where nothing is owed by a day", () => {
    expect(measured([owes("2025-11-30")], { pipeline: leads })).toBeNull();
    expect(measured([])).toMatchObject({ all: [], undated: [], inTime: null, slip: null, unread: [] });
  });

  it.each([
    {
      why: "closed on 2 December, owed by 30 November: two days",
      told: { ended: "2025-12-02" },
      state: "delivered",
      slipDays: 2,
    },
    {
      why: "on the day itself, late in the evening",
      told: { ended: "2025-11-30T23:59:59Z" },
      state: "delivered",
      slipDays: 0,
    },
    {
      why: "the second that the next day begins",
      told: { ended: "2025-12-01T00:00:00Z" },
      state: "delivered",
      slipDays: 1,
    },
    { why: "a week early", told: { ended: "2025-11-23" }, state: "delivered", slipDays: -7 },
    { why: "not closed, and the day is over", told: {}, state: "late", slipDays: null },
    {
      why: "closed as not planned",
      told: { facts: [closed("not-planned", at("2025-11-20"))] },
      state: "dropped",
      slipDays: null,
    },
    {
      why: "closed after the report's moment: it is not known yet",
      told: { ended: "2025-12-11" },
      state: "late",
      slipDays: null,
    },
  ])("$state when $why", ({ told, state, slipDays }) => {
    expect(measured([owes("2025-11-30", told)])!.all).toMatchObject([
      { item: "openwater/leads#7", of: "Ocean grant", due: "2025-11-30T00:00:00Z", state, slipDays },
    ]);
  });

  it.each([
    { evidence: "", state: "unproven" },
    { evidence: "done, see drive", state: "unproven" },
    { evidence: `Here: ${link}`, state: "delivered" },
  ])("with evidence “$evidence” is $state", ({ evidence, state }) => {
    expect(measured([owes("2025-11-30", { ended: "2025-11-29" }, evidence)])!.all[0]).toMatchObject({ state });
  });

  it("needs no evidence where the config asks for none", () => {
    const pipeline: Pipeline = { ...owed, deliverables: { due: "due", evidence: null, of: null } };
    const one = owes("2025-11-30", { ended: "2025-11-29", pipeline }, "");
    expect(measured([one], { pipeline })!.all[0]).toMatchObject({ state: "delivered", of: null, slipDays: -1 });
  });

  it("is not late before its day is over, in the calendar's zone", () => {
    expect(measured([owes("2025-11-30")], { now: "2025-11-30T23:59:59Z" })!.all[0]).toMatchObject({ state: "ahead" });
    expect(measured([owes("2025-11-30")], { now: "2025-12-01T00:00:00Z" })!.all[0]).toMatchObject({ state: "late" });
    // In Auckland, thirteen hours ahead, the second of December begins at 11:00 of the first in UTC.
    const config = configWith({ calendar: { ...configWith().calendar, zone: "Pacific/Auckland" } });
    const one = owes("2025-11-30", { ended: "2025-12-01T11:00:00Z" });
    const there = { pipeline: owed, ground: groundOf([one], { world: world(), config }), now: at("2025-12-10") };
    expect(deliverablesOf([one], there)!.all[0]).toMatchObject({ slipDays: 2 });
  });

  it("counts the share in time by hand: of five decided two, with Wilson's limits", () => {
    const ones = [
      owes("2025-11-01", { number: 1, ended: "2025-10-30" }), // in time
      owes("2025-11-02", { number: 2, ended: "2025-11-02" }), // in time
      owes("2025-11-03", { number: 3, ended: "2025-11-05" }), // two days late
      owes("2025-11-04", { number: 4 }), // late
      owes("2025-11-05", { number: 5, ended: "2025-11-05" }, ""), // nothing proves it
      owes("2025-12-20", { number: 6, ended: "2025-12-09" }, ""), // nothing proves it, and its day has not come
      owes("2025-12-21", { number: 7 }), // ahead
      owes("2025-12-22", { number: 9, ended: "2025-11-01" }), // early: it counts when its day is over
      owes("2025-11-06", { number: 8, facts: [closed("not-planned", at("2025-11-01"))] }), // dropped
    ];
    // 2 of 5; R 4.2: prop.test(2, 5, correct = FALSE)$conf.int is 0.1176208 and 0.7692757.
    const { inTime, slip } = measured(ones)!;
    expect(inTime).toMatchObject({ hits: 2, of: 5, share: 0.4 });
    expect(inTime!.lower).toBeCloseTo(0.1176208, 6);
    expect(inTime!.upper).toBeCloseTo(0.7692757, 6);
    expect(slip).toBeNull();
  });

  it("tells slips from five on: of -3, 0, 1, 2, 10 half are at most 1, and 85 in 100 at most 10", () => {
    const ends = ["2025-10-29", "2025-11-01", "2025-11-02", "2025-11-03", "2025-11-11"];
    const ones = ends.map((ended, number) => owes("2025-11-01", { number: number + 1, ended }));
    expect(measured(ones)!.slip).toEqual({ n: 5, median: 1, p85: 10 });
    expect(measured(ones.slice(1))!.slip).toBeNull();
  });

  it("lists what says no day, and what says one that cannot be read", () => {
    const told = measured([owes("", { number: 1 }), owes("02/03/2026", { number: 2 })])!;
    expect(told.all).toEqual([]);
    expect([told.undated, told.openUndated]).toEqual([["openwater/leads#1"], ["openwater/leads#1"]]);
    // One that is over needs no day any more.
    expect(measured([owes("", { ended: "2025-11-01" })])).toMatchObject({
      undated: ["openwater/leads#7"],
      openUndated: [],
    });
    expect(told.unread).toMatchObject([{ ref: "openwater/leads#2", why: expect.stringContaining("due: ") }]);
    const unread = measured([owes("2025-11-30", { more: { answers: unknown("the form was not read") } })])!;
    expect(unread.unread).toMatchObject([{ why: "due: the form was not read." }]);
  });

  it("knows nothing of what was opened later", () => {
    expect(measured([owes("2025-11-30", { item: { createdAt: at("2025-12-11") } })])!.all).toEqual([]);
  });
});
