/**
 * Items → what came and went in each period, how much was in progress at its end, and the cumulative flow: how many had
 * come to each stage by then. What is in progress at the end of a period is what was at its beginning, with what came
 * and without what went. A moment on the edge belongs to the later period.
 */
import type { Pipeline } from "../model/pipeline.ts";
import type { Instant } from "../model/time.ts";
import { endingsOf } from "./endings.ts";
import { momentsOf } from "./milestones.ts";
import { endOf, type Period } from "./periods.ts";
import { settledVisits } from "./settled-visits.ts";
import { type Spell, spellsOf } from "./spells.ts";
import { type Ground, refOf, type Subject } from "./subject.ts";

/** One pipeline's flow; the periods are those asked for. */
export interface Flow {
  readonly asOf: Instant;
  readonly pipeline: string;
  readonly periods: readonly FlowPeriod[];
}

export interface FlowPeriod extends Period {
  /** Stretches of work that began; an item that was taken up again is there twice. Items, sorted. */
  readonly arrivals: readonly string[];
  /** Stretches that ended where the pipeline leads. */
  readonly completed: readonly string[];
  /** Stretches that ended otherwise. */
  readonly lost: readonly string[];
  /** Items in progress at the end. */
  readonly inProgress: readonly string[];
  /** In the pipeline's order: items that had ever come to the stage by the end, jumps included; never falls. */
  readonly cumulative: readonly { readonly stage: string; readonly count: number; readonly here: number }[];
}

/** Measures the flow. The order of the items does not matter. */
export function flowOf(
  subjects: readonly Subject[],
  {
    pipeline,
    ground,
    periods,
    now,
  }: {
    readonly pipeline: Pipeline;
    readonly ground: Ground;
    readonly periods: readonly Period[];
    readonly now: Instant;
  },
): Flow {
  const ways = subjects
    .filter(({ item }) => item.createdAt <= now)
    .map((one) => wayOf(one, pipeline, ground, now))
    .sort((a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0));
  return {
    asOf: now,
    pipeline: pipeline.name,
    periods: periods.map((period) => periodOf(period, ways, pipeline, now)),
  };
}

/** Stretches in progress, the transfer out of the pipeline among what ends one. */
export function workOf(one: Subject, ground: Ground, now: Instant): readonly Spell[] {
  const spells = spellsOf(one, now);
  const gone = endingsOf(one, ground, now).find(({ which }) => which === "transferred");
  if (gone === undefined) return spells;
  return spells
    .filter(({ from }) => from < gone.at)
    .map((spell) => (spell.end === null || spell.end.at > gone.at ? { ...spell, end: gone } : spell));
}

interface Way {
  readonly ref: string;
  readonly spells: readonly Spell[];
  /** When it first came to each stage; absent: never. */
  readonly firsts: Readonly<Record<string, Instant>>;
  readonly visits: ReturnType<typeof settledVisits>;
}

function wayOf(one: Subject, pipeline: Pipeline, ground: Ground, now: Instant): Way {
  const firsts = pipeline.stages.flatMap(({ id }) => {
    const moments = momentsOf(one, { kind: "enters", stage: id }, { ground, now, skipped: "reached" });
    const first = moments.known ? moments.value[0] : undefined;
    return first === undefined ? [] : [[id, first.at] as const];
  });
  return {
    ref: refOf(one),
    spells: workOf(one, ground, now),
    firsts: Object.fromEntries(firsts),
    visits: settledVisits(one.place, now),
  };
}

function periodOf(period: Period, ways: readonly Way[], { stages }: Pipeline, now: Instant): FlowPeriod {
  const end = endOf(period, now);
  const isIn = (at: Instant) => period.from <= at && at < end;
  const refs = (matches: (spell: Spell) => boolean) =>
    ways.flatMap(({ ref, spells }) => spells.filter(matches).map(() => ref));
  return {
    ...period,
    arrivals: refs(({ from }) => isIn(from)),
    completed: refs((spell) => spell.end?.good === true && isIn(spell.end.at)),
    lost: refs((spell) => spell.end?.good === false && isIn(spell.end.at)),
    inProgress: refs((spell) => spell.from < end && (spell.end === null || spell.end.at >= end)),
    cumulative: stages.map(({ id: stage }) => ({
      stage,
      count: ways.filter(({ firsts }) => firsts[stage] !== undefined && firsts[stage] < end).length,
      here: ways.filter(({ visits }) => visits.findLast(({ entered }) => entered < end)?.stage === stage).length,
    })),
  };
}
