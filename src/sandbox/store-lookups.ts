/**
 * The look-ups of a store, by the names that people and clients use. They read tables and indexes and change nothing.
 */
import type { CommentRow, Id, IssueRow, RepositoryRow } from "./rows.ts";
import type { Store } from "./store.ts";
import type { Index, Rows } from "./store-index.ts";

type BoardLookups = Pick<
  Store,
  "projectByNumber" | "projectsOf" | "fieldsOf" | "fieldByName" | "itemsOf" | "itemsOfIssue"
>;
type AccountLookups = Pick<Store, "accountByLogin" | "teamsOf" | "teamBySlug" | "appBySlug">;
type RepositoryLookups = Pick<
  Store,
  | "repositoryByName"
  | "repositoryByDatabaseId"
  | "repositoriesOf"
  | "issueByNumber"
  | "issueByDatabaseId"
  | "issuesOf"
  | "labelsOf"
  | "labelByName"
  | "milestonesOf"
  | "commentByDatabaseId"
  | "commentsOf"
  | "timelineOf"
>;

/** The look-ups of a store. */
export function lookups(rows: Rows, index: Index): AccountLookups & RepositoryLookups & BoardLookups {
  return { ...accountLookups(rows, index), ...repositoryLookups(rows, index), ...boardLookups(rows, index) };
}

function accountLookups(rows: Rows, index: Index): AccountLookups {
  return {
    accountByLogin: (login) => alive(index.logins.get(login.toLowerCase())),
    teamsOf: (org) => [...rows.teams.values()].filter((row) => row.org === org),
    teamBySlug: (org, slug) => [...rows.teams.values()].find((row) => row.org === org && row.slug === slug) ?? null,
    appBySlug: (slug) => [...rows.apps.values()].find((row) => row.slug === slug) ?? null,
  };
}

function repositoryLookups(rows: Rows, index: Index): RepositoryLookups {
  const within = (map: Map<Id, { readonly databaseId: number }>, found: { id: Id } | undefined) =>
    found !== undefined && map.has(found.id);
  return {
    repositoryByName: (owner, name) => index.repositoryNames.get(`${owner}/${name}`.toLowerCase()) ?? null,
    repositoryByDatabaseId(databaseId) {
      const row = index.integers.get(databaseId);
      return within(rows.repositories, row) ? (row as RepositoryRow) : null;
    },
    repositoriesOf: (owner) => [...rows.repositories.values()].filter((row) => row.owner === owner),
    issueByNumber: (repository, number) => alive(index.issues.get(repository)?.get(number)),
    issueByDatabaseId(databaseId) {
      const row = index.integers.get(databaseId);
      return within(rows.issues, row) ? alive(row as IssueRow) : null;
    },
    issuesOf: (repository) => [...(index.issues.get(repository)?.values() ?? [])].filter((row) => !row.deleted),
    labelsOf: (repository) => index.labels.get(repository) ?? [],
    labelByName(repository, name) {
      const wanted = name.toLowerCase();
      return index.labels.get(repository)?.find((row) => row.name.toLowerCase() === wanted) ?? null;
    },
    milestonesOf: (repository) => index.milestones.get(repository) ?? [],
    commentByDatabaseId(databaseId) {
      const row = index.integers.get(databaseId);
      return within(rows.comments, row) ? alive(row as CommentRow) : null;
    },
    commentsOf: (issue) => index.comments.get(issue) ?? [],
    timelineOf: (issue) => index.timelines.get(issue) ?? [],
  };
}

function boardLookups(rows: Rows, index: Index): BoardLookups {
  return {
    projectByNumber: (owner, number) =>
      [...rows.projects.values()].find((row) => row.owner === owner && row.number === number) ?? null,
    projectsOf: (owner) => [...rows.projects.values()].filter((row) => row.owner === owner),
    fieldsOf: (project) => present(rows.projects.get(project)?.fields ?? [], rows.fields),
    fieldByName(project, name) {
      const wanted = name.toLowerCase();
      const id = rows.projects.get(project)?.fields.find((one) => rows.fields.get(one)?.name.toLowerCase() === wanted);
      return id === undefined ? null : (rows.fields.get(id) ?? null);
    },
    itemsOf: (project) => present(rows.projects.get(project)?.items ?? [], rows.items),
    itemsOfIssue: (issue) => index.issueItems.get(issue) ?? [],
  };
}

function present<Row>(ids: readonly Id[], map: Map<Id, Row>): Row[] {
  return ids.map((id) => map.get(id)).filter((row) => row !== undefined);
}

function alive<Row extends { deleted: boolean }>(row: Row | undefined): Row | null {
  return row === undefined || row.deleted ? null : row;
}
