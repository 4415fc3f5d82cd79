/**
 * Every source of numbers that the config names, read once as a report would: whether it can be, and how much is in it.
 * What is wrong inside is counted and not repeated here, since it quotes what is for the team or for finance alone.
 */
import type { Config } from "../../config/config.ts";
import type { Problem } from "../../model/problem.ts";
import { counted } from "../counted.ts";
import { readSources, type SourceOptions } from "./read-sources.ts";
import { sourceFileName } from "./source-file.ts";

/** One source. */
export interface TriedSource {
  /** Where the config names it: `usage`. */
  readonly key: string;
  /** Null: nothing of it could be read, and `problem` says why. */
  readonly found: string | null;
  /** What to put right; null: nothing. A warning where the rest of it can be used. */
  readonly problem: Problem | null;
}

type TryOptions = Pick<SourceOptions, "config" | "reader" | "now" | "access">;

/** In the order usage, satisfaction, costs. Answers that are issues are read with the issues. Only a limit throws. */
export async function trySources(options: TryOptions): Promise<readonly TriedSource[]> {
  const { usage, satisfaction, money } = options.config;
  const nothing: Pick<Config, "usage" | "satisfaction" | "money"> = { usage: null, satisfaction: null, money: null };
  const read = async (one: Partial<Config>) => {
    const config = { ...options.config, ...nothing, ...one };
    return readSources({ ...options, config, subjects: [], own: [] });
  };
  const tried: TriedSource[] = [];
  if (usage !== null) {
    const { usage: found, problems } = await read({ usage });
    const rows = (found?.counts.length ?? 0) + (found?.accounts.length ?? 0);
    const name = usage.from.kind === "file" ? sourceFileName(usage.from.file) : usage.from.rule.url;
    tried.push(triedOf("usage", { name, rows, problems, noun: "count" }));
  }
  if (satisfaction?.from.kind === "file") {
    const { answers, problems } = await read({ satisfaction });
    const rows = answers?.answers.length ?? 0;
    const name = sourceFileName(satisfaction.from.file);
    tried.push(triedOf("satisfaction", { name, rows, problems, noun: "answer" }));
  }
  if (money !== null && money.costs !== null) {
    const { costs } = await read({ money });
    const rows = costs?.costs.length ?? 0;
    const name = sourceFileName(money.costs);
    tried.push(triedOf("money.costs", { name, rows, problems: costs?.problems ?? [], noun: "cost" }));
  }
  return tried;
}

interface Said {
  readonly name: string;
  readonly rows: number;
  readonly problems: readonly Problem[];
  readonly noun: string;
}

function triedOf(key: string, { name, rows, problems, noun }: Said): TriedSource {
  const whole = problems.find(({ code }) => code === "source-missing" || code === "source-file");
  // A server that cannot be asked says so in one problem, and gives nothing.
  const unread = whole ?? (rows === 0 ? problems.find(({ code }) => code === "usage-prometheus") : undefined);
  if (unread !== undefined) return { key, found: null, problem: unread };
  const found = `${counted(rows, noun)} in ${name}.`;
  if (problems.length === 0 && rows > 0) return { key, found, problem: null };
  const what =
    problems.length === 0
      ? `There is nothing in ${name}.`
      : `${counted(problems.length, "problem")} in what ${name} says.`;
  const todo = problems.length === 0 ? "Find out why." : "`milepost report` lists them under “Data problems”.";
  return { key, found, problem: { code: "source-rows", where: key, what, todo, severity: "warning" } };
}
