/**
 * The files that the demo's organisation keeps in its `.github` repository: our own config and templates, as a user
 * would copy them. Read from this package, so that the demo works without a network and from any folder.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The package's own folder; the same distance from `src` and from `dist`. */
export const packageRoot = fileURLToPath(new URL("../../../", import.meta.url));

/** Where an organisation keeps its config. */
export const configPath = ".github/milepost.yml";

/** Where it keeps its templates, unless the config says otherwise. */
const templatesPath = ".github/milepost";

/** Path in the organisation's `.github` repository to text. */
export function demoFiles(): Readonly<Record<string, string>> {
  const folder = join(packageRoot, "templates");
  const templates = ["leads", "onboarding", "forms"].flatMap((name) => filesIn(join(folder, name)));
  return {
    [configPath]: readFileSync(join(folder, "pipelines", "leads.yml"), "utf8"),
    ...Object.fromEntries(
      templates.map((path) => [`${templatesPath}/${relative(folder, path)}`, readFileSync(path, "utf8")]),
    ),
  };
}

/** The files of `examples/research-cloud`: its config, and the presets' templates with its own over them. */
export function cloudFiles(): Readonly<Record<string, string>> {
  return exampleFiles("research-cloud");
}

/** The same of `examples/eighteen-months`, for the scene of that name. */
export function monthsFiles(): Readonly<Record<string, string>> {
  return exampleFiles("eighteen-months");
}

function exampleFiles(name: string): Readonly<Record<string, string>> {
  const example = join(packageRoot, "examples", name);
  return {
    ...templatesIn(join(packageRoot, "templates")),
    ...templatesIn(join(example, "milepost")),
    [configPath]: readFileSync(join(example, "milepost.yml"), "utf8"),
  };
}

function templatesIn(folder: string): Readonly<Record<string, string>> {
  const read = (path: string) => [`${templatesPath}/${relative(folder, path)}`, readFileSync(path, "utf8")] as const;
  return Object.fromEntries(filesIn(folder).map(read));
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
