/**
 * An item's sub-issues → how many it had and how many were closed, at any moment, and when all of them were. Added and
 * removed are facts; a sub-issue that nothing says was added has been there since it was opened. Of several closings of
 * one sub-issue only the latest is known, and one that was closed and is open again counts as open throughout.
 */
import type { Fact, LinkedIssue } from "../model/fact.ts";
import type { NodeId } from "../model/key.ts";
import type { Item, Read } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import type { Moment } from "./milestones.ts";

/** One sub-issue's part in it. */
interface Child {
  readonly from: Instant;
  /** null: it is still one. */
  readonly to: Instant | null;
  readonly closedAt: Instant | null;
}

/** How many sub-issues there were and how many were closed. */
export interface Done {
  readonly done: number;
  readonly total: number;
}

/** How it stood just after everything that happened up to `at`. */
export function subIssuesAt(item: Item, at: Instant): Read<Done> {
  const children = childrenOf(item);
  return children.known ? { known: true, value: countAt(children.value, at) } : children;
}

/** Each time that the last open sub-issue was closed or taken away; never while there is none. */
export function subIssuesDone(item: Item): Read<readonly Moment[]> {
  const children = childrenOf(item);
  if (!children.known) return children;
  const times = children.value.flatMap(({ from, to, closedAt }) => [from, to, closedAt]).filter((at) => at !== null);
  const moments: Moment[] = [];
  let wasDone = false;
  for (const at of [...new Set(times)].sort()) {
    const { done, total } = countAt(children.value, at);
    const isDone = total > 0 && done === total;
    if (isDone && !wasDone) moments.push({ at, exact: true, current: true });
    wasDone = isDone;
  }
  return { known: true, value: moments };
}

function countAt(children: readonly Child[], at: Instant): Done {
  const here = children.filter(({ from, to }) => from <= at && (to === null || to > at));
  return { total: here.length, done: here.filter(({ closedAt }) => closedAt !== null && closedAt <= at).length };
}

function childrenOf({ subIssues, history }: Item): Read<readonly Child[]> {
  if (!subIssues.known) return subIssues;
  if (!history.known) return history;
  // Most items have none and never had: asked for every week of a report.
  if (subIssues.value.length === 0 && !history.value.some(isAboutChildren)) return { known: true, value: [] };
  const now = new Map<NodeId, LinkedIssue>(subIssues.value.map((one) => [one.id, one]));
  const open = new Map<NodeId, Child>();
  const over: Child[] = [];
  for (const fact of history.value) {
    if (!isAboutChildren(fact) || fact.issue === null) continue;
    const { id, createdAt, closedAt } = now.get(fact.issue.id) ?? fact.issue;
    const since = open.get(id);
    if (fact.kind === "sub-issue-added") open.set(id, since ?? { from: fact.at, to: null, closedAt });
    else {
      over.push({ ...(since ?? { from: createdAt, closedAt }), to: fact.at });
      open.delete(id);
    }
  }
  for (const { id, createdAt, closedAt } of now.values()) {
    if (!open.has(id)) open.set(id, { from: createdAt, to: null, closedAt });
  }
  return { known: true, value: [...over, ...[...open].filter(([id]) => now.has(id)).map(([, child]) => child)] };
}

function isAboutChildren(
  fact: Fact,
): fact is Extract<Fact, { readonly kind: "sub-issue-added" | "sub-issue-removed" }> {
  return fact.kind === "sub-issue-added" || fact.kind === "sub-issue-removed";
}
