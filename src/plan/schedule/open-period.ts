/**
 * One share × one period × the moment that asks for it → the period's issue, unless something of ours holds its key, the
 * last one is still open, or it cannot be seen whether one of these is so.
 */
import type { Occasion } from "../../calendar/recurrence.ts";
import { startOfDay } from "../../calendar/zone.ts";
import type { Recurring } from "../../model/schedule.ts";
import { type Instant, plusSeconds } from "../../model/time.ts";
import { note, nothing, type Part, problem } from "../part.ts";
import { planIssue } from "../steps/recipe.ts";
import { mayHide } from "./kept.ts";
import { type Period, periodGround, periodValues } from "./period.ts";
import { keyOf, type Share } from "./share.ts";
import { stillOpen } from "./still-open.ts";

const daySeconds = 86_400;

/** Whether the period's issue was opened, whatever became of it. */
export function isHere(share: Share, { period }: Occasion): boolean {
  return share.kept.some(({ key }) => key === keyOf(share, period));
}

/** When `apart` lets the next one open, if that is after the moment at which it was wanted; null when it is not. */
export function apartUntil({ entry, kept }: Share, moment: Instant): Instant | null {
  const newest = kept
    .map(({ issue }) => issue.createdAt)
    .sort()
    .at(-1);
  if (newest === undefined || entry.apartDays === 0) return null;
  const until = plusSeconds(newest, entry.apartDays * daySeconds);
  return until > moment ? until : null;
}

/** Opens the period's issue. `fact`: who or what asks for it, and when. */
export function openPeriod(
  share: Share,
  occasion: Occasion,
  { moment, fact }: { readonly moment: Instant; readonly fact: string },
): Part {
  const { entry, config, found, rule, now } = share;
  if (isHere(share, occasion)) return nothing;
  if (entry.starts !== null && now < entry.starts) return note(`${rule} opened nothing: it begins at ${entry.starts}.`);
  // One that was brought forward is as old as its period; one that is too close before may be older.
  const before = [moment, startOfDay(occasion.begins, config.calendar.zone)].sort()[0] ?? moment;
  if (mayHide(found, plusSeconds(before, -entry.apartDays * daySeconds))) return tooMany(rule, entry);
  const key = keyOf(share, occasion.period);
  const last = stillOpen(share, { key, moment, period: occasion.period });
  if (last !== null) return last;
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

function tooMany(rule: string, { label }: Recurring): Part {
  return problem({
    code: "too-many-found",
    where: rule,
    what: `The newest hundred issues with the label ${label} are all of this period, so what came before cannot be seen and nothing was opened.`,
    todo: "Give this entry a label of its own.",
    severity: "error",
  });
}
