/**
 * Comments. See ops.ts for what every op promises.
 */
import { canWriteIssues, hasRole } from "./access.ts";
import { SandboxError } from "./error.ts";
import { checkComment } from "./limits.ts";
import { announce, forbidden, record, repositoryOf, requireIssueWrite, touch } from "./ops.ts";
import { keepVersion } from "./ops-edits.ts";
import type { CommentRow, IssueRow, RepositoryRow } from "./rows.ts";
import type { Actor, World } from "./world.ts";

/** Comments; whoever can read, unless the conversation is locked: then write. */
export function createComment(world: World, actor: Actor, issue: IssueRow, body: string): CommentRow {
  requireIssueWrite(world, actor, issue);
  const repository = repositoryOf(world, issue);
  if (issue.locked && !mayTalkWhenLocked(world, actor, repository)) {
    throw new SandboxError("FORBIDDEN", "Unable to create comment because issue is locked.", null, true);
  }
  if (issue.isPullRequest && actor.viewer?.kind === "installation" && !writesPulls(actor.viewer.permissions)) {
    throw forbidden();
  }
  checkComment(body);
  const now = world.clock.now();
  const comment: CommentRow = {
    ...world.store.ids.make("IC", repository.databaseId),
    issue: issue.id,
    author: actor.account,
    viaApp: actor.viaApp,
    body,
    createdAt: now,
    updatedAt: now,
    lastEditedAt: null,
    deleted: false,
  };
  world.store.put.comment(comment);
  touch(world, issue);
  announce(world, actor, { name: "issue_comment", action: "created", issue, comment, repository });
  return comment;
}

/** Edits; the author, or write. The same text changes nothing. */
export function editComment(world: World, actor: Actor, comment: CommentRow, body: string): void {
  const issue = requireCommentWrite(world, actor, comment);
  checkComment(body);
  if (body === comment.body) return;
  const from = comment.body;
  keepVersion(world, actor, comment, from, body);
  comment.body = body;
  comment.updatedAt = world.clock.now();
  comment.lastEditedAt = comment.updatedAt;
  touch(world, issue);
  const repository = repositoryOf(world, issue);
  announce(world, actor, {
    name: "issue_comment",
    action: "edited",
    issue,
    comment,
    repository,
    changes: { body: { from } },
  });
}

/** Deletes; the author, or write. The timeline keeps who deleted it and when, not what it said. */
export function deleteComment(world: World, actor: Actor, comment: CommentRow): void {
  const issue = requireCommentWrite(world, actor, comment);
  comment.deleted = true;
  world.store.take.comment(comment);
  touch(world, issue);
  record(world, actor, issue, "CommentDeletedEvent", { deletedCommentAuthor: comment.author });
  const repository = repositoryOf(world, issue);
  announce(world, actor, { name: "issue_comment", action: "deleted", issue, comment, repository });
}

/** Apps and workflows may not, whatever their permissions: github.com/probot/stale/issues/25, actions/stale/issues/51. */
function mayTalkWhenLocked(world: World, actor: Actor, repository: RepositoryRow): boolean {
  const { viewer } = actor;
  return viewer === null || (viewer.kind === "user" && hasRole(world.store, viewer, repository, "write"));
}

/** `issues: write` alone does not do: github.com/github/rest-api-description/issues/6994. */
function writesPulls(permissions: Readonly<Record<string, string>>): boolean {
  return permissions.pull_requests === "write";
}

function requireCommentWrite(world: World, actor: Actor, comment: CommentRow): IssueRow {
  const issue = world.store.issues.get(comment.issue)!;
  requireIssueWrite(world, actor, issue);
  const repository = repositoryOf(world, issue);
  const own = comment.author === actor.account && canWriteIssues(world.store, actor.viewer, repository);
  if (!own && !hasRole(world.store, actor.viewer, repository, "write")) throw forbidden();
  return issue;
}
