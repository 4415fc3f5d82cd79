/** Board fields that the config sets or counts from: that a board is meant, and that it lists the field. */
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import { contractFacts } from "./form-fields.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile } from "./schema.ts";
import { boardAt, datesIn, settingsIn } from "./walk.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** Problems of every `set:` and of every date on a board. */
export function checkFields(file: ConfigFile, where: WhereOf): readonly Problem[] {
  const settings = settingsIn(file).flatMap(({ path, value, board }) => {
    if (board === null) {
      const what = "Fields are set here, and no board is named.";
      return [error("no-board", where(path, "key"), what, "Add `board:` with a name under `boards`.")];
    }
    return Object.entries(value).flatMap(([field, one]) => [
      ...fieldProblem(file, { board, field, path: [...path, field], on: "key" }, where),
      ...(typeof one === "object" ? amountProblems(one, [...path, field], where) : []),
    ]);
  });
  const dates = datesIn(file).flatMap(({ path, value }) => {
    if (typeof value === "string" || value.board === undefined) return [];
    return onBoard(file, { noun: "date", field: value.board, path }, where);
  });
  const facts = Object.entries(file.pipelines).flatMap(([name, { contracts }]) =>
    contractFacts.flatMap((key) => {
      const said = contracts?.[key];
      if (said === undefined || typeof said === "string") return [];
      return onBoard(file, { noun: "field", field: said.board, path: ["pipelines", name, "contracts", key] }, where);
    }),
  );
  return [...settings, ...dates, ...facts];
}

function onBoard(
  file: ConfigFile,
  { noun, field, path }: { readonly noun: string; readonly field: string; readonly path: ConfigPath },
  where: WhereOf,
): readonly Problem[] {
  const board = boardAt(file, path);
  const place: ConfigPath = [...path, "board"];
  if (board !== null) return fieldProblem(file, { board, field, path: place, on: "value" }, where);
  const what = `The ${noun} ${shown(field)} is on a board, and no board is named.`;
  return [error("no-board", where(place), what, "Add `board:` to the pipeline.")];
}

interface Named {
  readonly board: string;
  readonly field: string;
  readonly path: ConfigPath;
  readonly on: "key" | "value";
}

function fieldProblem({ boards }: ConfigFile, { board, field, path, on }: Named, where: WhereOf): readonly Problem[] {
  // A board that is unknown has been named already.
  const fields = Object.hasOwn(boards, board) ? Object.keys(boards[board]!.fields) : null;
  if (fields === null || field === "status" || fields.includes(field)) return [];
  const known = ["status", ...fields];
  const what = `The board \`${board}\` has no field ${shown(field)} in this config.`;
  const todo = didYouMean(field, known, `Known: ${listed(known)}; add others under \`boards.${board}.fields\`.`);
  return [error("unknown-field", where(path, on), what, todo)];
}

function amountProblems(
  one: { readonly value?: unknown; readonly date?: unknown; readonly by: string },
  path: ConfigPath,
  where: WhereOf,
): readonly Problem[] {
  const given = (["value", "date"] as const).filter((key) => one[key] !== undefined);
  if (given.length === 1) {
    if (given[0] === "date" || one.by === "0d") return [];
    return [error("field-value", where([...path, "by"], "key"), "`by` says nothing without `date`.", "Remove it.")];
  }
  const what = given.length === 0 ? "Nothing says what the field is set to." : "The field is set to two things.";
  return [error("field-value", where(path), what, "Write one of `value:` and `date:`.")];
}
