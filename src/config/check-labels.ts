/** Labels that would be taken for one another, or that two parts of a config describe. */
import type { Problem } from "../model/problem.ts";
import { error, shown } from "./complaint.ts";
import { foldName, sameName } from "./fold.ts";
import type { ConfigFile } from "./schema.ts";
import type { WhereOf } from "./where.ts";

/** Problems of label names and of how labels look. */
export function checkLabels(file: ConfigFile, where: WhereOf): readonly Problem[] {
  return [...spelledTwice(file, where), ...describedTwice(file, where), ...itemLabels(file, where)];
}

function spelledTwice({ labels }: ConfigFile, where: WhereOf): readonly Problem[] {
  const seen = new Map<string, string>();
  return Object.keys(labels).flatMap((name) => {
    const first = seen.get(foldName(name));
    if (first === undefined) seen.set(foldName(name), name);
    if (first === undefined) return [];
    const what = `${shown(first)} and ${shown(name)} are one label to GitHub.`;
    return [error("same-label", where(["labels", name], "key"), what, "Keep one of them.")];
  });
}

function describedTwice(file: ConfigFile, where: WhereOf): readonly Problem[] {
  const described = new Set(Object.keys(file.labels).map(foldName));
  return Object.entries(file.pipelines).flatMap(([pipeline, { stages }]) =>
    stages.flatMap(({ label, color, description }, index) => {
      const path = ["pipelines", pipeline, "stages", index];
      const key = color === undefined ? "description" : "color";
      if ((color ?? description) === undefined) return [];
      if (label === undefined) {
        const what = `\`${key}\` says how a label looks, and this stage has none.`;
        return [error("no-label", where([...path, key], "key"), what, "Add `label:`, or remove it.")];
      }
      if (!described.has(foldName(label))) return [];
      const what = `The label ${shown(label)} is described here and under \`labels\`.`;
      return [error("described-twice", where([...path, key], "key"), what, "Keep one of the two.")];
    }),
  );
}

/** A stage label that also makes an issue an item: leaving the stage would throw the item out. */
function itemLabels(file: ConfigFile, where: WhereOf): readonly Problem[] {
  return Object.entries(file.pipelines).flatMap(([pipeline, { items, stages }]) =>
    stages.flatMap(({ id, label }, index) => {
      if (label === undefined || items.label === undefined || !sameName(label, items.label)) return [];
      const what = `The label ${shown(label)} of the stage \`${id}\` is also what makes an issue an item, so leaving the stage would throw it out.`;
      return [error("item-label", where(["pipelines", pipeline, "stages", index, "label"]), what, "Use two labels.")];
    }),
  );
}
