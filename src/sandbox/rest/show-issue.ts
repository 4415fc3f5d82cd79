/**
 * Issues, labels, milestones and comments as REST and webhooks show them, with the keys that both descriptions
 * require. Every value is taken from the rows at the moment of asking.
 */
import { dependencyCounts } from "../ops-dependencies.ts";
import type { AccountRow, CommentRow, Id, IssueRow, LabelRow, MilestoneRow, RepositoryRow } from "../rows.ts";
import { showAccount } from "./show-account.ts";
import { showApp } from "./show-app.ts";
import { repositoryPage, repositoryUrl, type Shows } from "./shows.ts";

/** An `issue`; of a pull request too, which then has the key `pull_request`. */
export function showIssue(shows: Shows, row: IssueRow) {
  const { store } = shows;
  const repository = store.repositories.get(row.repository)!;
  const url = issueUrl(shows, row);
  return {
    url,
    repository_url: repositoryUrl(shows, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: issuePage(shows, row),
    id: row.databaseId,
    node_id: row.id,
    number: row.number,
    title: row.title,
    user: showAccount(shows, row.author),
    labels: labelsOf(shows, row),
    state: row.state.toLowerCase(),
    locked: row.locked,
    assignee: assigneesOf(shows, row)[0] ?? null,
    assignees: assigneesOf(shows, row),
    milestone: row.milestone === null ? null : showMilestone(shows, store.milestones.get(row.milestone)!),
    comments: store.commentsOf(row.id).length,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    closed_at: row.closedAt,
    author_association: associationOf(shows, row.author, repository),
    active_lock_reason: null,
    body: row.body,
    closed_by: showAccount(shows, row.closedBy),
    reactions: noReactions(url),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: row.viaApp === null ? null : showApp(shows, store.apps.get(row.viaApp)!),
    state_reason: row.stateReason?.toLowerCase() ?? null,
    sub_issues_summary: subIssuesOf(shows, row),
    issue_dependencies_summary: dependenciesOf(shows, row),
    ...(row.parent === null ? {} : { parent_issue_url: issueUrl(shows, store.issues.get(row.parent)!) }),
    ...(row.isPullRequest ? pullRequestOf(shows, row, repository) : {}),
  };
}

/** A `label`. */
export function showLabel(shows: Shows, row: LabelRow) {
  const repository = shows.store.repositories.get(row.repository)!;
  return {
    id: row.databaseId,
    node_id: row.id,
    url: `${repositoryUrl(shows, repository)}/labels/${encodeURIComponent(row.name)}`,
    name: row.name,
    color: row.color,
    default: false,
    description: row.description,
  };
}

/** The labels on an issue, in the order they were put on. */
export function labelsOf(shows: Shows, issue: IssueRow) {
  return issue.labels.map((id) => showLabel(shows, shows.store.labels.get(id)!));
}

/** A `milestone`. */
export function showMilestone(shows: Shows, row: MilestoneRow) {
  const repository = shows.store.repositories.get(row.repository)!;
  const url = `${repositoryUrl(shows, repository)}/milestones/${row.number}`;
  const issues = shows.store.issuesOf(row.repository).filter((issue) => issue.milestone === row.id);
  return {
    url,
    html_url: `${repositoryPage(shows, repository)}/milestone/${row.number}`,
    labels_url: `${url}/labels`,
    id: row.databaseId,
    node_id: row.id,
    number: row.number,
    title: row.title,
    description: null,
    creator: showAccount(shows, repository.owner),
    open_issues: issues.filter((issue) => issue.state === "OPEN").length,
    closed_issues: issues.filter((issue) => issue.state === "CLOSED").length,
    state: row.state.toLowerCase(),
    created_at: row.createdAt,
    updated_at: row.closedAt ?? row.createdAt,
    due_on: row.dueOn,
    closed_at: row.closedAt,
  };
}

/** An `issue-comment`. */
export function showComment(shows: Shows, row: CommentRow) {
  const { store } = shows;
  const issue = store.issues.get(row.issue)!;
  const repository = store.repositories.get(issue.repository)!;
  const url = `${repositoryUrl(shows, repository)}/issues/comments/${row.databaseId}`;
  return {
    url,
    html_url: `${issuePage(shows, issue)}#issuecomment-${row.databaseId}`,
    issue_url: issueUrl(shows, issue),
    id: row.databaseId,
    node_id: row.id,
    user: showAccount(shows, row.author),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    author_association: associationOf(shows, row.author, repository),
    body: row.body,
    reactions: noReactions(url),
    performed_via_github_app: row.viaApp === null ? null : showApp(shows, store.apps.get(row.viaApp)!),
  };
}

/** An issue's API link. */
export function issueUrl(shows: Shows, row: IssueRow): string {
  return `${repositoryUrl(shows, shows.store.repositories.get(row.repository)!)}/issues/${row.number}`;
}

/** `author_association`: what somebody is to a repository. GitHub's is as imprecise: a MEMBER may not be able to write. */
export function associationOf(shows: Shows, id: Id, repository: RepositoryRow): string {
  const account: AccountRow | undefined = shows.store.accounts.get(id);
  if (!account || account.deleted) return "NONE";
  if (repository.owner === id) return "OWNER";
  if (shows.store.memberships.get(repository.owner)?.has(id)) return "MEMBER";
  return repository.collaborators.has(id) ? "COLLABORATOR" : "NONE";
}

function issuePage(shows: Shows, row: IssueRow): string {
  const repository = shows.store.repositories.get(row.repository)!;
  return `${repositoryPage(shows, repository)}/${row.isPullRequest ? "pull" : "issues"}/${row.number}`;
}

function assigneesOf(shows: Shows, row: IssueRow) {
  return row.assignees.map((id) => showAccount(shows, id)).filter((account) => account !== null);
}

function dependenciesOf(shows: Shows, row: IssueRow) {
  const { blockedBy, blocking, totalBlockedBy, totalBlocking } = dependencyCounts(shows, row);
  return { blocked_by: blockedBy, total_blocked_by: totalBlockedBy, blocking, total_blocking: totalBlocking };
}

function subIssuesOf(shows: Shows, row: IssueRow) {
  const total = row.subIssues.length;
  const completed = row.subIssues.filter((id) => shows.store.issues.get(id)?.state === "CLOSED").length;
  return { total, completed, percent_completed: total === 0 ? 0 : Math.floor((completed * 100) / total) };
}

function pullRequestOf(shows: Shows, row: IssueRow, repository: RepositoryRow) {
  const page = issuePage(shows, row);
  return {
    draft: false,
    pull_request: {
      url: `${repositoryUrl(shows, repository)}/pulls/${row.number}`,
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: null,
    },
  };
}

function noReactions(url: string) {
  return {
    url: `${url}/reactions`,
    total_count: 0,
    "+1": 0,
    "-1": 0,
    laugh: 0,
    hooray: 0,
    confused: 0,
    heart: 0,
    rocket: 0,
    eyes: 0,
  };
}
