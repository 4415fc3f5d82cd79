/** What steps and playbooks say, beyond what the schema can: one of two keys, ids that are used once, names kept free. */
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import { stepId } from "./effective-step.ts";
import { foldName } from "./fold.ts";
import type { ConfigFile } from "./schema.ts";
import type { StepFile } from "./schema-step.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** What values may be written over, and so cannot themselves be called. */
export const scopeNames: readonly string[] = ["item", "form", "stage", "pipeline"];

/** Problems of every step and playbook. */
export function checkSteps(file: ConfigFile, where: WhereOf): readonly Problem[] {
  const steps = listsOf(file).flatMap(([path, steps]) => {
    return [
      ...steps.flatMap((step, index) => stepProblems(step, [...path, index], where)),
      ...repeated(steps.map(stepId), path, where),
    ];
  });
  const playbooks = Object.entries(file.playbooks).flatMap(([name, { children, values }]) => {
    const path = ["playbooks", name, "children"];
    return [
      ...repeated(
        children.map(({ id }) => id),
        path,
        where,
      ),
      ...reserved(values, ["playbooks", name, "values"], where),
      ...children.flatMap((child, index) => reserved(child.values, [...path, index, "values"], where)),
    ];
  });
  return [...steps, ...playbooks];
}

/** The steps of pipelines and rules, with where they stand. */
function listsOf({ pipelines, rules }: ConfigFile): readonly (readonly [ConfigPath, readonly StepFile[]])[] {
  return Object.entries({ pipelines, rules }).flatMap(([kind, all]) =>
    Object.entries(all).map(([name, { steps }]) => [[kind, name, "steps"], steps] as const),
  );
}

function stepProblems(step: StepFile, path: ConfigPath, where: WhereOf): readonly Problem[] {
  return [
    ...momentProblems(step, path, where),
    ...deedProblems(step, path, where),
    ...reserved(step.values, [...path, "values"], where),
  ];
}

const moments = ["at", "on", "before", "after"] as const;
const deeds = ["open", "play", "comment", "label", "bring-forward"] as const;

/** What a key of a step goes with. */
const companions: Readonly<Record<string, readonly (keyof StepFile)[]>> = {
  as: ["on"],
  by: ["before", "after"],
  shift: ["before", "after"],
  "or-on": ["before", "after"],
  each: ["after"],
  until: ["each"],
  mention: ["comment"],
  repository: ["open"],
  title: ["open"],
  labels: ["open"],
  assignees: ["open"],
  board: ["open"],
  set: ["open"],
};

function momentProblems(step: StepFile, path: ConfigPath, where: WhereOf): readonly Problem[] {
  const given = moments.filter((key) => step[key] !== undefined);
  if (given.length === 0) {
    const todo = "Give it `at:` with a stage, `on:`, or `before:` or `after:` with a date.";
    return [error("step-without-moment", where(path), "Nothing says when the step is done.", todo)];
  }
  if (given.length > 1) {
    const what = `The step has ${listed(given)}; it can have one moment.`;
    return [error("step-does-two", where([...path, given[1]!], "key"), what, "Write two steps.")];
  }
  if (step.each !== undefined && step.open === undefined) {
    const what = "`each` makes an issue for each period, and this step opens none.";
    return [error("key-not-here", where([...path, "each"], "key"), what, "Remove it, or write `open:`.")];
  }
  if (step.each !== undefined && step["or-on"] !== undefined) {
    const what = "A step with `or-on` is done once, and `each` does it again and again.";
    return [error("step-does-two", where([...path, "each"], "key"), what, "Remove one of them.")];
  }
  if (step.as === undefined || step.on === "closed") return [];
  const what = "`as` says how the issue was closed, and this step is not `on: closed`.";
  return [error("key-not-here", where([...path, "as"], "key"), what, "Remove it, or write `on: closed`.")];
}

function deedProblems(step: StepFile, path: ConfigPath, where: WhereOf): readonly Problem[] {
  const given = deeds.filter((key) => step[key] !== undefined);
  if (given.length === 0) {
    const todo =
      "Give it `open:` with a template, `play:` with a playbook, `comment:` with a text, `label:`, or `bring-forward:` with recurring work.";
    return [error("step-does-nothing", where(path), `${capital(nameOf(step))} does nothing.`, todo)];
  }
  if (given.length > 1) {
    const what = `The step has both ${listed(given)}.`;
    return [error("step-does-two", where([...path, given[1]!], "key"), what, "Write two steps.")];
  }
  return Object.entries(companions).flatMap(([key, needs]) => {
    if (key === "as" || isUnsaid(step[key as keyof StepFile]) || needs.some((name) => step[name] !== undefined))
      return [];
    const place = where([...path, key], "key");
    const what = `\`${key}\` belongs to ${needs.map((name) => `\`${name}\``).join(" or ")}, and this step ${step.play === undefined ? "has none" : `plays the playbook \`${step.play}\``}.`;
    const todo = step.play === undefined ? "Remove it." : "Put it on the playbook or on one of its children.";
    return [error("key-not-here", place, what, todo)];
  });
}

/** A default, or nothing at all. */
function isUnsaid(value: unknown): boolean {
  if (value === undefined || value === "0d" || value === "none") return true;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** The step as its own line names its moment. */
function nameOf({ at, on }: StepFile): string {
  if (at !== undefined) return `the step at \`${at}\``;
  return typeof on === "string" ? `the step on \`${on}\`` : "the step";
}

function capital(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}

function repeated(ids: readonly string[], path: ConfigPath, where: WhereOf): readonly Problem[] {
  const seen = new Set<string>();
  return ids.flatMap((id, index) => {
    if (!seen.has(foldName(id))) {
      seen.add(foldName(id));
      return [];
    }
    const what = `The id ${shown(id)} is used twice; what the second one opens would be taken for the first one's.`;
    return [error("same-id", where([...path, index, "id"]), what, "Give it an `id:` of its own.")];
  });
}

function reserved(values: Readonly<Record<string, string>>, path: ConfigPath, where: WhereOf): readonly Problem[] {
  return Object.keys(values)
    .filter((name) => scopeNames.includes(name))
    .map((name) => {
      const what = `A value cannot be called \`${name}\`: ${listed(scopeNames)} are what values are made from.`;
      return error("reserved-name", where([...path, name], "key"), what, "Choose another name.");
    });
}
