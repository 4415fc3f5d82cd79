/**
 * What GitHub says happened to one issue. A fact is never inferred and never changed; a history is facts, oldest
 * first. Board columns are names, because GitHub's events carry names and not ids.
 */
import type { NodeId } from "./key.ts";
import type { Instant } from "./time.ts";

/** Who did something. `login` has no `[bot]` suffix for a Bot, as in GraphQL. */
export interface Actor {
  readonly id: NodeId;
  readonly login: string;
  readonly kind: "User" | "Bot" | "Mannequin" | "Organization" | "EnterpriseUserAccount";
}

interface Happened {
  /** GitHub's node id of the event; the issue's or comment's own id where there is no event. */
  readonly id: string;
  readonly at: Instant;
  /** null: the account was deleted. */
  readonly actor: Actor | null;
}

/** One thing GitHub says happened. */
export type Fact = Happened &
  (
    | { readonly kind: "opened" }
    | { readonly kind: "closed"; readonly reason: "completed" | "not-planned" | "duplicate" | null }
    | { readonly kind: "reopened" }
    | { readonly kind: "labeled"; readonly label: string }
    | { readonly kind: "unlabeled"; readonly label: string }
    | { readonly kind: "added-to-board"; readonly project: NodeId | null; readonly automated: boolean }
    | { readonly kind: "removed-from-board"; readonly project: NodeId | null; readonly automated: boolean }
    | {
        readonly kind: "board-status";
        readonly project: NodeId | null;
        readonly from: string;
        readonly to: string;
        readonly automated: boolean;
      }
    | { readonly kind: "sub-issue-added"; readonly issue: LinkedIssue | null }
    | { readonly kind: "sub-issue-removed"; readonly issue: LinkedIssue | null }
    | { readonly kind: "transferred"; readonly from: string | null }
    | { readonly kind: "assigned"; readonly login: string | null }
    | { readonly kind: "unassigned"; readonly login: string | null }
    | { readonly kind: "milestoned"; readonly milestone: string }
    | { readonly kind: "demilestoned"; readonly milestone: string }
    | { readonly kind: "renamed"; readonly from: string; readonly to: string }
  );

/** An issue as another issue's timeline or sub-issue list shows it. */
export interface LinkedIssue {
  readonly id: NodeId;
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly url: string;
  readonly state: "open" | "closed";
  readonly stateReason: "completed" | "not-planned" | "duplicate" | null;
  readonly createdAt: Instant;
  readonly closedAt: Instant | null;
  readonly author: Actor | null;
}
