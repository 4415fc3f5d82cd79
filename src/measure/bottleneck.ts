/**
 * Items → how many days an item may expect to spend in each stage, and that stage's share of the whole way. Days per
 * stay are the area under the Kaplan–Meier curve as far as it goes; times stays per item, because some skip a stage and
 * some come back. Where the longest stay is still open the figure is "at least".
 */
import type { Pipeline } from "../model/pipeline.ts";
import type { Instant } from "../model/time.ts";
import { kaplanMeier, type SurvivalCurve } from "./kaplan-meier.ts";
import { enoughStays, type StageStay, staysIn } from "./stays.ts";
import type { Ground, Subject } from "./subject.ts";
import { columnsOf } from "./wait.ts";

/** The stages on the way, in the pipeline's order. */
export interface Bottleneck {
  readonly asOf: Instant;
  readonly pipeline: string;
  readonly policy: { readonly enough: number };
  /** Items that existed. */
  readonly items: number;
  readonly stages: readonly StageLoad[];
  /** Days of all stages that could be told; null when none could. */
  readonly days: number | null;
  /** The stage with the largest share; null when there is none, or a stage that was visited could not be told. */
  readonly slowest: string | null;
}

export interface StageLoad {
  readonly stage: string;
  readonly stays: number;
  /** Stays that the curve is read from. */
  readonly n: number;
  readonly open: number;
  /** Items that have been here, sorted. */
  readonly refs: readonly string[];
  /** Days per stay; null: not enough stays. */
  readonly daysPerStay: number | null;
  /** Whether `daysPerStay` can only be more: the longest stay is not over. */
  readonly atLeast: boolean;
  readonly staysPerItem: number;
  /** Days that an item may expect to spend here, those that never come among them. 0 when nobody ever came. */
  readonly days: number | null;
  /** Of `Bottleneck.days`; null where `days` is, and where the whole is 0. */
  readonly share: number | null;
}

/** Measures every stage on the way. */
export function bottleneckOf(
  subjects: readonly Subject[],
  { pipeline, ground, now }: { readonly pipeline: Pipeline; readonly ground: Ground; readonly now: Instant },
): Bottleneck {
  const here = subjects.filter(({ item }) => item.createdAt <= now);
  const stays = staysIn(here, ground, now);
  const loads = pipeline.stages
    .filter(({ outcome }) => outcome === null)
    .map(({ id }) => loadOf(id, stays, here.length, now));
  const told = loads.flatMap(({ days }) => days ?? []);
  const days = told.length === 0 ? null : told.reduce((sum, one) => sum + one, 0);
  const stages = loads.map((load) => ({
    ...load,
    share: load.days === null || days === null || days === 0 ? null : load.days / days,
  }));
  const most = stages.reduce<StageLoad | null>((top, one) => ((one.share ?? 0) > (top?.share ?? 0) ? one : top), null);
  const slowest = told.length < loads.length ? null : (most?.stage ?? null);
  return {
    asOf: now,
    pipeline: pipeline.name,
    policy: { enough: enoughStays },
    items: here.length,
    stages,
    days,
    slowest,
  };
}

function loadOf(stage: string, all: readonly StageStay[], items: number, now: Instant): Omit<StageLoad, "share"> {
  const stays = all.filter((stay) => stay.stage === stage);
  const { columns } = columnsOf(stays, now);
  const curve = kaplanMeier(columns);
  const isEnough = curve.n >= enoughStays;
  const daysPerStay = isEnough ? areaUnder(curve) / 86_400 : null;
  const staysPerItem = items === 0 ? 0 : stays.length / items;
  return {
    stage,
    stays: stays.length,
    n: curve.n,
    open: columns.end.reduce((sum, end) => sum + (end === 0 ? 1 : 0), 0),
    refs: [...new Set(stays.map(({ item }) => item))].sort(),
    daysPerStay,
    atLeast: isEnough && curve.survival.at(-1)! > 0,
    staysPerItem,
    days: stays.length === 0 ? 0 : daysPerStay === null ? null : daysPerStay * staysPerItem,
  };
}

/** Up to the last time that was seen; R calls it the restricted mean. */
function areaUnder({ time, survival }: SurvivalCurve): number {
  let [area, before, share] = [0, 0, 1];
  for (const [row, at] of time.entries()) {
    area += (at - before) * share;
    before = at;
    share = survival[row]!;
  }
  return area;
}
