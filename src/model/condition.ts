/**
 * Conditions on an item, dates of an item and values of board fields, as the config writes them. All are plain data
 * over what the snapshot holds; nothing here is evaluated.
 */

/** What must be so. An answer that cannot be read makes a condition unknown, which is never true and never false. */
export type Condition =
  /** The form's answer is one of these, compared without case and surrounding space; of several chosen, any one. */
  | { readonly kind: "answer"; readonly field: string; readonly is: readonly string[] }
  /** The form's answer is filled in. */
  | { readonly kind: "filled"; readonly field: string }
  | { readonly kind: "label"; readonly label: string }
  | { readonly kind: "stage"; readonly is: readonly string[] }
  /** A value of the item's community (`communities` file) is one of these. */
  | { readonly kind: "community"; readonly value: string; readonly is: readonly string[] }
  /** A field of the dispatched payload or a value handed down to a checklist issue is one of these. */
  | { readonly kind: "value"; readonly name: string; readonly is: readonly string[] }
  | { readonly kind: "all"; readonly of: readonly Condition[] }
  | { readonly kind: "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition };

/** A day of an item. A date is `YYYY-MM-DD` in the calendar's zone. */
export type DateSource =
  /** The form's answer, written `2026-01-31`; anything else is told as a problem and counts as no date. */
  | { readonly kind: "answer"; readonly field: string }
  /** A date field (or an iteration's end) of the item's card, by its name under `boards.*.fields`. */
  | { readonly kind: "field"; readonly field: string }
  /** When the item entered a stage for the last time. */
  | { readonly kind: "entered"; readonly stage: string }
  | { readonly kind: "opened" }
  | { readonly kind: "closed" };

/** One board field and what it should hold. */
export interface FieldSetting {
  /** Name under the board's `fields`, or `status`. */
  readonly field: string;
  readonly value: FieldText;
  /** Whether a value that is there already is replaced; else only an empty field is written (ruling 15). */
  readonly own: boolean;
}

/** What to write, before it is looked up on the board. */
export type FieldText =
  /** Text, a number, an option's or iteration's name: Liquid over the scope. */
  | { readonly kind: "text"; readonly text: string }
  /** The iteration that the day falls in; nothing when there is none. */
  | { readonly kind: "current-iteration" }
  /** So many days after the moment of the change (or before, when negative). */
  | { readonly kind: "in-days"; readonly days: number }
  /** So many days from a date of the item. */
  | { readonly kind: "from-date"; readonly date: DateSource; readonly days: number };
