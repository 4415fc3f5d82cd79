/**
 * Waits as people have them, each with its moments → columns of numbers, as the curves read them. A wait that began
 * earlier than known is left out and counted; one whose moments cannot be right is left out and listed; nothing else
 * is dropped. Times are whole seconds, so that what ended in the same second is a tie.
 */
import { type Instant, secondsOf } from "../model/time.ts";

/** How a wait ended, as far as is known. */
export type End =
  | { readonly kind: "reached" }
  /** Not over at `until`. */
  | { readonly kind: "open" }
  /** It can no longer be reached, because of `which`. */
  | { readonly kind: "otherwise"; readonly which: string };

/** The time one item took, or has taken so far, from one milestone to another. */
export interface Wait {
  /** What the wait is called when it has to be shown: `owner/repo#n`. */
  readonly item: string;
  readonly from: Instant;
  /** false: it began at `from` or earlier. */
  readonly fromExact: boolean;
  /** When it began to be watched; null: from its beginning. R calls this delayed entry. */
  readonly entry: Instant | null;
  /** When it ended; while open, the last moment at which it was known to be open. */
  readonly until: Instant;
  readonly end: End;
}

/** Many waits in columns of one length; all times count from each wait's own beginning, in one unit. */
export interface WaitColumns {
  readonly time: Float64Array;
  /** When each began to be watched; null: all of them from the beginning. */
  readonly entry: Float64Array | null;
  /** 0: open. Otherwise the place in `ends`, counted from 1. */
  readonly end: Uint8Array;
  /** The names of the ends; the first is the one waited for. At most 255. */
  readonly ends: readonly string[];
}

/** A wait that was left out because it cannot have been so. */
export interface Anomaly {
  readonly item: string;
  readonly kind: "ends-before-it-began" | "begins-in-the-future" | "ends-in-the-future" | "never-watched";
}

/** What waits come to: the columns, in seconds, and all that is not in them. */
export interface Columned {
  readonly columns: WaitColumns;
  /** Waits left out because they began earlier than known. */
  readonly inexact: number;
  /** In the order of the waits. */
  readonly anomalies: readonly Anomaly[];
}

/** The name of the end that is waited for. */
export const reached = "reached";

/** Puts waits into columns. The other ends are in alphabetical order, so that the order of the waits does not matter. */
export function columnsOf(waits: readonly Wait[], now: Instant): Columned {
  const anomalies: Anomaly[] = [];
  const kept: Wait[] = [];
  let inexact = 0;
  for (const wait of waits) {
    const kind = anomalyOf(wait, now);
    if (kind !== null) anomalies.push({ item: wait.item, kind });
    else if (wait.fromExact) kept.push(wait);
    else inexact += 1;
  }
  const others = kept.flatMap(({ end }) => (end.kind === "otherwise" ? [end.which] : []));
  const ends = [reached, ...[...new Set(others)].sort()];
  if (ends.length > 255)
    throw new RangeError(`${ends.length} different ends are more than the 255 that can be told apart.`);
  return { columns: filled(kept, ends), inexact, anomalies };
}

function anomalyOf({ from, entry, until }: Wait, now: Instant): Anomaly["kind"] | null {
  if (from > now) return "begins-in-the-future";
  if (until > now) return "ends-in-the-future";
  if (until < from) return "ends-before-it-began";
  return entry !== null && entry > from && entry >= until ? "never-watched" : null;
}

function filled(waits: readonly Wait[], ends: readonly string[]): WaitColumns {
  const time = new Float64Array(waits.length);
  const end = new Uint8Array(waits.length);
  const late = waits.some(({ entry, from }) => entry !== null && entry > from);
  const entry = late ? new Float64Array(waits.length) : null;
  for (const [n, wait] of waits.entries()) {
    const from = secondsOf(wait.from);
    time[n] = secondsOf(wait.until) - from;
    end[n] = placeOf(wait.end, ends);
    if (entry !== null && wait.entry !== null) entry[n] = Math.max(0, secondsOf(wait.entry) - from);
  }
  return { time, entry, end, ends };
}

function placeOf(end: End, ends: readonly string[]): number {
  if (end.kind === "open") return 0;
  return end.kind === "reached" ? 1 : ends.indexOf(end.which, 1) + 1;
}
