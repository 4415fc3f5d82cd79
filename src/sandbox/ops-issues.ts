/**
 * Opening, editing, closing, locking and deleting issues. See ops.ts for what every op promises.
 */
import { canWriteIssues, hasRole, isAuthorOr } from "./access.ts";
import { checkAssigneeCount, checkBody, checkLabelCount, checkTitle, refusal } from "./limits.ts";
import {
  announce,
  canSeeIssue,
  forbidden,
  gone,
  record,
  repositoryOf,
  requireIssueRole,
  requireProject,
  requireUnarchived,
  touch,
} from "./ops.ts";
import { putAssignees, setMilestone } from "./ops-assign.ts";
import { keepVersion } from "./ops-edits.ts";
import { addItem } from "./ops-items.ts";
import { putLabels } from "./ops-labels.ts";
import { addSubIssue, checkSubIssueRoom } from "./ops-sub-issues.ts";
import type { AccountRow, IssueRow, LabelRow, MilestoneRow, ProjectRow, RepositoryRow } from "./rows.ts";
import type { Actor, World } from "./world.ts";

export interface NewIssue {
  readonly repository: RepositoryRow;
  readonly title: string;
  readonly body?: string | null;
  readonly labels?: readonly LabelRow[];
  readonly assignees?: readonly AccountRow[];
  readonly milestone?: MilestoneRow | null;
  readonly parent?: IssueRow | null;
  readonly projects?: readonly ProjectRow[];
  readonly isPullRequest?: boolean;
}

/**
 * Opens an issue. Labels, milestone and assignees are dropped without a word when the actor has less than triage
 * (https://docs.github.com/en/rest/issues/issues#create-an-issue); a parent or board it may not write refuses it all.
 */
export function createIssue(world: World, actor: Actor, input: NewIssue): IssueRow {
  const { store } = world;
  const { repository } = input;
  if (!hasRole(store, actor.viewer, repository, "read")) throw gone(repository.id);
  if (!canWriteIssues(store, actor.viewer, repository)) throw forbidden();
  requireUnarchived(repository);
  checkTitle(input.title, "Issue");
  checkBody(input.body ?? "", "Issue");
  checkAssigneeCount((input.assignees ?? []).length);
  checkLabelCount((input.labels ?? []).length);
  const parts = [...(input.labels ?? []), ...(input.milestone ? [input.milestone] : [])];
  const stranger = parts.find((row) => row.repository !== repository.id);
  if (stranger) throw gone(stranger.id);
  for (const project of input.projects ?? []) requireProject(world, actor, project, "write");
  if (input.parent) {
    requireIssueRole(world, actor, input.parent, "triage");
    checkSubIssueRoom(world, input.parent, null, repository);
  }
  const issue = insertIssue(world, actor, input);
  decorate(world, actor, issue, input);
  return issue;
}

function insertIssue(world: World, actor: Actor, input: NewIssue): IssueRow {
  const now = world.clock.now();
  const { repository } = input;
  const row: IssueRow = {
    ...world.store.ids.make(input.isPullRequest ? "PR" : "I", repository.databaseId),
    repository: repository.id,
    number: repository.nextNumber,
    title: input.title,
    body: input.body ?? null,
    author: actor.account,
    viaApp: actor.viaApp,
    state: "OPEN",
    stateReason: null,
    duplicateOf: null,
    isPullRequest: input.isPullRequest ?? false,
    locked: false,
    labels: [],
    assignees: [],
    milestone: null,
    parent: null,
    subIssues: [],
    blockedBy: [],
    blocking: [],
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    closedBy: null,
    deleted: false,
  };
  repository.nextNumber += 1;
  world.store.put.issue(row);
  return row;
}

function decorate(world: World, actor: Actor, issue: IssueRow, input: NewIssue): void {
  const { repository } = input;
  const trusted = hasRole(world.store, actor.viewer, repository, "triage");
  const labels = trusted ? (input.labels ?? []) : [];
  const assignees = trusted ? (input.assignees ?? []) : [];
  const announceLabels = putLabels(world, actor, issue, labels);
  const announceAssignees = putAssignees(world, actor, issue, assignees);
  // GitHub sends `opened` with labels and assignees in place, then one event for each of them.
  announce(world, actor, { name: "issues", action: "opened", issue, repository, from: null });
  announceLabels();
  announceAssignees();
  if (trusted && input.milestone) setMilestone(world, actor, issue, input.milestone);
  if (input.parent) addSubIssue(world, actor, { parent: input.parent, subIssue: issue, replaceParent: false });
  for (const project of input.projects ?? []) addItem(world, actor, project, issue);
}

