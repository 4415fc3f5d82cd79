/**
 * Waits with one end → the share that is still waiting, by time (Kaplan and Meier 1958), with Greenwood's standard
 * error and log-log limits. Waits that are not over count for as long as they were watched, and are never dropped.
 * Says what R's `survfit(Surv(entry, time, event) ~ 1, conf.type = "log-log")` says.
 *
 * Laws (test/measure/kaplan-meier.test.ts): starts at 1, never rises, stays in [0, 1]; without open waits it is the
 * share of longer ones; with open ones only it is flat; order does not matter; it scales with the unit.
 */
import { logLogLimits } from "./limits.ts";
import { type RiskTable, riskTable } from "./risk-table.ts";
import type { WaitColumns } from "./wait.ts";

/** The curve, one row per time at which a wait ended or was last seen. */
export interface SurvivalCurve extends Omit<RiskTable, "events" | "ends"> {
  readonly events: Float64Array;
  /** The share still waiting just after `time`. */
  readonly survival: Float64Array;
  /** Of `survival`; NaN once that is 0. */
  readonly stdErr: Float64Array;
  /** NaN while `survival` is 1, and once it is 0. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** The curve of the first end. Throws `RangeError` when there are others too: they would count as if still waiting. */
export function kaplanMeier(waits: WaitColumns): SurvivalCurve {
  const { events: perEnd, ends, ...table } = riskTable(waits);
  if (perEnd.some((column, end) => end > 0 && column.some((count) => count > 0)))
    throw new RangeError(`There are waits that ended otherwise (${ends.slice(1).join(", ")}): use aalenJohansen.`);
  const events = perEnd[0] ?? new Float64Array(table.time.length);
  return { ...table, events, ...sharesOf(table.atRisk, events) };
}

function sharesOf(
  atRisk: Float64Array,
  events: Float64Array,
): Pick<SurvivalCurve, "survival" | "stdErr" | "lower" | "upper"> {
  const [survival, stdErr, lower, upper] = columns(atRisk.length);
  let share = 1;
  let variance = 0;
  let limits = logLogLimits(1, 0);
  for (let row = 0; row < atRisk.length; row++) {
    const ended = events[row]!;
    if (ended > 0) {
      const watched = atRisk[row]!;
      share *= (watched - ended) / watched;
      variance += ended / (watched * (watched - ended));
      limits = logLogLimits(share, share * Math.sqrt(variance));
    }
    survival[row] = share;
    stdErr[row] = share > 0 ? share * Math.sqrt(variance) : Number.NaN;
    lower[row] = limits.lower;
    upper[row] = limits.upper;
  }
  return { survival, stdErr, lower, upper };
}

function columns(rows: number): readonly [Float64Array, Float64Array, Float64Array, Float64Array] {
  return [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)];
}
