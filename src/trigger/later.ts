/** Wishes for later: one instant per key, the earliest wins. It wakes its owner when the first of them is due. */
import { type Instant, secondsOf } from "../model/time.ts";
import type { QueueOptions } from "./queue-port.ts";

/** Timers of most systems are 32 bits of milliseconds; a longer wait is taken in parts. */
const longestSleepSeconds = 86_400;

export interface Later<K> {
  add(key: K, at: Instant): void;
  /** Removes and returns what is due at `now`, earliest first. */
  takeDue(now: Instant): readonly K[];
  size(): number;
}

/** Makes an empty list of wishes. `onWake` is called when something may be due. */
export function createLater<K>(
  { textOf, now, wake }: Pick<QueueOptions<K>, "textOf" | "now" | "wake">,
  onWake: () => void,
): Later<K> {
  const wishes = new Map<string, { readonly key: K; readonly at: Instant }>();
  let first: Instant | null = null;
  let armedFor: Instant | null = null;

  function arm(): void {
    if (!wake || first === null || (armedFor !== null && armedFor <= first)) return;
    armedFor = first;
    const seconds = Math.max(0, secondsOf(first) - secondsOf(now()));
    wake(Math.min(seconds, longestSleepSeconds), () => {
      armedFor = null;
      onWake();
      arm();
    });
  }

  return {
    add(key, at) {
      const known = wishes.get(textOf(key));
      if (known && known.at <= at) return;
      wishes.set(textOf(key), { key, at });
      if (first === null || at < first) first = at;
      arm();
    },
    takeDue(at) {
      if (first === null || first > at) return [];
      const due = [...wishes].filter(([, wish]) => wish.at <= at).sort(([, a], [, b]) => (a.at < b.at ? -1 : 1));
      for (const [text] of due) wishes.delete(text);
      first = [...wishes.values()].reduce<Instant | null>((least, { at }) => earlier(least, at), null);
      return due.map(([, wish]) => wish.key);
    },
    size: () => wishes.size,
  };
}

function earlier(one: Instant | null, other: Instant): Instant {
  return one !== null && one <= other ? one : other;
}
