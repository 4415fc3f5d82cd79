/**
 * Items → times that cannot be right, for people to look at. Importing issues and clocks that go wrong make them. They
 * are listed here and, where they would make a wait shorter than nothing, averaged into nothing.
 */
import type { Fact } from "../model/fact.ts";
import { type Instant, instant } from "../model/time.ts";
import { refOf, type Subject } from "./subject.ts";

/** One time that cannot be right. */
export interface ClockAnomaly {
  readonly item: string;
  readonly url: string;
  readonly kind: "closed-before-opened" | "before-it-was-opened" | "in-the-future" | "before-github";
  readonly at: Instant;
  /** What GitHub says happened then. */
  readonly what: Fact["kind"];
}

/** GitHub opened to everybody on this day; nothing there can be older. */
const beginning = instant("2008-04-10T00:00:00Z");

/**
 * Sorted by item and time. `readAt`: when GitHub was read; what it says happened later is in the future. Null: that is
 * not asked, as for a report of a past date, since facts after `now` do not exist.
 */
export function anomaliesOf(
  subjects: readonly Subject[],
  { now, readAt }: { readonly now: Instant; readonly readAt: Instant | null },
): readonly ClockAnomaly[] {
  const found = subjects.flatMap((one): readonly ClockAnomaly[] => {
    const { item } = one;
    const base = { item: refOf(one), url: item.url };
    return factsOf(one).flatMap(({ at, kind: what }) => {
      const kind = kindOf(at, what, { openedAt: item.createdAt, now, readAt });
      return kind === null ? [] : [{ ...base, kind, at, what }];
    });
  });
  return found.sort((a, b) => (a.item === b.item ? byText(a.at, b.at) : byText(a.item, b.item)));
}

function factsOf({ item }: Subject): readonly Pick<Fact, "at" | "kind">[] {
  const opened = { at: item.createdAt, kind: "opened" } as const;
  const own = item.history.known ? item.history.value.filter(({ kind }) => kind !== "opened") : [];
  const board = item.boardHistory.known ? item.boardHistory.value : [];
  return [opened, ...own, ...board];
}

function kindOf(
  at: Instant,
  what: Fact["kind"],
  { openedAt, now, readAt }: { readonly openedAt: Instant; readonly now: Instant; readonly readAt: Instant | null },
): ClockAnomaly["kind"] | null {
  if (at > now) return readAt !== null && at > readAt ? "in-the-future" : null;
  if (at < beginning) return "before-github";
  if (at >= openedAt) return null;
  return what === "closed" ? "closed-before-opened" : "before-it-was-opened";
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
