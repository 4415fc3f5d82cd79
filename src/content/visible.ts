/**
 * Text → its lines as a reader sees them: without HTML comments, and knowing what a closed code fence holds. Offsets stay
 * those of the whole text, so that whoever edits can do it by position. One linear pass.
 */
import { linesOf } from "./lines.ts";

/** One line. `text` lacks what comments hide; `start` and `end` are those of the line in the whole text. */
export interface VisibleLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly fenced: boolean;
  /** Whether a comment took something away, or all of it. */
  readonly cut: boolean;
}

/** Every line, in order. A comment that is never closed hides everything after it, as on GitHub. */
export function visibleLines(text: string): readonly VisibleLine[] {
  let hidden = false;
  const hides = text.includes("<!--");
  // Written out: spreading an object for each of thousands of lines costs more than all the rest.
  return linesOf(text).map((line) => {
    const { start, end, fenced } = line;
    if (!hides || (!hidden && (fenced || !line.text.includes("<!--")))) {
      return { text: line.text, start, end, fenced, cut: false };
    }
    const seen: string[] = [];
    let at = 0;
    while (at < line.text.length) {
      const next = line.text.indexOf(hidden ? "-->" : "<!--", at);
      if (!hidden) seen.push(line.text.slice(at, next === -1 ? undefined : next));
      if (next === -1) break;
      at = next + (hidden ? 3 : 4);
      hidden = !hidden;
    }
    return { text: seen.join(""), start, end, fenced: false, cut: true };
  });
}
