/**
 * Plan → the sentences that the dry run, the log, the job summary and `explain` all print. Plain text, one change per
 * line, each with its reason; ends in a line break.
 */
import type { Plan } from "../model/change.ts";

/** What would be done to one item; `ref` is `owner/repo#n`. */
export function renderPlan(_plan: Plan, _ref: string): string {
  throw new Error("not built");
}

/** Where one item stands and how it came there, then what would be done, what would not, and why. */
export function explainPlan(_plan: Plan, _ref: string): string {
  throw new Error("not built");
}
