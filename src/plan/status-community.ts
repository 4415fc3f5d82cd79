/**
 * Where an issue stands, in one plain sentence or two for whoever asked: received, waiting for them, on hold, planned,
 * being worked on, solved. It names nobody, no other community and nothing of boards that are not public (ruling 16), and
 * changes only when something happens or a stated moment passes.
 */
import { cleanLine } from "../content/clean.ts";
import { neutralisePlain } from "../content/neutralise.ts";
import { cardOn } from "../history/board.ts";
import { type Clock, clockState } from "./clocks/clock-state.ts";
import { promiseText } from "./clocks/clocks.ts";
import { staysHere } from "./clocks/pauses.ts";
import { approvalOf } from "./commands/asks.ts";
import { fieldName } from "./field.ts";
import type { Case } from "./part.ts";

/** The community's view. What could not be read is left out. */
export function communityLine(one: Case): string {
  const { item, stage, place } = one;
  if (item.state === "closed" || stage.outcome !== null) return ending(one);
  const asked = approvalOf(one);
  if (asked.known && asked.value !== null && asked.value.to === null) {
    return "**Waiting for a representative** of your community, who has been asked to approve this.";
  }
  const stays = staysHere(one);
  const open = stays.known ? stays.value.filter(({ to }) => to === null).map(({ kind }) => kind) : [];
  if (open.includes("waiting")) return "**Waiting for you.** It goes on when you answer here.";
  if (open.includes("hold")) return "**On hold.** It will be taken up again.";
  const iteration = iterationOf(one);
  if (iteration !== null) return `**Planned** for ${neutralisePlain(iteration)}.`;
  const responses = one.pipeline.clocks.flatMap((rule) => {
    const state = rule.until.kind === "response" ? clockState(one, rule) : null;
    return state?.known && state.value !== null ? [state.value] : [];
  });
  if (responses.some(({ kind }) => kind === "met")) return "**Being worked on.**";
  const promised = responses.find(({ announced }) => announced);
  if (promised !== undefined) return received(one, promised);
  return place.visits.length > 1 ? "**Being worked on.**" : "**Received.**";
}

function received(one: Case, { kind, due, rule }: Clock): string {
  if (kind === "breached") return "**Received.** We are later than we said, and sorry; the team has been reminded.";
  return due === null ? "**Received.**" : `**Received.** ${promiseText(one, rule, due)}`;
}

function ending({ item, stage }: Case): string {
  const isSolved = stage.outcome === null ? item.stateReason === "completed" : stage.outcome !== "lost";
  return isSolved ? "**Solved.** Was this right? If not, say so here." : "**Closed** without a solution.";
}

/** The title of the card's iteration, from a board that everybody may see. */
function iterationOf(one: Case): string | null {
  const { item, pipeline, world, config } = one;
  const board = pipeline.board === null ? undefined : world.boards[pipeline.board];
  if (pipeline.board === null || !board?.known || board.value.visibility !== "public") return null;
  if (config.boards[pipeline.board]?.fields.iteration === undefined) return null;
  const value = cardOn(item, board.value.id)?.values[fieldName(one, pipeline.board, "iteration")];
  return value?.kind === "iteration" ? cleanLine(value.title) : null;
}
