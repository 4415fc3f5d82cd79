/** Several issues of ours under one key → the first keeps it, the others are closed as duplicates of it (ruling 7). */
import type { Change, Reason } from "../../model/change.ts";
import { type IssueRef, refText } from "../../model/key.ts";
import type { Artefact } from "../artefacts.ts";
import { nothing, type Part } from "../part.ts";

/** `held`: the one that keeps the key first. */
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
export function refOf({ owner, repo, number }: IssueRef): string {
  return refText({ owner, repo, number });
}
