/**
 * Counts as a source gave them → one count per place and day, and what is wrong with them: a day counted twice, a month
 * that is missing between two that are there. Two counts of one day that differ are both left out, since nobody can say
 * which one is right.
 */
import type { Day } from "../calendar/day.ts";
import type { Problem } from "../model/problem.ts";
import type { UsageCount } from "../model/usage.ts";

export interface CleanCounts {
  /** By place, in alphabetical order; each with at least one, oldest first. */
  readonly byPlace: ReadonlyMap<string, readonly UsageCount[]>;
  /** The newest and oldest day of all; null when there is none. */
  readonly newest: Day | null;
  readonly oldest: Day | null;
  readonly problems: readonly Problem[];
}

/** The order of the counts does not matter. */
export function cleanCounts(counts: readonly UsageCount[]): CleanCounts {
  const places = new Map<string, UsageCount[]>();
  for (const count of counts) {
    const list = places.get(count.place) ?? [];
    list.push(count);
    places.set(count.place, list);
  }
  const byPlace = new Map<string, readonly UsageCount[]>();
  const problems: Problem[] = [];
  for (const [place, list] of [...places].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const single = oncePerDay(list.toSorted(byDay), problems);
    problems.push(...missingMonths(place, single));
    if (single.length > 0) byPlace.set(place, single);
  }
  const days = [...byPlace.values()].flatMap((list) => [list[0]!.day, list.at(-1)!.day]).sort();
  return { byPlace, newest: days.at(-1) ?? null, oldest: days[0] ?? null, problems };
}

function oncePerDay(sorted: readonly UsageCount[], problems: Problem[]): readonly UsageCount[] {
  const kept: UsageCount[] = [];
  for (let at = 0; at < sorted.length; ) {
    const first = sorted[at]!;
    let end = at + 1;
    while (end < sorted.length && sorted[end]!.day === first.day) end += 1;
    const same = sorted.slice(at, end);
    const agree = same.every(({ users }) => users === first.users);
    if (agree) kept.push(first);
    if (same.length > 1) problems.push(twice(same, agree));
    at = end;
  }
  return kept;
}

function twice(same: readonly UsageCount[], agree: boolean): Problem {
  const { place, day } = same[0]!;
  const said = [...new Set(same.map(({ users }) => users))].sort((a, b) => a - b).join(" and ");
  const what = agree
    ? `${place} was counted ${same.length} times on ${day}, with the same number; it is used once.`
    : `${place} was counted ${same.length} times on ${day}, with different numbers (${said}); none of them is used.`;
  const todo = "Keep one row per place and day.";
  return { code: "usage-duplicate", where: same.at(-1)!.where, what, todo, severity: "error" };
}

/** One problem per gap. */
function missingMonths(place: string, counts: readonly UsageCount[]): readonly Problem[] {
  return counts.flatMap((count, index): readonly Problem[] => {
    const before = counts[index - 1];
    const missing = before === undefined ? [] : monthsBetween(before.day.slice(0, 7), count.day.slice(0, 7));
    if (missing.length === 0) return [];
    const span = missing.length === 1 ? missing[0]! : `${missing[0]} to ${missing.at(-1)}`;
    const what = `${place} was not counted in ${span}. The months stay unknown.`;
    return [{ code: "usage-missing-month", where: count.where, what, todo: "Add the rows.", severity: "error" }];
  });
}

/** Months after one and before the other. */
function monthsBetween(from: string, to: string): readonly string[] {
  const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
  return Array.from({ length: Math.max(0, index(to) - index(from) - 1) }, (_, step) => {
    const at = index(from) + 1 + step;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
  });
}

/** Counts of one day in the order of their places in the source, as far as text says. */
function byDay(one: UsageCount, other: UsageCount): number {
  if (one.day !== other.day) return one.day < other.day ? -1 : 1;
  return one.where.localeCompare(other.where, "en", { numeric: true });
}
