/**
 * Times, some of them not over → their median, as far as it is settled. A time that is not over is "at least": it is
 * taken once as ending now and once as never ending. Where both give the same figure, that is the median whatever
 * the open ones do; where they differ, both bounds are given. Nothing is ever left out for not being over.
 */

/** Below this many, no median is given. */
export const enough = 5;

/** One time, in any unit. */
export interface Time {
  readonly length: number;
  /** Whether it is still running. */
  readonly open: boolean;
}

/** A median as far as it is settled. `upTo` null: no upper bound yet. */
export type Median =
  | { readonly kind: "not-enough"; readonly n: number }
  | { readonly kind: "settled"; readonly n: number; readonly value: number }
  | { readonly kind: "between"; readonly n: number; readonly atLeast: number; readonly upTo: number | null };

/** The median of `times` in their unit; the midpoint of the two middle ones when their number is even. */
export function medianOf(times: readonly Time[]): Median {
  const n = times.length;
  if (n < enough) return { kind: "not-enough", n };
  const atLeast = middleOf(times.map(({ length }) => length));
  const upTo = middleOf(times.map(({ length, open }) => (open ? Number.POSITIVE_INFINITY : length)));
  if (atLeast === upTo) return { kind: "settled", n, value: atLeast };
  return { kind: "between", n, atLeast, upTo: Number.isFinite(upTo) ? upTo : null };
}

function middleOf(lengths: readonly number[]): number {
  const sorted = [...lengths].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
