/**
 * Pipelines and rules whose opening opens an issue of their own kind, directly or by way of others: each new issue would
 * open the next one for ever. Only what happens without any condition is judged; the rest may end.
 */
import type { IssueRecipe, Pipeline } from "../model/pipeline.ts";
import type { Problem } from "../model/problem.ts";
import { circlesIn } from "./check-order.ts";
import { error } from "./complaint.ts";
import type { Config } from "./config.ts";
import { sameName } from "./fold.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

/** One problem per circle. `labelsOf`: the labels that a template itself gives its issue; none when it was not read. */
export function checkCircles(
  config: Config,
  labelsOf: (template: string) => readonly string[],
  where: WhereOf,
): readonly Problem[] {
  const holders = [
    ...config.pipelines.map((one) => ({ one, path: ["pipelines", one.name, "steps"] })),
    ...config.rules.map((one) => ({ one, path: ["rules", one.name, "steps"] })),
  ];
  const next = new Map(
    holders.map(({ one }) => [
      one.name,
      openedAtOnce(config, one).flatMap(({ repository, template, labels }) => {
        const place = repository ?? one.items.repository;
        const given = [...labels, ...labelsOf(template)];
        return holders.flatMap(({ one: other }) => (claims(config, other, { place, given }) ? [other.name] : []));
      }),
    ]),
  );
  return circlesIn(next).map((circle) => {
    const path: ConfigPath = holders.find(({ one }) => one.name === circle[0])!.path;
    const told = [...circle, circle[0]!].map((name) => `\`${name}\``).join(" → ");
    const what = `What opens at once in each of these is an item of the next, so issues would be opened for ever: ${told}.`;
    return error("cycle", where(path, "key"), what, "Give what is opened other labels, or the step a `when:`.");
  });
}

/** What a new item opens, whatever it says. */
function openedAtOnce({ playbooks }: Config, { stages, steps }: Pipeline): readonly IssueRecipe[] {
  return steps.flatMap((step): readonly IssueRecipe[] => {
    const { kind } = step.trigger;
    const isFirst = step.trigger.kind === "stage" && step.trigger.stage === stages[0]?.id;
    if (step.when !== null || step.after.length > 0 || !(kind === "opened" || isFirst)) return [];
    if (step.kind === "open") return [step];
    const playbook = step.kind === "play" ? playbooks[step.playbook] : undefined;
    if (playbook === undefined) return [];
    return [playbook.parent, ...playbook.children.filter(({ when, after }) => when === null && after.length === 0)];
  });
}

function claims(
  { repositories }: Config,
  { items }: Pipeline,
  { place, given }: { readonly place: string; readonly given: readonly string[] },
): boolean {
  const [here, there] = [repositories[items.repository], repositories[place]];
  if (here === undefined || there === undefined) return false;
  if (!sameName(`${here.owner}/${here.name}`, `${there.owner}/${there.name}`)) return false;
  const { label } = items;
  return label === null || given.some((name) => sameName(name, label));
}
