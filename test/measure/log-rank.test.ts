import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logRank } from "../../src/measure/log-rank.ts";
import type { WaitColumns } from "../../src/measure/wait.ts";
import { golden, waitsOf } from "./r-numbers.ts";

interface Case {
  readonly days: readonly number[];
  readonly reached: readonly number[];
  readonly group: readonly string[];
  readonly groups: readonly string[];
  readonly n: readonly number[];
  readonly observed: readonly number[];
  readonly expected: readonly number[];
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
}

function groupsOf({ days, reached, group, groups }: Case): readonly WaitColumns[] {
  return groups.map((name) => {
    const rows = group.flatMap((one, row) => (one === name ? [row] : []));
    return waitsOf(
      rows.map((row) => days[row]!),
      rows.map((row) => reached[row]!),
    );
  });
}

describe("the log-rank test", () => {
  it.each([
    { groups: [], why: "no groups" },
    { groups: [waitsOf([1, 2], [1, 1])], why: "one group" },
    { groups: [waitsOf([1, 2], [0, 0]), waitsOf([1], [0])], why: "nothing was reached" },
    { groups: [waitsOf([1, 2], [1, 1]), waitsOf([], [])], why: "the other group is empty" },
    { groups: [waitsOf([5], [1]), waitsOf([5], [1])], why: "everybody ended at once: nothing can differ" },
  ])("says nothing where nothing can be compared: $why", ({ groups }) => {
    expect(logRank(groups)).toBeNull();
  });

  it.each([
    { name: "lungBySex", why: "two groups" },
    { name: "lungByCare", why: "four groups, one of a single wait" },
    { name: "aml", why: "two small groups" },
  ] as const)("equals R's survdiff for $name: $why", ({ name }) => {
    const r = golden<Record<string, Case>>("log-rank.json")[name]!;
    const test = logRank(groupsOf(r))!;
    expect(test.groups.map(({ n }) => n)).toEqual(r.n);
    expect(test.groups.map(({ observed }) => observed)).toEqual(r.observed);
    for (const [group, { expected }] of test.groups.entries()) expect(expected).toBeCloseTo(r.expected[group]!, 9);
    expect(test.chiSquare).toBeCloseTo(r.chiSquare, 9);
    expect(test.df).toBe(r.df);
    expect(test.p).toBeCloseTo(r.p, 12);
  });

  it("gives the published figures for lung by sex: 10.3 on 1 degree of freedom, p = 0.001", () => {
    const { chiSquare, df, p } = logRank(groupsOf(golden<Record<string, Case>>("log-rank.json").lungBySex!))!;
    expect([chiSquare.toFixed(1), df, p.toFixed(3)]).toEqual(["10.3", 1, "0.001"]);
  });

  it("does not depend on the order of the groups, and expects in all as many as were observed", () => {
    const group = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1 })), { minLength: 3, maxLength: 20 })
      .map((rows) =>
        waitsOf(
          rows.map(([day]) => day),
          rows.map(([, end]) => end),
        ),
      );
    fc.assert(
      fc.property(fc.array(group, { minLength: 2, maxLength: 4 }), (groups) => {
        const [one, other] = [logRank(groups), logRank([...groups].reverse())];
        expect(other?.df).toBe(one?.df);
        if (one === null || other === null) return;
        expect(Math.abs(other.chiSquare - one.chiSquare)).toBeLessThan(1e-6 * Math.max(1, one.chiSquare));
        const sum = (of: "observed" | "expected") => one.groups.reduce((all, each) => all + each[of], 0);
        expect(sum("expected")).toBeCloseTo(sum("observed"), 9);
      }),
    );
  });

  it("sees no difference where waits that are watched late are the same in both groups", () => {
    const one = waitsOf([5, 9, 12, 20], [1, 0, 1, 1], { entry: [0, 4, 6, 3] });
    expect(logRank([one, one])!.chiSquare).toBeCloseTo(0, 12);
  });

  it("does not count those who are not watched yet among those at risk", () => {
    // By hand, time 2: only the first group is watched, so its one end is expected of it alone.
    // Time 6: 1 of the first and 2 of the second are watched, 1 ends: expected 1/3 and 2/3. Time 8: 1/2 and 1/2. Time 9: 1 and 0.
    const early = waitsOf([2, 9], [1, 1], { entry: [0, 0] });
    const late = waitsOf([6, 8], [1, 1], { entry: [4, 5] });
    const { groups } = logRank([early, late])!;
    expect(groups[0]!.expected).toBeCloseTo(1 + 1 / 3 + 1 / 2 + 1, 12);
    expect(groups[1]!.expected).toBeCloseTo(2 / 3 + 1 / 2, 12);
  });
});
