/**
 * Waits in columns → one row per time at which something ended or was last seen: how many were watched just before,
 * how many ended and how, how many were last seen open. Every curve is read off this table. Sorts plain numbers, so
 * that a million waits take well under a second.
 */
import type { WaitColumns } from "./wait.ts";

/** Rows in order of time; all columns of one length. */
export interface RiskTable {
  /** Each time once, ascending. */
  readonly time: Float64Array;
  /** Watched just before `time`: begun to be watched earlier, and not over earlier. */
  readonly atRisk: Float64Array;
  /** One column per end, in the order of `ends`. */
  readonly events: readonly Float64Array[];
  /** Last seen open at `time`. */
  readonly censored: Float64Array;
  readonly ends: readonly string[];
  /** How many waits there are. */
  readonly n: number;
}

/**
 * Counts waits by time. Who entered at a time is not yet watched at that same time, as with R's
 * `Surv(start, stop, event)`; whoever is watched from the beginning is there at time 0 too.
 */
export function riskTable({ time, entry, end, ends }: WaitColumns): RiskTable {
  const n = time.length;
  const kinds = Array.from({ length: ends.length + 1 }, (_, kind) => timesOf(time, end, kind));
  const late = entry === null ? new Float64Array(0) : entry.filter((at) => at > 0).sort();
  const all = Float64Array.from(time).sort();
  const rows = distinct(all);
  const columns = kinds.map(() => new Float64Array(rows));
  const table = { time: new Float64Array(rows), atRisk: new Float64Array(rows) };
  const next = new Uint32Array(kinds.length);
  let over = 0;
  let entered = 0;
  for (let row = 0, first = 0; row < rows; row++) {
    const at = all[first]!;
    while (entered < late.length && late[entered]! < at) entered += 1;
    table.time[row] = at;
    table.atRisk[row] = n - (late.length - entered) - over;
    for (let kind = 0; kind < kinds.length; kind++) {
      const from = next[kind]!;
      const until = pastOf(kinds[kind]!, from, at);
      columns[kind]![row] = until - from;
      next[kind] = until;
      first += until - from;
      over += until - from;
    }
  }
  const [censored, ...events] = columns;
  return { ...table, events, censored: censored!, ends, n };
}

function timesOf(time: Float64Array, end: Uint8Array, kind: number): Float64Array {
  return time.filter((_, n) => end[n] === kind).sort();
}

function pastOf(sorted: Float64Array, from: number, at: number): number {
  let next = from;
  while (next < sorted.length && sorted[next] === at) next += 1;
  return next;
}

function distinct(sorted: Float64Array): number {
  let count = sorted.length === 0 ? 0 : 1;
  for (let n = 1; n < sorted.length; n++) if (sorted[n] !== sorted[n - 1]) count += 1;
  return count;
}
