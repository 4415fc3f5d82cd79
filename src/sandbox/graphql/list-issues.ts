/**
 * Lists of issues: filtered, ordered, without pull requests, and without what has not arrived yet.
 */
import { secondsOf, textOf } from "../clock.ts";
import { SandboxError } from "../error.ts";
import type { IssueRow } from "../rows.ts";
import { connection, ordered } from "./connection.ts";
import { arrived, type Context, canSee, shown } from "./context.ts";
import type { OrderArgs, PageArgs } from "./fields.ts";

export interface IssueListArgs extends PageArgs, OrderArgs {
  readonly states?: readonly string[] | null;
  readonly labels?: readonly string[] | null;
  readonly filterBy?: {
    readonly since?: string | null;
    readonly labels?: readonly string[] | null;
    readonly states?: readonly string[] | null;
    readonly assignee?: string | null;
    readonly createdBy?: string | null;
    readonly mentioned?: string | null;
    readonly milestone?: string | null;
    readonly milestoneNumber?: string | null;
  } | null;
}

/** One page of the issues that match. Of `labels` any one is enough; of `filterBy.labels` all must be there. */
export function listIssues(context: Context, rows: readonly IssueRow[], args: IssueListArgs) {
  const found = rows.filter(
    (row) =>
      !row.isPullRequest &&
      canSee(context, row) &&
      arrived(context, "list", row.createdAt) &&
      matches(context, row, args),
  );
  const { field, direction } = args.orderBy ?? { field: "CREATED_AT", direction: "ASC" };
  const sorted = ordered(found, (row) => orderKey(context, row, field), direction === "DESC");
  return connection(context, sorted, args, { keyOf: (row) => row.id, show: (row) => shown("Issue", row) });
}

function orderKey(context: Context, row: IssueRow, field: string): string | number {
  if (field === "COMMENTS") return context.store.commentsOf(row.id).length;
  return field === "UPDATED_AT" ? row.updatedAt : row.createdAt;
}

function matches(context: Context, row: IssueRow, args: IssueListArgs): boolean {
  const filter = args.filterBy ?? {};
  const states = filter.states ?? args.states;
  if (states && !states.includes(row.state)) return false;
  if (args.labels && !args.labels.some((name) => hasLabel(context, row, name))) return false;
  if (filter.labels && !filter.labels.every((name) => hasLabel(context, row, name))) return false;
  if (filter.since && row.updatedAt < textOf(secondsOf(filter.since))) return false;
  if (filter.assignee && !isAssigned(context, row, filter.assignee)) return false;
  if (filter.createdBy && context.store.accounts.get(row.author)?.login !== filter.createdBy) return false;
  if (filter.mentioned || filter.milestone || filter.milestoneNumber) {
    throw new SandboxError("UNPROCESSABLE", "The sandbox does not cover this filter of issues.");
  }
  return true;
}

function hasLabel(context: Context, row: IssueRow, name: string): boolean {
  const wanted = name.toLowerCase();
  return row.labels.some((id) => context.store.labels.get(id)!.name.toLowerCase() === wanted);
}

function isAssigned(context: Context, row: IssueRow, login: string): boolean {
  if (login === "*") return row.assignees.length > 0;
  return row.assignees.some((id) => context.store.accounts.get(id)?.login === login);
}
