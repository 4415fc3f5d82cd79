/**
 * A label that shows something we worked out → on while it holds, off when it no longer does. People go first: one that
 * a person took off stays off until it has been wanted no more in between, and one that a person put on is theirs.
 */
import { sameLabel } from "../history/names.ts";
import { isOurs } from "../history/own.ts";
import type { Reason } from "../model/change.ts";
import type { Fact } from "../model/fact.ts";
import { addLabel } from "./label.ts";
import { type Case, note, nothing, type Part } from "./part.ts";

/** Wants the label on or off. `since`: when it began to be wanted; a person's removal since then is respected. */
export function keepLabel(
  one: Case,
  name: string,
  {
    wanted,
    since = null,
    because,
  }: { readonly wanted: boolean; readonly since?: string | null; readonly because: Reason },
): Part {
  const { item, world } = one;
  if (!item.labels.known) return note(`The label ${name} was left alone: ${item.labels.why}.`);
  const there = item.labels.value.find((label) => sameLabel(label.name, name));
  if (wanted === (there !== undefined)) return nothing;
  const newest = factsOf(one, name).at(-1);
  const byUs = isOurs(newest?.actor ?? null, world.identities);
  if (!wanted) {
    if (newest?.kind !== "labeled" || !byUs) return nothing;
    return {
      ...nothing,
      changes: [{ ...because, kind: "remove-label", issue: item.id, name: there!.name, label: there!.id }],
    };
  }
  const removed = newest?.kind === "unlabeled" && !byUs && (since === null || newest.at >= since);
  return removed
    ? note(`The label ${name} stays off: somebody took it off at ${newest.at}.`)
    : addLabel(one, name, because);
}

function factsOf({ item }: Case, name: string): readonly Fact[] {
  const facts = item.history.known ? item.history.value : [];
  return facts.filter((fact) => (fact.kind === "labeled" || fact.kind === "unlabeled") && sameLabel(fact.label, name));
}
