/** Items that are owed by a day, as the config describes them: what a grant or an agreement promises. */
export interface DeliverableRule {
  /** Id of the form field with the day. */
  readonly due: string;
  /** Id of the form field that must hold a link before the item counts as delivered; null: none is needed. */
  readonly evidence: string | null;
  /** Id of the form field that says what it is part of: the grant; null: none does. */
  readonly of: string | null;
}
