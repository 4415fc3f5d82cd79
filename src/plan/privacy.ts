/**
 * What may be said where. A value has the visibility of the item that it came from; into a more public repository only
 * the variables that the config lists under its `accepts` may flow (ruling 16). A step that would need another one
 * opens nothing, rather than an issue with a hole.
 *
 * Markers hold the item's node id in every place: there is no key yet to hash it with, and a node id says nothing to
 * who may not read the node.
 */
import { type Template, variablesOf } from "../content/template.ts";
import { variableName } from "../content/variable-name.ts";
import type { Item, Repository, World } from "../model/snapshot.ts";
import { type Case, type Part, problem } from "./part.ts";
import type { Order } from "./steps/recipe.ts";

type Visibility = Item["visibility"];

const openness: Readonly<Record<Visibility, number>> = { private: 0, internal: 1, public: 2 };

/** Whether what is said in the first place may be read by people who may not read the second. */
export function isMorePublic(place: Visibility, than: Visibility): boolean {
  return openness[place] > openness[than];
}

/** Whether an issue of this repository may be named on the item. A repository that was not read counts as private. */
export function mayBeNamedOn(item: Item, { owner, repo }: { owner: string; repo: string }, world: World): boolean {
  if (sameName(owner, item.owner) && sameName(repo, item.repo)) return true;
  const read = Object.values(world.repositories).find(
    (one) => one.known && sameName(one.value.owner, owner) && sameName(one.value.name, repo),
  );
  return !isMorePublic(item.visibility, read?.known ? read.value.visibility : "private");
}

/** A repository that is not as visible as the config says; null when it is, or when the config does not say. */
export function visibilityProblem(
  { config, pipeline }: Case,
  { recipe }: Order,
  { visibility }: Repository,
): Part | null {
  const name = recipe.repository ?? pipeline.items.repository;
  const asserted = config.repositories[name]?.visibility ?? null;
  if (asserted === null || asserted === visibility) return null;
  return problem({
    code: "visibility-mismatch",
    where: `repositories.${name}.visibility`,
    what: `The config says that this repository is ${asserted}, and GitHub says that it is ${visibility}; nothing was opened there.`,
    todo: "Correct the config, or the repository's visibility.",
    severity: "error",
  });
}

export interface Flow {
  /** The values that may be used. */
  readonly values: Readonly<Record<string, string>>;
  /** Says what stands in the way, given the variables that came out empty; null when nothing does. */
  readonly refuse: (missing: readonly string[]) => Part | null;
}

/** Keeps back what may not flow from the item into the repository. */
export function mayFlow(
  { item, config, pipeline }: Case,
  { recipe, path }: Order,
  { repository, template, values }: { repository: Repository; template: Template; values: Flow["values"] },
): Flow {
  if (!isMorePublic(repository.visibility, item.visibility)) return { values, refuse: () => null };
  const name = recipe.repository ?? pipeline.items.repository;
  const accepts = (config.repositories[name]?.accepts ?? []).map(variableName);
  const kept = Object.entries(values).filter(([variable]) => accepts.includes(variableName(variable)));
  const held = Object.keys(values).filter((variable) => !accepts.includes(variableName(variable)));
  const used = [...variablesOf(template), ...(template.form?.fields ?? []).map(({ id }) => id)];
  return {
    values: Object.fromEntries(kept),
    refuse: (missing) => {
      const wanted = [...used, ...missing].map(variableName);
      const leaks = held.filter((variable) => wanted.includes(variableName(variable))).sort();
      return leaks.length === 0 ? null : leakProblem(leaks, path, [name, repository, item.visibility]);
    },
  };
}

function leakProblem(
  leaks: readonly string[],
  path: string,
  [name, repository, from]: [string, Repository, Visibility],
): Part {
  const list = leaks.join(", ");
  return problem({
    code: "private-value",
    where: `${path}.values.${leaks[0]}`,
    what: `${list} would go from a ${from} issue to ${repository.owner}/${repository.name}, which is ${repository.visibility}; nothing was opened.`,
    todo: `List ${list} under repositories.${name}.accepts if everybody there may read it, or leave it out of \`values\`.`,
    severity: "error",
  });
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
