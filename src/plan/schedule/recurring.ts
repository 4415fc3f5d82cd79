/**
 * A recurring entry × what we opened for it × now → the issue of the newest period that is due, if nothing of ours holds
 * its key. Level-triggered: a run, a re-run and two runs at once make one issue; periods that nobody ran for are told
 * and not made up. What was not readable opens nothing.
 */
import { plusDays } from "../../calendar/day.ts";
import type { Iterations } from "../../calendar/iterations.ts";
import { momentOf, nextOccasion, type Occasion, type OccasionContext, occasions } from "../../calendar/recurrence.ts";
import { dayOf } from "../../calendar/zone.ts";
import type { Config } from "../../config/config.ts";
import { variableName } from "../../content/variable-name.ts";
import type { Plan } from "../../model/change.ts";
import type { Recurring } from "../../model/schedule.ts";
import type { OwnIssue, Read, RecurringSnapshot, World } from "../../model/snapshot.ts";
import { type Instant, plusSeconds, secondsOf } from "../../model/time.ts";
import { type CommunityValues, communitiesOf, valuesOf } from "../community.ts";
import { withoutRepeats } from "../limits.ts";
import { note, nothing, type Part, problem, together } from "../part.ts";
import { planIssue } from "../steps/recipe.ts";
import { closeDue } from "./close-after.ts";
import { closeTwins, type Kept, keptUnder, mayHide } from "./kept.ts";
import { type Period, periodGround, periodValues } from "./period.ts";
import { stillOpen } from "./still-open.ts";

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
  readonly now: Instant;
}

/** What to do about one recurring entry, and when to ask again. */
export function planRecurring(have: RecurringSnapshot, entry: Recurring, config: Config, now: Instant): Plan {
  const { notes, problems, nextLook, changes } = planEntry(have, entry, config, now);
  return { pipeline: null, stage: null, changes: withoutRepeats(changes), notes, problems, nextLook };
}

/** Work that opens later than this after its moment is called late. */
const lateSeconds = 3600;
/** No rhythm of the config is longer than a year. */
const longestDays = 400;

function planEntry({ found, world }: RecurringSnapshot, entry: Recurring, config: Config, now: Instant): Part {
  const rule = `recurring.${entry.name}`;
  if (!found.known) return unread(rule, found.why);
  const communities = communitiesFor(entry, world, config);
  if (!communities.known) return unread(rule, communities.why);
  const iterations = iterationsOf(entry, world, config);
  if (!iterations.known) return unread(rule, iterations.why);
  const all = keptUnder(`recurring/${entry.name}/`, found.value, world);
  const twins = [...all.values()].map((kept) => closeTwins(kept, rule));
  const shares = communities.value.map((community): Share => {
    const kept = [...all.values()].filter(({ key }) => isOf(key, entry, community));
    return { entry, config, world, found: found.value, kept, community, rule, now };
  });
  return together(...twins, ...shares.map((share) => planShare(share, iterations.value)));
}

/** Not an error, since the next run may read it; but work is left. */
function unread(rule: string, why: string): Part {
  return problem({
    code: "unread",
    where: rule,
    what: `Nothing was opened: ${why}.`,
    todo: "It is looked at again with the next run.",
    severity: "warning",
  });
}

/** `recurring/name/period`, or with a community's slug; children have one part more. */
function isOf(key: string, { perCommunity }: Recurring, community: CommunityValues | null): boolean {
  const [, , , slug, ...more] = key.split("/");
  return more.length === 0 && (perCommunity === null ? slug === undefined : slug === community?.slug);
}

function planShare(share: Share, iterations: Iterations | null): Part {
  const { entry, config, now } = share;
  const context: OccasionContext = { ...entry, rule: config.calendar, iterations, last: lastOf(share) };
  const due = dueOf(share, context);
  const next = nextOccasion(entry.every, context, { at: entry.at, now });
  const look = { ...nothing, nextLook: next === null ? null : momentOf(next, entry.at, config.calendar) };
  const newest = due.at(-1);
  const closing = closeDue(share);
  const settling = settlesAt(share);
  if (newest === undefined) return together(closing, look, settling);
  return together(missed(share, due), closing, planOccasion(share, newest), look, settling);
}

