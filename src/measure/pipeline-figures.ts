/** One pipeline's items and clocks → all of its measures, as of one moment. */

import { daysFrom } from "../calendar/day.ts";
import { dayOf } from "../calendar/zone.ts";
import type { CohortRule, Milestone, TimeRule } from "../model/milestone.ts";
import type { Pipeline } from "../model/pipeline.ts";
import { type Instant, plusSeconds } from "../model/time.ts";
import { type Ageing, ageingOf } from "./ageing.ts";
import { type Bottleneck, bottleneckOf } from "./bottleneck.ts";
import { type Deadlines, deadlinesOf } from "./deadlines.ts";
import { type Deliverables, deliverablesOf } from "./deliverables.ts";
import { type Flow, flowOf, workOf } from "./flow.ts";
import { type Forecast, forecastOf, forecastPolicy } from "./forecast.ts";
import { type Funnels, funnelsOf } from "./funnel.ts";
import { type LittlesLaw, littlesLaw } from "./littles-law.ts";
import { type Period, trailing, weeksUpTo } from "./periods.ts";
import { type ChecklistProgress, checklistProgress, type GateProgress, gateProgress } from "./progress.ts";
import { type OpenRefusal, openRefusals } from "./refusals.ts";
import { type ClockRuns, type Service, servicesOf } from "./service.ts";
import { type Spread, spreadOf, workingSpreadOf } from "./spread.ts";
import { type Ground, measuresBoxes, type Subject } from "./subject.ts";
import { begunIn, type Waits, waitsOf } from "./waits.ts";
import type { WorkingTally } from "./working-tally.ts";

/** What every measure is taken with. */
export interface MeasureContext {
  readonly ground: Ground;
  readonly tally: WorkingTally;
  readonly now: Instant;
  readonly windowWeeks: number;
}

/** One pipeline. */
export interface PipelineFigures {
  readonly pipeline: Pipeline;
  /** Items that existed. */
  readonly items: number;
  readonly times: readonly TimeFigures[];
  /** All items as one cohort. */
  readonly funnel: Funnels;
  /** By the pipeline's `cohorts`, in the order of the config. */
  readonly cohorts: readonly Funnels[];
  /** By week, the newest ones of the window. */
  readonly flow: Flow;
  readonly law: LittlesLaw | null;
  readonly ageing: Ageing;
  readonly bottleneck: Bottleneck;
  readonly services: readonly ServiceFigures[];
  readonly deadlines: Deadlines;
  readonly refusals: readonly OpenRefusal[];
  /** Null when nothing of it is owed by a day. */
  readonly deliverables: Deliverables | null;
  /** By week; gates without labels have no past. */
  readonly gates: readonly GateProgress[];
  readonly checklists: ChecklistProgress;
  readonly forecast: Forecast;
}

/** One measured time. `recent`: only waits that began in the window. */
export interface TimeFigures {
  readonly waits: Waits;
  /** The window: from its first moment to its last, that one excluded. */
  readonly window: Pick<Period, "from" | "to">;
  readonly all: Spread;
  readonly recent: Spread;
  readonly working: { readonly all: Spread; readonly recent: Spread };
}

/** One clock, over ever, the window and each of the last weeks. */
export interface ServiceFigures {
  readonly clock: string;
  /** Working seconds. */
  readonly target: number;
  readonly ever: Service;
  readonly recent: Service;
  /** Oldest first. */
  readonly weeks: readonly Service[];
}

/** The seed of every forecast, so that the same data give the same one. */
const seed = 1;

/** Weeks of promises, gates and checklists. */
const shownWeeks = 8;

