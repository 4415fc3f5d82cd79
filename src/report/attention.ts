/**
 * A measured pipeline → what a person should look at first, worst first. Three kinds: what could not be read, a move
 * that the pipeline does not allow and that nobody has put right, and items that have waited in their stage longer
 * than every item that has left it.
 */
import type { ItemMeasure } from "../measure/item-measure.ts";
import type { PipelineMeasure } from "../measure/pipeline-measure.ts";
import { countText, dayText, stageName } from "./words.ts";

/** One thing to look at. */
export interface Attention {
  readonly ref: string;
  readonly url: string;
  /** Null when the item could not be read. */
  readonly title: string | null;
  /** A sentence that continues the item's name. */
  readonly what: string;
}

/** What needs attention; empty when nothing does. */
export function attentionOf(measure: PipelineMeasure): readonly Attention[] {
  const unread = measure.incomplete.map(({ ref, url, why }) => ({ ref, url, title: null, what: why }));
  return [...unread, ...openJumps(measure), ...longWaits(measure)];
}

function openJumps({ items, stages, policy }: PipelineMeasure): readonly Attention[] {
  // With `undo` the mirror has put the card back already: nothing is left to do.
  if (policy.illegalMoves === "undo") return [];
  return items.flatMap((item) => {
    const last = item.moves.findLast((move) => move.verdict === "open");
    if (!last) return [];
    const from = stageName(stages, item.stage);
    const what = `was moved to ${stageName(stages, last.to)} by ${last.by ?? "a deleted account"} on ${dayText(last.at)}, which is not allowed from ${from}. It counts as ${from} until it is moved on in order.`;
    return [pointTo(item, what)];
  });
}

function longWaits({ items, stages, policy }: PipelineMeasure): readonly Attention[] {
  return stages.flatMap((stage) => {
    const left = stage.times.filter((time) => !time.open);
    if (left.length < policy.enough) return [];
    const longest = left[0]!.days;
    return stage.times
      .filter((time) => time.open && time.days > longest)
      .flatMap(({ ref, days }) => {
        const item = items.find((one) => one.ref === ref);
        const what = `has been in ${stage.name} for ${countText(days, "day")}, longer than any of the ${left.length} that left it (longest: ${countText(longest, "day")}).`;
        return item ? [pointTo(item, what)] : [];
      });
  });
}

function pointTo({ ref, url, title }: ItemMeasure, what: string): Attention {
  return { ref, url, title, what };
}
