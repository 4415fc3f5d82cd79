/** Items that are grants, as the config describes them: which answers say what, and which pipeline holds what they owe. */

/** Ids of form fields. Null: the form does not say it. */
export interface GrantRule {
  /** Who may give the money. */
  readonly funder: string | null;
  /** Who cares for it inside. */
  readonly champions: string | null;
  /** The day by which to apply. */
  readonly due: string | null;
  /** First and last day of the grant. */
  readonly start: string | null;
  readonly end: string | null;
  /** The whole amount; in `currency`, else in the report's. */
  readonly amount: string | null;
  readonly currency: string | null;
  /** What was spent so far, in the same currency. */
  readonly spent: string | null;
  /** The account under which the costs file books what was spent; counts before `spent`. */
  readonly account: string | null;
  /** Id of the stage that says that the application is in. */
  readonly submitted: string;
  /** Name of the pipeline whose items are what grants owe; null: nothing is. */
  readonly owes: string | null;
}
