/**
 * A case whose item stands where a gate does not let it be → the same case as if the move had not been made. Moves older
 * than `starts`, and those that nobody saw, are left as they are.
 */

import type { Case } from "../part.ts";
import { isBeforeStarts } from "../part.ts";
import { gateState } from "./gate-state.ts";

/** Event id of the move that has to be kept out now; null: none. */
export function moveToHold(one: Case): string | null {
  const { pipeline, place, standing } = one;
  const { entry } = standing;
  if (entry === null || isBeforeStarts(place.since, pipeline)) return null;
  const shut = pipeline.gates.some((gate) => {
    if (!gate.holdsOutOf.includes(place.id)) return false;
    const state = gateState(one, gate);
    return state.known && state.value.asked && state.value.complete.known && !state.value.complete.value;
  });
  return shut ? entry : null;
}
