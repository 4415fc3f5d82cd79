/** The job's summary page: counts, what is left, and the plan in the words that every door uses. */
import { type Problem, problemText } from "../../model/problem.ts";
import { counted } from "../counted.ts";
import { effortOf, effortWords } from "../effort.ts";
import type { LookedAtAll } from "../look-at-all.ts";
import { postedWords } from "../report/posted-words.ts";
import { countsOf, resultWords, statusOf } from "../result-json.ts";
import type { Reported } from "./report.ts";

/** GitHub refuses a step's summary above 1 MiB and shows nothing then. */
const mostBytes = 900 * 1024;

/**
 * Markdown. Titles and labels are typed by people: the plan stands in a block of code that nothing in it can end.
 * `shown`: what whoever reads this may know; counts are of all.
 */
export function summaryText(
  all: LookedAtAll,
  isDry: boolean,
  notices: readonly string[],
  shown: LookedAtAll = all,
): string {
  const { planned, applied, failed } = countsOf(all.results);
  const counts = isDry
    ? `${counted(planned, "change")} planned, nothing written`
    : `${counted(planned, "change")} planned, ${applied} applied, ${failed} failed`;
  const parts = [
    "## Milepost",
    "",
    `${counted(all.results.length, "item")} looked at: ${counts}. Status: ${statusOf(all)}.`,
    ...(isDry ? [effortWords(effortOf(all), null).trim()] : []),
    ...listOf("Please note", notices),
    ...listOf("Left to do", shown.left),
    "",
    fenced(cut(resultWords(shown, isDry)), planned),
  ];
  return `${parts.join("\n")}\n`;
}

/** What `command: validate` found. */
export function validationText(file: string, problems: readonly Problem[]): string {
  const heading = ["## Milepost", ""];
  if (problems.length === 0) return [...heading, `\`${file}\` is right.`, ""].join("\n");
  const told = `${counted(problems.length, "thing")} to look at. The config takes effect after merge.`;
  return [...heading, told, "", fenced(cut(`${problems.map(problemText).join("\n")}\n`)), ""].join("\n");
}

/** Reports as they are posted. What is too much for a summary is left out whole, and named. */
export function reportText({ shown, notices, isDry }: Reported): string {
  const head = ["## Milepost", ...listOf("Please note", notices)];
  const parts: string[] = [`${head.join("\n")}\n`];
  let size = Buffer.byteLength(parts[0]!);
  for (const one of shown) {
    const { posted, made, rule } = one;
    const words = postedWords(one, isDry);
    const stands = posted.url !== null ? `Posted at ${posted.url}\n` : words === "" ? "" : fenced(words);
    const text = `\n${stands}\n${made.markdown}\n`;
    size += Buffer.byteLength(text);
    parts.push(size <= mostBytes ? text : `\nThe report ${rule.name} is left out, because the summary is full.\n`);
  }
  return parts.join("");
}

function listOf(title: string, sentences: readonly string[]): readonly string[] {
  if (sentences.length === 0) return [];
  return ["", `**${title}**`, "", ...sentences.slice(0, 50).map((sentence) => `- ${sentence.replaceAll("\n", " ")}`)];
}

function fenced(text: string, planned = 0): string {
  if (text === "") return planned > 0 ? "Nothing of it is shown here." : "Nothing is to do.";
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}text\n${text}${fence}`;
}

function cut(text: string): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  const lines = text.split("\n");
  let size = 0;
  const kept = lines.findIndex((line) => {
    size += Buffer.byteLength(line) + 1;
    return size > mostBytes;
  });
  return `${lines.slice(0, kept).join("\n")}\n… cut: ${lines.length - kept} more lines. Run \`milepost plan --all\` for all of it.\n`;
}
