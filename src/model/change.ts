/**
 * Changes: what `plan` wants done to GitHub, each with the rule and the fact behind it, and what became of them.
 * A change is data. It never holds a function, a client or a time of its own.
 */
import type { ItemKey, NodeId } from "./key.ts";
import type { PostChange } from "./post.ts";
import type { Problem } from "./problem.ts";
import type { Field, FieldValue } from "./snapshot.ts";
import type { Instant } from "./time.ts";

/** Why a change is wanted. */
export interface Reason {
  /** Path in the config: `pipelines.leads.steps[partner-onboarding]`. */
  readonly rule: string;
  /** One sentence with who and when: `bd-lead moved the card to Partner at 2025-08-05T09:00:00Z`. Never empty. */
  readonly fact: string;
}

/** One thing to do to GitHub. Idempotent unless its kind is `create-issue`, `create-post`, `add-comment` or `call-webhook`. */
export type Change = Reason &
  (
    | {
        readonly kind: "create-label";
        readonly repository: NodeId;
        readonly repositoryName: string;
        readonly name: string;
        readonly color: string;
        readonly description: string;
      }
    | {
        readonly kind: "add-label";
        readonly issue: NodeId;
        readonly name: string /** null: made by a `create-label` of the same plan. */;
        readonly label: NodeId | null;
      }
    | { readonly kind: "remove-label"; readonly issue: NodeId; readonly name: string; readonly label: NodeId }
    | {
        readonly kind: "add-to-board";
        readonly project: NodeId;
        readonly board: string;
        readonly issue: NodeId /** Column to set on the new card; null: none. */;
        readonly status: StatusValue | null;
      }
    | {
        readonly kind: "set-status";
        readonly project: NodeId;
        readonly board: string;
        readonly card: NodeId;
        readonly status: StatusValue;
        /** Column it stood in when we read it, for people; null: none. */
        readonly from?: string | null;
      }
    | ({
        readonly kind: "edit-comment";
        readonly comment: NodeId;
        readonly key: string;
        readonly body: string /** What it said when we read it. */;
        readonly before: string;
      } & Guarded)
    | ({ readonly kind: "add-comment"; readonly issue: NodeId; readonly key: string; readonly body: string } & Guarded)
    | { readonly kind: "close-as-duplicate"; readonly issue: NodeId; readonly of: NodeId; readonly key: string }
    | { readonly kind: "close-issue"; readonly issue: NodeId; readonly as: "completed" | "not-planned" }
    /** Only to undo a closing of ours. */
    | { readonly kind: "reopen-issue"; readonly issue: NodeId }
    /** Only to undo a comment of ours. */
    | { readonly kind: "delete-comment"; readonly comment: NodeId; readonly body: string }
    | ({
        /** Title, body or both. The body is read again just before writing; if a person changed it, nothing is written. */
        readonly kind: "edit-issue";
        readonly issue: NodeId;
        readonly title: string | null;
        readonly body: string | null;
        /** What they were when we read them. */
        readonly before: { readonly title: string; readonly body: string };
      } & Guarded)
    | ({
        readonly kind: "set-field";
        readonly project: NodeId;
        readonly board: string;
        readonly card: NodeId;
        readonly field: Field;
        /** Null clears it. */
        readonly value: FieldValue | null;
        /** What it held when we read it; null: empty. */
        readonly before: FieldValue | null;
      } & Guarded)
    | { readonly kind: "assign"; readonly issue: NodeId; readonly logins: readonly string[] }
    | { readonly kind: "unassign"; readonly issue: NodeId; readonly logins: readonly string[] }
    | {
        readonly kind: "set-milestone";
        readonly issue: NodeId;
        /** Null takes it off. */
        readonly milestone: { readonly id: NodeId; readonly title: string } | null;
      }
    | {
        /** Calls a configured outgoing webhook. Not idempotent by itself: `key` goes with it, and our receipt follows. */
        readonly kind: "call-webhook";
        readonly issue: NodeId;
        readonly webhook: string;
        readonly key: string;
        /** The stored value that identifies the occasion there. */
        readonly id: string;
      }
    | PostChange
    | CreateIssue
  );

/** Opens one issue, already linked to its parent, labelled and on its boards. */
export interface CreateIssue extends Reason, Guarded {
  readonly kind: "create-issue";
  /** Idempotency key, also in the body's marker: `leads/I_1/onboarding/1` or `leads/I_1/onboarding/1/phase-2`. */
  readonly key: string;
  readonly repository: NodeId;
  readonly repositoryName: string;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly { readonly name: string; readonly label: NodeId | null }[];
  readonly assignees: readonly string[];
  /** `created`: the issue that this plan makes under that key. `none`: it stands by itself. */
  readonly parent:
    | { readonly kind: "issue"; readonly id: NodeId }
    | { readonly kind: "created"; readonly key: string }
    | { readonly kind: "none" };
  /** Boards it is put on. */
  readonly projects: readonly NodeId[];
}

/** Something that may not be for everybody. */
export interface Guarded {
  /** It may only be written while the repository or board that it goes to is not more public than this. */
  readonly onlyWhile?: "public" | "internal" | "private";
}

/** A Status option, by id as GitHub wants it written and by name as people know it. */
export interface StatusValue {
  readonly fieldId: NodeId;
  readonly optionId: string;
  readonly name: string;
}

/** What `plan` says about one item. */
export interface Plan {
  /** Null when the item belongs to no pipeline. */
  readonly pipeline: string | null;
  readonly stage: StagePlace | null;
  readonly changes: readonly Change[];
  /** What was not done and why; each is a sentence with its fact. For `explain` and `/why`. */
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
  /** When to look again without being asked; null: only when something happens. */
  readonly nextLook: Instant | null;
  /** Recurring work, by name, whose issues must be read before the plan is whole; absent: it is. */
  readonly reads?: readonly string[];
}

/** Where an item stands. */
export interface StagePlace {
  readonly id: string;
  readonly since: Instant;
  /** false: "since at least". */
  readonly exact: boolean;
  readonly fact: string;
  /** Accepted visits, oldest first; the last one is where the item stands. */
  readonly visits: readonly Visit[];
}

/** One accepted stay in a stage. */
export interface Visit {
  readonly stage: string;
  readonly entered: Instant;
  readonly exact: boolean;
  /** null while the item is still there. */
  readonly left: Instant | null;
  /** 1 for the first stay in this stage, 2 for the second. */
  readonly visit: number;
  readonly by: string | null;
  readonly fact: string;
}

/** Completes the sentence "the change was …". `unknown`: GitHub gave no answer that settles it. */
export type Outcome =
  | { readonly kind: "applied"; readonly id?: NodeId; readonly url?: string }
  | { readonly kind: "unchanged" }
  /** `until`: what stood in the way is over by then. */
  | { readonly kind: "refused"; readonly why: string; readonly until?: Instant }
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "unknown"; readonly why: string };

/** What one look at one item came to. */
export interface Reconciled {
  readonly key: ItemKey;
  /** `owner/repo#n`; null when the item is gone. */
  readonly ref: string | null;
  readonly plan: Plan | null;
  /** Who may read the item; absent when it is gone, or when no one item was looked at. */
  readonly visibility?: "public" | "internal" | "private";
  readonly done: readonly { readonly change: Change; readonly outcome: Outcome }[];
  /** Other items that deserve a look because of this one: parents of a checklist issue, and issues just made. */
  readonly also: readonly ItemKey[];
  /** When to look again; null: only when something happens. */
  readonly nextLook: Instant | null;
}
