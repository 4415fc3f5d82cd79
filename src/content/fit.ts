/** A title or body of any length → one that GitHub takes. What is cut off a body is counted and said. */
import { closesFence, type Fence, fenceOpenedBy } from "./lines.ts";

/** GitHub's limits, in characters: a title by its form, a body by its API's own message ("maximum is 65536 characters"). */
export const longestTitle = 256;
export const longestBody = 65_536;

/** At most 256 characters, cut between what people see as letters. */
export function fitTitle(title: string): string {
  return title.length <= longestTitle ? title : `${cutAtLetter(title, longestTitle - 1).trimEnd()}…`;
}

/** At most 65,536 characters less `reserve`, cut between blocks where it can be, with a line about what is left out. */
export function fitBody(body: string, reserve = 0): { readonly body: string; readonly leftOut: number } {
  // GitHub counts code points; a text of fewer UTF-16 units has fewer still, which spares the counting.
  const room = longestBody - reserve;
  if (body.length <= room || codePoints(body) <= room) return { body, leftOut: 0 };
  const lines = body.split("\n");
  const { kept, fence } = cutBetweenBlocks(lines, room - noteRoom);
  if (kept === 0) {
    const first = cutAtLetter(lines[0]!, room - noteRoom);
    return { body: `${first}…${note(lines.length)}`, leftOut: lines.length };
  }
  const end = fence === null ? "" : `\n${fence.mark.repeat(fence.length)}`;
  const leftOut = lines.length - kept;
  return { body: `${lines.slice(0, kept).join("\n").trimEnd()}${end}${note(leftOut)}`, leftOut };
}

/** More than the note, a closing fence and an ellipsis need. */
const noteRoom = 400;

function note(lines: number): string {
  return `\n\n_${lines === 1 ? "1 line is" : `${lines} lines are`} left out here: GitHub takes at most 65,536 characters._`;
}

interface Cut {
  readonly kept: number;
  /** The fence that is open where the text is cut. */
  readonly fence: Fence | null;
}

/** How many lines fit, up to the last blank line outside a fence; up to any line when that would lose over half. */
function cutBetweenBlocks(lines: readonly string[], room: number): Cut {
  let used = 0;
  let fence: Fence | null = null;
  let border = 0;
  for (const [index, line] of lines.entries()) {
    used += codePoints(line) + 1;
    if (used > room) return border * 2 >= index ? { kept: border, fence: null } : { kept: index, fence };
    if (fence !== null) {
      if (closesFence(line, fence)) fence = null;
    } else {
      fence = fenceOpenedBy(line);
      if (line.trim() === "") border = index + 1;
    }
  }
  return { kept: lines.length, fence };
}

function codePoints(text: string): number {
  let count = text.length;
  for (const _ of text.matchAll(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)) count -= 1;
  return count;
}

/** The start of a text, of at most so many UTF-16 units, that ends between graphemes (Unicode TR29). */
function cutAtLetter(text: string, units: number): string {
  // Only the last few letters matter, and segmenting a whole body would take long.
  const from = Math.max(0, units - 200);
  let end = from;
  for (const { index, segment } of new Intl.Segmenter("en", { granularity: "grapheme" }).segment(
    text.slice(from, units + 200),
  )) {
    if (from + index + segment.length > units) break;
    end = from + index + segment.length;
  }
  return text.slice(0, end > from ? end : units);
}
