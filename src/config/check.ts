/**
 * What the config and the texts of its templates say together. `loadConfig` has already judged what the config says
 * by itself; this adds what needs the templates.
 */
import type { Problem } from "../model/problem.ts";
import type { Config } from "./config.ts";
import { pathText, type WhereOf } from "./where.ts";

/**
 * Problems between a config and its templates, by path relative to `templates.path`; null is a file proven absent, and
 * a path that is not a key was not read and is not judged.
 */
export function checkConfig(
  _config: Config,
  _templates: Readonly<Record<string, string | null>>,
  _where: WhereOf = pathText,
): readonly Problem[] {
  throw new Error("not built");
}
