/** What the stages and moves of one pipeline say together, beyond what the schema can. */
import type { Problem } from "../model/problem.ts";
import { error, listed, shown, warning } from "./complaint.ts";
import { foldName } from "./fold.ts";
import type { ConfigFile, PipelineFile, StageFile } from "./schema.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** Problems of every pipeline's stages. */
export function checkStages(file: ConfigFile, where: WhereOf): readonly Problem[] {
  return Object.entries(file.pipelines).flatMap(([name, pipeline]) => {
    const one: Case = { name, pipeline, where, path: ["pipelines", name, "stages"] };
    return [
      ...pipeline.stages.flatMap((stage, index) => surfaceProblems(one, stage, index)),
      ...pipeline.stages.flatMap((stage, index) => patternProblems(one, stage, index)),
      ...twins(one, "id", ({ id }) => [id]),
      ...twins(one, "board", ({ board }) => [board]),
      ...twins(one, "label", ({ label }) => [label]),
      ...twins(one, "closed-as", (stage) => [stage["closed-as"]]),
      ...formerTwins(one),
      ...unreachable(one),
      ...endless(one),
    ];
  });
}

interface Case {
  readonly name: string;
  readonly pipeline: PipelineFile;
  readonly where: WhereOf;
  readonly path: ConfigPath;
}

function surfaceProblems({ pipeline, where, path }: Case, stage: StageFile, index: number): readonly Problem[] {
  if (stage.board === undefined && stage.label === undefined) {
    const what = `Nothing shows the stage \`${stage.id}\`: it has neither \`board\` nor \`label\`.`;
    return [error("stage-unseen", where([...path, index]), what, "Give it a column, a label or both.")];
  }
  if (stage.board !== undefined && pipeline.board === undefined) {
    const what = `The stage \`${stage.id}\` names the column ${shown(stage.board)}, but its pipeline has no board.`;
    return [
      error("no-board", where([...path, index, "board"]), what, "Give the pipeline `board:`, or remove the column."),
    ];
  }
  return [];
}

/** Signs that no label has and a regular expression does: `^a`, `a$`, `/a/`, `.+`, `(a)+`, `[a-z]+`, `\\d`. */
const expression = /^\^|\$$|^\/.+\/[a-z]*$|\.[*+]|[)\]][*+?{]|\\[dswbDSWB]/;

/** `*` at the end is all there is: what it matches is decided by looking at each letter once. */
function patternProblems({ where, path }: Case, { needs }: StageFile, index: number): readonly Problem[] {
  if (needs === undefined || !expression.test(needs.label)) return [];
  const what = `${shown(needs.label)} looks like a regular expression, and the language has none.`;
  const todo = "Write the label as it is on GitHub; a * at its end stands for any ending.";
  return [error("unsupported-pattern", where([...path, index, "needs", "label"]), what, todo)];
}

const nouns = { id: "id", board: "column", label: "label", "closed-as": "way of closing" } as const;

/** Two stages that one name would mean. */
function twins(one: Case, what: keyof typeof nouns, namesOf: (stage: StageFile) => readonly (string | undefined)[]) {
  const seen = new Map<string, { readonly name: string; readonly index: number }>();
  return one.pipeline.stages.flatMap((stage, index) =>
    namesOf(stage).flatMap((name): readonly Problem[] => {
      if (name === undefined) return [];
      const first = seen.get(foldName(name));
      if (first === undefined) seen.set(foldName(name), { name, index });
      return first === undefined ? [] : [twin(one, what, first, { name, index })];
    }),
  );
}

interface Named {
  readonly name: string;
  readonly index: number;
}

function twin({ pipeline, where, path }: Case, what: keyof typeof nouns, first: Named, second: Named): Problem {
  const noun = nouns[what];
  const there = lineOf(where([...path, first.index, what]));
  // An id has no letters that look like others.
  const spelling = what === "id" ? shown : letters;
  const told = first.name === second.name ? "" : ` (${spelling(first.name)} and ${spelling(second.name)})`;
  const [a, b] = [pipeline.stages[first.index]!.id, pipeline.stages[second.index]!.id];
  const whose = what === "id" ? `Two stages` : `The stages \`${a}\` and \`${b}\``;
  const sentence = `${whose} have the same ${noun}, ${shown(second.name)}, here and on ${there}${told}.`;
  return error(
    `same-${noun.replaceAll(" ", "-")}`,
    where([...path, second.index, what]),
    sentence,
    `Give each its own ${noun}.`,
  );
}

/** A spelling with its code points: two that look alike are told apart by them only. */
function letters(name: string): string {
  const points = [...name].map((letter) => `U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`);
  return `${shown(name)} = ${points.slice(0, 24).join(" ")}`;
}

/** A former name that is another stage's present or former one: the past could be read two ways. */
function formerTwins({ pipeline: { stages }, where, path }: Case): readonly Problem[] {
  return stages.flatMap((stage, index) =>
    stage.was.flatMap((name, place) => {
      const other = stages.find((one, at) => at !== index && namesOf(one, at < index).includes(foldName(name)));
      if (other === undefined) return [];
      const what = `${shown(name)} is a former name of \`${stage.id}\` and also a name of \`${other.id}\`.`;
      const todo = "Keep it under the stage that old moves to it should count for.";
      return [error("same-former-name", where([...path, index, "was", place]), what, todo)];
    }),
  );
}

function namesOf({ board, label, was }: StageFile, withFormer: boolean): readonly string[] {
  return [board, label, ...(withFormer ? was : [])].filter((name) => name !== undefined).map(foldName);
}

function unreachable({ pipeline: { stages, moves }, where, path }: Case): readonly Problem[] {
  const ids = stages.map(({ id }) => id);
  // A misspelt move has been named already; what it leaves unreachable is no second mistake.
  if (moves === undefined || Object.values(moves).some((next) => next.some((id) => !ids.includes(id)))) return [];
  const reached = new Set([stages[0]!.id]);
  // A set grows while it is walked, so this visits what it adds.
  for (const id of reached) for (const next of moves[id] ?? []) reached.add(next);
  return stages.flatMap(({ id }, index) => {
    if (reached.has(id)) return [];
    const what = `No move leads to the stage \`${id}\`: from \`${stages[0]!.id}\` on, \`moves\` reaches ${listed([...reached])}.`;
    return [
      error("unreachable-stage", where([...path, index]), what, `Add \`${id}\` to the moves of a stage before it.`),
    ];
  });
}

function endless({ name, pipeline: { stages, moves }, where, path }: Case): readonly Problem[] {
  if (stages.some(({ outcome }) => outcome !== undefined)) return [];
  // One stage without moves is a list that is kept, not a way to an end.
  if (stages.length === 1 && moves === undefined) return [];
  const what = `No stage of the pipeline \`${name}\` has an outcome, so its items never end in any measure.`;
  return [warning("no-outcome", where(path, "key"), what, "Give the last stages `outcome: won`, `lost` or `done`.")];
}

function lineOf(where: string): string {
  const line = /:(\d+):\d+$/.exec(where)?.[1];
  return line === undefined ? where : `line ${line}`;
}
