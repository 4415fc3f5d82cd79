/** The boards that a config names against what GitHub says of them: columns, fields, their kinds and their options. */
import type { FieldSetting } from "../model/condition.ts";
import type { Problem } from "../model/problem.ts";
import type { Board, Field, World } from "../model/snapshot.ts";
import { error, listed, plainly, shown, warning } from "./complaint.ts";
import type { BoardConfig, Config } from "./config.ts";
import { didYouMean, nearest } from "./nearest.ts";
import { boardSettingsOf } from "./settings.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** Problems of every board. Of one that cannot be read, only that is said. */
export function checkBoards(config: Config, world: World, where: WhereOf): readonly Problem[] {
  return Object.entries(config.boards).flatMap(([name, board]) => {
    const read = world.boards[name];
    if (read === undefined) return [];
    const one = { config, name, board, where };
    if (!read.known) {
      const what = `The board ${titleOf(board)} could not be read: ${plainly(read.why)}.`;
      const todo = "Compare owner and number with its address, and check that the App may read projects.";
      return [error("board-unreadable", where(["boards", name, "project"]), what, todo)];
    }
    return [
      ...stateProblems(one, read.value),
      ...fieldProblems(one, read.value),
      ...columnProblems(one, read.value),
      ...settingProblems(one, read.value),
      ...iterationProblems(one, read.value),
    ];
  });
}

interface Case {
  readonly config: Config;
  /** Under `boards`. */
  readonly name: string;
  readonly board: BoardConfig;
  readonly where: WhereOf;
}

function titleOf({ owner, number }: BoardConfig): string {
  return `${owner}/${number}`;
}

function stateProblems({ name, board, where }: Case, { closed, url }: Board): readonly Problem[] {
  const place = where(["boards", name, "project"]);
  const found: Problem[] = [];
  if (closed) {
    const what = `The board ${titleOf(board)} is closed.`;
    found.push(warning("board-closed", place, what, "Open it again, or name another."));
  }
  if (/^https:\/\/[^/]+\/users\//.test(url)) {
    const what = `The board ${titleOf(board)} belongs to a user, and GitHub sends no webhooks for those.`;
    const todo = "Moves on it are seen at the next sweep; an organisation's board is followed at once.";
    found.push(warning("board-polled", place, what, todo));
  }
  return found;
}

/** The stage's field and those under `fields`. */
function fieldProblems({ name, board, where }: Case, there: Board): readonly Problem[] {
  const named = Object.entries(board.fields).map(([key, field]) => ({ path: ["boards", name, "fields", key], field }));
  const status = { path: ["boards", name, "status-field"], field: board.statusField };
  const found = named.flatMap(({ path, field }) => absenceProblem(there, field, { board, place: where(path) }));
  if (there.status !== null) return found;
  const kind = there.fields.find((one) => one.name === status.field)?.kind;
  if (kind === undefined)
    return [...absenceProblem(there, status.field, { board, place: where(status.path) }), ...found];
  const what = `The field ${shown(status.field)} of the board ${titleOf(board)} is ${kindWords[kind]}, not a single select, so it has no columns.`;
  const todo = "Name the single-select field whose options are the columns in `status-field`.";
  return [error("field-kind", where(status.path), what, todo), ...found];
}

const kindWords: Readonly<Record<Field["kind"], string>> = {
  option: "a single select",
  iteration: "an iteration field",
  date: "a date field",
  number: "a number field",
  text: "a text field",
};

function absenceProblem(
  { fields }: Board,
  name: string,
  { board, place }: { readonly board: BoardConfig; readonly place: string },
): readonly Problem[] {
  const found = fields.filter((field) => field.name === name);
  if (found.length === 1) return [];
  if (found.length > 1) {
    const what = `The board ${titleOf(board)} has ${found.length} fields called ${shown(name)} (${found.map(({ id }) => id).join(", ")}), so none is written.`;
    return [error("field-twice", place, what, "Rename all but one of them.")];
  }
  const known = fields.map((field) => field.name);
  const what = `The board ${titleOf(board)} has no field ${shown(name)}.`;
  const near = nearest(name, known);
  const todo = near === null ? `Add it to the board, or name one of ${listed(known)}.` : `Did you mean \`${near}\`?`;
  return [error("field-missing", place, what, todo)];
}

