/**
 * Issues that we opened without a parent → by the key that each carries, the one that keeps the key first (ruling 7):
 * the lowest number, unless a person closed it as a duplicate.
 */
import type { Change } from "../../model/change.ts";
import { refText } from "../../model/key.ts";
import type { OwnIssue, World } from "../../model/snapshot.ts";
import { ownMarker } from "../own-text.ts";
import { nothing, type Part } from "../part.ts";

/** What is found under one key. */
export interface Kept {
  readonly key: string;
  readonly issue: OwnIssue;
  /** Ours with the same key that came later. */
  readonly doubles: readonly OwnIssue[];
}

/** Everything whose key begins so, by key. */
export function keptUnder(stem: string, found: readonly OwnIssue[], world: World): ReadonlyMap<string, Kept> {
  const byKey = new Map<string, OwnIssue[]>();
  for (const issue of found) {
    const marker = ownMarker(issue, world);
    if (marker?.kind !== "issue" || !marker.key.startsWith(stem)) continue;
    byKey.set(marker.key, [...(byKey.get(marker.key) ?? []), issue]);
  }
  const kept = new Map<string, Kept>();
  for (const [key, issues] of byKey) {
    const [issue, ...doubles] = issues.sort(
      (a, b) => Number(a.stateReason === "duplicate") - Number(b.stateReason === "duplicate") || a.number - b.number,
    );
    if (issue !== undefined) kept.set(key, { key, issue, doubles });
  }
  return kept;
}

/** Closes what is double. */
export function closeTwins({ key, issue, doubles }: Kept, rule: string): Part {
  const fact = `${refText(issue)} was opened first for the same at ${issue.createdAt}`;
  const changes = doubles
    .filter(({ state }) => state === "open")
    .map((double): Change => ({ rule, fact, kind: "close-as-duplicate", issue: double.id, of: issue.id, key }));
  return { ...nothing, changes };
}

/** GitHub shows the newest hundred; where it is full of what came after a moment, what came before is not in sight. */
export function mayHide(found: readonly OwnIssue[], since: string): boolean {
  return found.length >= mostFound && found.every(({ createdAt }) => createdAt >= since);
}

const mostFound = 100;
