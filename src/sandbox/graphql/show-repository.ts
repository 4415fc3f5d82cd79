/**
 * Repositories, their labels and milestones.
 */
import { canReadIssues, hasRole, roleIn, roleOfAccount } from "../access.ts";
import { SandboxError } from "../error.ts";
import { forbidden } from "../ops.ts";
import { isAssignable } from "../ops-assign.ts";
import type { AccountRow, IssueRow, LabelRow, MilestoneRow, RepositoryRow } from "../rows.ts";
import { connection, emptyConnection, ordered } from "./connection.ts";
import { arrived, type Context, canSee, fullName, shown, shownAccount, shownIssue, web } from "./context.ts";
import type { Fields, OrderArgs, PageArgs } from "./fields.ts";
import { type IssueListArgs, listIssues } from "./list-issues.ts";
import { projectOf } from "./show-account.ts";
import { objectAt, refAt } from "./show-files.ts";
import { categoriesOf, categoryPage, type DiscussionArgs, discussionPage } from "./show-posts.ts";

export const repositoryFields: Fields = {
  id: (row: RepositoryRow) => row.id,
  databaseId: (row: RepositoryRow) => row.databaseId,
  name: (row: RepositoryRow) => row.name,
  nameWithOwner: (row: RepositoryRow, _: unknown, context: Context) => fullName(context.store, row),
  owner: (row: RepositoryRow, _: unknown, context: Context) => shownAccount(context, row.owner),
  description: () => null,
  isPrivate: (row: RepositoryRow) => row.visibility !== "public",
  isArchived: (row: RepositoryRow) => row.archived,
  isDisabled: () => false,
  isFork: () => false,
  isTemplate: () => false,
  isInOrganization: (row: RepositoryRow, _: unknown, context: Context) =>
    context.store.accounts.get(row.owner)?.kind === "Organization",
  hasIssuesEnabled: () => true,
  hasProjectsEnabled: () => true,
  hasWikiEnabled: () => false,
  parent: () => null,
  mergeCommitAllowed: () => true,
  rebaseMergeAllowed: () => true,
  squashMergeAllowed: () => true,
  deleteBranchOnMerge: () => false,
  isSecurityPolicyEnabled: () => false,
  issueTemplates: () => [],
  pullRequestTemplates: () => [],
  hasDiscussionsEnabled: (row: RepositoryRow, _: unknown, context: Context) => categoriesOf(context, row.id).length > 0,
  discussionCategories: (row: RepositoryRow, args: PageArgs, context: Context) => categoryPage(context, row, args),
  discussions: (row: RepositoryRow, args: DiscussionArgs, context: Context) => discussionPage(context, row, args),
  visibility: (row: RepositoryRow) => row.visibility.toUpperCase(),
  createdAt: (row: RepositoryRow) => row.createdAt,
  updatedAt: (row: RepositoryRow) => row.updatedAt,
  pushedAt: (row: RepositoryRow) => row.updatedAt,
  url: (row: RepositoryRow, _: unknown, context: Context) => `${web}/${fullName(context.store, row)}`,
  resourcePath: (row: RepositoryRow, _: unknown, context: Context) => `/${fullName(context.store, row)}`,
  defaultBranchRef: (row: RepositoryRow) => refAt(row, row.defaultBranch),
  viewerPermission: (row: RepositoryRow, _: unknown, context: Context) =>
    roleIn(context.store, context.viewer, row).toUpperCase(),
  viewerCanAdminister: (row: RepositoryRow, _: unknown, context: Context) =>
    hasRole(context.store, context.viewer, row, "admin"),
  issue: (row: RepositoryRow, args: { number: number }, context: Context) =>
    numbered(context, row, args.number, "Issue"),
  pullRequest: (row: RepositoryRow, args: { number: number }, context: Context) =>
    numbered(context, row, args.number, "PullRequest"),
  issueOrPullRequest: (row: RepositoryRow, args: { number: number }, context: Context) =>
    numbered(context, row, args.number, null),
  issues(row: RepositoryRow, args: IssueListArgs, context: Context) {
    if (!canReadIssues(context.store, context.viewer, row)) throw forbidden();
    return listIssues(context, context.store.issuesOf(row.id), args);
  },
  label(row: RepositoryRow, args: { name: string }, context: Context) {
    const found = context.store.labelByName(row.id, args.name);
    return found && shown("Label", found);
  },
  labels(row: RepositoryRow, args: PageArgs & OrderArgs & { query?: string | null }, context: Context) {
    const wanted = args.query?.toLowerCase() ?? "";
    const rows = context.store.labelsOf(row.id).filter((label) => label.name.toLowerCase().includes(wanted));
    return labelPage(context, rows, args);
  },
  milestone(row: RepositoryRow, args: { number: number }, context: Context) {
    const found = context.store.milestonesOf(row.id).find((one) => one.number === args.number);
    return found ? shown("Milestone", found) : null;
  },
  milestones(row: RepositoryRow, args: MilestoneArgs, context: Context) {
    const wanted = args.query?.toLowerCase() ?? "";
    const fits = context.store
      .milestonesOf(row.id)
      .filter((one) => (args.states?.includes(one.state) ?? true) && one.title.toLowerCase().includes(wanted));
    const { field, direction } = args.orderBy ?? { field: "NUMBER", direction: "ASC" };
    const rows = ordered(fits, milestoneKeys[field] ?? ((one) => one.number), direction === "DESC");
    return connection(context, rows, args, { keyOf: (one) => one.id, show: (one) => shown("Milestone", one) });
  },
  object: (row: RepositoryRow, args: { expression?: string | null; oid?: string | null }, context: Context) =>
    objectAt(context, row, args),
  ref: (row: RepositoryRow, args: { qualifiedName: string }) => refAt(row, args.qualifiedName),
  assignableUsers(row: RepositoryRow, args: PageArgs & { query?: string | null }, context: Context) {
    const people = peopleOf(context, row, args.query ?? "");
    const probe = { repository: row.id } as IssueRow;
    const rows = people.filter((account) => isAssignable(context.world, account, probe));
    return connection(context, rows, args, { keyOf: (one) => one.id, show: (one) => shown("User", one) });
  },
  collaborators(row: RepositoryRow, args: CollaboratorArgs, context: Context) {
    if (!hasRole(context.store, context.viewer, row, "write")) throw forbidden();
    const rows = peopleOf(context, row, args.query ?? args.login ?? "")
      .map((account) => ({ account, role: roleOfAccount(context.store, account.id, row) }))
      .filter(({ account, role }) => role !== "none" && (args.login == null || account.login === args.login));
    return connection(context, rows, args, {
      keyOf: ({ account }) => account.id,
      show: ({ account }) => shown("User", account),
      edge: ({ role }) => ({ permission: role.toUpperCase() }),
    });
  },
  // Boards of a repository are the owner's boards that are linked to it; none are linked here.
  projectV2: (row: RepositoryRow, args: { number: number }, context: Context) =>
    projectOf(context, context.store.accounts.get(row.owner)!, args.number),
  projectsV2: (_: RepositoryRow, args: PageArgs, context: Context) => emptyConnection(context, args),
  issueTypes: () => null,
};

