/**
 * Usage and answers, read from where the config says they are. Whatever cannot be read is a problem that the report
 * lists, and never an error: the rest of a report does not hang on it.
 */
import { plusDays } from "../../calendar/day.ts";
import { dayOf } from "../../calendar/zone.ts";
import type { Config } from "../../config/config.ts";
import type { Reader } from "../../github/ports.ts";
import { noSources, type SourcesRead } from "../../measure/communities.ts";
import { amountFrom } from "../../measure/money/amount.ts";
import type { CostsRead } from "../../measure/money/money.ts";
import type { Subject } from "../../measure/subject.ts";
import type { Answer } from "../../model/answer.ts";
import { refText } from "../../model/key.ts";
import type { Problem } from "../../model/problem.ts";
import type { SatisfactionRule, SourceFile, UsageRule } from "../../model/source-rule.ts";
import type { Instant } from "../../model/time.ts";
import { readAnswersCsv, scoreFrom } from "../../sources/answers-csv.ts";
import { readCostsCsv } from "../../sources/costs-csv.ts";
import { type PrometheusOptions, readPrometheus } from "../../sources/prometheus.ts";
import { readUsageCsv } from "../../sources/usage-csv.ts";
import { readSourceFile, sourceFileName } from "./source-file.ts";

/** What this process may reach besides GitHub. */
export type SourceAccess = Pick<PrometheusOptions, "origins" | "secretOf" | "fetch">;

export interface SourceOptions {
  readonly config: Config;
  readonly reader: Pick<Reader, "readFile" | "readReleaseAsset">;
  readonly now: Instant;
  readonly access: SourceAccess;
  /** Every item that was read; those of the survey are answers. */
  readonly subjects: readonly Subject[];
  /** Node ids that we write as. */
  readonly own: readonly string[];
}

/** Reads each source once. Only a limit of GitHub's throws. */
export async function readSources(options: SourceOptions): Promise<SourcesRead> {
  const { usage, satisfaction, money } = options.config;
  if (usage === null && satisfaction === null && money === null) return noSources;
  const used = usage === null ? null : await readUsage(usage, options);
  const said = satisfaction === null ? null : await readAnswers(satisfaction, options);
  return {
    usage: used?.usage ?? null,
    answers: said?.answers ?? null,
    costs: money === null || money.costs === null ? null : await readCosts(money.costs, options),
    problems: [...(used?.problems ?? []), ...(said?.problems ?? [])],
  };
}

async function readUsage({ from }: UsageRule, { reader, now, access }: SourceOptions) {
  if (from.kind === "prometheus") {
    // The day that is going on has no end yet.
    const to = plusDays(now.slice(0, 10), -1);
    const { counts, problems } = await readPrometheus(from.rule, { from: plusDays(to, -from.rule.days), to }, access);
    return { usage: { counts, accounts: [] }, problems };
  }
  const text = await readSourceFile(from.file, reader);
  if (typeof text !== "string") return { usage: { counts: [], accounts: [] }, problems: [text] };
  return readUsageCsv(sourceFileName(from.file), text);
}

async function readAnswers({ from }: SatisfactionRule, options: SourceOptions) {
  if (from.kind === "form") return answersOfIssues(from, options);
  const text = await readSourceFile(from.file, options.reader);
  if (typeof text !== "string") return { answers: { answers: [], knowsAsked: from.knowsAsked }, problems: [text] };
  return readAnswersCsv(sourceFileName(from.file), text, from);
}

/** What was asked on the day that the issue was opened. The score is as the form says it now. */
function answersOfIssues(
  { rule, score, touchPoint }: Extract<SatisfactionRule["from"], { kind: "form" }>,
  { config, subjects, own }: SourceOptions,
) {
  const problems: Problem[] = [];
  const here = subjects.filter(({ pipeline }) => pipeline.name === rule);
  const answers = here.flatMap(({ item, answers: form, community }): readonly Answer[] => {
    const problem = (what: string, todo: string) =>
      void problems.push({ code: "answer-form", where: item.url, what, todo, severity: "error" });
    if (!form.known) {
      problem(`The answer could not be read: ${form.why}.`, "Look at the form.");
      return [];
    }
    const text = form.value[score] ?? "";
    const value = scoreFrom(text, true);
    if (value === undefined) problem(`${JSON.stringify(text.slice(0, 60))} is not a score.`, "Choose 0 to 10.");
    if (community === null) problem("The answer names no community that is known.", "Name it in the form.");
    if (value === undefined || community === null) return [];
    const about = touchPoint === null ? null : form.value[touchPoint] || null;
    const day = dayOf(item.createdAt, config.calendar.zone);
    return [{ community, day, score: value, touchPoint: about, item: refText(item) }];
  });
  // Where communities open the issue themselves, nobody knows who did not.
  const knowsAsked = here.length > 0 && here.every(({ item }) => item.author !== null && own.includes(item.author.id));
  return { answers: { answers, knowsAsked }, problems };
}

/** Its problems stay with it: what is wrong with the books is for finance alone. */
async function readCosts(file: SourceFile, { reader }: SourceOptions): Promise<CostsRead> {
  const text = await readSourceFile(file, reader);
  return typeof text === "string"
    ? readCostsCsv(sourceFileName(file), text, amountFrom)
    : { costs: [], problems: [text] };
}
