/** Names in a config that refer to other parts of it: stages, boards, repositories and playbooks. */
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile, PipelineFile } from "./schema.ts";
import type { PlaybookFile } from "./schema-playbook.ts";
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
    ...judge("playbook", " under `playbooks`", Object.keys(file.playbooks), playbooksIn(file)),
    ...Object.entries(file.pipelines).flatMap(([name, pipeline]) => {
      const known = pipeline.stages.map(({ id }) => id);
      return judge("stage", ` in the pipeline \`${name}\``, known, stagesIn(name, pipeline));
    }),
  ];
}

function repositoriesIn(file: ConfigFile): readonly Reference[] {
  const items = Object.entries(file.pipelines).map(
    ([
      name,
      {
        items: { repository },
      },
    ]): Reference => {
      return { path: ["pipelines", name, "items", "repository"], name: repository };
    },
  );
  return [...items, ...inRecipes(file, "repository")];
}

function boardsIn(file: ConfigFile): readonly Reference[] {
  const own = Object.entries(file.pipelines).flatMap(([name, { board }]) => given(["pipelines", name, "board"], board));
  return [...own, ...inRecipes(file, "board")];
}

/** What steps, playbooks and their children say under one key. */
function inRecipes(file: ConfigFile, what: "repository" | "board"): readonly Reference[] {
  const steps = Object.entries(file.pipelines).flatMap(([name, { steps }]) =>
    steps.flatMap((step, index) => given(["pipelines", name, "steps", index, what], step[what])),
  );
  const playbooks = Object.entries(file.playbooks).flatMap(([name, playbook]) => [
    ...given(["playbooks", name, what], playbook[what]),
    ...childrenOf(playbook).flatMap(([index, child]) =>
      given(["playbooks", name, "children", index, what], child[what]),
    ),
  ]);
  return [...steps, ...playbooks];
}

function playbooksIn(file: ConfigFile): readonly Reference[] {
  return Object.entries(file.pipelines).flatMap(([name, { steps }]) =>
    steps.flatMap(({ play }, index) => given(["pipelines", name, "steps", index, "play"], play)),
  );
}

function stagesIn(name: string, { moves = {}, steps }: PipelineFile): readonly Reference[] {
  const path = ["pipelines", name, "moves"];
  const moved = Object.entries(moves).flatMap(([from, to]): Reference[] => [
    { path: [...path, from], name: from, on: "key" },
    ...to.map((id, index) => ({ path: [...path, from, index], name: id })),
  ]);
  const stepped = steps.flatMap(({ at }, index) => given(["pipelines", name, "steps", index, "at"], at));
  return [...moved, ...stepped];
}

function childrenOf({ children }: PlaybookFile): readonly (readonly [number, PlaybookFile["children"][number]])[] {
  return children.map((child, index) => [index, child] as const);
}

function given(path: ConfigPath, name: string | undefined): readonly Reference[] {
  return name === undefined ? [] : [{ path, name }];
}
