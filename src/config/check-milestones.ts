/** Milestones and the times between them: that each is of one kind, that something reaches it, and that it is known. */
import type { Problem } from "../model/problem.ts";
import { error, listed, shown, warning } from "./complaint.ts";
import { foldName } from "./fold.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile, PipelineFile, RuleFile } from "./schema.ts";
import { plainMilestones } from "./schema-times.ts";
import { walk } from "./walk.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** Problems of every milestone, and of every time between two. */
export function checkMilestones(file: ConfigFile, where: WhereOf): readonly Problem[] {
  const labels = labelsIn(file);
  return Object.entries({ pipelines: file.pipelines, rules: file.rules }).flatMap(([kind, all]) =>
    Object.entries<PipelineFile | RuleFile>(all).flatMap(([name, one]) => [
      ...Object.keys(one.milestones).flatMap((milestone) => {
        const path = [kind, name, "milestones", milestone];
        return problemsOf({ file, where, one, name, labels }, milestone, path);
      }),
      ...timeProblems(one, where, [kind, name, "times"]),
    ]),
  );
}

interface Case {
  readonly file: ConfigFile;
  readonly where: WhereOf;
  readonly one: PipelineFile | RuleFile;
  readonly name: string;
  readonly labels: ReadonlySet<string>;
}

function problemsOf({ file, where, one, name, labels }: Case, milestone: string, path: ConfigPath): readonly Problem[] {
  const value = one.milestones[milestone]!;
  if (typeof value === "string") return [];
  const given = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const [kind, text] = given[0] ?? [];
  if (given.length !== 1 || kind === undefined || text === undefined) {
    const told = given.length === 0 ? "says nothing" : `is ${listed(given.map(([key]) => key))}; it can be one`;
    const todo = "Write one of `enters`, `leaves`, `label`, `closed`, `date` and `linked`.";
    return [error("milestone", where(path), `The milestone \`${milestone}\` ${told}.`, todo)];
  }
  const place = where([...path, kind]);
  if (kind === "enters" || kind === "leaves") {
    const known = "stages" in one ? one.stages.map(({ id }) => id) : [];
    if (known.includes(text)) return [];
    const what = `Nothing reaches the milestone \`${milestone}\`: there is no stage ${shown(text)} in \`${name}\`.`;
    return [error("unknown-stage", place, what, didYouMean(text, known, `Known: ${listed(known)}.`))];
  }
  if (kind === "label" && !labels.has(foldName(text))) {
    const what = `Nothing in the config sets the label ${shown(text)}, so only people's hands reach the milestone \`${milestone}\`.`;
    const todo = "Correct the name, or describe it under `labels` if people put it on.";
    return [warning("milestone-unreached", place, what, todo)];
  }
  if (kind !== "linked") return [];
  return linkedProblem(file, { own: `${name}/${milestone}`, milestone, text, place });
}

function timeProblems(one: PipelineFile | RuleFile, where: WhereOf, path: ConfigPath): readonly Problem[] {
  const known = [...Object.keys(one.milestones), ...plainMilestones];
  return one.times.flatMap((time, index) =>
    (["from", "to"] as const).flatMap((side) => {
      const name = time[side];
      if (known.includes(name)) return [];
      const what = `This time cannot be measured: there is no milestone ${shown(name)} here.`;
      const todo = didYouMean(name, known, `Known: ${listed(known)}.`);
      return [error("unknown-milestone", where([...path, index, side]), what, todo)];
    }),
  );
}

function linkedProblem(
  file: ConfigFile,
  { own, milestone, text, place }: Readonly<Record<"own" | "milestone" | "text" | "place", string>>,
): readonly Problem[] {
  const known = [...Object.entries(file.pipelines), ...Object.entries(file.rules)].flatMap(([name, { milestones }]) =>
    Object.keys(milestones).map((one) => `${name}/${one}`),
  );
  if (known.includes(text)) return [];
  const what = `Nothing reaches the milestone \`${milestone}\`: there is no milestone ${shown(text)}.`;
  const others = known.filter((one) => one !== own);
  return [error("unknown-milestone", place, what, didYouMean(text, others, `Known: ${listed(others)}.`))];
}

/** Every label that the config names anywhere but in a milestone. */
function labelsIn(file: ConfigFile): ReadonlySet<string> {
  const found = new Set(Object.keys(file.labels).map(foldName));
  walk(file, (key, value, path) => {
    if (path.includes("milestones")) return;
    const isLabel = /(?:^|-)label$|^(?:at-risk|breached)$/.test(key);
    if (isLabel && typeof value === "string") found.add(foldName(value));
    if (key !== "labels" || value === null || typeof value !== "object" || path.length === 1) return;
    for (const name of Object.values(value as Readonly<Record<string, string>>)) found.add(foldName(name));
  });
  return found;
}
