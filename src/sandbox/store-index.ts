/**
 * The indexes of a store: rows by name, by number, by what they belong to. Kept by `put` and `take`, which ops alone
 * may call; a row changed in any other way than theirs would be found under its old name.
 */
import type {
  AccountRow,
  CommentRow,
  EventRow,
  Id,
  IssueRow,
  LabelRow,
  MilestoneRow,
  ProjectItemRow,
  ProjectRow,
  RepositoryRow,
} from "./rows.ts";
import type { Store } from "./store.ts";

/** Puts a row in and keeps the indexes right. Only ops call it. */
export interface Put {
  account(row: AccountRow): void;
  repository(row: RepositoryRow): void;
  label(row: LabelRow): void;
  milestone(row: MilestoneRow): void;
  /** Also after its repository or number changed. */
  issue(row: IssueRow): void;
  comment(row: CommentRow): void;
  event(row: EventRow): void;
  project(row: ProjectRow): void;
  item(row: ProjectItemRow): void;
}

/** Takes a row out. Only ops call it. */
export interface Take {
  label(row: LabelRow): void;
  /** Out of the list and the timeline; the row stays, marked deleted, for late look-ups by ops. */
  comment(row: CommentRow): void;
  item(row: ProjectItemRow): void;
  /** A repository's old name, before a rename. */
  repositoryName(row: RepositoryRow): void;
  /** An issue's comments, events and cards go to another issue, after a transfer. */
  belongings(from: Id, to: Id): void;
}

/** The tables that have indexes. */
export type Rows = Pick<
  Store,
  | "accounts"
  | "teams"
  | "repositories"
  | "labels"
  | "milestones"
  | "issues"
  | "comments"
  | "events"
  | "projects"
  | "fields"
  | "items"
  | "apps"
>;

/** Where to find rows by something other than their id. */
export interface Index {
  readonly logins: Map<string, AccountRow>;
  readonly repositoryNames: Map<string, RepositoryRow>;
  /** By integer, each kind in a range of its own. */
  readonly integers: Map<number, RepositoryRow | IssueRow | CommentRow>;
  readonly labels: Map<Id, LabelRow[]>;
  readonly milestones: Map<Id, MilestoneRow[]>;
  /** By number, in its order. */
  readonly issues: Map<Id, Map<number, IssueRow>>;
  readonly highestNumbers: Map<Id, number>;
  readonly comments: Map<Id, CommentRow[]>;
  readonly timelines: Map<Id, (EventRow | CommentRow)[]>;
  readonly issueItems: Map<Id, ProjectItemRow[]>;
}

/** Makes an empty index. */
export function createIndex(): Index {
  return {
    logins: new Map(),
    repositoryNames: new Map(),
    integers: new Map(),
    labels: new Map(),
    milestones: new Map(),
    issues: new Map(),
    highestNumbers: new Map(),
    comments: new Map(),
    timelines: new Map(),
    issueItems: new Map(),
  };
}

/** Puts rows in. */
export function puts(rows: Rows, index: Index): Put {
  return { ...putPlaces(rows, index), ...putIssues(rows, index) };
}

function putPlaces(rows: Rows, index: Index): Pick<Put, "account" | "repository" | "label" | "milestone" | "project"> {
  return {
    account(row) {
      rows.accounts.set(row.id, row);
      index.logins.set((row.kind === "Bot" ? `${row.login}[bot]` : row.login).toLowerCase(), row);
    },
    repository(row) {
      rows.repositories.set(row.id, row);
      index.integers.set(row.databaseId, row);
      index.repositoryNames.set(fullName(rows, row), row);
    },
    label(row) {
      rows.labels.set(row.id, row);
      listAt(index.labels, row.repository).push(row);
    },
    milestone(row) {
      rows.milestones.set(row.id, row);
      listAt(index.milestones, row.repository).push(row);
    },
    project: (row) => void rows.projects.set(row.id, row),
  };
}

function putIssues(rows: Rows, index: Index): Pick<Put, "issue" | "comment" | "event" | "item"> {
  return {
    issue(row) {
      rows.issues.set(row.id, row);
      index.integers.set(row.databaseId, row);
      const numbers = index.issues.get(row.repository) ?? new Map<number, IssueRow>();
      index.issues.set(row.repository, numbers.set(row.number, row));
      // Numbers only rise, except where a builder chooses them.
      const highest = index.highestNumbers.get(row.repository) ?? 0;
      index.highestNumbers.set(row.repository, Math.max(highest, row.number));
      if (row.number < highest) {
        index.issues.set(row.repository, new Map([...numbers].sort(([one], [other]) => one - other)));
      }
    },
    comment(row) {
      rows.comments.set(row.id, row);
      index.integers.set(row.databaseId, row);
      insertByTime(listAt(index.comments, row.issue), row);
      insertByTime(listAt(index.timelines, row.issue), row);
    },
    event(row) {
      rows.events.set(row.id, row);
      insertByTime(listAt(index.timelines, row.issue), row);
    },
    item(row) {
      rows.items.set(row.id, row);
      if (row.content !== null) listAt(index.issueItems, row.content).push(row);
    },
  };
}

/** Takes rows out. */
export function takes(rows: Rows, index: Index): Take {
  return {
    label(row) {
      rows.labels.delete(row.id);
      remove(index.labels.get(row.repository), row);
    },
    comment(row) {
      remove(index.comments.get(row.issue), row);
      remove(index.timelines.get(row.issue), row);
    },
    item(row) {
      rows.items.delete(row.id);
      if (row.content !== null) remove(index.issueItems.get(row.content), row);
      const project = rows.projects.get(row.project);
      if (project) project.items = project.items.filter((id) => id !== row.id);
    },
    repositoryName: (row) => void index.repositoryNames.delete(fullName(rows, row)),
    belongings(from, to) {
      for (const row of index.timelines.get(from) ?? []) row.issue = to;
      for (const row of index.issueItems.get(from) ?? []) row.content = to;
      hand(index.comments, from, to);
      hand(index.timelines, from, to);
      hand(index.issueItems, from, to);
    },
  };
}

function fullName(rows: Rows, row: RepositoryRow): string {
  return `${rows.accounts.get(row.owner)?.login}/${row.name}`.toLowerCase();
}

/** History may be placed out of order; equal times keep the order of writing. */
function insertByTime<Row extends { readonly createdAt: string }>(list: Row[], row: Row): void {
  let place = list.length;
  while (place > 0 && list[place - 1]!.createdAt > row.createdAt) place -= 1;
  list.splice(place, 0, row);
}

function listAt<Row>(map: Map<Id, Row[]>, key: Id): Row[] {
  const list = map.get(key) ?? [];
  if (list.length === 0) map.set(key, list);
  return list;
}

function hand<Row>(map: Map<Id, Row[]>, from: Id, to: Id): void {
  map.set(to, map.get(from) ?? []);
  map.delete(from);
}

function remove<Row>(list: Row[] | undefined, row: Row): void {
  const place = list?.indexOf(row) ?? -1;
  if (place >= 0) list?.splice(place, 1);
}
