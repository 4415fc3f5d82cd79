import { describe, expect, it } from "vitest";
import { readCsv } from "../../src/sources/csv-table.ts";

const columns = { needed: ["date", "users"], code: "usage-row" };

describe("a CSV file", () => {
  it("without rows has nothing to say", () => {
    expect(readCsv("u.csv", "date,users\n", columns)).toEqual({ rows: [], problems: [] });
  });

  it("gives cells by the names of their columns, with their places", () => {
    const { rows, problems } = readCsv(
      "u.csv",
      '\uFEFFusers,date,"a, note"\r\n 7 ,2026-01-31,"two\nlines"\r\n\r\n8,2026-02-28,x\r\n',
      columns,
    );
    expect(problems).toEqual([]);
    expect(rows.map(({ cell }) => [cell("date"), cell("users"), cell("a, note"), cell("other")])).toEqual([
      ["2026-01-31", "7", "two\nlines", ""],
      ["2026-02-28", "8", "x", ""],
    ]);
    expect(rows.map(({ where }) => [where("users"), where("date"), where("other")])).toEqual([
      ["u.csv:2:1", "u.csv:2:5", "u.csv:2:1"],
      ["u.csv:5:1", "u.csv:5:3", "u.csv:5:1"],
    ]);
  });

  const bad: { why: string; text: string; where: string; what: RegExp; rows: number }[] = [
    { why: "an empty file", text: "", where: "u.csv:1:1", what: /no column date, users/, rows: 0 },
    {
      why: "a column that is missing",
      text: "date,people\n2026-01-01,3\n",
      where: "u.csv:1:1",
      what: /no column users.*people/,
      rows: 0,
    },
    {
      why: "a column twice",
      text: "date,users,users\n",
      where: "u.csv:1:1",
      what: /Two columns are called users/,
      rows: 0,
    },
    {
      why: "a row that is too short",
      text: "date,users\n2026-01-01,3\n2026-01-02\n2026-01-03,4\n",
      where: "u.csv:3:1",
      what: /1 cells/,
      rows: 2,
    },
    {
      why: "a row that is too long",
      text: "date,users\n2026-01-02,3,4\n",
      where: "u.csv:2:1",
      what: /3 cells/,
      rows: 0,
    },
    {
      why: "a quote that never closes",
      text: 'date,users\n"2026-01-02,3\n',
      where: "u.csv:2:1",
      what: /CSV_QUOTE_NOT_CLOSED/,
      rows: 0,
    },
  ];
  it.each(bad)("tells of $why, with its place", ({ text, where, what, rows }) => {
    const table = readCsv("u.csv", text, columns);
    expect(table.problems).toMatchObject([
      { code: "usage-row", where, what: expect.stringMatching(what), severity: "error" },
    ]);
    expect(table.rows).toHaveLength(rows);
  });
});
