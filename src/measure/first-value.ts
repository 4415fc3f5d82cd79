/**
 * When a community was asked for, and who used it → the time to first value: days until the fifth person who is not staff.
 * Where accounts are known, it is the day on which the fifth account was seen; where people are only counted, staff may be
 * among them, so it is the first day on which one place had five more than there are staff. While it has not come, the
 * wait is "at least".
 */
import { type Day, daysFrom } from "../calendar/day.ts";
import type { UsageRead } from "../model/usage.ts";
import { type Median, medianOf } from "./median.ts";
import type { UsageLens } from "./usage.ts";
import { cleanCounts } from "./usage-counts.ts";

export interface FirstValue {
  readonly community: string;
  /** The day it was asked for; null: not known. */
  readonly asked: Day | null;
  /** The day of the fifth person; null while there are fewer. */
  readonly day: Day | null;
  /** Whether the source already had five on its first day: then it was that day or earlier. */
  readonly orEarlier: boolean;
  /** From `asked` to `day`, or to the last count while it is open; null where either is not known, or `day` is first. */
  readonly days: number | null;
}

export interface FirstValues {
  /** By community; those that were asked for or counted. */
  readonly all: readonly FirstValue[];
  /** Days, the open ones as at least. */
  readonly median: Median;
}

export interface FirstValueLens extends Pick<UsageLens, "today" | "communityOf"> {
  /** Accounts of staff, compared without case. */
  readonly staff: readonly string[];
  /** When each community was asked for. */
  readonly asked: ReadonlyMap<string, Day>;
}

/** So many people who are not staff. */
const people = 5;

/** The time to first value of every community. */
export function firstValuesOf({ counts, accounts }: UsageRead, lens: FirstValueLens): FirstValues {
  const { today, communityOf, staff, asked } = lens;
  const clean = cleanCounts(counts.filter(({ day }) => day <= today));
  const team = new Set(staff.map((name) => name.toLowerCase()));
  const seen = new Map<string, Seen>();
  const of = (place: string) => {
    const community = communityOf(place);
    if (community === null) return null;
    const known = seen.get(community) ?? { accounts: new Set<string>(), day: null, last: "", byAccount: false };
    seen.set(community, known);
    return known;
  };
  const sorted = accounts
    .filter(({ day }) => day <= today)
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  for (const { place, day, account } of sorted) {
    const known = of(place);
    if (known === null) continue;
    known.byAccount = true;
    // Who was not seen by the source's newest day was not there.
    known.last = sorted.at(-1)!.day;
    if (!team.has(account.toLowerCase())) known.accounts.add(account.toLowerCase());
    if (known.accounts.size >= people) known.day ??= day;
  }
  for (const [place, list] of clean.byPlace) {
    const known = of(place);
    if (known === null || known.byAccount) continue;
    const first = list.find(({ users }) => users >= people + team.size)?.day ?? null;
    if (first !== null && (known.day === null || first < known.day)) known.day = first;
    if (list.at(-1)!.day > known.last) known.last = list.at(-1)!.day;
  }
  const start = [clean.oldest, sorted[0]?.day ?? null].filter((day) => day !== null).sort()[0] ?? null;
  const names = [...new Set([...seen.keys(), ...asked.keys()])].sort();
  const all = names.map((community) => firstValue(community, seen.get(community) ?? null, { asked, today, start }));
  const timed = all.filter(({ days, orEarlier }) => days !== null && !orEarlier);
  return { all, median: medianOf(timed.map(({ days, day }) => ({ length: days!, open: day === null }))) };
}

interface Seen {
  readonly accounts: Set<string>;
  day: Day | null;
  last: Day;
  byAccount: boolean;
}

function firstValue(
  community: string,
  seen: Seen | null,
  {
    asked,
    today,
    start,
  }: { readonly asked: ReadonlyMap<string, Day>; readonly today: Day; readonly start: Day | null },
): FirstValue {
  const from = asked.get(community) ?? null;
  const begun = from !== null && from <= today ? from : null;
  const day = seen?.day ?? null;
  const until = day ?? (seen === null ? null : seen.last);
  const days = begun === null || until === null ? null : daysFrom(begun, until);
  return {
    community,
    asked: begun,
    day,
    orEarlier: day !== null && day === start,
    days: days === null || days < 0 ? null : days,
  };
}
