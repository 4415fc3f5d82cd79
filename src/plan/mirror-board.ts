/**
 * Stage → the card's column. Nothing is written to a board whose events are unknown or run behind (ruling 3), to an
 * archived card, or onto a board that a person took the item off (ruling 24). A column that the config names and the
 * board does not have is named once, exactly, and the rest goes on.
 */
import { cardOn, isMove } from "../history/board.ts";
import { stageByColumn } from "../history/names.ts";
import { isOurs } from "../history/own.ts";
import type { Reason, StatusValue } from "../model/change.ts";
import type { Board, Card } from "../model/snapshot.ts";
import { type Instant, plusSeconds } from "../model/time.ts";
import { type Case, note, nothing, type Part, problem, stagePath, together } from "./part.ts";

/** How long to wait for a move that the log does not show yet. */
const catchUpSeconds = 60;

/** Makes the card stand in its stage's column. */
export function planBoard(one: Case): Part {
  const { pipeline, world, standing } = one;
  if (pipeline.board === null) return nothing;
  const board = world.boards[pipeline.board];
  const later = { ...nothing, nextLook: whenToLookAgain(one) };
  if (!board?.known || !standing.board.writable) {
    return together(later, note(`The board ${pipeline.board} was left alone: ${standing.board.why}.`));
  }
  const { column, part } = columnOf(one, board.value);
  const card = cardOn(one.item, board.value.id);
  return together(later, part, card === null ? putOn(one, board.value, column) : move(one, board.value, card, column));
}

/** A column that no move explains yet is looked at again while GitHub's log may still catch up. */
function whenToLookAgain({ standing, config, now }: Case): Instant | null {
  const since = standing.board.unexplained;
  if (since === null || now >= plusSeconds(since, config.visibilityBoundSeconds)) return null;
  return plusSeconds(now, catchUpSeconds);
}

function columnOf(one: Case, board: Board): { readonly column: StatusValue | null; readonly part: Part } {
  const { stage, pipeline } = one;
  if (stage.board === null) return { column: null, part: nothing };
  if (board.status === null) return { column: null, part: fieldMissing(one, board) };
  const option = board.status.options.find(({ name }) => name === stage.board);
  if (option) {
    return { column: { fieldId: board.status.fieldId, optionId: option.id, name: option.name }, part: nothing };
  }
  return {
    column: null,
    part: problem({
      code: "board-column-missing",
      where: `${stagePath(pipeline, stage)}.board`,
      what: `The board ${boardName(one, board)} has no column "${stage.board}".`,
      todo: `Add the column "${stage.board}" to the board, or name the column that shows ${stage.id} here.`,
      severity: "error",
    }),
  };
}

/** A private board's own title and address are for those who may read it; the config's name for it says as much. */
function boardName({ pipeline }: Case, { title, url, visibility }: Board): string {
  return visibility === "public" ? `${title} (${url})` : `\`${pipeline.board}\``;
}

function fieldMissing(one: Case, board: Board): Part {
  const { config, pipeline } = one;
  const field = config.boards[pipeline.board!]?.statusField ?? "Status";
  return problem({
    code: "board-field-missing",
    where: `boards.${pipeline.board}`,
    what: `The board ${boardName(one, board)} has no single-select field "${field}".`,
    todo: `Add the field "${field}" to the board, or name the one that shows the stage.`,
    severity: "error",
  });
}

function move(one: Case, board: Board, card: Card, column: StatusValue | null): Part {
  if (card.archived) return note(`The card on ${boardName(one, board)} was left alone: it is archived.`);
  if (column === null) return nothing;
  if (card.status?.optionId === column.optionId) return nothing;
  const parked = parkedIn(one, card);
  if (parked !== null) return parkedPart(one, board, parked);
  const change = { ...because(one), kind: "set-status", project: board.id, board: board.title, card: card.id } as const;
  return { ...nothing, changes: [{ ...change, status: column, from: card.status?.option ?? null }] };
}

/** The column that a person chose during this stay and that is no stage; null otherwise. */
function parkedIn({ pipeline, standing, world, place }: Case, card: Card): string | null {
  const status = card.status;
  if (status === null || stageByColumn(pipeline, status.option) !== null) return null;
  const newest = standing.board.events.filter(isMove).at(-1);
  if (newest === undefined) return status.updatedAt >= place.since ? status.option : null;
  const chosen = newest.to === status.option && !newest.automated && !isOurs(newest.actor, world.identities);
  return chosen && newest.at >= place.since ? status.option : null;
}

function parkedPart(one: Case, board: Board, column: string): Part {
  const { pipeline, item } = one;
  return problem({
    code: "column-without-stage",
    where: item.url,
    what: `Somebody put the card into "${column}" on ${boardName(one, board)}, which shows no stage; it was left there.`,
    todo: `Move the card to a stage's column, or give pipelines.${pipeline.name}.stages a stage with \`board: ${column}\`.`,
    severity: "warning",
  });
}

function putOn(one: Case, board: Board, status: StatusValue | null): Part {
  const { pipeline, item, standing, world } = one;
  if (!pipeline.addToBoard || item.state === "closed") return nothing;
  const events = item.boardHistory.known ? item.boardHistory.value : [];
  const hidden = events.some((fact) => fact.kind === "removed-from-board" && fact.project === null);
  if (hidden)
    return note(
      `The issue was not put on ${boardName(one, board)}: it was taken off a board that GitHub does not name.`,
    );
  const off = standing.board.events.findLast((fact) => fact.kind === "removed-from-board");
  if (off && !isOurs(off.actor, world.identities)) {
    return note(`The issue was not put on ${boardName(one, board)}: somebody took it off at ${off.at}.`);
  }
  const change = { ...because(one), kind: "add-to-board", project: board.id, board: board.title } as const;
  return { ...nothing, changes: [{ ...change, issue: item.id, status }] };
}

function because(one: Case): Reason {
  return { rule: stagePath(one.pipeline, one.stage), fact: one.place.fact };
}
