/** One `open:` step → the one issue that it opens, or the closing of doubles of it. */
import type { Change, Reason } from "../../model/change.ts";
import { refText } from "../../model/key.ts";
import type { Artefact, Artefacts } from "../artefacts.ts";
import { type Case, nothing, type Part } from "../part.ts";
import { planIssue } from "./recipe.ts";
import type { Start } from "./steps.ts";

/** Opens the step's issue if nothing of ours holds its key. */
export function planOpen(one: Case, start: Start, artefacts: Artefacts): Part {
  const { step, key, rule, visit } = start;
  const held = artefacts.holding(key);
  if (held.length > 0) return closeDoubles(held, key, rule);
  if (step.kind !== "open") return nothing;
  const parent = { kind: "issue", id: one.item.id } as const;
  return planIssue(one, { recipe: step, values: step.values, visit, key, parent, rule, path: rule }).part;
}

/** Ruling 7: the first keeps the key, our others are closed as duplicates of it. */
export function closeDoubles(held: readonly Artefact[], key: string, rule: string): Part {
  const [keeper, ...doubles] = held.map(({ issue }) => issue);
  if (keeper === undefined) return nothing;
  const because: Reason = { rule, fact: `${refOf(keeper)} was opened first for the same step at ${keeper.createdAt}` };
  const changes = doubles
    .filter((double) => double.state === "open")
    .map((double): Change => ({ ...because, kind: "close-as-duplicate", issue: double.id, of: keeper.id, key }));
  return { ...nothing, changes };
}

/** `owner/repo#n` of an issue that another issue's list shows. */
export function refOf({ owner, repo, number }: Artefact["issue"]): string {
  return refText({ owner, repo, number });
}
