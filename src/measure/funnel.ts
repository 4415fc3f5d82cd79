/**
 * Items → where each went, per cohort: how many came to each stage, and from each stage where they went on to, steps
 * back among them. Every stay is accounted for: what came into a stage left it again or is still there.
 */
import type { CohortRule } from "../model/milestone.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Instant } from "../model/time.ts";
import { cohortOf } from "./cohorts.ts";
import type { Incomplete } from "./item-measure.ts";
import { momentsOf } from "./milestones.ts";
import { noiseSeconds, settledVisits } from "./settled-visits.ts";
import { type Ground, refOf, type Subject } from "./subject.ts";

/** A pipeline's cohorts, in alphabetical order, which is that of time for months and quarters. */
export interface Funnels {
  readonly asOf: Instant;
  readonly pipeline: string;
  readonly cohorts: CohortRule;
  readonly policy: { readonly skipped: "reached"; readonly noiseSeconds: number };
  readonly funnels: readonly Funnel[];
  readonly unread: readonly Incomplete[];
}

/** One cohort. */
export interface Funnel {
  readonly cohort: string;
  /** Items of the cohort. */
  readonly n: number;
  /** In the pipeline's order. */
  readonly stages: readonly FunnelStage[];
  /** Only those that were taken, in the pipeline's order. */
  readonly edges: readonly FunnelEdge[];
}

export interface FunnelStage {
  readonly stage: string;
  /** Items that came to it, or jumped over it; those that were lost before did not. Sorted. */
  readonly reached: readonly string[];
  /** Of the cohort; null when that is empty. */
  readonly share: number | null;
  /** Stays; an item that came back has several. */
  readonly stays: number;
  /** Items that stand here. */
  readonly here: readonly string[];
}

/** Moves from one stage to another. */
export interface FunnelEdge {
  /** null: opened there. */
  readonly from: string | null;
  readonly to: string;
  readonly moves: number;
  /** Items that made the move, each once. */
  readonly items: readonly string[];
  /** Items that were ever in `from`; of an opening, all. */
  readonly of: number;
  /** `items` of `of`. */
  readonly share: number;
  /** Whether it leads to an earlier stage, or out of one in which items end. */
  readonly back: boolean;
}

/** The funnel of each cohort. The order of the items does not matter. */
export function funnelsOf(
  subjects: readonly Subject[],
  {
    pipeline,
    cohorts,
    ground,
    now,
  }: {
    readonly pipeline: Pipeline;
    readonly cohorts: CohortRule;
    readonly ground: Ground;
    readonly now: Instant;
  },
): Funnels {
  const groups = new Map<string, Subject[]>();
  const unread: Incomplete[] = [];
  for (const one of subjects.filter(({ item }) => item.createdAt <= now)) {
    const cohort = cohortOf(one, cohorts, ground.config.calendar.zone, now);
    if (!cohort.known) {
      unread.push({ ref: refOf(one), url: one.item.url, why: `could not be counted: ${cohort.why}.` });
      continue;
    }
    const group = groups.get(cohort.value);
    if (group === undefined) groups.set(cohort.value, [one]);
    else group.push(one);
  }
  const named = [...groups].sort(([a], [b]) => byText(a, b));
  return {
    asOf: now,
    pipeline: pipeline.name,
    cohorts,
    policy: { skipped: "reached", noiseSeconds },
    funnels: named.map(([cohort, members]) => funnelOf(cohort, members, { pipeline, ground, now })),
    unread: unread.sort((a, b) => byText(a.ref, b.ref)),
  };
}

interface Context {
  readonly pipeline: Pipeline;
  readonly ground: Ground;
  readonly now: Instant;
}

function funnelOf(cohort: string, members: readonly Subject[], context: Context): Funnel {
  const ways = members
    .map((one) => ({ one, ref: refOf(one), stages: stagesOf(one, context) }))
    .sort((a, b) => byText(a.ref, b.ref));
  const stages = context.pipeline.stages.map(({ id: stage }): FunnelStage => {
    const reached = ways.filter(({ one }) => hasReached(one, stage, context)).map(({ ref }) => ref);
    return {
      stage,
      reached,
      share: ways.length === 0 ? null : reached.length / ways.length,
      stays: ways.reduce((sum, way) => sum + way.stages.filter((one) => one === stage).length, 0),
      here: ways.filter((way) => way.stages.at(-1) === stage).map(({ ref }) => ref),
    };
  });
  return { cohort, n: ways.length, stages, edges: edgesOf(ways, context.pipeline) };
}

function stagesOf({ place }: Subject, { now }: Context): readonly string[] {
  return settledVisits(place, now).map(({ stage }) => stage);
}

function hasReached(one: Subject, stage: string, { ground, now }: Context): boolean {
  const moments = momentsOf(one, { kind: "enters", stage }, { ground, now, skipped: "reached" });
  return moments.known && moments.value.length > 0;
}

interface Way {
  readonly ref: string;
  readonly stages: readonly string[];
}

function edgesOf(ways: readonly Way[], { stages }: Pipeline): readonly FunnelEdge[] {
  const ids = stages.map(({ id }) => id);
  const moves = new Map<string, string[]>();
  for (const { ref, stages: visited } of ways) {
    for (const [n, to] of visited.entries()) {
      const key = edgeKey(visited[n - 1] ?? null, to);
      const taken = moves.get(key);
      if (taken === undefined) moves.set(key, [ref]);
      else taken.push(ref);
    }
  }
  return [null, ...ids].flatMap((from) =>
    ids.flatMap((to): readonly FunnelEdge[] => {
      const taken = moves.get(edgeKey(from, to)) ?? [];
      if (taken.length === 0) return [];
      const items = [...new Set(taken)];
      const of = from === null ? ways.length : ways.filter((way) => way.stages.includes(from)).length;
      const left = stages.find(({ id }) => id === from);
      const back = left !== undefined && (left.outcome !== null || ids.indexOf(to) < ids.indexOf(left.id));
      return [{ from, to, moves: taken.length, items, of, share: items.length / of, back }];
    }),
  );
}

/** Ids have no blanks. */
function edgeKey(from: string | null, to: string): string {
  return `${from ?? ""} ${to}`;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
