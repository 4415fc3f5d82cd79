/**
 * The text of a CSV file → its rows, each cell with the `file:line:column` at which a person finds it. A file that is no
 * table, or lacks a column, is a problem and no rows; a row that is too short or too long is a problem and left out.
 */
import { CsvError, parse } from "csv-parse/sync";
import type { Problem } from "../model/problem.ts";
import { createFinder } from "./csv-place.ts";

/** One record below the first. Columns by their names; one that the file lacks is "" everywhere. */
export interface CsvRow {
  /** Without outer space. */
  readonly cell: (column: string) => string;
  /** `usage.csv:3:12`, where the cell begins; the row's beginning for a column that the file lacks. */
  readonly where: (column: string) => string;
}

export interface CsvTable {
  readonly rows: readonly CsvRow[];
  readonly problems: readonly Problem[];
}

export interface CsvColumns {
  /** Without these the file is no table of its kind. */
  readonly needed: readonly string[];
  /** The code of every problem: `usage-row`. */
  readonly code: string;
}

/** More rows than this are not read. */
const mostRows = 1_000_000;

/** Reads a table of commas, the first line naming the columns. `file` is what it is called in problems. */
export function readCsv(file: string, text: string, { needed, code }: CsvColumns): CsvTable {
  const bytes = Buffer.from(text);
  const find = createFinder(bytes, ",");
  const at = (start: number, cell: number) => {
    const { line, column } = find(start, cell);
    return `${file}:${line}:${column}`;
  };
  const wrong = (where: string, what: string, todo: string): Problem => {
    return { code, where, what, todo, severity: "error" };
  };
  const rows: CsvRow[] = [];
  const problems: Problem[] = [];
  let names: readonly string[] | null = null;
  let start = 0;
  const onRecord = (cells: string[], { bytes: past }: { readonly bytes: number }) => {
    const from = start;
    start = past;
    if (names === null) {
      names = cells.map((cell) => cell.trim());
      return null;
    }
    const columns = names;
    if (cells.length !== columns.length) {
      const what = `The row has ${cells.length} cells, and the first line names ${columns.length} columns. It is left out.`;
      problems.push(wrong(at(from, 0), what, "Give it as many cells as there are columns."));
      return null;
    }
    rows.push({
      cell: (column) => cells[columns.indexOf(column)]?.trim() ?? "",
      where: (column) => at(from, Math.max(0, columns.indexOf(column))),
    });
    return null;
  };
  try {
    parse(bytes, {
      bom: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      to: mostRows + 1,
      on_record: onRecord,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const cell = typeof error.column === "number" ? error.column : 0;
    const todo = 'Save it as CSV in UTF-8; a " inside quotes is written as "".';
    return {
      rows: [],
      problems: [wrong(at(start, cell), `The file cannot be read as a table (${error.code}).`, todo)],
    };
  }
  const found: readonly string[] = names ?? [];
  const missing = needed.filter((name) => !found.includes(name));
  const twice = found.filter((name, index) => name !== "" && found.indexOf(name) !== index);
  if (missing.length === 0 && twice.length === 0) return { rows, problems };
  const what =
    missing.length > 0
      ? `The file has no column ${missing.join(", ")}. It has: ${found.slice(0, 20).join(", ") || "nothing"}.`
      : `Two columns are called ${twice[0]}.`;
  const todo = `Name the columns in the first line: ${needed.join(",")}.`;
  return { rows: [], problems: [wrong(`${file}:1:1`, what, todo)] };
}
