/**
 * `milepost report [NAME]`: how long each milestone takes, what is stuck and what is due, as of any date. Reads GitHub
 * and writes nothing there unless `--post` asks for it; with `--out` it leaves files in a folder.
 */
import { join } from "node:path";
import type { Config } from "../../config/config.ts";
import { didYouMean } from "../../config/nearest.ts";
import { reportRuleOf, reportRulesOf } from "../../config/report-rule-of.ts";
import { amountFrom } from "../../measure/money/amount.ts";
import type { CostsRead } from "../../measure/money/money.ts";
import type { ReportRule } from "../../model/report-rule.ts";
import { createWorldKeeper } from "../../observe/world.ts";
import type { AudienceName } from "../../report/audience.ts";
import { readCostsCsv } from "../../sources/costs-csv.ts";
import { CommandError, type ExitCode, exitCode } from "../exit.ts";
import { asOfFrom } from "../report/as-of.ts";
import { type ItemCache, itemCache, mayBeCache } from "../report/item-cache.ts";
import { type MadeReport, makeReport, type ReportFormat, reportFormats } from "../report/make-report.ts";
import { endOfPosting, postedWords } from "../report/posted-words.ts";
import { publishReport } from "../report/publish.ts";
import { readOrganisation } from "../report/read-organisation.ts";
import { sourceAccessBy } from "../source-access.ts";
import { refuseTeamMember } from "../whose-token.ts";
import { createClock } from "../wire.ts";
import { goOnline, type Online, type OnlineOptions, onlooker } from "./online.ts";
import type { Terminal } from "./terminal.ts";

/** As they are typed. */
export interface ReportOptions extends OnlineOptions {
  readonly asOf?: string;
  readonly week?: string;
  readonly audience?: string;
  readonly format?: string;
  readonly out?: string;
  readonly cache?: string;
  readonly costs?: string;
  readonly post?: boolean;
}

/** Exit code 3 when something could not be read: the report says so at its top. */
export async function report(terminal: Terminal, name: string | undefined, options: ReportOptions): Promise<ExitCode> {
  const formats = formatsOf(options);
  const audience = audienceOf(options.audience);
  const online = await openFor(terminal, options);
  const { config, ports } = online;
  const now = (terminal.clock ?? createClock()).now();
  const rule = ruleOf(config, name, audience);
  const asOf = asOfFrom(options, config.calendar.zone, now, { asOf: "--as-of", week: "--week" });
  const cache = options.cache === undefined ? null : cacheAt(terminal, options.cache);
  const bar = progressBar(terminal);
  const keeper = createWorldKeeper(ports.reader, config);
  const onItems = (items: number) => bar.show(0, `${items.toLocaleString("en")} items read`);
  const world = await keeper.read();
  if (options.post === true && rule.audience === "finance" && !isForFinance(config, rule))
    throw wrong("--audience finance would post amounts where this report is posted for others. Leave --post out.");
  const access = sourceAccessBy(terminal.env);
  const reading = { config, reader: ports.reader, world, now, cache, access };
  const costs = options.costs === undefined ? null : costsFrom(terminal, options.costs, config);
  const read = await readOrganisation({ ...reading, onProgress: onItems });
  const gathered = costs === null ? read : { ...read, sources: { ...read.sources, costs } };
  if (cache !== null && options.cache !== undefined) writeTo(terminal, options.cache, cache.text());
  const onProgress = (done: number, of: number) => bar.show(done / of, `week ${done} of ${of} measured`);
  if (options.post === true) {
    const whole = { ...ports, world: keeper, outgoing: null };
    const published = await publishReport(rule, gathered, { config, ports: whole, formats, asOf, onProgress });
    bar.done();
    if (options.out !== undefined) tell(terminal, published.made, { formats, out: options.out });
    terminal.out.write(postedWords(published, false));
    return endOf(terminal, published.made, endOfPosting(published));
  }
  const made = await makeReport(gathered, { config, ask: rule, asOf: asOf ?? now, formats, onProgress });
  bar.done();
  tell(terminal, made, { formats, out: options.out });
  return endOf(terminal, made, exitCode.done);
}

/** Who posts writes as Milepost; everybody else only looks. */
async function openFor(terminal: Terminal, options: ReportOptions): Promise<Online> {
  if (options.post !== true) return onlooker(terminal, undefined, { ...options, all: true });
  const online = await goOnline(terminal, undefined, { ...options, all: true });
  if (online.config.mode !== "apply")
    throw wrong("The config says mode: plan, so nothing is posted. Set mode: apply first, or leave --post out.");
  await refuseTeamMember(online.octokit, online.config);
  return online;
}

function endOf(terminal: Terminal, { view, incomplete }: MadeReport, otherwise: ExitCode): ExitCode {
  for (const sentence of view.incomplete) terminal.err.write(`incomplete: ${sentence}\n`);
  return otherwise === exitCode.done && incomplete ? exitCode.workLeft : otherwise;
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
  if (text === undefined || text === "public" || text === "team" || text === "finance") return text ?? null;
  throw wrong(`--audience "${text}" is none. Write public, team or finance.`);
}

/** The report of that name, or the first one; for the audience asked for. */
function ruleOf(config: Config, name: string | undefined, audience: AudienceName | null): ReportRule {
  const rule = reportRuleOf(config, name ?? null);
  if (rule !== null) return { ...rule, audience: audience ?? rule.audience };
  const known = reportRulesOf(config).map((one) => one.name);
  throw wrong(`There is no report "${name}". ${didYouMean(name ?? "", known, `There are: ${known.join(", ")}.`)}`);
}

/** A file of this machine, in place of the config's. */
function costsFrom(terminal: Terminal, path: string, { money }: Config): CostsRead {
  if (money === null) throw wrong("--costs needs `money:` in the config, which says how money is counted.");
  try {
    return readCostsCsv(path, terminal.readFile(path), amountFrom);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw wrong(`${path} could not be read (${code}). Give the path of a CSV file with --costs.`);
  }
}

function isForFinance(config: Config, { name }: ReportRule): boolean {
  return reportRuleOf(config, name)?.audience === "finance";
}

/** A damaged file of ours is begun anew; a file that never was one is somebody's, and is not written over. */
function cacheAt(terminal: Terminal, path: string): ItemCache {
  let text: string | null = null;
  try {
    text = terminal.readFile(path);
  } catch {
    // Not there yet; if it cannot be read, it is said when it cannot be written.
  }
  if (text !== null && !mayBeCache(text))
    throw wrong(`${path} holds something else, and would be written over. Give --cache a file of its own.`);
  return itemCache(text);
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
