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
  /** The newest hundred issues of the item's list, this one among them; absent when nothing in the config asks for them. */
  readonly peers?: Read<readonly Peer[]>;
  /** The newest hundred issues that say who is away; absent when nobody is about to be assigned by rotation. */
  readonly absences?: Read<readonly Peer[]>;
  /** The newest hundred issues of recurring work, ours only, by its name; read when a plan asks for them (`Plan.reads`). */
  readonly found?: Readonly<Record<string, Read<readonly OwnIssue[]>>>;
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
  /** Comments by everybody else, oldest first, without what they say; a command is kept. */
  readonly comments: Read<readonly PersonComment[]>;
  readonly assignees: Read<readonly Actor[]>;
  readonly milestone: { readonly id: NodeId; readonly title: string } | null;
  /** Issues that block this one (GitHub's issue dependencies), in GitHub's order. */
  readonly blockedBy: Read<readonly LinkedIssue[]>;
  readonly closedAt: Instant | null;
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
  /** The fields asked for, by their name on the board; null: empty. A field that was not asked for is absent. */
  readonly values: Readonly<Record<string, FieldValue | null>>;
}

/** What one board field of one card holds. */
export type FieldValue =
  | { readonly kind: "option"; readonly id: string; readonly name: string }
  | { readonly kind: "iteration"; readonly id: string; readonly title: string }
  /** `YYYY-MM-DD` */
  | { readonly kind: "date"; readonly date: string }
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "text"; readonly text: string };

/** A comment by somebody who is not us. */
export interface PersonComment {
  readonly id: NodeId;
  readonly url: string;
  readonly at: Instant;
  readonly edited: boolean;
  readonly author: Actor | null;
  /** Its command lines (`/stage won`), when the first line is one, unquoted and outside code; null: none. Untrusted. */
  readonly commands: readonly string[] | null;
  /** The author's live permission in the repository; read only for a comment with a command that has no receipt yet. */
  readonly role: Read<Role> | null;
}

/** A permission in a repository, weakest first. https://docs.github.com/en/rest/collaborators/collaborators */
export type Role = "none" | "read" | "triage" | "write" | "maintain" | "admin";

/** Another issue of the same list, as far as neighbours need it. */
export interface Peer extends LinkedIssue {
  readonly labels: readonly string[];
  /** Logins. */
  readonly assignees: readonly string[];
}

/** An issue that we opened without a parent, found by its label. */
export interface OwnIssue extends LinkedIssue {
  /** Somebody opened it again. */
  readonly reopened?: boolean;
  /** Our comments among its newest twenty. */
  readonly ownComments: readonly OwnComment[];
}

/** What `planRecurring` may use about one recurring entry, at one instant. */
export interface RecurringSnapshot {
  /** The newest hundred with the entry's label in its repository, ours only, newest first. */
  readonly found: Read<readonly OwnIssue[]>;
  readonly world: World;
}

export interface OwnComment {
  readonly id: NodeId;
  readonly url: string;
  readonly body: string;
  /** The newest text that we wrote, where somebody else has edited it since: the marker in it is ours, not theirs. */
  readonly written?: string;
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
  /** Members by `@org/team`, for every team that the config names. */
  readonly teams: Readonly<Record<string, Read<readonly Actor[]>>>;
  /** The text of the communities file; null when the config names none, or it is proven absent. */
  readonly communities: Read<string | null>;
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
  /** The first hundred fields that can hold a value; two may have one name. */
  readonly fields: readonly Field[];
  readonly closed: boolean;
}

/** A field of a board. */
export interface Field {
  readonly id: NodeId;
  readonly name: string;
  readonly kind: FieldValue["kind"];
  /** Of a single select; empty for others. */
  readonly options: readonly { readonly id: string; readonly name: string }[];
  /** Of an iteration field, oldest first, those that are over too; empty for others. */
  readonly iterations: readonly Iteration[];
}

/** `start` is `YYYY-MM-DD`; it ends after so many days. */
export interface Iteration {
  readonly id: string;
  readonly title: string;
  readonly start: string;
  readonly days: number;
}

export interface Repository {
  readonly id: NodeId;
  readonly owner: string;
  readonly name: string;
  readonly visibility: "public" | "internal" | "private";
  /** Every label there, by name as written. GitHub compares label names without case. */
  readonly labels: Readonly<Record<string, NodeId>>;
  /** Open GitHub milestones by title; the first hundred. */
  readonly milestones: Readonly<Record<string, NodeId>>;
  readonly archived: boolean;
}
