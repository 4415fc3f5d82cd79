/**
 * A CSV file `month,account,amount` → costs in whole hundredths, and what cannot be read with its place. A row that
 * cannot be read is a problem and left out; one that says the same as an earlier row is one too, and counts once.
 */
import type { Cost } from "../model/money.ts";
import type { Problem } from "../model/problem.ts";
import { type CsvRow, readCsv } from "./csv-table.ts";

const code = "cost-row";

/** `file` is what it is called in problems. `amountFrom`: hundredths of a written amount, null when it is none. */
export function readCostsCsv(
  file: string,
  text: string,
  amountFrom: (text: string) => number | null,
): { readonly costs: readonly Cost[]; readonly problems: readonly Problem[] } {
  const { rows, problems } = readCsv(file, text, { needed: ["month", "account", "amount"], code });
  const told: Problem[] = [...problems];
  const seen = new Set<string>();
  const costs = rows.flatMap((row): readonly Cost[] => {
    const before = told.length;
    const [month, account] = [row.cell("month"), row.cell("account")];
    const amount = amountFrom(row.cell("amount"));
    if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month))
      told.push(problem(row, "month", "is not a month", "Write it as 2026-09."));
    if (account === "" || account.length > 200)
      told.push(problem(row, "account", "is no account", "Name the account."));
    if (amount === null) told.push(problem(row, "amount", "is not an amount", "Write it as 2500 or 2,500.00."));
    else if (amount < 0)
      told.push(problem(row, "amount", "is below zero", "Write what was paid; leave out what came back."));
    const same = JSON.stringify([month, account, amount]);
    if (told.length === before && seen.has(same))
      told.push(
        problem(row, "month", "repeats an earlier row of the same account and amount", "Keep one, or write the sum."),
      );
    seen.add(same);
    return told.length > before ? [] : [{ month, account, amount: amount! }];
  });
  return { costs, problems: told };
}

function problem(row: CsvRow, column: string, is: string, todo: string): Problem {
  const text = row.cell(column);
  const shown = text === "" ? "An empty cell" : JSON.stringify(text.slice(0, 60));
  return { code, where: row.where(column), what: `${shown} ${is}; the row is left out.`, todo, severity: "error" };
}
