/**
 * Items → every stay in one stage as a wait: from entering it to leaving it for wherever, or to the item's end, or open
 * at `now`. Each stay counts by itself, so that an item which came back has two.
 */
import { type Instant, secondsOf } from "../model/time.ts";
import { endingsOf } from "./endings.ts";
import { settledVisits } from "./settled-visits.ts";
import { type Ground, refOf, type Subject } from "./subject.ts";
import type { Wait } from "./wait.ts";

/** One stay. */
export interface StageStay extends Wait {
  readonly stage: string;
  readonly url: string;
}

/** Fewer stays than this, and no curve is read. */
export const enoughStays = 5;

/** Every stay in a stage on the way, items in the order given, each oldest first. */
export function staysIn(subjects: readonly Subject[], ground: Ground, now: Instant): readonly StageStay[] {
  return subjects.flatMap((one) => {
    const ends = one.pipeline.stages.filter(({ outcome }) => outcome !== null).map(({ id }) => id);
    const over = endingsOf(one, ground, now).at(-1) ?? null;
    return (
      settledVisits(one.place, now)
        // A card that is moved about after the issue was closed stays nowhere.
        .filter(({ stage, entered }) => !ends.includes(stage) && (over === null || entered <= over.at))
        .map(({ stage, entered, exact, left }): StageStay => {
          const gone = left ?? over?.at ?? null;
          return {
            item: refOf(one),
            url: one.item.url,
            stage,
            from: entered,
            fromExact: exact,
            entry: null,
            until: gone ?? now,
            end: gone === null ? { kind: "open" } : { kind: "reached" },
          };
        })
    );
  });
}

/** How long it took, or has taken so far, in days of 24 hours. */
export function daysOfStay({ from, until }: Pick<Wait, "from" | "until">): number {
  return (secondsOf(until) - secondsOf(from)) / 86_400;
}
