/**
 * Timeline entries as REST shows them. Board events are bare rows there: GitHub's description of REST has no status
 * values, so board history is to be had from GraphQL only. An event whose actor was deleted names GitHub's stand-in
 * "ghost", because the description allows no null.
 */
import type { CommentRow, EventRow, Id } from "../rows.ts";
import { showAccount, showActor } from "./show-account.ts";
import { showApp } from "./show-app.ts";
import { showComment } from "./show-issue.ts";
import { showRepository } from "./show-repository.ts";
import { repositoryUrl, type Shows } from "./shows.ts";

/** An entry of `/timeline`: an event, or a comment. */
export function showTimelineEntry(shows: Shows, row: EventRow | CommentRow) {
  return "type" in row ? showEvent(shows, row) : showCommented(shows, row);
}

/** An entry of `/events`. */
export function showEvent(shows: Shows, row: EventRow) {
  const issue = shows.store.issues.get(row.issue)!;
  const repository = shows.store.repositories.get(issue.repository)!;
  return {
    id: row.databaseId,
    node_id: row.id,
    url: `${repositoryUrl(shows, repository)}/issues/events/${row.databaseId}`,
    actor: showActor(shows, row.actor),
    event: nameOf(row.type),
    commit_id: null,
    commit_url: null,
    created_at: row.createdAt,
    performed_via_github_app: appOf(shows, row.actor),
    ...detailsOf(shows, row),
  };
}

/** REST's name of an event that GraphQL calls by its type: `LabeledEvent` is `labeled`. */
export function nameOf(type: string): string {
  const known: Readonly<Record<string, string>> = {
    RenamedTitleEvent: "renamed",
    AddedToProjectV2Event: "added_to_project_v2",
    RemovedFromProjectV2Event: "removed_from_project_v2",
    ProjectV2ItemStatusChangedEvent: "project_v2_item_status_changed",
  };
  return known[type] ?? snakeCase(type.replace(/Event$/, ""));
}

function showCommented(shows: Shows, row: CommentRow) {
  const author = showActor(shows, row.author);
  return { ...showComment(shows, row), user: author, actor: author, event: "commented" };
}

function detailsOf(shows: Shows, row: EventRow): Readonly<Record<string, unknown>> {
  const { data } = row;
  switch (row.type) {
    case "LabeledEvent":
    case "UnlabeledEvent":
      return { label: { name: data.name, color: data.color } };
    case "AssignedEvent":
    case "UnassignedEvent":
      return { assignee: showActor(shows, data.assignee as Id), assigner: showActor(shows, row.actor) };
    case "MilestonedEvent":
    case "DemilestonedEvent":
      return { milestone: { title: data.milestoneTitle } };
    case "RenamedTitleEvent":
      return { rename: { from: data.previousTitle, to: data.currentTitle } };
    case "ClosedEvent":
      return { state_reason: typeof data.stateReason === "string" ? data.stateReason.toLowerCase() : null };
    case "ReopenedEvent":
      return { state_reason: null };
    case "LockedEvent":
      return { lock_reason: data.lockReason ?? null };
    case "SubIssueAddedEvent":
    case "SubIssueRemovedEvent":
      return { sub_issue: showReference(shows, data.subIssue as Id) };
    case "ParentIssueAddedEvent":
    case "ParentIssueRemovedEvent":
      return { parent_issue: showReference(shows, data.parent as Id) };
    case "BlockedByAddedEvent":
    case "BlockedByRemovedEvent":
      return { blocked_by: showReference(shows, data.blockingIssue as Id) };
    case "BlockingAddedEvent":
    case "BlockingRemovedEvent":
      return { blocking: showReference(shows, data.blockedIssue as Id) };
    default:
      return {};
  }
}

/** An `issue-reference`; null when the issue is gone. */
function showReference(shows: Shows, id: Id) {
  const issue = shows.store.issues.get(id);
  if (!issue || issue.deleted) return null;
  const repository = shows.store.repositories.get(issue.repository)!;
  return {
    number: issue.number,
    title: issue.title,
    state: issue.state.toLowerCase(),
    state_reason: issue.stateReason?.toLowerCase() ?? null,
    repository: showRepository(shows, repository),
    issue_type: null,
  };
}

function appOf(shows: Shows, actor: Id | null) {
  const app = [...shows.store.apps.values()].find((row) => row.bot === actor);
  return app && showAccount(shows, actor) ? showApp(shows, app) : null;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? "" : "_"}${letter.toLowerCase()}`);
}