interface MilestoneArgs extends PageArgs, OrderArgs {
  readonly states?: readonly string[] | null;
  readonly query?: string | null;
}

const milestoneKeys: Readonly<Record<string, (row: MilestoneRow) => string | number>> = {
  DUE_DATE: (row) => row.dueOn ?? "9",
  CREATED_AT: (row) => row.createdAt,
  UPDATED_AT: (row) => row.closedAt ?? row.createdAt,
};

interface CollaboratorArgs extends PageArgs {
  readonly query?: string | null;
  readonly login?: string | null;
}

export const labelFields: Fields = {
  id: (row: LabelRow) => row.id,
  name: (row: LabelRow) => row.name,
  color: (row: LabelRow) => row.color,
  description: (row: LabelRow) => row.description,
  isDefault: () => false,
  createdAt: (row: LabelRow) => row.createdAt,
  updatedAt: (row: LabelRow) => row.updatedAt,
  repository: (row: LabelRow, _: unknown, context: Context) =>
    shown("Repository", context.store.repositories.get(row.repository)!),
  url: (row: LabelRow, _: unknown, context: Context) => `${web}${labelPath(context, row)}`,
  resourcePath: (row: LabelRow, _: unknown, context: Context) => labelPath(context, row),
  issues: (row: LabelRow, args: IssueListArgs, context: Context) =>
    listIssues(
      context,
      context.store.issuesOf(row.repository).filter((issue) => issue.labels.includes(row.id)),
      args,
    ),
};

