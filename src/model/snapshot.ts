/**
 * Everything `plan` may use about one item, at one instant: the item as GitHub shows it now, its history, and the
 * part of the organisation it touches. Plain JSON. What could not be read is `unknown`, which is never the same as
 * absent.
 */
import type { Actor, Fact, LinkedIssue } from "./fact.ts";
import type { NodeId } from "./key.ts";
import type { Instant } from "./time.ts";

/** A read that may have failed, been cut short or been refused. `why` is a sentence for people. */
export type Read<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

export interface Snapshot {
  readonly item: Item;
  readonly world: World;
}

/** One issue, with everything of its own that decides what to do. */
export interface Item {
  readonly id: NodeId;
  /** The first identity the item ever had (survives a transfer); `id` when it was never transferred. */
  readonly firstId: NodeId;
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
  readonly url: string;
  readonly title: string;
  /** "" when GitHub says null. */
  readonly body: string;
  readonly state: "open" | "closed";
  readonly stateReason: "completed" | "not-planned" | "duplicate" | null;
  readonly locked: boolean;
  readonly createdAt: Instant;
  readonly author: Actor | null;
  readonly visibility: "public" | "internal" | "private";
  readonly labels: Read<readonly Label[]>;
  /** Ids of labels that the config names, in the item's repository; null when the label does not exist there. */
  readonly labelIds: Readonly<Record<string, NodeId | null>>;
  readonly cards: Read<readonly Card[]>;
  /** Oldest first, without board moves. Always begins with `opened`. */
  readonly history: Read<readonly Fact[]>;
  /** Oldest first: `board-status`, `added-to-board`, `removed-from-board`. Apart, because a token may not see them. */
  readonly boardHistory: Read<readonly Fact[]>;
  /** Comments by our own identities only, oldest first, each with its whole body. */
  readonly ownComments: Read<readonly OwnComment[]>;
  readonly subIssues: Read<readonly SubIssue[]>;
  /** Parents, nearest first, at most two. */
  readonly parents: readonly NodeId[];
}

export interface Label {
  readonly id: NodeId;
  readonly name: string;
}

/** The item's card on one board. */
export interface Card {
  /** `PVTI_…` */
  readonly id: NodeId;
  readonly project: NodeId;
  readonly archived: boolean;
  /** Null when no column is set. */
  readonly status: { readonly option: string; readonly optionId: string; readonly updatedAt: Instant } | null;
}

export interface OwnComment {
  readonly id: NodeId;
  readonly url: string;
  readonly body: string;
  readonly createdAt: Instant;
  readonly author: Actor;
}

/** A sub-issue and its own sub-issues, one level down. */
export interface SubIssue extends LinkedIssue {
  readonly subIssues: Read<readonly LinkedIssue[]>;
}

/** The part of the organisation that the config names. Read once and kept until GitHub says that it changed. */
export interface World {
  /** Who we write as; first. Then former writers. */
  readonly identities: readonly Actor[];
  /** By name under `boards`. */
  readonly boards: Readonly<Record<string, Read<Board>>>;
  /** By name under `repositories`. */
  readonly repositories: Readonly<Record<string, Read<Repository>>>;
  /** By path relative to `templates.path`; null when the file is proven absent. */
  readonly templates: Readonly<Record<string, Read<string | null>>>;
}

export interface Board {
  readonly id: NodeId;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly visibility: "public" | "private";
  /** Null when the board has no field of that name, or it is not a single select. */
  readonly status: {
    readonly fieldId: NodeId;
    readonly options: readonly { readonly id: string; readonly name: string }[];
  } | null;
}

export interface Repository {
  readonly id: NodeId;
  readonly owner: string;
  readonly name: string;
  readonly visibility: "public" | "internal" | "private";
  /** Every label there, by name as written. GitHub compares label names without case. */
  readonly labels: Readonly<Record<string, NodeId>>;
}
