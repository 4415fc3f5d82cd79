/**
 * A template's source → where each `{{ … }}` stands in the Markdown, and a value → what may be printed there. The same
 * value is a paragraph in one place and a table cell in another; a fence, a comment or a code span must not be ended
 * by what it holds.
 */
import { clean, cleanLine } from "./clean.ts";
import { closesFence, type Fence, fenceOpenedBy } from "./lines.ts";
import { neutralise, neutraliseCell, neutralisePlain } from "./neutralise.ts";

/** Where an output stands. `indent`: what begins its line. */
export interface Place {
  readonly kind: "block" | "line" | "cell" | "code" | "fence" | "html";
  readonly indent: string;
  /** Whether that line is the row of a table. */
  readonly row: boolean;
  /** Whether it follows another output at once, with which it could make a word. */
  readonly joined: boolean;
}

/** Places by the offset of their `{{`. */
export function placesIn(source: string): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  const state: State = { fence: null, comment: false, html: false, flows: /\{[{%]-|-[%}]\}/.test(source) };
  let start = 0;
  for (const line of source.split("\n")) {
    const edge = stepInto(state, line);
    for (const { index } of line.matchAll(/\{\{/g)) places.set(start + index, placeAt(line, index, state));
    stepOver(state, line, edge);
    start += line.length + 1;
  }
  return places;
}

/** The value as it may stand there; one that we made ourselves is `trusted` and only kept on its line. */
export function fitted(value: string, place: Place, trusted: boolean): string {
  if (trusted) return place.kind === "block" || place.kind === "fence" ? clean(value) : cleanLine(value);
  const text = safe(value, place);
  return place.joined ? `&#8203;${text}` : text;
}

interface State {
  fence: Fence | null;
  comment: boolean;
  html: boolean;
  /** Whether Liquid takes white space away somewhere, so that what is printed may join what is on another line. */
  readonly flows: boolean;
}

/** What this line opens counts for the line itself; says whether the line is the closing edge of a fence. */
function stepInto(state: State, line: string): boolean {
  if (state.fence !== null) return closesFence(line, state.fence);
  if (!state.comment) state.fence = fenceOpenedBy(line);
  // Types 6 and 7 of CommonMark §4.6 end at a blank line.
  if (line.trim() === "") state.html = false;
  else if (/^ {0,3}<[a-z/!?]/i.test(line)) state.html = true;
  return false;
}

function stepOver(state: State, line: string, edge: boolean): void {
  if (edge) state.fence = null;
  if (state.fence !== null) return;
  state.comment = line.lastIndexOf("<!--") > line.lastIndexOf("-->") || (state.comment && !line.includes("-->"));
}

function placeAt(line: string, index: number, state: State): Place {
  const end = line.indexOf("}}", index);
  const before = withoutTags(line.slice(0, index));
  const after = withoutTags(end === -1 ? "" : line.slice(end + 2));
  const flows = state.flows || /\{%\s*for\b/.test(line);
  const joined = before.endsWith("}}") || (flows && before === "");
  const isJoined = joined || after.startsWith("{{") || (flows && after === "");
  const kind = isJoined && state.fence === null ? "html" : kindOf(before, after, state);
  return { kind, indent: /^[\s>]*/.exec(line)![0], row: /^\s*\|/.test(before), joined };
}

function withoutTags(text: string): string {
  return text.replace(/\{%[^%]*%\}/g, "");
}

function kindOf(before: string, after: string, state: State): Place["kind"] {
  if (state.fence !== null) return "fence";
  const comment = before.lastIndexOf("<!--") > before.lastIndexOf("-->") || (state.comment && !before.includes("-->"));
  if (comment || state.html) return "html";
  if (isInCode(before, after)) return "code";
  if (/[`<]/.test(before + after)) return "html";
  if (/^\s*\|/.test(before)) return "cell";
  return before.trim() === "" && after.trim() === "" ? "block" : "line";
}

/** Whether a code span begins before and ends after; spans over several lines are not looked for. */
function isInCode(before: string, after: string): boolean {
  let open = 0;
  for (const [run] of before.matchAll(/`+/g)) open = open === 0 ? run.length : open === run.length ? 0 : open;
  return open > 0 && [...after.matchAll(/`+/g)].some(([run]) => run.length === open);
}

function safe(value: string, { kind, indent, row }: Place): string {
  switch (kind) {
    case "block":
      return neutralise(value).replaceAll("\n", `\n${indent}`);
    case "line":
      return withoutMarker(neutralise(cleanLine(value)));
    case "cell":
      return neutraliseCell(value);
    case "html":
      return withoutMarker(neutralisePlain(value));
    case "code":
      // Code shows entities as they are, so nothing but what would end it is changed.
      return cleanLine(value)
        .replaceAll("`", "'")
        .replaceAll("|", row ? "\u00A6" : "|");
    case "fence":
      return clean(value)
        .replaceAll(/^([ \t]*)(?=```|~~~)/gm, "$1\u200B")
        .replaceAll("\n", `\n${indent}`);
  }
}

/** A list or quote marker that would begin a block at the start of a line. */
function withoutMarker(text: string): string {
  return text.replace(/^(?:>|[-+*](?=\s|$)|\d{1,9}(?=[.)](?:\s|$)))/, (marker) =>
    /\d/.test(marker) ? `${marker}\\` : `\\${marker}`,
  );
}
