/** The presets in this package: what each copies. The folder is as far from `src` as from `dist`. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";

export interface Preset {
  readonly name: string;
  readonly about: string;
  /** Text of a whole config. */
  readonly config: string;
  /** Text by path, relative to the templates' folder. */
  readonly files: Readonly<Record<string, string>>;
}

const folder = new URL("../../templates/", import.meta.url);

/** Every preset, in the order of `templates/presets.yml`. */
export function readPresets(): readonly Preset[] {
  const listed = parse(read("presets.yml")) as Record<string, { about: string; config: string; files: string[] }>;
  return Object.entries(listed).map(([name, { about, config, files }]) => {
    return { name, about, config: read(config), files: Object.fromEntries(files.map((path) => [path, read(path)])) };
  });
}

function read(path: string): string {
  return readFileSync(new URL(path, folder), "utf8");
}
