/**
 * Walks a config as the file says it, so that a check finds what it is about wherever the language allows it. A key is
 * a word of the language or, inside a map of names, a name of the reader's own; only words are visited.
 */
import type { ConfigFile } from "./schema.ts";
import type { ConditionFile, DateFile, SettingsFile } from "./schema-condition.ts";
import type { PlaybookFile } from "./schema-playbook.ts";
import type { ConfigPath } from "./where.ts";

/** Maps whose keys are names. */
const maps = new Set([
  "boards",
  "fields",
  "flows",
  "labels",
  "milestones",
  "moves",
  "pipelines",
  "playbooks",
  "recurring",
  "repositories",
  "rules",
  "set",
  "values",
  "webhooks",
]);

type Visit = (key: string, value: unknown, path: ConfigPath) => void;

/** Calls `visit` for every word of the language in the file, outermost first, in the order of the schema. */
export function walk(value: unknown, visit: Visit, path: ConfigPath = []): void {
  if (Array.isArray(value)) {
    value.forEach((one, index) => {
      walk(one, visit, [...path, index]);
    });
  } else if (typeof value === "object" && value !== null) {
    const isNames = maps.has(String(path.at(-1))) && !maps.has(String(path.at(-2)));
    for (const [key, inner] of Object.entries(value)) {
      if (!isNames) visit(key, inner, [...path, key]);
      walk(inner, visit, [...path, key]);
    }
  }
}

/** Something in the file and where it stands. */
export interface Placed<T> {
  readonly path: ConfigPath;
  readonly value: T;
}

/** All conditions, also those inside others. */
export function conditionsIn(file: ConfigFile): readonly Placed<ConditionFile>[] {
  const found: Placed<ConditionFile>[] = [];
  walk(file, (key, value, path) => {
    if (key === "when" || key === "not") found.push({ path, value: value as ConditionFile });
    if ((key === "all" || key === "any") && Array.isArray(value)) {
      value.forEach((one, index) => {
        found.push({ path: [...path, index], value: one as ConditionFile });
      });
    }
  });
  return found.filter(({ value }) => value !== undefined);
}

/** All dates of items. */
export function datesIn(file: ConfigFile): readonly Placed<DateFile>[] {
  const found: Placed<DateFile>[] = [];
  walk(file, (key, value, path) => {
    const owner = String(path.at(-3));
    const isSpan = (key === "from" || key === "to") && (owner === "notices" || owner === "overlaps");
    const isMoment = (key === "before" || key === "after" || key === "until") && owner === "steps";
    const isSetting = key === "date" && path.includes("set");
    if ((isSpan || isMoment || isSetting) && value !== undefined) found.push({ path, value: value as DateFile });
  });
  return found;
}

/** All board fields that are set, with the board that is meant, where one is. */
export function settingsIn(file: ConfigFile): readonly (Placed<SettingsFile> & { readonly board: string | null })[] {
  const found: (Placed<SettingsFile> & { readonly board: string | null })[] = [];
  walk(file, (key, value, path) => {
    if (key !== "set" || Object.keys(value as SettingsFile).length === 0) return;
    found.push({ path, value: value as SettingsFile, board: boardAt(file, path) });
  });
  return found;
}

/**
 * The board of the nearest part around a place that names one; a step's issue is only ever on its own, while a date that
 * its fields count from is the item's.
 */
export function boardAt(file: ConfigFile, path: ConfigPath): string | null {
  const inRecipe = path[2] === "steps" && path[4] === "set";
  const isRecipe = inRecipe && path.length === 5;
  for (let length = inRecipe && !isRecipe ? 2 : path.length - 1; length >= 2; length -= 1) {
    const here = path.slice(0, length).reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], file);
    const { board } = here as { readonly board?: unknown };
    if (typeof board === "string") return board;
    if (isRecipe) return null;
  }
  return null;
}

/** All playbooks: those under `playbooks` and those that are written where they are used. */
export function playbooksIn(file: ConfigFile): readonly Placed<PlaybookFile>[] {
  const named = Object.entries(file.playbooks).map(([name, value]) => ({ path: ["playbooks", name], value }));
  const inline = Object.entries({ recurring: file.recurring, flows: file.flows }).flatMap(([kind, all]) =>
    Object.entries(all).flatMap(([name, { play }]) =>
      typeof play === "object" ? [{ path: [kind, name, "play"], value: play }] : [],
    ),
  );
  return [...named, ...inline];
}
