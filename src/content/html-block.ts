/** A line → whether it begins an HTML block, and by what that block ends (CommonMark 0.31 §4.6). */

/** What ends the block that this line begins; null when it begins none. */
export function htmlEndOf(line: string, inParagraph: boolean): RegExp | null {
  // Nearly every line holds no tag, and a search is cheaper than a match.
  if (!line.includes("<")) return null;
  const start = /^ {0,3}</.exec(line);
  if (start === null) return null;
  const text = line.slice(start[0].length - 1);
  for (const [begins, ends] of kinds) if (begins.test(text)) return ends;
  return !inParagraph && wholeTag.test(text) ? blank : null;
}

const blank = /^\s*$/;

const blockNames =
  "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|" +
  "fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hr|html|iframe|legend|li|link|" +
  "main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|" +
  "title|tr|track|ul";

const kinds: readonly (readonly [RegExp, RegExp])[] = [
  [/^<(?:script|pre|style|textarea)(?:[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [/^<![a-z]/i, />/],
  [new RegExp(`^</?(?:${blockNames})(?:[\\s>]|/>|$)`, "i"), blank],
];

/** Any other tag, alone on its line. */
const wholeTag =
  /^(?:<[a-z][a-z\d-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?>|<\/[a-z][a-z\d-]*\s*>)\s*$/i;
