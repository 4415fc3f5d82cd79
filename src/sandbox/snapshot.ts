/**
 * Everything that is so on this GitHub, as JSON in a stable order, with names in place of ids, for comparing two runs.
 * Ids and integers are left out, times too unless asked for: two runs that end alike must compare equal even when ids
 * were handed out in another order.
 */
import type { NewValue } from "./ops-items.ts";
import type { FieldRow, Id, IssueRow, ProjectItemRow, ProjectRow, RepositoryRow } from "./rows.ts";
import type { Store } from "./store.ts";

export interface SnapshotOptions {
  /** With the times at which issues and comments were made and closed. */
  readonly times?: boolean;
  /** `title`: issues are named by title and listed by it, so that runs which opened them in another order are equal. */
  readonly names?: "number" | "title";
}

interface View {
  readonly store: Store;
  readonly times: boolean;
  readonly byTitle: boolean;
}

/** A snapshot: plain JSON. */
export function snapshotOf(store: Store, options: SnapshotOptions = {}): unknown {
  const view: View = { store, times: options.times ?? false, byTitle: options.names === "title" };
  const accounts = [...store.accounts.values()].filter((row) => !row.deleted);
  return {
    accounts: accounts.map((row) => loginOf(store, row.id)).sort(byCodeUnit),
    repositories: table([...store.repositories.values()].map((row) => [nameOf(store, row), showRepository(view, row)])),
    projects: table([...store.projects.values()].map((row) => [projectName(store, row), showProject(view, row)])),
  };
}

function showRepository(view: View, row: RepositoryRow): unknown {
  const { store } = view;
  const issues = store.issuesOf(row.id).map((issue) => showIssue(view, issue));
  return {
    visibility: row.visibility,
    archived: row.archived,
    files: table([...row.files]),
    ...discussionsIn(view, row),
    labels: table(store.labelsOf(row.id).map(({ name, color, description }) => [name, { color, description }])),
    issues: view.byTitle ? issues.sort((one, other) => byCodeUnit(JSON.stringify(one), JSON.stringify(other))) : issues,
  };
}

function showIssue(view: View, issue: IssueRow): unknown {
  const { store, times } = view;
  const ref = (id: Id | null) => (id === null ? null : refOf(view, id));
  const subIssues = issue.subIssues.map((id) => refOf(view, id));
  return {
    ref: ref(issue.id),
    title: issue.title,
    body: issue.body ?? "",
    author: loginOf(store, issue.author),
    state: issue.state,
    stateReason: issue.stateReason,
    duplicateOf: ref(issue.duplicateOf),
    locked: issue.locked,
    labels: issue.labels.map((id) => store.labels.get(id)!.name).sort(byCodeUnit),
    assignees: issue.assignees.map((id) => loginOf(store, id)).sort(byCodeUnit),
    milestone: issue.milestone === null ? null : store.milestones.get(issue.milestone)!.title,
    parent: ref(issue.parent),
    subIssues: view.byTitle ? subIssues.sort(byCodeUnit) : subIssues,
    ...(issue.blockedBy.length === 0
      ? {}
      : { blockedBy: issue.blockedBy.map((id) => refOf(view, id)).sort(byCodeUnit) }),
    comments: store.commentsOf(issue.id).map((comment) => ({
      author: loginOf(store, comment.author),
      body: comment.body,
      ...(times ? { createdAt: comment.createdAt } : {}),
    })),
    ...(times ? { createdAt: issue.createdAt, closedAt: issue.closedAt } : {}),
  };
}

function showProject(view: View, row: ProjectRow): unknown {
  const { store } = view;
  const items = store.itemsOf(row.id).map((item) => showItem(view, item));
  return {
    title: row.title,
    public: row.public,
    closed: row.closed,
    ...statusUpdatesOn(view, row),
    fields: store
      .fieldsOf(row.id)
      .map((field) => ({ name: field.name, type: field.dataType, choices: choicesOf(field) })),
    items: items.sort((one, other) => byCodeUnit(JSON.stringify(one), JSON.stringify(other))),
  };
}

/** Nothing where there are none, so that snapshots of before stay as they were. */
function discussionsIn({ store }: View, { id }: RepositoryRow): { readonly discussions?: unknown } {
  const rows = [...store.discussions.values()].filter(({ repository }) => repository === id);
  if (rows.length === 0) return {};
  const shown = rows.map(({ title, body, author, category, closed }) => {
    return { title, body, author: loginOf(store, author), category: store.categories.get(category)!.name, closed };
  });
  return { discussions: shown.sort((one, other) => byCodeUnit(JSON.stringify(one), JSON.stringify(other))) };
}

function statusUpdatesOn({ store }: View, { id }: ProjectRow): { readonly statusUpdates?: unknown } {
  const rows = [...store.statusUpdates.values()].filter(({ project }) => project === id);
  if (rows.length === 0) return {};
  const shown = rows.map(({ body, status, creator }) => ({ body, status, creator: loginOf(store, creator) }));
  return { statusUpdates: shown.sort((one, other) => byCodeUnit(JSON.stringify(one), JSON.stringify(other))) };
}

function showItem(view: View, item: ProjectItemRow): unknown {
  const { store } = view;
  const values = [...item.values].map(([id, { value }]): [string, unknown] => {
    const field = store.fields.get(id)!;
    return [field.name, plain(field, value)];
  });
  const content = item.content === null ? `draft: ${item.draftTitle}` : refOf(view, item.content);
  return { content, archived: item.archived, values: table(values) };
}

function choicesOf(field: FieldRow): readonly string[] {
  return [...field.options.map((option) => option.name), ...field.iterations.map((iteration) => iteration.title)];
}

function plain(field: FieldRow, value: NewValue): unknown {
  if (value.kind === "single-select") return field.options.find((option) => option.id === value.optionId)?.name ?? null;
  if (value.kind === "iteration") return field.iterations.find((one) => one.id === value.iterationId)?.title ?? null;
  if (value.kind === "date") return value.date;
  return value.kind === "number" ? value.number : value.text;
}

function refOf(view: View, id: Id): string {
  const issue = view.store.issues.get(id)!;
  const repository = nameOf(view.store, view.store.repositories.get(issue.repository)!);
  const name = view.byTitle ? `${repository}: ${issue.title}` : `${repository}#${issue.number}`;
  return issue.deleted ? `${name} (gone)` : name;
}

function nameOf(store: Store, row: RepositoryRow): string {
  return `${loginOf(store, row.owner)}/${row.name}`;
}

function projectName(store: Store, row: ProjectRow): string {
  return `${loginOf(store, row.owner)}/${row.number}`;
}

function loginOf(store: Store, id: Id): string {
  const account = store.accounts.get(id);
  if (!account || account.deleted) return "ghost";
  return account.kind === "Bot" ? `${account.login}[bot]` : account.login;
}

/** An object whose keys are in order. */
function table(entries: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...entries].sort(([one], [other]) => byCodeUnit(one, other)));
}

/** No locale of a machine has a say. */
function byCodeUnit(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
