/**
 * Comments, versions of edited bodies, and what somebody is to a repository.
 */
import { hasRole } from "../access.ts";
import type { CommentRow, EditRow, Id, IssueRow, RepositoryRow } from "../rows.ts";
import { connection } from "./connection.ts";
import { type Context, fullName, shown, shownAccount, shownIssue, web } from "./context.ts";
import type { Fields, PageArgs } from "./fields.ts";

export const commentFields: Fields = {
  id: (row: CommentRow) => row.id,
  databaseId: (row: CommentRow) => row.databaseId,
  fullDatabaseId: (row: CommentRow) => String(row.databaseId),
  author: (row: CommentRow, _: unknown, context: Context) => shownAccount(context, row.author),
  authorAssociation: (row: CommentRow, _: unknown, context: Context) =>
    associationOf(context, row.author, repositoryOf(context, row)),
  body: (row: CommentRow) => row.body,
  bodyText: (row: CommentRow) => row.body,
  createdAt: (row: CommentRow) => row.createdAt,
  publishedAt: (row: CommentRow) => row.createdAt,
  updatedAt: (row: CommentRow) => row.updatedAt,
  lastEditedAt: (row: CommentRow) => row.lastEditedAt,
  editor: (row: CommentRow, _: unknown, context: Context) =>
    shownAccount(context, editsOf(context, row.id).at(-1)?.editor ?? null),
  includesCreatedEdit: (row: CommentRow) => row.lastEditedAt !== null,
  createdViaEmail: () => false,
  reactionGroups: () => [],
  isMinimized: () => false,
  minimizedReason: () => null,
  isPinned: () => false,
  issue: (row: CommentRow, _: unknown, context: Context) => shownIssue(context, row.issue),
  pullRequest: (row: CommentRow, _: unknown, context: Context) => {
    const issue = issueOf(context, row);
    return issue.isPullRequest ? shownIssue(context, issue.id) : null;
  },
  repository: (row: CommentRow, _: unknown, context: Context) => shown("Repository", repositoryOf(context, row)),
  url: (row: CommentRow, _: unknown, context: Context) => `${web}${commentPath(context, row)}`,
  resourcePath: (row: CommentRow, _: unknown, context: Context) => commentPath(context, row),
  userContentEdits(row: CommentRow, args: PageArgs, context: Context) {
    const rows = [...editsOf(context, row.id)].reverse();
    return connection(context, rows, args, { keyOf: (one) => one.id, show: (one) => shown("UserContentEdit", one) });
  },
  viewerDidAuthor: (row: CommentRow, _: unknown, context: Context) => row.author === context.actor.account,
  viewerCanUpdate: (row: CommentRow, _: unknown, context: Context) => mayWrite(context, row),
  viewerCanDelete: (row: CommentRow, _: unknown, context: Context) => mayWrite(context, row),
};

export const editFields: Fields = {
  id: (row: EditRow) => row.id,
  editor: (row: EditRow, _: unknown, context: Context) => shownAccount(context, row.editor),
  editedAt: (row: EditRow) => row.editedAt,
  createdAt: (row: EditRow) => row.editedAt,
  updatedAt: (row: EditRow) => row.editedAt,
  deletedAt: () => null,
  deletedBy: () => null,
  // Named `diff`, but GitHub gives the whole text of that version.
  diff: (row: EditRow) => row.body,
};

/** Versions of a body, oldest first; none when it was never edited. */
export function editsOf(context: Context, id: Id): readonly EditRow[] {
  return context.store.edits.get(id) ?? [];
}

/** What somebody is to a repository. */
export function associationOf(context: Context, id: Id, repository: RepositoryRow): string {
  const account = context.store.accounts.get(id);
  if (!account || account.deleted) return "NONE";
  if (repository.owner === id) return "OWNER";
  if (context.store.memberships.get(repository.owner)?.has(id)) return "MEMBER";
  return repository.collaborators.has(id) ? "COLLABORATOR" : "NONE";
}

function issueOf(context: Context, row: CommentRow): IssueRow {
  return context.store.issues.get(row.issue)!;
}

function repositoryOf(context: Context, row: CommentRow): RepositoryRow {
  return context.store.repositories.get(issueOf(context, row).repository)!;
}

function mayWrite(context: Context, row: CommentRow): boolean {
  return (
    row.author === context.actor.account || hasRole(context.store, context.viewer, repositoryOf(context, row), "write")
  );
}

function commentPath(context: Context, row: CommentRow): string {
  const issue = issueOf(context, row);
  const kind = issue.isPullRequest ? "pull" : "issues";
  const name = fullName(context.store, repositoryOf(context, row));
  return `/${name}/${kind}/${issue.number}#issuecomment-${row.databaseId}`;
}
