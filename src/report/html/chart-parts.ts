/** What the pictures share: colours by place, a quiet grid, labels that keep clear of each other, a key below. */
import type { Element } from "hast";
import { h, s } from "hastscript";
import { cleanLine } from "../../content/clean.ts";

/** A picture of a chart: the drawing and, below it, what its colours mean. */
export interface Drawing {
  readonly svg: Element;
  readonly key: readonly KeyEntry[];
}

/** One line of what colours and strokes mean. */
export interface KeyEntry {
  readonly name: string;
  readonly colour: string;
  readonly shape: "line" | "dash" | "dot" | "box";
}

/** Colours come from the page's style sheet, where they differ by light and dark. */
export function colourOf(place: number): string {
  return `var(--c${(place % 8) + 1})`;
}

export const gridStyle = { stroke: "var(--grid)", strokeOpacity: 1, strokeWidth: 1 } as const;
export const halo = { stroke: "var(--card)", strokeWidth: 4, strokeLinejoin: "round" } as const;

/** A name on one line, of at most so many letters as people see them. */
export function shortName(name: string, letters: number): string {
  const line = cleanLine(name) || "(no name)";
  const seen: string[] = [];
  for (const { segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(line)) {
    seen.push(segment);
    if (seen.length > letters)
      return `${seen
        .slice(0, letters - 1)
        .join("")
        .trimEnd()}…`;
  }
  return line;
}

/**
 * Moves labels apart that would stand on each other: positions in pixels from the top, at least `gap` apart, within
 * `from` and `to` as far as they fit, as near to where they belong as that leaves. In the order given.
 */
export function keptApart(
  wanted: readonly number[],
  { gap, from, to }: { readonly gap: number; readonly from: number; readonly to: number },
): readonly number[] {
  const order = wanted.map((_, at) => at).toSorted((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed: number[] = [];
  for (const at of order) placed.push(Math.max(wanted[at]!, from, (placed.at(-1) ?? Number.NEGATIVE_INFINITY) + gap));
  // What was pushed past the end is pushed back from there.
  let limit = to;
  for (let at = placed.length - 1; at >= 0 && placed[at]! > limit; at--) {
    placed[at] = limit;
    limit -= gap;
  }
  const result: number[] = [];
  for (const [place, at] of order.entries()) result[at] = placed[place]!;
  return result;
}

/** The key as a list; nothing when there is nothing to tell apart. */
export function keyList(entries: readonly KeyEntry[]): readonly Element[] {
  if (entries.length === 0) return [];
  return [h("ul.key", ...entries.map((entry) => h("li", swatch(entry), cleanLine(entry.name))))];
}

function swatch({ shape, colour }: KeyEntry): Element {
  const line = { x1: 0, y1: 5, x2: 18, y2: 5, stroke: colour, strokeWidth: 2 };
  const drawn =
    shape === "dot"
      ? s("circle", { cx: 9, cy: 5, r: 4, fill: colour })
      : shape === "box"
        ? s("rect", { width: 18, height: 10, rx: 2, fill: colour })
        : s("line", shape === "dash" ? { ...line, strokeDasharray: "3 2.5" } : line);
  return s("svg", { viewBox: "0 0 18 10", ariaHidden: "true" }, drawn);
}
