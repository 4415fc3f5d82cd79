/** Items of all pipelines → one community's way through them: when each item began, where it stands, when it ended. */
import type { Instant } from "../model/time.ts";
import { endingsOf } from "./endings.ts";
import { settledVisits } from "./settled-visits.ts";
import { type Ground, refOf, type Subject } from "./subject.ts";

/** One community, by its slug. */
export interface Journey {
  readonly community: string;
  /** Oldest first. */
  readonly items: readonly JourneyItem[];
}

export interface JourneyItem {
  readonly item: string;
  readonly url: string;
  readonly pipeline: string;
  /** The stage it stands in. */
  readonly stage: string | null;
  readonly from: Instant;
  /** Null: it is on its way. */
  readonly to: Instant | null;
  /** Whether it ended where its pipeline leads. */
  readonly good: boolean;
}

/** In alphabetical order. Items that name no community are in none. */
export function journeysOf(subjects: readonly Subject[], ground: Ground, now: Instant): readonly Journey[] {
  const all = new Map<string, JourneyItem[]>();
  for (const one of subjects) {
    if (one.community === null || one.item.createdAt > now) continue;
    const items = all.get(one.community) ?? [];
    all.set(one.community, items);
    items.push(itemOf(one, ground, now));
  }
  return [...all]
    .sort(([a], [b]) => byText(a, b))
    .map(([community, items]) => ({
      community,
      items: items.sort((a, b) => byText(a.from, b.from) || byText(a.item, b.item)),
    }));
}

function itemOf(one: Subject, ground: Ground, now: Instant): JourneyItem {
  const ending = endingsOf(one, ground, now)[0] ?? null;
  const { item, pipeline, place } = one;
  return {
    item: refOf(one),
    url: item.url,
    pipeline: pipeline.name,
    stage: settledVisits(place, now).at(-1)?.stage ?? null,
    from: item.createdAt,
    to: ending?.at ?? null,
    good: ending?.good ?? false,
  };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
