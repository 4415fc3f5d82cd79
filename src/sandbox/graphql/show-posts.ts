/**
 * Discussions, their categories, and status updates of boards.
 */
import { hasProjectAccess } from "../access.ts";
import { canReadDiscussions } from "../ops-discussions.ts";
import type { Id, ProjectRow, RepositoryRow } from "../rows.ts";
import type { CategoryRow, DiscussionRow, StatusUpdateRow } from "../rows-posts.ts";
import { connection, ordered } from "./connection.ts";
import { arrived, type Context, fullName, type Shown, shown, shownAccount, shownProject, web } from "./context.ts";
import type { Fields, OrderArgs, PageArgs } from "./fields.ts";
import { editPage } from "./show-issue.ts";

export const categoryFields: Fields = {
  id: (row: CategoryRow) => row.id,
  name: (row: CategoryRow) => row.name,
  slug: (row: CategoryRow) => row.name.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
  description: () => null,
  emoji: () => ":speech_balloon:",
  isAnswerable: () => false,
  createdAt: (row: CategoryRow) => row.createdAt,
  updatedAt: (row: CategoryRow) => row.createdAt,
  repository: (row: CategoryRow, _: unknown, context: Context) => repositoryOf(context, row),
};

export const discussionFields: Fields = {
  id: (row: DiscussionRow) => row.id,
  databaseId: (row: DiscussionRow) => row.databaseId,
  number: (row: DiscussionRow) => row.number,
  title: (row: DiscussionRow) => row.title,
  body: (row: DiscussionRow) => row.body,
  bodyText: (row: DiscussionRow) => row.body,
  author: (row: DiscussionRow, _: unknown, context: Context) => shownAccount(context, row.author),
  category: (row: DiscussionRow, _: unknown, context: Context) =>
    shown("DiscussionCategory", context.store.categories.get(row.category)!),
  closed: (row: DiscussionRow) => row.closed,
  closedAt: (row: DiscussionRow) => row.closedAt,
  stateReason: (row: DiscussionRow) => row.stateReason,
  locked: () => false,
  createdAt: (row: DiscussionRow) => row.createdAt,
  publishedAt: (row: DiscussionRow) => row.createdAt,
  updatedAt: (row: DiscussionRow) => row.updatedAt,
  repository: (row: DiscussionRow, _: unknown, context: Context) => repositoryOf(context, row),
  url: (row: DiscussionRow, _: unknown, context: Context) => `${web}${discussionPath(context, row)}`,
  resourcePath: (row: DiscussionRow, _: unknown, context: Context) => discussionPath(context, row),
  userContentEdits: (row: DiscussionRow, args: PageArgs, context: Context) => editPage(context, row.id, args),
  viewerDidAuthor: (row: DiscussionRow, _: unknown, context: Context) => row.author === context.actor.account,
};

export const statusUpdateFields: Fields = {
  id: (row: StatusUpdateRow) => row.id,
  databaseId: (row: StatusUpdateRow) => row.databaseId,
  fullDatabaseId: (row: StatusUpdateRow) => String(row.databaseId),
  body: (row: StatusUpdateRow) => row.body,
  status: (row: StatusUpdateRow) => row.status,
  startDate: (row: StatusUpdateRow) => row.startDate,
  targetDate: (row: StatusUpdateRow) => row.targetDate,
  creator: (row: StatusUpdateRow, _: unknown, context: Context) => shownAccount(context, row.creator),
  createdAt: (row: StatusUpdateRow) => row.createdAt,
  updatedAt: (row: StatusUpdateRow) => row.updatedAt,
  project: (row: StatusUpdateRow, _: unknown, context: Context) => shownProject(context, row.project),
};

/** A repository's categories; what GitHub gives those that may not read discussions is unverified: none here. */
export function categoryPage(context: Context, repository: RepositoryRow, args: PageArgs) {
  const readable = canReadDiscussions(context.world, context, repository);
  const rows = readable ? categoriesOf(context, repository.id) : [];
  return connection(context, rows, args, { keyOf: (row) => row.id, show: (row) => shown("DiscussionCategory", row) });
}

/** Categories of a repository; it has discussions when it has one. */
export function categoriesOf({ store }: Pick<Context, "store">, repository: Id): readonly CategoryRow[] {
  return [...store.categories.values()].filter((row) => row.repository === repository);
}

export interface DiscussionArgs extends PageArgs, OrderArgs {
  readonly categoryId?: Id | null;
  readonly states?: readonly ("OPEN" | "CLOSED")[] | null;
}

/** A repository's discussions, the last changed first unless asked otherwise. */
export function discussionPage(context: Context, repository: RepositoryRow, args: DiscussionArgs) {
  const { categoryId, states, orderBy } = args;
  const isWanted = (row: DiscussionRow) =>
    row.repository === repository.id &&
    (categoryId == null || row.category === categoryId) &&
    (!states?.length || states.includes(row.closed ? "CLOSED" : "OPEN")) &&
    arrived(context, "graphql", row.createdAt);
  const readable = canReadDiscussions(context.world, context, repository);
  const rows = readable ? [...context.store.discussions.values()].filter(isWanted) : [];
  const key = (row: DiscussionRow) => (orderBy?.field === "CREATED_AT" ? row.createdAt : row.updatedAt);
  const sorted = orderBy?.direction === "ASC" ? ordered(rows, key, false) : ordered(rows.reverse(), key, true);
  return connection(context, sorted, args, { keyOf: (row) => row.id, show: (row) => shown("Discussion", row) });
}

/** A board's status updates, the newest first unless asked otherwise. */
export function statusUpdatePage(context: Context, project: ProjectRow, args: PageArgs & OrderArgs) {
  const rows = [...context.store.statusUpdates.values()].filter(
    (row) => row.project === project.id && arrived(context, "graphql", row.createdAt),
  );
  const isAscending = args.orderBy?.direction === "ASC";
  const sorted = ordered(isAscending ? rows : rows.reverse(), (row) => row.createdAt, !isAscending);
  const show = (row: StatusUpdateRow) => shown("ProjectV2StatusUpdate", row);
  return connection(context, sorted, args, { keyOf: (row) => row.id, show });
}

/** One of them by its id; null when there is none, or the viewer may not read it. */
export function shownPost(context: Context, id: Id): Shown | null {
  const { store, viewer } = context;
  const update = store.statusUpdates.get(id);
  if (update) {
    const project = store.projects.get(update.project)!;
    return hasProjectAccess(store, viewer, project, "read") ? shown("ProjectV2StatusUpdate", update) : null;
  }
  const [discussion, category] = [store.discussions.get(id), store.categories.get(id)];
  const repository = store.repositories.get(discussion?.repository ?? category?.repository ?? "");
  if (!repository || !canReadDiscussions(context.world, context, repository)) return null;
  return discussion ? shown("Discussion", discussion) : shown("DiscussionCategory", category);
}

function repositoryOf(context: Context, row: { readonly repository: Id }) {
  return shown("Repository", context.store.repositories.get(row.repository)!);
}

function discussionPath(context: Context, row: DiscussionRow): string {
  return `/${fullName(context.store, context.store.repositories.get(row.repository)!)}/discussions/${row.number}`;
}
