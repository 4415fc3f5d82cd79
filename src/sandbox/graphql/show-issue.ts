/**
 * Issues and, as far as the sandbox has them, pull requests.
 */
import { hasProjectAccess, hasRole, isAuthorOr } from "../access.ts";
import { dependencyCounts } from "../ops-dependencies.ts";
import { pullFiles } from "../ops-pulls.ts";
import type { IssueRow, ProjectRow } from "../rows.ts";
import { connection, ordered } from "./connection.ts";
import {
  arrived,
  type Context,
  canSee,
  fullName,
  shown,
  shownAccount,
  shownComment,
  shownIssue,
  shownItem,
  web,
} from "./context.ts";
import type { Fields, OrderArgs, PageArgs } from "./fields.ts";
import { requireScope } from "./scopes.ts";
import { projectOf } from "./show-account.ts";
import { associationOf, editsOf } from "./show-comment.ts";
import { labelPage } from "./show-repository.ts";
import { type TimelineArgs, timelineItems } from "./show-timeline.ts";

const common: Fields = {
  id: (row: IssueRow) => row.id,
  databaseId: (row: IssueRow) => row.databaseId,
  fullDatabaseId: (row: IssueRow) => String(row.databaseId),
  number: (row: IssueRow) => row.number,
  title: (row: IssueRow) => row.title,
  body: (row: IssueRow) => row.body ?? "",
  bodyText: (row: IssueRow) => row.body ?? "",
  state: (row: IssueRow) => row.state,
  closed: (row: IssueRow) => row.state === "CLOSED",
  closedAt: (row: IssueRow) => row.closedAt,
  locked: (row: IssueRow) => row.locked,
  createdAt: (row: IssueRow) => row.createdAt,
  publishedAt: (row: IssueRow) => row.createdAt,
  updatedAt: (row: IssueRow) => row.updatedAt,
  lastEditedAt: (row: IssueRow, _: unknown, context: Context) => editsOf(context, row.id).at(-1)?.editedAt ?? null,
  editor: (row: IssueRow, _: unknown, context: Context) =>
    shownAccount(context, editsOf(context, row.id).at(-1)?.editor ?? null),
  includesCreatedEdit: (row: IssueRow, _: unknown, context: Context) => editsOf(context, row.id).length > 0,
  createdViaEmail: () => false,
  reactionGroups: () => [],
  author: (row: IssueRow, _: unknown, context: Context) => shownAccount(context, row.author),
  authorAssociation: (row: IssueRow, _: unknown, context: Context) =>
    associationOf(context, row.author, repositoryOf(context, row)),
  repository: (row: IssueRow, _: unknown, context: Context) => shown("Repository", repositoryOf(context, row)),
  url: (row: IssueRow, _: unknown, context: Context) => `${web}${issuePath(context, row)}`,
  resourcePath: (row: IssueRow, _: unknown, context: Context) => issuePath(context, row),
  milestone: (row: IssueRow, _: unknown, context: Context) =>
    row.milestone === null ? null : shown("Milestone", context.store.milestones.get(row.milestone)!),
  labels: (row: IssueRow, args: PageArgs & OrderArgs, context: Context) =>
    labelPage(
      context,
      row.labels.map((id) => context.store.labels.get(id)!),
      args,
    ),
  assignees(row: IssueRow, args: PageArgs, context: Context) {
    const rows = row.assignees.map((id) => context.store.accounts.get(id)!).filter((account) => !account.deleted);
    return connection(context, rows, args, { keyOf: (one) => one.id, show: (one) => shown("User", one) });
  },
  comments(row: IssueRow, args: PageArgs & OrderArgs, context: Context) {
    const seen = context.store.commentsOf(row.id).filter((comment) => arrived(context, "comments", comment.createdAt));
    const rows = args.orderBy ? ordered(seen, (one) => one.updatedAt, args.orderBy.direction === "DESC") : seen;
    return connection(context, rows, args, { keyOf: (one) => one.id, show: shownComment });
  },
  userContentEdits: (row: IssueRow, args: PageArgs, context: Context) => editPage(context, row.id, args),
  timelineItems: (row: IssueRow, args: TimelineArgs, context: Context, info) => timelineItems(context, row, args, info),
  projectItems(row: IssueRow, args: PageArgs & { includeArchived?: boolean | null }, context: Context) {
    requireScope(context, "projectItems", "read:project");
    const rows = context.store
      .itemsOfIssue(row.id)
      .filter(
        (item) =>
          (args.includeArchived !== false || !item.archived) &&
          arrived(context, "graphql", item.createdAt) &&
          hasProjectAccess(context.store, context.viewer, context.store.projects.get(item.project)!, "read"),
      );
    return connection(context, rows, args, { keyOf: (item) => item.id, show: shownItem });
  },
  viewerDidAuthor: (row: IssueRow, _: unknown, context: Context) => row.author === context.actor.account,
  viewerCanUpdate: (row: IssueRow, _: unknown, context: Context) =>
    isAuthorOr(context.store, context.actor, row, repositoryOf(context, row), "write"),
  viewerCanLabel: (row: IssueRow, _: unknown, context: Context) =>
    hasRole(context.store, context.viewer, repositoryOf(context, row), "triage"),
  viewerCanDelete: (row: IssueRow, _: unknown, context: Context) =>
    hasRole(context.store, context.viewer, repositoryOf(context, row), "admin"),
};

