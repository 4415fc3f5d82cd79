/**
 * One `play:` step → a parent issue and its checklist issues, in order. Only what is missing is opened, each under its
 * own key; children are looked up under their parent. When somebody else may be opening the same parent at this moment,
 * children wait until the visibility bound has shown whose it is (ruling 7).
 */
import type { Artefacts } from "../artefacts.ts";
import { type Case, nothing, type Part, problem, together } from "../part.ts";
import { type Play, planChildren } from "./children.ts";
import { closeDoubles } from "./doubles.ts";
import { groundOf } from "./ground.ts";
import type { Start } from "./moments.ts";
import { planIssue } from "./recipe.ts";

/** Opens the playbook's parent and children where they are missing. */
export function planPlay(one: Case, { step, key, rule, fact }: Start, artefacts: Artefacts): Part {
  if (step.kind !== "play") return nothing;
  const playbook = one.config.playbooks[step.playbook];
  if (playbook === undefined) return unknownPlaybook(rule, step.playbook);
  const play: Play = { playbook, values: step.values, key, rule, fact, path: `playbooks.${playbook.name}` };
  const ground = groundOf(one);
  const rest = { found: artefacts, judged: one, now: one.now };
  const held = artefacts.holding(key);
  const keeper = held[0];
  if (keeper !== undefined) {
    const children = planChildren(ground, play, { above: { kind: "there", ...keeper }, ...rest });
    return together(closeDoubles(held, key, rule), children);
  }
  const parent = planIssue(ground, {
    recipe: playbook.parent,
    values: { ...playbook.values, ...step.values },
    fact,
    key,
    parent: { kind: "issue", id: one.item.id },
    rule,
    path: `${play.path}.parent`,
  });
  if (!parent.opens) return parent.part;
  return together(parent.part, planChildren(ground, play, { above: { kind: "created" }, ...rest }));
}

function unknownPlaybook(rule: string, name: string): Part {
  const what = `There is no playbook "${name}", so the step opened nothing.`;
  return problem({
    code: "unknown-playbook",
    where: rule,
    what,
    todo: "Name one under `playbooks`.",
    severity: "error",
  });
}
