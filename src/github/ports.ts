/**
 * What the rest of Milepost may ask of GitHub. Readers never write and writers never decide; the sandbox and the real
 * service answer the same ports. Reading and writing are two types, so that a plan holds no writer.
 */
import type { Change, Outcome } from "../model/change.ts";
import type { Actor } from "../model/fact.ts";
import type { IssueRef, ItemKey, NodeId } from "../model/key.ts";
import type { OwnDiscussions, OwnPosts } from "../model/post.ts";
import type { Item, OwnIssue, Peer, Read, Role, World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";

/** What to read of an item besides the item itself: the names that the config uses. */
export interface ItemQuestion {
  /** Labels whose ids are wanted in the item's repository. */
  readonly labels: readonly string[];
  /** By node id; comments by others are not returned. */
  readonly identities: readonly NodeId[];
  /** Name of the field that shows the stage. */
  readonly statusField: string;
  /** Names of the board fields whose values are wanted on the item's cards. */
  readonly fields: readonly string[];
}

/** What to read of the organisation. */
export interface WorldQuestion {
  readonly boards: Readonly<Record<string, { owner: string; number: number; statusField: string }>>;
  readonly repositories: Readonly<Record<string, { owner: string; name: string }>>;
  readonly templates: {
    readonly owner: string;
    readonly repo: string;
    readonly path: string;
    readonly files: readonly string[];
  };
  readonly identities: readonly string[];
  /** `@org/team`, each once. */
  readonly teams: readonly string[];
  readonly communities: { readonly owner: string; readonly repo: string; readonly path: string } | null;
}

/** One row of a sweep: enough to tell whether the item differs from the last look. */
export interface Glimpse {
  readonly id: NodeId;
  readonly number: number;
  readonly updatedAt: Instant;
  /** Everything else that a look would notice, as one text; equal text means nothing to see. */
  readonly fingerprint: string;
}

/** What came of a list: the items, and why it is not all of them; null when it is. */
export interface ItemsRead {
  readonly items: readonly Item[];
  readonly incomplete: string | null;
}

export interface Reader {
  /** Null when the issue is gone, or is a pull request or a discussion by now. Throws `GitHubError` when it cannot tell. */
  readItem(issue: NodeId, question: ItemQuestion): Promise<Item | null>;
  /** Every item of a list, whole, oldest first: a hundred a request, and one more for each part that goes on. Without label ids and what hangs below sub-issues. */
  readItems(owner: string, repo: string, label: string | null, question: ItemQuestion): Promise<ItemsRead>;
  /** The same for known ids, a hundred a request; those that are gone are left out. */
  readItemsById(ids: readonly NodeId[], question: ItemQuestion): Promise<ItemsRead>;
  /**
   * How bodies read after each edit, oldest first, a hundred issues a request. Every id is there; unknown where a version
   * was deleted or there are more than a hundred.
   */
  readVersions(
    ids: readonly NodeId[],
  ): Promise<ReadonlyMap<NodeId, Read<readonly { readonly at: Instant; readonly body: string }[]>>>;
  /** Who edited the text of issues and comments; null: an account that is gone. Every id is there. */
  readEditors(ids: readonly NodeId[]): Promise<ReadonlyMap<NodeId, Read<readonly (Actor | null)[]>>>;
  readWorld(question: WorldQuestion): Promise<World>;
  /** A file at the default branch; null when it is proven absent. */
  readFile(owner: string, repo: string, path: string): Promise<Read<string | null>>;
  /** A text file of a release, by the release's tag; null when there is none, as far as the token may see. */
  readReleaseAsset(owner: string, repo: string, tag: string, file: string): Promise<Read<string | null>>;
  /** Null when there is no such issue. */
  readIssueId(ref: IssueRef): Promise<NodeId | null>;
  /** Every issue of the repository (with the label, when given), 100 per request; `known: false` when a page failed. */
  readGlimpses(
    owner: string,
    repo: string,
    label: string | null,
    statusField: string,
  ): Promise<Read<readonly Glimpse[]>>;
  /** A person's live permission in a repository. Unknown when GitHub does not say; a deleted account has `none`. */
  readRole(owner: string, repo: string, login: string): Promise<Read<Role>>;
  /** The newest hundred issues of a repository (with the label, when given), open and closed, newest first. */
  readPeers(owner: string, repo: string, label: string | null): Promise<Read<readonly Peer[]>>;
  /**
   * Of the newest hundred issues with the label, those by one of the identities (node ids), newest first. `reach`: `all`
   * looks through all of them, a request per hundred.
   */
  readOwnIssues(
    owner: string,
    repo: string,
    label: string,
    identities: readonly NodeId[],
    reach?: "newest" | "all",
  ): Promise<Read<readonly OwnIssue[]>>;
  /** Discussions of a category, by its name without case; ours among the newest hundred. */
  readOwnDiscussions(
    owner: string,
    repo: string,
    category: string,
    identities: readonly NodeId[],
  ): Promise<Read<OwnDiscussions>>;
  /** Ours among the newest hundred status updates of a board. */
  readOwnStatusUpdates(project: NodeId, identities: readonly NodeId[]): Promise<Read<OwnPosts>>;
  /** A file at a commit, for checking a proposed config; null when it is proven absent. */
  readFileAt(owner: string, repo: string, path: string, commit: string): Promise<Read<string | null>>;
}

export interface Writer {
  /**
   * Writes a plan: everything idempotent in one mutation document, then each creation by itself, in order. Returns one
   * outcome per change, in the order given. Never throws for an answer of GitHub's; a closed gate gives `refused`
   * before anything was sent. Never sends a creation twice.
   */
  write(key: ItemKey, changes: readonly Change[]): Promise<readonly Outcome[]>;
}

/** Tells other systems what happened, through the webhooks that the config names. */
export interface Outgoing {
  /**
   * Calls a webhook by its name once. `id` is the stored value that identifies the occasion there, `key` ours, by which
   * a call that came twice is known. Never throws for what the other side does; nothing it says reaches an outcome.
   */
  send(webhook: string, id: string, key: string): Promise<Outcome>;
}

/**
 * An answer of GitHub's that settles nothing, in words. `until`: a limit; nothing may be sent before it. `signOn`: where
 * the token's owner lets it into an organisation with single sign-on; null where that is not what is missing.
 */
export class GitHubError extends Error {
  readonly kind: "limited" | "unauthorised" | "forbidden" | "unavailable" | "invalid";
  readonly until: Instant | null;
  readonly signOn: string | null;
  constructor(kind: GitHubError["kind"], message: string, until: Instant | null = null, signOn: string | null = null) {
    super(message);
    this.name = "GitHubError";
    this.kind = kind;
    this.until = until;
    this.signOn = signOn;
  }
}

/** The only clock that engine code may hold; `entry` and the sandbox make them. */
export interface Clock {
  now(): Instant;
  sleep(seconds: number): Promise<void>;
}
