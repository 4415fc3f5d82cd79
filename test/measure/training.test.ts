/** Hours of training by community, and who is behind; every sum is worked out beside it. */
import { describe, expect, it } from "vitest";
import type { Subject } from "../../src/measure/subject.ts";
import { trainingOf } from "../../src/measure/training.ts";
import type { ContractFields } from "../../src/model/money.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import { known, unknown } from "../support/builders.ts";
import { at, leads } from "./lives.ts";
import { ground, subject } from "./subjects.ts";

const contracts = { start: "start", end: "end" } as ContractFields;
const sessions: Pipeline = { ...leads, name: "sessions" };
const agreements: Pipeline = { ...leads, name: "agreements", contracts };
const rule = { of: "sessions", hours: "hours", agreed: { in: "agreements", hours: "training" } };

let number = 0;
/** In the lead's stages: `partner` is where both lead. */
function item(
  pipeline: Pipeline,
  answers: Readonly<Record<string, string>>,
  more: Partial<Subject> = {},
  stage = "partner",
) {
  number += 1;
  const way = [["lead", "2025-07-01"], ...(stage === "lead" ? [] : [[stage, "2025-07-02"] as const])] as const;
  return subject({ number, way, pipeline, more: { community: "reef", answers: known(answers), ...more } });
}

const held = (hours: string, more: Partial<Subject> = {}) => item(sessions, { hours }, more);
const signed = (training: string, more: Partial<Subject> = {}) =>
  item(agreements, { training, start: "2025-01-01", end: "2025-12-31" }, more);

/** 1 October 2025 is day 274 of 365: 273 are over. */
function measure(...subjects: readonly Subject[]) {
  const { communities, problems } = trainingOf(subjects, rule, { ground: ground(...subjects), now: at("2025-10-01") });
  const [reef, ...others] = communities;
  return { reef, others, problems: problems.map(({ what }) => what) };
}

describe("training", () => {
  it("is nothing where there is none", () => {
    expect(measure(subject())).toEqual({ reef: undefined, others: [], problems: [] });
  });

  it("adds up what was held and what was agreed", () => {
    // 1.5 + 2.25 of 12 + 3; 15 × 273/365 = 11.22 are expected; 7.47 are missing, more than a quarter of 15.
    const { reef, others, problems } = measure(held("1.5"), held("2.25"), signed("12"), signed("3"));
    expect([others, problems]).toEqual([[], []]);
    expect(reef).toMatchObject({ community: "reef", agreed: 15, delivered: 3.75 });
    expect(reef?.held).toHaveLength(2);
    expect(reef?.expected).toBeCloseTo(11.219, 3);
    expect(reef?.behind).toBeCloseTo(7.469, 3);
  });

  it.each<readonly [why: string, hours: string, behind: boolean]>([
    // 12 × 273/365 = 8.979; a quarter of 12 is 3: the edge is at 5.979.
    ["a little over a quarter is missing", "5.97", true],
    ["a little under a quarter is missing", "5.98", false],
    ["more was held than agreed", "20", false],
  ])("says who is behind: %s", (_, hours, behind) => {
    expect(measure(held(hours), signed("12")).reef?.behind !== null).toBe(behind);
  });

  it.each<readonly [why: string, subjects: () => readonly Subject[], agreed: number | null, delivered: number]>([
    ["a session that is planned", () => [item(sessions, { hours: "2" }, {}, "lead")], null, 0],
    ["an agreement that is not signed", () => [held("1"), item(agreements, { training: "9" }, {}, "lead")], null, 1],
    ["an agreement without training", () => [held("1"), signed("")], null, 1],
  ])("counts no hours of %s", (_, subjects, agreed, delivered) => {
    const { reef, problems } = measure(...subjects());
    expect(reef).toMatchObject({ agreed, delivered, behind: null });
    expect(problems).toEqual([]);
  });

  it.each<readonly [why: string, subjects: () => readonly Subject[], says: RegExp]>([
    ["a word", () => [held("two"), signed("12")], /"two" \("hours"\) is no number of hours; it is in no sum/],
    ["a negative number", () => [held("-2"), signed("12")], /is no number of hours/],
    ["nothing, of a session that was held", () => [held(""), signed("12")], /does not say how long it was/],
    ["a word, of an agreement", () => [held("1"), signed("a day")], /"a day" \("training"\) is no number of hours/],
    [
      "answers that were not read",
      () => [held("1", { answers: unknown("its form is gone") }), signed("12")],
      /form is gone/,
    ],
  ])("lists %s, and says of nobody that they are behind", (_, subjects, says) => {
    const { reef, problems } = measure(...subjects());
    expect(problems).toEqual([expect.stringMatching(says)]);
    expect([reef?.agreed, reef?.behind]).toEqual([null, null]);
  });

  it("lists a session of no community", () => {
    const { reef, problems } = measure(held("1", { community: null }));
    expect([reef, problems]).toEqual([undefined, [expect.stringContaining("names no community")]]);
  });

  it("does not know who is behind without a term", () => {
    const { reef } = measure(item(agreements, { training: "12", start: "soon", end: "2025-12-31" }));
    expect(reef).toMatchObject({ agreed: 12, expected: null, behind: null });
  });
});
