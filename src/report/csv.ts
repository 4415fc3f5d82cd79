/**
 * Rows → CSV (RFC 4180): one line per wait, one per move, one per cell of the page's tables. Lines end with a line feed, which spreadsheets, R and pandas
 * all read. A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV Injection).
 */
import { stringify } from "csv-stringify/sync";
import type { TransitionRow, WaitRow } from "./rows.ts";
import type { TableRow } from "./table-rows.ts";

/** The waits. `milepost survival FILE --days days --end end` reads it; `end` names what else ended a wait. */
export function waitsCsv(rows: readonly WaitRow[]): string {
  return written(
    ["pipeline", "from", "to", "item", "url", "began", "ended", "end", "days", "working_days", "exact", "current"],
    rows.map((row) => [
      row.pipeline,
      row.from,
      row.to,
      row.item,
      row.url,
      row.began,
      row.ended,
      row.end === "otherwise" ? row.which : row.end,
      row.days,
      row.workingDays,
      yes(row.exact),
      yes(row.current),
    ]),
  );
}

/** The moves. */
export function transitionsCsv(rows: readonly TransitionRow[]): string {
  return written(
    ["pipeline", "item", "url", "from", "to", "at", "exact", "who", "days"],
    rows.map((row) => [row.pipeline, row.item, row.url, row.from, row.to, row.at, yes(row.exact), row.who, row.days]),
  );
}

/** The tables of the page, one line per cell. */
export function tablesCsv(rows: readonly TableRow[]): string {
  return written(
    ["section", "table", "row", "about", "column", "value", "unit", "n", "lower", "upper", "text"],
    rows.map(({ section, table, row, about, column, value, unit, n, lower, upper, text }) => [
      ...[section, table, row, about, column, value, unit, n, lower, upper, text],
    ]),
  );
}

function yes(flag: boolean): string {
  return flag ? "yes" : "no";
}

type CsvCell = string | number | null;

/** Numbers stay numbers: only what people wrote can be a formula. To the millionth of a day, a tenth of a second. */
function written(heads: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const number = (value: number) => String(Math.round(value * 1e6) / 1e6);
  return stringify([[...heads], ...rows.map((row) => [...row])], {
    record_delimiter: "unix",
    escape_formulas: true,
    cast: { number },
  });
}
