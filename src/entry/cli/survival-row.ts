/**
 * One row of a table of waits → a wait, or why it is none. Dated rows are whole seconds; rows that give days keep the
 * unit they have. What cannot have been so (ends before it begins, ends after now) is told apart from what cannot be read.
 */
import { cleanLine } from "../../content/clean.ts";
import { accepted, readDays, readEnd, readMoment } from "./survival-cells.ts";
import type { Header } from "./survival-table.ts";

/** Which columns say what. */
export interface WaitSource {
  readonly columns:
    | { readonly kind: "dates"; readonly from: string; readonly to: string }
    | { readonly kind: "days"; readonly days: string };
  /** null: whatever has its second date, or its days, has reached the end. */
  readonly end: string | null;
  /** When watching began: a moment beside dates, days after the beginning beside days. null: from the beginning. */
  readonly entry: string | null;
  readonly group: string | null;
  /** How the end that is waited for is called. */
  readonly reached: string;
  /** Whether that name may be one that nobody used: then it is no end at all when there are others. */
  readonly guessed: boolean;
  readonly zone: string;
  /** Seconds since 1970. */
  readonly asOf: number;
  /** Whether `asOf` was asked for: then what is later has not happened yet; otherwise a later moment is a wrong one. */
  readonly asked: boolean;
}

/** A row that counts. */
export interface JudgedWait {
  readonly kind: "wait";
  readonly time: number;
  readonly entry: number;
  /** null: open. */
  readonly end: string | null;
}

/** A row that does not, and the cell that shows it. */
export interface Refused {
  readonly kind: "unreadable" | "anomaly";
  readonly cell: number;
  readonly what: string;
  readonly todo: string;
}

export type Judged = JudgedWait | Refused | { readonly kind: "not-begun" };

type Cells = readonly string[];

/** Finds the columns once, and gives what reads a row. Throws `CommandError` for a column that is not there. */
export function rowReader(header: Header, source: WaitSource): (cells: Cells) => Judged {
  const end = source.end === null ? null : header.indexOf(source.end);
  const entry = source.entry === null ? null : header.indexOf(source.entry);
  const { columns } = source;
  const at: Places =
    columns.kind === "days"
      ? { from: header.indexOf(columns.days), to: header.indexOf(columns.days), end, entry }
      : { from: header.indexOf(columns.from), to: header.indexOf(columns.to), end, entry };
  const judge = columns.kind === "days" ? judgeDays : judgeDates;
  return (cells) => {
    if (cells.length === header.names.length) return judge(cells, at, source);
    const what = `This row has ${cells.length} fields, the first line has ${header.names.length}.`;
    return { kind: "unreadable", cell: 0, what, todo: 'Put a field with a comma in it in quotes ("").' };
  };
}

interface Places {
  readonly from: number;
  readonly to: number;
  readonly end: number | null;
  readonly entry: number | null;
}

function judgeDays(cells: Cells, at: Places, source: WaitSource): Judged {
  const time = readDays(cells[at.from]!);
  if (time === null) return unreadable(cells, at.from, "is no number of days", accepted.days);
  if (time < 0) return anomaly(at.from, "It lasted less than no time.", "Look at both of its dates.");
  const entry = at.entry === null || cells[at.entry]!.trim() === "" ? 0 : readDays(cells[at.entry]!);
  if (entry === null) return unreadable(cells, at.entry!, "is no number of days", accepted.days);
  return watched({ time, entry: Math.max(0, entry), end: endOf(cells, at, source) }, at);
}

function judgeDates(cells: Cells, at: Places, source: WaitSource): Judged {
  const { zone, asOf, asked } = source;
  const from = readMoment(cells[at.from]!, zone);
  if (from === null) return unreadable(cells, at.from, "is no date", accepted.moment);
  const isOver = cells[at.to]!.trim() !== "";
  const to = isOver ? readMoment(cells[at.to]!, zone) : asOf;
  if (to === null) return unreadable(cells, at.to, "is no date", accepted.moment);
  const entry = at.entry === null || cells[at.entry]!.trim() === "" ? from : readMoment(cells[at.entry]!, zone);
  if (entry === null) return unreadable(cells, at.entry!, "is no date", accepted.moment);
  if (from > asOf)
    return asked ? { kind: "not-begun" } : anomaly(at.from, "It begins in the future.", "Correct the date.");
  if (isOver && to < from) return anomaly(at.to, "It ended before it began.", "Correct one of the two dates.");
  if (to > asOf && !asked) return anomaly(at.to, "It ended in the future.", "Correct the date.");
  const said = endOf(cells, at, source);
  if (!isOver && at.end !== null && said !== null)
    return unreadable(
      cells,
      at.end,
      `says that it is over, and there is no date in "${dateOf(source)}"`,
      "Fill in one of them.",
    );
  const end = !isOver || to > asOf ? null : isEmpty(cells, at.end) ? source.reached : said;
  return watched({ time: Math.min(to, asOf) - from, entry: Math.max(0, entry - from), end }, at);
}

/** A second date and nothing said about it: it is the one of the end waited for. */
function isEmpty(cells: Cells, cell: number | null): boolean {
  return cell !== null && cells[cell]!.trim() === "";
}

function dateOf({ columns }: WaitSource): string {
  return columns.kind === "dates" ? columns.to : columns.days;
}

function endOf(cells: Cells, { end }: Places, { reached }: WaitSource): string | null {
  if (end === null) return reached;
  const said = readEnd(cells[end]!);
  if (said === "open") return null;
  return said === "reached" ? reached : said.which;
}

function watched(wait: Omit<JudgedWait, "kind">, at: Places): Judged {
  if (wait.entry === 0 || wait.entry < wait.time) return { kind: "wait", ...wait };
  return anomaly(at.entry ?? at.from, "It was over before it was watched.", "Correct one of the dates.");
}

function unreadable(cells: Cells, cell: number, what: string, todo: string): Refused {
  const text = cells[cell]!.trim();
  const shown = text === "" ? "An empty field" : `"${shortened(text)}"`;
  return { kind: "unreadable", cell, what: `${shown} ${what}.`, todo };
}

function anomaly(cell: number, what: string, todo: string): Refused {
  return { kind: "anomaly", cell, what, todo };
}

function shortened(text: string): string {
  const line = cleanLine(text);
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
