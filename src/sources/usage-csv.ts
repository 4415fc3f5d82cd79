/**
 * A CSV file of usage → counts, or accounts, of each place and day. Three shapes, known by their columns:
 * `date,hub,users,cluster`, `date,cluster,unique_users`, and `date,hub,account` with or without `cluster`. A cell that
 * cannot be read is a problem with its place, and the row is left out; nothing is ever taken to be zero.
 */
import type { Problem } from "../model/problem.ts";
import type { UsageAccount, UsageCount, UsageRead } from "../model/usage.ts";
import { dayFrom } from "./csv-day.ts";
import { type CsvRow, readCsv } from "./csv-table.ts";

const code = "usage-row";

/** `file` is what it is called in problems. Places are `cluster/hub`, or what there is of it. */
export function readUsageCsv(
  file: string,
  text: string,
): { readonly usage: UsageRead; readonly problems: readonly Problem[] } {
  const first = text.replace(/^\uFEFF/, "").split(/[\r\n]/, 1)[0]!;
  const names = first.split(",").map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
  const shape = shapes.find(({ needed }) => needed.every((name) => names.includes(name))) ?? shapes[0]!;
  const { rows, problems } = readCsv(file, text, { needed: shape.needed, code });
  const told: Problem[] = [...problems];
  const counts: UsageCount[] = [];
  const accounts: UsageAccount[] = [];
  for (const row of rows) {
    const day = dayIn(row, told);
    const place = placeIn(row, shape.place, told);
    if (shape.users === null) {
      const account = textIn(row, "account", told);
      if (day !== null && place !== null && account !== null) accounts.push({ place, day, account });
      continue;
    }
    const users = usersIn(row, shape.users, told);
    if (day === null || place === null || users === null) continue;
    counts.push({ place, day, users, where: row.where("date") });
  }
  return { usage: { counts, accounts }, problems: told };
}

/** The last part of a place has to be there. */
interface Shape {
  readonly needed: readonly string[];
  readonly place: "hub" | "cluster";
  /** Null: a row is one account. */
  readonly users: string | null;
}

const shapes: readonly Shape[] = [
  { needed: ["date", "hub", "users"], place: "hub", users: "users" },
  { needed: ["date", "cluster", "unique_users"], place: "cluster", users: "unique_users" },
  { needed: ["date", "hub", "account"], place: "hub", users: null },
];

function dayIn(row: CsvRow, told: Problem[]): string | null {
  const text = row.cell("date");
  const day = dayFrom(text);
  if (day === null) told.push(problem(row, "date", text, "is not a day", "Write it as 2026-09-30."));
  return day;
}

function placeIn(row: CsvRow, last: Shape["place"], told: Problem[]): string | null {
  const name = textIn(row, last, told);
  const cluster = last === "hub" ? row.cell("cluster") : "";
  return name === null ? null : cluster === "" ? name : `${cluster}/${name}`;
}

function textIn(row: CsvRow, column: string, told: Problem[]): string | null {
  const text = row.cell(column);
  if (text !== "" && text.length <= 200) return text;
  told.push(problem(row, column, text, "is no name", "Write a name of at most 200 characters."));
  return null;
}

/** `12`, and `12.0` as spreadsheets write it. */
function usersIn(row: CsvRow, column: string, told: Problem[]): number | null {
  const text = row.cell(column);
  if (/^\d{1,12}(?:\.0+)?$/.test(text)) return Number(text);
  told.push(problem(row, column, text, "is not a number of people", "Write a whole number, 0 or more."));
  return null;
}

function problem(row: CsvRow, column: string, text: string, is: string, todo: string): Problem {
  const shown = text === "" ? "An empty cell" : JSON.stringify(text.slice(0, 60));
  return { code, where: row.where(column), what: `${shown} ${is}; the row is left out.`, todo, severity: "error" };
}
