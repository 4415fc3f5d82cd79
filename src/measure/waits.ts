/**
 * Items and two milestones → one wait per item: reached, still open, or ended otherwise and how. Every choice is named
 * in the result. What cannot be timed is counted and named, never left out in silence: items that were not read, waits
 * that began earlier than known (they carry `fromExact: false`), and those that ended at a time nobody knows.
 */
import type { Milestone, Reentry, TimeRule } from "../model/milestone.ts";
import type { Read } from "../model/snapshot.ts";
import { type Instant, plusSeconds, secondsOf } from "../model/time.ts";
import { type Ending, endingsOf } from "./endings.ts";
import type { Incomplete } from "./item-measure.ts";
import { type Look, type Moment, momentsOf } from "./milestones.ts";
import { noiseSeconds } from "./settled-visits.ts";
import { type Ground, refOf, type Subject } from "./subject.ts";
import type { Wait } from "./wait.ts";
import { watchedSince } from "./watched-since.ts";
import type { WorkingTally } from "./working-tally.ts";

/** One item's wait. With `sum`, `until` is as late as all stretches together are long; `stretches` says when they were. */
export interface ItemWait extends Wait {
  readonly url: string;
  /** Oldest first; `to` null: still open, or ended otherwise. */
  readonly stretches: readonly { readonly from: Instant; readonly to: Instant | null }[];
  readonly days: number;
  readonly workingSeconds: number;
  /** Whether it rests on something that GitHub shows only as it is now (`†current`). */
  readonly current: boolean;
}

/** All waits of one rule, as of `now`. */
export interface Waits {
  readonly asOf: Instant;
  readonly rule: TimeRule;
  readonly noiseSeconds: number;
  /** Items that existed. */
  readonly items: number;
  /** Sorted by when they began, then by item. */
  readonly waits: readonly ItemWait[];
  /** Items for which it has not begun. */
  readonly notBegun: readonly string[];
  /** Items that came to the end at a time before which nothing is known. */
  readonly endedUntimed: readonly string[];
  readonly unread: readonly Incomplete[];
}

/** What every rule is measured with. */
export interface WaitGround {
  readonly ground: Ground;
  readonly tally: WorkingTally;
  readonly now: Instant;
}

/** Measures one rule over items of one pipeline. The order of the items does not matter. */
export function waitsOf(subjects: readonly Subject[], rule: TimeRule, { ground, tally, now }: WaitGround): Waits {
  const look: Look = { ground, now, skipped: rule.skipped };
  const here = subjects.filter(({ item }) => item.createdAt <= now);
  const waits: ItemWait[] = [];
  const [notBegun, endedUntimed, unread]: [string[], string[], Incomplete[]] = [[], [], []];
  for (const one of here) {
    const read = coursesOf(one, rule, look);
    const ref = refOf(one);
    if (!read.known) unread.push({ ref, url: one.item.url, why: `could not be measured: ${read.why}.` });
    else if (read.value === null) notBegun.push(ref);
    else if (read.value.reached?.exact === false) endedUntimed.push(ref);
    else waits.push(waitOf(one, read.value, { ground, tally, now }));
  }
  waits.sort((a, b) => byText(a.from, b.from) || byText(a.item, b.item));
  return {
    asOf: now,
    rule,
    noiseSeconds,
    items: here.length,
    waits,
    notBegun: notBegun.sort(),
    endedUntimed: endedUntimed.sort(),
    unread: unread.sort((a, b) => byText(a.ref, b.ref)),
  };
}

/** Only the waits that began in [from, to): a report shows those of the last half year beside all (ruling 9). */
export function begunIn(waits: readonly ItemWait[], from: Instant, to: Instant): readonly ItemWait[] {
  return waits.filter((wait) => from <= wait.from && wait.from < to);
}

/** How one item went, by the rule's policy. */
interface Course {
  readonly start: Moment;
  readonly stretches: ItemWait["stretches"];
  /** The moment that ended the last stretch; null: none yet. */
  readonly reached: Moment | null;
  /** How it ended otherwise; null: it is open, or reached. */
  readonly otherwise: Ending | null;
  readonly current: boolean;
}

