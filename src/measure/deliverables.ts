/**
 * Items that are owed by a day → what was delivered, how late, and what counts as not delivered because nothing proves
 * it. A slip is in whole days of the calendar's zone: on the day itself it is 0, two days after it 2, a day early -1.
 * Dates and evidence are answers of the form, which GitHub shows as they are now (ruling 8).
 */
import { daysFrom } from "../calendar/day.ts";
import { dayOf } from "../calendar/zone.ts";
import type { DeliverableRule } from "../model/deliverable.ts";
import type { Pipeline } from "../model/pipeline.ts";
import { type Instant, plusSeconds } from "../model/time.ts";
import { endingsOf } from "./endings.ts";
import type { Incomplete } from "./item-measure.ts";
import { momentsOf } from "./milestones.ts";
import { type Ground, refOf, type Subject } from "./subject.ts";
import { type Share, wilson } from "./wilson.ts";

/** One thing that is owed. */
export interface Deliverable {
  readonly item: string;
  readonly url: string;
  /** What it is part of, as the form says: a grant; null when it says nothing. */
  readonly of: string | null;
  /** The beginning of its day, in the calendar's zone. */
  readonly due: Instant;
  /**
   * `unproven`: it ended well, and there is no link to what was delivered, so it does not count. `dropped`: it ended
   * otherwise.
   */
  readonly state: "delivered" | "unproven" | "dropped" | "late" | "ahead";
  /** When it ended; null while it has not. */
  readonly at: Instant | null;
  /** Whole days after its day, negative before it; null unless it was delivered. */
  readonly slipDays: number | null;
}

export interface Deliverables {
  readonly asOf: Instant;
  /** By their days, the earliest first. */
  readonly all: readonly Deliverable[];
  /** Items that owe something and do not say by when, sorted. */
  readonly undated: readonly string[];
  /** Those of them that are not over: nobody will see that they are late. */
  readonly openUndated: readonly string[];
  /**
   * Delivered by their day, of those whose day is over, dropped ones left out; null when there is none. An unproven one
   * is not delivered.
   */
  readonly inTime: (Share & { readonly hits: number; readonly of: number }) | null;
  /** Half of those delivered slipped by at most so many days; null under five. */
  readonly slip: { readonly n: number; readonly median: number; readonly p85: number } | null;
  readonly unread: readonly Incomplete[];
}

/** Under so many no percentile is given. */
const enough = 5;

/** Null when the pipeline owes nothing. */
export function deliverablesOf(
  subjects: readonly Subject[],
  { pipeline, ground, now }: { readonly pipeline: Pipeline; readonly ground: Ground; readonly now: Instant },
): Deliverables | null {
  const { deliverables: rule } = pipeline;
  if (rule === null) return null;
  const all: Deliverable[] = [];
  const [undated, openUndated]: [string[], string[]] = [[], []];
  const unread: Incomplete[] = [];
  for (const one of subjects.filter(({ item }) => item.createdAt <= now)) {
    const due = dueOf(one, rule, ground);
    if (!due.known || !one.answers.known) {
      const why = due.known ? (one.answers.known ? "" : one.answers.why) : due.why;
      unread.push({ ref: refOf(one), url: one.item.url, why: `${rule.due}: ${why}.` });
    } else if (due.value === null) {
      undated.push(refOf(one));
      if (endingsOf(one, ground, now).length === 0) openUndated.push(refOf(one));
    } else all.push(stateOf(one, { rule, ground, now, due: due.value, answers: one.answers.value }));
  }
  all.sort((a, b) => byText(a.due, b.due) || byText(a.item, b.item));
  // One that is early counts once its day is over: else early ones would count before late ones can.
  const counted = all.filter(({ state, due }) => state !== "dropped" && isPast(due, now));
  const hits = counted.filter(({ slipDays }) => slipDays !== null && slipDays <= 0).length;
  const share = wilson(hits, counted.length);
  const slips = all.flatMap(({ slipDays }) => slipDays ?? []).sort((a, b) => a - b);
  return {
    asOf: now,
    all,
    undated: undated.sort(),
    openUndated: openUndated.sort(),
    inTime: share === null ? null : { ...share, hits, of: counted.length },
    slip:
      slips.length < enough ? null : { n: slips.length, median: percentile(slips, 0.5), p85: percentile(slips, 0.85) },
    unread: unread.sort((a, b) => byText(a.ref, b.ref)),
  };
}

interface Known {
  readonly rule: DeliverableRule;
  readonly ground: Ground;
  readonly now: Instant;
  readonly due: Instant;
  readonly answers: Readonly<Record<string, string>>;
}

function stateOf(one: Subject, { rule, ground, now, due, answers }: Known): Deliverable {
  const { zone } = ground.config.calendar;
  const endings = endingsOf(one, ground, now);
  const good = endings.filter((ending) => ending.good).map(({ at }) => at);
  const shared = { item: refOf(one), url: one.item.url, of: rule.of === null ? null : answers[rule.of] || null, due };
  const bad = endings.find((ending) => !ending.good);
  if (bad !== undefined) return { ...shared, state: "dropped", at: bad.at, slipDays: null };
  const at = good.sort()[0];
  if (at === undefined) return { ...shared, state: isPast(due, now) ? "late" : "ahead", at: null, slipDays: null };
  const isProven = rule.evidence === null || /https?:\/\/[^\s<>]+/.test(answers[rule.evidence] ?? "");
  if (!isProven) return { ...shared, state: "unproven", at, slipDays: null };
  return { ...shared, state: "delivered", at, slipDays: daysFrom(dayOf(due, zone), dayOf(at, zone)) };
}

/** Null when the form says no day. */
function dueOf(one: Subject, { due: field }: DeliverableRule, ground: Ground) {
  // What the answer says matters here, and not whether the day has come.
  const far = "9999-12-31T00:00:00Z" as Instant;
  const read = momentsOf(one, { kind: "date", field }, { ground, now: far, skipped: "reached" });
  return read.known ? { known: true as const, value: read.value.at(-1)?.at ?? null } : read;
}

/** The day itself is not over until it is. */
function isPast(due: Instant, now: Instant): boolean {
  return plusSeconds(due, 86_400) <= now;
}

/** The least value that so large a share does not exceed (R's `quantile(type = 1)`). Sorted, not empty. */
function percentile(sorted: readonly number[], p: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * p - 1e-9) - 1)]!;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
