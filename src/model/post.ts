/**
 * What is posted that is no issue: discussions and status updates of boards. They have no labels by which they could be
 * found, so ours are told by who wrote them and by the key in their text.
 */
import type { Guarded } from "./change.ts";
import type { Actor } from "./fact.ts";
import type { NodeId } from "./key.ts";
import type { OwnIssue, Read } from "./snapshot.ts";
import type { Instant } from "./time.ts";

export type PostKind = "discussion" | "status-update";

/** Where a new one goes. `name`: `owner/repo`, or the board's title, for people. */
export type PostPlace =
  | { readonly kind: "discussion"; readonly repository: NodeId; readonly category: NodeId; readonly name: string }
  | { readonly kind: "status-update"; readonly project: NodeId; readonly name: string };

export type PostChange =
  | ({
      readonly kind: "create-post";
      /** Idempotency key, also in the body's marker. */
      readonly key: string;
      readonly place: PostPlace;
      /** A status update has none. */
      readonly title: string;
      readonly body: string;
    } & Guarded)
  | ({
      readonly kind: "edit-post";
      readonly key: string;
      readonly of: PostKind;
      readonly post: NodeId;
      readonly title: string;
      readonly body: string;
    } & Guarded)
  /** Of two that say the same, ours that came later: a discussion is closed as a duplicate, a status update deleted. */
  | { readonly kind: "withdraw-post"; readonly key: string; readonly of: PostKind; readonly post: NodeId };

/** One of ours, as it stands. */
export interface PostedText {
  readonly id: NodeId;
  /** 0 where they have none: then the earlier one is the first. */
  readonly number: number;
  readonly title: string;
  readonly body: string;
  /** "" where it has no page of its own. */
  readonly url: string;
  readonly state: "open" | "closed";
  readonly stateReason: OwnIssue["stateReason"];
  /** Somebody opened it again. */
  readonly reopened?: boolean;
  readonly createdAt: Instant;
  readonly author: Actor | null;
}

/** Ours among the newest hundred of a place. */
export interface OwnPosts {
  /** Newest first. */
  readonly posts: readonly PostedText[];
  /** When there is more than was listed: when the oldest of the list was made. Null: the list is whole. */
  readonly reach: Instant | null;
}

/** What was read of the discussions of a category. */
export interface OwnDiscussions extends OwnPosts {
  /** Null: the repository has no category of that name. */
  readonly category: NodeId | null;
  /** Names of all its categories. */
  readonly categories: readonly string[];
}

/** What `planPosting` may use, at one instant. `category` and `categories` say nothing where it is no discussion. */
export type PostingSnapshot = Read<OwnDiscussions>;
