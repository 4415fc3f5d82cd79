/**
 * Boards, their fields, cards and values. A card whose issue the viewer may not read is redacted: it is there, and
 * says nothing.
 */
import { hasProjectAccess } from "../access.ts";
import { SandboxError } from "../error.ts";
import type { FieldRow, Id, ProjectItemRow, ProjectRow } from "../rows.ts";
import { connection, emptyConnection } from "./connection.ts";
import { arrived, type Context, shownAccount, shownItem, shownProject, web } from "./context.ts";
import type { Fields, OrderArgs, PageArgs } from "./fields.ts";
import { statusUpdatePage } from "./show-posts.ts";
import { contentOf, shownField, valueOn } from "./show-values.ts";

export const projectFields: Fields = {
  id: (row: ProjectRow) => row.id,
  databaseId: (row: ProjectRow) => row.databaseId,
  fullDatabaseId: (row: ProjectRow) => String(row.databaseId),
  number: (row: ProjectRow) => row.number,
  title: (row: ProjectRow) => row.title,
  public: (row: ProjectRow) => row.public,
  closed: (row: ProjectRow) => row.closed,
  // The last change stands for the closing, which is not kept apart.
  closedAt: (row: ProjectRow) => (row.closed ? row.updatedAt : null),
  template: () => false,
  readme: () => null,
  shortDescription: () => null,
  createdAt: (row: ProjectRow) => row.createdAt,
  updatedAt: (row: ProjectRow) => row.updatedAt,
  creator: (row: ProjectRow, _: unknown, context: Context) =>
    shownAccount(context, [...row.collaborators.keys()][0] ?? null),
  owner: (row: ProjectRow, _: unknown, context: Context) => shownAccount(context, row.owner),
  url: (row: ProjectRow, _: unknown, context: Context) => `${web}${projectPath(context, row)}`,
  resourcePath: (row: ProjectRow, _: unknown, context: Context) => projectPath(context, row),
  field(row: ProjectRow, args: { name: string }, context: Context) {
    const found = context.store.fieldByName(row.id, args.name);
    return found && shownField(found);
  },
  fields: (row: ProjectRow, args: PageArgs, context: Context) =>
    connection(context, context.store.fieldsOf(row.id), args, { keyOf: (field) => field.id, show: shownField }),
  items(row: ProjectRow, args: PageArgs & { query?: string | null }, context: Context) {
    const wanted = statusWanted(args.query ?? "");
    const rows = context.store
      .itemsOf(row.id)
      .filter(
        (item) =>
          arrived(context, "project-items", item.createdAt) && (wanted === null || statusOf(context, item) === wanted),
      );
    return connection(context, rows, args, { keyOf: (item) => item.id, show: shownItem });
  },
  views: (_: ProjectRow, args: PageArgs, context: Context) => emptyConnection(context, args),
  view: () => null,
  workflows: (_: ProjectRow, args: PageArgs, context: Context) => emptyConnection(context, args),
  workflow: () => null,
  repositories: (_: ProjectRow, args: PageArgs, context: Context) => emptyConnection(context, args),
  teams: (_: ProjectRow, args: PageArgs, context: Context) => emptyConnection(context, args),
  statusUpdates: (row: ProjectRow, args: PageArgs & OrderArgs, context: Context) =>
    statusUpdatePage(context, row, args),
  viewerCanUpdate: (row: ProjectRow, _: unknown, context: Context) =>
    hasProjectAccess(context.store, context.viewer, row, "write"),
  viewerCanClose: (row: ProjectRow, _: unknown, context: Context) =>
    hasProjectAccess(context.store, context.viewer, row, "admin"),
  viewerCanReopen: (row: ProjectRow, _: unknown, context: Context) =>
    hasProjectAccess(context.store, context.viewer, row, "admin"),
};

export const fieldFields: Fields = {
  id: (row: FieldRow) => row.id,
  databaseId: (row: FieldRow) => row.databaseId,
  name: (row: FieldRow) => row.name,
  dataType: (row: FieldRow) => row.dataType,
  createdAt: (row: FieldRow) => row.createdAt,
  updatedAt: (row: FieldRow) => row.updatedAt,
  project: (row: FieldRow, _: unknown, context: Context) => shownProject(context, row.project),
};

export const singleSelectFields: Fields = {
  ...fieldFields,
  options: (row: FieldRow, args: { names?: readonly string[] | null }) =>
    row.options
      .filter((option) => args.names?.includes(option.name) ?? true)
      .map((option) => ({ ...option, nameHTML: option.name, descriptionHTML: option.description })),
};

