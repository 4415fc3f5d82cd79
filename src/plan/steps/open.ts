/** One `open:` step → the one issue that it opens, or the closing of doubles of it. */
import type { Artefacts } from "../artefacts.ts";
import { type Case, nothing, type Part } from "../part.ts";
import { closeDoubles } from "./doubles.ts";
import { groundOf } from "./ground.ts";
import type { Start } from "./moments.ts";
import { planIssue } from "./recipe.ts";

/** Opens the step's issue if nothing of ours holds its key. */
export function planOpen(one: Case, { step, key, rule, fact, values }: Start, artefacts: Artefacts): Part {
  const held = artefacts.holding(key);
  if (held.length > 0) return closeDoubles(held, key, rule);
  if (step.kind !== "open") return nothing;
  const parent = { kind: "issue", id: one.item.id } as const;
  return planIssue(groundOf(one), {
    recipe: step,
    values: { ...values, ...step.values },
    fact,
    key,
    parent,
    rule,
    path: rule,
  }).part;
}
