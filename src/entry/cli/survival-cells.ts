/** One cell of a table of waits → a moment, a number of days or an end; null for what is none. Never guesses. */
import { readDay } from "../../calendar/day.ts";
import { startOfDay, timeOn } from "../../calendar/zone.ts";
import { secondsOf } from "../../model/time.ts";

const dateTime =
  /^(\d{4}-\d\d-\d\d)[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:[.,]\d+)?)?(?: ?(Z|[+-]\d\d:?\d\d))?$/i;
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const reachedWords = new Set(["reached", "1", "true", "yes"]);
const openWords = new Set(["open", "0", "false", "no", ""]);

/** How cells are written, for whoever has to put one right. */
export const accepted = {
  moment: "Write it as 2026-01-31, 2026-01-31 09:00 or 2026-01-31T09:00:00Z.",
  days: "Write it as 12 or 12.5.",
} as const;

/**
 * Seconds since 1970 of `2026-01-31`, its first moment in the zone, or of `2026-01-31 09:00:00` with or without a zone
 * of its own. Fractions of a second are cut.
 */
export function readMoment(text: string, zone: string): number | null {
  const alone = readDay(text);
  if (alone !== null) return secondsOf(startOfDay(alone, zone));
  const [, written = "", time = "", seconds = "00", offset] = dateTime.exec(text.trim()) ?? [];
  const day = readDay(written);
  if (day === null) return null;
  if (offset === undefined) return secondsOf(timeOn(day, time, zone)) + Number(seconds);
  const apart = offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase();
  const milliseconds = Date.parse(`${day}T${time}:${seconds}${apart}`);
  return Number.isNaN(milliseconds) ? null : milliseconds / 1000;
}

/** A number with a full stop for its fraction; may be negative. */
export function readDays(text: string): number | null {
  const written = text.trim();
  const days = decimal.test(written) ? Number(written) : Number.NaN;
  return Number.isFinite(days) ? days : null;
}

/** What an end column says. Anything that is neither reached nor open is an end of that name. */
export function readEnd(text: string): "reached" | "open" | { readonly which: string } {
  const word = text.trim().toLowerCase();
  if (reachedWords.has(word)) return "reached";
  return openWords.has(word) ? "open" : { which: text.trim() };
}
