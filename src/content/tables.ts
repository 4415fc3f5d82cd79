/**
 * A body → its tables, as in GitHub Flavored Markdown (https://github.github.com/gfm/#tables-extension-): those that stand
 * by themselves, not those in quotes and lists. One linear pass; held against a general parser by
 * test/content/tables.test.ts.
 */
import { htmlEndOf } from "./html-block.ts";
import { fenceOpenedBy, linesOf } from "./lines.ts";
import { isUnfilled } from "./placeholders.ts";
import { sectionsOf } from "./sections.ts";

/** One table. A row has as many cells as the head; a cell's text is without the spaces around it. */
export interface Table {
  /** The nearest heading above it; null: none. */
  readonly heading: string | null;
  /** Where it begins in the body. */
  readonly start: number;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Every table, in order. */
export function tablesIn(body: string): readonly Table[] {
  const lines = linesOf(body);
  const sections = sectionsOf(body);
  const tables: Table[] = [];
  let section = -1;
  let html: RegExp | null = null;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (html !== null) {
      if (html.test(line.text)) html = null;
      continue;
    }
    if (line.fenced) continue;
    const opened = htmlEndOf(line.text, at > 0 && lines[at - 1]!.text.trim() !== "");
    if (opened !== null) {
      html = opened.test(line.text) ? null : opened;
      continue;
    }
    const header = headerAt(lines[at]!.text, lines[at + 1]);
    if (header === null) continue;
    while (sections[section + 1] !== undefined && sections[section + 1]!.start <= line.start) section += 1;
    const rows: (readonly string[])[] = [];
    at += 1;
    while (lines[at + 1] !== undefined && !lines[at + 1]!.fenced && isRow(lines[at + 1]!.text)) {
      at += 1;
      const cells = cellsOf(lines[at]!.text);
      rows.push(header.map((_, index) => cells[index] ?? ""));
    }
    tables.push({ heading: sections[section]?.heading ?? null, start: line.start, header, rows });
  }
  return tables;
}

/** Rows that ask something and whose last cell nobody has filled in. A row without any text asks nothing. */
export function rowsUnfilled({ rows }: Pick<Table, "rows">): readonly (readonly string[])[] {
  return rows.filter((cells) => cells.some((cell) => cell !== "") && isUnfilled(cells.at(-1) ?? ""));
}

function headerAt(text: string, next: { readonly text: string; readonly fenced: boolean } | undefined) {
  // Most lines are told from a header by the line after them alone.
  if (next === undefined || next.fenced || !isDelimiter(next.text) || !isRow(text)) return null;
  const header = cellsOf(text);
  return header.length === cellsOf(next.text).length ? header : null;
}

/** `| :--- | ---: |`, with at least one pipe: a line of dashes alone underlines a heading. */
function isDelimiter(text: string): boolean {
  if (!text.includes("|") || !text.includes("-") || !/^ {0,3}[-:|]/.test(text)) return false;
  return cellsOf(text).every((cell) => /^:?-+:?$/.test(cell));
}

/** Whether a line can belong to a table: no blank line, and nothing that begins another block. */
function isRow(text: string): boolean {
  if (text.trim() === "" || /^(?: {4}| {0,3}\t)/.test(text)) return false;
  if (/^ {0,3}(?:#{1,6}(?:[ \t]|$)|>|[-+*](?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$))/.test(text)) return false;
  if (/^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/.test(text)) return false;
  return fenceOpenedBy(text) === null && htmlEndOf(text, true) === null;
}

/** Cells between pipes that no backslash escapes; a pipe at either edge is none of theirs. */
function cellsOf(text: string): readonly string[] {
  const row = text.trim();
  if (!row.includes("\\"))
    return row
      .replace(/^\|/, "")
      .replace(/\|$/, "")
      .split("|")
      .map((cell) => cell.trim());
  const cells: string[] = [];
  let from = row.startsWith("|") ? 1 : 0;
  for (let at = from; at < row.length; at += 1) {
    if (row[at] === "\\") at += 1;
    else if (row[at] === "|") {
      cells.push(row.slice(from, at));
      from = at + 1;
    }
  }
  if (from < row.length || cells.length === 0) cells.push(row.slice(from));
  return cells.map((cell) => cell.trim().replaceAll("\\|", "|"));
}
