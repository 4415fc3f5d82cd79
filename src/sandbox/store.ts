/**
 * Everything the sandbox's GitHub keeps, in maps by node id, with the indexes that make look-ups quick. It knows no
 * rules and announces nothing: only ops put rows in, change them and take them out.
 */
import { createIds, type Ids } from "./ids.ts";
import type {
  AccountRow,
  AppRow,
  CommentRow,
  EditRow,
  EventRow,
  FieldRow,
  Id,
  InstallationRow,
  IssueRow,
  LabelRow,
  MilestoneRow,
  ProjectItemRow,
  ProjectRow,
  RepositoryRow,
  TeamRow,
  TokenRow,
} from "./rows.ts";
import type { CheckRow, PullRow } from "./rows-files.ts";
import type { CategoryRow, DiscussionRow, StatusUpdateRow } from "./rows-posts.ts";
import type { SandboxClock } from "./sandbox.ts";
import { createIndex, type Put, puts, type Take, takes } from "./store-index.ts";
import { lookups } from "./store-lookups.ts";

/** Everything the sandbox's GitHub keeps. */
export interface Store {
  readonly seed: number;
  readonly ids: Ids;
  readonly accounts: Map<Id, AccountRow>;
  readonly teams: Map<Id, TeamRow>;
  readonly repositories: Map<Id, RepositoryRow>;
  readonly labels: Map<Id, LabelRow>;
  readonly milestones: Map<Id, MilestoneRow>;
  readonly issues: Map<Id, IssueRow>;
  readonly comments: Map<Id, CommentRow>;
  readonly events: Map<Id, EventRow>;
  readonly projects: Map<Id, ProjectRow>;
  readonly fields: Map<Id, FieldRow>;
  readonly items: Map<Id, ProjectItemRow>;
  readonly apps: Map<Id, AppRow>;
  /** By the installation's integer. */
  readonly installations: Map<number, InstallationRow>;
  /** By the token's text. */
  readonly tokens: Map<string, TokenRow>;
  /** Organisation to its people. */
  readonly memberships: Map<Id, Map<Id, "member" | "admin">>;
  /** By the issue that a pull request also is; those placed without a branch have none. */
  readonly pulls: Map<Id, PullRow>;
  /** By the run's integer. */
  readonly checks: Map<number, CheckRow>;
  /** Versions of an edited body, oldest first, by issue or comment. */
  readonly edits: Map<Id, EditRow[]>;
  /** Categories of discussions. */
  readonly categories: Map<Id, CategoryRow>;
  readonly discussions: Map<Id, DiscussionRow>;
  readonly statusUpdates: Map<Id, StatusUpdateRow>;

  /** Without regard to case; a Bot answers to `slug[bot]` only. Deleted accounts are not found. */
  accountByLogin(login: string): AccountRow | null;
  repositoryByName(owner: string, name: string): RepositoryRow | null;
  repositoryByDatabaseId(databaseId: number): RepositoryRow | null;
  /** Oldest first. */
  repositoriesOf(owner: Id): readonly RepositoryRow[];
  /** Null when there is none or it was deleted. */
  issueByNumber(repository: Id, number: number): IssueRow | null;
  issueByDatabaseId(databaseId: number): IssueRow | null;
  /** By number, without deleted ones, with pull requests. */
  issuesOf(repository: Id): readonly IssueRow[];
  labelsOf(repository: Id): readonly LabelRow[];
  /** Without regard to case. */
  labelByName(repository: Id, name: string): LabelRow | null;
  milestonesOf(repository: Id): readonly MilestoneRow[];
  commentByDatabaseId(databaseId: number): CommentRow | null;
  /** Oldest first, without deleted ones. */
  commentsOf(issue: Id): readonly CommentRow[];
  /** Events and comments, oldest first. */
  timelineOf(issue: Id): readonly (EventRow | CommentRow)[];
  projectByNumber(owner: Id, number: number): ProjectRow | null;
  /** By number. */
  projectsOf(owner: Id): readonly ProjectRow[];
  fieldsOf(project: Id): readonly FieldRow[];
  fieldByName(project: Id, name: string): FieldRow | null;
  /** By position. */
  itemsOf(project: Id): readonly ProjectItemRow[];
  /** One issue's cards, oldest first. */
  itemsOfIssue(issue: Id): readonly ProjectItemRow[];
  teamsOf(org: Id): readonly TeamRow[];
  teamBySlug(org: Id, slug: string): TeamRow | null;
  appBySlug(slug: string): AppRow | null;

  /** For ops only: put a row in and keep the indexes right. */
  readonly put: Put;
  /** For ops only. */
  readonly take: Take;
}

/** Makes an empty store. The same seed and the same order of writes give the same ids. */
export function createStore(options: { readonly seed: number; readonly clock: SandboxClock }): Store {
  const rows = {
    accounts: new Map<Id, AccountRow>(),
    teams: new Map<Id, TeamRow>(),
    repositories: new Map<Id, RepositoryRow>(),
    labels: new Map<Id, LabelRow>(),
    milestones: new Map<Id, MilestoneRow>(),
    issues: new Map<Id, IssueRow>(),
    comments: new Map<Id, CommentRow>(),
    events: new Map<Id, EventRow>(),
    projects: new Map<Id, ProjectRow>(),
    fields: new Map<Id, FieldRow>(),
    items: new Map<Id, ProjectItemRow>(),
    apps: new Map<Id, AppRow>(),
    installations: new Map<number, InstallationRow>(),
    tokens: new Map<string, TokenRow>(),
    memberships: new Map<Id, Map<Id, "member" | "admin">>(),
    pulls: new Map<Id, PullRow>(),
    checks: new Map<number, CheckRow>(),
    edits: new Map<Id, EditRow[]>(),
    categories: new Map<Id, CategoryRow>(),
    discussions: new Map<Id, DiscussionRow>(),
    statusUpdates: new Map<Id, StatusUpdateRow>(),
  };
  const index = createIndex();
  return {
    seed: options.seed,
    ids: createIds(options.seed),
    ...rows,
    ...lookups(rows, index),
    put: puts(rows, index),
    take: takes(rows, index),
  };
}