export const pullRequestFields: Fields = {
  ...common,
  isDraft: () => false,
  merged: () => false,
  headRefName: (row: IssueRow, _: unknown, context: Context) => context.store.pulls.get(row.id)?.headRef ?? "",
  headRefOid: (row: IssueRow, _: unknown, context: Context) => context.store.pulls.get(row.id)?.headOid ?? noCommit,
  baseRefName: (row: IssueRow, _: unknown, context: Context) => context.store.pulls.get(row.id)?.baseRef ?? "",
  baseRefOid: (row: IssueRow, _: unknown, context: Context) => context.store.pulls.get(row.id)?.baseOid ?? noCommit,
  changedFiles: (row: IssueRow, _: unknown, context: Context) => pullFiles(context.store, row).length,
  files: (row: IssueRow, args: PageArgs, context: Context) =>
    connection(context, pullFiles(context.store, row), args, {
      keyOf: (file) => file.path,
      show: ({ path, change }) => ({ path, changeType: change === "removed" ? "DELETED" : change.toUpperCase() }),
    }),
};

/** A pull request that was placed without a branch. */
const noCommit = "0".repeat(40);

export const issueFields: Fields = {
  ...common,
  // Without `enableDuplicate`, clients that know nothing of duplicates are told NOT_PLANNED; not verified on GitHub.
  stateReason: (row: IssueRow, args: { enableDuplicate?: boolean | null }) =>
    row.stateReason === "DUPLICATE" && args.enableDuplicate !== true ? "NOT_PLANNED" : row.stateReason,
  duplicateOf: (row: IssueRow, _: unknown, context: Context) => shownIssue(context, row.duplicateOf),
  activeLockReason: () => null,
  isPinned: () => false,
  issueType: () => null,
  parent: (row: IssueRow, _: unknown, context: Context) => shownIssue(context, row.parent),
  subIssues(row: IssueRow, args: PageArgs, context: Context) {
    const rows = row.subIssues
      .map((id) => context.store.issues.get(id)!)
      .filter((issue) => canSee(context, issue) && arrived(context, "sub-issues", issue.createdAt));
    return connection(context, rows, args, { keyOf: (one) => one.id, show: (one) => shown("Issue", one) });
  },
  subIssuesSummary(row: IssueRow, _: unknown, context: Context) {
    const all = row.subIssues.map((id) => context.store.issues.get(id)!);
    const completed = all.filter((issue) => issue.state === "CLOSED").length;
    // Whole percent, rounded down, as the page shows it.
    return {
      total: all.length,
      completed,
      percentCompleted: all.length === 0 ? 0 : Math.floor((completed * 100) / all.length),
    };
  },
  issueDependenciesSummary: (row: IssueRow, _: unknown, context: Context) => dependencyCounts(context, row),
  blockedBy: (row: IssueRow, args: PageArgs & OrderArgs, context: Context) =>
    dependencyPage(context, row, { ids: row.blockedBy, event: "BlockedByAddedEvent" }, args),
  blocking: (row: IssueRow, args: PageArgs & OrderArgs, context: Context) =>
    dependencyPage(context, row, { ids: row.blocking, event: "BlockingAddedEvent" }, args),
  projectV2: (row: IssueRow, args: { number: number }, context: Context) =>
    projectOf(context, context.store.accounts.get(repositoryOf(context, row).owner)!, args.number),
  projectsV2(row: IssueRow, args: PageArgs, context: Context) {
    requireScope(context, "projectsV2", "read:project");
    const rows = context.store
      .itemsOfIssue(row.id)
      .map((item) => context.store.projects.get(item.project)!)
      .filter((project) => hasProjectAccess(context.store, context.viewer, project, "read"));
    const show = (project: ProjectRow) => shown("ProjectV2", project);
    return connection(context, rows, args, { keyOf: (project) => project.id, show });
  },
  viewerCanClose: (row: IssueRow, _: unknown, context: Context) =>
    isAuthorOr(context.store, context.actor, row, repositoryOf(context, row), "triage"),
  viewerCanReopen: (row: IssueRow, _: unknown, context: Context) =>
    isAuthorOr(context.store, context.actor, row, repositoryOf(context, row), "triage"),
};

/** Issues that the viewer may not read are left out; newest named first, the schema's own default. */
function dependencyPage(
  context: Context,
  row: IssueRow,
  named: { readonly ids: readonly string[]; readonly event: string },
  args: PageArgs & OrderArgs,
) {
  const links = context.store.timelineOf(row.id).filter((one) => "type" in one && one.type === named.event);
  const linkedAt = (id: string) =>
    links.findLast((one) => "data" in one && Object.values(one.data).includes(id))?.createdAt ?? row.createdAt;
  const seen = named.ids
    .map((id) => context.store.issues.get(id)!)
    .filter((issue) => canSee(context, issue) && arrived(context, "graphql", linkedAt(issue.id)));
  const { field, direction } = args.orderBy ?? { field: "DEPENDENCY_ADDED_AT", direction: "DESC" };
  const key = (issue: IssueRow) => (field === "CREATED_AT" ? issue.createdAt : named.ids.indexOf(issue.id));
  const rows = ordered(seen, key, direction === "DESC");
  return connection(context, rows, args, { keyOf: (one) => one.id, show: (one) => shown("Issue", one) });
}

/** Versions of a body, newest first, as GitHub lists them. */
export function editPage(context: Context, id: string, args: PageArgs) {
  const rows = [...editsOf(context, id)].reverse();
  return connection(context, rows, args, { keyOf: (one) => one.id, show: (one) => shown("UserContentEdit", one) });
}

function repositoryOf(context: Context, row: IssueRow) {
  return context.store.repositories.get(row.repository)!;
}

function issuePath(context: Context, row: IssueRow): string {
  const kind = row.isPullRequest ? "pull" : "issues";
  return `/${fullName(context.store, repositoryOf(context, row))}/${kind}/${row.number}`;
}
