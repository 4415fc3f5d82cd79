/** A clock of the config over one item → where it stands now; the way in for the planner and the status comment. */
import { type ClockPast, type ClockRun, type ClockState, clockAt } from "../../history/clock.ts";
import { firstResponse } from "../../history/response.ts";
import type { ClockRule } from "../../model/clock.ts";
import type { Read } from "../../model/snapshot.ts";
import type { Instant } from "../../model/time.ts";
import { judge } from "../condition.ts";
import { type Case, isBeforeStarts } from "../part.ts";
import { perCase } from "../per-case.ts";
import { pausesOf } from "./pauses.ts";

export interface Clock extends ClockState {
  readonly rule: ClockRule;
  /** What started it; ends with the time. */
  readonly fact: string;
  /** The stay that started it, counted from 1. */
  readonly visit: number;
  /** Whether anything may be said of it: it began since `starts`, at a time that is known (ruling 5). */
  readonly announced: boolean;
}

/** What a clock of the config measures on one item, with what began it. */
export interface StartedRun extends ClockRun, Pick<Clock, "rule" | "fact" | "visit" | "announced"> {
  readonly past: ClockPast;
}

/** Null when the clock is not for this item, or has not started. */
export function clockState(one: Case, rule: ClockRule): Read<Clock | null> {
  const known = states(one);
  const state = known.get(rule) ?? stateOf(one, rule);
  known.set(rule, state);
  return state;
}

const states = perCase(() => new Map<ClockRule, Read<Clock | null>>());

function stateOf(one: Case, rule: ClockRule): Read<Clock | null> {
  const run = clockRun(one, rule);
  if (!run.known) return run;
  if (run.value === null) return { known: true, value: null };
  const { fact, visit, announced } = run.value;
  return { known: true, value: { ...clockAt(one.config.calendar, run.value, one.now), rule, fact, visit, announced } };
}

/** The facts alone, whatever the moment: what reports count at any past moment. Null likewise. */
export function clockRun(one: Case, rule: ClockRule): Read<StartedRun | null> {
  const { item, pipeline } = one;
  const applies = judge(one, rule.when);
  if (!applies.known) return applies;
  const start = startOf(one, rule);
  if (!applies.value || start === null) return { known: true, value: null };
  const metAt = metAtOf(one, rule, start.from);
  if (!metAt.known) return metAt;
  const pauses = pausesOf(one);
  if (!pauses.known) return pauses;
  // Closing ends a clock that nothing had stopped; what is said afterwards comes neither in time nor late.
  const closedAt = item.state === "closed" ? item.closedAt : null;
  const isOver = closedAt !== null && (metAt.value === null || metAt.value > closedAt);
  const value: StartedRun = {
    past: pastOf(one, rule, metAt.value),
    from: start.from,
    metAt: isOver ? null : metAt.value,
    endedAt: isOver ? closedAt : null,
    pauses: pauses.value.filter(({ kind }) => rule.pauses.includes(kind)),
    targetSeconds: rule.targetSeconds,
    warnAt: rule.warnAt,
    rule,
    fact: start.fact,
    visit: start.visit,
    announced: start.exact && !isBeforeStarts(start.from, pipeline),
  };
  return { known: true, value };
}

function pastOf({ item, place }: Case, { from, until }: ClockRule, metAt: Instant | null): ClockPast {
  const entries = (stages: readonly string[]) =>
    place.visits.filter(({ stage }) => stages.includes(stage)).map(({ entered }) => entered);
  const mets = () => {
    if (until.kind === "closed") return "closing";
    if (until.kind === "stage") return entries(until.stages);
    return metAt === null ? [] : [metAt];
  };
  const starts = from.kind === "opened" ? [item.createdAt] : entries([from.stage]);
  return { starts, mets: mets(), closings: closingsOf(item) };
}

function closingsOf({ history, state, closedAt }: Case["item"]): ClockPast["closings"] {
  const closings: { readonly from: Instant; to: Instant | null }[] = [];
  for (const { kind, at } of history.known ? history.value : []) {
    const open = closings.find(({ to }) => to === null);
    if (kind === "closed" && open === undefined) closings.push({ from: at, to: null });
    if (kind === "reopened" && open !== undefined) open.to = at;
  }
  const isSeen = closings.some(({ to }) => to === null);
  // An imported issue may be closed without an event that says so.
  return state === "closed" && closedAt !== null && !isSeen ? [...closings, { from: closedAt, to: null }] : closings;
}

interface Start {
  readonly from: Instant;
  readonly exact: boolean;
  readonly fact: string;
  readonly visit: number;
}

function startOf({ item, place }: Case, { from }: ClockRule): Start | null {
  if (from.kind === "opened") {
    const fact = `it was opened at ${item.createdAt}`;
    return { from: item.createdAt, exact: true, fact, visit: 1 };
  }
  const visit = place.visits.findLast(({ stage }) => stage === from.stage);
  return visit === undefined ? null : { ...visit, from: visit.entered };
}

function metAtOf({ item, place, config, world }: Case, { until }: ClockRule, from: Instant): Read<Instant | null> {
  switch (until.kind) {
    case "response": {
      const response = firstResponse(item, config, world);
      if (!response.known) return response;
      return { known: true, value: response.value?.at ?? null };
    }
    case "closed":
      return { known: true, value: item.state === "closed" ? item.closedAt : null };
    case "stage": {
      const reached = place.visits.find(({ stage, entered }) => entered >= from && until.stages.includes(stage));
      return { known: true, value: reached?.entered ?? null };
    }
  }
}
