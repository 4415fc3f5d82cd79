/** Facts that are worked out from an item's own answers and from its neighbours, never taken on trust. */
import type { Condition, DateSource, FieldSetting } from "./condition.ts";

/** Who may ask for something: representatives of the item's community. Others are asked for a representative's approval. */
export interface AskRule {
  /** Carried while a representative is awaited: `awaiting:rep`. */
  readonly label: string;
  readonly when: Condition | null;
}

/** Days between two dates against a rule. */
export interface NoticeRule {
  readonly id: string;
  readonly when: Condition | null;
  readonly from: DateSource;
  readonly to: DateSource;
  readonly atLeastDays: number;
  /** Carried while the notice is shorter. */
  readonly label: string | null;
  /** Form field with a yes/no answer that claims it; a wrong claim is told once. Null: none. */
  readonly claim: string | null;
}

/** Items of the same pipeline that want the same thing at the same time. */
export interface OverlapRule {
  readonly id: string;
  /** Form fields whose answers, together, name the resource. */
  readonly resource: readonly string[];
  readonly from: DateSource;
  readonly to: DateSource;
  /** Carried while it overlaps with another open item. */
  readonly label: string | null;
}

/** The first rule that holds gives the priority. */
export interface PriorityRule {
  readonly rules: readonly { readonly name: string; readonly when: Condition | null; readonly label: string | null }[];
  readonly board: string | null;
  /** Field on the board that gets the rule's name or rank; empty: none. */
  readonly fields: readonly FieldSetting[];
}