function coursesOf(one: Subject, rule: TimeRule, look: Look): Read<Course | null> {
  const froms = momentsOf(one, rule.from, look);
  if (!froms.known) return froms;
  if (froms.value.length === 0) return { known: true, value: null };
  const tos = momentsOf(one, rule.to, look);
  if (!tos.known) return tos;
  const starts = rule.reentry === "last" ? froms.value.slice(-1) : froms.value;
  const early = alreadyThere(one, rule.to, starts[0]!, tos.value);
  const pairs = early === null ? pairsOf(starts, tos.value, rule.reentry) : [{ start: starts[0]!, end: early }];
  const last = pairs.at(-1)!;
  const otherwise = last.end === null ? endedOtherwise(one, rule, last.start, look) : null;
  const value: Course = {
    start: pairs[0]!.start,
    stretches: pairs.map(({ start, end }) => ({ from: start.at, to: end?.at ?? null })),
    reached: last.end,
    otherwise,
    current: pairs.some(({ start, end }) => start.current || end?.current === true),
  };
  return { known: true, value };
}

interface Pair {
  readonly start: Moment;
  readonly end: Moment | null;
}

function pairsOf(starts: readonly Moment[], ends: readonly Moment[], reentry: Reentry): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const start of starts) {
    const last = pairs.at(-1);
    if (last !== undefined && (reentry !== "sum" || last.end === null || start.at < last.end.at)) continue;
    pairs.push({ start, end: ends.find(({ at }) => at >= start.at) ?? null });
  }
  return pairs;
}

/**
 * What came once and stays (an answer, a date, a closing that was not undone) before the wait began and never after:
 * an end before the beginning, which is listed and not averaged in. A stage is entered anew, so it is not among them.
 */
function alreadyThere(one: Subject, to: Milestone, start: Moment, ends: readonly Moment[]): Moment | null {
  if (to.kind === "enters" || to.kind === "leaves" || ends.some(({ at }) => at >= start.at)) return null;
  const last = ends.at(-1) ?? null;
  if (to.kind !== "closed" || last === null || !one.item.history.known) return last;
  const undone = one.item.history.value.some(({ kind, at }) => kind === "reopened" && at > last.at && at <= start.at);
  return undone ? null : last;
}

/** Milestones that may still come when the item itself has got where its pipeline leads. */
const after: readonly Milestone["kind"][] = ["linked", "date", "labeled", "sub-issues-done"];

function endedOtherwise(one: Subject, { to }: TimeRule, start: Moment, { ground, now }: Look): Ending | null {
  const competing = endingsOf(one, ground, now).filter(({ good }) => !(good && after.includes(to.kind)));
  return (
    competing.find(({ at }) => at > start.at) ??
    competing.find(({ good }) => !good) ??
    (to.kind === "linked" ? linkedEnding(one, to.pipeline, start, { ground, now }) : null)
  );
}

/** Every item that could have come to it has ended badly. */
function linkedEnding(
  one: Subject,
  pipeline: string,
  start: Moment,
  { ground, now }: Pick<Look, "ground" | "now">,
): Ending | null {
  const others = ground.linkedTo(one).filter(({ item, pipeline: its }) => {
    return its.name === pipeline && item.createdAt <= now;
  });
  const bad = others.map((other) => endingsOf(other, ground, now).find(({ good }) => !good) ?? null);
  const last = bad.reduce((latest, ending) => (ending && (!latest || ending.at > latest.at) ? ending : latest), null);
  return last === null || bad.includes(null) || last.at < start.at ? null : last;
}

function waitOf(one: Subject, course: Course, { ground, tally, now }: WaitGround): ItemWait {
  const { start, reached, otherwise, current } = course;
  const over = otherwise === null ? now : otherwise.at > start.at ? otherwise.at : start.at;
  const stretches = course.stretches.map(({ from, to }) => ({ from, to: to ?? (over > from ? over : from) }));
  const seconds = stretches.reduce((sum, { from, to }) => sum + secondsOf(to) - secondsOf(from), 0);
  const entry = watchedSince(one, ground, now);
  return {
    item: refOf(one),
    url: one.item.url,
    from: start.at,
    fromExact: start.exact,
    entry: entry !== null && entry > start.at ? entry : null,
    until: plusSeconds(start.at, seconds),
    end: reached ? { kind: "reached" } : otherwise ? { kind: "otherwise", which: otherwise.which } : { kind: "open" },
    stretches: course.stretches,
    days: seconds / 86_400,
    workingSeconds: stretches.reduce((sum, { from, to }) => sum + tally(from, to), 0),
    current,
  };
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
