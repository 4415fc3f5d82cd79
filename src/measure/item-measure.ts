/**
 * One item's place and attempts → everything a report says about that item as of one instant. It adds no judgement:
 * the moves are those that `stageOf` accepted, the attempts those that it did not.
 */
import type { Standing } from "../history/stage.ts";
import type { StagePlace } from "../model/change.ts";
import { refText } from "../model/key.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Item } from "../model/snapshot.ts";
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

/** A move that somebody tried and that the pipeline does not allow. Stages are ids. */
export interface Attempt {
  readonly at: Instant;
  readonly from: string;
  readonly to: string;
  readonly by: string | null;
  /** Whether a person has since made a move that is allowed, or taken this one back. */
  readonly resolved: boolean;
}

/** One row of the log. */
export interface Move {
  readonly at: Instant;
  /** null: it was opened. */
  readonly from: string | null;
  readonly to: string;
  readonly by: string | null;
  /** `open`: not allowed and not put right; it counts in no measure. `resolved`: not allowed, and put right since. */
  readonly verdict: "accepted" | "open" | "resolved";
}

/** An item that the report knows of and cannot measure. */
export interface Incomplete {
  readonly ref: string;
  readonly url: string;
  /** A sentence that continues the item's name: `was not read: …`. */
  readonly why: string;
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

/** What a report needs of an item; or why it cannot have it. */
export function historyOf(item: Item, { place, unaccepted, why }: Standing): ItemHistory | Incomplete {
  const ref = refText(item);
  if (place === null) return { ref, url: item.url, why: `could not be measured: ${why ?? "its history is unknown."}` };
  const attempts = unaccepted.map(({ at, from, to, by, resolved }) => ({ at, from, to, by, resolved }));
  return { ref, url: item.url, title: item.title, openedAt: item.createdAt, place, attempts };
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
  const accepted = visits.map(
    (visit, index): Move => ({
      at: visit.entered,
      from: visits[index - 1]?.stage ?? null,
      to: visit.stage,
      by: visit.by,
      verdict: "accepted",
    }),
  );
  const refused = attempts
    .filter(({ at }) => at <= now)
    .map(({ resolved, ...move }): Move => ({ ...move, verdict: resolved ? "resolved" : "open" }));
  return [...accepted, ...refused].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
