/**
 * What we posted before → by the key that each carries, the one that keeps the key: a person may have closed another as
 * its duplicate; else the lowest number, else the earliest. And of another period, the one just before.
 */
import type { Marker } from "../../content/markers.ts";
import type { Change } from "../../model/change.ts";
import type { PostedText } from "../../model/post.ts";
import type { PostRule } from "../../model/report-rule.ts";
import type { World } from "../../model/snapshot.ts";
import { ownMarker } from "../own-text.ts";

/** One of ours with what its marker keeps. */
export interface Kept {
  readonly post: PostedText;
  readonly marker: Marker;
  /** Ours under the same key that came later. */
  readonly doubles: readonly PostedText[];
}

/** `report/weekly/2026-W47`; a rolling issue has one key for all periods. */
export function postKey(name: string, period: string, post: PostRule): string {
  return post.kind === "rolling-issue" ? `report/${name}` : `report/${name}/${period}`;
}

/** Every report of that name that is there, by key. */
export function keptReports(name: string, found: readonly PostedText[], world: World): ReadonlyMap<string, Kept> {
  const byKey = new Map<string, { readonly post: PostedText; readonly marker: Marker }[]>();
  for (const post of found) {
    const marker = ownMarker(post, world);
    if (marker === null || (marker.key !== `report/${name}` && !marker.key.startsWith(`report/${name}/`))) continue;
    byKey.set(marker.key, [...(byKey.get(marker.key) ?? []), { post, marker }]);
  }
  return new Map(
    [...byKey].map(([key, all]) => {
      const [first, ...others] = all.sort((one, other) => rank(one.post, other.post));
      return [key, { ...first!, doubles: others.map(({ post }) => post) }];
    }),
  );
}

/** The newest one of another period that knew less than `asOf`; null when there is none. */
export function previousOf(kept: ReadonlyMap<string, Kept>, key: string, asOf: string): Kept | null {
  const before = [...kept.values()].filter(({ marker }) => marker.key !== key && asOfIn(marker) < asOf);
  return before.sort((one, other) => (asOfIn(one.marker) < asOfIn(other.marker) ? 1 : -1))[0] ?? null;
}

/** Takes back what is double: an issue and a discussion are closed as duplicates, a status update is deleted. */
export function withdrawDoubles({ post, marker, doubles }: Kept, rule: PostRule, because: string): readonly Change[] {
  const why = { rule: because, fact: `the same was posted first at ${post.createdAt}` };
  const { key } = marker;
  return doubles
    .filter(({ state }) => state === "open")
    .map((double): Change => {
      if (rule.kind === "discussion" || rule.kind === "status-update")
        return { ...why, kind: "withdraw-post", of: rule.kind, post: double.id, key };
      return { ...why, kind: "close-as-duplicate", issue: double.id, of: post.id, key };
    });
}

/** What it knew, by its marker; "" for one that does not say. */
export function asOfIn({ extra }: Marker): string {
  return typeof extra.asOf === "string" ? extra.asOf : "";
}

function rank(one: PostedText, other: PostedText): number {
  const duplicate = Number(one.stateReason === "duplicate") - Number(other.stateReason === "duplicate");
  if (duplicate !== 0 || one.number !== other.number) return duplicate || one.number - other.number;
  return one.createdAt + one.id < other.createdAt + other.id ? -1 : 1;
}
