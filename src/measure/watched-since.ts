/**
 * When an item joined its pipeline, if that was later than its opening: only items that were still about by then could
 * join, so its waits are watched from that moment on (R's delayed entry), or short waits would be too rare. It is the
 * moment of the label that makes it an item, or of the transfer that brought it here.
 */
import { sameLabel } from "../history/names.ts";
import { type Instant, secondsOf } from "../model/time.ts";
import type { Ground, Subject } from "./subject.ts";

/** A label put on by the form, or right after opening, belongs to the opening. */
const atOnceSeconds = 60;

/** Null: from its opening, as far as is known at `now`. */
export function watchedSince(
  { item, pipeline }: Subject,
  { config }: Pick<Ground, "config">,
  now: Instant,
): Instant | null {
  if (!item.history.known) return null;
  const { label, repository } = pipeline.items;
  const here = config.repositories[repository];
  const isHere = here?.name.toLowerCase() === item.repo.toLowerCase();
  const facts = item.history.value.filter(({ at }) => at <= now);
  const came = isHere ? facts.findLast(({ kind }) => kind === "transferred") : undefined;
  const named =
    label === null ? undefined : facts.find((fact) => fact.kind === "labeled" && sameLabel(fact.label, label));
  const latest = [came?.at, named?.at]
    .filter((at) => at !== undefined)
    .sort()
    .at(-1);
  if (latest === undefined) return null;
  return secondsOf(latest) - secondsOf(item.createdAt) > atOnceSeconds ? latest : null;
}
