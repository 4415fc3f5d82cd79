import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ageingOf } from "../../src/measure/ageing.ts";
import { anomaliesOf } from "../../src/measure/anomalies.ts";
import { bottleneckOf } from "../../src/measure/bottleneck.ts";
import { flowOf } from "../../src/measure/flow.ts";
import { funnelsOf } from "../../src/measure/funnel.ts";
import { periodsUpTo } from "../../src/measure/periods.ts";
import type { Subject } from "../../src/measure/subject.ts";
import { columnsOf } from "../../src/measure/wait.ts";
import { waitsOf } from "../../src/measure/waits.ts";
import { workingTally } from "../../src/measure/working-tally.ts";
import type { Milestone, Reentry, TimeRule } from "../../src/model/milestone.ts";
import { type Instant, plusSeconds, secondsOf } from "../../src/model/time.ts";
import { known } from "../support/builders.ts";
import { anySubjects } from "./any-subjects.ts";
import { at, leads } from "./lives.ts";
import { ground, subject } from "./subjects.ts";

const milestones: readonly Milestone[] = [
  { kind: "opened" },
  ...leads.stages.flatMap(({ id }): Milestone[] => [
    { kind: "enters", stage: id },
    { kind: "leaves", stage: id },
  ]),
  { kind: "closed", as: null },
  { kind: "labeled", label: "called" },
];

const anyRule: fc.Arbitrary<TimeRule> = fc.record({
  names: fc.constant({ from: "a", to: "b" }),
  from: fc.constantFrom(...milestones),
  to: fc.constantFrom(...milestones),
  reentry: fc.constantFrom<Reentry>("first", "last", "sum"),
  skipped: fc.constantFrom("reached", "strict"),
});

const anyMoment = fc.nat(104).map((weeks) => plusSeconds(at("2025-01-01"), weeks * 7 * 86_400));

function everything(subjects: readonly Subject[], rule: TimeRule, now: Instant) {
  const stands = ground(...subjects);
  const context = { pipeline: leads, ground: stands, now };
  return {
    waits: waitsOf(subjects, rule, { ground: stands, tally: workingTally(stands.config.calendar), now }),
    funnels: funnelsOf(subjects, { ...context, cohorts: { by: "month" } }),
    flow: flowOf(subjects, { ...context, periods: periodsUpTo(now, "week", 8, "UTC") }),
    ageing: ageingOf(subjects, context),
    bottleneck: bottleneckOf(subjects, context),
    anomalies: anomaliesOf(subjects, { now, readAt: null }),
  };
}

/** The same item as somebody would have read it at `now`. */
function readAt(one: Subject, now: Instant): Subject {
  const visits = one.place.visits.filter(({ entered }) => entered <= now);
  const last = visits.at(-1)!;
  const place = {
    ...one.place,
    id: last.stage,
    since: last.entered,
    visits: [...visits.slice(0, -1), { ...last, left: null }],
  };
  const history = one.item.history.known ? one.item.history.value.filter((fact) => fact.at <= now) : [];
  return { ...one, place, item: { ...one.item, history: known(history) } };
}

describe("laws of measures", () => {
  it("as-of: what was read at t, and what is read later, say the same of t", () => {
    fc.assert(
      fc.property(anySubjects, anyRule, anyMoment, (subjects, rule, now) => {
        const then = subjects.filter(({ item }) => item.createdAt <= now).map((one) => readAt(one, now));
        expect(everything(subjects, rule, now)).toEqual(everything(then, rule, now));
      }),
      { numRuns: 200 },
    );
  });

  it("the order of the items does not matter", () => {
    fc.assert(
      fc.property(anySubjects, anyRule, anyMoment, (subjects, rule, now) => {
        expect(everything([...subjects].reverse(), rule, now)).toEqual(everything(subjects, rule, now));
      }),
      { numRuns: 50 },
    );
  });

  it("waits are never negative, but for those that are listed as anomalies", () => {
    fc.assert(
      fc.property(anySubjects, anyRule, anyMoment, (subjects, rule, now) => {
        const { waits } = everything(subjects, rule, now).waits;
        const odd = new Set(columnsOf(waits, now).anomalies.map(({ item }) => item));
        for (const { item, days, workingSeconds, from, until } of waits) {
          if (odd.has(item)) continue;
          expect(days).toBeGreaterThanOrEqual(0);
          expect(workingSeconds).toBeGreaterThanOrEqual(0);
          expect(workingSeconds).toBeLessThanOrEqual(secondsOf(until) - secondsOf(from));
          expect(until <= now).toBe(true);
        }
      }),
    );
  });

  it("every item is counted once: it waits, has not begun, or cannot be timed", () => {
    fc.assert(
      fc.property(anySubjects, anyRule, anyMoment, (subjects, rule, now) => {
        const { items, waits, notBegun, endedUntimed, unread } = everything(subjects, rule, now).waits;
        expect(waits.length + notBegun.length + endedUntimed.length + unread.length).toBe(items);
      }),
    );
  });

  it("row 57: takes more than ten thousand items", () => {
    const subjects = Array.from({ length: 10_001 }, (_, n) =>
      subject({
        number: n + 1,
        way: [
          ["lead", "2025-07-07"],
          ["qualified", "2025-07-11"],
        ],
      }),
    );
    const rule = {
      from: milestones[0]!,
      to: { kind: "enters", stage: "partner" },
      reentry: "first",
      skipped: "reached",
    } as const;
    const all = everything(subjects, { ...rule, names: { from: "opened", to: "partner" } }, at("2025-12-01"));
    expect(all.waits.waits).toHaveLength(10_001);
    expect(all.ageing.items).toHaveLength(10_001);
    expect(all.funnels.funnels[0]!.edges.map(({ moves }) => moves)).toEqual([10_001, 10_001]);
  });
});
