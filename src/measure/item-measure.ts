/**
 * One item's place and attempts → everything a report says about that item as of one instant. It adds no judgement:
 * the moves are those that `stageOf` accepted, the attempts those that it did not.
 */
import type { StagePlace } from "../model/change.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Instant } from "../model/time.ts";
import { type StageSum, stageSums } from "./stage-sums.ts";
import { type StageTimes, stageTimes, visitsAt } from "./stage-times.ts";

/** An item and what `stageOf` made of its facts. */
export interface ItemHistory {
  /** `owner/repo#n` */
  readonly ref: string;
  readonly url: string;
  readonly title: string;
  readonly openedAt: Instant;
  readonly place: StagePlace;
  /** Moves that the pipeline does not allow, oldest first. */
  readonly attempts: readonly Attempt[];
}

/** A move that somebody tried and that the pipeline does not allow. */
export interface Attempt {
  readonly at: Instant;
  readonly from: string | null;
  readonly to: string;
  readonly by: string | null;
}

/** One row of the log. */
export interface Move extends Attempt {
  /** false: the pipeline does not allow it, and it counts in no measure. */
  readonly accepted: boolean;
}

/** One item, measured. */
export interface ItemMeasure
  extends Pick<ItemHistory, "ref" | "url" | "title" | "openedAt">,
    Omit<StageTimes, "stages"> {
  readonly stage: string;
  readonly since: Instant;
  /** false: "since at least". */
  readonly exact: boolean;
  /** In the pipeline's order, several stays in one stage added. */
  readonly stages: readonly StageSum[];
  /** Oldest first; opening is the first one. */
  readonly moves: readonly Move[];
}

/** Measures one item; null when it did not exist yet at `now`. */
export function measureItem(item: ItemHistory, pipeline: Pipeline, now: Instant): ItemMeasure | null {
  const { ref, url, title, openedAt } = item;
  const times = stageTimes(item.place, { openedAt, pipeline }, now);
  const last = visitsAt(item.place, now).at(-1);
  if (times === null || last === undefined) return null;
  const order = pipeline.stages.map((stage) => stage.id);
  return {
    ref,
    url,
    title,
    openedAt,
    stage: last.stage,
    since: last.entered,
    exact: last.exact,
    ...times,
    stages: stageSums(times.stages, order),
    moves: movesOf(item, now),
  };
}

function movesOf({ place, attempts }: ItemHistory, now: Instant): readonly Move[] {
  const visits = visitsAt(place, now);
  const accepted = visits.map((visit, index) => ({
    at: visit.entered,
    from: visits[index - 1]?.stage ?? null,
    to: visit.stage,
    by: visit.by,
    accepted: true,
  }));
  const refused = attempts.filter(({ at }) => at <= now).map((attempt) => ({ ...attempt, accepted: false }));
  return [...accepted, ...refused].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
