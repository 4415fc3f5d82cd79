/**
 * What every resolver is given, and how rows are shown: wrapped with the name of their GraphQL type, so that unions and
 * interfaces need no further telling. A row that the viewer may not see is never wrapped.
 */
import { canReadIssues, canSeeRepository, hasProjectAccess, type Viewer } from "../access.ts";
import type { SandboxError } from "../error.ts";
import type { AccountRow, CommentRow, Id, IssueRow, ProjectItemRow, ProjectRow, RepositoryRow } from "../rows.ts";
import type { Store } from "../store.ts";
import type { Actor, LagKind, World } from "../world.ts";

/** What the viewer may still spend, before this request. */
export interface RateWindow {
  readonly limit: number;
  readonly used: number;
  readonly resetAt: string;
}

export interface Context {
  readonly world: World;
  readonly store: Store;
  readonly viewer: Viewer;
  readonly actor: Actor;
  readonly rate: RateWindow;
  readonly cost: number;
  readonly nodeCount: number;
  readonly isMutation: boolean;
  /** Set by a field whose refusal fails the whole request. */
  fatal: { readonly error: SandboxError; readonly path: readonly (string | number)[] } | null;
}

/** A row and the type it is shown as. */
export interface Shown<Row = unknown> {
  readonly __typename: string;
  readonly row: Row;
}

/** GitHub's web address; REST and GraphQL name the same pages. */
export const web = "https://github.com";

/** Wraps a row. */
export function shown<Row>(typename: string, row: Row): Shown<Row> {
  return { __typename: typename, row };
}

/** An account as an actor; null when it was deleted. */
export function shownAccount(context: Context, id: Id | null): Shown<AccountRow> | null {
  const row = id === null ? undefined : context.store.accounts.get(id);
  return row === undefined || row.deleted ? null : shown(row.kind, row);
}

/** A repository; null when the viewer may not know of it. */
export function shownRepository(context: Context, id: Id): Shown<RepositoryRow> | null {
  const row = context.store.repositories.get(id);
  return row && canSeeRepository(context.store, context.viewer, row) ? shown("Repository", row) : null;
}

/** An issue or pull request; null when it is gone or the viewer may not read it. */
export function shownIssue(context: Context, id: Id | null): Shown<IssueRow> | null {
  const row = id === null ? undefined : context.store.issues.get(id);
  return row && canSee(context, row) ? shown(row.isPullRequest ? "PullRequest" : "Issue", row) : null;
}

/** A board; null when the viewer may not read it. */
export function shownProject(context: Context, id: Id): Shown<ProjectRow> | null {
  const row = context.store.projects.get(id);
  return row && hasProjectAccess(context.store, context.viewer, row, "read") ? shown("ProjectV2", row) : null;
}

export function shownItem(item: ProjectItemRow): Shown<ProjectItemRow> {
  return shown("ProjectV2Item", item);
}

export function shownComment(comment: CommentRow): Shown<CommentRow> {
  return shown("IssueComment", comment);
}

/** Whether an issue is there and may be read. */
export function canSee(context: Context, issue: IssueRow): boolean {
  if (issue.deleted) return false;
  return canReadIssues(context.store, context.viewer, context.store.repositories.get(issue.repository)!);
}

/** Whether a row made at `at` has reached what this request reads from. */
export function arrived(context: Context, kind: LagKind, at: string): boolean {
  const { world } = context;
  return world.visibleAt("graphql", at) && (kind === "graphql" || world.visibleAt(kind, at));
}

/** `owner/name` of a repository. */
export function fullName(store: Store, repository: RepositoryRow): string {
  return `${store.accounts.get(repository.owner)!.login}/${repository.name}`;
}
