/**
 * What the sandbox announces the moment it has happened, one event per webhook that GitHub would send. An event holds
 * the rows themselves, so that a listener can render deleted things; a listener must render before it returns, because
 * rows go on changing.
 */
import type {
  AccountRow,
  CommentRow,
  FieldRow,
  Id,
  InstallationRow,
  IssueRow,
  LabelRow,
  MilestoneRow,
  ProjectItemRow,
  ProjectRow,
  RepositoryRow,
} from "./rows.ts";
import type { CommitRow, PullRow } from "./rows-files.ts";

interface Announced {
  readonly at: string;
  /** Account id: the webhook's `sender`. */
  readonly actor: Id;
  readonly viaApp: Id | null;
}

export type SandboxEvent = Announced &
  (
    | IssueEvent
    | CommentEvent
    | LabelEvent
    | SubIssueEvent
    | DependencyEvent
    | ProjectItemEvent
    | ProjectEvent
    | InstallationEvent
    | RepositoryEvent
    | PushEvent
    | PullEvent
    | DispatchEvent
  );

/** Without `at`, `actor` and `viaApp`, which `announce` adds. */
export type Happening =
  | IssueEvent
  | CommentEvent
  | LabelEvent
  | SubIssueEvent
  | DependencyEvent
  | ProjectItemEvent
  | ProjectEvent
  | InstallationEvent
  | RepositoryEvent
  | PushEvent
  | PullEvent
  | DispatchEvent;

export type IssueEvent = { readonly name: "issues"; readonly issue: IssueRow; readonly repository: RepositoryRow } & (
  | { readonly action: "closed" | "reopened" | "deleted" | "locked" | "unlocked" }
  /** `from`: opened by a transfer. */
  | {
      readonly action: "opened";
      readonly from: { readonly issue: IssueRow; readonly repository: RepositoryRow } | null;
    }
  | { readonly action: "labeled" | "unlabeled"; readonly label: LabelRow }
  | { readonly action: "assigned" | "unassigned"; readonly assignee: AccountRow }
  | { readonly action: "milestoned" | "demilestoned"; readonly milestone: MilestoneRow }
  | {
      readonly action: "edited";
      readonly changes: {
        readonly title?: { readonly from: string };
        readonly body?: { readonly from: string | null };
      };
    }
  /** `issue` is the old row, already marked deleted; `to` is the new one. */
  | { readonly action: "transferred"; readonly to: { readonly issue: IssueRow; readonly repository: RepositoryRow } }
);

export type CommentEvent = {
  readonly name: "issue_comment";
  readonly issue: IssueRow;
  readonly comment: CommentRow;
  readonly repository: RepositoryRow;
} & (
  | { readonly action: "created" | "deleted" }
  | { readonly action: "edited"; readonly changes: { readonly body: { readonly from: string } } }
);

export type LabelEvent = {
  readonly name: "label";
  readonly label: LabelRow;
  readonly repository: RepositoryRow;
} & (
  | { readonly action: "created" | "deleted" }
  | {
      readonly action: "edited";
      readonly changes: {
        readonly name?: { readonly from: string };
        readonly color?: { readonly from: string };
        readonly description?: { readonly from: string | null };
      };
    }
);

/** Always announced as a pair: `parent_issue_*` (sent for the sub-issue's repository), then `sub_issue_*` (for the parent's). */
export interface SubIssueEvent {
  readonly name: "sub_issues";
  readonly action: "sub_issue_added" | "sub_issue_removed" | "parent_issue_added" | "parent_issue_removed";
  readonly parent: IssueRow;
  readonly subIssue: IssueRow;
  readonly parentRepository: RepositoryRow;
  readonly subIssueRepository: RepositoryRow;
}

/** Always announced as a pair: `blocked_by_*` (sent for the blocked issue's repository), then `blocking_*`. */
export interface DependencyEvent {
  readonly name: "issue_dependencies";
  readonly action: "blocked_by_added" | "blocked_by_removed" | "blocking_added" | "blocking_removed";
  readonly blocked: IssueRow;
  readonly blocking: IssueRow;
  readonly blockedRepository: RepositoryRow;
  readonly blockingRepository: RepositoryRow;
}

/** A field's value as a webhook shows it: a whole option or iteration, or the bare value. */
export type ShownValue = null | string | number | FieldRow["options"][number] | FieldRow["iterations"][number];

export type ProjectItemEvent = {
  readonly name: "projects_v2_item";
  readonly item: ProjectItemRow;
  readonly project: ProjectRow;
} & (
  | { readonly action: "created" | "deleted" }
  | { readonly action: "reordered"; readonly changes: { readonly from: Id | null; readonly to: Id | null } }
  | {
      readonly action: "archived" | "restored";
      readonly changes: { readonly archivedAt: { readonly from: string | null; readonly to: string | null } };
    }
  | { readonly action: "converted"; readonly changes: { readonly from: "DraftIssue"; readonly to: "Issue" } }
  | {
      readonly action: "edited";
      readonly changes: { readonly field: FieldRow; readonly from: ShownValue; readonly to: ShownValue };
    }
);

export interface ProjectEvent {
  readonly name: "projects_v2";
  readonly action: "created" | "edited" | "closed" | "reopened" | "deleted";
  readonly project: ProjectRow;
  /** `edited` only; empty otherwise. */
  readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
}

export type InstallationEvent =
  | {
      readonly name: "installation";
      readonly action: "created" | "deleted" | "suspend" | "unsuspend" | "new_permissions_accepted";
      readonly installation: InstallationRow;
    }
  | {
      readonly name: "installation_repositories";
      readonly action: "added" | "removed";
      readonly installation: InstallationRow;
      readonly repositories: readonly RepositoryRow[];
    };

export type RepositoryEvent = { readonly name: "repository"; readonly repository: RepositoryRow } & (
  | { readonly action: "created" | "deleted" | "archived" | "unarchived" | "publicized" | "privatized" }
  | { readonly action: "renamed"; readonly changes: { readonly name: { readonly from: string } } }
);

/** A pull request was opened, or its branch was written. */
export type PullEvent = {
  readonly name: "pull_request";
  readonly issue: IssueRow;
  readonly pull: PullRow;
  readonly repository: RepositoryRow;
} & (
  | { readonly action: "opened" }
  | { readonly action: "synchronize"; readonly before: CommitRow; readonly after: CommitRow }
);

/** Somebody asked for something by name. `action` is the name. */
export interface DispatchEvent {
  readonly name: "repository_dispatch";
  readonly action: string;
  readonly repository: RepositoryRow;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Files were written on a branch. */
export interface PushEvent {
  readonly name: "push";
  readonly action: null;
  readonly repository: RepositoryRow;
  readonly branch: string;
  /** Null: the branch is new. */
  readonly before: CommitRow | null;
  readonly after: CommitRow;
  readonly added: readonly string[];
  readonly modified: readonly string[];
  readonly removed: readonly string[];
}
