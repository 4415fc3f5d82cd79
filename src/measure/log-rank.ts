/**
 * Waits of several groups → whether their curves differ by more than chance would make them (Mantel 1966), as R's
 * `survdiff` with `rho = 0`. Only the first end counts; waits that ended otherwise count for as long as they lasted,
 * so that with competing ends it is rates that are compared, not shares.
 */
import { chiSquareTail } from "./chi-square.ts";
import type { WaitColumns } from "./wait.ts";

/** How many of a group reached the end, beside how many would have if all groups were alike. */
export interface GroupCount {
  readonly n: number;
  readonly observed: number;
  readonly expected: number;
}

/** The test. */
export interface LogRank {
  /** In the order of the groups given. */
  readonly groups: readonly GroupCount[];
  readonly chiSquare: number;
  readonly df: number;
  /** The probability of groups at least this different when there is no difference. */
  readonly p: number;
}

/** Compares two or more groups; null when fewer than two of them could have reached the end. */
export function logRank(groups: readonly WaitColumns[]): LogRank | null {
  const times = timesReached(groups);
  const { observed, expected, variance } = sumsOf(groups.map((waits) => countedAt(waits, times)));
  const counted = expected.flatMap((value, group) => (value > 0 ? [group] : []));
  const df = counted.length - 1;
  if (df < 1) return null;
  const free = counted.slice(1);
  const excess = free.map((group) => observed[group]! - expected[group]!);
  const matrix = free.map((one) => free.map((other) => variance[one]![other]!));
  const solved = solve(matrix, excess);
  if (solved === null) return null;
  const chiSquare = Math.max(
    0,
    excess.reduce((sum, value, n) => sum + value * solved[n]!, 0),
  );
  const counts = groups.map(({ time }, n) => ({ n: time.length, observed: observed[n]!, expected: expected[n]! }));
  return { groups: counts, chiSquare, df, p: chiSquareTail(chiSquare, df) };
}

/** The times at which anybody reached the end, each once, ascending. */
function timesReached(groups: readonly WaitColumns[]): Float64Array {
  const each = groups.map(({ time, end }) => time.filter((_, n) => end[n] === 1));
  const all = new Float64Array(each.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const some of each) {
    all.set(some, filled);
    filled += some.length;
  }
  return all.sort().filter((at, n, sorted) => n === 0 || at !== sorted[n - 1]);
}

/** One group, row by row beside the times. */
interface Counted {
  readonly ended: Float64Array;
  readonly watched: Float64Array;
}

function countedAt({ time, entry, end }: WaitColumns, times: Float64Array): Counted {
  const ends = time.filter((_, n) => end[n] === 1).sort();
  const all = Float64Array.from(time).sort();
  const late = entry === null ? new Float64Array(0) : entry.filter((at) => at > 0).sort();
  const [ended, watched] = [new Float64Array(times.length), new Float64Array(times.length)];
  let [reached, over, entered] = [0, 0, 0];
  for (let row = 0; row < times.length; row++) {
    const at = times[row]!;
    while (over < all.length && all[over]! < at) over += 1;
    while (entered < late.length && late[entered]! < at) entered += 1;
    watched[row] = all.length - (late.length - entered) - over;
    const before = reached;
    while (reached < ends.length && ends[reached] === at) reached += 1;
    ended[row] = reached - before;
  }
  return { ended, watched };
}

interface Sums {
  readonly observed: readonly number[];
  readonly expected: readonly number[];
  /** Of observed minus expected, groups by groups. */
  readonly variance: readonly (readonly number[])[];
}

function sumsOf(groups: readonly Counted[]): Sums {
  const observed = groups.map(({ ended }) => ended.reduce((sum, value) => sum + value, 0));
  const expected = groups.map(() => 0);
  const variance = groups.map(() => groups.map(() => 0));
  const rows = groups[0]?.ended.length ?? 0;
  for (let row = 0; row < rows; row++) {
    const watched = groups.map((group) => group.watched[row]!);
    const n = watched.reduce((sum, value) => sum + value, 0);
    const d = groups.reduce((sum, group) => sum + group.ended[row]!, 0);
    const factor = n > 1 ? (d * (n - d)) / (n - 1) / (n * n) : 0;
    for (const [one, here] of watched.entries()) {
      expected[one]! += (d * here) / n;
      for (const [other, there] of watched.entries())
        variance[one]![other]! += factor * here * ((one === other ? n : 0) - there);
    }
  }
  return { observed, expected, variance };
}

/** Solves a symmetric system by Gauss's elimination with pivots; null when it has no one solution. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] | null {
  const rows = matrix.map((row, n) => [...row, right[n]!]);
  for (const [step] of rows.entries()) {
    const pivot = rows.reduce((best, row, n) => (n > step && bigger(row, rows[best]!, step) ? n : best), step);
    [rows[step], rows[pivot]] = [rows[pivot]!, rows[step]!];
    const head = rows[step]!;
    if (!(Math.abs(head[step]!) > 1e-12 * Math.abs(matrix[0]![0]!))) return null;
    for (const [n, row] of rows.entries()) {
      if (n === step) continue;
      const share = row[step]! / head[step]!;
      for (let column = step; column < row.length; column++) row[column]! -= share * head[column]!;
    }
  }
  return rows.map((row, n) => row.at(-1)! / row[n]!);
}

function bigger(one: readonly number[], other: readonly number[], column: number): boolean {
  return Math.abs(one[column]!) > Math.abs(other[column]!);
}
