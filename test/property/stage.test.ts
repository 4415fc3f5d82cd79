import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stageOf } from "../../src/history/stage.ts";
import type { Fact } from "../../src/model/fact.ts";
import type { Pipeline } from "../../src/model/pipeline.ts";
import type { Item, Read } from "../../src/model/snapshot.ts";
import { plusSeconds } from "../../src/model/time.ts";
import { known, labeled, milepost, moved, world } from "../support/builders.ts";
import { listOf } from "./apply-to-snapshot.ts";
import { anyActs, anyConfig, lived, type Timed } from "./people.ts";

const cases = fc.record({ acts: anyActs, config: anyConfig, shuffle: fc.nat() });
const anyPipeline = anyConfig.map(({ pipelines }) => pipelines[0]!);

function standing(item: Item, pipeline: Pipeline) {
  return stageOf(item, world(), pipeline, null);
}

/** Every act at a time of its own. */
function apart(acts: readonly Timed[]): readonly Timed[] {
  return acts.map(({ act, after }) => ({ act, after: after + 1 }));
}

function shuffled<T>(read: Read<readonly T[]>, seed: number): Read<readonly T[]> {
  const keyed = listOf(read).map((value, index) => ({ value, key: ((index + 1) * (seed + 7919)) % 1009 }));
  return known(keyed.sort((a, b) => a.key - b.key).map(({ value }) => value));
}

describe("laws of stageOf", () => {
  it("does not depend on the order in which facts of different times are listed", () => {
    fc.assert(
      fc.property(cases, ({ acts, config, shuffle }) => {
        const item = lived(apart(acts)).have.item;
        // The default card is added and put into its column in one second; GitHub's order of those two stays.
        const [added, first, ...rest] = listOf(item.boardHistory);
        const moves = shuffled(known(rest), shuffle);
        const other = {
          ...item,
          history: shuffled(item.history, shuffle),
          boardHistory: known([added!, first!, ...listOf(moves)]),
        };
        expect(standing(other, config.pipelines[0]!)).toEqual(standing(item, config.pipelines[0]!));
      }),
    );
  });

  it("never heeds what our own identities did, whenever they did it", () => {
    const own = fc.record({
      after: fc.nat(100_000),
      label: fc.constantFrom("stage: qualified", "stage: partner", "bug"),
    });
    fc.assert(
      fc.property(anyActs, anyPipeline, fc.array(own, { maxLength: 4 }), (acts, pipeline, written) => {
        const { item } = lived(acts).have;
        const facts = written.map(({ after, label }) => labeled(label, plusSeconds(item.createdAt, after), milepost));
        const withOwn = { ...item, history: inOrder([...listOf(item.history), ...facts]) };
        expect(standing(withOwn, pipeline)).toEqual(standing(item, pipeline));
      }),
    );
  });

  it("never changes the past: a later fact leaves earlier stays as they were", () => {
    fc.assert(
      fc.property(anyActs, anyPipeline, fc.constantFrom("Lead", "Prospect", "Lost"), (acts, pipeline, column) => {
        const { have, at } = lived(acts);
        const before = standing(have.item, pipeline).place!.visits;
        const later = moved(column, plusSeconds(at, 60));
        const item = { ...have.item, boardHistory: known([...listOf(have.item.boardHistory), later]) };
        const after = standing(item, pipeline).place!.visits;
        const closed = before.map((visit, index) => ({ ...visit, left: after[index + 1]?.entered ?? visit.left }));
        expect(after.slice(0, before.length)).toEqual(closed);
      }),
    );
  });

  it("gives stays that follow on each other, each another stage than the one before, numbered per stage", () => {
    fc.assert(
      fc.property(anyActs, anyPipeline, (acts, pipeline) => {
        const { visits, id, since } = standing(lived(acts).have.item, pipeline).place!;
        for (const [index, visit] of visits.entries()) {
          const next = visits[index + 1];
          expect(visit.left).toBe(next?.entered ?? null);
          expect(visit.stage).not.toBe(next?.stage);
          expect(visit.visit).toBe(visits.slice(0, index + 1).filter(({ stage }) => stage === visit.stage).length);
        }
        expect([visits.at(-1)!.stage, visits.at(-1)!.entered]).toEqual([id, since]);
      }),
    );
  });

  it("accepts only moves that the pipeline lists, but for reopening and what nobody saw", () => {
    fc.assert(
      fc.property(anyActs, anyPipeline, (acts, pipeline) => {
        const { visits } = standing(lived(acts).have.item, pipeline).place!;
        for (const [index, visit] of visits.slice(1).entries()) {
          const listed = pipeline.moves === null || (pipeline.moves[visits[index]!.stage] ?? []).includes(visit.stage);
          expect(listed || visit.fact.includes("reopened") || !visit.exact).toBe(true);
        }
      }),
    );
  });

  function inOrder(facts: readonly Fact[]): Read<readonly Fact[]> {
    return known([...facts].sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1)));
  }
});