/** Measures one pipeline. */
export function measureOne(
  pipeline: Pipeline,
  { subjects, runs }: { readonly subjects: readonly Subject[]; readonly runs: readonly ClockRuns[] },
  context: MeasureContext,
): PipelineFigures {
  const { ground, now, windowWeeks } = context;
  const { zone } = ground.config.calendar;
  const weeks = weeksUpTo(now, windowWeeks, zone);
  const newest = weeks.slice(-shownWeeks);
  const about = { pipeline, ground, now };
  const here = subjects.filter(({ item }) => item.createdAt <= now);
  const funnels = (cohorts: CohortRule) => funnelsOf(here, { ...about, cohorts });
  const span = { from: weeks[0]!.from, to: plusSeconds(now, 1) };
  const spells = here.flatMap((one) => workOf(one, ground, now));
  return {
    pipeline,
    items: here.length,
    times: timesOf(pipeline).map((rule) => timeFigures(here, rule, context)),
    funnel: funnels({ by: "all" }),
    cohorts: pipeline.cohorts.map(funnels),
    flow: flowOf(here, { ...about, periods: weeks }),
    law: littlesLaw(spells, span),
    ageing: ageingOf(here, about),
    bottleneck: bottleneckOf(here, about),
    services: runs.map((clock) => serviceFigures(clock, context)),
    deadlines: deadlinesOf(here, about),
    refusals: openRefusals(here, about),
    deliverables: deliverablesOf(here, about),
    gates: pipeline.gates.flatMap((gate) => gateProgress(here, gate, { periods: newest, now }) ?? []),
    checklists: checklistProgress(here, { periods: newest, now, boxes: measuresBoxes(pipeline) }),
    forecast: forecastOf(completionsByWeek(here, context), { ...forecastPolicy, seed }),
  };
}

/** The times of the config; without any, from the opening to each stage in which items end well. */
export function timesOf({ times, stages }: Pipeline): readonly TimeRule[] {
  if (times.length > 0) return times;
  const policy = { reentry: "first", skipped: "reached" } as const;
  const opened: Milestone = { kind: "opened" };
  const goals = stages.filter(({ outcome }) => outcome === "won" || outcome === "done");
  return goals.map(({ id: stage }) => ({
    names: { from: "opened", to: stage },
    from: opened,
    to: { kind: "enters", stage },
    ...policy,
  }));
}

/** One time, for all waits and for those of the window. */
export function timeFigures(
  subjects: readonly Subject[],
  rule: TimeRule,
  { ground, tally, now, windowWeeks }: MeasureContext,
): TimeFigures {
  const waits = waitsOf(subjects, rule, { ground, tally, now });
  const window = trailing(now, windowWeeks);
  const recent = begunIn(waits.waits, window.from, window.to);
  return {
    waits,
    window,
    all: spreadOf(waits.waits, now),
    recent: spreadOf(recent, now),
    working: { all: workingSpreadOf(waits.waits, tally, now), recent: workingSpreadOf(recent, tally, now) },
  };
}

/** One clock. */
export function serviceFigures({ clock, target, runs }: ClockRuns, context: MeasureContext): ServiceFigures {
  const { ground, now, windowWeeks } = context;
  const { calendar } = ground.config;
  const weeks = weeksUpTo(now, shownWeeks, calendar.zone);
  const periods = [null, trailing(now, windowWeeks), ...weeks];
  const [ever, recent, ...byWeek] = servicesOf(runs, { calendar, now, periods });
  return { clock, target, ever: ever!, recent: recent!, weeks: byWeek };
}

/** How many got where the pipeline leads, by whole weeks since the first item was opened; oldest first. */
function completionsByWeek(subjects: readonly Subject[], { ground, now }: MeasureContext): readonly number[] {
  const { zone } = ground.config.calendar;
  const first = subjects.reduce<Instant | null>((least, { item }) => {
    return least === null || item.createdAt < least ? item.createdAt : least;
  }, null);
  if (first === null) return [];
  const days = daysFrom(dayOf(first, zone), dayOf(now, zone));
  const weeks = weeksUpTo(now, Math.min(mostWeeks, Math.floor(days / 7)), zone);
  const counts = weeks.map(() => 0);
  for (const one of subjects) {
    for (const { end } of workOf(one, ground, now)) {
      if (end?.good !== true) continue;
      const week = weeks.findIndex(({ from, to }) => from <= end.at && end.at < to);
      if (week >= 0) counts[week]! += 1;
    }
  }
  return counts;
}

/** A forecast draws from half a year, and looks at two before that to see how often it was right. */
const mostWeeks = 130;
