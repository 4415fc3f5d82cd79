/**
 * What is done for an item whatever its stage, in the order in which people would do it: answers and titles first, then
 * what is computed from them, gates, clocks and commands. Each part looks only at the case; none sees another's result.
 */
import { planClocks } from "./clocks/clocks.ts";
import { planAsks } from "./commands/asks.ts";
import { planEscalations } from "./commands/escalations.ts";
import { planNeededLabel } from "./commands/needs-label.ts";
import { type Case, type Part, together } from "./part.ts";

/** Everything under a pipeline or a rule that no stage starts. */
export function planCare(one: Case): Part {
  return together(planEscalations(one), planAsks(one), planClocks(one), planNeededLabel(one));
}
