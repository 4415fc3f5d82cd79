/**
 * What the sandbox's GitHub keeps: plain rows in maps, keyed by node id. No row knows how it is shown; GraphQL, REST
 * and webhooks each render from here. Times are UTC text to the second, as GitHub writes them.
 */

import type { CommitRow } from "./rows-files.ts";

export type Id = string;

export interface AccountRow {
  readonly kind: "User" | "Bot" | "Organization";
  readonly id: Id;
  readonly databaseId: number;
  /** A Bot's is kept without `[bot]`: GraphQL shows it so, REST and webhooks add the suffix. */
  login: string;
  name: string | null;
  /** Deleted accounts show as null actors in GraphQL and as null users in REST. */
  deleted: boolean;
  createdAt: string;
}

export interface TeamRow {
  readonly id: Id;
  readonly databaseId: number;
  readonly org: Id;
  slug: string;
  name: string;
  members: Id[];
}

export interface RepositoryRow {
  readonly id: Id;
  readonly databaseId: number;
  owner: Id;
  name: string;
  visibility: "public" | "internal" | "private";
  archived: boolean;
  createdAt: string;
  updatedAt: string;
  defaultBranch: string;
  /** Path to content at the default branch. */
  files: Map<string, string>;
  /** Newest commit of the default branch that was asked for or written; see commits.ts. */
  head: string | null;
  /** Other branches: name to commit. */
  branches: Map<string, string>;
  /** By id. */
  commits: Map<string, CommitRow>;
  /** Account id to role; organisation members not listed get `memberRole`. */
  collaborators: Map<Id, Role>;
  memberRole: Role;
  nextNumber: number;
}

export type Role = "none" | "read" | "triage" | "write" | "maintain" | "admin";

export interface LabelRow {
  readonly id: Id;
  readonly databaseId: number;
  readonly repository: Id;
  name: string;
  color: string;
  description: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface MilestoneRow {
  readonly id: Id;
  readonly databaseId: number;
  readonly repository: Id;
  readonly number: number;
  title: string;
  state: "OPEN" | "CLOSED";
  dueOn: string | null;
  createdAt: string;
  closedAt: string | null;
}

export interface IssueRow {
  readonly id: Id;
  readonly databaseId: number;
  repository: Id;
  number: number;
  title: string;
  body: string | null;
  /** Account id; the account may be deleted. */
  author: Id;
  /** The App that wrote it, when it came through an installation token. */
  viaApp: Id | null;
  state: "OPEN" | "CLOSED";
  stateReason: "COMPLETED" | "NOT_PLANNED" | "DUPLICATE" | "REOPENED" | null;
  duplicateOf: Id | null;
  isPullRequest: boolean;
  locked: boolean;
  labels: Id[];
  assignees: Id[];
  milestone: Id | null;
  parent: Id | null;
  subIssues: Id[];
  /** Issues that this one waits for, in the order they were named; each has this one among its `blocking`. */
  blockedBy: Id[];
  blocking: Id[];
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedBy: Id | null;
  /** Deleted issues stay as rows so that late webhooks can name them; every read says not found. */
  deleted: boolean;
}

export interface CommentRow {
  readonly id: Id;
  readonly databaseId: number;
  /** Another one after a transfer. */
  issue: Id;
  author: Id;
  viaApp: Id | null;
  body: string;
  createdAt: string;
  updatedAt: string;
  lastEditedAt: string | null;
  deleted: boolean;
}

/** One timeline entry. `type` is GraphQL's type name; `data` holds what that type shows beyond id, actor and time. */
export interface EventRow {
  readonly id: Id;
  readonly databaseId: number;
  /** Another one after a transfer. */
  issue: Id;
  readonly type: string;
  readonly actor: Id | null;
  readonly createdAt: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One version of a body, kept when it is edited; the first is the text it was written with. */
export interface EditRow {
  readonly id: Id;
  readonly editor: Id;
  readonly editedAt: string;
  readonly body: string;
}

export interface ProjectRow {
  readonly id: Id;
  readonly databaseId: number;
  /** Organisation or user. */
  readonly owner: Id;
  readonly number: number;
  title: string;
  public: boolean;
  closed: boolean;
  createdAt: string;
  updatedAt: string;
  fields: Id[];
  items: Id[];
  /** Account id to access; organisation members not listed get `memberAccess`. */
  collaborators: Map<Id, ProjectAccess>;
  memberAccess: ProjectAccess;
}

export type ProjectAccess = "none" | "read" | "write" | "admin";

export interface FieldRow {
  readonly id: Id;
  readonly databaseId: number;
  readonly project: Id;
  name: string;
  /** GraphQL's ProjectV2FieldType. */
  dataType: string;
  options: { id: string; name: string; color: string; description: string }[];
  iterations: { id: string; title: string; startDate: string; duration: number }[];
  createdAt: string;
  updatedAt: string;
}

export interface ProjectItemRow {
  readonly id: Id;
  readonly databaseId: number;
  readonly project: Id;
  /** Issue, or null for a draft. */
  content: Id | null;
  draftTitle: string | null;
  creator: Id;
  archived: boolean;
  createdAt: string;
  updatedAt: string;
  /** By field id. */
  values: Map<Id, FieldValueRow>;
}

export interface FieldValueRow {
  readonly id: Id;
  value:
    | { kind: "single-select"; optionId: string }
    | { kind: "iteration"; iterationId: string }
    | { kind: "date"; date: string }
    | { kind: "number"; number: number }
    | { kind: "text"; text: string };
  creator: Id;
  createdAt: string;
  updatedAt: string;
}

export interface AppRow {
  readonly id: Id;
  readonly databaseId: number;
  slug: string;
  name: string;
  owner: Id;
  /** The Bot account that writes for it. */
  bot: Id;
  /** SPKI PEM. */
  publicKey: string;
  webhookSecret: string;
  /** OpenAPI's snake_case keys: `issues: "write"`. */
  permissions: Record<string, string>;
  events: string[];
}

export interface InstallationRow {
  readonly databaseId: number;
  readonly app: Id;
  /** Organisation or user. */
  readonly account: Id;
  repositories: "all" | Id[];
  permissions: Record<string, string>;
  suspended: boolean;
}

export type TokenRow =
  | { readonly kind: "user"; readonly token: string; readonly account: Id; readonly scopes: readonly string[] }
  | {
      readonly kind: "installation";
      readonly token: string;
      readonly installation: number;
      readonly expiresAt: string;
      readonly permissions: Readonly<Record<string, string>>;
      /** Null: all that the installation covers. */
      readonly repositories: readonly Id[] | null;
    }
  /** A workflow's GITHUB_TOKEN: one repository, writes as github-actions[bot], cannot see Projects. */
  | { readonly kind: "workflow"; readonly token: string; readonly repository: Id };
