/** What waits for what: steps and checklist issues that need others done, and milestones that are another's. */
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import { stepId } from "./effective-step.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile } from "./schema.ts";
import { playbooksIn } from "./walk.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** Unknown names in `needs-done`, and circles in which everything waits for ever. */
export function checkOrder(file: ConfigFile, where: WhereOf): readonly Problem[] {
  const steps = Object.entries({ pipelines: file.pipelines, rules: file.rules }).flatMap(([kind, all]) =>
    Object.entries(all).flatMap(([name, { steps }]) => {
      const waiting = steps.map((step) => ({ id: stepId(step), needs: step["needs-done"] }));
      return waitingProblems(waiting, { noun: "step", path: [kind, name, "steps"], where });
    }),
  );
  const children = playbooksIn(file).flatMap(({ path, value }) => {
    const waiting = value.children.map((child) => ({ id: child.id, needs: child["needs-done"] }));
    return waitingProblems(waiting, { noun: "checklist issue", path: [...path, "children"], where });
  });
  return [...steps, ...children, ...milestoneCircles(file, where)];
}

interface Waiting {
  readonly id: string;
  readonly needs: readonly string[];
}

interface Place {
  readonly noun: string;
  readonly path: ConfigPath;
  readonly where: WhereOf;
}

function waitingProblems(all: readonly Waiting[], { noun, path, where }: Place): readonly Problem[] {
  const known = all.map(({ id }) => id);
  const unknown = all.flatMap(({ needs }, index) =>
    needs.flatMap((name, place) => {
      if (known.includes(name)) return [];
      const what = `There is no ${noun} ${shown(name)} here.`;
      const todo = didYouMean(name, known, `Known: ${listed(known)}.`);
      return [error(`unknown-${noun.replace(" ", "-")}`, where([...path, index, "needs-done", place]), what, todo)];
    }),
  );
  const next = new Map(all.map(({ id, needs }) => [id, needs]));
  const circles = circlesIn(next).map((circle) => {
    const index = known.indexOf(circle[0]!);
    const what = `Each of these waits for the next, so none is ever opened: ${arrows(circle)}.`;
    return error("cycle", where([...path, index, "needs-done"], "key"), what, "Take one out of a `needs-done`.");
  });
  return [...unknown, ...circles];
}

function milestoneCircles({ pipelines, rules }: ConfigFile, where: WhereOf): readonly Problem[] {
  const lists = Object.entries({ pipelines, rules });
  const paths = new Map<string, ConfigPath>();
  const next = new Map<string, readonly string[]>();
  for (const [kind, all] of lists) {
    for (const [name, { milestones }] of Object.entries(all)) {
      for (const [milestone, one] of Object.entries(milestones)) {
        const linked = typeof one === "object" ? one.linked : undefined;
        paths.set(`${name}/${milestone}`, [kind, name, "milestones", milestone]);
        next.set(`${name}/${milestone}`, linked === undefined ? [] : [linked]);
      }
    }
  }
  return circlesIn(next).map((circle) => {
    const what = `Each of these milestones is the next one, so nothing reaches them: ${arrows(circle)}.`;
    return error("cycle", where(paths.get(circle[0]!)!), what, "Say of one of them what reaches it.");
  });
}

function arrows(circle: readonly string[]): string {
  return [...circle, circle[0]!].map((name) => `\`${name}\``).join(" → ");
}

/** Each circle once, from its first member in the order of the map. */
export function circlesIn(next: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const done = new Set<string>();
  const found: (readonly string[])[] = [];
  const follow = (name: string, trail: readonly string[]): void => {
    const start = trail.indexOf(name);
    if (start >= 0) found.push(trail.slice(start));
    if (start >= 0 || done.has(name)) return;
    for (const other of next.get(name) ?? []) follow(other, [...trail, name]);
    done.add(name);
  };
  for (const name of next.keys()) follow(name, []);
  return found;
}
