/**
 * Everything that is so on this GitHub, as JSON in a stable order, with names in place of ids, for comparing two runs.
 * Ids and integers are left out, times too unless asked for: two runs that end alike must compare equal even when
 * things were made in another order.
 */

import type { NewValue } from "./ops-items.ts";
import type { FieldRow, Id, IssueRow, ProjectItemRow, ProjectRow, RepositoryRow } from "./rows.ts";
import type { Store } from "./store.ts";

/** A snapshot: plain JSON. `times`: with `createdAt` of issues and comments. */
export function snapshotOf(store: Store, options: { readonly times: boolean } = { times: false }): unknown {
  return {
    accounts: sorted([...store.accounts.values()].filter((row) => !row.deleted).map((row) => loginOf(store, row.id))),
    repositories: Object.fromEntries(
      sortedBy([...store.repositories.values()], (row) => nameOf(store, row)).map((row) => [
        nameOf(store, row),
        repositoryOf(store, row, options.times),
      ]),
    ),
    projects: Object.fromEntries(
      sortedBy([...store.projects.values()], (row) => projectName(store, row)).map((row) => [
        projectName(store, row),
        projectOf(store, row),
      ]),
    ),
  };
}

function repositoryOf(store: Store, row: RepositoryRow, times: boolean): unknown {
  const labels = sortedBy(store.labelsOf(row.id), (label) => label.name);
  return {
    visibility: row.visibility,
    archived: row.archived,
    files: Object.fromEntries(sortedBy([...row.files], ([path]) => path)),
    labels: Object.fromEntries(labels.map(({ name, color, description }) => [name, { color, description }])),
    issues: store.issuesOf(row.id).map((issue) => issueOf(store, issue, times)),
  };
}

function issueOf(store: Store, issue: IssueRow, times: boolean): unknown {
  const ref = (id: Id | null) => (id === null ? null : refOf(store, id));
  return {
    ref: ref(issue.id),
    title: issue.title,
    body: issue.body ?? "",
    author: loginOf(store, issue.author),
    state: issue.state,
    stateReason: issue.stateReason,
    duplicateOf: ref(issue.duplicateOf),
    locked: issue.locked,
    labels: sorted(issue.labels.map((id) => store.labels.get(id)!.name)),
    assignees: sorted(issue.assignees.map((id) => loginOf(store, id))),
    milestone: issue.milestone === null ? null : store.milestones.get(issue.milestone)!.title,
    parent: ref(issue.parent),
    subIssues: issue.subIssues.map((id) => ref(id)),
    comments: store.commentsOf(issue.id).map((comment) => ({
      author: loginOf(store, comment.author),
      body: comment.body,
      ...(times ? { createdAt: comment.createdAt } : {}),
    })),
    ...(times ? { createdAt: issue.createdAt, closedAt: issue.closedAt } : {}),
  };
}

function projectOf(store: Store, row: ProjectRow): unknown {
  const items = sortedBy(store.itemsOf(row.id), (item) => itemName(store, item));
  return {
    title: row.title,
    public: row.public,
    closed: row.closed,
    fields: Object.fromEntries(
      store.fieldsOf(row.id).map((field) => [field.name, { type: field.dataType, choices: choicesOf(field) }]),
    ),
    items: items.map((item) => ({
      content: itemName(store, item),
      archived: item.archived,
      values: Object.fromEntries(
        sortedBy(
          [...item.values].map(([id, { value }]) => [store.fields.get(id)!.name, plain(store.fields.get(id)!, value)]),
          ([name]) => String(name),
        ),
      ),
    })),
  };
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

function itemName(store: Store, item: ProjectItemRow): string {
  return item.content === null ? `draft: ${item.draftTitle}` : refOf(store, item.content);
}

function refOf(store: Store, id: Id): string {
  const issue = store.issues.get(id)!;
  return `${nameOf(store, store.repositories.get(issue.repository)!)}#${issue.number}${issue.deleted ? " (gone)" : ""}`;
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

function sorted(texts: readonly string[]): readonly string[] {
  return sortedBy(texts, (text) => text);
}

/** By code unit, so that no locale of a machine has a say. */
function sortedBy<Row>(rows: readonly Row[], key: (row: Row) => string): readonly Row[] {
  return [...rows].sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}
