/**
 * Leads of one campaign → how many came, how many were found worth following, and how many were won. What is open may
 * still be won, and what was lost cannot: so the share won by a day is the incidence of Aalen and Johansen.
 */
import type { Pipeline } from "../../model/pipeline.ts";
import { momentsOf } from "../milestones.ts";
import { trailing } from "../periods.ts";
import { type Spread, spreadOf } from "../spread.ts";
import { refOf, type Subject } from "../subject.ts";
import { type WaitGround, waitsOf } from "../waits.ts";
import { type Share, wilson } from "../wilson.ts";
import type { Group } from "./groups.ts";

export interface Campaign {
  readonly name: string;
  /** Sorted. */
  readonly items: readonly string[];
  /** Of them, those that were opened in the window. */
  readonly recent: number;
  /** Found worth following so far, of all; null when no stage says so. */
  readonly qualified: (Share & { readonly n: number }) | null;
  /** Won so far. */
  readonly won: readonly string[];
  /** Days from opening to being won. */
  readonly toWon: Spread;
}

/** One campaign of a pipeline with a stage in which items are won. */
export function campaignOf(
  { name, items }: Group,
  pipeline: Pipeline,
  { windowWeeks, ...lens }: WaitGround & { readonly windowWeeks: number },
): Campaign {
  const { ground, now } = lens;
  const goal = pipeline.stages.find(({ outcome }) => outcome === "won" || outcome === "done")!.id;
  const has = (one: Subject, stage: string) => {
    const moments = momentsOf(one, { kind: "enters", stage }, { ground, now, skipped: "reached" });
    return moments.known && moments.value.length > 0;
  };
  const stage = pipeline.market?.qualified ?? null;
  const hits = stage === null ? 0 : items.filter((one) => has(one, stage)).length;
  const share = stage === null ? null : wilson(hits, items.length);
  const { waits } = waitsOf(
    items,
    {
      names: { from: "opened", to: goal },
      from: { kind: "opened" },
      to: { kind: "enters", stage: goal },
      reentry: "first",
      skipped: "reached",
    },
    lens,
  );
  const { from } = trailing(now, windowWeeks);
  return {
    name,
    items: items.map(refOf).sort(),
    recent: items.filter(({ item }) => item.createdAt >= from).length,
    qualified: share === null ? null : { ...share, n: items.length },
    won: items
      .filter((one) => has(one, goal))
      .map(refOf)
      .sort(),
    toWon: spreadOf(waits, now),
  };
}
