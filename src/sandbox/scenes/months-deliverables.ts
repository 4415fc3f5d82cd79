/**
 * What grants owe in the eighteen months and after: each is opened well ahead, is due on a day, and is delivered some
 * days before or after it.
 */
import { textOf } from "../clock.ts";
import type { DeliverableLife, Unnumbered } from "./months-chronicle.ts";
import { odds, openings, seen, streamOf } from "./months-draw.ts";
import { rates } from "./months-rates.ts";

const day = 86_400;

/** Draws all of them, oldest first. None is opened in the last 30 days. */
export function drawDeliverables(seed: number): readonly Unnumbered<DeliverableLife>[] {
  const random = streamOf(seed, "deliverables");
  const { count, slack, ahead } = rates.deliverables;
  return openings(random, count, 30 * day).map((openedAt) => {
    const due = (Math.floor(openedAt / day) + ahead.least + random.below(ahead.spread + 1)) * day;
    // Inverse of the logistic distribution: median + scale · ln(u / (1 - u)).
    const late = Math.round((slack.median + slack.scale * Math.log(odds(random))) * day);
    // Before its opening only once in 40,000 draws: exp(-85 / 8).
    const delivered = Math.max(openedAt + 3600, due + late);
    return { openedAt: textOf(openedAt), due: textOf(due).slice(0, 10), deliveredAt: seen(delivered) };
  });
}
