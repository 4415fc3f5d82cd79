/**
 * YAML text → its words and marks, each with how deep it stands. A lexer only: nothing here recurses or grows faster than
 * the text, so that what nests too deep can be refused before the parser, which recurses and can be made to end the process.
 */
import { CST, Lexer } from "yaml";

export interface YamlToken {
  /** As the `yaml` package calls it; `text` for a scalar's own text. */
  readonly type: string | null;
  /** Where it begins. */
  readonly offset: number;
  /** Collections that are open after it. */
  readonly depth: number;
}

/** How deep any of our files may nest. None comes near it. */
export const depthLimit = 32;

/** In order. */
export function* yamlTokens(text: string): Generator<YamlToken> {
  const open: Nesting = { columns: [], flow: 0, column: 0, isFresh: true };
  let offset = 0;
  let isAnnounced = false;
  for (const token of new Lexer().lex(text)) {
    // A plain or block scalar is announced by a token of its own; the next token is its text, whatever it looks like.
    const type: string | null = isAnnounced ? "text" : CST.tokenType(token);
    isAnnounced = type === "scalar";
    if (isAnnounced || type === "doc-mode" || type === "flow-error-end") continue;
    nest(open, type, token);
    yield { type, offset, depth: open.columns.length + open.flow };
    offset += token.length;
  }
}

/** Where the text is deeper than any of our files may be; null when it never is. */
export function tooDeepAt(text: string): number | null {
  for (const { depth, offset } of yamlTokens(text)) {
    if (depth > depthLimit) return offset;
  }
  return null;
}

/** Whether a token of this type says nothing. */
export function isBlank(type: string | null): boolean {
  return type === "space" || type === "newline" || type === "comment";
}

interface Nesting {
  /** Columns of the block collections that are open, outermost first. */
  readonly columns: number[];
  flow: number;
  column: number;
  /** Nothing but indicators stands before this token on its line. */
  isFresh: boolean;
}

function nest(open: Nesting, type: string | null, token: string): void {
  if (type === "flow-map-start" || type === "flow-seq-start") open.flow += 1;
  if (type === "flow-map-end" || type === "flow-seq-end") open.flow = Math.max(0, open.flow - 1);
  if (open.flow === 0 && open.isFresh && !isBlank(type)) {
    while (open.columns.length > 0 && open.columns.at(-1)! > open.column) open.columns.pop();
    if (open.columns.at(-1) !== open.column) open.columns.push(open.column);
  }
  const isIndicator = type === "seq-item-ind" || type === "explicit-key-ind" || type === "map-value-ind";
  const lineBreak = token.lastIndexOf("\n");
  open.column = lineBreak >= 0 ? token.length - lineBreak - 1 : open.column + token.length;
  open.isFresh = lineBreak >= 0 || (open.isFresh && (isBlank(type) || isIndicator));
}
