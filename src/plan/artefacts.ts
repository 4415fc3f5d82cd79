/**
 * What we opened for this item before, by idempotency key. Found among its sub-issues and theirs, among the
 * sub-issues that it once had (a person may have detached one), and in the status comment, which remembers the keys
 * of what a person deleted. Never through Search, whose index lags.
 */
import { isOurs } from "../history/own.ts";
import type { LinkedIssue } from "../model/fact.ts";
import type { NodeId } from "../model/key.ts";
import type { Item, Read, SubIssue, World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { ownMarker } from "./own-text.ts";

/** Issues of ours that carry one key. */
export interface Artefact {
  readonly issue: LinkedIssue;
  /** Its own sub-issues; unknown for one that is not a sub-issue of the item any more. */
  readonly subIssues: Read<readonly LinkedIssue[]>;
}

export interface Artefacts {
  /** Everything that carries this key, the one that keeps it first (ruling 7). */
  readonly holding: (key: string) => readonly Artefact[];
  /** Whether the status comment remembers that this key was opened, or said. */
  readonly remembers: (key: string) => boolean;
  /** Ours that another one of ours came before. */
  readonly doubles: ReadonlySet<NodeId>;
  /** Every key that was found or is remembered, sorted; those of comments begin with `said:`. */
  readonly keys: readonly string[];
  /** Whether something that we opened since this moment can no longer be seen, and it is not known what it was. */
  readonly hidesSomething: (since: Instant) => boolean;
}

/** Null with a reason when part of what we may have opened could not be read: unknown is not absent. */
export function artefactsOf(item: Item, world: World): Read<Artefacts> {
  if (!item.history.known) return item.history;
  if (!item.subIssues.known) return item.subIssues;
  if (!item.ownComments.known) return item.ownComments;
  const found = foundIn(item, item.subIssues.value, world);
  const remembered = new Set(doneIn(item, world));
  const gone = [...remembered].filter((key) => !found.has(key) && !key.startsWith(said)).length;
  const hidden = item.history.value.filter(
    (fact) => fact.kind === "sub-issue-added" && fact.issue === null && isOurs(fact.actor, world.identities),
  );
  return {
    known: true,
    value: {
      holding: (key) => found.get(key) ?? [],
      remembers: (key) => remembered.has(key) || remembered.has(said + key),
      doubles: new Set([...found.values()].flatMap((held) => held.slice(1).map(({ issue }) => issue.id))),
      keys: [...new Set([...found.keys(), ...saidIn(item, world), ...remembered])].sort(),
      hidesSomething: (since) => hidden.filter(({ at }) => at >= since).length > gone,
    },
  };
}

/** Sets the keys of comments apart, since no issue can be missing for them. */
const said = "said:";

/** Keys of comments that steps made, which are `pipeline/item/step/occasion` like those of issues. */
function saidIn({ ownComments, firstId }: Item, world: World): readonly string[] {
  if (!ownComments.known) return [];
  return ownComments.value.flatMap((comment) => {
    const marker = ownMarker(comment, world);
    return marker?.kind === "note" && marker.key.split("/")[1] === firstId ? [said + marker.key] : [];
  });
}

/** Keys that a status comment of ours remembers. */
export function doneIn({ ownComments }: Item, world: World): readonly string[] {
  if (!ownComments.known) return [];
  return ownComments.value.flatMap((comment) => {
    const marker = ownMarker(comment, world);
    const done = marker?.kind === "status" ? marker.extra.done : null;
    return Array.isArray(done) ? done.filter((key) => typeof key === "string") : [];
  });
}

function foundIn(item: Item, subIssues: readonly SubIssue[], world: World): ReadonlyMap<string, readonly Artefact[]> {
  const seen = new Set<NodeId>();
  const byKey = new Map<string, Artefact[]>();
  const take = (artefact: Artefact) => {
    const marker = ownMarker(artefact.issue, world);
    if (marker?.kind !== "issue" || seen.has(artefact.issue.id)) return;
    seen.add(artefact.issue.id);
    byKey.set(marker.key, [...(byKey.get(marker.key) ?? []), artefact]);
  };
  for (const issue of subIssues) take({ issue, subIssues: issue.subIssues });
  for (const { subIssues: deeper } of subIssues) {
    if (deeper.known) for (const issue of deeper.value) take({ issue, subIssues: unseen });
  }
  const detached = item.history.known ? item.history.value : [];
  for (const fact of detached) {
    if (fact.kind === "sub-issue-added" && fact.issue !== null) take({ issue: fact.issue, subIssues: unseen });
  }
  for (const artefacts of byKey.values()) artefacts.sort(keeperFirst(artefacts));
  return byKey;
}

const unseen: Artefact["subIssues"] = { known: false, why: "it is not a sub-issue of this issue any more" };

/**
 * The lowest number keeps the key. Numbers of two repositories say nothing about each other; there the older one does.
 * What a person closed as a duplicate has lost already.
 */
function keeperFirst(all: readonly Artefact[]): (a: Artefact, b: Artefact) => number {
  const sameRepository = new Set(all.map(({ issue }) => `${issue.owner}/${issue.repo}`)).size === 1;
  return ({ issue: a }, { issue: b }) => {
    const lost = Number(a.stateReason === "duplicate") - Number(b.stateReason === "duplicate");
    if (lost !== 0) return lost;
    if (!sameRepository && a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1;
    return a.number - b.number || (a.id < b.id ? -1 : 1);
  };
}
