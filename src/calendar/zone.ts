/** Instants ⇄ days and wall-clock times in a time zone, by the IANA rules that the JavaScript engine knows. */
import { Temporal } from "temporal-polyfill";
import { type Instant, instantOf } from "../model/time.ts";
import type { Day } from "./day.ts";

/** The day that it is at this moment in the zone. Throws `RangeError` for an unknown zone. */
export function dayOf(at: Instant, zone: string): Day {
  if (zone === "UTC") return at.slice(0, 10);
  return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The first moment of a day in the zone: midnight, or the first moment after it where the clock skips midnight. */
export function startOfDay(day: Day, zone: string): Instant {
  return timeOn(day, "00:00", zone);
}

/**
 * The moment at which clocks in the zone show `HH:MM` on that day. A time that the clock skips is the same time counted
 * from before the skip; of a time that comes twice, the first.
 */
export function timeOn(day: Day, time: string, zone: string): Instant {
  if (zone === "UTC") return `${day}T${time}:00Z` as Instant;
  const asked = `${day}T${time} ${zone}`;
  const known = worked.get(asked) ?? workedOut(day, time, zone);
  // The days of forty years, twice: no report asks for more, and no process keeps more.
  if (worked.size >= 30_000) worked.clear();
  worked.set(asked, known);
  return known;
}

/** Zones are slow to ask, and the same days are asked for again for every item. */
const worked = new Map<string, Instant>();

function workedOut(day: Day, time: string, zone: string): Instant {
  const zoned = Temporal.PlainDateTime.from(`${day}T${time}:00`).toZonedDateTime(zone, {
    disambiguation: "compatible",
  });
  return instantOf(Math.floor(zoned.epochMilliseconds / 1000));
}
