/** Every issue that a config can open: which template, in which repository, with which values, and who says so. */
import type { IssueRecipe, Pipeline, Playbook } from "../model/pipeline.ts";
import type { Config } from "./config.ts";
import type { ConfigPath } from "./where.ts";

/** One issue that a step of a pipeline opens. */
export interface Opening {
  readonly pipeline: Pipeline;
  readonly recipe: IssueRecipe;
  /** Name under `repositories` where it opens. */
  readonly repository: string;
  /** Where the config names the template. */
  readonly path: ConfigPath;
  /** Liquid texts by variable, the nearest one first where several give it. */
  readonly values: Readonly<Record<string, string>>;
  /** Where each value stands. */
  readonly valuePaths: Readonly<Record<string, ConfigPath>>;
}

/** Every opening, in the order of the file. */
export function openingsOf(config: Config): readonly Opening[] {
  return config.pipelines.flatMap((pipeline) =>
    pipeline.steps.flatMap((step, index) => {
      const path = ["pipelines", pipeline.name, "steps", index];
      const own: Given = { values: step.values, path: [...path, "values"] };
      if (step.kind === "open") return [opening(pipeline, step, [...path, "open"], [own])];
      if (step.kind !== "play") return [];
      const playbook = config.playbooks[step.playbook];
      return playbook === undefined ? [] : playbookOpenings(pipeline, playbook, own);
    }),
  );
}

interface Given {
  readonly values: Readonly<Record<string, string>>;
  readonly path: ConfigPath;
}

function playbookOpenings(pipeline: Pipeline, playbook: Playbook, step: Given): readonly Opening[] {
  const path = ["playbooks", playbook.name];
  const shared: Given = { values: playbook.values, path: [...path, "values"] };
  const children = playbook.children.map((child, index) => {
    const own: Given = { values: child.values, path: [...path, "children", index, "values"] };
    return opening(pipeline, child, [...path, "children", index, "template"], [shared, step, own]);
  });
  return [opening(pipeline, playbook.parent, [...path, "parent"], [shared, step]), ...children];
}

/** `given`: later ones win. */
function opening(pipeline: Pipeline, recipe: IssueRecipe, path: ConfigPath, given: readonly Given[]): Opening {
  const values = Object.assign({}, ...given.map((one) => one.values)) as Opening["values"];
  const valuePaths = Object.assign(
    {},
    ...given.map((one) => Object.fromEntries(Object.keys(one.values).map((name) => [name, [...one.path, name]]))),
  ) as Opening["valuePaths"];
  return { pipeline, recipe, repository: recipe.repository ?? pipeline.items.repository, path, values, valuePaths };
}
