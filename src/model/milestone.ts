/** Milestones: named moments in an item's history, measured by reports. */

export type Milestone =
  | { readonly kind: "opened" }
  | { readonly kind: "enters"; readonly stage: string }
  | { readonly kind: "leaves"; readonly stage: string }
  | { readonly kind: "response" }
  | { readonly kind: "checklist-done" }
  | { readonly kind: "sub-issues-done" }
  | { readonly kind: "labeled"; readonly label: string }
  | { readonly kind: "closed"; readonly as: "completed" | "not-planned" | null }
  /** A date answer of the form. */
  | { readonly kind: "date"; readonly field: string }
  /** `pipeline/milestone` of an item linked to this one (parent, sub-issue, or the same community). */
  | { readonly kind: "linked"; readonly pipeline: string; readonly milestone: string };

/**
 * What counts of an item that begins more than once. `first`: from its first beginning to the first end after it.
 * `last`: from its last beginning. `sum`: all stretches added, each from a beginning to the first end after it.
 */
export type Reentry = "first" | "last" | "sum";

/**
 * Whether an item that jumped over a stage has entered it: `reached` at the moment of the jump, `strict` never. An
 * item that is lost has reached no stage by that.
 */
export type Skipped = "reached" | "strict";

/** How a report puts items together to compare them. */
export type CohortRule =
  | { readonly by: "all" }
  /** By when they were opened, in the calendar's zone. */
  | { readonly by: "month" | "quarter" }
  /** The form's answer: the source, the kind of partner. */
  | { readonly by: "answer"; readonly field: string }
  /** The first label that begins so: `source: `. */
  | { readonly by: "label"; readonly prefix: string };

/** A time that reports measure, from one milestone to another, and how. */
export interface TimeRule {
  /** Names under `milestones`, or of the milestone itself. */
  readonly names: { readonly from: string; readonly to: string };
  readonly from: Milestone;
  readonly to: Milestone;
  readonly reentry: Reentry;
  readonly skipped: Skipped;
}
