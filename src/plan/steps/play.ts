/**
 * One `play:` step → a parent issue and its checklist issues, in order. Only what is missing is opened, each under its
 * own key; children are looked up under their parent. When somebody else may be opening the same parent at this moment,
 * children wait until the visibility bound has shown whose it is (ruling 7).
 */
import type { Playbook } from "../../model/pipeline.ts";
import { plusSeconds } from "../../model/time.ts";
import type { Artefact, Artefacts } from "../artefacts.ts";
import { type Case, note, nothing, type Part, problem, together } from "../part.ts";
import { type Order, planIssue } from "./recipe.ts";
import { closeDoubles, refOf } from "./open.ts";
import type { Start } from "./steps.ts";

type Child = Playbook["children"][number];

/** Opens the playbook's parent and children where they are missing. */
export function planPlay(one: Case, start: Start, artefacts: Artefacts): Part {
  const { step, key, rule } = start;
  if (step.kind !== "play") return nothing;
  const playbook = one.config.playbooks[step.playbook];
  if (playbook === undefined) return unknownPlaybook(rule, step.playbook);
  const held = artefacts.holding(key);
  const keeper = held[0];
  if (keeper === undefined) return openAll(one, start, playbook);
  return together(closeDoubles(held, key, rule), openMissing(one, start, [playbook, keeper, artefacts]));
}

function openAll(one: Case, start: Start, playbook: Playbook): Part {
  const { visit, key } = start;
  const path = `playbooks.${playbook.name}.parent`;
  const values = valuesOf(start, playbook);
  const to = { kind: "issue", id: one.item.id } as const;
  const parent = planIssue(one, { recipe: playbook.parent, values, visit, key, parent: to, rule: start.rule, path });
  if (!parent.opens) return parent.part;
  if (hasOtherWriters(one)) return together(parent.part, note(waits(start, one.config.visibilityBoundSeconds)));
  const below = { kind: "created", key } as const;
  return together(
    parent.part,
    ...playbook.children.map((child) => planIssue(one, orderFor(start, playbook, child, below)).part),
  );
}

function openMissing(one: Case, start: Start, [playbook, keeper, artefacts]: [Playbook, Artefact, Artefacts]): Part {
  const doubles = playbook.children.map((child) => {
    const key = childKey(start, child);
    return closeDoubles(artefacts.holding(key), key, start.rule);
  });
  const missing = playbook.children.filter((child) => artefacts.holding(childKey(start, child)).length === 0);
  if (missing.length === 0) return together(...doubles);
  const hold = holdBack(one, start, keeper);
  if (hold !== null) return together(...doubles, hold);
  const below = { kind: "issue", id: keeper.issue.id } as const;
  const opened = missing.map((child) => {
    const order = orderFor(start, playbook, child, below);
    if (!artefacts.remembers(order.key)) return planIssue(one, order).part;
    return note(`${order.path} opened nothing under ${refOf(keeper.issue)}: somebody deleted what it opened before.`);
  });
  return together(...doubles, ...opened);
}

/** Why no child may be opened under this parent now; null when it may. */
function holdBack(one: Case, start: Start, { issue, subIssues }: Artefact): Part | null {
  const ref = refOf(issue);
  if (!subIssues.known) return note(`Nothing was opened under ${ref}: ${subIssues.why}.`);
  if (issue.state === "closed") return note(`Nothing more was opened under ${ref}: it is closed.`);
  const confirmed = plusSeconds(issue.createdAt, one.config.visibilityBoundSeconds);
  if (!hasOtherWriters(one) || confirmed <= one.now) return null;
  return { ...note(waits(start, one.config.visibilityBoundSeconds)), nextLook: confirmed };
}

/** Whether the config names a writer besides the one we run as. */
function hasOtherWriters({ config, world }: Case): boolean {
  return config.identities.some((login) => login !== world.identities[0]?.login);
}

function waits({ rule }: Start, seconds: number): string {
  return `${rule} opens its checklist issues ${Math.ceil(seconds / 60)} minutes after their parent, when it is certain that no other writer opened one too.`;
}

function orderFor(start: Start, playbook: Playbook, child: Child, parent: Order["parent"]): Order {
  const values = { ...valuesOf(start, playbook), ...child.values };
  const { visit, rule } = start;
  const path = `playbooks.${playbook.name}.children[${child.id}]`;
  return { recipe: child, values, visit, key: childKey(start, child), parent, rule, path };
}

function childKey({ key }: Start, child: Child): string {
  return `${key}/${child.id}`;
}

function valuesOf({ step }: Start, playbook: Playbook): Readonly<Record<string, string>> {
  return { ...playbook.values, ...step.values };
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
