/**
 * The text of `milepost.yml` → the effective config, or what is wrong with it. Pure: it reads no file and asks GitHub
 * nothing.
 */
import type { Problem } from "../model/problem.ts";
import type { Config } from "./config.ts";
import type { WhereOf } from "./where.ts";

export interface LoadOptions {
  /** The repository that the config was read from; templates are looked for there unless the config says otherwise. */
  readonly home?: { readonly owner: string; readonly repo: string };
}

export interface LoadedConfig {
  /** Null when any problem is an error. */
  readonly config: Config | null;
  readonly problems: readonly Problem[];
  readonly where: WhereOf;
}

/** Reads and checks everything that the text alone can tell. `file` is how problems name it. */
export function loadConfig(_text: string, _file: string, _options: LoadOptions = {}): LoadedConfig {
  throw new Error("not built");
}
