/**
 * A CSV file of answers → answers, and what cannot be read with its place. A score is whole, 0 to 10; anything else is a
 * problem and no number, and the row is left out.
 */
import type { Answer, Answers } from "../model/answer.ts";
import type { Problem } from "../model/problem.ts";
import type { AnswerColumns } from "../model/source-rule.ts";
import { dayFrom } from "./csv-day.ts";
import { type CsvRow, readCsv } from "./csv-table.ts";

export interface AnswersRule {
  readonly columns: AnswerColumns;
  /** Whether a row without a score is somebody who was asked and did not answer; else it is a problem. */
  readonly knowsAsked: boolean;
}

const code = "answer-row";

/** `file` is what it is called in problems. */
export function readAnswersCsv(
  file: string,
  text: string,
  { columns, knowsAsked }: AnswersRule,
): { readonly answers: Answers; readonly problems: readonly Problem[] } {
  const needed = Object.values(columns).filter((name) => name !== null);
  const { rows, problems } = readCsv(file, text, { needed, code });
  const told: Problem[] = [...problems];
  const answers = rows.flatMap((row): readonly Answer[] => {
    const day = dayFrom(row.cell(columns.date));
    if (day === null) told.push(problem(row, columns.date, "is not a day", "Write it as 2026-09-30."));
    const community = row.cell(columns.community);
    const isNamed = community !== "" && community.length <= 200;
    if (!isNamed) told.push(problem(row, columns.community, "is no name", "Name the community."));
    const score = scoreFrom(row.cell(columns.score), knowsAsked);
    const range = knowsAsked ? "0 to 10, or nothing for no answer" : "0 to 10";
    if (score === undefined)
      told.push(problem(row, columns.score, "is not a score", `Write a whole number, ${range}.`));
    if (day === null || !isNamed || score === undefined) return [];
    const textOf = (column: string | null) => (column === null ? null : row.cell(column).slice(0, 200) || null);
    return [{ community, day, score, touchPoint: textOf(columns.touchPoint), item: textOf(columns.item) }];
  });
  return { answers: { answers, knowsAsked }, problems: told };
}

/** Undefined: not a score. Null: asked, and not answered. */
export function scoreFrom(text: string, mayBeEmpty: boolean): number | null | undefined {
  const written = text.trim();
  if (written === "" && mayBeEmpty) return null;
  return /^(?:[0-9]|10)$/.test(written) ? Number(written) : undefined;
}

function problem(row: CsvRow, column: string, is: string, todo: string): Problem {
  const text = row.cell(column);
  const shown = text === "" ? "An empty cell" : JSON.stringify(text.slice(0, 60));
  return { code, where: row.where(column), what: `${shown} ${is}; the row is left out.`, todo, severity: "error" };
}
