/**
 * Text → its lines, each knowing whether a code fence holds it. One linear pass. Only a fence that is closed counts
 * here: a lone ``` typed into a form must not swallow the headings and markers that follow it.
 */

/** One line without its line break. `start` and `end` are offsets in the text; `end` includes the line break. */
export interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether it lies inside a closed code fence, or is one of its two edges. */
  readonly fenced: boolean;
}

/** A code fence that a line opens. */
export interface Fence {
  readonly mark: "`" | "~";
  readonly length: number;
}

/** Every line, in order; line breaks are LF, CRLF or CR. */
export function linesOf(text: string): readonly Line[] {
  const lines = splitLines(text);
  const fenced = fencedLines(lines.map((line) => line.text));
  return lines.map((line, index) => ({ ...line, fenced: fenced.has(index) }));
}

/** The fence that a line opens, by the rules of CommonMark §4.5; null when it opens none. */
export function fenceOpenedBy(line: string): Fence | null {
  const fence = fenceAt(line);
  if (fence === null) return null;
  // A line such as ```x``` is a code span: the info string of a backtick fence holds no backtick.
  if (fence.mark === "`" && line.includes("`", fence.end)) return null;
  return { mark: fence.mark, length: fence.length };
}

/** Whether a line closes an open fence. */
export function closesFence(line: string, open: Fence): boolean {
  const fence = fenceAt(line);
  if (fence === null || fence.mark !== open.mark || fence.length < open.length) return false;
  return line.slice(fence.end).trim() === "";
}

function fenceAt(line: string): (Fence & { readonly end: number }) | null {
  const found = /^ {0,3}(`{3,}|~{3,})/.exec(line);
  if (found === null) return null;
  return { mark: found[1]![0] as Fence["mark"], length: found[1]!.length, end: found[0].length };
}

function splitLines(text: string): readonly Omit<Line, "fenced">[] {
  const lines: Omit<Line, "fenced">[] = [];
  let start = 0;
  for (const { 0: found, index } of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ text: text.slice(start, index), start, end: index + found.length });
    start = index + found.length;
  }
  lines.push({ text: text.slice(start), start, end: text.length });
  return lines;
}

function fencedLines(lines: readonly string[]): ReadonlySet<number> {
  const fenced = new Set<number>();
  let open: (Fence & { readonly line: number }) | null = null;
  for (const [index, line] of lines.entries()) {
    if (open === null) {
      const fence = fenceOpenedBy(line);
      if (fence !== null) open = { ...fence, line: index };
    } else if (closesFence(line, open)) {
      for (let inside = open.line; inside <= index; inside++) fenced.add(inside);
      open = null;
    }
  }
  return fenced;
}
