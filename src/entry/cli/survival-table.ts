/**
 * The text of a CSV file → its records, one after the other, each with the place of its cells. Commas, semicolons or
 * tabs, whichever the first line has most of. Throws `CommandError` where the text is no table, with the place.
 */
import { CsvError, parse } from "csv-parse/sync";
import { cleanLine } from "../../content/clean.ts";
import { didYouMean } from "../../content/nearest.ts";
import { createFinder, type Place } from "../../sources/csv-place.ts";
import { CommandError, exitCode } from "../exit.ts";

/** One record below the first. */
export interface TableRow {
  readonly cells: readonly string[];
  /** Where a cell begins. */
  readonly placeOf: (cell: number) => Place;
}

/** The columns that the first line names. */
export interface Header {
  readonly names: readonly string[];
  /** The place of a column among the cells. Throws `CommandError` when there is none of that name, or more than one. */
  readonly indexOf: (name: string) => number;
}

/** Takes the header and gives what is to be done with each record. */
export type OpenTable = (header: Header) => (row: TableRow) => void;

/** Reads a table. `file` is what it is called in messages. */
export function readTable(file: string, text: string, open: OpenTable): void {
  const bytes = Buffer.from(text);
  const delimiter = delimiterOf(text);
  const find = createFinder(bytes, delimiter);
  let take: ((row: TableRow) => void) | null = null;
  let start = 0;
  const onRecord = (cells: string[], { bytes: past }: { readonly bytes: number }) => {
    const from = start;
    start = past;
    if (take === null) take = open(headerOf(file, cells, (cell) => find(from, cell)));
    else take({ cells, placeOf: (cell) => find(from, cell) });
    return null;
  };
  try {
    parse(bytes, {
      bom: true,
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: onRecord,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw wrong(file, find(start, fieldOf(error)), wordsOf(error));
  }
  if (take === null) throw wrong(file, { line: 1, column: 1 }, "The file is empty. Its first line names the columns.");
}

function delimiterOf(text: string): string {
  const first = text.slice(0, 65_536).split(/[\r\n]/, 1)[0]!;
  const counts = [",", ";", "\t"].map((sign) => ({ sign, count: first.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

function headerOf(file: string, cells: readonly string[], placeOf: (cell: number) => Place): Header {
  const names = cells.map(cleanLine);
  const indexOf = (name: string) => {
    const index = names.indexOf(cleanLine(name));
    const again = names.indexOf(cleanLine(name), index + 1);
    if (index >= 0 && again < 0) return index;
    if (index >= 0) throw wrong(file, placeOf(again), `Two columns are called "${names[index]}". Rename one of them.`);
    const there = `The columns are: ${names.slice(0, 50).join(", ")}.`;
    const todo = didYouMean(name, names, there);
    throw wrong(file, placeOf(0), `There is no column "${cleanLine(name)}". ${todo}`);
  };
  return { names, indexOf };
}

function wrong(file: string, { line, column }: Place, words: string): CommandError {
  return new CommandError(exitCode.wrong, `${file}:${line}:${column}  ${words}`);
}

function fieldOf(error: CsvError): number {
  return typeof error.column === "number" ? error.column : 0;
}

function wordsOf({ code }: CsvError): string {
  switch (code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return 'A quote is opened here and never closed. Add the closing ", or write " inside quotes as "".';
    case "INVALID_OPENING_QUOTE":
    case "CSV_INVALID_CLOSING_QUOTE":
      return 'There is a quote in the middle of this field. Put the whole field in quotes and write " inside it as "".';
    default:
      return `The file cannot be read as a table (${code}). Save it as CSV in UTF-8.`;
  }
}
