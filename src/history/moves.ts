/**
 * Facts → moves: what each fact says about the stage, oldest first. Our own writing, GitHub's own automation (unless
 * the config counts it) and names that no stage has are left out here, so that the fold only has to judge.
 */
import type { Fact } from "../model/fact.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Item, World } from "../model/snapshot.ts";
import { type Instant, secondsOf } from "../model/time.ts";
import { type BoardMove, type BoardReading, isMove } from "./board.ts";
import { stageByColumn, stageByLabel } from "./names.ts";
import { isOurs } from "./own.ts";
import { receiptsOf } from "./receipts.ts";
import { factSentence } from "./sentence.ts";

/** One thing that a fact says about the stage. */
export interface Move {
  readonly id: string;
  readonly at: Instant;
  readonly by: string | null;
  readonly surface: Surface;
  /** `enter` names a stage; `reopen` goes back to where a closing left from; `withdraw` takes a name off again. */
  readonly says: "enter" | "reopen" | "withdraw";
  /** Stage id that it names or takes off; null for `reopen`, and for a card taken off the board. */
  readonly stage: string | null;
  readonly fact: string;
  /** false: the board's present column, which tells neither who nor exactly when. */
  readonly seen: boolean;
}

export type Surface = "command" | "board" | "label" | "close";

/** GitHub's "item added" workflow sets a column within moments of the add; that is not somebody's decision. */
const addedWithinSeconds = 60;

const strength: Readonly<Record<Surface, number>> = { close: 0, label: 1, board: 2, command: 3 };

/**
 * Moves by people, oldest first. Of several surfaces that name a stage within one second only the strongest speaks:
 * command, then board, then label, then closing (ruling 3); on one surface GitHub's order stands.
 */
export function movesOf(item: Item, world: World, pipeline: Pipeline, board: BoardReading): readonly Move[] {
  const own = item.history.known ? item.history.value : [];
  const moves = [
    ...own.filter((fact) => !isOurs(fact.actor, world.identities)).map((fact) => moveOf(fact, pipeline)),
    ...boardMoves(board, world, pipeline),
    presentMove(board, pipeline),
    ...commandMoves(item, world, pipeline),
  ].filter((move) => move !== null);
  const strongest = new Map<Instant, number>();
  for (const { at, surface, says } of moves) {
    if (says !== "withdraw") strongest.set(at, Math.max(strongest.get(at) ?? 0, strength[surface]));
  }
  return moves
    .filter(({ at, surface, says }) => says === "withdraw" || strength[surface] === strongest.get(at))
    .sort((a, b) => (a.at === b.at ? strength[a.surface] - strength[b.surface] : a.at < b.at ? -1 : 1));
}

function moveOf(fact: Fact, pipeline: Pipeline): Move | null {
  switch (fact.kind) {
    case "labeled":
      return named(fact, "label", "enter", stageByLabel(pipeline, fact.label)?.id);
    case "unlabeled":
      return named(fact, "label", "withdraw", stageByLabel(pipeline, fact.label)?.id);
    case "closed":
      return named(fact, "close", "enter", closedInto(fact.reason, pipeline));
    case "reopened":
      return named(fact, "close", "reopen", null);
    default:
      return null;
  }
}

/** A reason that GitHub does not tell (issues closed before it kept one) and `duplicate` name no stage. */
function closedInto(reason: Extract<Fact, { kind: "closed" }>["reason"], pipeline: Pipeline): string | undefined {
  return reason === null ? undefined : pipeline.stages.find((stage) => stage.closedAs === reason)?.id;
}

function boardMoves(board: BoardReading, world: World, pipeline: Pipeline): readonly (Move | null)[] {
  return board.events
    .filter((fact) => !isOurs(fact.actor, world.identities))
    .map((fact) => {
      if (fact.kind === "removed-from-board") return named(fact, "board", "withdraw", null);
      if (!isMove(fact) || (fact.automated && !countsAsMove(fact, board, pipeline))) return null;
      return named(fact, "board", "enter", stageByColumn(pipeline, fact.to)?.id);
    });
}

function countsAsMove(fact: BoardMove, board: BoardReading, pipeline: Pipeline): boolean {
  if (pipeline.automation === "ignore") return false;
  return !board.events.some((added) => {
    const after = secondsOf(fact.at) - secondsOf(added.at);
    return added.kind === "added-to-board" && after >= 0 && after <= addedWithinSeconds;
  });
}

function presentMove({ present }: BoardReading, pipeline: Pipeline): Move | null {
  const status = present?.status;
  const stage = status ? stageByColumn(pipeline, status.option) : null;
  if (!present || !status || stage === null) return null;
  const fact = `the card stands in ${status.option} since ${status.updatedAt} at the latest; no move to it is on record`;
  const at = status.updatedAt;
  return { id: present.id, at, by: null, surface: "board", says: "enter", stage: stage.id, fact, seen: false };
}

/** What `/stage` was accepted for, at the time of the comment. A stage that the config has no more is no stage. */
function commandMoves(item: Item, world: World, { stages }: Pipeline): readonly Move[] {
  const receipts = receiptsOf(item, world);
  if (!receipts.known) return [];
  return receipts.value.flatMap(({ comment, at, login, commands }) =>
    commands
      .filter(({ verb, value, accepted }) => verb === "stage" && accepted && stages.some(({ id }) => id === value))
      .map(({ value }, index) => {
        const fact = `${login} wrote /stage ${value} at ${at}`;
        const id = index === 0 ? comment : `${comment}/${index + 1}`;
        return { id, at, by: login, surface: "command", says: "enter", stage: value, fact, seen: true } as const;
      }),
  );
}

function named(fact: Fact, surface: Surface, says: Move["says"], stage: string | null | undefined): Move | null {
  if (stage === undefined) return null;
  const { id, at, actor } = fact;
  return { id, at, by: actor?.login ?? null, surface, says, stage, fact: factSentence(fact), seen: true };
}
