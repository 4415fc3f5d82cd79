/**
 * Sessions and agreements → hours of training agreed and delivered, by community. A session counts when its item ended
 * well; agreed is what agreements say that ended well. Answers are as they are now (ruling 8). What is no number of hours
 * is listed and in no sum; a community with one is not said to be behind.
 */
import { type Day, daysFrom, readDay } from "../calendar/day.ts";
import { dayOf } from "../calendar/zone.ts";
import { isUnfilled } from "../content/placeholders.ts";
import type { Problem } from "../model/problem.ts";
import type { Instant } from "../model/time.ts";
import type { TrainingRule } from "../model/training.ts";
import { endingsOf } from "./endings.ts";
import { type Ground, refOf, type Subject } from "./subject.ts";

/** One community, by its slug. */
export interface CommunityTraining {
  readonly community: string;
  /** Hours; null when nothing is agreed, or not all of it can be read. */
  readonly agreed: number | null;
  /** Hours of the sessions that were held, as far as they can be read. */
  readonly delivered: number;
  /** Sessions that were held, oldest first, as `owner/repo#n`. */
  readonly held: readonly string[];
  /** Sessions on their way. */
  readonly ahead: readonly string[];
  /** Hours that would be delivered by now if they came evenly; null where no term is known. */
  readonly expected: number | null;
  /** Hours behind, when that is more than a quarter of what is agreed; null: it is not, or not known. */
  readonly behind: number | null;
}

export interface Training {
  readonly rule: TrainingRule;
  /** By name. */
  readonly communities: readonly CommunityTraining[];
  readonly problems: readonly Problem[];
}

export interface TrainingLens {
  readonly ground: Ground;
  readonly now: Instant;
}

/** A community is behind when so much of what was agreed is missing. */
export const behindShare = 0.25;

/** Every community that agreed on training or had some. Dropped sessions and lost agreements are none. */
export function trainingOf(subjects: readonly Subject[], rule: TrainingRule, { ground, now }: TrainingLens): Training {
  const today = dayOf(now, ground.config.calendar.zone);
  const problems: Problem[] = [];
  const tallies = new Map<string, Tally>();
  for (const one of subjects) {
    const { name } = one.pipeline;
    const isSession = name === rule.of;
    if ((!isSession && name !== rule.agreed?.in) || one.item.createdAt > now) continue;
    const endings = endingsOf(one, ground, now);
    if (endings.some(({ good }) => !good)) continue;
    const isOver = endings.length > 0;
    if (!isSession && !isOver) continue;
    if (one.community === null) {
      if (isOver)
        problems.push(
          wrong(one, "It names no community that is known; its hours are in no sum.", "Name it in the form."),
        );
      continue;
    }
    const tally = tallies.get(one.community) ?? { agreed: [], delivered: 0, held: [], ahead: [], isWhole: true };
    tallies.set(one.community, tally);
    if (isSession && !isOver) tally.ahead.push(refOf(one));
    else if (isSession) hold(tally, one, rule, problems);
    else agree(tally, one, rule, { today, problems });
  }
  const communities = [...tallies]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([community, tally]) => communityFrom(community, tally));
  return { rule, communities, problems };
}

interface Tally {
  readonly agreed: { readonly hours: number; readonly expected: number | null }[];
  delivered: number;
  readonly held: string[];
  readonly ahead: string[];
  isWhole: boolean;
}

function hold(tally: Tally, one: Subject, { hours: field }: TrainingRule, problems: Problem[]): void {
  tally.held.push(refOf(one));
  const hours = hoursIn(one, field);
  if (typeof hours === "number") tally.delivered += hours;
  else {
    tally.isWhole = false;
    const said = hours === "" ? "The session was held and does not say how long it was" : hours;
    problems.push(wrong(one, `${said}; it is in no sum.`, "Write hours, as 1.5."));
  }
}

function agree(
  tally: Tally,
  one: Subject,
  rule: TrainingRule,
  { today, problems }: { readonly today: Day; readonly problems: Problem[] },
): void {
  const hours = hoursIn(one, rule.agreed!.hours);
  // Most agreements have no training in them.
  if (hours === "") return;
  if (typeof hours === "number") {
    const share = elapsed(one, today);
    tally.agreed.push({ hours, expected: share === null ? null : hours * share });
    return;
  }
  tally.isWhole = false;
  problems.push(wrong(one, `${hours}; it is in no sum.`, "Write hours, as 12 or 1.5."));
}

/** Hours; "" for no answer; else a sentence about what is wrong, without its full stop. */
function hoursIn({ answers }: Subject, field: string): number | string {
  if (!answers.known) return `The answers could not be read: ${answers.why.replace(/[.\s]+$/, "")}`;
  const text = Object.hasOwn(answers.value, field) ? answers.value[field]!.trim() : "";
  if (isUnfilled(text)) return "";
  const isHours = /^\d{1,4}(?:[.,]\d{1,2})?$/.test(text);
  return isHours
    ? Number(text.replace(",", "."))
    : `${JSON.stringify(text.slice(0, 60))} ("${field}") is no number of hours`;
}

/** How much of the agreement's term is over, 0 to 1; null without one, and where its days are on a board. */
function elapsed({ pipeline: { contracts }, answers }: Subject, today: Day): number | null {
  if (contracts === null || !answers.known) return null;
  const [start, end] = [contracts.start, contracts.end].map((field) =>
    typeof field === "string" ? readDay(answers.value[field] ?? "") : null,
  );
  if (start == null || end == null || end < start) return null;
  const days = daysFrom(start, end) + 1;
  return Math.min(1, Math.max(0, daysFrom(start, today) / days));
}

function communityFrom(community: string, { agreed: all, delivered, held, ahead, isWhole }: Tally): CommunityTraining {
  const agreed = all.length === 0 || !isWhole ? null : all.reduce((sum, { hours }) => sum + hours, 0);
  const dated = all.every(({ expected }) => expected !== null);
  const expected = agreed === null || !dated ? null : all.reduce((sum, one) => sum + one.expected!, 0);
  const missing = agreed === null || expected === null ? null : expected - delivered;
  const behind = missing !== null && missing > agreed! * behindShare ? missing : null;
  return { community, agreed, delivered, held, ahead, expected, behind };
}

function wrong({ item }: Subject, what: string, todo: string): Problem {
  return { code: "training", where: item.url, what, todo, severity: "error" };
}
