/**
 * Assignees and milestones of issues. See ops.ts for what every op promises.
 */
import { roleOfAccount } from "./access.ts";
import { checkAssigneeCount } from "./limits.ts";
import { announce, gone, record, repositoryOf, requireIssueRole, touch } from "./ops.ts";
import type { AccountRow, IssueRow, MilestoneRow } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/** Whether the account may be assigned: a person who can read the repository other than by its being public. */
export function isAssignable(world: World, account: AccountRow, issue: IssueRow): boolean {
  if (account.kind !== "User" || account.deleted) return false;
  const repository = repositoryOf(world, issue);
  const inside =
    repository.owner === account.id ||
    world.store.memberships.get(repository.owner)?.has(account.id) === true ||
    repository.collaborators.has(account.id);
  return inside && roleOfAccount(world.store, account.id, repository) !== "none";
}

/** Assigns people; triage. Those assigned already, and those who cannot be, are passed over. */
export function assign(world: World, actor: Actor, issue: IssueRow, accounts: readonly AccountRow[]): void {
  requireIssueRole(world, actor, issue, "triage");
  putAssignees(world, actor, issue, accounts)();
}

/** Unassigns people; triage. */
export function unassign(world: World, actor: Actor, issue: IssueRow, accounts: readonly AccountRow[]): void {
  requireIssueRole(world, actor, issue, "triage");
  for (const assignee of accounts) {
    if (!issue.assignees.includes(assignee.id)) continue;
    issue.assignees = issue.assignees.filter((id) => id !== assignee.id);
    touch(world, issue);
    record(world, actor, issue, "UnassignedEvent", { assignee: assignee.id });
    const repository = repositoryOf(world, issue);
    announce(world, actor, { name: "issues", action: "unassigned", issue, repository, assignee });
  }
}

/** Sets or (null) takes away the milestone; triage. */
export function setMilestone(world: World, actor: Actor, issue: IssueRow, milestone: MilestoneRow | null): void {
  requireIssueRole(world, actor, issue, "triage");
  if (milestone && milestone.repository !== issue.repository) throw gone(milestone.id);
  const before = issue.milestone === null ? null : (world.store.milestones.get(issue.milestone) ?? null);
  if (before?.id === milestone?.id) return;
  issue.milestone = milestone?.id ?? null;
  touch(world, issue);
  const repository = repositoryOf(world, issue);
  if (before) {
    record(world, actor, issue, "DemilestonedEvent", { milestoneTitle: before.title });
    announce(world, actor, { name: "issues", action: "demilestoned", issue, repository, milestone: before });
  }
  if (milestone) {
    record(world, actor, issue, "MilestonedEvent", { milestoneTitle: milestone.title });
    announce(world, actor, { name: "issues", action: "milestoned", issue, repository, milestone });
  }
}

/** Puts people on without asking for permission, and returns what announces them. Only for ops. */
export function putAssignees(world: World, actor: Actor, issue: IssueRow, accounts: readonly AccountRow[]): () => void {
  const fresh = accounts.filter((row) => !issue.assignees.includes(row.id) && isAssignable(world, row, issue));
  checkAssigneeCount(issue.assignees.length + fresh.length);
  for (const assignee of fresh) {
    issue.assignees.push(assignee.id);
    touch(world, issue);
    record(world, actor, issue, "AssignedEvent", { assignee: assignee.id });
  }
  const repository = repositoryOf(world, issue);
  return () => {
    for (const assignee of fresh) {
      announce(world, actor, { name: "issues", action: "assigned", issue, repository, assignee });
    }
  };
}
