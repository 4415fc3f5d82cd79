/**
 * A stage that wants a reason (`needs: { label: "lost: *" }`) → one question per stay, when no label gives it. Whatever
 * becomes of the label later, the stay is not asked again.
 */

import { itemRepository } from "../label.ts";
import { type Case, note, nothing, type Part, stagePath } from "../part.ts";
import { tellOnce } from "../tell.ts";
import { anyOf, codeWord, stageWord } from "../words.ts";

/** Labels that the question names at most. */
const mostNamed = 10;

/** Asks for the label that the stage needs. */
export function planNeededLabel(one: Case): Part {
  const { item, pipeline, stage, place } = one;
  const wanted = stage.needsLabel;
  if (wanted === null) return nothing;
  if (!item.labels.known) return note(`The label ${wanted} was not asked for: ${item.labels.why}.`);
  if (item.labels.value.some(({ name }) => fits(wanted, name))) return nothing;
  const repository = itemRepository(one);
  const there = repository.known ? Object.keys(repository.value.labels).filter((name) => fits(wanted, name)) : [];
  const choice =
    there.length === 0 ? codeWord(wanted.replace("*", "…")) : anyOf(there.sort().slice(0, mostNamed).map(codeWord));
  const visit = place.visits.at(-1)!.visit;
  return tellOnce(one, {
    key: `needs-label/${pipeline.name}/${stage.id}/${visit}`,
    text: `This is in ${stageWord(stage)} now. Please say why with a label: ${choice}.`,
    because: { rule: stagePath(pipeline, stage), fact: place.fact },
    moment: place.since,
  });
}

/** `*` at the end matches any ending; GitHub compares labels without case. */
function fits(wanted: string, name: string): boolean {
  const [one, other] = [wanted.toLowerCase(), name.toLowerCase()];
  return one.endsWith("*") ? other.startsWith(one.slice(0, -1).trimEnd()) : one === other;
}
