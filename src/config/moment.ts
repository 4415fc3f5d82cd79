/** The config's lengths of time and dates → seconds and instants. Their shape has been checked by the schema. */
import { type Instant, instant } from "../model/time.ts";

const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `15m` → 900. */
export function durationSeconds(text: string): number {
  return Number(text.slice(0, -1)) * secondsIn[text.slice(-1)]!;
}

/** A day (midnight UTC) or an instant; null for a day or time that the calendar does not have. */
export function momentOf(text: string): Instant | null {
  const [day = "", time = ""] = text.split("T");
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // Date.parse turns 30 February into 2 March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return null;
  const full = time === "" ? `${day}T00:00:00Z` : text;
  return Number.isNaN(Date.parse(full)) ? null : instant(full);
}
