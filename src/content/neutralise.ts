/**
 * Text typed by somebody → the same text to the eye, without its powers: it mentions nobody, refers to no issue or
 * commit, closes nothing, opens no HTML, fence, heading or task. Code spans stay as they are, so that they can be
 * copied. Applying it again changes nothing.
 */

/** For running text and paragraphs of a Markdown body. */
export function neutralise(_value: string): string {
  throw new Error("not built");
}

/** For one cell of a table: also on one line, with pipes escaped. */
export function neutraliseCell(_value: string): string {
  throw new Error("not built");
}
