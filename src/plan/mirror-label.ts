/**
 * Stage → the one stage label on the item. Labels are added and removed one by one, and only those that show a stage
 * of this pipeline. A stage label that a person removed is put back once and then left off (ruling 24).
 */
import { sameLabel, stageByLabel } from "../history/names.ts";
import { isOurs } from "../history/own.ts";
import type { Change, Reason } from "../model/change.ts";
import type { Fact } from "../model/fact.ts";
import type { Instant } from "../model/time.ts";
import { addLabel } from "./label.ts";
import { type Case, note, nothing, type Part, stagePath, together } from "./part.ts";

/** Makes the item carry its stage's label and no other stage's. */
export function planStageLabel(one: Case): Part {
  const { item, stage, pipeline } = one;
  if (!item.labels.known) return note(`Stage labels were left alone: ${item.labels.why}.`);
  const because: Reason = { rule: stagePath(pipeline, stage), fact: one.place.fact };
  const stale = item.labels.value
    .filter(({ name }) => stageByLabel(pipeline, name) !== null && !(stage.label && sameLabel(name, stage.label)))
    .map(({ name, id }): Change => ({ ...because, kind: "remove-label", issue: item.id, name, label: id }))
    .sort(byName);
  const wanted = stage.label !== null && !item.labels.value.some(({ name }) => sameLabel(name, stage.label!));
  return together(wanted ? putOn(one, stage.label!, because) : nothing, { ...nothing, changes: stale });
}

/** What a person did to the stage's label during this stay. */
export interface LabelRemoval {
  /** When a person first took it off; null when nobody did. */
  readonly removed: Instant | null;
  /** Whether it was taken off again after we had put it back. */
  readonly again: boolean;
}

const untouched: LabelRemoval = { removed: null, again: false };

/** How often people took the stage's label off since the item is in the stage. */
export function labelRemoval({ item, world, pipeline, place, standing }: Case): LabelRemoval {
  const facts = item.history.known ? item.history.value.filter(({ at }) => at >= place.since) : [];
  const attempts = new Set(standing.unaccepted.map(({ id }) => id));
  let putBack = false;
  let state = untouched;
  for (const fact of facts) {
    const ours = isOurs(fact.actor, world.identities);
    // A label swapped for one that cannot follow says nothing about wanting the stage's label gone.
    const restarts = attempts.has(fact.id) || (fact.kind === "labeled" && !ours && isOf(fact));
    if (restarts) [state, putBack] = [untouched, false];
    else if (fact.kind === "labeled" && ours && isOf(fact)) putBack = state.removed !== null;
    else if (fact.kind === "unlabeled" && !ours && isOf(fact)) {
      state = { removed: state.removed ?? fact.at, again: state.again || putBack };
    }
  }
  return state;

  function isOf(fact: Extract<Fact, { kind: "labeled" | "unlabeled" }>): boolean {
    return stageByLabel(pipeline, fact.label)?.id === place.id;
  }
}

function putOn(one: Case, label: string, because: Reason): Part {
  const { removed, again } = labelRemoval(one);
  if (again) return note(`The label ${label} stays off: it was put back once after ${removed} and removed again.`);
  return addLabel(one, label, because);
}

function byName(a: { readonly name: string } | Change, b: { readonly name: string } | Change): number {
  return "name" in a && "name" in b && a.name !== b.name ? (a.name < b.name ? -1 : 1) : 0;
}
