/**
 * Accounts, usage and answers → what a person should look at before a community is lost: nobody writes to it, nobody uses
 * what it was given, its agreement runs out while use falls, or it gave a low score and nobody asked why. What is not
 * known raises no alert: it is listed among the problems of the data.
 */
import { type Day, plusDays } from "../calendar/day.ts";
import { dayOf } from "../calendar/zone.ts";
import type { Config } from "../config/config.ts";
import type { Answer } from "../model/answer.ts";
import type { Instant } from "../model/time.ts";
import type { Account } from "./accounts.ts";
import type { Communities } from "./communities.ts";
import type { Money } from "./money/money.ts";
import type { PipelineFigures } from "./pipeline-figures.ts";
import type { Training } from "./training.ts";
import type { CommunityUsage, UsageMonth } from "./usage.ts";

/** One thing about one community, by the name under which it was found. */
export type CommunityAlert = { readonly community: string } & (
  | { readonly kind: "lapse"; readonly ends: Day; readonly silentSince: Day | null; readonly fall: Fall | null }
  | { readonly kind: "low-score"; readonly score: number; readonly day: Day; readonly item: string | null }
  /** Hours. */
  | { readonly kind: "training"; readonly behind: number; readonly delivered: number; readonly agreed: number }
  | { readonly kind: "silent"; readonly since: Day }
  /** `since`: the day on which a person wrote last. */
  | { readonly kind: "quiet"; readonly since: Day; readonly days: number }
);

/** From its best month to its newest one. */
export interface Fall {
  readonly from: { readonly month: string; readonly users: number };
  readonly to: { readonly month: string; readonly users: number };
}

export interface AlertGround {
  readonly config: Config;
  readonly now: Instant;
  readonly accounts: readonly Account[] | null;
  readonly communities: Communities;
  readonly training: Training | null;
  readonly money: Money | null;
  readonly pipelines: readonly PipelineFigures[];
}

/** An agreement is looked at so many days before it ends. */
export const lapseDays = 90;
/** Somebody has so many days to ask why a score was low; what is older than a quarter is history. */
const [askDays, historyDays] = [7, 92];

/** Agreements that run out first, then low scores, then silence; each by community. */
export function communityAlerts(about: AlertGround): readonly CommunityAlert[] {
  const { communities, accounts, config, now } = about;
  const today = dayOf(now, config.calendar.zone);
  const used = communities.usage?.communities ?? [];
  const lapsing = used.flatMap((one) => lapseOf(one, about.money, today) ?? []);
  const told = new Set(lapsing.map(({ community }) => community));
  const silent = used.flatMap(({ community, silentSince: since }): readonly CommunityAlert[] => {
    if (since === null || told.has(community)) return [];
    const account = accountNamed(accounts, community);
    // Without accounts nobody can say who is still served, and those who left long ago are silent for ever.
    const isTold = account === undefined ? plusDays(since, historyDays) >= today : account.isCurrent;
    return isTold ? [{ kind: "silent", community, since }] : [];
  });
  const quiet = (accounts ?? []).flatMap(({ community, quietSince: since }): readonly CommunityAlert[] =>
    since === null ? [] : [{ kind: "quiet", community, since, days: config.accounts!.contactDays }],
  );
  const low = (communities.satisfaction?.low ?? [])
    .filter((answer) => isUnasked(answer, about, today))
    .map(
      ({ community, score, day, item }): CommunityAlert => ({ kind: "low-score", community, score: score!, day, item }),
    );
  const behindOnes = (about.training?.communities ?? []).flatMap((one): readonly CommunityAlert[] => {
    const { community, behind, delivered, agreed } = one;
    return behind === null || agreed === null ? [] : [{ kind: "training", community, behind, delivered, agreed }];
  });
  return [...lapsing, ...low, ...behindOnes, ...silent, ...quiet];
}

/** The last of its agreements ends soon, and what it was given is used by nobody, or by half of those it was. */
function lapseOf(
  { community, silentSince, months }: CommunityUsage,
  money: Money | null,
  today: Day,
): CommunityAlert | null {
  const signed = (money?.contracts ?? []).filter(({ partner, isSigned }) => isSigned && isSame(partner, community));
  const ends = signed
    .map(({ end }) => end)
    .sort()
    .at(-1);
  if (ends === undefined || ends < today || ends > plusDays(today, lapseDays)) return null;
  const fall = fallOf(months);
  return silentSince === null && fall === null ? null : { kind: "lapse", community, ends, silentSince, fall };
}

/** Null while more than half of the best month are there. */
function fallOf(months: readonly UsageMonth[]): Fall | null {
  const known = months.flatMap(({ month, users }) => (users === null ? [] : [{ month, users }]));
  const to = known.at(-1);
  if (to === undefined) return null;
  const from = known.reduce((best, one) => (one.users > best.users ? one : best));
  return to.users * 2 > from.users || from.users === 0 ? null : { from, to };
}

/** Whether the issue of the answer still waits, or nobody wrote in the community's issues on a later day. */
function isUnasked({ community, day, item }: Answer, { accounts, pipelines }: AlertGround, today: Day): boolean {
  if (plusDays(day, askDays) > today || plusDays(day, historyDays) < today) return false;
  const waits = pipelines.some(({ ageing }) => ageing.items.some((one) => one.item === item));
  if (accounts === null) return waits;
  const account = accountNamed(accounts, community);
  if (account === undefined) return true;
  if (!account.contact.known) return false;
  const isOver = account.past.some((one) => one.item === item);
  const { value } = account.contact;
  return !isOver && (value === null || value.at.slice(0, 10) <= day);
}

function accountNamed(accounts: readonly Account[] | null, name: string): Account | undefined {
  return accounts?.find(({ community }) => isSame(community, name));
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
