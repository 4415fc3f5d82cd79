/**
 * An item's accepted visits → the same without slips of the hand. A stay shorter than the noise window from which the
 * item went straight back to where it came from is taken out, and the stay before it goes on. Passing through a stage
 * quickly on the way to another is no slip. The facts themselves stay as they are: only measures read these.
 */
import type { StagePlace, Visit } from "../model/change.ts";
import { type Instant, secondsOf } from "../model/time.ts";
import { visitsAt } from "./stage-times.ts";

/** Stays shorter than this, there and back, are slips. */
export const noiseSeconds = 60;

/** Visits that had begun at `now`, oldest first, numbered anew; one left later is still open. */
export function settledVisits(place: StagePlace, now: Instant, noise = noiseSeconds): readonly Visit[] {
  const kept: Visit[] = [];
  for (const visit of visitsAt(place, now)) {
    const last = kept.at(-1);
    const before = kept.at(-2);
    if (last && before?.stage === visit.stage && secondsOf(visit.entered) - secondsOf(last.entered) < noise) {
      kept.splice(-2, 2, { ...before, left: visit.left });
    } else {
      const nth = 1 + kept.filter(({ stage }) => stage === visit.stage).length;
      kept.push({ ...visit, visit: nth });
    }
  }
  return kept;
}
