/**
 * Accounts that were seen → counts: in each month, at the last day on which the source saw anybody, the different accounts
 * of the 30 days up to it, staff among them. A source of accounts shows who was there, so that nobody in a month in which
 * it saw others is a count of 0; before a place's first account there is none.
 */
import { type Day, plusDays } from "../calendar/day.ts";
import type { UsageAccount, UsageCount } from "../model/usage.ts";

/** By place and month; empty for no accounts. */
export function countsOfAccounts(accounts: readonly UsageAccount[]): readonly UsageCount[] {
  const newest = new Map<string, Day>();
  const places = new Map<string, UsageAccount[]>();
  for (const one of accounts) {
    const month = one.day.slice(0, 7);
    if (one.day > (newest.get(month) ?? "")) newest.set(month, one.day);
    const list = places.get(one.place) ?? [];
    list.push(one);
    places.set(one.place, list);
  }
  const days = [...newest.values()].sort();
  return [...places].flatMap(([place, list]) => {
    const first = list.reduce((least, { day }) => (day < least ? day : least), list[0]!.day);
    return days.filter((day) => day >= first).map((day) => ({ place, day, users: activeAt(list, day), where: place }));
  });
}

function activeAt(list: readonly UsageAccount[], day: Day): number {
  const from = plusDays(day, -29);
  const seen = list.filter((one) => from <= one.day && one.day <= day);
  return new Set(seen.map(({ account }) => account.toLowerCase())).size;
}
