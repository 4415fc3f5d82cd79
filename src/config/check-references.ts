/** Names in a config that refer to other parts of it: stages, boards, repositories and playbooks. */
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile, PipelineFile } from "./schema.ts";
import { walk } from "./walk.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

interface Reference {
  readonly path: ConfigPath;
  readonly name: string;
  readonly on?: "key";
}

/** Every name that refers to nothing, with the name that was probably meant. */
export function checkReferences(file: ConfigFile, where: WhereOf): readonly Problem[] {
  const judge = (noun: string, place: string, known: readonly string[], all: readonly Reference[]) =>
    all
      .filter(({ name }) => !known.includes(name))
      .map(({ path, name, on }) => {
        const what = `There is no ${noun} ${shown(name)}${place}.`;
        const todo = didYouMean(name, known, `Known: ${listed(known)}.`);
        return error(`unknown-${noun}`, where(path, on), what, todo);
      });
  return [
    ...judge("repository", " under `repositories`", Object.keys(file.repositories), repositoriesIn(file)),
    ...judge("board", " under `boards`", Object.keys(file.boards), boardsIn(file)),
    ...judge("playbook", " under `playbooks`", Object.keys(file.playbooks), playbooksNamedIn(file)),
    ...judge("webhook", " under `webhooks`", Object.keys(file.webhooks), webhooksIn(file)),
    ...Object.entries(file.pipelines).flatMap(([name, pipeline]) => {
      const known = pipeline.stages.map(({ id }) => id);
      return judge("stage", ` in the pipeline \`${name}\``, known, stagesIn(name, pipeline));
    }),
    ...Object.entries(file.rules).flatMap(([name, { steps }]) =>
      steps.flatMap(({ at }, index) => {
        if (at === undefined) return [];
        const what = `A rule has no stages, so nothing enters ${shown(at)}.`;
        const todo = "Write `on: opened`, or put the step into a pipeline.";
        return [error("unknown-stage", where(["rules", name, "steps", index, "at"]), what, todo)];
      }),
    ),
  ];
}

/** Wherever the language names a repository of this config. */
function repositoriesIn(file: ConfigFile): readonly Reference[] {
  return namesIn(file, (key, path) => {
    if ((key === "in" && path[0] !== "training") || (key === "from" && path[0] === "flows" && path.length === 3))
      return true;
    if (path[0] === "reports" && path.length === 4) return ["issue", "rolling-issue", "discussion"].includes(key);
    return key === "repository" && path[0] !== "templates";
  });
}

/** Wherever the language names a board, and not a column or a field of one. */
function boardsIn(file: ConfigFile): readonly Reference[] {
  const dates = ["before", "after", "until", "from", "to", "date"];
  return namesIn(file, (key, path) => {
    if (key === "status-update" && path[0] === "reports") return true;
    const isField = path.at(-3) === "contracts" || dates.includes(String(path.at(-2)));
    return key === "board" && path.at(-3) !== "stages" && !isField;
  });
}

function playbooksNamedIn(file: ConfigFile): readonly Reference[] {
  return namesIn(file, (key) => key === "play");
}

function webhooksIn(file: ConfigFile): readonly Reference[] {
  return namesIn(file, (key) => key === "on-completed");
}

function namesIn(file: ConfigFile, isOne: (key: string, path: ConfigPath) => boolean): readonly Reference[] {
  const found: Reference[] = [];
  walk(file, (key, value, path) => {
    if (typeof value === "string" && isOne(key, path)) found.push({ path, name: value });
  });
  return found;
}

function stagesIn(name: string, { moves = {}, steps }: PipelineFile): readonly Reference[] {
  const path = ["pipelines", name, "moves"];
  const moved = Object.entries(moves).flatMap(([from, to]): Reference[] => [
    { path: [...path, from], name: from, on: "key" },
    ...to.map((id, index) => ({ path: [...path, from, index], name: id })),
  ]);
  const stepped = steps.flatMap(({ at }, index): readonly Reference[] => {
    return at === undefined ? [] : [{ path: ["pipelines", name, "steps", index, "at"], name: at }];
  });
  return [...moved, ...stepped];
}
