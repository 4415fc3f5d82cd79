/**
 * Whether the story came out as it must: the same promises that the tests hold, so that a demo that went wrong says so
 * and does not end in a report that looks right.
 */
import type { PipelineMeasure } from "../../measure/pipeline-measure.ts";
import { countText } from "../../report/words.ts";
import type { Told } from "./chronicle.ts";
import type { Town } from "./town.ts";

/** Days of scenario 1, counted on a calendar: 7 → 11 → 18 July → 5 August 2025. */
const expected = { days: [4, 7, 18], total: 29 };

/** One sentence for each promise that was not kept; none when all were. `loud`: steps that had to stay quiet. */
export function complaintsOf(
  { sandbox, troubles }: Pick<Town, "sandbox" | "troubles">,
  measure: PipelineMeasure,
  partner: string,
  loud: readonly Told[],
): readonly string[] {
  const temple = measure.items.find((item) => item.ref === partner);
  const days = temple?.stages.map((stage) => stage.days) ?? [];
  const opened = [...sandbox.store.issues.values()].filter((issue) => issue.viaApp !== null);
  const unfilled = opened.filter((issue) => `${issue.title}${issue.body ?? ""}`.includes("{{"));
  const unread = measure.incomplete.length;
  return [
    days.join() === expected.days.join() && temple?.totalDays === expected.total
      ? null
      : `Temple's stages took ${days.join(", ")} and ${temple?.totalDays} days, not ${expected.days.join(", ")} and ${expected.total}.`,
    opened.length > 0 ? null : "No checklist issue was opened.",
    unfilled.length === 0 ? null : `A placeholder is left in ${countText(unfilled.length, "opened issue")}.`,
    unread === 0 ? null : `${countText(unread, "item")} could not be read.`,
    ...loud.map(({ did }) => `Something was written after “${did}”, where nothing was to be.`),
    ...troubles.map((line) => `Milepost warned: ${line}`),
  ].filter((complaint) => complaint !== null);
}
