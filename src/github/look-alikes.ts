/**
 * Labels that people cannot tell apart: one is written with an emoji, the other with GitHub's `:shortcode:` for it. GitHub
 * finds each by its own spelling only, so a name with an emoji is asked for in every spelling, and whichever is there is
 * the label. A name without one is asked for as it is, in the same request as ever.
 */
import { spellings } from "../model/emoji.ts";
import type { NodeId } from "../model/key.ts";
import type { Item, Read } from "../model/snapshot.ts";
import type { ItemQuestion, ItemsRead, Reader } from "./ports.ts";

/** The same reader, to which both spellings of a label are one. The spelling that was asked for goes first. */
export function withLookAlikes(reader: Reader): Reader {
  return {
    ...reader,
    readItem: async (issue, question) => {
      const asked = { ...question, labels: withSpellings(question.labels) };
      const item = await reader.readItem(issue, asked);
      return item === null ? null : withIds(item, question);
    },
    readItems: (owner, repo, label, question) => {
      const parts = ways(label).map((one) => reader.readItems(owner, repo, one, question));
      return parts.length === 1 ? parts[0]! : joinedItems(parts);
    },
    readGlimpses: (owner, repo, label, statusField) =>
      joined(ways(label).map((one) => reader.readGlimpses(owner, repo, one, statusField))),
    readPeers: (owner, repo, label) => joined(ways(label).map((one) => reader.readPeers(owner, repo, one))),
    readOwnIssues: (owner, repo, label, identities, reach) =>
      joined(spellings(label).map((one) => reader.readOwnIssues(owner, repo, one, identities, reach))),
  };
}

function ways(label: string | null): readonly (string | null)[] {
  return label === null ? [null] : spellings(label);
}

function withSpellings(labels: ItemQuestion["labels"]): readonly string[] {
  return [...new Set(labels.flatMap(spellings))];
}

/** What GitHub said nothing of stays unsaid. */
function withIds(item: Item, { labels }: ItemQuestion): Item {
  const ids = labels.flatMap((name) => {
    const found = spellings(name).flatMap((one) => (Object.hasOwn(item.labelIds, one) ? [item.labelIds[one]!] : []));
    return found.length === 0 ? [] : [[name, found.find((id) => id !== null) ?? null] as const];
  });
  return { ...item, labelIds: Object.fromEntries<NodeId | null>(ids) };
}

async function joinedItems(parts: readonly Promise<ItemsRead>[]): Promise<ItemsRead> {
  const all = await Promise.all(parts);
  const items = once(all.flatMap(({ items }) => items)).sort((a, b) => a.number - b.number);
  return { items, incomplete: all.find(({ incomplete }) => incomplete !== null)?.incomplete ?? null };
}

/** Newest first, as each part is; unknown when one part is. */
async function joined<T extends { readonly id: NodeId; readonly number: number }>(
  parts: readonly Promise<Read<readonly T[]>>[],
): Promise<Read<readonly T[]>> {
  const all = await Promise.all(parts);
  if (all.length === 1) return all[0]!;
  const rows: T[] = [];
  for (const part of all) {
    if (!part.known) return part;
    rows.push(...part.value);
  }
  return { known: true, value: once(rows).sort((a, b) => b.number - a.number) };
}

function once<T extends { readonly id: NodeId }>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