export const iterationFields: Fields = {
  ...fieldFields,
  configuration(row: FieldRow, _: unknown, context: Context) {
    const today = context.world.clock.now().slice(0, 10);
    const all = row.iterations.map((iteration) => ({ ...iteration, titleHTML: iteration.title }));
    const isOver = (iteration: { startDate: string; duration: number }) => dayAfter(iteration) <= today;
    return {
      duration: row.iterations[0]?.duration ?? 14,
      startDay: weekday(row.iterations[0]?.startDate ?? row.createdAt),
      iterations: all.filter((iteration) => !isOver(iteration)),
      completedIterations: all.filter(isOver),
    };
  },
};

export const itemFields: Fields = {
  id: (row: ProjectItemRow) => row.id,
  databaseId: (row: ProjectItemRow) => row.databaseId,
  fullDatabaseId: (row: ProjectItemRow) => String(row.databaseId),
  createdAt: (row: ProjectItemRow) => row.createdAt,
  updatedAt: (row: ProjectItemRow) => row.updatedAt,
  isArchived: (row: ProjectItemRow) => row.archived,
  creator: (row: ProjectItemRow, _: unknown, context: Context) => shownAccount(context, row.creator),
  project: (row: ProjectItemRow, _: unknown, context: Context) => shownProject(context, row.project),
  content: (row: ProjectItemRow, _: unknown, context: Context) => contentOf(context, row),
  type(row: ProjectItemRow, _: unknown, context: Context) {
    const names: Readonly<Record<string, string>> = {
      DraftIssue: "DRAFT_ISSUE",
      Issue: "ISSUE",
      PullRequest: "PULL_REQUEST",
    };
    return names[contentOf(context, row)?.__typename ?? ""] ?? "REDACTED";
  },
  fieldValueByName(row: ProjectItemRow, args: { name: string }, context: Context) {
    const field = context.store.fieldByName(row.project, args.name);
    return field && valueOn(context, row, field);
  },
  fieldValues(row: ProjectItemRow, args: PageArgs, context: Context) {
    const values = context.store.fieldsOf(row.project).map((field) => ({ field, value: valueOn(context, row, field) }));
    const rows = values.filter(({ value }) => value !== null);
    return connection(context, rows, args, { keyOf: ({ field }) => field.id, show: ({ value }) => value });
  },
};

export const draftFields: Fields = {
  id: (row: ProjectItemRow) => row.id.replace(/^PVTI_/, "DI_"),
  title: (row: ProjectItemRow) => row.draftTitle ?? "",
  body: () => "",
  bodyText: () => "",
  createdAt: (row: ProjectItemRow) => row.createdAt,
  updatedAt: (row: ProjectItemRow) => row.updatedAt,
  creator: (row: ProjectItemRow, _: unknown, context: Context) => shownAccount(context, row.creator),
};

/** The only filter that is covered: `status:Lead` or `status:"Qualified lead"`. Null: no filter. */
function statusWanted(query: string): string | null {
  if (query.trim() === "") return null;
  const found = /^\s*status:(?:"([^"]*)"|(\S+))\s*$/i.exec(query);
  if (!found) throw new SandboxError("UNPROCESSABLE", `The sandbox does not cover the filter ${query}`);
  return (found[1] ?? found[2] ?? "").toLowerCase();
}

function statusOf(context: Context, item: ProjectItemRow): string | null {
  const field = context.store.fieldByName(item.project, "Status");
  const value = field && item.values.get(field.id)?.value;
  const id: Id | null = value?.kind === "single-select" ? value.optionId : null;
  return field?.options.find((option) => option.id === id)?.name.toLowerCase() ?? null;
}

function projectPath(context: Context, row: ProjectRow): string {
  const owner = context.store.accounts.get(row.owner)!;
  return `/${owner.kind === "Organization" ? "orgs" : "users"}/${owner.login}/projects/${row.number}`;
}

/** Monday is 1, Sunday 7: "The iteration's start day of the week"; which day counts as the first is unverified. */
function weekday(date: string): number {
  return new Date(`${date.slice(0, 10)}T00:00:00Z`).getUTCDay() || 7;
}

function dayAfter(iteration: { readonly startDate: string; readonly duration: number }): string {
  const start = Date.parse(`${iteration.startDate}T00:00:00Z`);
  return new Date(start + iteration.duration * 86_400_000).toISOString().slice(0, 10);
}
