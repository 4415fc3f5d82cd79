/**
 * The gate of one installation: how many requests run side by side, how far apart writes are, and when nobody may send
 * anything because GitHub said so. Every error leaves as a `GitHubError`. It never sleeps through a limit (the caller
 * gets `until` and comes back) and never sends anything twice.
 */
import { type Instant, instantOf, plusSeconds, secondsOf } from "../model/time.ts";
import { type Failure, failureOf, type Limit } from "./failure.ts";
import { createLane } from "./lane.ts";
import { type Clock, GitHubError } from "./ports.ts";

export interface Governor {
  /** Up to ten at once. */
  read<T>(send: () => Promise<T>): Promise<T>;
  /** One at a time, spaced; refused when the creations of the last minute or hour are spent. */
  write<T>(cost: WriteCost, send: () => Promise<T>): Promise<T>;
  /** Null while the gate is open. */
  closedUntil(): Instant | null;
  /** Closes the gate for a limit that came beside data. Returns when it opens. */
  close(limit: Limit): Instant;
}

export interface WriteCost {
  /** Aliases in the mutation document; the next write waits as many seconds. */
  readonly writes: number;
  /** Issues, comments and labels that it makes. */
  readonly creations: number;
}

/** Well under the 100 concurrent requests that REST and GraphQL share. */
const readsAtOnce = 10;

/** "80 content-generating requests per minute and 500 per hour". Source: docs.github.com, "About secondary rate limits". */
const creationQuotas = [
  { seconds: 60, most: 80 },
  { seconds: 3600, most: 500 },
];

/** GitHub asks for at least a minute where it states nothing; past an hour, waiting longer teaches nothing. */
const unstatedSeconds = { least: 60, most: 3600 };

/** One per installation: limits are counted by installation. */
export function createGovernor(clock: Clock): Governor {
  const gate = createGate(clock);
  const reads = createLane(readsAtOnce);
  const writes = createLane(1);
  const spacing = createSpacing(clock);
  const creations = createCreationCount(clock);

  return {
    read: (send) => reads.run(() => gate.pass(send)),
    write: (cost, send) =>
      writes.run(async () => {
        gate.refuseWhenClosed();
        creations.refuseWhenSpent(cost.creations);
        await spacing.keep();
        try {
          return await gate.pass(() => {
            creations.count(cost.creations);
            return send();
          });
        } finally {
          spacing.sent(cost.writes);
        }
      }),
    closedUntil: () => gate.closedUntil(),
    close: (limit) => gate.close(limit),
  };
}

function createGate(clock: Clock) {
  let opens: Instant | null = null;
  let limitsInARow = 0;
  let hadUnexplained = false;

  function closedUntil(): Instant | null {
    return opens !== null && clock.now() < opens ? opens : null;
  }

  function refuseWhenClosed(): void {
    const until = closedUntil();
    if (until) throw new GitHubError("limited", `GitHub asked to wait until ${until}.`, until);
  }

  function close(limit: Limit): Instant {
    const now = clock.now();
    const closed = closedUntil();
    // Requests that were under way when the gate closed bring the same limit again: it counts once.
    if (!closed) limitsInARow += 1;
    const until =
      limit.kind === "until" ? later(limit.until, plusSeconds(now, 1)) : plusSeconds(now, waitSeconds(limit));
    opens = closed === null ? until : limit.kind === "unstated" ? closed : later(closed, until);
    return opens;
  }

  function waitSeconds(limit: Exclude<Limit, { kind: "until" }>): number {
    if (limit.kind === "seconds") return limit.seconds;
    return Math.min(unstatedSeconds.least * 2 ** (limitsInARow - 1), unstatedSeconds.most);
  }

  /** A 403 without a reason is taken for a limit once; when it comes again after the wait, it is what it says. */
  function errorOf(failure: Failure): GitHubError {
    if (failure.kind !== "limited") return new GitHubError(portKindOf(failure.kind), failure.text);
    if (failure.limit.kind === "unexplained" && hadUnexplained && closedUntil() === null)
      return new GitHubError("forbidden", failure.text);
    hadUnexplained = failure.limit.kind === "unexplained";
    return new GitHubError("limited", failure.text, close(failure.limit));
  }

  async function pass<T>(send: () => Promise<T>): Promise<T> {
    refuseWhenClosed();
    try {
      const answer = await send();
      if (closedUntil() === null) [limitsInARow, hadUnexplained] = [0, false];
      return answer;
    } catch (error) {
      throw error instanceof GitHubError ? error : errorOf(failureOf(error));
    }
  }

  return { closedUntil, refuseWhenClosed, close, pass };
}

/** Keeps writes apart by as many seconds as the one before had aliases. */
function createSpacing(clock: Clock) {
  let last: { readonly at: number; readonly seconds: number } | null = null;
  return {
    async keep(): Promise<void> {
      if (!last) return;
      // The clock shows whole seconds: one more must have gone by before that many surely have.
      const gone = secondsOf(clock.now()) - last.at;
      const wait = Math.min(last.seconds, last.seconds + 1 - gone);
      if (wait > 0) await clock.sleep(wait);
    },
    sent(writes: number): void {
      last = { at: secondsOf(clock.now()), seconds: Math.max(1, writes) };
    },
  };
}

/** Counts creations whether or not they succeeded: GitHub does too. */
function createCreationCount(clock: Clock) {
  let sent: readonly number[] = [];
  return {
    refuseWhenSpent(more: number): void {
      if (more === 0) return;
      const now = secondsOf(clock.now());
      for (const { seconds, most } of creationQuotas) {
        const recent = sent.filter((at) => at > now - seconds);
        const over = recent.length + more - most;
        if (over <= 0 || recent.length === 0) continue;
        const until = instantOf(recent[Math.min(over, recent.length) - 1]! + seconds + 1);
        const what = `${recent.length} issues and comments were made in the last ${seconds} seconds`;
        throw new GitHubError("limited", `${what}, and GitHub allows ${most}. More may be made at ${until}.`, until);
      }
    },
    count(more: number): void {
      const now = secondsOf(clock.now());
      const kept = sent.filter((at) => at > now - 3600);
      sent = [...kept, ...Array.from({ length: more }, () => now)];
    },
  };
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}

/** The port has no kind of its own for "not found": what asks decides what it means. */
function portKindOf(kind: Exclude<Failure["kind"], "limited">): Exclude<GitHubError["kind"], "limited"> {
  return kind === "not-found" ? "invalid" : kind;
}
