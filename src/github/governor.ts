/**
 * The gate of one installation: how many requests run side by side, how far apart writes are, and when nobody may send
 * anything because GitHub said so. Every error leaves as a `GitHubError`. It never sleeps through a limit (the caller
 * gets `until` and comes back) and never sends anything twice.
 */
import { type Instant, plusSeconds } from "../model/time.ts";
import { type Failure, failureOf, type Limit } from "./failure.ts";
import { createLane } from "./lane.ts";
import { createCreationCount, createPointCount, createSpacing, writePoints } from "./pace.ts";
import { type Clock, GitHubError } from "./ports.ts";

export interface Governor {
  /** Up to ten at once, and no more in a minute than GitHub's points allow: then they wait for their turn. */
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

/** GitHub asks for at least a minute where it states nothing; past an hour, waiting longer teaches nothing. */
const unstatedSeconds = { least: 60, most: 3600 };

/** One per installation: limits are counted by installation. `onClosed` is told when GitHub's limit shuts an open gate. */
export function createGovernor(clock: Clock, onClosed: (until: Instant, why: string) => void = () => {}): Governor {
  const gate = createGate(clock, onClosed);
  const reads = createLane(readsAtOnce);
  const writes = createLane(1);
  const spacing = createSpacing(clock);
  const creations = createCreationCount(clock);
  const points = createPointCount(clock);

  return {
    read: (send) =>
      reads.run(async () => {
        gate.refuseWhenClosed();
        await points.keep(1);
        return gate.pass(send);
      }),
    write: (cost, send) =>
      writes.run(async () => {
        gate.refuseWhenClosed();
        creations.refuseWhenSpent(cost.creations);
        await spacing.keep();
        await points.keep(writePoints * Math.max(1, cost.writes));
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
    close: (limit) => gate.close(limit, "A limit came beside data."),
  };
}

function createGate(clock: Clock, onClosed: (until: Instant, why: string) => void) {
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

  function close(limit: Limit, why: string): Instant {
    const now = clock.now();
    const closed = closedUntil();
    // Requests that were under way when the gate closed bring the same limit again: it counts once.
    if (!closed) limitsInARow += 1;
    const until =
      limit.kind === "until" ? later(limit.until, plusSeconds(now, 1)) : plusSeconds(now, waitSeconds(limit));
    opens = closed === null ? until : limit.kind === "unstated" ? closed : later(closed, until);
    if (closed === null) onClosed(opens, why);
    return opens;
  }

  function waitSeconds(limit: Exclude<Limit, { kind: "until" }>): number {
    if (limit.kind === "seconds") return limit.seconds;
    return Math.min(unstatedSeconds.least * 2 ** (limitsInARow - 1), unstatedSeconds.most);
  }

  /** A 403 without a reason is taken for a limit once; when it comes again after the wait, it is what it says. */
  function errorOf(failure: Failure): GitHubError {
    if (failure.kind !== "limited")
      return new GitHubError(portKindOf(failure.kind), failure.text, null, failure.signOn);
    if (failure.limit.kind === "unexplained" && hadUnexplained && closedUntil() === null)
      return new GitHubError("forbidden", failure.text);
    hadUnexplained = failure.limit.kind === "unexplained";
    return new GitHubError("limited", failure.text, close(failure.limit, failure.text));
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

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}

/** The port has no kind of its own for "not found": what asks decides what it means. */
function portKindOf(kind: Exclude<Failure["kind"], "limited">): Exclude<GitHubError["kind"], "limited"> {
  return kind === "not-found" ? "invalid" : kind;
}
