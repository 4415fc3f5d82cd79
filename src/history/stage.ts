/**
 * Facts → where an item stands. Folds one item's history, oldest first, into the stages it has been in and the moves
 * that its pipeline does not allow. Never stored: a stored stage can disagree with the facts.
 */
import type { StagePlace, Visit } from "../model/change.ts";
import type { Fact } from "../model/fact.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Problem } from "../model/problem.ts";
import type { Item, World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { type BoardReading, boardReading, isBlind } from "./board.ts";
import { type Move, movesOf, type Surface } from "./moves.ts";
import { factSentence } from "./sentence.ts";

/** A move that the pipeline does not allow: it set no stage, started nothing and counts in no measure. */
export interface Unaccepted {
  /** GitHub's id of the event; the comment that tells of it is keyed by it. */
  readonly id: string;
  readonly at: Instant;
  /** Stage ids. */
  readonly from: string;
  readonly to: string;
  readonly by: string | null;
  readonly surface: Surface;
  readonly fact: string;
  /** Whether a person has since made a move that is allowed, or taken this one back. */
  readonly resolved: boolean;
  /** When; null while nobody has. */
  readonly resolvedAt: Instant | null;
  /** Whether a gate kept it out, and not `moves`. The gate tells of it, and it is always undone. */
  readonly held: boolean;
}

/** What an item's facts come to in one pipeline. */
export interface Standing {
  /** Null when the history, our receipts, or all that the board says, could not be read; `why` says what was missing. */
  readonly place: StagePlace | null;
  readonly why: string | null;
  /** Event that the present stay began with; null: the opening, or nothing that was seen. */
  readonly entry: string | null;
  /** Oldest first. */
  readonly unaccepted: readonly Unaccepted[];
  readonly board: BoardReading;
  readonly problems: readonly Problem[];
}

/**
 * The stage that the facts imply, with every accepted stay in a stage. `bornIn` is the stage that our own marker names
 * when the issue is one of ours; null for everybody else's, which start in the first stage. `held`: events that a gate
 * keeps out.
 *
 * Law (test/property/stage.test.ts): the order in which facts with different times are listed does not matter.
 */
export function stageOf(
  item: Item,
  world: World,
  pipeline: Pipeline,
  bornIn: string | null,
  held: readonly string[] = [],
): Standing {
  const board = boardReading(item, world, pipeline);
  const problems = bornProblems(item, pipeline, bornIn);
  if (!item.history.known) return { place: null, why: item.history.why, ...empty, board, problems };
  // A command may have named a later stage than everything else does.
  if (!item.ownComments.known) return { place: null, why: item.ownComments.why, ...empty, board, problems };
  if (isBlind(board, pipeline)) return { place: null, why: board.why, ...empty, board, problems };
  const moved = lastUnreadableTransfer(item.history.value);
  const judge: Judge = {
    pipeline,
    held: new Set(held),
    isExact: (at) => board.known && (moved === null || at > moved),
  };
  const first: Fold = { visits: [firstVisit(item, judge, bornIn)], entry: null, unaccepted: [], closed: null };
  const end = movesOf(item, world, pipeline, board).reduce((fold, move) => take(fold, move, judge), first);
  return { place: placeOf(end.visits), why: null, entry: end.entry, unaccepted: end.unaccepted, board, problems };
}

const empty = { entry: null, unaccepted: [] } as const;

interface Judge {
  readonly pipeline: Pipeline;
  readonly held: ReadonlySet<string>;
  /** Whether everything up to this moment is known, so that a move then can be judged and timed. */
  readonly isExact: (at: Instant) => boolean;
}

interface Fold {
  /** Accepted so far; only the last one is open. */
  readonly visits: readonly Visit[];
  readonly entry: string | null;
  readonly unaccepted: readonly Unaccepted[];
  /** The stage left by a closing that named another, until the item moves on. */
  readonly closed: string | null;
}

function take(fold: Fold, move: Move, judge: Judge): Fold {
  switch (move.says) {
    case "withdraw":
      return settle(
        fold,
        move,
        (one) => one.surface === move.surface && (move.stage === null || move.stage === one.to),
      );
    case "reopen":
      return reopen(fold, move, judge);
    case "enter":
      return move.stage === fold.visits.at(-1)!.stage ? repeat(fold, move) : step(fold, move, judge);
  }
}

/** Naming the stage that the item is in takes back what was refused, except where it may be our own undo. */
function repeat(fold: Fold, move: Move): Fold {
  return move.seen ? settle(fold, move, () => true) : fold;
}

function step(fold: Fold, move: Move, judge: Judge): Fold {
  const from = fold.visits.at(-1)!.stage;
  const to = move.stage!;
  const held = judge.held.has(move.id);
  if (held || (move.seen && judge.isExact(move.at) && !isAllowed(from, to, judge.pipeline))) {
    const { id, at, by, surface, fact } = move;
    return {
      ...fold,
      unaccepted: [
        ...fold.unaccepted,
        { id, at, from, to, by, surface, fact, resolved: false, resolvedAt: null, held },
      ],
    };
  }
  const closed = move.surface === "close" ? from : null;
  return {
    ...enter(
      settle(fold, move, () => true),
      to,
      move,
      judge,
    ),
    closed,
  };
}

/** Back to where the closing left from. That undoes a decision and is none, so `moves` is not asked. */
function reopen(fold: Fold, move: Move, judge: Judge): Fold {
  const settled = settle(fold, move, (one) => one.surface === "close");
  return fold.closed === null ? settled : { ...enter(settled, fold.closed, move, judge), closed: null };
}

function settle(fold: Fold, { at: resolvedAt }: Move, which: (one: Unaccepted) => boolean): Fold {
  const isMeant = (one: Unaccepted) => !one.resolved && which(one);
  if (!fold.unaccepted.some(isMeant)) return fold;
  const settled = (one: Unaccepted) => (isMeant(one) ? { ...one, resolved: true, resolvedAt } : one);
  return { ...fold, unaccepted: fold.unaccepted.map(settled) };
}

function enter(fold: Fold, stage: string, move: Move, judge: Judge): Fold {
  const { at: entered, by, fact } = move;
  const left: Visit = { ...fold.visits.at(-1)!, left: entered };
  const visit = 1 + fold.visits.filter((one) => one.stage === stage).length;
  const exact = move.seen && judge.isExact(entered);
  const here: Visit = { stage, entered, exact, left: null, visit, by, fact };
  const entry = move.seen ? move.id : null;
  return { ...fold, entry, visits: [...fold.visits.slice(0, -1), left, here] };
}

function isAllowed(from: string, to: string, { moves }: Pipeline): boolean {
  return moves === null || (moves[from] ?? []).includes(to);
}

function firstVisit(item: Item, { pipeline, isExact }: Judge, bornIn: string | null): Visit {
  const { createdAt: entered, author } = item;
  const fact = factSentence({ kind: "opened", id: item.id, at: entered, actor: author });
  const stage = pipeline.stages.find(({ id }) => id === bornIn) ?? pipeline.stages[0]!;
  const by = author?.login ?? null;
  return { stage: stage.id, entered, exact: isExact(entered), left: null, visit: 1, by, fact };
}

function bornProblems(item: Item, pipeline: Pipeline, bornIn: string | null): readonly Problem[] {
  if (bornIn === null || pipeline.stages.some(({ id }) => id === bornIn)) return [];
  const what = `The issue was opened in the stage "${bornIn}", which the pipeline ${pipeline.name} does not have; it counts as ${pipeline.stages[0]!.id}.`;
  const todo = "Name one of the pipeline's stages under `stage:` in the template.";
  return [{ code: "unknown-stage", where: item.url, what, todo, severity: "warning" }];
}

/** A transfer out of a place that we may not read hides what happened there (ruling 14). */
function lastUnreadableTransfer(history: readonly Fact[]): Instant | null {
  const hidden = history.filter((fact) => fact.kind === "transferred" && fact.from === null).map((fact) => fact.at);
  return hidden.sort().at(-1) ?? null;
}

function placeOf(visits: readonly Visit[]): StagePlace {
  const { stage: id, entered: since, exact, fact } = visits.at(-1)!;
  return { id, since, exact, fact, visits };
}
