/**
 * Issues that wait for other issues. See ops.ts for what every op promises. A dependency counts while the blocking
 * issue is open; closing it, for whatever reason, leaves the dependency and lowers the count.
 * https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/creating-issue-dependencies
 */
import { mostDependencies, refusal } from "./limits.ts";
import { announce, canSeeIssue, gone, record, repositoryOf, requireIssueRole, touch } from "./ops.ts";
import type { IssueRow } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/** Which issue waits for which. */
export interface Dependency {
  readonly blocked: IssueRow;
  readonly blocking: IssueRow;
}

/**
 * Lets an issue wait for another; triage on the one that waits, the other must be seen. Naming it again, itself, or one
 * that waits for it is refused; the words are unverified.
 */
export function addBlockedBy(world: World, actor: Actor, { blocked, blocking }: Dependency): void {
  requireIssueRole(world, actor, blocked, "triage");
  if (!canSeeIssue(world, actor, blocking)) throw gone(blocking.id);
  if (blocked === blocking) throw refusal("An issue cannot be blocked by itself");
  if (blocked.blockedBy.includes(blocking.id)) throw refusal("Issue dependency already exists");
  if (waitsFor(world, blocking, blocked)) throw refusal("Issue dependency would create a circular dependency");
  if (blocked.blockedBy.length >= mostDependencies || blocking.blocking.length >= mostDependencies) {
    throw refusal(`An issue cannot have more than ${mostDependencies} dependencies of one kind`);
  }
  blocked.blockedBy.push(blocking.id);
  blocking.blocking.push(blocked.id);
  tell(world, actor, "Added", { blocked, blocking });
}

/** Takes the waiting away; triage on the one that waits. What is not there is refused. */
export function removeBlockedBy(world: World, actor: Actor, { blocked, blocking }: Dependency): void {
  requireIssueRole(world, actor, blocked, "triage");
  if (!blocked.blockedBy.includes(blocking.id)) throw refusal("Issue dependency does not exist");
  blocked.blockedBy = blocked.blockedBy.filter((id) => id !== blocking.id);
  blocking.blocking = blocking.blocking.filter((id) => id !== blocked.id);
  tell(world, actor, "Removed", { blocked, blocking });
}

/** How many there are that are still there, and how many of those are open. */
export function dependencyCounts(world: Pick<World, "store">, issue: IssueRow) {
  const count = (ids: readonly string[]) => {
    const rows = ids.map((id) => world.store.issues.get(id)!).filter((row) => !row.deleted);
    return { open: rows.filter((row) => row.state === "OPEN").length, total: rows.length };
  };
  const [before, after] = [count(issue.blockedBy), count(issue.blocking)];
  return {
    blockedBy: before.open,
    blocking: after.open,
    totalBlockedBy: before.total,
    totalBlocking: after.total,
  };
}

function tell(world: World, actor: Actor, what: "Added" | "Removed", { blocked, blocking }: Dependency): void {
  touch(world, blocked);
  touch(world, blocking);
  record(world, actor, blocked, `BlockedBy${what}Event`, { blockingIssue: blocking.id });
  record(world, actor, blocking, `Blocking${what}Event`, { blockedIssue: blocked.id });
  const both = {
    name: "issue_dependencies",
    blocked,
    blocking,
    blockedRepository: repositoryOf(world, blocked),
    blockingRepository: repositoryOf(world, blocking),
  } as const;
  const past = what === "Added" ? "added" : "removed";
  announce(world, actor, { ...both, action: `blocked_by_${past}` as const });
  announce(world, actor, { ...both, action: `blocking_${past}` as const });
}

/** Whether one issue waits for another, however many stand between. */
function waitsFor(world: World, issue: IssueRow, other: IssueRow, seen = new Set<string>()): boolean {
  if (seen.has(issue.id)) return false;
  seen.add(issue.id);
  return issue.blockedBy.some((id) => id === other.id || waitsFor(world, world.store.issues.get(id)!, other, seen));
}
