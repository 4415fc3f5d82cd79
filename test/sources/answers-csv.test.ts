import { describe, expect, it } from "vitest";
import { type AnswersRule, readAnswersCsv } from "../../src/sources/answers-csv.ts";

const columns = { community: "community", date: "date", score: "score", touchPoint: null, item: null };
const rule: AnswersRule = { columns, knowsAsked: false };
const read = (rows: string, more: Partial<AnswersRule> = {}) =>
  readAnswersCsv("survey.csv", `community,date,score\n${rows}`, { ...rule, ...more });

describe("a CSV file of answers", () => {
  it("without rows says nothing", () => {
    expect(read("")).toEqual({ answers: { answers: [], knowsAsked: false }, problems: [] });
  });

  it("has a score from 0 to 10 per row", () => {
    const { answers, problems } = read("estuary,2026-09-30,0\nreef, 2026-10-01T08:00:00Z , 10 \n");
    expect(problems).toEqual([]);
    expect(answers.answers).toEqual([
      { community: "estuary", day: "2026-09-30", score: 0, touchPoint: null, item: null },
      { community: "reef", day: "2026-10-01", score: 10, touchPoint: null, item: null },
    ]);
  });

  it("has columns by any name, with touch points and issues", () => {
    const names = { community: "Hub", date: "When", score: "NPS", touchPoint: "About", item: "Issue" };
    const text = "When,Hub,NPS,About,Issue\n2026-09-30,reef,7,support,openwater/support#7\n2026-09-30,reef,7,,\n";
    const { answers, problems } = readAnswersCsv("s.csv", text, { columns: names, knowsAsked: false });
    expect(problems).toEqual([]);
    expect(answers.answers.map(({ touchPoint, item }) => [touchPoint, item])).toEqual([
      ["support", "openwater/support#7"],
      [null, null],
    ]);
  });

  const bad: { why: string; row: string; where: string; what: string }[] = [
    { why: "a score of 11", row: "reef,2026-09-30,11", where: "survey.csv:3:17", what: '"11" is not a score' },
    { why: "a score below nothing", row: "reef,2026-09-30,-1", where: "survey.csv:3:17", what: '"-1" is not a score' },
    { why: "half a score", row: "reef,2026-09-30,9.5", where: "survey.csv:3:17", what: '"9.5" is not a score' },
    { why: "a score in words", row: "reef,2026-09-30,great", where: "survey.csv:3:17", what: '"great" is not a score' },
    { why: "no score", row: "reef,2026-09-30,", where: "survey.csv:3:17", what: "An empty cell is not a score" },
    { why: "no day", row: "reef,,9", where: "survey.csv:3:6", what: "An empty cell is not a day" },
    { why: "no community", row: ",2026-09-30,9", where: "survey.csv:3:1", what: "An empty cell is no name" },
  ];
  it.each(bad)("tells of $why, which is no number, and keeps the other rows", ({ row, where, what }) => {
    const { answers, problems } = read(`estuary,2026-09-30,9\n${row}\n`);
    expect(problems).toMatchObject([
      { code: "answer-row", where, what: expect.stringContaining(what), severity: "error" },
    ]);
    expect(answers.answers.map(({ score }) => score)).toEqual([9]);
  });

  it("has those who did not answer when it says so", () => {
    const { answers, problems } = read("reef,2026-09-30,\nestuary,2026-09-30,9\n", { knowsAsked: true });
    expect(problems).toEqual([]);
    expect(answers).toMatchObject({ knowsAsked: true, answers: [{ score: null }, { score: 9 }] });
  });
});
