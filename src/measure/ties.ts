/**
 * Times with fractions → the same times, where those that differ by rounding only are one and the same (0.1 + 0.2 and
 * 0.3), as R's `survfit` does before it counts ties. Times in whole seconds need none of this.
 */
import { tolerance } from "./percentile.ts";
import type { WaitColumns } from "./wait.ts";

/**
 * Joins times that are nearer to each other than a rounding error, in `time` and `entry` alike, over all groups
 * together: what is one time in one of them is the same in the others.
 */
export function joinTies(groups: readonly WaitColumns[]): readonly WaitColumns[] {
  const known = distinct(groups);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const isNear = (n: number) => n > 0 && isTied(known[n]! - known[n - 1]!, mean);
  const cuts = known.filter((_, n) => !isNear(n));
  if (cuts.length === known.length) return groups;
  return groups.map((waits) => {
    const time = waits.time.map((at) => cuts[lastUpTo(cuts, at)]!);
    // Who was watched for less than a rounding error was watched from the time before: R refuses such data.
    const entry = waits.entry?.map((at, n) => {
      const cut = lastUpTo(cuts, at);
      return cuts[cut]! < time[n]! ? cuts[cut]! : (cuts[cut - 1] ?? 0);
    });
    return { ...waits, time, entry: entry ?? null };
  });
}

function isTied(step: number, mean: number): boolean {
  return step <= tolerance || step / mean <= tolerance;
}

function distinct(groups: readonly WaitColumns[]): Float64Array {
  const columns = groups.flatMap(({ time, entry }) => (entry ? [time, entry] : [time]));
  const all = new Float64Array(columns.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const column of columns) {
    all.set(column, filled);
    filled += column.length;
  }
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
