/** Where keys wait for their turn: two lanes, people's and sweeps', each in order of arrival and each key once. */
import type { Instant } from "../model/time.ts";
import type { Urgency } from "./queue-port.ts";

/** So many starts go to people before a waiting sweep gets one: neither may starve the other. */
const peopleBeforeSweep = 8;

export interface Lanes<K> {
  /** A key that waits already keeps its place, and moves to the people's lane when a person asks. */
  place(text: string, key: K, urgency: Urgency, now: Instant): void;
  /** Removes and returns the next key for which `mayRun`; null when there is none. */
  take(mayRun: (text: string) => boolean): readonly [string, K] | null;
  texts(): readonly string[];
  /** Since when the one that has waited longest waits; null: none does. */
  oldest(): Instant | null;
  isEmpty(): boolean;
}

/** Makes two empty lanes. */
export function createLanes<K>(): Lanes<K> {
  const lanes: Record<Urgency, Map<string, K>> = { person: new Map(), sweep: new Map() };
  const since = new Map<string, Instant>();
  let startsForPeople = 0;

  function takeFrom(urgency: Urgency, mayRun: (text: string) => boolean): readonly [string, K] | null {
    for (const entry of lanes[urgency]) {
      if (!mayRun(entry[0])) continue;
      lanes[urgency].delete(entry[0]);
      since.delete(entry[0]);
      startsForPeople = urgency === "person" && lanes.sweep.size > 0 ? startsForPeople + 1 : 0;
      return entry;
    }
    return null;
  }

  return {
    place(text, key, urgency, now) {
      if (!since.has(text)) since.set(text, now);
      if (urgency === "sweep" && lanes.person.has(text)) return;
      if (urgency === "person") lanes.sweep.delete(text);
      lanes[urgency].set(text, key);
    },
    take(mayRun) {
      if (startsForPeople >= peopleBeforeSweep) return takeFrom("sweep", mayRun) ?? takeFrom("person", mayRun);
      return takeFrom("person", mayRun) ?? takeFrom("sweep", mayRun);
    },
    texts: () => [...lanes.person.keys(), ...lanes.sweep.keys()],
    oldest: () =>
      [...since.values()].reduce<Instant | null>((least, at) => (least === null || at < least ? at : least), null),
    isEmpty: () => lanes.person.size + lanes.sweep.size === 0,
  };
}
