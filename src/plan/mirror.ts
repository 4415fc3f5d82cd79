/**
 * Stage → label and board column. Both show the stage that the facts imply, whatever their age: the mirror opens
 * nothing and tells nobody. It touches only labels and columns that the pipeline names. Where the pipeline tells of a
 * move that it does not allow (`illegal-moves: tell`), it leaves the item as people left it and only marks it.
 */
import { sameLabel } from "../history/names.ts";
import { isOurs } from "../history/own.ts";
import type { Unaccepted } from "../history/stage.ts";
import type { Reason } from "../model/change.ts";
import type { Fact } from "../model/fact.ts";
import type { Label } from "../model/snapshot.ts";
import { addLabel, stageFixLabel } from "./label.ts";
import { planBoard } from "./mirror-board.ts";
import { planStageLabel } from "./mirror-label.ts";
import { type Case, note, nothing, type Part, together } from "./part.ts";

/** Brings label and column into agreement with the stage. */
export function planMirror(one: Case): Part {
  const open = one.standing.unaccepted.filter((move) => !move.resolved && !move.held);
  if (one.pipeline.illegalMoves === "tell" && open.length > 0) {
    const last = open.at(-1)!;
    const left = note(`Label and column are left as they are: ${last.fact}, which cannot follow ${last.from}.`);
    return together(left, markForFix(one, last));
  }
  return together(planStageLabel(one), planBoard(one), unmark(one));
}

function markForFix(one: Case, last: Unaccepted): Part {
  if (!one.item.labels.known) return note(`The label ${stageFixLabel} was not added: ${one.item.labels.why}.`);
  if (fixLabel(one.item.labels.value) !== undefined) return nothing;
  const removed = labelFacts(one).find(
    (fact) => fact.kind === "unlabeled" && fact.at >= last.at && !isOurs(fact.actor, one.world.identities),
  );
  if (removed) return note(`The label ${stageFixLabel} stays off: somebody removed it at ${removed.at}.`);
  return addLabel(one, stageFixLabel, { rule: fixRule(one), fact: last.fact });
}

/** Takes the mark off again, if it is ours: a person who set it by hand meant something by it. */
function unmark(one: Case): Part {
  const label = one.item.labels.known ? fixLabel(one.item.labels.value) : undefined;
  if (label === undefined) return nothing;
  const newest = labelFacts(one).findLast((fact) => fact.kind === "labeled");
  if (!isOurs(newest?.actor ?? null, one.world.identities)) return nothing;
  const because: Reason = { rule: fixRule(one), fact: one.place.fact };
  return {
    ...nothing,
    changes: [{ ...because, kind: "remove-label", issue: one.item.id, name: label.name, label: label.id }],
  };
}

function fixLabel(labels: readonly Label[]): Label | undefined {
  return labels.find(({ name }) => sameLabel(name, stageFixLabel));
}

function labelFacts({ item }: Case): readonly Fact[] {
  if (!item.history.known) return [];
  return item.history.value.filter(
    (fact) => (fact.kind === "labeled" || fact.kind === "unlabeled") && sameLabel(fact.label, stageFixLabel),
  );
}

function fixRule({ pipeline }: Case): string {
  return `pipelines.${pipeline.name}.illegal-moves`;
}
