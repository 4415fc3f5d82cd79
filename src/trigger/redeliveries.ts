/**
 * Rows of GitHub's list of deliveries → which failed ones to ask for again, and which no more. GitHub never sends a
 * failed delivery again by itself; one that is asked for keeps its GUID, and every attempt is a row of its own.
 * https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
 */
import { type Instant, plusSeconds } from "../model/time.ts";

/** One attempt, as GitHub lists it. */
export interface DeliveryRow {
  /** Longer than a double holds, lately. */
  readonly id: number | bigint;
  readonly guid: string;
  readonly event: string;
  readonly at: Instant;
  readonly isDelivered: boolean;
}

/** A delivery that has not arrived. */
export interface Undelivered {
  readonly guid: string;
  readonly event: string;
  /** The newest attempt; any may be asked for again. */
  readonly id: number | bigint;
  readonly attempts: number;
}

export interface DeliveryBook {
  /** Takes up rows in any order, each as often as it is read. */
  note(rows: readonly DeliveryRow[]): void;
  /** Those whose time has come, what GitHub keeps nowhere else first, then the newest first; at most `most`. */
  due(now: Instant, most: number): readonly Undelivered[];
  /** It was asked for again; its row may be long in coming. */
  asked(guid: string, now: Instant): void;
  /** Those that failed so often that they are not asked for any more. Forgotten when GitHub forgets them. */
  givenUp(now: Instant): readonly Undelivered[];
}

/** After the first failure at once, then later and later: a limit or a restart may stand in the way. Then no more. */
const waitSeconds = [0, 300, 1800, 7200];

/** GitHub keeps deliveries for three days. */
const keptSeconds = 3 * 86_400;

interface Known {
  readonly event: string;
  readonly failed: ReadonlyMap<number | bigint, Instant>;
  readonly askedAt: Instant | null;
}

/** Starts with nothing; after a restart GitHub's list says the same again. */
export function createDeliveryBook(): DeliveryBook {
  const known = new Map<string, Known>();

  function note(rows: readonly DeliveryRow[]): void {
    const arrived = new Set(rows.filter(({ isDelivered }) => isDelivered).map(({ guid }) => guid));
    for (const { guid, event, id, at } of rows) {
      const before = known.get(guid);
      if (arrived.has(guid)) known.delete(guid);
      else known.set(guid, { event, failed: new Map(before?.failed).set(id, at), askedAt: before?.askedAt ?? null });
    }
  }

  function fresh(now: Instant): readonly (readonly [string, Known])[] {
    for (const [guid, one] of known) if (plusSeconds(newestOf(one).at, keptSeconds) <= now) known.delete(guid);
    return [...known];
  }

  return {
    note,
    due(now, most) {
      return fresh(now)
        .filter(([, one]) => isDue(one, now))
        .sort(([, a], [, b]) => rankOf(a) - rankOf(b) || (newestOf(a).at < newestOf(b).at ? 1 : -1))
        .slice(0, most)
        .map(shown);
    },
    asked(guid, now) {
      const one = known.get(guid);
      if (one) known.set(guid, { ...one, askedAt: now });
    },
    givenUp: (now) =>
      fresh(now)
        .filter(([, { failed }]) => failed.size > waitSeconds.length)
        .map(shown),
  };
}

function isDue(one: Known, now: Instant): boolean {
  const wait = waitSeconds[one.failed.size - 1];
  if (wait === undefined || plusSeconds(newestOf(one).at, wait) > now) return false;
  return one.askedAt === null || plusSeconds(one.askedAt, Math.max(wait, waitSeconds[1]!)) <= now;
}

/** Everything else is found by a sweep. */
function rankOf({ event }: Known): number {
  return event === "repository_dispatch" ? 0 : 1;
}

function newestOf({ failed }: Known): { readonly id: number | bigint; readonly at: Instant } {
  const [id, at] = [...failed].reduce((newest, one) => (one[1] > newest[1] ? one : newest));
  return { id, at };
}

function shown([guid, one]: readonly [string, Known]): Undelivered {
  return { guid, event: one.event, id: newestOf(one).id, attempts: one.failed.size };
}
