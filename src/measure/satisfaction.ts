/**
 * Answers from 0 to 10 → net promoter score, share of satisfied answers and response rate: of all, by quarter, by touch
 * point and by community. Under five answers there is no number. The score is the share of 9 and 10 less the share of 0
 * to 6, in points from −100 to 100.
 */
import type { Day } from "../calendar/day.ts";
import { quarterOf } from "../calendar/recurrence.ts";
import type { Answer, Answers } from "../model/answer.ts";
import { type Limits, normalQuantile } from "./limits.ts";
import { enough } from "./median.ts";
import { type Share, wilson } from "./wilson.ts";

/** One group of answers. */
export interface Satisfaction {
  /** Answers with a score. */
  readonly n: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  /** Points from −100 to 100; null under five answers. */
  readonly nps: (Limits & { readonly score: number }) | null;
  /** The share that gave at least `satisfiedFrom`; null under five answers. */
  readonly csat: Share | null;
  /** How many were asked; null when the source does not say. */
  readonly asked: number | null;
  /** Answers of those asked; null when nobody was, or it is not known. */
  readonly response: Share | null;
}

export interface NamedSatisfaction extends Satisfaction {
  readonly name: string;
}

export interface SatisfactionMeasure {
  readonly all: Satisfaction;
  /** `2026-Q3`, oldest first, as far back as asked; a quarter without answers is there. The last one is going on. */
  readonly quarters: readonly NamedSatisfaction[];
  /** By name; empty when the source names none. */
  readonly touchPoints: readonly NamedSatisfaction[];
  /** By name. */
  readonly communities: readonly CommunityAnswers[];
  /** Answers under `low`, the newest first. */
  readonly low: readonly Answer[];
}

/** What one community said. */
export interface CommunityAnswers extends NamedSatisfaction {
  /** The newest one with a score; null when it never gave one. */
  readonly newest: Answer | null;
}

export interface SatisfactionLens {
  /** Answers of later days do not exist. */
  readonly today: Day;
  /** So many quarters, this one included. */
  readonly quarters: number;
  /** A score from which an answer counts as satisfied. */
  readonly satisfiedFrom: number;
}

/** Scores up to this one are detractors', and want a follow-up. */
const low = 6;

/** Every group of the answers up to `today`. */
export function satisfactionOf({ answers, knowsAsked }: Answers, lens: SatisfactionLens): SatisfactionMeasure {
  const here = answers.filter(({ day }) => day <= lens.today);
  const measure = (some: readonly Answer[]) => groupOf(some, knowsAsked, lens.satisfiedFrom);
  const named = ([name, some]: readonly [string, readonly Answer[]]) => ({ name, ...measure(some) });
  const byQuarter = grouped(here, ({ day }) => quarterOf(day.slice(0, 7)));
  return {
    all: measure(here),
    quarters: quartersUpTo(lens.today, lens.quarters).map((name) => named([name, byQuarter.get(name) ?? []])),
    touchPoints: byName(grouped(here, ({ touchPoint }) => touchPoint)).map(named),
    communities: byName(grouped(here, ({ community }) => community)).map(([name, some]) => {
      return { ...named([name, some]), newest: newestFirst(some.filter(({ score }) => score !== null))[0] ?? null };
    }),
    low: newestFirst(here.filter(({ score }) => score !== null && score <= low)),
  };
}

/**
 * Points with their 95 % limits; null when there is no answer. The limits are the adjusted Wald interval, which adds
 * three answers (three quarters of one promoter, as much of a detractor, the rest passive) and keeps its level for few
 * answers: Rocks, "Interval Estimation for the Net Promoter Score", The American Statistician 70 (2016) 365–372, as
 * https://measuringu.com/nps-confidence-intervals/ works it out. They never pass −100 and 100.
 */
export function netPromoterScore(
  promoters: number,
  detractors: number,
  n: number,
): (Limits & { readonly score: number }) | null {
  if (n === 0) return null;
  const [up, down] = [(promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)];
  const spread = normalQuantile * Math.sqrt((up + down - (up - down) ** 2) / (n + 3));
  return {
    score: (100 * (promoters - detractors)) / n,
    lower: 100 * Math.max(-1, up - down - spread),
    upper: 100 * Math.min(1, up - down + spread),
  };
}

function groupOf(answers: readonly Answer[], knowsAsked: boolean, satisfiedFrom: number): Satisfaction {
  const scores = answers.flatMap(({ score }) => (score === null ? [] : [score]));
  const count = (isOne: (score: number) => boolean) => scores.filter(isOne).length;
  const n = scores.length;
  const promoters = count((score) => score >= 9);
  const detractors = count((score) => score <= low);
  return {
    n,
    promoters,
    passives: n - promoters - detractors,
    detractors,
    nps: n < enough ? null : netPromoterScore(promoters, detractors, n),
    csat:
      n < enough
        ? null
        : wilson(
            count((score) => score >= satisfiedFrom),
            n,
          ),
    asked: knowsAsked ? answers.length : null,
    response: knowsAsked ? wilson(n, answers.length) : null,
  };
}

/** What has no name is in no group. */
function grouped(answers: readonly Answer[], nameOf: (answer: Answer) => string | null): Map<string, Answer[]> {
  const groups = new Map<string, Answer[]>();
  for (const answer of answers) {
    const name = nameOf(answer);
    if (name === null) continue;
    const group = groups.get(name) ?? [];
    group.push(answer);
    groups.set(name, group);
  }
  return groups;
}

function byName<T>(groups: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...groups].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
}

function newestFirst(answers: readonly Answer[]): readonly Answer[] {
  return answers.toSorted((one, other) => (one.day > other.day ? -1 : one.day < other.day ? 1 : 0));
}

function quartersUpTo(today: Day, count: number): readonly string[] {
  const last = Number(today.slice(0, 4)) * 4 + Math.floor((Number(today.slice(5, 7)) - 1) / 3);
  return Array.from({ length: count }, (_, index) => {
    const quarter = last - count + 1 + index;
    return `${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
  });
}
