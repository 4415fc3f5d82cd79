/** The files of the organisation of `examples/research-cloud`, as they would lie in its `.github`. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const example = join(root, "examples/research-cloud");

export const configPath = ".github/milepost.yml";

/** Files of the organisation's `.github`: the presets' templates, and the example's own over them. */
export function cloudFiles(change: (config: string) => string = (text) => text): Readonly<Record<string, string>> {
  const config = readFileSync(join(example, "milepost.yml"), "utf8");
  const changed = change(config);
  if (change.toString() !== ((text: string) => text).toString()) expect(changed).not.toBe(config);
  return {
    ...filesUnder(join(root, "templates"), ".github/milepost"),
    ...filesUnder(join(example, "milepost"), ".github/milepost"),
    [configPath]: changed,
  };
}

function filesUnder(folder: string, as: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path));
  const files = paths.filter((path) => statSync(path).isFile());
  return Object.fromEntries(files.map((path) => [`${as}/${relative(folder, path)}`, readFileSync(path, "utf8")]));
}
