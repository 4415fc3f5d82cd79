/**
 * Every text that a config has filled in from what it knows: templates of issues and checklists. Which template, in which
 * repository, with which values, what those may be made of, and who says so.
 */
import type { FieldSetting } from "../model/condition.ts";
import type { Playbook } from "../model/pipeline.ts";
import type { Config } from "./config.ts";
import { isInline } from "./template-places.ts";
import type { ConfigPath } from "./where.ts";

/** What Liquid may name: by its first word, what may follow it; null where anything may. `form` is a form's path. */
export interface Scope {
  readonly roots: Readonly<Record<string, readonly string[] | null>>;
  readonly form: string | null;
}

/** One template that is filled in. */
export interface Opening {
  readonly scope: Scope;
  /** Name under `repositories` of the items or dispatches that the values come from; null: only the config's own words. */
  readonly from: string | null;
  readonly recipe: { readonly template: string; readonly title: string | null };
  /** What the new issue's card is given, and where the config says so. */
  readonly set: { readonly fields: readonly FieldSetting[]; readonly path: ConfigPath };
  /** Name under `repositories` where it is written. */
  readonly repository: string;
  /** Where the config names the template. */
  readonly path: ConfigPath;
  /** Liquid texts by variable, the nearest one first where several give it. */
  readonly values: Readonly<Record<string, string>>;
  /** Where each value stands. */
  readonly valuePaths: Readonly<Record<string, ConfigPath>>;
  /** Variables that have a value without the config saying so. */
  readonly free: readonly string[];
}

/** Every opening, in the order of the language. */
export function openingsOf(config: Config): readonly Opening[] {
  return [
    ...[...config.pipelines, ...config.rules].flatMap((one, index) => {
      const kind = index < config.pipelines.length ? "pipelines" : "rules";
      return ofItems(config, one, [kind, one.name]);
    }),
    ...config.recurring.flatMap((one) => ofRecurring(config, one)),
    ...config.flows.flatMap((one) => ofFlow(config, one)),
  ];
}

/** What `plan` gives as `item`. */
export const itemFields: readonly string[] = ["title", "url", "number", "owner", "repo", "ref", "author", "createdAt"];

/** What texts about an item of this pipeline or rule may name. */
export function itemScope(config: Config, { form }: Config["pipelines"][number]): Scope {
  const roots = { item: itemFields, form: null, stage: null, pipeline: null, community: communityFields(config) };
  return { roots, form };
}

function communityFields({ communities }: Config): readonly string[] {
  return ["slug", "name", ...(communities?.accepts ?? [])];
}

type Around = Pick<Opening, "scope" | "from" | "free"> & { readonly home: string };

interface Given {
  readonly values: Readonly<Record<string, string>>;
  readonly path: ConfigPath;
}

/** What a step that comes back for each period gives to what it opens. */
const periodValues: readonly string[] = ["period", "period_start", "period_end"];

function ofItems(config: Config, one: Config["pipelines"][number], root: ConfigPath): readonly Opening[] {
  const home = one.items.repository;
  const around: Around = { scope: itemScope(config, one), from: home, free: [], home };
  const steps = one.steps.flatMap((step, index) => {
    const path = [...root, "steps", index];
    const own: Given = { values: step.values, path: [...path, "values"] };
    const { trigger } = step;
    const free = trigger.kind === "date" && trigger.each !== undefined ? periodValues : [];
    if (step.kind === "open") return [opening({ ...around, free }, step, [...path, "open"], [own])];
    const playbook = step.kind === "play" ? config.playbooks[step.playbook] : undefined;
    return playbook === undefined
      ? []
      : ofPlaybook(around, playbook, { path: ["playbooks", playbook.name], first: own });
  });
  const checklists = one.checklists.map(({ template, values }, index) => {
    const path = [...root, "checklists", index];
    const recipe = { template, title: null, repository: null, fields: [] };
    return opening(around, recipe, [...path, "append"], [{ values, path: [...path, "values"] }]);
  });
  return [...steps, ...checklists];
}

function ofRecurring(config: Config, one: Config["recurring"][number]): readonly Opening[] {
  const { name, open, play, values, repository: home } = one;
  const fields = one.perCommunity === null ? [] : communityFields(config);
  const roots = { recurring: null, period: null, date: null, iteration: null, community: fields };
  const free = ["period", "date", "iteration", ...(fields.length === 0 ? [] : ["community", "community_name"])];
  const around: Around = { scope: { roots, form: null }, from: null, free, home };
  const own: Given = { values, path: ["recurring", name, "values"] };
  if (open !== null) return [opening(around, open, ["recurring", name, "open"], [own])];
  return play === null ? [] : ofPlaybook(around, play, { path: pathOf(config, play, ["recurring", name]), first: own });
}

function ofFlow(config: Config, { name, accepts, from, playbook, repository: home }: Config["flows"][number]) {
  const roots = { payload: accepts.map((field) => field.split(".")[0]!), community: communityFields(config) };
  const around: Around = { scope: { roots, form: null }, from, free: [], home };
  return ofPlaybook(around, playbook, {
    path: pathOf(config, playbook, ["flows", name]),
    first: { values: {}, path: [] },
  });
}

function pathOf(config: Config, play: Playbook, root: ConfigPath): ConfigPath {
  return isInline(config, play) ? [...root, "play"] : ["playbooks", play.name];
}

/** `first`: values of whoever plays it. */
function ofPlaybook(
  around: Around,
  playbook: Playbook,
  { path, first }: { readonly path: ConfigPath; readonly first: Given },
): readonly Opening[] {
  const shared: Given = { values: playbook.values, path: [...path, "values"] };
  const children = playbook.children.map((child, index) => {
    const own: Given = { values: child.values, path: [...path, "children", index, "values"] };
    return opening(around, child, [...path, "children", index, "template"], [shared, first, own]);
  });
  return [opening(around, playbook.parent, [...path, "parent"], [shared, first]), ...children];
}

/** `given`: later ones win. */
function opening(
  { home, ...around }: Around,
  recipe: Opening["recipe"] & { readonly repository: string | null; readonly fields: readonly FieldSetting[] },
  path: ConfigPath,
  given: readonly Given[],
): Opening {
  const values = Object.assign({}, ...given.map((one) => one.values)) as Opening["values"];
  const valuePaths = Object.assign(
    {},
    ...given.map((one) => Object.fromEntries(Object.keys(one.values).map((name) => [name, [...one.path, name]]))),
  ) as Opening["valuePaths"];
  const set = { fields: recipe.fields, path: [...path.slice(0, -1), "set"] };
  return { ...around, recipe, set, repository: recipe.repository ?? home, path, values, valuePaths };
}
