/** The day that a cell of a file names, alone or with a time of day in UTC. */
import { type Day, readDay } from "../calendar/day.ts";

/** The day of `2026-09-30`, `2026-09-30 23:59:59` and `2026-09-30T23:59:59Z`; null for anything else. */
export function dayFrom(text: string): Day | null {
  const isOne = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|\+00:?00)?)?$/.test(text.trim());
  return isOne ? readDay(text.trim().slice(0, 10)) : null;
}
