/**
 * Markdown → where list items begin, by the block rules of CommonMark 0.31: quotes, lists, fences, indented code,
 * HTML blocks and lazy paragraph lines are told apart; inline text is not looked at. One pass, with a bounded number
 * of steps per character. Held against a general parser by test/content/checklist.test.ts.
 */
import { htmlEndOf } from "./html-block.ts";
import { closesFence, type Fence, fenceOpenedBy } from "./lines.ts";

/** What a line holds. */
export interface BlockLine {
  /** The first text of the innermost list item whose text begins on this line; null when none does. */
  readonly itemText: string | null;
}

/** Looks at every line once, in order. */
export function* blockLines(text: string): Generator<BlockLine> {
  const state: State = { containers: [], leaf: none };
  for (const line of text.split(/\r\n|\n|\r/)) yield { itemText: readLine(state, withoutTabs(line)) };
}

/** Quotes and list items around what follows; `indent` is how far an item's content is moved in. */
type Container = { readonly kind: "quote" } | { readonly kind: "item"; readonly indent: number; empty: boolean };

/** The block that the next line may continue. */
type Leaf =
  | { readonly kind: "none" | "paragraph" }
  | { readonly kind: "fence"; readonly fence: Fence }
  | { readonly kind: "html"; readonly end: RegExp };

interface State {
  readonly containers: Container[];
  leaf: Leaf;
}

const none: Leaf = { kind: "none" };
const paragraph: Leaf = { kind: "paragraph" };

// Deeper nesting than this is read as text, so that a line of 20,000 `>` costs no more than a line.
const deepest = 100;

function readLine(state: State, line: string): string | null {
  const awaits = isEmptyItem(state.containers.at(-1));
  const { kept, rest } = continued(state.containers, line);
  const isWhole = kept === state.containers.length;
  if (isWhole && state.leaf.kind === "fence") {
    if (closesFence(rest, state.leaf.fence)) state.leaf = none;
    return null;
  }
  if (isWhole && state.leaf.kind === "html") {
    if (state.leaf.end.test(rest)) state.leaf = none;
    return null;
  }
  const open = state.leaf.kind === "paragraph";
  const opened = openedBy(rest, open && isWhole, kept);
  if (open && !isWhole && opened.containers.length === 0 && isText(opened.rest)) return null;
  state.containers.splice(kept, state.containers.length, ...opened.containers);
  state.leaf = leafOf(opened.rest, open && isWhole && opened.containers.length === 0);
  // An item's text may begin on the line after its marker.
  const isFirst = awaits && isWhole && opened.containers.length === 0 && !isIndented(rest);
  return isFirst ? rest : opened.itemText;
}

function isEmptyItem(container: Container | undefined): boolean {
  return container?.kind === "item" && container.empty;
}

/** How many of the open containers this line continues, and what is left of it. */
function continued(containers: readonly Container[], line: string): { kept: number; rest: string } {
  let rest = line;
  for (const [index, container] of containers.entries()) {
    const after = container.kind === "quote" ? afterQuote(rest) : afterIndent(container, rest);
    if (after === null) return { kept: index, rest };
    rest = after;
  }
  return { kept: containers.length, rest };
}

function afterQuote(text: string): string | null {
  const found = /^ {0,3}> ?/.exec(text);
  return found && text.slice(found[0].length);
}

/** A blank line goes on with an item, unless the item began with one already. */
function afterIndent(item: Container & { readonly kind: "item" }, text: string): string | null {
  const indent = indentOf(text);
  if (indent === text.length) return item.empty ? null : "";
  if (indent < item.indent) return null;
  item.empty = false;
  return text.slice(item.indent);
}

interface Opened {
  readonly containers: Container[];
  readonly rest: string;
  readonly itemText: string | null;
}

/** The quotes and items that begin on this line. `inParagraph`: it could go on with a paragraph instead. */
function openedBy(text: string, inParagraph: boolean, depth: number): Opened {
  const containers: Container[] = [];
  let rest = text;
  let itemText: string | null = null;
  while (depth + containers.length < deepest && !isIndented(rest) && !isThematicBreak(rest)) {
    const quoted = afterQuote(rest);
    const item = quoted === null ? itemAt(rest, inParagraph && containers.length === 0) : null;
    if (quoted === null && item === null) break;
    containers.push(item === null ? { kind: "quote" } : item.container);
    rest = item === null ? quoted! : item.rest;
    itemText = item === null ? null : rest;
  }
  return { containers, rest, itemText };
}

function itemAt(text: string, inParagraph: boolean): { container: Container; rest: string } | null {
  const found = /^( {0,3}(?:[-+*]|(\d{1,9})[.)]))( +|$)/.exec(text);
  if (found === null) return null;
  const marker = found[1]!.length;
  const spaces = found[3]!.length;
  const empty = marker + spaces === text.length;
  // Only a list that begins at 1 and says something may interrupt a paragraph.
  if (inParagraph && (empty || (found[2] !== undefined && Number(found[2]) !== 1))) return null;
  // Five spaces and more are one space and indented code.
  const indent = marker + (empty || spaces > 4 ? 1 : spaces);
  return { container: { kind: "item", indent, empty }, rest: empty ? "" : text.slice(indent) };
}

/** What the following lines may continue. */
function leafOf(text: string, inParagraph: boolean): Leaf {
  if (isBlank(text)) return none;
  if (isIndented(text)) return inParagraph ? paragraph : none;
  const fence = fenceOpenedBy(text);
  if (fence !== null) return { kind: "fence", fence };
  const end = htmlEndOf(text, inParagraph);
  if (end !== null) return end.test(text) ? none : { kind: "html", end };
  if (isHeading(text) || isThematicBreak(text) || (inParagraph && /^ {0,3}(?:=+|-+) *$/.test(text))) return none;
  return paragraph;
}

/** Whether a line can be a lazy continuation of a paragraph in a quote or item that it does not continue itself. */
function isText(text: string): boolean {
  if (isIndented(text)) return true;
  if (isBlank(text) || isHeading(text) || isThematicBreak(text)) return false;
  return fenceOpenedBy(text) === null && htmlEndOf(text, true) === null;
}

function isHeading(text: string): boolean {
  return /^ {0,3}#{1,6}(?: |$)/.test(text);
}

function isThematicBreak(text: string): boolean {
  return /^ {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$/.test(text);
}

function isIndented(text: string): boolean {
  const indent = indentOf(text);
  return indent >= 4 && indent < text.length;
}

function isBlank(text: string): boolean {
  return indentOf(text) === text.length;
}

function indentOf(text: string): number {
  let indent = 0;
  while (text[indent] === " ") indent += 1;
  return indent;
}

/** Tab stops are four columns apart, counted from the start of the line. */
function withoutTabs(line: string): string {
  if (!line.includes("\t")) return line;
  let text = "";
  for (const [index, part] of line.split("\t").entries())
    text = index === 0 ? part : text.padEnd(text.length + 4 - (text.length % 4)) + part;
  return text;
}
