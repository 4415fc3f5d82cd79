/**
 * Items whose card or label was moved where the pipeline allows no move, and of which nobody has made anything since:
 * they count in the stage before, and their boards say another (decision 7). With `undo` nothing is left to do.
 */
import type { Pipeline } from "../model/pipeline.ts";
import type { Instant } from "../model/time.ts";
import { endingsOf } from "./endings.ts";
import { type Ground, refOf, type Subject } from "./subject.ts";

/** One move that waits for somebody. */
export interface OpenRefusal {
  readonly item: string;
  readonly url: string;
  readonly at: Instant;
  /** Stage ids. */
  readonly from: string;
  readonly to: string;
}

/** The newest one of each item, the oldest first. */
export function openRefusals(
  subjects: readonly Subject[],
  { pipeline, ground, now }: { readonly pipeline: Pipeline; readonly ground: Ground; readonly now: Instant },
): readonly OpenRefusal[] {
  if (pipeline.illegalMoves === "undo") return [];
  return subjects
    .flatMap((one): readonly OpenRefusal[] => {
      const last = one.refused.findLast(({ at, resolvedAt }) => at <= now && (resolvedAt === null || resolvedAt > now));
      if (last === undefined || endingsOf(one, ground, now).length > 0) return [];
      const { at, from, to } = last;
      return [{ item: refOf(one), url: one.item.url, at, from, to }];
    })
    .sort((a, b) => (a.at === b.at ? (a.item < b.item ? -1 : 1) : a.at < b.at ? -1 : 1));
}
