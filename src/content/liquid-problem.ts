/** What liquidjs throws → a problem in our words, at the place in the author's file. */
import type { Problem } from "../model/problem.ts";

/** Where a line and column of the Liquid text (both from 1) are in the file: `path:line:col`. */
export type Locate = (line: number, column: number) => string;

/** A text that was being read, and the names of the filters that exist. */
interface Reading {
  readonly source: string;
  readonly filters: readonly string[];
}

/** Says what is wrong with a Liquid text, and what to write instead. `reading` is null once the text has been read. */
export function liquidProblem(error: unknown, locate: Locate, reading: Reading | null = null): Problem {
  const { message, line, column } = readError(error);
  const filter = /undefined filter: (\S+)/.exec(message)?.[1];
  if (filter !== undefined && reading !== null) {
    const at = positionOf(filter, reading.source, { line, column });
    const todo = didYouMean(filter, reading.filters);
    return problem("unknown-filter", locate(at.line, at.column), `There is no filter "${filter}".`, todo);
  }
  const where = locate(line, column);
  const tag = /tag "([^"]*)" not found/.exec(message)?.[1];
  if (tag !== undefined) return problem("unknown-tag", where, `"${tag}" is not a tag that can stand here.`, tagTodo);
  if (/limit exceeded/i.test(message))
    return problem(
      "template-limit",
      where,
      "This template is too large or takes too long to fill in.",
      "Shorten it, or loop less.",
    );
  if (message.includes("has no date here")) {
    return problem(
      "template-clock",
      where,
      "A template cannot ask for the current time.",
      "Give the date as a value, so that the same input makes the same issue.",
    );
  }
  return problem(
    "template-syntax",
    where,
    `This is not Liquid: ${message}.`,
    "Correct it, or put it between {% raw %} and {% endraw %} to print it as it is.",
  );
}

const tagTodo = "Use if, unless, case, for, assign, capture, comment or raw, each with its end.";

function problem(code: string, where: string, what: string, todo: string): Problem {
  return { code, where, what, todo, severity: "error" };
}

interface Found extends Position {
  readonly message: string;
}

/** liquidjs ends its messages with `, line:1, col:4`. */
function readError(error: unknown): Found {
  const text = error instanceof Error ? error.message : String(error);
  const at = /,?(?: file:[^,]*,)? line:(\d+), col:(\d+)$/.exec(text);
  if (at === null) return { message: text, line: 1, column: 1 };
  return { message: text.slice(0, at.index), line: Number(at[1]), column: Number(at[2]) };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** liquidjs points to the `{{`; the author looks for the filter. */
function positionOf(filter: string, source: string, output: Position): Position {
  const lines = source.split("\n");
  const from = lines.slice(0, output.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + output.column - 1;
  const at = source.indexOf(filter, source.indexOf("|", from));
  if (at === -1) return output;
  const before = source.slice(0, at).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function didYouMean(name: string, known: readonly string[]): string {
  const near =
    known.find((one) => lettersOf(one) === lettersOf(name)) ?? known.find((one) => isOneEditApart(name, one));
  return near === undefined
    ? "Use one of Liquid's own filters, slugify, first_word or plus_days."
    : `Did you mean "${near}"?`;
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** One letter too many, too few or wrong, or two swapped: what is left between the common start and end is that small. */
function isOneEditApart(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && left === [...right].reverse().join(""));
}
