/**
 * Times with fractions → the same times, where those that differ by rounding only are one and the same (0.1 + 0.2 and
 * 0.3), as R's `survfit` does before it counts ties. Times in whole seconds need none of this.
 */
import { tolerance } from "./percentile.ts";
import type { WaitColumns } from "./wait.ts";

/** Joins times that are nearer to each other than a rounding error, in `time` and `entry` alike. */
export function joinTies(waits: WaitColumns): WaitColumns {
  const { time, entry } = waits;
  const known = distinct(time, entry);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const isNear = (n: number) => n > 0 && isTied(known[n]! - known[n - 1]!, mean);
  const cuts = known.filter((_, n) => !isNear(n));
  if (cuts.length === known.length) return waits;
  const joined = (values: Float64Array) => values.map((value) => cuts[lastUpTo(cuts, value)]!);
  return { ...waits, time: joined(time), entry: entry && joined(entry) };
}

function isTied(step: number, mean: number): boolean {
  return step <= tolerance || step / mean <= tolerance;
}

function distinct(time: Float64Array, entry: Float64Array | null): Float64Array {
  const all = new Float64Array(time.length + (entry?.length ?? 0));
  all.set(time);
  if (entry) all.set(entry, time.length);
  return all.sort().filter((value, n, sorted) => n === 0 || value !== sorted[n - 1]);
}

function lastUpTo(cuts: Float64Array, value: number): number {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
