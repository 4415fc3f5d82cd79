/**
 * Snapshot × one pipeline → the case that every part of the planner is told, and that reports measure: the item with its
 * stage, what was opened for it, and what texts may name.
 */
import type { Config } from "../config/config.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { artefactsOf } from "./artefacts.ts";
import { moveToHold } from "./care/hold-out.ts";
import { heldBack } from "./limits.ts";
import { type Case, nothing, type Part, together } from "./part.ts";
import { pipelineOf, rulesOf } from "./pipeline-of.ts";
import { standingOf } from "./standing.ts";
import { scopeOf } from "./values.ts";
import { shownOn } from "./visibility.ts";

/** A case, or what is said of an item whose stage cannot be told. */
export type Known = Case | { readonly place: null; readonly part: Part };

/** `held`: moves that gates are known to keep out. */
export function caseOf(
  have: Snapshot,
  config: Config,
  its: Pipeline,
  now: Instant,
  held: readonly string[] = [],
): Known {
  const { item, world, peers, absences, found } = have;
  const pipeline = shownOn(item, world, its);
  const standing = standingOf(item, world, pipeline, held);
  const said: Part = { ...nothing, problems: standing.problems };
  const { place } = standing;
  const stage = pipeline.stages.find(({ id }) => id === place?.id);
  if (place === null || stage === undefined) {
    return { place: null, part: together(said, heldBack(standing.why ?? "the history could not be read")) };
  }
  const artefacts = artefactsOf(item, world);
  const known = { item, world, peers, absences, found, config, pipeline, standing, place, stage, artefacts, now };
  const [here, inside] = [once(() => scopeOf(known)), once(() => scopeOf(known, "inside"))];
  const one: Case = { ...known, scope: (reach = "here") => (reach === "here" ? here() : inside()) };
  const move = moveToHold(one);
  // Without that move the item may stand where another gate does not let it be.
  return move === null || held.includes(move) ? one : caseOf(have, config, its, now, [...held, move]);
}

/** The item's cases, its pipeline's first; an item that nothing in the config cares for has none. */
export function casesOf(have: Snapshot, config: Config, now: Instant): readonly (readonly [Pipeline, Known])[] {
  const { pipeline } = pipelineOf(have, config);
  const all = [...(pipeline === null ? [] : [pipeline]), ...rulesOf(have, config)];
  return all.map((one) => [one, caseOf(have, config, one, now)] as const);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
