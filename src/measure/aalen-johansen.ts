/**
 * Waits with several ends → the share that has come to each end, by time (Aalen and Johansen 1978), with standard
 * errors and limits. Where one end rules the others out, this is the honest share: one minus Kaplan–Meier would count
 * what was lost as if it could still be won.
 *
 * Laws (test/measure/aalen-johansen.test.ts): the incidences and what is still open add up to 1; with one end, the
 * incidence is one minus Kaplan–Meier.
 */
import { logLogLimits } from "./limits.ts";
import { type RiskTable, riskTable } from "./risk-table.ts";
import type { WaitColumns } from "./wait.ts";

/** The share that came to one end. Columns as long as `Incidences.time`. */
export interface Incidence {
  readonly end: string;
  readonly events: Float64Array;
  /** The share that had come to this end just after each time. */
  readonly incidence: Float64Array;
  readonly stdErr: Float64Array;
  /** NaN while `incidence` is 0, and once it is 1. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** All ends, over the same times. */
export interface Incidences extends Omit<RiskTable, "events" | "ends"> {
  /** The share that had come to no end yet just after each time. */
  readonly stillOpen: Float64Array;
  /** In the order of the waits' `ends`. */
  readonly ends: readonly Incidence[];
}

/** The incidence of every end. */
export function aalenJohansen(waits: WaitColumns): Incidences {
  const { events, ends, ...table } = riskTable(waits);
  const rows = table.time.length;
  const total = new Float64Array(rows);
  for (const column of events) for (let row = 0; row < rows; row++) total[row]! += column[row]!;
  const stillOpen = openShares(table.atRisk, total);
  const of = { atRisk: table.atRisk, total, stillOpen };
  return { ...table, stillOpen, ends: ends.map((end, n) => incidenceOf(end, events[n]!, of)) };
}

interface Ground {
  readonly atRisk: Float64Array;
  /** Waits that came to any end. */
  readonly total: Float64Array;
  readonly stillOpen: Float64Array;
}

function openShares(atRisk: Float64Array, total: Float64Array): Float64Array {
  let share = 1;
  return total.map((ended, row) => {
    if (ended > 0) share *= (atRisk[row]! - ended) / atRisk[row]!;
    return share;
  });
}

/**
 * The variance is Greenwood's: that of the shares under multinomial counts at each time, carried forward by the delta
 * method (Andersen, Borgan, Gill and Keiding 1993, IV.4.1.3), as the covariance of (open, this end). Step by step, so
 * that nothing large is subtracted from something as large.
 */
function incidenceOf(end: string, events: Float64Array, { atRisk, total, stillOpen }: Ground): Incidence {
  const rows = events.length;
  const [incidence, stdErr] = [new Float64Array(rows), new Float64Array(rows)];
  const [lower, upper] = [new Float64Array(rows), new Float64Array(rows)];
  let share = 0;
  let ofOpen = 0;
  let ofBoth = 0;
  let ofShare = 0;
  let limits = logLogLimits(0, 0);
  for (let row = 0; row < rows; row++) {
    if (total[row]! > 0) {
      const watched = atRisk[row]!;
      const before = row === 0 ? 1 : stillOpen[row - 1]!;
      const some = events[row]! / watched;
      const any = total[row]! / watched;
      const spread = (before * before) / watched;
      ofShare += 2 * some * ofBoth + some * some * ofOpen + spread * some * (1 - some);
      ofBoth = (1 - any) * (ofBoth + some * ofOpen) - spread * some * (1 - any);
      ofOpen = (1 - any) * (1 - any) * ofOpen + spread * any * (1 - any);
      share += before * some;
      limits = logLogLimits(share, Math.sqrt(Math.max(0, ofShare)));
    }
    incidence[row] = share;
    stdErr[row] = Math.sqrt(Math.max(0, ofShare));
    lower[row] = limits.lower;
    upper[row] = limits.upper;
  }
  return { end, events, incidence, stdErr, lower, upper };
}