export const milestoneFields: Fields = {
  id: (row: MilestoneRow) => row.id,
  number: (row: MilestoneRow) => row.number,
  title: (row: MilestoneRow) => row.title,
  state: (row: MilestoneRow) => row.state,
  closed: (row: MilestoneRow) => row.state === "CLOSED",
  closedAt: (row: MilestoneRow) => row.closedAt,
  updatedAt: (row: MilestoneRow) => row.closedAt ?? row.createdAt,
  url: (row: MilestoneRow, _: unknown, context: Context) => `${web}${milestonePath(context, row)}`,
  resourcePath: (row: MilestoneRow, _: unknown, context: Context) => milestonePath(context, row),
  dueOn: (row: MilestoneRow) => row.dueOn,
  description: () => null,
  createdAt: (row: MilestoneRow) => row.createdAt,
  repository: (row: MilestoneRow, _: unknown, context: Context) =>
    shown("Repository", context.store.repositories.get(row.repository)!),
  issues: (row: MilestoneRow, args: IssueListArgs, context: Context) =>
    listIssues(
      context,
      context.store.issuesOf(row.repository).filter((issue) => issue.milestone === row.id),
      args,
    ),
};

/** A page of labels; GitHub's default order is the order they were made in. */
export function labelPage(context: Context, rows: readonly LabelRow[], args: PageArgs & OrderArgs) {
  const { field, direction } = args.orderBy ?? { field: "CREATED_AT", direction: "ASC" };
  const key = (label: LabelRow) => (field === "NAME" ? label.name.toLowerCase() : label.createdAt);
  const sorted = ordered(rows, key, direction === "DESC");
  return connection(context, sorted, args, { keyOf: (label) => label.id, show: (label) => shown("Label", label) });
}

function numbered(context: Context, row: RepositoryRow, number: number, type: "Issue" | "PullRequest" | null) {
  const found = context.store.issueByNumber(row.id, number);
  const fresh = found && canSee(context, found) && arrived(context, "issue", found.createdAt) ? found : null;
  const show = fresh && shownIssue(context, fresh.id);
  if (show && (type === null || show.__typename === type)) return show;
  const what = type === null ? "an issue or pull request" : type === "Issue" ? "an Issue" : "a PullRequest";
  throw new SandboxError("NOT_FOUND", `Could not resolve to ${what} with the number of ${number}.`);
}

function peopleOf(context: Context, row: RepositoryRow, query: string): readonly AccountRow[] {
  const wanted = query.toLowerCase();
  return [...context.store.accounts.values()].filter(
    (account) =>
      account.kind === "User" &&
      !account.deleted &&
      account.login.toLowerCase().includes(wanted) &&
      (row.owner === account.id ||
        row.collaborators.has(account.id) ||
        context.store.memberships.get(row.owner)?.has(account.id) === true),
  );
}

function milestonePath(context: Context, row: MilestoneRow): string {
  return `/${fullName(context.store, context.store.repositories.get(row.repository)!)}/milestone/${row.number}`;
}

function labelPath(context: Context, row: LabelRow): string {
  const repository = context.store.repositories.get(row.repository)!;
  return `/${fullName(context.store, repository)}/labels/${encodeURIComponent(row.name)}`;
}
