/**
 * A recurring entry × what we opened for it × now → the issue of the newest period that is due, if nothing of ours holds
 * its key. Level-triggered: a run, a re-run and two runs at once make one issue; periods that nobody ran for are told
 * and not made up. What was not readable opens nothing.
 */
import { plusDays } from "../../calendar/day.ts";
import { momentOf, nextOccasion, type Occasion, occasions } from "../../calendar/recurrence.ts";
import { dayOf } from "../../calendar/zone.ts";
import type { Config } from "../../config/config.ts";
import type { Plan } from "../../model/change.ts";
import type { Recurring } from "../../model/schedule.ts";
import type { RecurringSnapshot } from "../../model/snapshot.ts";
import { type Instant, plusSeconds, secondsOf } from "../../model/time.ts";
import { withoutRepeats } from "../limits.ts";
import { note, nothing, type Part, problem, together } from "../part.ts";
import { closeDue } from "./close-after.ts";
import { closeTwins } from "./kept.ts";
import { apartUntil, isHere, openPeriod } from "./open-period.ts";
import { longestDays, periodAt, type Share, sharesOf } from "./share.ts";

/** What to do about one recurring entry, and when to ask again. */
export function planRecurring(have: RecurringSnapshot, entry: Recurring, config: Config, now: Instant): Plan {
  const { notes, problems, nextLook, changes } = planEntry(have, entry, config, now);
  return { pipeline: null, stage: null, changes: withoutRepeats(changes), notes, problems, nextLook };
}

/** Work that opens later than this after its moment is called late. */
const lateSeconds = 3600;

function planEntry(have: RecurringSnapshot, entry: Recurring, config: Config, now: Instant): Part {
  const rule = `recurring.${entry.name}`;
  const known = sharesOf(have, entry, config, now);
  if (!known.known) return unread(rule, known.why);
  const { shares, all } = known.value;
  return together(...all.map((kept) => closeTwins(kept, rule)), ...shares.map(planShare));
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

function planShare(share: Share): Part {
  const { entry, config, context, now } = share;
  const due = dueOf(share);
  const next = nextOccasion(entry.every, context, { at: entry.at, now });
  const look = { ...nothing, nextLook: next === null ? null : momentOf(next, entry.at, config.calendar) };
  const newest = due.at(-1);
  const closing = closeDue(share);
  const settling = settlesAt(share);
  if (newest === undefined) return together(closing, look, settling);
  const opening = isOver(share, newest) ? nothing : planOccasion(share, newest);
  return together(missed(share, due), closing, opening, look, settling);
}

/** With a lag the next period begins before its own work is due: what was left undone until then is left. */
function isOver(share: Share, { begins }: Occasion): boolean {
  const current = share.entry.lagDays === 0 ? null : periodAt(share, share.now);
  return current !== null && current.begins > begins;
}

/** Says which periods since the last one of ours nobody ran for, while the newest is not there either. */
function missed(share: Share, due: readonly Occasion[]): Part {
  const last = due.findLastIndex((one) => isHere(share, one));
  if (last === -1) return nothing;
  const past = due.slice(last + 1).filter((one, index, all) => index < all.length - 1 || isOver(share, one));
  return note(...past.map(({ period }) => `${share.rule}: nothing was opened for ${period}.`));
}

/**
 * Occasions up to today that are not older than `starts`, in order. The last one may still wait for its time of day: with
 * its day the period before is over, and is not opened any more.
 */
function dueOf({ entry, config, context, now }: Share): readonly Occasion[] {
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
  const { entry, config, now } = share;
  const moment = momentOf(occasion, entry.at, config.calendar);
  if (moment > now) return nothing;
  const tooSoon = apartUntil(share, moment);
  if (tooSoon !== null && tooSoon > now && !isHere(share, occasion)) return { ...nothing, nextLook: tooSoon };
  return openPeriod(share, occasion, {
    moment,
    fact: `${occasion.period} was due at ${moment}${lateness(moment, now)}`,
  });
}

/** `, and is opened 3 hours late`; "" when it is in time. */
function lateness(moment: Instant, now: Instant): string {
  const seconds = secondsOf(now) - secondsOf(moment);
  if (seconds < lateSeconds) return "";
  const days = Math.floor(seconds / 86_400);
  return days > 0 ? `, and is opened ${days} days late` : `, and is opened ${Math.floor(seconds / 3600)} hours late`;
}

/** Another writer's issue of the same key may not be in sight yet (ruling 7). */
function settlesAt({ kept, config, now }: Share): Part {
  const bounds = kept.map(({ issue }) => plusSeconds(issue.createdAt, config.visibilityBoundSeconds));
  return { ...nothing, nextLook: bounds.filter((at) => at > now).sort()[0] ?? null };
}
