/**
 * Every item of one pipeline → what its report says, as of one instant: the items, and per stage how many have been
 * there, how many are there now and how long they stayed. Items that could not be read are carried along with the
 * reason and never counted as absent.
 */
import type { Pipeline, Stage } from "../model/pipeline.ts";
import type { Instant } from "../model/time.ts";
import { type Incomplete, type ItemHistory, type ItemMeasure, measureItem } from "./item-measure.ts";
import { enough, type Median, medianOf } from "./median.ts";
import { reentryPolicy } from "./stage-sums.ts";

/** One pipeline, measured. */
export interface PipelineMeasure {
  readonly asOf: Instant;
  readonly pipeline: string;
  readonly policy: Policy;
  /** Sorted by when they were opened, then by ref. */
  readonly items: readonly ItemMeasure[];
  /** In the pipeline's order. */
  readonly stages: readonly StageSummary[];
  /** Sorted by ref. */
  readonly incomplete: readonly Incomplete[];
}

/** The choices behind the figures, so that a report can name them. */
export interface Policy {
  /** How several stays in one stage become one figure. */
  readonly reentry: "sum";
  /** Fewer than this many, and no median is given. */
  readonly enough: number;
  /** What becomes of a move that the pipeline does not allow. */
  readonly illegalMoves: Pipeline["illegalMoves"];
}

/** One stage over all items. */
export interface StageSummary {
  readonly stage: string;
  /** How people read it: the board's column, else the id. */
  readonly name: string;
  readonly outcome: Stage["outcome"];
  /** Items that have been here. */
  readonly n: number;
  /** Items that are here now. */
  readonly here: number;
  /** Items left out of `median` because they were here earlier than known. */
  readonly inexact: number;
  /** Calendar days per item; null for a stage in which items end. */
  readonly median: Median | null;
  /** Longest first; empty for a stage in which items end. */
  readonly times: readonly { readonly ref: string; readonly days: number; readonly open: boolean }[];
}

/** Measures a pipeline at `now`. The order of the input does not matter. */
export function measurePipeline(
  { items, incomplete }: { readonly items: readonly ItemHistory[]; readonly incomplete: readonly Incomplete[] },
  pipeline: Pipeline,
  now: Instant,
): PipelineMeasure {
  const measured = items
    .map((item) => measureItem(item, pipeline, now))
    .filter((item) => item !== null)
    .sort((a, b) => byText(a.openedAt, b.openedAt) || byText(a.ref, b.ref));
  return {
    asOf: now,
    pipeline: pipeline.name,
    policy: { reentry: reentryPolicy, enough, illegalMoves: pipeline.illegalMoves },
    items: measured,
    stages: pipeline.stages.map((stage) => summaryOf(stage, measured)),
    incomplete: [...incomplete].sort((a, b) => byText(a.ref, b.ref)),
  };
}

function summaryOf(stage: Stage, items: readonly ItemMeasure[]): StageSummary {
  const sums = items.flatMap((item) =>
    item.stages.filter((sum) => sum.stage === stage.id).map((sum) => ({ ref: item.ref, ...sum })),
  );
  const here = items.filter((item) => item.stage === stage.id).length;
  const exact = sums.filter((sum) => sum.exact);
  const ends = stage.outcome !== null;
  const times = sums.map(({ ref, days, open }) => ({ ref, days, open }));
  return {
    stage: stage.id,
    name: stage.board ?? stage.id,
    outcome: stage.outcome,
    n: items.filter((item) => item.moves.some((move) => move.verdict === "accepted" && move.to === stage.id)).length,
    here,
    inexact: sums.length - exact.length,
    median: ends ? null : medianOf(exact.map(({ days, open }) => ({ length: days, open }))),
    times: ends ? [] : times.sort((a, b) => b.days - a.days || byText(a.ref, b.ref)),
  };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
