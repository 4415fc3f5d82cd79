/** What steps and playbooks say, beyond what the schema can: one of two keys, ids that are used once, names kept free. */
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import { stepId } from "./effective.ts";
import { foldName } from "./fold.ts";
import type { ConfigFile, StepFile } from "./schema.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** What values may be written over, and so cannot themselves be called. */
export const scopeNames: readonly string[] = ["item", "form", "stage", "pipeline"];

/** Problems of every step and playbook. */
export function checkSteps(file: ConfigFile, where: WhereOf): readonly Problem[] {
  const steps = Object.entries(file.pipelines).flatMap(([name, { steps }]) => {
    const path = ["pipelines", name, "steps"];
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

function stepProblems(step: StepFile, path: ConfigPath, where: WhereOf): readonly Problem[] {
  return [...kindProblems(step, path, where), ...reserved(step.values, [...path, "values"], where)];
}

function kindProblems(step: StepFile, path: ConfigPath, where: WhereOf): readonly Problem[] {
  const { open, play } = step;
  if (open === undefined && play === undefined) {
    const todo = "Give it `open:` with a template, or `play:` with a playbook.";
    return [error("step-does-nothing", where(path), `The step at \`${step.at}\` opens nothing.`, todo)];
  }
  if (play === undefined) return [];
  if (open !== undefined) {
    const what = "The step has both `open` and `play`.";
    return [error("step-does-two", where([...path, "play"], "key"), what, "Write two steps.")];
  }
  const odd = ["repository", "title", "board"].filter((key) => step[key as "title"] !== undefined);
  const filled = ["labels", "assignees"].filter((key) => step[key as "labels"].length > 0);
  return [...odd, ...filled].map((key) => {
    const what = `\`${key}\` belongs to \`open\`, and this step plays the playbook \`${play}\`.`;
    return error(
      "key-not-here",
      where([...path, key], "key"),
      what,
      "Put it on the playbook or on one of its children.",
    );
  });
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
