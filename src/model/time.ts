/**
 * Instants, as GitHub writes them. An instant is UTC text to the second, so that it sorts as text, prints as it
 * is stored and survives JSON. Arithmetic is on whole seconds; nothing here reads a clock.
 */

declare const instantBrand: unique symbol;

/** A moment in UTC, always `YYYY-MM-DDTHH:MM:SSZ`. Comparing two as text compares them in time. */
export type Instant = string & { readonly [instantBrand]: true };

/** Reads any ISO 8601 date-time that carries a zone; fractions of a second are cut. Throws `RangeError` on anything else. */
export function instant(text: string): Instant {
  const milliseconds = /[zZ]$|[+-]\d\d:?\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds))
    throw new RangeError(`"${text}" is not an instant. Write it as 2026-01-31T09:00:00Z.`);
  return instantOf(Math.floor(milliseconds / 1000));
}

/** Whole seconds since 1970-01-01T00:00:00Z. */
export function secondsOf(at: Instant): number {
  return Date.parse(at) / 1000;
}

/** The inverse of `secondsOf`. */
export function instantOf(seconds: number): Instant {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z` as Instant;
}

/** The instant `seconds` later (earlier when negative). */
export function plusSeconds(at: Instant, seconds: number): Instant {
  return instantOf(secondsOf(at) + seconds);
}

/** Calendar days of 24 hours from one instant to another; fractions allowed, negative when `to` is earlier. */
export function daysBetween(from: Instant, to: Instant): number {
  return (secondsOf(to) - secondsOf(from)) / 86_400;
}
