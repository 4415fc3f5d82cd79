/**
 * Items and the dates that the config gives them → what is due, and what is overdue. A date is a milestone of kind
 * `date`, one before which a step is taken, or the day by which something is owed or applied for. One that a measured time begins or ends with says when something was,
 * so it is due while it lies ahead and never overdue.
 */
import type { Milestone } from "../model/milestone.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { Instant } from "../model/time.ts";
import { plusSeconds } from "../model/time.ts";
import { endingsOf } from "./endings.ts";
import type { Incomplete } from "./item-measure.ts";
import { momentsOf } from "./milestones.ts";
import { type Ground, refOf, type Subject } from "./subject.ts";

/** One date of one item. */
export interface Deadline {
  readonly item: string;
  readonly url: string;
  /** The milestone's name, or the field's. */
  readonly what: string;
  /** The beginning of that day, in the calendar's zone. */
  readonly at: Instant;
  /** Past, and the item is still on its way. */
  readonly overdue: boolean;
  /** Whether the item is where its pipeline leads. */
  readonly ended: boolean;
}

export interface Deadlines {
  readonly asOf: Instant;
  /** Days ahead that are looked at. */
  readonly daysAhead: number;
  /** Soonest first, overdue ones among them. */
  readonly dates: readonly Deadline[];
  /** Dates that could not be read, as `02/03/2026`. */
  readonly unread: readonly Incomplete[];
}

/** Contracts and reports are looked for so many days ahead. */
export const daysAhead = 60;

/** The dates of every item that did not end badly. The day itself is not overdue until it is over. */
export function deadlinesOf(
  subjects: readonly Subject[],
  { pipeline, ground, now }: { readonly pipeline: Pipeline; readonly ground: Ground; readonly now: Instant },
): Deadlines {
  const found: Deadline[] = [];
  const unread: Incomplete[] = [];
  const upTo = plusSeconds(now, daysAhead * 86_400);
  for (const one of subjects.filter(({ item }) => item.createdAt <= now)) {
    const endings = endingsOf(one, ground, now);
    if (endings.some(({ good }) => !good)) continue;
    for (const { what, milestone, isRecord } of datesOf(pipeline)) {
      // The date is asked for as if it had come: what matters here is what it says.
      const read = momentsOf(one, milestone, { ground, now: upTo, skipped: "reached" });
      if (!read.known) {
        unread.push({ ref: refOf(one), url: one.item.url, why: `${what}: ${read.why}.` });
        continue;
      }
      const at = read.value.at(-1)?.at;
      if (at === undefined) continue;
      const isPast = plusSeconds(at, 86_400) <= now;
      if (isPast && (isRecord || endings.length > 0)) continue;
      // What was delivered before its day is not due any more, nor is an application that is in.
      if (endings.length > 0 && pipeline.deliverables?.due === milestone.field) continue;
      if (pipeline.grants?.due === milestone.field && isSubmitted(one, { pipeline, ground, now })) continue;
      found.push({
        item: refOf(one),
        url: one.item.url,
        what,
        at,
        overdue: isPast,
        ended: endings.length > 0,
      });
    }
  }
  const dates = found.sort((a, b) => byText(a.at, b.at) || byText(a.item, b.item) || byText(a.what, b.what));
  return { asOf: now, daysAhead, dates, unread: unread.sort((a, b) => byText(a.ref, b.ref)) };
}

function isSubmitted(
  one: Subject,
  { pipeline, ground, now }: { readonly pipeline: Pipeline; readonly ground: Ground; readonly now: Instant },
): boolean {
  if (pipeline.grants === null) return false;
  const stage = pipeline.grants.submitted;
  const entered = momentsOf(one, { kind: "enters", stage }, { ground, now, skipped: "reached" });
  return entered.known && entered.value.length > 0;
}

interface NamedDate {
  readonly what: string;
  readonly milestone: Extract<Milestone, { kind: "date" }>;
  readonly isRecord: boolean;
}

function datesOf({ milestones, times, steps, deliverables, grants }: Pipeline): readonly NamedDate[] {
  const measured = times.flatMap(({ from, to }) => [from, to]).flatMap((one) => (one.kind === "date" ? one.field : []));
  const named = Object.entries(milestones).flatMap(([what, milestone]): readonly NamedDate[] =>
    milestone.kind === "date" ? [{ what, milestone, isRecord: measured.includes(milestone.field) }] : [],
  );
  const before = steps.flatMap(({ trigger }): readonly NamedDate[] => {
    if (trigger.kind !== "date" || trigger.days >= 0) return [];
    if (trigger.date.kind !== "answer" && trigger.date.kind !== "field") return [];
    const { field } = trigger.date;
    return [{ what: field, milestone: { kind: "date", field }, isRecord: measured.includes(field) }];
  });
  const owed = [deliverables?.due ?? null, grants?.due ?? null].flatMap((what): readonly NamedDate[] => {
    if (what === null) return [];
    return [{ what, milestone: { kind: "date", field: what }, isRecord: measured.includes(what) }];
  });
  const once = new Map([...owed, ...before, ...named].map((one) => [one.milestone.field, one]));
  return [...once.values()];
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
