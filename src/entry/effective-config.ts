/** Reads the config where it lives and checks it: text in, config or problems out. It never guesses a config. */
import { withHolidays } from "../calendar/holidays.ts";
import type { Config } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import type { Reader } from "../github/ports.ts";
import { GitHubError } from "../github/ports.ts";
import type { Problem } from "../model/problem.ts";
import { type ConfigPlace, readConfig } from "../observe/config.ts";
import { regionProblems } from "./regions.ts";

export interface EffectiveConfig {
  /** Null when there is none, or it has errors: nothing may be written then. */
  readonly config: Config | null;
  /** `owner/repo:path` */
  readonly where: string;
  /** The file's text; equal text is the same config. Null when there is no file. */
  readonly text: string | null;
  readonly problems: readonly Problem[];
}

/** Throws `GitHubError` when GitHub would not say: then neither the config nor its absence is known. */
export async function readEffectiveConfig(reader: Reader, place: ConfigPlace): Promise<EffectiveConfig> {
  const found = await readConfig(reader, place);
  if (found.kind === "unknown") throw new GitHubError("unavailable", found.why);
  if (found.kind === "problem") {
    return { config: null, where: found.problem.where, text: null, problems: [found.problem] };
  }
  if (found.kind === "absent") return { config: null, where: found.where, text: null, problems: [absent(found.where)] };
  const loaded = loadConfig(found.text, found.where, { home: homeOf(found.where) });
  const problems = [...loaded.problems, ...(await regionProblems(loaded))];
  const said = { where: found.where, text: found.text, problems };
  if (loaded.config === null || problems.length > loaded.problems.length) return { ...said, config: null };
  // Public holidays become days here, since everything that plans is synchronous.
  return { ...said, config: { ...loaded.config, calendar: await withHolidays(loaded.config.calendar) } };
}

/** Templates are looked for beside the config unless it says otherwise. */
function homeOf(where: string): { readonly owner: string; readonly repo: string } {
  const [owner = "", repo = ""] = where.split(":")[0]!.split("/");
  return { owner, repo };
}

function absent(where: string): Problem {
  return {
    code: "config-missing",
    where,
    what: "There is no config, so Milepost does nothing here.",
    todo: "Put one at .github/milepost.yml in the organisation's .github or .github-private repository.",
    severity: "warning",
  };
}
