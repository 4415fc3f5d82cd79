/**
 * Triggers of steps → the moments that have come, and those that have not. A moment is a fact of the item with a time:
 * a stay in a stage, the opening, a closing, a label put on, or a day counted from one of its dates.
 */
import { type Day, monthsLater, plusDays } from "../../calendar/day.ts";
import { shiftDay } from "../../calendar/working.ts";
import { startOfDay } from "../../calendar/zone.ts";
import { sameLabel } from "../../history/names.ts";
import { factSentence } from "../../history/sentence.ts";
import type { Fact } from "../../model/fact.ts";
import type { Step, Trigger } from "../../model/pipeline.ts";
import type { Instant } from "../../model/time.ts";
import { dateOf } from "../date-of.ts";
import { ownMarker } from "../own-text.ts";
import { type Case, isBeforeStarts, note, nothing, type Part } from "../part.ts";
import { unreadableDate } from "./unreadable-date.ts";

/** One step at one moment. */
export interface Start {
  readonly step: Step;
  /** `pipeline/item/step/occasion`: what is done under it is done once. The occasion is a number, or a date. */
  readonly key: string;
  /** Config path of the step. */
  readonly rule: string;
  /** The triggering moment; compared with `starts` (ruling 5). */
  readonly at: Instant;
  /** Whether it is known when that was. */
  readonly exact: boolean;
  /** Who and when. */
  readonly fact: string;
  /** What a period gives to what is opened for it: `period_start`. */
  readonly values?: Readonly<Record<string, string>>;
}

/** What one step's trigger comes to. */
export interface Moments {
  /** Oldest first. */
  readonly come: readonly Start[];
  /** The one that is still to come. */
  readonly ahead: { readonly day: Day; readonly at: Instant } | null;
  /** What a person should hear, and when to look again. */
  readonly part: Part;
}

const none: Moments = { come: [], ahead: null, part: nothing };

/** The moments of one step. */
export function momentsOf(one: Case, step: Step): Moments {
  const { trigger } = step;
  switch (trigger.kind) {
    case "stage":
      return { ...none, come: stays(one, step, trigger.stage) };
    case "opened": {
      const opened = facts(one, ({ kind }) => kind === "opened")[0];
      return opened === undefined ? none : { ...none, come: [startAt(one, step, { fact: opened, occasion: 1 })] };
    }
    case "closed":
      return { ...none, come: closings(one, step, trigger.as) };
    case "labeled": {
      const put = facts(one, (fact) => fact.kind === "labeled" && sameLabel(fact.label, trigger.label))[0];
      return put === undefined ? none : { ...none, come: [startAt(one, step, { fact: put, occasion: 1 })] };
    }
    case "date":
      if (trigger.each !== undefined) return periods(one, step, { ...trigger, each: trigger.each });
      return trigger.orWhenDone === undefined ? dated(one, step, trigger) : dayOrDone(one, step, trigger);
  }
}

/** Config path of a step. */
export function stepPath({ pipeline }: Pick<Case, "pipeline">, { id }: Pick<Step, "id">): string {
  return `pipelines.${pipeline.name}.steps[${id}]`;
}

function keyOf({ pipeline, item }: Case, { id }: Step, occasion: string | number): string {
  return `${pipeline.name}/${item.firstId}/${id}/${occasion}`;
}

function stays(one: Case, step: Step, stage: string): readonly Start[] {
  return one.place.visits
    .filter((visit) => visit.stage === stage)
    .map(({ visit, entered: at, exact, fact }) => ({
      step,
      key: keyOf(one, step, visit),
      rule: stepPath(one, step),
      at,
      exact,
      fact,
    }));
}

/** The latest closing while it lasts; numbered among all closings, so that each is one occasion. */
function closings(one: Case, step: Step, as: "completed" | "not-planned" | null): readonly Start[] {
  const all = facts(one, ({ kind }) => kind === "closed");
  const latest = all.at(-1);
  if (one.item.state !== "closed" || latest?.kind !== "closed") return [];
  if (as !== null && latest.reason !== as) return [];
  return [startAt(one, step, { fact: latest, occasion: all.length })];
}

function startAt(one: Case, step: Step, { fact, occasion }: { readonly fact: Fact; readonly occasion: number }): Start {
  return {
    step,
    key: keyOf(one, step, occasion),
    rule: stepPath(one, step),
    at: fact.at,
    exact: true,
    fact: factSentence(fact),
  };
}

function facts({ item }: Case, wanted: (fact: Fact) => boolean): readonly Fact[] {
  return item.history.known ? item.history.value.filter(wanted) : [];
}

/** The day, or the last sub-issue that people opened: whichever comes first, and once in an item's life. */
function dayOrDone(one: Case, step: Step, trigger: Extract<Trigger, { kind: "date" }>): Moments {
  const { come, ahead, part } = dated(one, step, trigger);
  const either = [...come, ...allDone(one, step)].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const first = either.find(({ at }) => !isBeforeStarts(at, one.pipeline)) ?? either[0];
  if (first === undefined) return { come: [], ahead, part };
  return { come: [{ ...first, key: keyOf(one, step, 1) }], ahead: null, part };
}

