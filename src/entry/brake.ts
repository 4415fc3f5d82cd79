/**
 * How much one run may do before a person is asked: so many writes, or a share of all open items. So much at once is
 * more often a mistake in the config than a wish. What may be done all the same is named by the hash of its plan.
 */
import { createHash } from "node:crypto";
import type { Config } from "../config/config.ts";
import type { Reconciled } from "../model/change.ts";
import { changeText } from "../plan/render.ts";
import { counted } from "./counted.ts";

/** What a run does, or would do. */
export interface Extent {
  readonly writes: number;
  /** Items that it touches. */
  readonly items: number;
  /** Items that were listed. */
  readonly of: number;
}

/** A share of few items says nothing. */
const fewItems = 50;

/** What is too much, in a sentence; null while it is not. */
export function brakeWords({ brake }: Pick<Config, "brake">, { writes, items, of }: Extent): string | null {
  if (writes > brake.writes)
    return `${counted(writes, "write")} in one run are more than brake.writes allows (${brake.writes})`;
  if (items <= fewItems || items <= of * brake.share) return null;
  const percent = Math.round(brake.share * 100);
  return `${items} of ${counted(of, "item")} in one run are more than brake.share allows (${percent} %)`;
}

export function extentOf(results: readonly Reconciled[]): Extent {
  const planned = results.map(({ plan }) => plan?.changes.length ?? 0);
  return {
    writes: planned.reduce((sum, many) => sum + many, 0),
    items: planned.filter((many) => many > 0).length,
    of: results.length,
  };
}

/** Twelve letters that stand for just these changes, in whatever order the items were looked at. */
export function planHash(results: readonly Reconciled[]): string {
  const lines = results.flatMap(({ key, plan }) =>
    (plan?.changes ?? []).map((change) => `${key.issue} ${change.kind} ${changeText(change)} ${change.rule}`),
  );
  return createHash("sha256").update(lines.sort().join("\n")).digest("hex").slice(0, 12);
}
