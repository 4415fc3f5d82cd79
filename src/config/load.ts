/**
 * The text of `milepost.yml` → the effective config, or what is wrong with it. Pure: it reads no file and asks GitHub
 * nothing.
 */
import type { Problem } from "../model/problem.ts";
import { checkAccounts } from "./check-accounts.ts";
import { checkCalendar } from "./check-calendar.ts";
import { checkCare } from "./check-care.ts";
import { checkClaims } from "./check-claims.ts";
import { checkConditions } from "./check-conditions.ts";
import { checkEarly } from "./check-early.ts";
import { checkFields } from "./check-fields.ts";
import { checkGrants } from "./check-grants.ts";
import { checkLabels } from "./check-labels.ts";
import { checkMarket } from "./check-market.ts";
import { checkMilestones } from "./check-milestones.ts";
import { checkMoney } from "./check-money.ts";
import { checkOrder } from "./check-order.ts";
import { checkReferences } from "./check-references.ts";
import { checkReports } from "./check-reports.ts";
import { checkSchedule } from "./check-schedule.ts";
import { checkSources } from "./check-sources.ts";
import { checkStages } from "./check-stages.ts";
import { checkSteps } from "./check-steps.ts";
import { checkTraining } from "./check-training.ts";
import type { Config } from "./config.ts";
import { effectiveConfig } from "./effective.ts";
import { explainIssues } from "./explain-issue.ts";
import { locatorOf } from "./lines.ts";
import { type ParsedYaml, parseYaml, placeKey } from "./parse-yaml.ts";
import { scanText } from "./scan.ts";
import { type ConfigFile, configSchema } from "./schema.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** More than this helps nobody at once. */
const problemLimit = 50;

const checks = [
  checkReferences,
  checkCalendar,
  checkStages,
  checkSteps,
  checkOrder,
  checkConditions,
  checkFields,
  checkCare,
  checkMilestones,
  checkSchedule,
  checkEarly,
  checkReports,
  checkAccounts,
  checkTraining,
  checkSources,
  checkMoney,
  checkGrants,
  checkMarket,
  checkLabels,
  checkClaims,
];

export interface LoadOptions {
  /** The repository that the config was read from; templates are looked for there unless the config says otherwise. */
  readonly home?: { readonly owner: string; readonly repo: string };
}

export interface LoadedConfig {
  /** Null when any problem is an error. */
  readonly config: Config | null;
  /** In the order of the file. */
  readonly problems: readonly Problem[];
  readonly where: WhereOf;
  /** As the file says it, defaults filled in; null with `config`. */
  readonly file: ConfigFile | null;
  /** Whether the file itself has something at that path. */
  readonly isWritten: (path: ConfigPath) => boolean;
}

/** Reads and checks everything that the text alone can tell. `file` is how problems name it. */
export function loadConfig(text: string, file: string, options: LoadOptions = {}): LoadedConfig {
  const source = text.replace(/^\uFEFF/, "");
  const at = locatorOf(source, file);
  const unfit = scanText(source, at);
  if (unfit.length > 0) return failed(unfit, () => at(0));
  const yaml = parseYaml(source, at);
  const where = whereIn(yaml, at);
  if (yaml.problems.length > 0) return failed(yaml.problems, where);
  const parsed = configSchema.safeParse(yaml.value);
  if (!parsed.success) return failed(explainIssues(parsed.error.issues, { yaml, where }), where);
  const problems = sorted(checks.flatMap((check) => check(parsed.data, where)));
  if (problems.some(({ severity }) => severity === "error")) return failed(problems, where);
  const isWritten = (path: ConfigPath): boolean => yaml.places.has(placeKey(path));
  return { config: effectiveConfig(parsed.data, options.home ?? null), problems, where, file: parsed.data, isWritten };
}

function failed(problems: readonly Problem[], where: WhereOf): LoadedConfig {
  return { config: null, problems: sorted(problems).slice(0, problemLimit), where, file: null, isWritten: () => false };
}

function whereIn({ places }: ParsedYaml, at: (offset: number) => string): WhereOf {
  return (path, on = "value") => {
    for (let length = path.length; length >= 0; length -= 1) {
      const place = places.get(placeKey(path.slice(0, length)));
      if (place === undefined) continue;
      return at(on === "key" && length === path.length ? (place.key ?? place.value) : place.value);
    }
    return at(0);
  };
}

function sorted(problems: readonly Problem[]): readonly Problem[] {
  const placed = problems.map((problem) => ({ problem, place: placeOf(problem.where) }));
  placed.sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1]);
  return placed.map(({ problem }) => problem);
}

function placeOf(where: string): readonly [line: number, column: number] {
  const found = /:(\d+):(\d+)$/.exec(where);
  return [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0)];
}
