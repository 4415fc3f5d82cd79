/**
 * What is done for an item whatever its stage, in the order in which people would do it: answers and titles first, then
 * what is computed from them, gates, clocks and commands. Each part looks only at the case; none sees another's result.
 */
import { type Case, nothing, type Part } from "./part.ts";

/** Everything under a pipeline or a rule that no stage starts. */
export function planCare(_one: Case): Part {
  return nothing;
}