/**
 * One moment for each period from the date on, the newest `mostPeriods` of them. A period is as old as its own day, also
 * where the item was opened later: what is older than `starts` opens nothing. Without a day to end on, there are periods
 * for as long as the item is not given up.
 */
function periods(one: Case, step: Step, trigger: Dated & { readonly each: NonNullable<Dated["each"]> }): Moments {
  const { date, each, days, shift } = trigger;
  const rule = stepPath(one, step);
  const [first, last] = [dayRead(one, date, rule), each.until === null ? null : dayRead(one, each.until, rule)];
  if (isGivenUp(one.item) || first.moments !== null) return first.moments ?? none;
  if (last !== null && last.moments !== null) return last.moments;
  const { calendar } = one.config;
  const come: Start[] = [];
  const begun = Math.floor(monthsFrom(first.day, one.now) / each.months);
  for (let n = Math.max(0, begun - mostPeriods); ; n++) {
    const start = monthsLater(first.day, n * each.months);
    if (last !== null && start > last.day) return { ...none, come };
    const day = shiftDay(calendar, plusDays(start, days), shift);
    const due = startOfDay(day, calendar.zone);
    if (due > one.now) return { come, ahead: { day, at: due }, part: { ...nothing, nextLook: due } };
    const next = plusDays(monthsLater(first.day, (n + 1) * each.months), -1);
    const end = last !== null && last.day < next ? last.day : next;
    const fact = `${first.fact}, so the time from ${start} to ${end} was due on ${day}`;
    const values = { period: start.slice(0, 7), period_start: start, period_end: end };
    come.push({ step, key: keyOf(one, step, start), rule, at: due, exact: true, fact, values });
  }
}

/**
 * Periods before the newest one: together they are as many as an issue can have sub-issues
 * (https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/adding-sub-issues).
 */
const mostPeriods = 99;

/** Whole or begun months between a day and a moment. */
function monthsFrom(day: Day, now: Instant): number {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return (Number(now.slice(0, 4)) - year) * 12 + Number(now.slice(5, 7)) - month;
}

type Dated = Extract<Trigger, { kind: "date" }>;

type DayRead = { readonly moments: null; readonly day: Day; readonly fact: string } | { readonly moments: Moments };

/** A day of the item, or why there is none to go by. */
function dayRead(one: Case, date: Dated["date"], rule: string): DayRead {
  const read = dateOf(one, date);
  if (!read.known) return { moments: { ...none, part: note(`${rule} waits: ${read.why}.`) } };
  if (read.unreadable !== undefined && date.kind === "answer") {
    return { moments: { ...none, part: unreadableDate(one, date.field, rule) } };
  }
  return read.value === null ? { moments: none } : { moments: null, ...read.value };
}

/** When the last sub-issue was closed, if all are. What steps opened is work on the way, and none of them. */
function allDone(one: Case, step: Step): readonly Start[] {
  const { item, world } = one;
  if (isGivenUp(item) || !item.subIssues.known) return [];
  const theirs = item.subIssues.value.filter((issue) => ownMarker(issue, world)?.kind !== "issue");
  const closed = theirs.flatMap(({ closedAt }) => closedAt ?? []).sort();
  const at = closed.at(-1);
  if (at === undefined || theirs.some(({ state }) => state === "open")) return [];
  const fact = `all ${theirs.length} sub-issues that people opened are closed, the last one at ${at}`;
  return [{ step, key: keyOf(one, step, 1), rule: stepPath(one, step), at, exact: true, fact }];
}

/** Closed as not planned, or as a duplicate. */
function isGivenUp({ state, stateReason }: Case["item"]): boolean {
  return state === "closed" && (stateReason === "not-planned" || stateReason === "duplicate");
}

/**
 * A day counted from a date of the item. A day that was over when the item was opened comes with the opening, late. An
 * item that was closed as not planned or as a duplicate has no days ahead of it.
 */
function dated(one: Case, step: Step, { date, days, shift }: Extract<Trigger, { kind: "date" }>): Moments {
  const { item, config, place, now } = one;
  if (isGivenUp(item)) return none;
  const rule = stepPath(one, step);
  const read = dateOf(one, date);
  if (!read.known) return { ...none, part: note(`${rule} waits: ${read.why}.`) };
  if (read.unreadable !== undefined && date.kind === "answer") {
    return { ...none, part: unreadableDate(one, date.field, rule) };
  }
  if (read.value === null) return none;
  const day = shiftDay(config.calendar, plusDays(read.value.day, days), shift);
  const due = startOfDay(day, config.calendar.zone);
  const late = due < item.createdAt;
  const at = late ? item.createdAt : due;
  if (at > now) return { come: [], ahead: { day, at }, part: { ...nothing, nextLook: at } };
  const entered = date.kind === "entered" ? place.visits.findLast(({ stage }) => stage === date.stage) : undefined;
  const fact = `${read.value.fact}, so this was due on ${day}${late ? ", before the issue was opened" : ""}`;
  return {
    ...none,
    come: [{ step, key: keyOf(one, step, read.value.day), rule, at, exact: entered?.exact ?? true, fact }],
  };
}
