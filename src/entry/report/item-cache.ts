/**
 * Items that were read before, with the fingerprint by which a listing tells whether they changed: a file that may be
 * deleted at any time. What it was read with (field names, identities) is part of its keys, so that another config or
 * another version finds nothing rather than something else.
 */
import { createHash } from "node:crypto";
import type { ItemQuestion } from "../../github/ports.ts";
import type { NodeId } from "../../model/key.ts";
import type { Item } from "../../model/snapshot.ts";

export interface CachedItem {
  readonly fingerprint: string;
  readonly item: Item;
}

export interface ListName {
  readonly owner: string;
  readonly repo: string;
  readonly label: string | null;
}

export interface ItemCache {
  of(list: ListName, question: ItemQuestion): ReadonlyMap<NodeId, CachedItem>;
  /** Replaces what was kept of the list. */
  keep(list: ListName, question: ItemQuestion, items: readonly CachedItem[]): void;
  /** For the file. */
  text(): string;
}

/** Raise it when `Item`, or how it is read, changes. */
const format = 1;

/** From the file's text; null, or a text that is no cache of this version: an empty one. */
export function itemCache(text: string | null): ItemCache {
  const lists = new Map<string, readonly CachedItem[]>(Object.entries(readLists(text)));
  return {
    of: (list, question) => new Map((lists.get(keyOf(list, question)) ?? []).map((one) => [one.item.id, one])),
    keep: (list, question, items) => void lists.set(keyOf(list, question), items),
    text: () => JSON.stringify({ format, lists: Object.fromEntries(lists) }),
  };
}

/** Whether a file's text is empty or begins as what `text()` returns, of this version or another, whole or cut off. */
export function mayBeCache(text: string): boolean {
  const begins = '{"format":';
  return text.trim() === "" || text.startsWith(begins) || begins.startsWith(text);
}

/** `owner/repo#label`, compared as GitHub does. */
export function listKey({ owner, repo, label }: ListName): string {
  return `${owner}/${repo}#${label ?? ""}`.toLowerCase();
}

function keyOf(list: ListName, { identities, statusField, fields }: ItemQuestion): string {
  const asked = createHash("sha256")
    .update(JSON.stringify([identities, statusField, fields]))
    .digest("hex");
  return `${listKey(list)} ${asked.slice(0, 16)}`;
}

function readLists(text: string | null): Readonly<Record<string, readonly CachedItem[]>> {
  if (text === null) return {};
  try {
    const read = JSON.parse(text) as { format?: unknown; lists?: Readonly<Record<string, readonly CachedItem[]>> };
    return read.format === format && typeof read.lists === "object" ? read.lists : {};
  } catch {
    return {};
  }
}
