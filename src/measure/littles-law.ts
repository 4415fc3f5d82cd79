/**
 * Stretches of work over a span of time → a check by Little's law: what is in progress on average is what leaves per
 * day times how long it took. It is exact when nothing was in progress at either edge; otherwise the two sides drift
 * apart when work piles up, or when old work is left lying while new work passes it.
 */
import { type Instant, secondsOf } from "../model/time.ts";
import type { Spell } from "./spells.ts";

/** The check. Days are calendar days. */
export interface LittlesLaw {
  readonly from: Instant;
  /** Not part of it. */
  readonly to: Instant;
  /** Stretches that ended in the span. */
  readonly n: number;
  readonly averageInProgress: number;
  readonly leavingPerDay: number;
  /** Mean length of those that ended; null when none did. */
  readonly averageDays: number | null;
  /** What the law says the mean would be: in progress by leaving per day; null when none left. */
  readonly expectedDays: number | null;
  /** `expectedDays` by `averageDays`; 1 when they agree. Null when there is neither. */
  readonly ratio: number | null;
}

/** Null when the span is empty. */
export function littlesLaw(
  spells: readonly Spell[],
  { from, to }: { readonly from: Instant; readonly to: Instant },
): LittlesLaw | null {
  const [begin, end] = [secondsOf(from), secondsOf(to)];
  const seconds = end - begin;
  if (seconds <= 0) return null;
  let present = 0;
  const lengths: number[] = [];
  for (const spell of spells) {
    const start = secondsOf(spell.from);
    const stop = spell.end === null ? Number.POSITIVE_INFINITY : secondsOf(spell.end.at);
    present += Math.max(0, Math.min(stop, end) - Math.max(start, begin));
    if (begin <= stop && stop < end) lengths.push(stop - start);
  }
  const n = lengths.length;
  const averageDays = n === 0 ? null : lengths.reduce((sum, length) => sum + length, 0) / n / 86_400;
  const expectedDays = n === 0 ? null : present / n / 86_400;
  return {
    from,
    to,
    n,
    averageInProgress: present / seconds,
    leavingPerDay: (n / seconds) * 86_400,
    averageDays,
    expectedDays,
    ratio: averageDays === null || averageDays === 0 || expectedDays === null ? null : expectedDays / averageDays,
  };
}
