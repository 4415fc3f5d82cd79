/**
 * A body → its sections: `#` headings of every level (not the underlined kind, which forms and templates do not use),
 * nested. None in code fences or HTML comments. One linear pass.
 */
import { visibleLines } from "./visible.ts";

/** One section. Offsets are those of the body. */
export interface Section {
  /** On one line, without the marks around it. */
  readonly heading: string;
  /** 1 to 6. */
  readonly level: number;
  /** Where the heading's line begins. */
  readonly start: number;
  /** Where the text under the heading begins. */
  readonly from: number;
  /** Where the section ends, with everything that is nested in it. */
  readonly end: number;
}

/** Every section, in order; a nested one follows the one that holds it. */
export function sectionsOf(body: string): readonly Section[] {
  const found: { -readonly [Key in keyof Section]: Section[Key] }[] = [];
  const open: (typeof found)[number][] = [];
  for (const { text, start, end, fenced } of visibleLines(body)) {
    const heading = fenced || !text.includes("#") ? null : /^ {0,3}(#{1,6})(?:[ \t]+(\S.*)|[ \t]*)$/.exec(text);
    if (heading === null) continue;
    const level = heading[1]!.length;
    while (open.length > 0 && open.at(-1)!.level >= level) open.pop()!.end = start;
    const section = { heading: plainHeading(heading[2] ?? ""), level, start, from: end, end: body.length };
    found.push(section);
    open.push(section);
  }
  return found;
}

/** The first section under one of these names, compared without case, emphasis and surrounding space. */
export function sectionNamed(sections: readonly Section[], names: readonly string[]): Section | null {
  const wanted = new Set(names.map(folded));
  return sections.find(({ heading }) => wanted.has(folded(heading))) ?? null;
}

/** A heading as it is compared. */
export function folded(heading: string): string {
  return heading.normalize("NFC").replace(/[*_`]/g, "").replace(/\s+/g, " ").trim().replace(/ ?:$/, "").toLowerCase();
}

/** Closing marks (`## Heading ##`) are no part of it. */
function plainHeading(text: string): string {
  let end = text.trimEnd().length;
  const whole = end;
  while (text[end - 1] === "#") end -= 1;
  const closed = end === 0 || (end < whole && /\s/.test(text[end - 1]!));
  return text
    .slice(0, closed ? end : whole)
    .replace(/\s+/g, " ")
    .trim();
}
