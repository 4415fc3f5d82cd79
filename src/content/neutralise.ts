/**
 * Text typed by somebody → the same text to the eye, without its powers: it mentions nobody, refers to no issue or
 * commit, closes nothing, opens no HTML, image, fence, heading or task. Code spans on one line stay as they are, so
 * that they can be copied. Applying it again changes nothing. GitHub sees mentions and references in the rendered
 * text, so an entity for `@` would not do: a zero-width space is put after it.
 */
import { clean, cleanLine } from "./clean.ts";

/** For paragraphs of a Markdown body. */
export function neutralise(value: string): string {
  return clean(value)
    .split("\n")
    .map((line) => neutraliseLine(line, false))
    .join("\n");
}

/** For one cell of a table: on one line, with pipes escaped. Code that holds a pipe is no longer code. */
export function neutraliseCell(value: string): string {
  return neutraliseLine(cleanLine(value), true);
}

/** For one line within HTML, or next to backticks, where code spans of the value's own protect nothing. */
export function neutralisePlain(value: string): string {
  return powerless(withoutLead(cleanLine(value)).replaceAll(">", "&gt;"), true);
}

const apart = "&#8203;";

// An entity of our own, whole; the first character of any other.
const entity = String.raw`&(?:amp|lt|gt|#8203|#92|#96|#124|#126);|&(?=(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});)`;
const foreignEntity = new RegExp(entity, "gi");

// Alternatives begin with different characters and repeat over disjoint classes, so matching stays linear.
const powers = new RegExp(
  [
    // A URL, then backslashes, which a link's destination would drop. It stops where Markdown could end a link.
    String.raw`(?:https?:)?\/\/[a-z\d][a-z\d-]*(?:\.[a-z\d-]+)+(?::\d+)?(?:(?=[/?#])(?:(?!&(?:lt|gt|#\d+);|#\d)[^\s<>()[\]\x60\\|"'*])*)?\\*`,
    entity,
    String.raw`\\+`,
    "[<`|]",
    "--!?>",
    String.raw`!(?=\[)`,
    String.raw`(?<![a-z\d])@(?=[a-z\d])`,
    String.raw`#(?=\d)`,
    String.raw`(?<![a-z\d])gh-(?=\d)`,
    String.raw`(?<![a-z\d])[\da-f]{7,40}(?![a-z\d-])`,
  ].join("|"),
  "gi",
);

function neutraliseLine(line: string, cell: boolean): string {
  const text = withoutLead(line);
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of codeSpans(text)) {
    if (cell && text.slice(start, end).includes("|")) continue;
    parts.push(powerless(text.slice(from, start), cell), text.slice(start, end).replace(/(--!?)>/g, "$1\u200B>"));
    from = end;
  }
  parts.push(powerless(text.slice(from), cell));
  return parts.join("");
}

function powerless(text: string, cell: boolean): string {
  return text.replace(powers, (found: string, at: number) => {
    if (/^(?:https?:)?\/\//i.test(found)) return powerlessUrl(found);
    switch (found[0]) {
      case "&":
        return found.length > 1 ? found : "&amp;";
      case "\\":
        return backslashes(found, text[at + found.length]);
      case "<":
        return "&lt;";
      case "`":
        return "&#96;";
      case "|":
        return cell ? "&#124;" : "|";
      case "-":
        return `${found.slice(0, -1)}&gt;`;
      default:
        return /^(?:[!@#]|gh-)$/i.test(found) ? found + apart : commitApart(found);
    }
  });
}

/** A backslash before what we turn into an entity would undo the entity; one at the end, whatever follows. */
function backslashes(found: string, next: string | undefined): string {
  return next === undefined || "<&`|".includes(next) ? "&#92;".repeat(found.length) : found;
}

/** GitHub's own redirecting host makes a link that is not counted as a reference (as in Renovate's comments). */
function powerlessUrl(url: string): string {
  const bare = url.replace(/\\+$/, "");
  return bare
    .replace(reference, "$1redirect.github.com")
    .replace(foreignEntity, (found) => (found.length > 1 ? found : "&amp;"))
    .replaceAll("@", "%40")
    .replace(/(?<![a-z\d])(gh)-(?=\d)/gi, "$1%2D")
    .concat("&#92;".repeat(url.length - bare.length));
}

const reference = /(\/\/)(?:www\.)?github\.com(?::\d+)?(?=\/[^/]+\/[^/]+\/(?:issues|pull|discussions|commit)\/)/gi;

/** GitHub links 7 to 40 hexadecimal digits. Words and plain numbers are not commits. */
function commitApart(found: string): string {
  const isCommit = found.length === 40 || (/\d/.test(found) && /[a-f]/i.test(found));
  return isCommit ? found.replace(/.{6}(?=.)/g, `$&${apart}`) : found;
}

/** Takes away what would open a tilde fence, a task or a heading, or make one of the line before. */
function withoutLead(line: string): string {
  return line.replace(lead, (_, before: string, mark: string) =>
    mark === "~~~" ? `${before}&#126;~~` : `${before}\\${mark}`,
  );
}

const lead =
  /^((?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*)(~~~|\[[ \txX]\](?=[ \t]|$)|#{1,6}(?=[ \t]|$)|(?:-+|=+)(?=[ \t]*$))/;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Backtick runs that pair on this line (CommonMark §6.1). What does not pair is escaped, so that nothing after it can. */
function codeSpans(text: string): readonly Span[] {
  const runs = [...text.matchAll(/`+/g)].map(({ 0: run, index }) => ({ start: index, end: index + run.length }));
  // By length, the first one still to come on top: each run is pushed and popped once.
  const ahead = new Map<number, Span[]>();
  for (const run of runs.toReversed()) {
    const stack = ahead.get(run.end - run.start);
    if (stack === undefined) ahead.set(run.end - run.start, [run]);
    else stack.push(run);
  }
  const spans: Span[] = [];
  let from = 0;
  for (const run of runs) {
    if (run.start < from || text[run.start - 1] === "\\") continue;
    const stack = ahead.get(run.end - run.start)!;
    while (stack.length > 0 && stack.at(-1)!.start <= run.start) stack.pop();
    const close = stack.at(-1);
    if (close === undefined) continue;
    spans.push({ start: run.start, end: close.end });
    from = close.end;
  }
  return spans;
}