/** Changes title or body; the author, or write. What is the same already changes nothing and is not announced. */
export function editIssue(
  world: World,
  actor: Actor,
  issue: IssueRow,
  input: { readonly title?: string; readonly body?: string | null },
): void {
  requireAuthorOr(world, actor, issue, "write");
  const title = input.title ?? issue.title;
  const body = input.body === undefined ? issue.body : input.body;
  checkTitle(title, "Issue");
  checkBody(body ?? "", "Issue");
  const before = { title: issue.title, body: issue.body };
  if (title === before.title && (body ?? "") === (before.body ?? "")) return;
  if ((body ?? "") !== (before.body ?? "")) keepVersion(world, actor, issue, before.body ?? "", body ?? "");
  issue.title = title;
  issue.body = body;
  touch(world, issue);
  if (title !== before.title) {
    record(world, actor, issue, "RenamedTitleEvent", { previousTitle: before.title, currentTitle: title });
  }
  announce(world, actor, {
    name: "issues",
    action: "edited",
    issue,
    repository: repositoryOf(world, issue),
    changes: {
      ...(title === before.title ? {} : { title: { from: before.title } }),
      ...((body ?? "") === (before.body ?? "") ? {} : { body: { from: before.body } }),
    },
  });
}

/** Closes; the author, or triage. Closing a closed issue for the same reason changes nothing. */
export function closeIssue(
  world: World,
  actor: Actor,
  issue: IssueRow,
  input: { readonly reason?: "COMPLETED" | "NOT_PLANNED" | "DUPLICATE"; readonly duplicateOf?: IssueRow | null } = {},
): void {
  requireAuthorOr(world, actor, issue, "triage");
  const reason = input.reason ?? "COMPLETED";
  const duplicateOf = reason === "DUPLICATE" ? (input.duplicateOf ?? null) : null;
  if (duplicateOf?.id === issue.id) throw refusal("An issue cannot be marked as a duplicate of itself");
  if (issue.state === "CLOSED" && issue.stateReason === reason) return;
  const now = world.clock.now();
  Object.assign(issue, {
    state: "CLOSED",
    stateReason: reason,
    duplicateOf: duplicateOf?.id ?? null,
    closedAt: now,
    closedBy: actor.account,
  } satisfies Partial<IssueRow>);
  touch(world, issue);
  if (duplicateOf)
    record(world, actor, issue, "MarkedAsDuplicateEvent", { canonical: duplicateOf.id, duplicate: issue.id });
  record(world, actor, issue, "ClosedEvent", { stateReason: reason, duplicateOf: duplicateOf?.id ?? null });
  announce(world, actor, { name: "issues", action: "closed", issue, repository: repositoryOf(world, issue) });
}

/** Reopens; the author, or triage. Reopening an open issue changes nothing. */
export function reopenIssue(world: World, actor: Actor, issue: IssueRow): void {
  requireAuthorOr(world, actor, issue, "triage");
  if (issue.state === "OPEN") return;
  Object.assign(issue, {
    state: "OPEN",
    stateReason: "REOPENED",
    duplicateOf: null,
    closedAt: null,
    closedBy: null,
  } satisfies Partial<IssueRow>);
  touch(world, issue);
  record(world, actor, issue, "ReopenedEvent", { stateReason: "REOPENED" });
  announce(world, actor, { name: "issues", action: "reopened", issue, repository: repositoryOf(world, issue) });
}

/** Locks or unlocks the conversation; triage. */
export function lockIssue(
  world: World,
  actor: Actor,
  issue: IssueRow,
  locked: boolean,
  reason: string | null = null,
): void {
  requireIssueRole(world, actor, issue, "triage");
  if (issue.locked === locked) return;
  issue.locked = locked;
  touch(world, issue);
  record(world, actor, issue, locked ? "LockedEvent" : "UnlockedEvent", locked ? { lockReason: reason } : {});
  const action = locked ? "locked" : "unlocked";
  announce(world, actor, { name: "issues", action, issue, repository: repositoryOf(world, issue) });
}

/** Deletes; admin. Cards and links go with it; sub-issues stay and lose their parent. */
export function deleteIssue(world: World, actor: Actor, issue: IssueRow): void {
  const { store } = world;
  requireIssueRole(world, actor, issue, "admin");
  issue.deleted = true;
  const parent = issue.parent === null ? undefined : store.issues.get(issue.parent);
  if (parent) parent.subIssues = parent.subIssues.filter((id) => id !== issue.id);
  for (const id of issue.subIssues) store.issues.get(id)!.parent = null;
  announce(world, actor, { name: "issues", action: "deleted", issue, repository: repositoryOf(world, issue) });
  for (const item of [...store.itemsOfIssue(issue.id)]) {
    store.take.item(item);
    announce(world, actor, {
      name: "projects_v2_item",
      action: "deleted",
      item,
      project: store.projects.get(item.project)!,
    });
  }
}

function requireAuthorOr(world: World, actor: Actor, issue: IssueRow, least: "triage" | "write"): void {
  if (!canSeeIssue(world, actor, issue)) throw gone(issue.id);
  if (!isAuthorOr(world.store, actor, issue, repositoryOf(world, issue), least)) throw forbidden();
  requireUnarchived(repositoryOf(world, issue));
}
