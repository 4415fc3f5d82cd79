/** Usage and satisfaction: whether each names one source, and pipelines that there are. */
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import { foldName } from "./fold.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile } from "./schema.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** Problems of both. */
export function checkSources(file: ConfigFile, where: WhereOf): readonly Problem[] {
  return [...usageProblems(file, where), ...satisfactionProblems(file, where)];
}

function usageProblems({ usage, pipelines }: ConfigFile, where: WhereOf): readonly Problem[] {
  if (usage === undefined) return [];
  const { file, prometheus, asked, communities } = usage;
  return [
    ...oneSource("usage", { file, prometheus }, where),
    ...(asked === undefined ? [] : unknown(asked, Object.keys(pipelines), { path: ["usage", "asked"], where })),
    ...claimedTwice(communities, where),
  ];
}

/** A place would count for the one or the other. */
function claimedTwice(communities: Readonly<Record<string, readonly string[]>>, where: WhereOf): readonly Problem[] {
  const owner = new Map<string, string>();
  return Object.entries(communities).flatMap(([name, places]) =>
    places.flatMap((place, index) => {
      const other = owner.get(foldName(place));
      owner.set(foldName(place), other ?? name);
      if (other === undefined) return [];
      const what = `${shown(place)} belongs to ${listed([other])} already.`;
      return [error("place-twice", where(["usage", "communities", name, index]), what, "Write it once.")];
    }),
  );
}

function satisfactionProblems(config: ConfigFile, where: WhereOf): readonly Problem[] {
  const { satisfaction } = config;
  if (satisfaction === undefined) return [];
  const { file, form, columns, unanswered } = satisfaction;
  const at: ConfigPath = ["satisfaction"];
  const given = Object.entries(columns).filter(([, name]) => name !== undefined);
  const names = given.map(([, name]) => name);
  const twice = given.filter(([, name], index) => names.indexOf(name) !== index);
  const known = { ...config.pipelines, ...config.rules };
  const source = form === undefined || !Object.hasOwn(known, form.of) ? undefined : known[form.of];
  return [
    ...oneSource("satisfaction", { file, form }, where),
    ...twice.map(([key, name]) => {
      const what = `Two columns are ${shown(name ?? "")}.`;
      return error("column-twice", where([...at, "columns", key]), what, "Give each its own column.");
    }),
    ...(form !== undefined && unanswered
      ? [error("key-not-here", where([...at, "unanswered"], "key"), "`unanswered` belongs to `file`.", "Remove it.")]
      : []),
    ...(form === undefined ? [] : unknown(form.of, Object.keys(known), { path: [...at, "form", "of"], where })),
    ...(form !== undefined && source !== undefined && source.form === undefined
      ? [
          error(
            "no-form",
            where([...at, "form", "of"]),
            `${listed([form.of])} names no form, so its issues have no fields.`,
            "Add `form:` there.",
          ),
        ]
      : []),
  ];
}

function oneSource(key: string, sources: Readonly<Record<string, unknown>>, where: WhereOf): readonly Problem[] {
  const given = Object.keys(sources).filter((name) => sources[name] !== undefined);
  if (given.length === 1) return [];
  const what = given.length === 0 ? `\`${key}\` names no source.` : `\`${key}\` has ${listed(given)}; it can have one.`;
  return [error("source", where([key]), what, `Write one of ${listed(Object.keys(sources))}.`)];
}

function unknown(
  name: string,
  known: readonly string[],
  { path, where }: { readonly path: ConfigPath; readonly where: WhereOf },
): readonly Problem[] {
  if (known.includes(name)) return [];
  const todo = didYouMean(name, known, known.length === 0 ? "Add it." : `Known: ${listed(known)}.`);
  return [error("unknown-pipeline", where(path), `There is no pipeline or rule ${shown(name)}.`, todo)];
}
