/** A cron expression of five fields, in a zone → the moments that it names. A moment that the clock skips is the next one. */
import { Cron } from "croner";
import { type Instant, instantOf } from "../model/time.ts";

/**
 * The moments after `from` up to and with `to`, oldest first; the newest `most` of them. None for an expression that
 * cannot be read, which the config's check tells.
 */
export function cronMoments(
  expression: string,
  zone: string,
  { from, to, most }: { readonly from: Instant; readonly to: Instant; readonly most: number },
): readonly Instant[] {
  const cron = readCron(expression, zone);
  if (cron === null) return [];
  const after = instantOf(Math.floor(Date.parse(to) / 1000) + 1);
  const moments = cron.previousRuns(most, new Date(after)).map(instantAt);
  return moments.filter((at) => at > from && at <= to).sort();
}

/** The first moment after this one; null when there is none. */
export function nextCronMoment(expression: string, zone: string, after: Instant): Instant | null {
  const next = readCron(expression, zone)?.nextRun(new Date(after)) ?? null;
  return next === null ? null : instantAt(next);
}

/** Null when it cannot be read. */
export function readCron(expression: string, zone: string): Cron | null {
  try {
    return new Cron(expression, { timezone: zone, paused: true, mode: "5-part" });
  } catch {
    return null;
  }
}

function instantAt(date: Date): Instant {
  return instantOf(Math.floor(date.getTime() / 1000));
}
