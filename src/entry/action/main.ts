/** The GitHub Action: inputs in, summary, outputs and an exit code out. Bundled into dist/action/index.mjs. */
import { randomUUID } from "node:crypto";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as core from "@actions/core";
import { problemText } from "../../model/problem.ts";
import { annotationOf } from "../annotations.ts";
import { filesHere } from "../cli/files.ts";
import { checkFile, usualFile } from "../cli/validate.ts";
import { type ExitCode, endOf, exitCode } from "../exit.ts";
import { makeFolder } from "../make-folder.ts";
import { endOfPosting, postedWords } from "../report/posted-words.ts";
import { countsOf, resultWords, statusOf } from "../result-json.ts";
import { baseUrlOf } from "../wire.ts";
import { type ActionInputs, readInputs } from "./inputs.ts";
import { reportOn } from "./report.ts";
import { reportText, summaryText, validationText } from "./summary.ts";
import { type Synced, sync } from "./sync.ts";

/** GitHub shows ten annotations of a kind per step. */
const mostAnnotations = 10;

async function run(): Promise<ExitCode> {
  const inputs = readInputs((name) => core.getInput(name), process.env);
  if (inputs.command === "validate") return validateCheckout(inputs);
  core.setSecret(inputs.token);
  if (inputs.command === "report") return report(inputs);
  const synced = await sync(inputs, baseUrlOf(process.env), () => {});
  tell(synced);
  return endOfSync(synced, inputs);
}

/** The files that the job checked out: of a pull request, what it proposes. */
async function validateCheckout({ config, home, failOn }: ActionInputs): Promise<ExitCode> {
  const file = config?.kind === "path" ? config.path : usualFile;
  const { loaded, problems } = await checkFile(filesHere, file, {
    org: home.owner,
  });
  const annotations = problems.map((problem) => annotationOf(problem, file, loaded.config));
  for (const severity of ["error", "warning"] as const) {
    const told = annotations.filter((one) => one.severity === severity);
    for (const { path, line, column, title, message } of told.slice(0, mostAnnotations)) {
      const place = { file: path, startLine: line, ...(column === null ? {} : { startColumn: column }), title };
      if (severity === "error") core.error(message, place);
      else core.warning(message, place);
    }
    if (told.length > mostAnnotations) core.info(`and ${told.length - mostAnnotations} more`);
  }
  sayUntrusted(problems.map(problemText).join("\n") || `${file} is right.`);
  const hasErrors = annotations.some(({ severity }) => severity === "error");
  setOutputs({ planned: 0, applied: 0, failed: 0, status: hasErrors ? "incomplete" : "complete" });
  writeSummary(validationText(file, problems));
  return hasErrors && failOn !== "never" ? exitCode.wrong : exitCode.done;
}

async function report(inputs: ActionInputs): Promise<ExitCode> {
  const reported = await reportOn(inputs, baseUrlOf(process.env));
  const { published, shown, isDry, notices } = reported;
  for (const notice of notices) core.notice(notice);
  sayUntrusted(shown.map((one) => postedWords(one, isDry)).join("") || "Nothing was posted.");
  for (const { rule, made } of shown) writeFiles(join(inputs.out, rule.name), made.files);
  const { planned, applied, failed } = countsOf(published.map(({ posted }) => posted));
  const isIncomplete = published.some(({ made }) => made.incomplete);
  setOutputs({ planned, applied, failed, status: isIncomplete ? "incomplete" : "complete" });
  core.setOutput("files", shown.length > 0 ? inputs.out : "");
  core.setOutput("report-url", shown.find(({ posted }) => posted.url !== null)?.posted.url ?? "");
  writeSummary(reportText(reported));
  const ends = published.map(endOfPosting);
  for (const { rule, posted } of published)
    for (const problem of posted.plan?.problems ?? []) core.error(`reports.${rule.name}: ${problemText(problem)}`);
  if (inputs.failOn === "never") return exitCode.done;
  if (ends.includes(exitCode.failed)) return exitCode.failed;
  const isLeft = isIncomplete || ends.includes(exitCode.workLeft);
  return inputs.failOn === "incomplete" && isLeft ? exitCode.workLeft : exitCode.done;
}

function writeFiles(folder: string, files: readonly { readonly name: string; readonly text: string }[]): void {
  try {
    makeFolder(folder);
    for (const { name, text } of files) writeFileSync(join(folder, name), text);
  } catch (error) {
    core.warning(`${folder} could not be written (${error instanceof Error ? error.message : "no reason given"}).`);
  }
}

function setOutputs(outputs: Readonly<Record<"planned" | "applied" | "failed" | "status", string | number>>): void {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
}

function tell({ all, shown, isDry, notices }: Synced): void {
  const { planned, applied, failed } = countsOf(all.results);
  for (const notice of notices) core.notice(notice);
  for (const sentence of shown.left.slice(0, mostAnnotations)) core.warning(sentence);
  if (shown.left.length > mostAnnotations) core.info(`and ${shown.left.length - mostAnnotations} more`);
  sayUntrusted(resultWords(shown, isDry) || (planned > 0 ? "Nothing of it is shown here." : "Nothing is to do."));
  setOutputs({ planned, applied, failed, status: statusOf(all) });
  writeSummary(summaryText(all, isDry, notices, shown));
}

/** Titles are typed by anybody, and the runner obeys lines that look like its commands. */
function sayUntrusted(text: string): void {
  const end = randomUUID();
  core.info(`::stop-commands::${end}\n${text}\n::${end}::`);
}

function endOfSync({ all }: Synced, { failOn }: ActionInputs): ExitCode {
  const words = new Set(all.errors.map((error) => endOf(error)?.words ?? String(error)));
  for (const sentence of words) core.error(sentence);
  const isFailed = countsOf(all.results).failed > 0 || all.errors.length > 0;
  if (failOn === "never") return exitCode.done;
  if (isFailed) return exitCode.failed;
  return failOn === "incomplete" && statusOf(all) === "incomplete" ? exitCode.workLeft : exitCode.done;
}

/** A summary that cannot be written is no reason to fail what was done. */
function writeSummary(text: string): void {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (!file) return;
  try {
    appendFileSync(file, text);
  } catch (error) {
    core.warning(`The summary could not be written (${error instanceof Error ? error.message : "no reason given"}).`);
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  const end = endOf(error);
  if (!end) throw error;
  setOutputs({ planned: 0, applied: 0, failed: 0, status: "incomplete" });
  core.error(end.words);
  writeSummary(
    `## Milepost\n\n${end.words
      .split("\n")
      .map((line) => `    ${line}`)
      .join("\n")}\n`,
  );
  process.exitCode = end.code;
}
