/**
 * Waits of one rule → how they are spread: how many ended and how, the share that had reached the end after 30, 90 and
 * 180 days, and the percentiles where there is one end only. Calendar days, or working days of 24 working hours.
 */
import { type Instant, plusSeconds } from "../model/time.ts";
import { aalenJohansen, type Incidences } from "./aalen-johansen.ts";
import { kaplanMeier } from "./kaplan-meier.ts";
import { type Percentile, percentileOf, rowAt } from "./percentile.ts";
import { enoughStays } from "./stays.ts";
import { type Anomaly, columnsOf, type Wait } from "./wait.ts";
import type { ItemWait } from "./waits.ts";
import type { WorkingTally } from "./working-tally.ts";

/** Days at which shares are read (ruling 9). */
export const shareDays = [30, 90, 180] as const;

/** How waits are spread. Times are days. */
export interface Spread {
  /** Waits in the curves. */
  readonly n: number;
  readonly reached: number;
  readonly open: number;
  /** The other ends, in alphabetical order. */
  readonly others: readonly { readonly which: string; readonly n: number }[];
  /** Left out, since they began earlier than known. */
  readonly inexact: number;
  /** Left out, since their times cannot be right. */
  readonly anomalies: readonly Anomaly[];
  /** Fewer waits than this, and neither shares nor percentiles are read. */
  readonly enough: number;
  /** Null where nobody was watched for so long, or there are not enough. */
  readonly shares: readonly ShareBy[];
  /** Percentiles of the one end (Kaplan–Meier); null when waits ended otherwise, or there are not enough. */
  readonly half: Percentile | null;
  readonly most: Percentile | null;
  /** The middle of those that reached it; says nothing of those that have not, and is never trended. */
  readonly medianOfReached: number | null;
  /** One per end (Aalen–Johansen); empty when there are not enough. */
  readonly curves: readonly StepCurve[];
}

/** The share that had reached the end by a day, with limits (log-log, 95 %); null: not known. */
export interface ShareBy {
  readonly day: number;
  readonly share: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Steps of the share that had come to one end. `end` is `reached`, or how it ended otherwise. */
export interface StepCurve {
  readonly end: string;
  readonly steps: readonly (Omit<ShareBy, "share"> & { readonly share: number })[];
}

const daySeconds = 86_400;

/** In calendar days. */
export function spreadOf(waits: readonly ItemWait[], now: Instant): Spread {
  return spread(waits, waits, now);
}

/** The same waits in working days of 24 working hours. What is no wait by the calendar is none here. */
export function workingSpreadOf(waits: readonly ItemWait[], tally: WorkingTally, now: Instant): Spread {
  const odd = new Set(columnsOf(waits, now).anomalies.map(({ item }) => item));
  const fit = waits.filter(({ item }) => !odd.has(item));
  const worked = fit.map((one): Wait => {
    const entry = one.entry === null ? null : plusSeconds(one.from, tally(one.from, one.entry));
    const until = plusSeconds(one.from, one.workingSeconds);
    // Watched only in hours in which nobody works: as good as not watched late.
    return { ...one, until, entry: entry !== null && entry >= until ? null : entry };
  });
  return spread(worked, waits, now);
}

function spread(waits: readonly Wait[], all: readonly Wait[], now: Instant): Spread {
  const { columns, inexact } = columnsOf(waits, now);
  const { anomalies } = columnsOf(all, now);
  const n = columns.time.length;
  const isEnough = n >= enoughStays;
  const incidences = aalenJohansen(columns);
  const counts = columns.ends.map((_, at) => columns.end.reduce((sum, end) => sum + (end === at + 1 ? 1 : 0), 0));
  const hasOneEnd = counts.slice(1).every((count) => count === 0);
  const curve = isEnough && hasOneEnd ? kaplanMeier(columns) : null;
  const inDays = ({ share, value, lower, upper }: Percentile): Percentile => ({
    share,
    value: value === null ? null : value / daySeconds,
    lower: lower === null ? null : lower / daySeconds,
    upper: upper === null ? null : upper / daySeconds,
  });
  return {
    n,
    reached: counts[0] ?? 0,
    open: n - counts.reduce((sum, count) => sum + count, 0),
    others: columns.ends.slice(1).map((which, at) => ({ which, n: counts[at + 1]! })),
    inexact,
    anomalies,
    enough: enoughStays,
    shares: shareDays.map((day) => shareBy(incidences, day, isEnough)),
    half: curve === null ? null : inDays(percentileOf(curve, 0.5)),
    most: curve === null ? null : inDays(percentileOf(curve, 0.85)),
    medianOfReached: isEnough ? middle([...columns.time].filter((_, row) => columns.end[row] === 1)) : null,
    curves: isEnough ? curvesOf(incidences) : [],
  };
}

function shareBy(incidences: Incidences, day: number, isEnough: boolean): ShareBy {
  const { time, ends, stillOpen } = incidences;
  const none = { day, share: null, lower: null, upper: null };
  const row = rowAt(time, day * daySeconds);
  const last = time.at(-1) ?? 0;
  // Beyond the last time anything was seen, only curves that came to their end say anything.
  if (!isEnough || (last < day * daySeconds && (stillOpen.at(-1) ?? 1) > 0)) return none;
  const first = ends[0];
  if (first === undefined || row === null) return { ...none, share: 0 };
  const [lower, upper] = [first.lower[row]!, first.upper[row]!];
  return { day, share: first.incidence[row]!, lower: known(lower), upper: known(upper) };
}

function curvesOf({ time, ends }: Incidences): readonly StepCurve[] {
  return ends.map(({ end, events, incidence, lower, upper }) => {
    const rows = [...time.keys()].filter((row) => events[row]! > 0 || row === time.length - 1);
    const steps = rows.map((row) => ({
      day: time[row]! / daySeconds,
      share: incidence[row]!,
      lower: known(lower[row]!),
      upper: known(upper[row]!),
    }));
    return { end, steps };
  });
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function middle(seconds: readonly number[]): number | null {
  if (seconds.length === 0) return null;
  const sorted = [...seconds].sort((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return (sorted[Math.floor(at)]! + sorted[Math.ceil(at)]!) / 2 / daySeconds;
}
