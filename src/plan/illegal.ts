/**
 * Moves that the pipeline does not allow → one comment each, which says what was tried, what is allowed and what
 * became of it (ruling 2). It is keyed by the event's id, so it is made once, ever. A move that was taken back since is
 * told all the same, in words that are true whenever they are read: what GitHub shows in the end must not depend on
 * when we came to look. Moves older than `starts` are not told.
 */
import { renderMarker } from "../content/markers.ts";
import type { Unaccepted } from "../history/stage.ts";
import { stageFixLabel } from "./label.ts";
import { ownMarker } from "./own-text.ts";
import { type Case, isBeforeStarts, note, nothing, type Part, problem, together } from "./part.ts";
import { anyOf, stagesAfter, stageWord, stageWordOf, withoutTime } from "./words.ts";

/** Tells of every move that cannot stand and was not told yet. */
export function planIllegal(one: Case): Part {
  const moves = one.standing.unaccepted.filter((move) => !move.held);
  return together(...moves.map((move) => together(note(attempt(one, move)), told(one, move))));
}

function attempt({ pipeline }: Case, move: Unaccepted): string {
  const next = stagesAfter(move.from, pipeline).map(({ id }) => id);
  return `Not accepted: ${move.fact}; from ${move.from} ${next.length === 0 ? "nothing follows" : `only ${anyOf(next)} can follow`}.`;
}

function told(one: Case, move: Unaccepted): Part {
  const { item, pipeline, world } = one;
  const key = `illegal/${move.id}`;
  if (isBeforeStarts(move.at, pipeline)) return note(`Not told, because it is older than starts: ${move.fact}.`);
  if (!item.ownComments.known) return note(`Not told of "${move.fact}": ${item.ownComments.why}.`);
  if (item.ownComments.value.some((comment) => ownMarker(comment, world)?.key === key)) return nothing;
  if (item.locked) return lockedProblem(one, `that "${move.fact}" cannot stand`);
  const rule = `pipelines.${pipeline.name}.moves`;
  const body = `${noteText(one, move)}\n\n${renderMarker({ kind: "note", key, extra: {} })}`;
  return { ...nothing, changes: [{ kind: "add-comment", issue: item.id, key, body, rule, fact: move.fact }] };
}

/** GitHub refuses comments on a locked conversation; asking again on every look would be refused every time. */
export function lockedProblem({ item }: Case, what: string): Part {
  return problem({
    code: "issue-locked",
    where: item.url,
    what: `The conversation is locked, so no comment could say ${what}.`,
    todo: "Unlock the conversation, or leave it: nothing else depends on the comment.",
    severity: "warning",
  });
}

function noteText(one: Case, move: Unaccepted): string {
  const { pipeline, item } = one;
  const to = stageWordOf(move.to, pipeline);
  const from = stageWordOf(move.from, pipeline);
  const next = stagesAfter(move.from, pipeline).map(stageWord);
  const way = next.length === 0 ? `${from} is where this pipeline ends` : `from ${from} it can go to ${anyOf(next)}`;
  const who = item.visibility === "public" ? "" : ` (${withoutTime(move.fact)})`;
  return [`This cannot move to ${to} yet${who}: ${way}.`, "", became(one, move, from)].join("\n");
}

function became({ pipeline }: Case, move: Unaccepted, from: string): string {
  const counts = `The move does not count: it stayed in ${from}, and nothing was opened.`;
  if (pipeline.illegalMoves === "tell") {
    return `${counts} Until it is moved to a stage that can follow, or back to ${from}, it carries the label \`${stageFixLabel}\`.`;
  }
  const closed = move.surface === "close" ? " The issue stays closed; reopen it if that was a slip." : "";
  return `${counts} Its card and label go back to ${from} by themselves.${closed} To get further, take it through the stages above.`;
}
