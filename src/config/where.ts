/**
 * Where a key of the config stands in its file. What comes in is a path of keys and indexes, what goes out is
 * `file:line:col`; a path that the file does not spell out (a default) is answered with the nearest one that it does.
 */

/** A path into the YAML as written: `["pipelines", "leads", "stages", 2, "label"]`. */
export type ConfigPath = readonly (string | number)[];

/** `file:line:col` of a path. `on: "key"` points at the key itself, not at its value. */
export type WhereOf = (path: ConfigPath, on?: "key" | "value") => string;

/** For configs that were not read from a file: `pipelines.leads.stages[2].label`. */
export function pathText(path: ConfigPath): string {
  return path.map((part, index) => (typeof part === "number" ? `[${part}]` : index > 0 ? `.${part}` : part)).join("");
}