/** Says which periods since the last one of ours nobody ran for, while the newest is not there either. */
function missed(share: Share, due: readonly Occasion[]): Part {
  const isHere = ({ period }: Occasion) => share.kept.some(({ key }) => key === keyOf(share, period));
  const last = due.findLastIndex(isHere);
  if (last === -1) return nothing;
  return note(...due.slice(last + 1, -1).map(({ period }) => `${share.rule}: nothing was opened for ${period}.`));
}

/**
 * Occasions up to today that are not older than `starts`, in order. The last one may still wait for its time of day: with
 * its day the period before is over, and is not opened any more.
 */
function dueOf({ entry, config, now }: Share, context: OccasionContext): readonly Occasion[] {
  const { every, at, starts } = entry;
  const today = dayOf(now, config.calendar.zone);
  const from = every.kind === "since-close" ? today : plusDays(today, -longestDays);
  return occasions(every, context, from, today).filter((occasion) => {
    const moment = momentOf(occasion, at, config.calendar);
    if (every.kind === "cron" && moment > now) return false;
    return every.kind === "since-close" || starts === null || moment >= starts;
  });
}

function planOccasion(share: Share, occasion: Occasion): Part {
  const { entry, config, kept, found, rule, now } = share;
  const key = keyOf(share, occasion.period);
  if (kept.some((one) => one.key === key)) return nothing;
  const moment = momentOf(occasion, entry.at, config.calendar);
  if (moment > now) return nothing;
  if (entry.starts !== null && now < entry.starts) return note(`${rule} opened nothing: it begins at ${entry.starts}.`);
  if (mayHide(found, moment)) return tooMany(rule, entry);
  const before = stillOpen(share, { key, moment, period: occasion.period });
  if (before !== null) return before;
  const fact = `${occasion.period} was due at ${moment}${lateness(moment, now)}`;
  const period: Period = {
    recurring: entry.name,
    period: occasion.period,
    date: occasion.begins,
    iteration: occasion.iteration?.title ?? "",
    community: share.community?.slug ?? "",
  };
  const recipe = entry.open ?? entry.play?.parent;
  if (recipe === undefined) return nothing;
  const ground = periodGround({ ...share, home: entry.repository }, period, share.community);
  return planIssue(ground, {
    recipe: { ...recipe, repository: entry.repository, labels: [entry.label, ...recipe.labels] },
    values: { ...periodValues, ...entry.play?.values, ...entry.values },
    fact,
    key,
    parent: { kind: "none" },
    rule,
    path: entry.open === null ? `${rule}.play.parent` : rule,
    extra: { ...period },
  }).part;
}

/** The key of one period of this share. */
function keyOf({ entry, community }: Share, period: string): string {
  return `recurring/${entry.name}/${period}${community === null ? "" : `/${community.slug}`}`;
}

/** `, and is opened 3 hours late`; "" when it is in time. */
function lateness(moment: Instant, now: Instant): string {
  const seconds = secondsOf(now) - secondsOf(moment);
  if (seconds < lateSeconds) return "";
  const days = Math.floor(seconds / 86_400);
  return days > 0 ? `, and is opened ${days} days late` : `, and is opened ${Math.floor(seconds / 3600)} hours late`;
}

/** The newest of them, for a rhythm that counts from its closing. */
function lastOf({ kept, config }: Share): OccasionContext["last"] {
  const numbered = kept.map(({ key, issue }) => ({ number: Number(key.split("/")[2]), issue }));
  const known = numbered.filter(({ number }) => Number.isSafeInteger(number)).sort((a, b) => a.number - b.number);
  const last = known.at(-1);
  if (last === undefined) return null;
  const { closedAt } = last.issue;
  return { number: last.number, closed: closedAt === null ? null : dayOf(closedAt, config.calendar.zone) };
}

/** Another writer's issue of the same key may not be in sight yet (ruling 7). */
function settlesAt({ kept, config, now }: Share): Part {
  const bounds = kept.map(({ issue }) => plusSeconds(issue.createdAt, config.visibilityBoundSeconds));
  return { ...nothing, nextLook: bounds.filter((at) => at > now).sort()[0] ?? null };
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

function tooMany(rule: string, { label }: Recurring): Part {
  return problem({
    code: "too-many-found",
    where: rule,
    what: `The newest hundred issues with the label ${label} are all of this period, so what came before cannot be seen and nothing was opened.`,
    todo: "Give this entry a label of its own.",
    severity: "error",
  });
}

function folded(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
}
