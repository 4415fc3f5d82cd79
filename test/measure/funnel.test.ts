import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { funnelsOf } from "../../src/measure/funnel.ts";
import type { Subject } from "../../src/measure/subject.ts";
import type { CohortRule } from "../../src/model/milestone.ts";
import { known, labeled, unknown, unlabeled, withLabels } from "../support/builders.ts";
import { anySubjects } from "./any-subjects.ts";
import { at, leads } from "./lives.ts";
import { ground, subject } from "./subjects.ts";

function funnels(subjects: readonly Subject[], cohorts: CohortRule = { by: "all" }, now = "2025-12-01") {
  return funnelsOf(subjects, { pipeline: leads, cohorts, ground: ground(...subjects), now: at(now) });
}

/** Four leads: one signs, one is lost, one goes back a step, one stays. */
const four = [
  subject({
    number: 1,
    way: [
      ["lead", "2025-07-01"],
      ["qualified", "2025-07-05"],
      ["prospect", "2025-07-09"],
      ["partner", "2025-08-01"],
    ],
  }),
  subject({
    number: 2,
    way: [
      ["lead", "2025-07-02"],
      ["qualified", "2025-07-06"],
      ["lost", "2025-07-20"],
    ],
  }),
  subject({
    number: 3,
    way: [
      ["lead", "2025-08-03"],
      ["prospect", "2025-08-07"],
      ["qualified", "2025-08-11"],
    ],
  }),
  subject({ number: 4, way: [["lead", "2025-08-04"]] }),
];
const ref = (number: number) => `openwater/leads#${number}`;

describe("funnelsOf", () => {
  it("row 58: no items make no cohort", () => {
    expect(funnels([])).toMatchObject({ funnels: [], unread: [] });
  });

  it("counts who came to each stage, jumps included, and how many of the cohort that is", () => {
    const [all] = funnels(four).funnels;
    expect(all!.n).toBe(4);
    expect(all!.stages.map(({ stage, reached, share }) => [stage, reached.length, share])).toEqual([
      ["lead", 4, 1],
      ["qualified", 3, 0.75],
      ["prospect", 2, 0.5],
      ["partner", 1, 0.25],
      ["lost", 1, 0.25],
    ]);
    expect(all!.stages.map(({ here }) => here)).toEqual([[ref(4)], [ref(3)], [], [ref(1)], [ref(2)]]);
  });

  it("tells where each stage led, loops among it", () => {
    const edges = funnels(four).funnels[0]!.edges.map(({ from, to, items, of, back }) => [
      from,
      to,
      items.length,
      of,
      back,
    ]);
    expect(edges).toEqual([
      [null, "lead", 4, 4, false],
      ["lead", "qualified", 2, 4, false],
      ["lead", "prospect", 1, 4, false],
      ["qualified", "prospect", 1, 3, false],
      ["qualified", "lost", 1, 3, false],
      ["prospect", "qualified", 1, 2, true],
      ["prospect", "partner", 1, 2, false],
    ]);
  });

  it.each<{ why: string; cohorts: CohortRule; expected: readonly (readonly [string, number])[] }>([
    {
      why: "by month",
      cohorts: { by: "month" },
      expected: [
        ["2025-07", 2],
        ["2025-08", 2],
      ],
    },
    { why: "by quarter", cohorts: { by: "quarter" }, expected: [["2025-Q3", 4]] },
  ])("$why", ({ cohorts, expected }) => {
    expect(funnels(four, cohorts).funnels.map(({ cohort, n }) => [cohort, n])).toEqual(expected);
  });

  it("puts items together by answer or label, and those that do not say by themselves", () => {
    const items = [
      subject({
        number: 1,
        more: { answers: known({ source: "Conference" }) },
        item: { labels: withLabels("kind: museum") },
      }),
      subject({ number: 2, more: { answers: known({ source: "_No response_" }) } }),
      subject({ number: 3, more: { answers: unknown("the form was not read") } }),
    ];
    const byAnswer = funnels(items, { by: "answer", field: "source" });
    expect(byAnswer.funnels.map(({ cohort }) => cohort)).toEqual(["Conference", "not said"]);
    expect(byAnswer.unread.map((one) => one.ref)).toEqual([ref(3)]);
    const byLabel = funnels(items, { by: "label", prefix: "kind: " });
    expect(byLabel.funnels.map(({ cohort, n }) => [cohort, n])).toEqual([
      ["museum", 1],
      ["not said", 2],
    ]);
  });

  it("puts items together by the labels that they had then", () => {
    const facts = [labeled("kind: museum", at("2025-08-01")), unlabeled("kind: museum", at("2025-09-01"))];
    const one = subject({
      facts: [...facts, labeled("kind: school", at("2025-09-01"))],
      item: { labels: withLabels("kind: school") },
    });
    const cohortOn = (now: string) => funnels([one], { by: "label", prefix: "kind: " }, now).funnels[0]!.cohort;
    expect(["2025-07-31", "2025-08-01", "2025-09-01"].map(cohortOn)).toEqual(["not said", "museum", "school"]);
  });

  it("conserves items: what came into a stage left it or is there, and cohorts add up to all", () => {
    fc.assert(
      fc.property(anySubjects, (subjects) => {
        const monthly = funnels(subjects, { by: "month" }).funnels;
        const [all] = funnels(subjects).funnels;
        expect(monthly.reduce((sum, { n }) => sum + n, 0)).toBe(all?.n ?? 0);
        for (const { stage, stays, here } of all?.stages ?? []) {
          const moves = (side: "from" | "to") =>
            all!.edges.filter((edge) => edge[side] === stage).reduce((sum, edge) => sum + edge.moves, 0);
          expect(moves("to")).toBe(stays);
          expect(moves("from") + here.length).toBe(stays);
        }
      }),
    );
  });
});
