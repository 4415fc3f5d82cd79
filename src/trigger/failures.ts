/** Counts failures of keys and decides when each is tried again, and when it is not tried again. */
import { type Instant, plusSeconds } from "../model/time.ts";
import type { Parked } from "./queue-port.ts";

/** Waiting time after the first failure, doubled each time: about an hour in all before a key is parked. */
const backOff = { firstSeconds: 5, mostSeconds: 900, failures: 12 };

export interface Failures<K> {
  /** Counts one more. Returns when to try again; null: the key is parked. */
  add(text: string, key: K, error: unknown, now: Instant): Instant | null;
  /** The key succeeded, or somebody wants it tried afresh. */
  forget(text: string): void;
  isParked(text: string): boolean;
  parked(): readonly Parked<K>[];
}

/** Makes an empty count. */
export function createFailures<K>(): Failures<K> {
  const counts = new Map<string, number>();
  const parked = new Map<string, Parked<K>>();
  return {
    add(text, key, error, now) {
      const count = (counts.get(text) ?? 0) + 1;
      counts.set(text, count);
      if (count < backOff.failures) {
        return plusSeconds(now, Math.min(backOff.firstSeconds * 2 ** (count - 1), backOff.mostSeconds));
      }
      parked.set(text, { key, since: now, failures: count, error });
      return null;
    },
    forget(text) {
      counts.delete(text);
      parked.delete(text);
    },
    isParked: (text) => parked.has(text),
    parked: () => [...parked.values()],
  };
}
