/** What a pipeline's items tell of the market, as the config describes it: where they come from, why they are lost. */
import type { CohortRule } from "./milestone.ts";

/** By an answer of the form, or by the ending of labels. */
export type Grouping = Extract<CohortRule, { readonly by: "answer" | "label" }>;

/** Null: items do not say it. */
export interface MarketRule {
  /** What brought the item here. */
  readonly campaign: Grouping | null;
  /** Id of the stage that says that a lead is worth following. */
  readonly qualified: string | null;
  /** Why items are lost; several reasons may be given. */
  readonly lostBecause: Grouping | null;
  /** Whom people chose, or thought of choosing, instead; several may be named. */
  readonly competitor: Grouping | null;
  /** What kind of partner it is: a cloud vendor, a reseller, a publisher. */
  readonly partnerKind: Grouping | null;
  /** Ideas that were asked for; several may be named. */
  readonly requests: Grouping | null;
}
