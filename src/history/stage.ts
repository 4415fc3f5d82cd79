/**
 * Facts → where an item stands. Folds one item's history, oldest first, into the stages it has been in and the moves
 * that its pipeline does not allow. Never stored: a stored stage can disagree with the facts.
 */
import type { StagePlace } from "../model/change.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Problem } from "../model/problem.ts";
import type { Item, World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";

/** A move that the pipeline does not allow: it set no stage, started nothing and counts in no measure. */
export interface Unaccepted {
  /** GitHub's id of the event; the comment that tells of it is keyed by it. */
  readonly id: string;
  readonly at: Instant;
  /** Stage ids. */
  readonly from: string;
  readonly to: string;
  readonly by: string | null;
  readonly surface: "board" | "label" | "close";
  readonly fact: string;
  /** Whether a person has since made a move that is allowed, or taken this one back. */
  readonly resolved: boolean;
}

/** What an item's facts come to in one pipeline. */
export interface Standing {
  /** Null when the history could not be read; `why` says what was missing. */
  readonly place: StagePlace | null;
  readonly why: string | null;
  /** Oldest first. */
  readonly unaccepted: readonly Unaccepted[];
  /** What the pipeline's board says of this item. */
  readonly board: BoardReading;
  readonly problems: readonly Problem[];
}

/** How far the pipeline's board can be trusted for this item. */
export interface BoardReading {
  /** Whether the board's column may be written; false when its events are unknown or run behind its value. */
  readonly writable: boolean;
  /** Why it may not be written; null when it may. */
  readonly why: string | null;
}

/** The stage that the facts imply, with every accepted stay in a stage. Total and deterministic. */
export function stageOf(_item: Item, _world: World, _pipeline: Pipeline): Standing {
  throw new Error("not built");
}
