/**
 * Counts of active people by place and day → monthly active users of each community, how they change, who has fallen
 * silent, and what is wrong with the counts. A month is read at its last counted day. A month that nobody counted is not
 * known: it is listed, and is never a zero, here or in a sum.
 */
import { type Day, plusDays } from "../calendar/day.ts";
import type { Problem } from "../model/problem.ts";
import type { UsageCount, UsageRead } from "../model/usage.ts";
import { countsOfAccounts } from "./usage-accounts.ts";
import { type CleanCounts, cleanCounts } from "./usage-counts.ts";

/** One month of one community. */
export interface UsageMonth {
  /** `2026-09` */
  readonly month: string;
  /** Null: not known, or before its first count. People in two of its places count twice. */
  readonly users: number | null;
}

export interface CommunityUsage {
  readonly community: string;
  /** Oldest first; the months of the measure. */
  readonly months: readonly UsageMonth[];
  /** Its newest counts; null where a place of it was not counted in its newest month. */
  readonly newest: { readonly day: Day; readonly users: number | null };
  /** Newest month less the month before; null unless both are known. */
  readonly change: number | null;
  /** The first day of nobody, or of no count while others are counted; null while somebody is there. */
  readonly silentSince: Day | null;
}

export interface UsageMeasure {
  /** By name. */
  readonly communities: readonly CommunityUsage[];
  /** Oldest first. */
  readonly months: readonly UsageTotal[];
  /** The newest day of the source; null when it has none. */
  readonly newest: Day | null;
  readonly problems: readonly Problem[];
}

/** All communities in one month. */
export interface UsageTotal {
  readonly month: string;
  /** The sum of those that are known; null when none is. */
  readonly users: number | null;
  readonly known: number;
  /** Communities that were there and were not counted. */
  readonly unknown: number;
}

export interface UsageLens {
  /** Counts of later days do not exist. */
  readonly today: Day;
  /** So many months, this one included. */
  readonly months: number;
  /** The community of a place; null: of none, left out. */
  readonly communityOf: (place: string) => string | null;
}

/** Without a count for so many days the source, or a community in it, has ended. */
const staleDays = 7;

/** Measures every community that was ever counted up to `today`. */
export function usageOf({ counts, accounts }: UsageRead, lens: UsageLens): UsageMeasure {
  const { today } = lens;
  const isHere = ({ day, place }: Pick<UsageCount, "day" | "place">) =>
    day <= today && lens.communityOf(place) !== null;
  const clean = cleanCounts([...counts.filter(isHere), ...countsOfAccounts(accounts.filter(isHere))]);
  const months = monthsUpTo(today.slice(0, 7), lens.months);
  const groups = new Map<string, Place[]>();
  for (const [place, list] of clean.byPlace) {
    const community = lens.communityOf(place)!;
    groups.set(community, [...(groups.get(community) ?? []), placeFrom(list)]);
  }
  const communities = [...groups]
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([community, places]) => communityFrom(community, places, { clean, months, today }));
  return {
    communities,
    months: months.map((month, index) => totalOf(month, index, communities, groups)),
    newest: clean.newest,
    problems: [...clean.problems, ...staleness(clean, today)],
  };
}

/** One place's months. */
interface Place {
  readonly first: string;
  readonly last: string;
  /** Its newest count of each month. */
  readonly byMonth: ReadonlyMap<string, UsageCount>;
  readonly counts: readonly UsageCount[];
}

function placeFrom(counts: readonly UsageCount[]): Place {
  const byMonth = new Map(counts.map((count) => [count.day.slice(0, 7), count]));
  const months = [...byMonth.keys()];
  return { first: months[0]!, last: months.at(-1)!, byMonth, counts };
}

/** Null when a place of the community was there and not counted, or none was there. */
function usersIn(month: string, places: readonly Place[]): number | null {
  const here = places.filter(({ first, last }) => first <= month && month <= last);
  const users = here.map(({ byMonth }) => byMonth.get(month)?.users ?? null);
  return here.length === 0 || users.includes(null) ? null : users.reduce<number>((sum, one) => sum + one!, 0);
}

interface Around {
  readonly clean: CleanCounts;
  readonly months: readonly string[];
  readonly today: Day;
}

function communityFrom(community: string, places: readonly Place[], { clean, months }: Around): CommunityUsage {
  const last = places.map((one) => one.last).reduce((a, b) => (a > b ? a : b));
  const day = places.map(({ counts }) => counts.at(-1)!.day).reduce((a, b) => (a > b ? a : b));
  const users = usersIn(last, places);
  const before = usersIn(monthBefore(last), places);
  return {
    community,
    months: months.map((month) => ({ month, users: usersIn(month, places) })),
    newest: { day, users },
    change: users === null || before === null ? null : users - before,
    silentSince: silentSince(places, { day, newest: clean.newest! }),
  };
}

/** The day after somebody was there last, when nobody is there now. */
function silentSince(
  places: readonly Place[],
  { day, newest }: { readonly day: Day; readonly newest: Day },
): Day | null {
  const isGone = plusDays(day, staleDays) < newest;
  const ends = places.map(({ counts }) => counts.at(-1)!);
  if (!isGone && ends.some(({ users, day: end }) => users > 0 && plusDays(end, staleDays) >= newest)) return null;
  const seen = places.flatMap(({ counts }) => counts.findLast(({ users }) => users > 0)?.day ?? []);
  if (seen.length > 0)
    return plusDays(
      seen.reduce((a, b) => (a > b ? a : b)),
      1,
    );
  return places.map(({ counts }) => counts[0]!.day).reduce((a, b) => (a < b ? a : b));
}

function totalOf(
  month: string,
  index: number,
  communities: readonly CommunityUsage[],
  groups: ReadonlyMap<string, readonly Place[]>,
): UsageTotal {
  const known = communities.flatMap(({ months }) => months[index]?.users ?? []);
  const there = communities.filter(({ community }) =>
    groups.get(community)!.some(({ first, last }) => first <= month && month <= last),
  );
  return {
    month,
    users: known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0),
    known: known.length,
    unknown: there.length - known.length,
  };
}

/** A source that ended, and places that ended in a source that goes on. */
function staleness({ newest, byPlace }: CleanCounts, today: Day): readonly Problem[] {
  if (newest === null) return [];
  const problem = (where: string, what: string): Problem => {
    const todo = "Find out whether it is still counted.";
    return { code: "usage-ended", where, what, todo, severity: "error" };
  };
  const ends = [...byPlace.values()].map((counts) => counts.at(-1)!);
  const source = ends.find(({ day }) => day === newest)!;
  return [
    ...(plusDays(newest, staleDays) < today ? [problem(source.where, `Nothing was counted after ${newest}.`)] : []),
    ...ends
      .filter(({ day, users }) => users > 0 && plusDays(day, staleDays) < newest)
      .map(({ place, day, where }) => problem(where, `${place} was not counted after ${day}, and others were.`)),
  ];
}

function monthsUpTo(last: string, count: number): readonly string[] {
  const months = [last];
  while (months.length < count) months.unshift(monthBefore(months[0]!));
  return months;
}

function monthBefore(month: string): string {
  return plusDays(`${month}-01`, -1).slice(0, 7);
}