/** Columns are renamed now and then; the old name belongs under `was:`, since GitHub's history carries names. */
function columnProblems({ config, name, board, where }: Case, there: Board): readonly Problem[] {
  if (there.status === null) return [];
  const options = there.status.options.map((option) => option.name);
  return config.pipelines
    .filter((pipeline) => pipeline.board === name)
    .flatMap((pipeline) => {
      const used = pipeline.stages.map((stage) => stage.board);
      const free = options.filter((option) => !used.includes(option));
      return pipeline.stages.flatMap((stage, index) => {
        if (stage.board === null || options.includes(stage.board)) return [];
        const path = ["pipelines", pipeline.name, "stages", index, "board"];
        const what = `The board ${titleOf(board)} has no column ${shown(stage.board)}.`;
        return [error("board-column-missing", where(path), what, renameHint(stage.board, free))];
      });
    });
}

function renameHint(column: string, free: readonly string[]): string {
  if (free.length === 0) return "Add the column to the board, or take it out of the config.";
  const near = nearest(column, free) ?? (free.length === 1 ? free[0]! : null);
  if (near === null) return `If it was renamed, write the new name (${listed(free)}) and add \`was: [${column}]\`.`;
  return `If it is called ${shown(near)} now, write \`board: ${near}\` and add \`was: [${column}]\`.`;
}

function settingProblems({ config, name, board, where }: Case, there: Board): readonly Problem[] {
  return boardSettingsOf(config)
    .filter((settings) => settings.board === name)
    .flatMap(({ fields, path }) =>
      fields.flatMap((setting) => {
        const wanted = setting.field === "status" ? board.statusField : board.fields[setting.field];
        const found = there.fields.filter((field) => field.name === wanted);
        // One that is missing or there twice has been told where it is named.
        if (found.length !== 1) return [];
        return valueProblem(setting, found[0]!, where([...path, setting.field]));
      }),
    );
}

function valueProblem({ value }: FieldSetting, field: Field, place: string): readonly Problem[] {
  const misfit = (wanted: string): readonly Problem[] => {
    const what = `The field ${shown(field.name)} is ${kindWords[field.kind]}, and ${wanted}.`;
    return [error("field-kind", place, what, "Name another field, or write a value that fits it.")];
  };
  if (value.kind === "current-iteration") {
    return field.kind === "iteration" ? [] : misfit("`current` is an iteration");
  }
  if (value.kind !== "text") {
    return field.kind === "date" || field.kind === "text" ? [] : misfit("what is set there is a day");
  }
  if (value.text.includes("{")) return []; // Liquid: only known when it is rendered.
  const text = value.text.trim();
  if (field.kind === "number") return Number.isFinite(Number(text)) ? [] : misfit(`${shown(text)} is no number`);
  if (field.kind === "date") return /^\d{4}-\d{2}-\d{2}$/.test(text) ? [] : misfit(`${shown(text)} is no day`);
  if (field.kind === "text") return [];
  const known =
    field.kind === "option" ? field.options.map(({ name }) => name) : field.iterations.map(({ title }) => title);
  if (known.includes(text)) return [];
  const what = `The field ${shown(field.name)} has no ${field.kind} ${shown(text)}.`;
  const todo = didYouMean(text, known, `Write one of ${listed(known)}; Milepost never changes a board's options.`);
  return [error("field-option-missing", place, what, todo)];
}

/** Recurring work that goes by the board's iterations. */
function iterationProblems({ config, name, board, where }: Case, there: Board): readonly Problem[] {
  return config.recurring.flatMap((one) => {
    if (one.every.kind !== "iteration" || one.every.board !== name) return [];
    if (there.fields.some(({ kind }) => kind === "iteration")) return [];
    const path: ConfigPath = ["recurring", one.name, "every"];
    const what = `\`${one.name}\` goes by iterations, and the board ${titleOf(board)} has no iteration field.`;
    return [error("field-missing", where(path), what, "Add one to the board, or count them with `iterations:`.")];
  });
}
