/**
 * The queue that every door codes against: at most one run per key, and an add during a run leads to one more. Served
 * in memory by `queue.ts`; any other server of it must pass test/contract/queue.ts.
 */
import type { Instant } from "../model/time.ts";

/** Who waits for the look. People's events are never kept waiting behind a sweep. */
export type Urgency = "person" | "sweep";

export interface Queue<K> {
  /** Asks for a look at the key as soon as may be. Settles once the wish is kept as safely as this queue keeps things. */
  add(key: K, urgency?: Urgency): Promise<void>;
  /** Asks for a look at that instant or soon after; the earliest wish wins. It stays beside any `add`. */
  addAt(key: K, at: Instant): Promise<void>;
  /** Settles when nothing runs and nothing could run now. Wishes for later do not hold it up. */
  idle(): Promise<void>;
  /** How much there is to do. A queue outside of this process is asked for it. */
  state(): Promise<QueueState<K>>;
  /** Takes nothing more, starts nothing more, and settles when what runs has ended. */
  stop(): Promise<void>;
}

/** A queue that several processes may share: one of them serves it. In memory there is one process, and it always does. */
export interface ServedQueue<K> extends Queue<K> {
  /** From here on this process runs what waits. */
  serve(): Promise<void>;
  /** Whether the key waits or runs, wherever that is. */
  has(key: K): Promise<boolean>;
}

/** Makes the queue of that name, which is unique among the queues that are kept together. */
export type MakeQueue = <K>(name: string, options: QueueOptions<K>) => ServedQueue<K>;

/** What a queue holds at one moment. */
export interface QueueState<K> {
  /** Keys waiting for their turn or running. */
  readonly size: number;
  /** Since when the oldest of those that wait for their turn has waited; null: none waits. */
  readonly oldest: Instant | null;
  /** Keys with a wish for later, including those that failed and will be tried again. */
  readonly laterSize: number;
  /** Keys that failed too often, oldest first. A new `add` takes them up again. */
  readonly parked: readonly Parked<K>[];
}

/** A key that nobody will look at again by itself. */
export interface Parked<K> {
  readonly key: K;
  readonly since: Instant;
  readonly failures: number;
  readonly error: unknown;
}

export interface QueueOptions<K> {
  /** One look. What it throws counts as a failure, except a `GitHubError` with `until`, which is a wish for then. */
  readonly run: (key: K) => Promise<void>;
  /** Equal text means equal keys. */
  readonly textOf: (key: K) => string;
  readonly now: () => Instant;
  /** Calls back after so many seconds, for wishes for later; null: such wishes are noticed at the next `add` or `idle`. */
  readonly wake: ((seconds: number, callback: () => void) => void) | null;
  /** Runs at once, of different keys. */
  readonly concurrency: number;
  /** Told of every failure; `parked`: it was the last try. */
  readonly onError: (key: K, error: unknown, parked: boolean) => void;
}
