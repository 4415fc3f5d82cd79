/**
 * What is done for an item whatever its stage, in the order in which people would do it: answers and titles first, then
 * what is computed from them, gates, clocks and commands. Each part looks only at the case; none sees another's result.
 */
import { planAnswers } from "./care/answers.ts";
import { planAssign } from "./care/assign.ts";
import { planChecklists } from "./care/checklists.ts";
import { planCloseFields } from "./care/close-fields.ts";
import { planGates } from "./care/gates.ts";
import { planNotices } from "./care/notices.ts";
import { planOverlaps } from "./care/overlaps.ts";
import { planPriority } from "./care/priority.ts";
import { planTitle } from "./care/titles.ts";
import { planClocks } from "./clocks/clocks.ts";
import { planAsks } from "./commands/asks.ts";
import { planEscalations } from "./commands/escalations.ts";
import { planNeededLabel } from "./commands/needs-label.ts";
import { type Case, type Part, together } from "./part.ts";

/** Everything under a pipeline or a rule that no stage starts. */
export function planCare(one: Case): Part {
  return together(
    planTitle(one),
    planAnswers(one),
    planNotices(one),
    planOverlaps(one),
    planPriority(one),
    planGates(one),
    planChecklists(one),
    planAssign(one),
    planCloseFields(one),
    planEscalations(one),
    planAsks(one),
    planClocks(one),
    planNeededLabel(one),
  );
}
