/**
 * Stays of one item → one figure per stage, by the policy `sum`: several stays in one stage are added. The name of
 * the policy is printed wherever the figure is.
 */
import type { Stay } from "./stage-times.ts";

/** The policy for items that were in a stage more than once. */
export const reentryPolicy = "sum" as const;

/** All the time one item has spent in one stage. */
export interface StageSum {
  readonly stage: string;
  /** Calendar days. */
  readonly days: number;
  readonly visits: number;
  /** Whether the item is still there, so that `days` is only so far. */
  readonly open: boolean;
  /** false: at least one stay began earlier than known. */
  readonly exact: boolean;
}

/** One sum per stage that was visited, in the order of `order`; stages that `order` does not know come last. */
export function stageSums(stays: readonly Stay[], order: readonly string[]): readonly StageSum[] {
  const names = [...new Set([...order, ...stays.map((stay) => stay.stage)])];
  return names.flatMap((stage) => {
    const here = stays.filter((stay) => stay.stage === stage);
    return here.length === 0 ? [] : [sumOf(stage, here)];
  });
}

function sumOf(stage: string, stays: readonly Stay[]): StageSum {
  return {
    stage,
    days: stays.reduce((total, stay) => total + stay.days, 0),
    visits: stays.length,
    open: stays.some((stay) => stay.left === null),
    exact: stays.every((stay) => stay.exact),
  };
}
