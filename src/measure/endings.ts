/**
 * An item's facts → the ways in which it is over, as of one moment: it stands in a stage in which items end, it was
 * moved to a repository that is not its pipeline's, or it is closed. What was taken back since (reopened, moved on) is
 * no ending.
 */
import type { Instant } from "../model/time.ts";
import { settledVisits } from "./settled-visits.ts";
import type { Ground, Subject } from "./subject.ts";

/** One way in which an item is over. */
export interface Ending {
  readonly at: Instant;
  /** A stage's id, `transferred`, `closed`, `not-planned` or `duplicate`. */
  readonly which: string;
  /** Whether the item got where its pipeline leads: what follows it (a linked item's milestone) may still come. */
  readonly good: boolean;
}

/** The ways that hold at `now`, those that say most first: stage, transfer, closing. */
export function endingsOf(one: Subject, ground: Ground, now: Instant, noise?: number): readonly Ending[] {
  return [stageEnding(one, now, noise), transferEnding(one, ground, now), closeEnding(one, now)].filter(
    (ending) => ending !== null,
  );
}

function stageEnding({ place, pipeline }: Subject, now: Instant, noise?: number): Ending | null {
  const last = settledVisits(place, now, noise).at(-1);
  const outcome = pipeline.stages.find(({ id }) => id === last?.stage)?.outcome ?? null;
  return last === undefined || outcome === null
    ? null
    : { at: last.entered, which: last.stage, good: outcome !== "lost" };
}

/** Ruling 14: a target outside the pipeline. */
function transferEnding({ item, pipeline }: Subject, { world, config }: Ground, now: Instant): Ending | null {
  const named = config.repositories[pipeline.items.repository];
  const read = world.repositories[pipeline.items.repository];
  const places = [named, read?.known ? read.value : undefined].filter((place) => place !== undefined);
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  if (places.some(({ owner, name }) => same(owner, item.owner) && same(name, item.repo))) return null;
  if (!item.history.known) return null;
  const last = item.history.value.findLast(({ kind, at }) => kind === "transferred" && at <= now);
  return last === undefined ? null : { at: last.at, which: "transferred", good: false };
}

function closeEnding({ item }: Subject, now: Instant): Ending | null {
  if (!item.history.known) return null;
  const last = item.history.value.findLast(({ kind, at }) => (kind === "closed" || kind === "reopened") && at <= now);
  if (last?.kind !== "closed") return null;
  const bad = last.reason === "not-planned" || last.reason === "duplicate" ? last.reason : null;
  return { at: last.at, which: bad ?? "closed", good: bad === null };
}
