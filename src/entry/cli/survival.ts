/**
 * `milepost survival FILE.csv`: how long waits take, from any table of them, by the same arithmetic as the reports.
 * Asks nobody and changes nothing.
 */
import { cleanLine } from "../../content/clean.ts";
import type { Instant } from "../../model/time.ts";
import { instantOf, secondsOf } from "../../model/time.ts";
import { CommandError, type ExitCode, exitCode } from "../exit.ts";
import { createClock } from "../wire.ts";
import { accepted, readMoment } from "./survival-cells.ts";
import { readWaits } from "./survival-file.ts";
import { type SurvivalResult, survivalResult } from "./survival-result.ts";
import type { WaitSource } from "./survival-row.ts";
import { survivalWords } from "./survival-words.ts";
import { print, progress, type Terminal, wantsJson } from "./terminal.ts";

/** As they are typed. */
export interface SurvivalOptions {
  readonly from?: string;
  readonly to?: string;
  readonly days?: string;
  readonly end?: string;
  readonly entry?: string;
  readonly reached?: string;
  readonly group?: string;
  readonly asOf?: string;
  readonly zone?: string;
  readonly json?: boolean;
}

/** Exit code 3 when rows could not be read: the figures are without them. */
export function survival(terminal: Terminal, file: string, options: SurvivalOptions): ExitCode {
  const source = sourceOf(options, (terminal.clock ?? createClock()).now());
  const text = textOf(terminal, file);
  const read = readWaits({ file, text }, source, (rows) =>
    progress(terminal, `${rows.toLocaleString("en")} rows read`),
  );
  const dated = source.columns.kind === "dates";
  const asOf = dated ? instantOf(source.asOf) : null;
  const result = survivalResult(read, { file, asOf, unit: dated ? 86_400 : 1, reached: source.reached });
  tell(terminal, result, { source, json: wantsJson(terminal, options) });
  return result.incomplete ? exitCode.workLeft : exitCode.done;
}

/** Curves may be long: as JSON they stand on one line. */
function tell(
  terminal: Terminal,
  result: SurvivalResult,
  { source, json }: { readonly source: WaitSource; readonly json: boolean },
): void {
  if (json) terminal.out.write(`${JSON.stringify(result)}\n`);
  else print(terminal, false, result, () => survivalWords(result, source));
}

function sourceOf(options: SurvivalOptions, now: Instant): WaitSource {
  const { from, to, days, end = null, entry = null, group = null, zone = "UTC" } = options;
  checkZone(zone);
  const asked = options.asOf !== undefined;
  const asOf = asked ? readMoment(options.asOf ?? "", zone) : secondsOf(now);
  if (asOf === null) throw wrong(`--as-of "${options.asOf}" is no date. ${accepted.moment}`);
  const rest = { end, entry, group, zone, asOf, asked, guessed: false };
  if (days !== undefined) {
    if (from !== undefined || to !== undefined || asked) throw wrong(`--days ${either}`);
    const guessed = options.reached === undefined;
    return { ...rest, columns: { kind: "days", days }, reached: nameOf(options.reached ?? "reached"), guessed };
  }
  if (from === undefined || to === undefined) throw wrong(`Say which columns to read. ${usage}`);
  return { ...rest, columns: { kind: "dates", from, to }, reached: nameOf(options.reached ?? to) };
}

const either =
  "cannot stand beside --from, --to or --as-of: a table gives either dates or days. Leave one of them out.";
const usage =
  "Dates: --from COLUMN --to COLUMN, where an empty second date means still open. Days: --days COLUMN --end COLUMN.";

/** As names in the file are read. */
function nameOf(text: string): string {
  return cleanLine(text).slice(0, 100);
}

function checkZone(zone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
  } catch {
    throw wrong(`--zone "${zone}" is no time zone. Write it as Europe/Berlin.`);
  }
}

function textOf(terminal: Terminal, file: string): string {
  try {
    return terminal.readFile(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : null;
    if (code === null) throw error;
    const what = code === "ENOENT" ? "There is no such file." : `It cannot be read (${code}).`;
    throw wrong(`${file}  ${what} Give the path of a CSV file.`);
  }
}

function wrong(words: string): CommandError {
  return new CommandError(exitCode.wrong, words);
}
