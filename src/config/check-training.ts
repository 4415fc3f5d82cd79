/** Training: whether its pipelines are there, and their items say which community they are of. */
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile } from "./schema.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** None without `training`. */
export function checkTraining({ training, pipelines }: ConfigFile, where: WhereOf): readonly Problem[] {
  if (training === undefined) return [];
  const judge = (name: string, path: ConfigPath): readonly Problem[] => {
    const names = Object.keys(pipelines);
    if (!Object.hasOwn(pipelines, name)) {
      const todo = didYouMean(name, names, `Known: ${listed(names)}.`);
      return [error("unknown-pipeline", where(path), `There is no pipeline ${shown(name)}.`, todo)];
    }
    const missing = (["form", "community"] as const).filter((key) => pipelines[name]![key] === undefined);
    if (missing.length === 0) return [];
    const what = `Hours of training are counted by community, and ${listed([name])} has no ${listed(missing)}.`;
    return [error("no-form", where(path), what, `Add ${listed(missing)} there.`)];
  };
  return [
    ...judge(training.of, ["training", "of"]),
    ...(training.agreed === undefined ? [] : judge(training.agreed.in, ["training", "agreed", "in"])),
  ];
}
