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
  const lines: Line[] = [];
  let open: (Fence & { readonly line: number }) | null = null;
  const mayFence = text.includes("```") || text.includes("~~~");
  const ends = lineEnds(text);
  for (let start = 0; start <= text.length; ) {
    const [stop, end] = ends(start);
    const line = text.slice(start, stop);
    lines.push({ text: line, start, end, fenced: false });
    if (!mayFence) {
      // Nearly every body holds no fence at all.
    } else if (open === null) {
      const fence = fenceOpenedBy(line);
      if (fence !== null) open = { ...fence, line: lines.length - 1 };
    } else if (closesFence(line, open)) {
      for (let inside = open.line; inside < lines.length; inside += 1) {
        const { text: held, start: from, end: to } = lines[inside]!;
        lines[inside] = { text: held, start: from, end: to, fenced: true };
      }
      open = null;
    }
    // A text that ends in a line break ends in an empty line; a text without one ends here.
    start = end === stop ? text.length + 1 : end;
  }
  return lines;
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
  // Nearly every line is none, and a search is cheaper than a match.
  if (!line.includes("```") && !line.includes("~~~")) return null;
  const found = /^ {0,3}(`{3,}|~{3,})/.exec(line);
  if (found === null) return null;
  return { mark: found[1]![0] as Fence["mark"], length: found[1]!.length, end: found[0].length };
}

/** Where the text of the line at an offset ends, and where the next line begins. Offsets must be asked for in order. */
function lineEnds(text: string): (start: number) => readonly [number, number] {
  // A search of the engine's own is many times quicker than a loop; each character is searched once for each kind.
  let feed = text.indexOf("\n");
  let back = text.indexOf("\r");
  return (start) => {
    if (feed !== -1 && feed < start) feed = text.indexOf("\n", start);
    if (back !== -1 && back < start) back = text.indexOf("\r", start);
    if (back !== -1 && (feed === -1 || back < feed)) return [back, feed === back + 1 ? back + 2 : back + 1];
    return feed === -1 ? [text.length, text.length] : [feed, feed + 1];
  };
}
