/**
 * A recurring entry × the world × what we opened for it → its shares: one, or one for each community that it is for, each
 * with its own issues by period.
 */

import { plusDays } from "../../calendar/day.ts";
import type { Iterations } from "../../calendar/iterations.ts";
import { type Occasion, type OccasionContext, occasions } from "../../calendar/recurrence.ts";
import { dayOf } from "../../calendar/zone.ts";
import type { Config } from "../../config/config.ts";
import { variableName } from "../../content/variable-name.ts";
import type { Recurring } from "../../model/schedule.ts";
import type { OwnIssue, Read, RecurringSnapshot, World } from "../../model/snapshot.ts";
import type { Instant } from "../../model/time.ts";
import { type CommunityValues, communitiesOf, valuesOf } from "../community.ts";
import { type Kept, keptUnder } from "./kept.ts";

/** One entry, or one community's share of it. */
export interface Share {
  readonly entry: Recurring;
  readonly config: Config;
  readonly world: World;
  readonly found: readonly OwnIssue[];
  /** Ours for this share, by key; parents only, oldest first. */
  readonly kept: readonly Kept[];
  readonly community: CommunityValues | null;
  readonly rule: string;
  readonly context: OccasionContext;
  readonly now: Instant;
}

/** All that is known of an entry. */
export interface Shares {
  readonly shares: readonly Share[];
  /** By key, whoever it is for; children too. */
  readonly all: readonly Kept[];
}

/** No rhythm of the config is longer than a year. In days. */
export const longestDays = 400;

/** The shares of one entry; unknown when the communities, the iterations or our own issues could not be read. */
export function sharesOf(
  { found, world }: RecurringSnapshot,
  entry: Recurring,
  config: Config,
  now: Instant,
): Read<Shares> {
  if (!found.known) return found;
  const communities = communitiesFor(entry, world, config);
  if (!communities.known) return communities;
  const iterations = iterationsOf(entry, world, config);
  if (!iterations.known) return iterations;
  const rule = `recurring.${entry.name}`;
  const all = [...keptUnder(`recurring/${entry.name}/`, found.value, world).values()];
  const shares = communities.value.map((community): Share => {
    const kept = all.filter(({ key }) => isOf(key, entry, community));
    const context = { ...entry, rule: config.calendar, iterations: iterations.value, last: lastOf(kept, config) };
    return { entry, config, world, found: found.value, kept, community, rule, context, now };
  });
  return { known: true, value: { shares, all } };
}

/** The period that a moment's day lies in: the newest that has begun. Null before the first, and for cron. */
export function periodAt({ entry, config, context }: Share, at: Instant): Occasion | null {
  if (entry.every.kind === "cron") return null;
  const day = dayOf(at, config.calendar.zone);
  const bare = { ...context, leadDays: 0, lagDays: 0, shift: "none" } as const;
  return occasions(entry.every, bare, plusDays(day, -longestDays), day).at(-1) ?? null;
}

/** The key of one period of this share. */
export function keyOf({ entry, community }: Share, period: string): string {
  return `recurring/${entry.name}/${period}${community === null ? "" : `/${community.slug}`}`;
}

/** `recurring/name/period`, or with a community's slug; children have one part more. */
function isOf(key: string, { perCommunity }: Recurring, community: CommunityValues | null): boolean {
  const [, , , slug, ...more] = key.split("/");
  return more.length === 0 && (perCommunity === null ? slug === undefined : slug === community?.slug);
}

/** The newest of them, for a rhythm that counts from its closing. */
function lastOf(kept: readonly Kept[], config: Config): OccasionContext["last"] {
  const numbered = kept.map(({ key, issue }) => ({ number: Number(key.split("/")[2]), issue }));
  const known = numbered.filter(({ number }) => Number.isSafeInteger(number)).sort((a, b) => a.number - b.number);
  const last = known.at(-1);
  if (last === undefined) return null;
  const { closedAt } = last.issue;
  return { number: last.number, closed: closedAt === null ? null : dayOf(closedAt, config.calendar.zone) };
}

function communitiesFor(entry: Recurring, world: World, config: Config): Read<readonly (CommunityValues | null)[]> {
  if (entry.perCommunity === null) return { known: true, value: [null] };
  const { value, is } = entry.perCommunity;
  const all = communitiesOf(world, config);
  if (!all.known) return all;
  const wanted = is.map(folded);
  const matching = all.value.filter(({ values }) => {
    if (value === null) return true;
    const held = Object.entries(values).find(([name]) => variableName(name) === variableName(value));
    return held !== undefined && wanted.includes(folded(held[1]));
  });
  return { known: true, value: matching.map((community) => valuesOf(community, config)) };
}

function iterationsOf({ every }: Recurring, world: World, config: Config): Read<Iterations | null> {
  if (every.kind !== "iteration") return { known: true, value: null };
  if (every.first !== null) return { known: true, value: { kind: "counted", ...every.first } };
  if (every.board === null) return { known: false, why: "neither a board nor `iterations` says when they begin" };
  const board = world.boards[every.board];
  if (!board?.known) return { known: false, why: board?.why ?? `the board ${every.board} was not read` };
  const name = config.boards[every.board]?.fields.iteration;
  const fields = board.value.fields.filter(
    (one) => one.kind === "iteration" && (name === undefined || one.name === name),
  );
  if (fields.length === 1) return { known: true, value: { kind: "list", iterations: fields[0]!.iterations } };
  const count = fields.length === 0 ? "no" : String(fields.length);
  return {
    known: false,
    why: `the board ${every.board} has ${count} iteration fields${name ? ` called "${name}"` : ""}`,
  };
}

function folded(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
}
