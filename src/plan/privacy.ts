/**
 * What may be said where. A value has the visibility of the place that it came from: the item, or the communities file.
 * Into a more public repository only the variables that the config lists under its `accepts` may flow (ruling 16). A step
 * that would need another one opens nothing, rather than an issue with a hole.
 *
 * Markers hold the item's node id in every place: there is no key yet to hash it with, and a node id says nothing to
 * who may not read the node.
 */
import { communityNamesIn, namesCommunity } from "../content/community-names.ts";
import { type Template, variablesOf } from "../content/template.ts";
import { variableName } from "../content/variable-name.ts";
import type { Item, Repository, World } from "../model/snapshot.ts";
import { communitiesVisibility } from "./community.ts";
import { type Case, type Part, problem } from "./part.ts";
import type { Ground } from "./steps/ground.ts";
import type { Order } from "./steps/recipe.ts";
import { isMorePublic, leastPublic, type Visibility } from "./visibility.ts";

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
  { config, home }: Ground,
  { recipe }: Order,
  { visibility }: Repository,
): Part | null {
  const name = recipe.repository ?? home;
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

/** How visible the things are that a Liquid text of the config names; what the config says itself counts as the item. */
export function visibilityOf(
  text: string,
  { world, config, visibility: own }: Pick<Ground, "world" | "config" | "visibility">,
): Visibility {
  return namesCommunity(text) ? leastPublic(own, communitiesVisibility(world, config)) : own;
}

export interface Flow {
  /** The values that may be used. */
  readonly values: Readonly<Record<string, string>>;
  /** Says what stands in the way, given the variables that came out empty; null when nothing does. */
  readonly refuse: (missing: readonly string[]) => Part | null;
}

/** Keeps back what may not flow from the item, or from the communities file, into the repository. */
export function mayFlow(
  ground: Ground,
  { recipe, path, values: texts }: Order,
  { repository, template, values }: { repository: Repository; template: Template; values: Flow["values"] },
): Flow {
  const name = recipe.repository ?? ground.home;
  const accepts = (ground.config.repositories[name]?.accepts ?? []).map(variableName);
  const from = (variable: string) => visibilityOf(texts[variable] ?? "", ground);
  const isHeld = (variable: string) =>
    isMorePublic(repository.visibility, from(variable)) && !accepts.includes(variableName(variable));
  const held = Object.keys(values).filter(isHeld);
  const kept = Object.entries(values).filter(([variable]) => !held.includes(variable));
  const used = [...variablesOf(template), ...(template.form?.fields ?? []).map(({ id }) => id)];
  return {
    values: Object.fromEntries(kept),
    refuse: (missing) => {
      const wanted = [...used, ...missing].map(variableName);
      const leaks = held.filter((variable) => wanted.includes(variableName(variable))).sort();
      if (leaks.length === 0) return null;
      const source = isMorePublic(repository.visibility, ground.visibility)
        ? `a ${ground.visibility} ${ground.item === null ? "repository's dispatch" : "issue"}`
        : "the communities file";
      return leakProblem(leaks, `${path}.values.${leaks[0]}`, { name, repository, source, undone: "opened" });
    },
  };
}

/**
 * Why texts of the config may not be used on the item itself: they name something that fewer people may read than the
 * item; null when they may. `where`: config path of the texts.
 */
export function heldBackFrom(
  one: Pick<Case, "world" | "config" | "item" | "pipeline">,
  texts: Readonly<Record<string, string>>,
  where: string,
): Part | null {
  const { item, config, pipeline } = one;
  const name = pipeline.items.repository;
  const accepts = (config.repositories[name]?.accepts ?? []).map(variableName);
  const leaks = Object.entries(texts).flatMap(([key, text]) =>
    isMorePublic(item.visibility, visibilityOf(text, { ...one, visibility: item.visibility }))
      ? communityNamesIn(text).flatMap((value) => (accepts.includes(variableName(value)) ? [] : [value || key]))
      : [],
  );
  if (leaks.length === 0) return null;
  const repository = { owner: item.owner, name: item.repo, visibility: item.visibility };
  const source = "the communities file";
  return leakProblem([...new Set(leaks)].sort(), where, { name, repository, source, undone: "said" });
}

export interface Leak {
  /** Name under `repositories` of the place it would go to. */
  readonly name: string;
  readonly repository: Pick<Repository, "owner" | "name" | "visibility">;
  /** `a private issue`. */
  readonly source: string;
  readonly undone: "opened" | "said";
}

/** Says that these would be read by more people than may. `where`: config path of what names them. */
export function leakProblem(leaks: readonly string[], where: string, { name, repository, source, undone }: Leak): Part {
  const list = leaks.join(", ");
  return problem({
    code: "private-value",
    where,
    what: `${list} would go from ${source} to ${repository.owner}/${repository.name}, which is ${repository.visibility}; nothing was ${undone}.`,
    todo: `List ${list} under repositories.${name}.accepts if everybody there may read it, or leave it out of \`values\`.`,
    severity: "error",
  });
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
