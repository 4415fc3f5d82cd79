/**
 * Text → whether somebody has filled it in. The list is what people really leave in templates: `{{ X }}`, `<name>`,
 * `tbd`, `Yes/No`, `e.g. us-west-2`.
 */

/** Whether an answer is still the template's own, or nothing. */
export function isUnfilled(_text: string | null): boolean {
  throw new Error("not built");
}

/** The placeholders that stand in a title, as written, in order. */
export function placeholdersIn(_title: string): readonly string[] {
  throw new Error("not built");
}

/** The `{{ … }}` left in a text, outside code fences; GitHub's own `${{ … }}` is not one. */
export function unresolvedIn(_text: string): readonly string[] {
  throw new Error("not built");
}
