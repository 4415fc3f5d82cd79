/**
 * What one board says of one item: which events are the board's, whether its present column is itself a fact (ruling
 * 3), and whether the column may be written. GitHub's events carry column names; an event without a project may be
 * anybody's (ruling 24).
 */
import type { Fact } from "../model/fact.ts";
import type { NodeId } from "../model/key.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Card, Item, World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { stageByColumn } from "./names.ts";

export type BoardMove = Extract<Fact, { kind: "board-status" }>;

/** How far the pipeline's board can be trusted for this item. */
export interface BoardReading {
  /** Events of this board, in GitHub's order; empty when they are unknown. */
  readonly events: readonly Fact[];
  /** Whether every move on this board is known. True for a pipeline without a board. */
  readonly known: boolean;
  /** The card whose column stands as a fact at its own time, because no event names it; null otherwise. */
  readonly present: Card | null;
  /** Whether the board may be written; false when its events are unknown or run behind its column. */
  readonly writable: boolean;
  /** Why it may not be written; null when it may. */
  readonly why: string | null;
  /** Since when the card stands in a column to which GitHub shows no newest move: the log may run behind. */
  readonly unexplained: Instant | null;
}

type Judged = Pick<BoardReading, "present" | "writable" | "why" | "unexplained">;

const agreed: Judged = { present: null, writable: true, why: null, unexplained: null };
const noBoard: BoardReading = { ...agreed, events: [], known: true };

/** Reads the pipeline's board out of a snapshot. */
export function boardReading(item: Item, world: World, pipeline: Pipeline): BoardReading {
  if (pipeline.board === null) return noBoard;
  const board = world.boards[pipeline.board];
  if (board === undefined) return unknown(null, "the board was not asked for");
  if (!board.known) return unknown(null, board.why);
  const card = cardOn(item, board.value.id);
  if (!item.boardHistory.known) return unknown(card, item.boardHistory.why);
  if (!item.cards.known) return unknown(null, item.cards.why);
  const mine = oldestFirst(item.boardHistory.value.filter((fact) => projectOf(fact) === board.value.id));
  if (mayHideAMove(item.boardHistory.value, mine, pipeline)) {
    return unknown(card, "GitHub does not say on which board the card was moved last");
  }
  return { ...noBoard, events: mine, ...judge(card, mine.filter(isMove), pipeline) };
}

/** The item's card on a board, archived or not; null when it has none, or cards are unknown. */
export function cardOn(item: Item, project: NodeId): Card | null {
  return item.cards.known ? (item.cards.value.find((card) => card.project === project) ?? null) : null;
}

/** Whether a fact is a move from one column to another. */
export function isMove(fact: Fact): fact is BoardMove {
  return fact.kind === "board-status";
}

/**
 * Whether nothing at all is known of the board: neither its moves nor a column that shows a stage. People's labels
 * alone would then pass for the whole history, and our own mirroring would be taken back.
 */
export function isBlind({ known, present }: BoardReading, pipeline: Pipeline): boolean {
  return !known && (!present?.status || stageByColumn(pipeline, present.status.option) === null);
}

function unknown(card: Card | null, why: string): BoardReading {
  return { ...agreed, events: [], known: false, present: card?.status ? card : null, writable: false, why };
}

function oldestFirst(facts: readonly Fact[]): readonly Fact[] {
  return [...facts].sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? -1 : 1));
}

function projectOf(fact: Fact): NodeId | null {
  return "project" in fact ? fact.project : null;
}

/** An event without a project, naming one of our columns, after everything that we know of this board. */
function mayHideAMove(all: readonly Fact[], mine: readonly Fact[], pipeline: Pipeline): boolean {
  const newest = mine.filter(isMove).at(-1)?.at ?? "";
  return all.some(
    (fact) => isMove(fact) && fact.project === null && fact.at >= newest && stageByColumn(pipeline, fact.to) !== null,
  );
}

function judge(card: Card | null, moves: readonly BoardMove[], pipeline: Pipeline): Judged {
  // No column at all heals: a deleted option empties its cards, and history still knows where they stood.
  if (!card?.status) return agreed;
  const { option: column, updatedAt: unexplained } = card.status;
  const newest = moves.at(-1);
  if (newest !== undefined && names(newest, column, pipeline)) return agreed;
  if (!moves.some((move) => names(move, column, pipeline))) return { ...agreed, present: card, unexplained };
  const why = `the card stands in ${column}, and the newest move that GitHub shows is to ${newest?.to ?? "nowhere"}`;
  return { present: null, writable: false, why, unexplained };
}

/** Whether a move went to this column, under its present or a former name. */
function names(move: BoardMove, column: string, pipeline: Pipeline): boolean {
  const stage = stageByColumn(pipeline, column);
  return move.to === column || (stage !== null && stageByColumn(pipeline, move.to) === stage);
}
