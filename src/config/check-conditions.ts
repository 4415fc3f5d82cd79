/** Conditions and dates: that each is of one kind, and that what it names within the config is there. */
import type { Problem } from "../model/problem.ts";
import { addCommunities, error, listed, shown } from "./complaint.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile } from "./schema.ts";
import type { ConditionFile, DateFile } from "./schema-condition.ts";
import { conditionsIn, datesIn, type Placed } from "./walk.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** Problems of every condition and date. What they ask of forms is judged with the forms. */
export function checkConditions(file: ConfigFile, where: WhereOf): readonly Problem[] {
  return [
    ...conditionsIn(file).flatMap((one) => conditionProblems(file, one, where)),
    ...datesIn(file).flatMap((one) => dateProblems(file, one, where)),
  ];
}

const kinds = ["field", "filled", "label", "stage", "community", "value", "all", "any", "not"] as const;
const compared = ["field", "community", "value"] as const;

function conditionProblems(
  file: ConfigFile,
  { path, value }: Placed<ConditionFile>,
  where: WhereOf,
): readonly Problem[] {
  const given = kinds.filter((kind) => value[kind] !== undefined);
  if (given.length === 0) {
    const todo = "Write one, such as `{ label: urgent }` or `{ field: cluster, is: dedicated }`.";
    return [error("condition", where(path), "The condition says nothing.", todo)];
  }
  if (given.length > 1) {
    const what = `The condition has ${listed(given)}; it can be of one kind.`;
    const todo = "Write `all:` or `any:` with a list of conditions.";
    return [error("condition", where([...path, given[1]!], "key"), what, todo)];
  }
  const needsIs = compared.find((kind) => value[kind] !== undefined);
  if (needsIs !== undefined && value.is === undefined) {
    const todo = needsIs === "field" ? "Add `is:`, or write `filled:` if any answer will do." : "Add `is:`.";
    return [error("condition", where(path), `The condition compares \`${needsIs}\` with nothing.`, todo)];
  }
  if (needsIs === undefined && value.is !== undefined) {
    const what = `\`is\` says nothing with \`${given[0]}\`.`;
    return [error("condition", where([...path, "is"], "key"), what, "Remove it.")];
  }
  return [...stageProblems(file, { path, value }, where), ...communityProblems(file, { path, value }, where)];
}

function stageProblems(file: ConfigFile, { path, value }: Placed<ConditionFile>, where: WhereOf): readonly Problem[] {
  const named = typeof value.stage === "string" ? [value.stage] : (value.stage ?? []);
  return named.flatMap((stage) => stageProblem(file, stage, { path: [...path, "stage"], where }));
}

/** A stage that the pipeline around `path` does not have; outside pipelines nobody has one. */
function stageProblem(
  file: ConfigFile,
  stage: string,
  { path, where }: { readonly path: ConfigPath; readonly where: WhereOf },
): readonly Problem[] {
  const [kind, name = ""] = path;
  if (kind === "playbooks") return [];
  if (kind !== "pipelines") {
    const what = `There are no stages here, so nothing can be in ${shown(stage)}.`;
    return [error("unknown-stage", where(path), what, "Put it into a pipeline.")];
  }
  const known = file.pipelines[name]!.stages.map(({ id }) => id);
  if (known.includes(stage)) return [];
  const what = `There is no stage ${shown(stage)} in the pipeline \`${name}\`.`;
  return [error("unknown-stage", where(path), what, didYouMean(stage, known, `Known: ${listed(known)}.`))];
}

function communityProblems(
  file: ConfigFile,
  { path, value }: Placed<ConditionFile>,
  where: WhereOf,
): readonly Problem[] {
  const { community } = value;
  if (community === undefined) return [];
  return acceptedProblem(file, community, where([...path, "community"]));
}

/** A value of the communities file that the config does not list. */
function acceptedProblem({ communities }: ConfigFile, name: string, place: string): readonly Problem[] {
  if (communities === undefined) {
    const what = `\`${name}\` is a value of communities, and the config names no communities file.`;
    return [error("no-communities", place, what, addCommunities)];
  }
  const known = ["slug", "name", ...communities.accepts];
  if (known.includes(name)) return [];
  const what = `\`${name}\` is not among the values of communities that may be used.`;
  const todo = didYouMean(name, known, `Add it to \`communities.accepts\`; listed so far: ${listed(known)}.`);
  return [error("unknown-value", place, what, todo)];
}

function dateProblems(file: ConfigFile, { path, value }: Placed<DateFile>, where: WhereOf): readonly Problem[] {
  if (typeof value === "string") return [];
  const given = (["field", "board", "enters"] as const).filter((kind) => value[kind] !== undefined);
  if (given.length !== 1) {
    const what =
      given.length === 0 ? "The date says nothing." : `The date has ${listed(given)}; it can be of one kind.`;
    const todo = "Write one of `field:`, `board:` and `enters:`, or a bare word: `opened`, `closed` or a field's id.";
    return [error("date", where(path), what, todo)];
  }
  if (value.enters !== undefined) return stageProblem(file, value.enters, { path: [...path, "enters"], where });
  return [];
}
