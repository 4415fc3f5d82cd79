/** A body → its `### ` headings, and which of them can be the fields of a form. Linear but for a logarithm. */
import { linesOf } from "./lines.ts";

/** One heading. `start` is where its line begins, `end` where the text after it does. */
export interface Heading {
  /** On one line, as `FormField.label`. */
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

/** Headings of the third level, as GitHub prints fields, in order; none within a code fence. */
export function headingsOf(text: string): readonly Heading[] {
  return linesOf(text)
    .filter((line) => !line.fenced && line.text.startsWith("### "))
    .map((line) => ({ label: line.text.slice(4).replace(/\s+/g, " ").trim(), start: line.start, end: line.end }));
}

/**
 * Chooses for each heading one of the fields it could be, or null, so that the chosen fields only rise and are as many
 * as possible. Of several such choices the one with the earliest headings is taken.
 */
export function longestInOrder(candidates: readonly (readonly number[])[]): readonly (number | null)[] {
  const chains = chainsFrom(candidates);
  let wanted = Math.max(0, ...chains.flat().map(({ length }) => length));
  let last = -1;
  return chains.map((options) => {
    const option = options.find(({ field, length }) => field > last && length === wanted);
    if (option === undefined) return null;
    wanted -= 1;
    last = option.field;
    return option.field;
  });
}

interface Chain {
  readonly field: number;
  /** How many headings a rising choice that begins here can have. */
  readonly length: number;
}

/** Patience sorting from the end: `heads[n]` is the highest field that a rising chain of n + 1 can begin with. */
function chainsFrom(candidates: readonly (readonly number[])[]): readonly (readonly Chain[])[] {
  const heads: number[] = [];
  return candidates
    .toReversed()
    .map((fields) => {
      // Lowest first: two fields of one heading can then never stand in one chain.
      return [...fields]
        .sort((a, b) => a - b)
        .map((field) => {
          const at = firstNotAbove(heads, field);
          heads[at] = field;
          return { field, length: at + 1 };
        });
    })
    .toReversed();
}

/** Where the falling list first holds something that is not above `field`. */
function firstNotAbove(heads: readonly number[], field: number): number {
  let [low, high] = [0, heads.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (heads[middle]! > field) low = middle + 1;
    else high = middle;
  }
  return low;
}
