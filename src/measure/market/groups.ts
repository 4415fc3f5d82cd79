/**
 * Items → groups by what their forms or labels say. Names that differ only in case and spaces are one, called as the
 * first of them in alphabetical order. For everybody's eyes small groups are put together here, where what they come to
 * can still be counted.
 */
import { isUnfilled } from "../../content/placeholders.ts";
import type { Grouping } from "../../model/market.ts";
import type { Read } from "../../model/snapshot.ts";
import type { Instant } from "../../model/time.ts";
import { labelsAt, notSaid } from "../cohorts.ts";
import type { Subject } from "../subject.ts";

export interface Group {
  readonly name: string;
  /** Each once, in the order in which they were given. */
  readonly items: readonly Subject[];
}

/** One and the same table, by every group and with small groups put together. */
export interface Both<T> {
  readonly all: readonly T[];
  /** Groups under three as `other`; with the next larger one when that is still under three. */
  readonly folded: readonly T[];
}

export interface Grouped {
  /** The largest first, then by name; those that say nothing last. */
  readonly groups: readonly Group[];
  /** Items whose answers or labels could not be read. */
  readonly unread: readonly Subject[];
}

/** `many`: an item may be in several groups; otherwise the first of its labels in alphabetical order counts. */
export function groupsOf(
  subjects: readonly Subject[],
  by: Grouping,
  { now, many }: { readonly now: Instant; readonly many: boolean },
): Grouped {
  const groups = new Map<string, { name: string; items: Subject[] }>();
  const unread: Subject[] = [];
  for (const one of subjects) {
    const said = namesOf(one, by, { now, many });
    if (!said.known) {
      unread.push(one);
      continue;
    }
    const names = said.value.length === 0 ? [notSaid] : said.value.slice(0, many ? undefined : 1);
    for (const [key, name] of new Map(names.map((text) => [folded(text), text]))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { name, items: [one] });
      else {
        group.items.push(one);
        if (name < group.name) group.name = name;
      }
    }
  }
  return { groups: [...groups.values()].sort(byOrder), unread };
}

/** The same rows of groups as they are and with small ones put together. */
export function bothOf<T>(groups: readonly Group[], row: (group: Group) => T): Both<T> {
  const byGroup = new Map(groups.map((group) => [group, row(group)]));
  return { all: [...byGroup.values()], folded: withoutSmall(groups).map((group) => byGroup.get(group) ?? row(group)) };
}

/** Fewer items than this would tell of one of them. */
const smallestGroup = 3;

function withoutSmall(groups: readonly Group[]): readonly Group[] {
  const small = groups.filter(({ items }) => items.length < smallestGroup);
  if (small.length === 0) return groups;
  const large = groups.filter(({ items }) => items.length >= smallestGroup);
  const least = [...large].sort((a, b) => a.items.length - b.items.length)[0];
  const alone = together(small);
  const isEnough = alone.items.length >= smallestGroup || least === undefined;
  return [...large.filter((group) => isEnough || group !== least), isEnough ? alone : together([...small, least])];
}

function together(groups: readonly Group[]): Group {
  return { name: "other", items: [...new Set(groups.flatMap(({ items }) => items))] };
}

/** What an item says; empty when it says nothing. Several answers stand between commas or on lines; labels are sorted. */
function namesOf(
  { item, answers }: Subject,
  by: Grouping,
  { now, many }: { readonly now: Instant; readonly many: boolean },
): Read<readonly string[]> {
  if (by.by === "label") {
    if (!item.labels.known) return item.labels;
    const prefix = by.prefix.toLowerCase();
    const found = labelsAt(item, item.labels.value, now).filter((name) => name.toLowerCase().startsWith(prefix));
    const names = found.map((name) => name.slice(prefix.length).trim()).filter((name) => name !== "");
    return { known: true, value: names.sort() };
  }
  if (!answers.known) return answers;
  const text = Object.hasOwn(answers.value, by.field) ? answers.value[by.field]! : "";
  const parts = (many ? text.split(/[,;\n]/) : [text]).map((part) => part.trim());
  return { known: true, value: parts.filter((part) => part !== "" && !isUnfilled(part)) };
}

function folded(text: string): string {
  return text.replace(/\s+/g, " ").toLowerCase();
}

function byOrder(a: Group, b: Group): number {
  const last = Number(a.name === notSaid) - Number(b.name === notSaid);
  return last || b.items.length - a.items.length || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
