/**
 * Parents and sub-issues. See ops.ts for what every op promises. Messages are GitHub's own, as seen in clients' test
 * data; REST puts "An error occurred while adding the sub-issue to the parent issue." before them.
 */
import { deepestLevels, mostSubIssues, refusal } from "./limits.ts";
import { announce, canSeeIssue, gone, record, repositoryOf, requireIssueRole, touch } from "./ops.ts";
import type { IssueRow, RepositoryRow } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/** Links a sub-issue to its parent; triage on the parent's repository. `replaceParent` takes it from its present one. */
export function addSubIssue(
  world: World,
  actor: Actor,
  input: { readonly parent: IssueRow; readonly subIssue: IssueRow; readonly replaceParent: boolean },
): void {
  const { parent, subIssue } = input;
  requireIssueRole(world, actor, parent, "triage");
  if (!canSeeIssue(world, actor, subIssue)) throw gone(subIssue.id);
  const former = subIssue.parent === null ? null : (world.store.issues.get(subIssue.parent) ?? null);
  if (former === parent || (former && !input.replaceParent)) {
    throw refusal("Issue may not contain duplicate sub-issues and Sub issue may only have one parent");
  }
  checkSubIssueRoom(world, parent, subIssue, repositoryOf(world, subIssue));
  if (former) unlink(world, actor, former, subIssue);
  parent.subIssues.push(subIssue.id);
  subIssue.parent = parent.id;
  record(world, actor, parent, "SubIssueAddedEvent", { subIssue: subIssue.id });
  record(world, actor, subIssue, "ParentIssueAddedEvent", { parent: parent.id });
  announcePair(world, actor, "added", parent, subIssue);
}

/** Unlinks a sub-issue from its parent; triage on the parent's repository. */
export function removeSubIssue(
  world: World,
  actor: Actor,
  input: { readonly parent: IssueRow; readonly subIssue: IssueRow },
): void {
  requireIssueRole(world, actor, input.parent, "triage");
  if (input.subIssue.parent !== input.parent.id) throw refusal("Sub-issue does not belong to the parent issue");
  unlink(world, actor, input.parent, input.subIssue);
}

/** Moves a sub-issue behind another one (null: to the front); triage. Leaves no event and sends nothing. */
export function moveSubIssue(
  world: World,
  actor: Actor,
  input: { readonly parent: IssueRow; readonly subIssue: IssueRow; readonly after: IssueRow | null },
): void {
  const { parent, subIssue, after } = input;
  requireIssueRole(world, actor, parent, "triage");
  if (subIssue.parent !== parent.id || (after && after.parent !== parent.id)) {
    throw refusal("Sub-issue does not belong to the parent issue");
  }
  const others = parent.subIssues.filter((id) => id !== subIssue.id);
  others.splice(after === null ? 0 : others.indexOf(after.id) + 1, 0, subIssue.id);
  parent.subIssues = others;
}

/** Refuses when the parent has no room, the tree is too deep or circular, or the owners differ. Null: a new issue. */
export function checkSubIssueRoom(
  world: World,
  parent: IssueRow,
  subIssue: IssueRow | null,
  subIssueRepository: RepositoryRow,
): void {
  if (repositoryOf(world, parent).owner !== subIssueRepository.owner) {
    throw refusal("Sub-issue must belong to the same repository owner as the parent issue");
  }
  if (parent.subIssues.length >= mostSubIssues) {
    throw refusal(`Parent cannot have more than ${mostSubIssues} sub-issues`);
  }
  const above = ancestors(world, parent);
  if (subIssue !== null && above.includes(subIssue)) {
    throw refusal("Sub-issue cannot be one of the parent issue's own parents");
  }
  const below = subIssue === null ? 1 : height(world, subIssue);
  if (above.length + below > deepestLevels) {
    throw refusal(
      `You can’t add more than ${deepestLevels - 1} layers of sub-issues. To add a sub-issue, remove a parent issue at any level.`,
    );
  }
}

function unlink(world: World, actor: Actor, parent: IssueRow, subIssue: IssueRow): void {
  parent.subIssues = parent.subIssues.filter((id) => id !== subIssue.id);
  subIssue.parent = null;
  record(world, actor, parent, "SubIssueRemovedEvent", { subIssue: subIssue.id });
  record(world, actor, subIssue, "ParentIssueRemovedEvent", { parent: parent.id });
  announcePair(world, actor, "removed", parent, subIssue);
}

function announcePair(
  world: World,
  actor: Actor,
  what: "added" | "removed",
  parent: IssueRow,
  subIssue: IssueRow,
): void {
  touch(world, parent);
  touch(world, subIssue);
  const both = {
    name: "sub_issues",
    parent,
    subIssue,
    parentRepository: repositoryOf(world, parent),
    subIssueRepository: repositoryOf(world, subIssue),
  } as const;
  announce(world, actor, { ...both, action: `parent_issue_${what}` as const });
  announce(world, actor, { ...both, action: `sub_issue_${what}` as const });
}

/** The issue and everything above it, nearest first. */
function ancestors(world: World, issue: IssueRow): readonly IssueRow[] {
  const found: IssueRow[] = [];
  for (
    let row: IssueRow | undefined = issue;
    row;
    row = row.parent === null ? undefined : world.store.issues.get(row.parent)
  ) {
    found.push(row);
  }
  return found;
}

function height(world: World, issue: IssueRow): number {
  const below = issue.subIssues.map((id) => height(world, world.store.issues.get(id)!));
  return 1 + Math.max(0, ...below);
}
