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
