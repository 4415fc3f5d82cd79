/** Lost items → by quarter of being lost, with why and to whom. What was taken up again since is not lost. */

import type { Instant } from "../../model/time.ts";
import { endingsOf } from "../endings.ts";
import type { Period } from "../periods.ts";
import { settledVisits } from "../settled-visits.ts";
import { type Ground, refOf, type Subject } from "../subject.ts";
import type { Group } from "./groups.ts";

/** One row: a reason, or all of them. */
export interface LostRow {
  readonly name: string;
  /** Items by quarter, in the order of the quarters. */
  readonly quarters: readonly (readonly string[])[];
  /** Of all time. */
  readonly items: readonly string[];
}

/** One row: whom people thought of. */
export interface CompetitorRow extends LostRow {
  /** Items that name it, open ones among them. */
  readonly named: number;
  /** Won although it was named. */
  readonly won: readonly string[];
}

export interface LostLens {
  readonly quarters: readonly Period[];
  readonly ground: Ground;
  readonly now: Instant;
}

/** When it was lost for good, as of `now`; null: it was not. */
export function lostAt(one: Subject, { ground, now }: LostLens): Instant | null {
  return endingsOf(one, ground, now).find(({ good }) => !good)?.at ?? null;
}

export function lostRow({ name, items }: Group, lens: LostLens): LostRow {
  const lost = items.flatMap((one) => {
    const at = lostAt(one, lens);
    return at === null ? [] : [{ at, item: refOf(one) }];
  });
  return {
    name,
    quarters: lens.quarters.map(({ from, to }) => namesOf(lost.filter(({ at }) => from <= at && at < to))),
    items: namesOf(lost),
  };
}

export function competitorRow(group: Group, lens: LostLens): CompetitorRow {
  const won = group.items.filter((one) => {
    const last = settledVisits(one.place, lens.now).at(-1)?.stage;
    const outcome = one.pipeline.stages.find(({ id }) => id === last)?.outcome ?? null;
    return (outcome === "won" || outcome === "done") && lostAt(one, lens) === null;
  });
  return { ...lostRow(group, lens), named: group.items.length, won: won.map(refOf).sort() };
}

function namesOf(lost: readonly { readonly item: string }[]): readonly string[] {
  return lost.map(({ item }) => item).sort();
}
