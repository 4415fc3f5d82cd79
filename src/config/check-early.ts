/** Recurring work that opens late or is brought forward: the entries that can be, and the steps that do it. */
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import { daysOf } from "./effective-condition.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile } from "./schema.ts";
import type { RecurringFile } from "./schema-schedule.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** Problems of `lag`, `apart` and `bring-forward`. */
export function checkEarly(file: ConfigFile, where: WhereOf): readonly Problem[] {
  return [
    ...Object.entries(file.recurring).flatMap(([name, one]) => lagProblems(one, ["recurring", name], where)),
    ...stepsIn(file).flatMap(([path, name, community]) => stepProblems(file, { path, name, community }, where)),
  ];
}

/** Work whose rhythm has no periods: each time is counted from the last, or named by a cron line. */
function hasPeriods({ every }: RecurringFile): boolean {
  return typeof every === "string" || (every["since-close"] === undefined && every.cron === undefined);
}

function lagProblems(one: RecurringFile, path: ConfigPath, where: WhereOf): readonly Problem[] {
  if (one.lag === "0d") return [];
  if (one.lead !== "0d") {
    const what = "`lead` opens the work before its period begins and `lag` after; it can do one.";
    return [error("lead-and-lag", where([...path, "lag"], "key"), what, "Remove one of them.")];
  }
  const days = shortestDays(one);
  if (days !== null && daysOf(one.lag) >= days) {
    const what = `\`lag\` is ${one.lag}, and a period of this work can be over after ${days} days, so it would never open.`;
    return [error("lag-too-long", where([...path, "lag"]), what, `Write less than ${days}d.`)];
  }
  if (hasPeriods(one)) return [];
  const what = "`lag` counts from the day on which a period begins, and this rhythm has no periods.";
  return [
    error("no-periods", where([...path, "lag"], "key"), what, "Remove it, or write `every: month` or `quarter`."),
  ];
}

/** How long the shortest period is, in days; null when the config does not say, or there are none. */
function shortestDays({ every, iterations }: RecurringFile): number | null {
  if (every === "iteration") return iterations?.days ?? null;
  if (every === "month") return 28;
  if (every === "quarter") return 90;
  if (typeof every === "string") return 7;
  // From 31 January to 30 April.
  if (every.quarter !== undefined) return 89;
  if (every.iteration !== undefined) return iterations === undefined ? null : iterations.days * every.iteration;
  return every.month === undefined && every.months === undefined ? null : 28;
}

interface EarlyStep {
  readonly path: ConfigPath;
  readonly name: string;
  /** The answer that says whose item it is. */
  readonly community: string | undefined;
}

function stepProblems(file: ConfigFile, { path, name, community }: EarlyStep, where: WhereOf): readonly Problem[] {
  const names = Object.keys(file.recurring);
  const entry = Object.hasOwn(file.recurring, name) ? file.recurring[name] : undefined;
  if (entry === undefined) {
    const what = `There is no work ${shown(name)} under \`recurring\`.`;
    return [error("unknown-recurring", where(path), what, didYouMean(name, names, `Known: ${listed(names)}.`))];
  }
  if (!hasPeriods(entry)) {
    const what = `${shown(name)} has a rhythm without periods, so nothing of it can be brought forward.`;
    return [error("no-periods", where(path), what, "Give it `every: month`, `quarter`, a weekday or `iteration`.")];
  }
  if (entry["per-community"] === undefined || community !== undefined) return [];
  const what = `${shown(name)} is opened per community, and nothing says whose item this is.`;
  return [error("no-communities", where(path), what, "Give the pipeline `community:` with the answer that names it.")];
}

function stepsIn({ pipelines, rules }: ConfigFile): readonly (readonly [ConfigPath, string, string | undefined])[] {
  const all = [
    ...Object.entries(pipelines).map(([name, one]) => ["pipelines", name, one.steps, one.community] as const),
    ...Object.entries(rules).map(([name, one]) => ["rules", name, one.steps, one.community] as const),
  ];
  return all.flatMap(([kind, name, steps, community]) =>
    steps.flatMap((step, index) => {
      const early = step["bring-forward"];
      return early === undefined ? [] : [[[kind, name, "steps", index, "bring-forward"], early, community] as const];
    }),
  );
}
