/** Things that only one part of a config may claim: issues, repositories, the start; and what all boards must share. */
import type { Problem } from "../model/problem.ts";
import { error, shown } from "./complaint.ts";
import { foldName } from "./fold.ts";
import { durationSeconds, momentOf } from "./moment.ts";
import type { ConfigFile } from "./schema.ts";
import type { WhereOf } from "./where.ts";

/** Problems between whole parts of a config. */
export function checkClaims(file: ConfigFile, where: WhereOf): readonly Problem[] {
  return [
    ...startProblems(file, where),
    ...boundProblems(file, where),
    ...emptyProblems(file, where),
    ...sharedRepositories(file, where),
    ...sharedItems(file, where),
    ...statusFields(file, where),
  ];
}

function startProblems({ mode, starts }: ConfigFile, where: WhereOf): readonly Problem[] {
  if (starts !== undefined && momentOf(starts) === null) {
    const todo = "Write a day that the calendar has, such as 2026-01-31.";
    return [error("bad-date", where(["starts"]), `There is no such moment as ${shown(starts)}.`, todo)];
  }
  if (mode === "plan" || starts !== undefined) return [];
  const what = "`mode: apply` needs `starts`: without it, everything that ever happened would open issues now.";
  return [error("starts-missing", where(["mode"]), what, "Add `starts:` with today's date.")];
}

function boundProblems(file: ConfigFile, where: WhereOf): readonly Problem[] {
  const text = file["visibility-bound"];
  const seconds = durationSeconds(text);
  if (seconds >= 60 && seconds <= 86_400) return [];
  const what = `\`visibility-bound\` is ${text}; it can be from 1m to 1d.`;
  return [error("bad-length-of-time", where(["visibility-bound"]), what, "15m suits GitHub.")];
}

function emptyProblems({ pipelines, rules, recurring, flows }: ConfigFile, where: WhereOf): readonly Problem[] {
  if (Object.keys({ ...pipelines, ...rules, ...recurring, ...flows }).length > 0) return [];
  return [
    error("empty", where(["pipelines"]), "The config has no pipeline.", "Describe at least one under `pipelines`."),
  ];
}

function sharedRepositories({ repositories }: ConfigFile, where: WhereOf): readonly Problem[] {
  return twins(Object.entries(repositories), ([, { name }]) => foldName(name)).map(([[first], [second, { name }]]) => {
    const what = `\`${first}\` and \`${second}\` are the same repository, ${name}.`;
    return error("same-repository", where(["repositories", second, "name"]), what, "Keep one of the two.");
  });
}

/** Ruling 24: two pipelines for one issue are an error where that can be shown. */
function sharedItems({ pipelines, repositories }: ConfigFile, where: WhereOf): readonly Problem[] {
  const claims = Object.entries(pipelines).map(([name, { items }]) => ({
    name,
    repository: foldName(repositories[items.repository]?.name ?? items.repository),
    label: items.label === undefined ? null : foldName(items.label),
  }));
  return claims.flatMap((second, index) => {
    const first = claims
      .slice(0, index)
      .find(({ repository, label }) => repository === second.repository && overlap(label, second.label));
    if (first === undefined) return [];
    const what = `The pipelines \`${first.name}\` and \`${second.name}\` claim the same issues.`;
    const todo = "Give each pipeline in a repository an item label of its own.";
    return [error("same-items", where(["pipelines", second.name, "items"]), what, todo)];
  });
}

function overlap(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}

/** One item is read with one request, which asks for one field by name. */
function statusFields({ boards }: ConfigFile, where: WhereOf): readonly Problem[] {
  const [first, ...others] = Object.entries(boards);
  return others.flatMap(([name, board]) => {
    if (first === undefined || board["status-field"] === first[1]["status-field"]) return [];
    const what = `The boards \`${first[0]}\` and \`${name}\` show the stage in fields of different names.`;
    const todo = "Rename one of the fields on GitHub; all boards of one config need the same name.";
    return [error("status-fields-differ", where(["boards", name]), what, todo)];
  });
}

function twins<T>(all: readonly T[], nameOf: (one: T) => string): readonly (readonly [T, T])[] {
  return all.flatMap((second, index) => {
    const first = all.slice(0, index).find((one) => nameOf(one) === nameOf(second));
    return first === undefined ? [] : [[first, second] as const];
  });
}
