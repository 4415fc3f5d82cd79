/**
 * `milepost report [NAME]`: how long each milestone takes, what is stuck and what is due, as of any date. Reads GitHub
 * and writes nothing there; with `--out` it leaves files in a folder.
 */
import { join } from "node:path";
import type { Config } from "../../config/config.ts";
import { didYouMean } from "../../config/nearest.ts";
import { reportRuleOf, reportRulesOf } from "../../config/report-rule-of.ts";
import { lastMomentOf } from "../../measure/periods.ts";
import { type Instant, instantOf } from "../../model/time.ts";
import { createWorldKeeper } from "../../observe/world.ts";
import type { AudienceName } from "../../report/audience.ts";
import { CommandError, type ExitCode, exitCode } from "../exit.ts";
import { type ItemCache, itemCache } from "../report/item-cache.ts";
import {
  type MadeReport,
  makeReport,
  type ReportAsk,
  type ReportFormat,
  reportFormats,
} from "../report/make-report.ts";
import { readOrganisation } from "../report/read-organisation.ts";
import { createClock } from "../wire.ts";
import { type OnlineOptions, onlooker } from "./online.ts";
import { accepted, readMoment } from "./survival-cells.ts";
import type { Terminal } from "./terminal.ts";

/** As they are typed. */
export interface ReportOptions extends OnlineOptions {
  readonly asOf?: string;
  readonly week?: string;
  readonly audience?: string;
  readonly format?: string;
  readonly out?: string;
  readonly cache?: string;
}

/** Exit code 3 when something could not be read: the report says so at its top. */
export async function report(terminal: Terminal, name: string | undefined, options: ReportOptions): Promise<ExitCode> {
  const formats = formatsOf(options);
  const audience = audienceOf(options.audience);
  const { config, ports } = await onlooker(terminal, undefined, { ...options, all: true });
  const now = (terminal.clock ?? createClock()).now();
  const ask = askOf(config, name, audience);
  const asOf = asOfFrom(options, config.calendar.zone, now);
  const cache = options.cache === undefined ? null : cacheAt(terminal, options.cache);
  const bar = progressBar(terminal);
  const world = await createWorldKeeper(ports.reader, config).read();
  const onProgress = (items: number) => bar.show(0, `${items.toLocaleString("en")} items read`);
  const gathered = await readOrganisation({ config, reader: ports.reader, world, now, cache, onProgress });
  if (cache !== null && options.cache !== undefined) writeTo(terminal, options.cache, cache.text());
  const made = await makeReport(gathered, {
    ...{ config, ask, asOf, formats },
    onProgress: (done, of) => bar.show(done / of, `week ${done} of ${of} measured`),
  });
  bar.done();
  tell(terminal, made, { formats, out: options.out });
  for (const sentence of made.view.incomplete) terminal.err.write(`incomplete: ${sentence}\n`);
  return made.incomplete ? exitCode.workLeft : exitCode.done;
}

function tell(
  terminal: Terminal,
  { files }: MadeReport,
  { formats, out }: { readonly formats: readonly ReportFormat[]; readonly out: string | undefined },
): void {
  if (out === undefined) {
    terminal.out.write(files[0]!.text);
    if (formats[0] === "csv")
      terminal.err.write("These are the waits. The moves are a second file: give --out FOLDER.\n");
    return;
  }
  for (const { name, text } of files) {
    writeTo(terminal, join(out, name), text);
    terminal.out.write(`${join(out, name)}\n`);
  }
}

function formatsOf({ format, out }: ReportOptions): readonly ReportFormat[] {
  if (format === undefined) return out === undefined ? ["markdown"] : reportFormats;
  const asked = format.split(",").map((one) => one.trim());
  const formats = reportFormats.filter((one) => asked.includes(one));
  const odd = asked.find((one) => !reportFormats.some((known) => known === one));
  if (odd !== undefined)
    throw wrong(
      `--format "${odd}" is none. ${didYouMean(odd, reportFormats, `There are: ${reportFormats.join(", ")}.`)}`,
    );
  if (formats.length > 1 && out === undefined) throw wrong("Several formats need a folder. Give --out FOLDER.");
  return formats;
}

function audienceOf(text: string | undefined): AudienceName | null {
  if (text === undefined || text === "public" || text === "team") return text ?? null;
  throw wrong(`--audience "${text}" is none. Write public or team.`);
}

/** The report of that name, or the first one; for the audience asked for. */
function askOf(config: Config, name: string | undefined, audience: AudienceName | null): ReportAsk {
  const rule = reportRuleOf(config, name ?? null);
  if (rule !== null) return { ...rule, audience: audience ?? rule.audience };
  const known = reportRulesOf(config).map((one) => one.name);
  throw wrong(`There is no report "${name}". ${didYouMean(name ?? "", known, `There are: ${known.join(", ")}.`)}`);
}

/** A day means its beginning in the zone, so that a Monday's date is the week before it. */
function asOfFrom({ asOf, week }: ReportOptions, zone: string, now: Instant): Instant {
  if (asOf !== undefined && week !== undefined) throw wrong("Give either --as-of or --week, not both.");
  if (week !== undefined) {
    const last = lastMoment(week, zone);
    if (last <= now) return last;
    throw wrong(`${week} is not over yet. Give a week that is, or --as-of with a moment in it.`);
  }
  if (asOf === undefined) return now;
  const seconds = readMoment(asOf, zone);
  if (seconds === null) throw wrong(`--as-of "${asOf}" is no date. ${accepted.moment}`);
  const at = instantOf(seconds);
  if (at <= now) return at;
  throw wrong(`--as-of ${asOf} is in the future. A report knows what has happened only.`);
}

function lastMoment(week: string, zone: string): Instant {
  try {
    return lastMomentOf(week, zone);
  } catch (error) {
    if (error instanceof RangeError) throw wrong(`--week: ${error.message}`);
    throw error;
  }
}

function cacheAt(terminal: Terminal, path: string): ItemCache {
  try {
    return itemCache(terminal.readFile(path));
  } catch {
    return itemCache(null);
  }
}

function writeTo(terminal: Terminal, path: string, text: string): void {
  try {
    terminal.write(path, text);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new CommandError(exitCode.failed, `${path} could not be written (${code}). Give another place with --out.`);
  }
}

/** One line on standard error that is written over; nothing where nobody looks. */
function progressBar({ err }: Terminal) {
  const wipe = () => void (err.isTTY && err.write("\r\u001b[2K"));
  return {
    show(share: number, text: string): void {
      if (!err.isTTY) return;
      const full = Math.round(share * 20);
      err.write(`\r\u001b[2K[${"#".repeat(full)}${".".repeat(20 - full)}] ${text}`);
    },
    done: wipe,
  };
}

function wrong(words: string): CommandError {
  return new CommandError(exitCode.wrong, words);
}
