/** Gates: what must be true before an item may be called ready. */
import type { Condition } from "./condition.ts";

export interface Gate {
  readonly id: string;
  /** When the gate is judged; null: always. */
  readonly when: Condition | null;
  readonly needs: readonly GateNeed[];
  /** Carried while something is missing; null: none. */
  readonly label: string | null;
  /** Carried while nothing is missing; null: none. */
  readonly readyLabel: string | null;
  /** Stage ids that an item may not be in while something is missing: a move there is not accepted. */
  readonly holdsOutOf: readonly string[];
  /** Whether one comment lists what is missing, edited as it gets filled. */
  readonly comment: boolean;
}

/** One thing that is needed. `label`: carried while it is missing. */
export type GateNeed = {
  readonly label: string | null;
} /** Every row of the tables under a heading (all tables of the body when null) has a filled answer in its last column. */ & (
  | { readonly kind: "table"; readonly heading: string | null; readonly aliases: readonly string[] }
  /** A section has so many words; null: no bound. */
  | {
      readonly kind: "section";
      readonly heading: string;
      readonly aliases: readonly string[];
      readonly minWords: number | null;
      readonly maxWords: number | null;
    }
  /** The body has no other sections than these headings (and their aliases). */
  | { readonly kind: "only-sections"; readonly headings: readonly string[] }
  | { readonly kind: "answer"; readonly field: string }
  | { readonly kind: "sub-issues" }
  /** Issues that block this one are closed; one closed as not planned unblocks and leaves the count. */
  | { readonly kind: "dependencies" }
  /** The item's own checklist is done. */
  | { readonly kind: "checklist" }
  | { readonly kind: "condition"; readonly condition: Condition; readonly words: string }
);
