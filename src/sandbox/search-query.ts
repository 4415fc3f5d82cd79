/**
 * Search queries, taken apart: `repo:o/r is:open -label:"good first" words`. Text goes in, qualifiers and words come
 * out; nothing is looked up here. https://docs.github.com/en/search-github/searching-on-github/searching-issues-and-pull-requests
 */

/** One `name:value`; `not`: written with a minus. */
export interface Qualifier {
  readonly name: string;
  readonly value: string;
  readonly not: boolean;
}

export interface SearchQuery {
  readonly qualifiers: readonly Qualifier[];
  readonly words: readonly string[];
}

const known = [
  "repo",
  "org",
  "user",
  "is",
  "type",
  "state",
  "label",
  "author",
  "assignee",
  "in",
  "created",
  "updated",
  "closed",
  "milestone",
  "no",
  "archived",
  "sort",
];

/** Takes a query apart. What looks like a qualifier but is none is a word, as on GitHub. */
export function parseSearch(text: string): SearchQuery {
  const qualifiers: Qualifier[] = [];
  const words: string[] = [];
  for (const [, minus, name, quoted, bare, phrase, word] of text.matchAll(
    /(-)?(?:([a-z-]+):(?:"([^"]*)"|(\S+))|"([^"]*)"|(\S+))/g,
  )) {
    const value = quoted ?? bare;
    if (name !== undefined && value !== undefined && known.includes(name)) {
      qualifiers.push({ name, value, not: minus === "-" });
    } else words.push((phrase ?? word ?? `${name}:${value}`).toLowerCase());
  }
  return { qualifiers, words };
}

/** Whether a date satisfies `>2025-01-01`, `<=…`, `a..b` or a plain date. */
export function matchesDate(at: string | null, range: string): boolean {
  if (at === null) return false;
  const span = range.split("..");
  if (span.length === 2) return (span[0] === "*" || at >= span[0]!) && (span[1] === "*" || upTo(at, span[1]!));
  const [, sign = "", value = ""] = /^(>=|<=|>|<)?(.*)$/.exec(range)!;
  if (sign === ">=") return at >= value;
  if (sign === "<=") return upTo(at, value);
  if (sign === ">") return at > value && !at.startsWith(value);
  if (sign === "<") return at < value;
  return at.startsWith(value);
}

/** A plain date stands for its whole day. */
function upTo(at: string, end: string): boolean {
  return at <= end || at.startsWith(end);
}
