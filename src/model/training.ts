/** Training as the config describes it: which items are sessions, and which agreements say how much is owed. */
export interface TrainingRule {
  /** The pipeline whose items are sessions. */
  readonly of: string;
  /** Id of the form field with a session's hours. */
  readonly hours: string;
  /** The pipeline of agreements, and the field with the hours agreed; null: nothing is agreed. */
  readonly agreed: { readonly in: string; readonly hours: string } | null;
}
