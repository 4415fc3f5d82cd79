/**
 * Limits written out: 16 promoters and 10 detractors of 36. n + 3 = 39; u = 16.75/39 = 0.42949, d = 10.75/39 = 0.27564;
 * u − d = 0.15385; √((u + d − (u − d)²)/39) = √(0.68146/39) = 0.13219; × 1.95996 = 0.25908; so −10.52 to 41.29. The same
 * in R 4.2: f <- function(p, d, n) { u <- (p+.75)/(n+3); w <- (d+.75)/(n+3); s <- qnorm(.975)*sqrt((u+w-(u-w)^2)/(n+3));
 * 100 * c((p-d)/n, u-w-s, u-w+s) }.
 */
import { describe, expect, it } from "vitest";
import { netPromoterScore, satisfactionOf } from "../../src/measure/satisfaction.ts";
import type { Answer } from "../../src/model/answer.ts";

const lens = { today: "2026-11-23", quarters: 4, satisfiedFrom: 7 };

function answer(score: number | null, more: Partial<Answer> = {}): Answer {
  return { community: "estuary", day: "2026-09-30", score, touchPoint: null, item: null, ...more };
}

const measure = (answers: readonly Answer[], knowsAsked = false) => satisfactionOf({ answers, knowsAsked }, lens);
const scores = (...all: readonly (number | null)[]) => all.map((score) => answer(score));

describe("the net promoter score", () => {
  it("is nothing without answers", () => {
    expect(netPromoterScore(0, 0, 0)).toBeNull();
    expect(measure([]).all).toEqual({
      n: 0,
      promoters: 0,
      passives: 0,
      detractors: 0,
      nps: null,
      csat: null,
      asked: null,
      response: null,
    });
  });

  const rows: {
    why: string;
    promoters: number;
    detractors: number;
    n: number;
    score: number;
    limits: [number, number];
  }[] = [
    {
      why: "the example above",
      promoters: 16,
      detractors: 10,
      n: 36,
      score: 16.6666667,
      limits: [-10.5235007, 41.2927314],
    },
    { why: "all promoters: never above 100", promoters: 5, detractors: 0, n: 5, score: 100, limits: [17.491453, 100] },
    {
      why: "all detractors: never below −100",
      promoters: 0,
      detractors: 5,
      n: 5,
      score: -100,
      limits: [-100, -17.491453],
    },
    {
      why: "all passive: none, with limits",
      promoters: 0,
      detractors: 0,
      n: 8,
      score: 0,
      limits: [-21.8223258, 21.8223258],
    },
    { why: "few", promoters: 3, detractors: 1, n: 6, score: 33.3333333, limits: [-26.7432588, 71.1877032] },
  ];
  it.each(rows)("has its limits: $why", ({ promoters, detractors, n, score, limits }) => {
    const found = netPromoterScore(promoters, detractors, n)!;
    expect(found.score).toBeCloseTo(score, 6);
    expect([found.lower, found.upper].map((one) => Math.round(one * 1e6) / 1e6)).toEqual(
      limits.map((one) => expect.closeTo(one, 5)),
    );
  });

  it("counts 9 and 10 as promoters, 7 and 8 as neither, 0 to 6 as detractors", () => {
    const { all } = measure(scores(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    expect(all).toMatchObject({ n: 11, promoters: 2, passives: 2, detractors: 7 });
    // (2 − 7) / 11
    expect(all.nps?.score).toBeCloseTo(-45.4545, 4);
    // 7, 8, 9 and 10
    expect(all.csat?.share).toBeCloseTo(4 / 11, 12);
  });

  it("is not given under five answers, however many were asked", () => {
    expect(measure(scores(10, 10, 10, 10, null, null), true).all).toMatchObject({
      n: 4,
      nps: null,
      csat: null,
      asked: 6,
    });
    expect(measure(scores(10, 10, 10, 10, 9)).all.nps?.score).toBe(100);
  });
});

describe("the response rate", () => {
  it("is the answers of those asked", () => {
    // 3 of 4: Wilson 1927, prop.test(3, 4, correct = FALSE) in R: 0.3006418 to 0.9544127
    const { asked, response } = measure(scores(9, 8, null, 3), true).all;
    expect(asked).toBe(4);
    expect(response).toMatchObject({
      share: 0.75,
      lower: expect.closeTo(0.3006418, 6),
      upper: expect.closeTo(0.9544127, 6),
    });
  });

  it("is not made up where only answers are known", () => {
    expect(measure(scores(9, 8, 3)).all).toMatchObject({ asked: null, response: null });
  });
});

describe("groups", () => {
  it("has every quarter, also those without answers, and leaves out what came later", () => {
    const { quarters, all } = measure([
      answer(9, { day: "2026-03-31" }),
      answer(9, { day: "2026-04-01" }),
      answer(2, { day: "2026-11-23" }),
      answer(2, { day: "2026-11-24" }),
      answer(2, { day: "2025-12-31" }),
    ]);
    expect(quarters.map(({ name, n }) => [name, n])).toEqual([
      ["2026-Q1", 1],
      ["2026-Q2", 1],
      ["2026-Q3", 0],
      ["2026-Q4", 1],
    ]);
    expect(all.n).toBe(4);
  });

  it("goes back over a year's end", () => {
    const { quarters } = satisfactionOf(
      { answers: [], knowsAsked: false },
      { ...lens, today: "2026-02-01", quarters: 3 },
    );
    expect(quarters.map(({ name }) => name)).toEqual(["2025-Q3", "2025-Q4", "2026-Q1"]);
  });

  it("gives touch points and communities by name, each with its newest answer", () => {
    const { touchPoints, communities } = measure([
      answer(9, { community: "reef", touchPoint: "support", day: "2026-08-01" }),
      answer(4, { community: "estuary", touchPoint: "quarter", day: "2026-08-02" }),
      answer(null, { community: "estuary", touchPoint: "quarter", day: "2026-08-03" }),
      answer(8, { community: "estuary", day: "2026-07-01" }),
    ]);
    expect(touchPoints.map(({ name, n }) => [name, n])).toEqual([
      ["quarter", 1],
      ["support", 1],
    ]);
    expect(communities.map(({ name, newest }) => [name, newest?.score])).toEqual([
      ["estuary", 4],
      ["reef", 9],
    ]);
  });

  it("lists low answers, the newest first", () => {
    const { low } = measure([
      answer(6, { day: "2026-01-01" }),
      answer(7),
      answer(0, { day: "2026-02-01" }),
      answer(null),
    ]);
    expect(low.map(({ score }) => score)).toEqual([0, 6]);
  });

  it("gives the same whatever order answers come in", () => {
    const all = scores(1, 9, 10, 7, 3, 8);
    expect(measure(all.toReversed()).all).toEqual(measure(all).all);
  });
});
