/** One `label:` step → the label on the item, once per moment. Whoever takes it off afterwards, it stays off. */
import { sameLabel } from "../../history/names.ts";
import { addLabel } from "../label.ts";
import { type Case, note, nothing, type Part } from "../part.ts";
import type { Start } from "./moments.ts";

/** Adds the label, unless it has been on the item since the moment. */
export function planPutLabel(one: Case, { step, rule, fact, at }: Start): Part {
  if (step.kind !== "label") return nothing;
  const { item } = one;
  if (!item.labels.known) return note(`The label ${step.label} was left alone: ${item.labels.why}.`);
  if (item.labels.value.some(({ name }) => sameLabel(name, step.label))) return nothing;
  const facts = item.history.known ? item.history.value : [];
  const touched = facts.some(
    (one) => (one.kind === "labeled" || one.kind === "unlabeled") && sameLabel(one.label, step.label) && one.at >= at,
  );
  if (touched) return note(`The label ${step.label} was put on for "${fact}" before, and it stays off.`);
  return addLabel(one, step.label, { rule, fact });
}
