/**
 * Curve and share → the time by which that share had ended, and its limits. Shares are compared with a tolerance,
 * since a half that was multiplied together is seldom exactly one half.
 */
import type { Incidence, Incidences } from "./aalen-johansen.ts";
import type { SurvivalCurve } from "./kaplan-meier.ts";

/** The square root of the machine epsilon, as in R's `quantile.survfit`. */
export const tolerance = Math.sqrt(Number.EPSILON);

/** In the unit of the waits; null: not reached, or no such limit. */
export interface Percentile {
  /** The share, between 0 and 1. */
  readonly share: number;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * The time by which `share` had ended, by R's `quantile.survfit`: the first time at which that many had; where the
 * curve is flat at exactly that share, the middle of the flat step. Limits are those of the curve's own limits.
 */
export function percentileOf(curve: SurvivalCurve, share: number): Percentile {
  const at = (shares: Float64Array) => crossing(curve.time, shares, share);
  return { share, value: at(curve.survival), lower: at(curve.lower), upper: at(curve.upper) };
}

/** The first time at which `share` of all had come to this end; null when that many never had. No middle is taken. */
export function incidencePercentileOf({ time }: Incidences, { incidence }: Incidence, share: number): number | null {
  const row = incidence.findIndex((value) => value >= share - tolerance);
  return row < 0 ? null : time[row]!;
}

/** What a curve says just after `at`; null before its first time, or when there is none. */
export function rowAt(time: Float64Array, at: number): number | null {
  let [low, high] = [0, time.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (time[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : low - 1;
}

/** Rows where the curve is NaN (a limit that does not exist) are passed over. */
function crossing(time: Float64Array, survival: Float64Array, share: number): number | null {
  const first = survival.findIndex((left) => 1 - left >= share - tolerance);
  if (first < 0) return null;
  const past = survival.findIndex((left) => 1 - left >= share + tolerance);
  if (past >= 0) return (time[first]! + time[past]!) / 2;
  // No time at which more had ended: the step is flat to the last time.
  return Number.isNaN(survival[survival.length - 1]!) ? null : (time[first]! + time[time.length - 1]!) / 2;
}
