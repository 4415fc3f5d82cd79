/**
 * Everything that was read of an organisation → every measure of every pipeline, as of one moment. Reports are written
 * from this and from nothing else; the same facts and moment give the same figures.
 */
import type { Config } from "../config/config.ts";
import type { Pipeline } from "../model/pipeline.ts";
import type { World } from "../model/snapshot.ts";
import type { Instant } from "../model/time.ts";
import { type Account, accountsOf } from "./accounts.ts";
import { anomaliesOf, type ClockAnomaly } from "./anomalies.ts";
import { type Communities, communitiesOf, type SourcesRead } from "./communities.ts";
import { type CommunityAlert, communityAlerts } from "./community-alerts.ts";
import { type Grants, grantsOf } from "./grants/grants.ts";
import type { Incomplete } from "./item-measure.ts";
import { type IterationPoints, iterationPoints } from "./iteration-points.ts";
import { type Journey, journeysOf } from "./journeys.ts";
import { type Market, marketOf } from "./market/market.ts";
import { type Money, moneyOf } from "./money/money.ts";
import { type Period, weeksUpTo } from "./periods.ts";
import { measureOne, type PipelineFigures } from "./pipeline-figures.ts";
import type { ClockRuns } from "./service.ts";
import { groundOf, type Subject } from "./subject.ts";
import { type Training, trainingOf } from "./training.ts";
import type { WaitGround } from "./waits.ts";
import { workingTally } from "./working-tally.ts";

/** What was read. */
export interface Gathered {
  readonly subjects: readonly Subject[];
  readonly runs: readonly ClockRuns[];
  /** Items that are there and cannot be measured. */
  readonly incomplete: readonly Unmeasured[];
  /** Lists that did not come whole, one sentence each. */
  readonly gaps: readonly string[];
  readonly sources: SourcesRead;
  readonly world: World;
  /** When GitHub was asked. */
  readonly readAt: Instant;
}

/** An item that is known of and not measured. */
export interface Unmeasured extends Incomplete {
  readonly pipeline: string;
  readonly openedAt: Instant;
}

/** How to look. */
export interface Lens {
  readonly config: Config;
  readonly now: Instant;
  /** Weeks up to `now` whose beginnings are shown beside all of them (ruling 9). */
  readonly windowWeeks: number;
  /** Names of pipelines and rules; null: all that have something to measure. */
  readonly pipelines: readonly string[] | null;
}

/** An organisation, as of `asOf`. */
export interface OrganisationMeasure {
  readonly asOf: Instant;
  /** The week that ends at `asOf`. */
  readonly period: Period;
  readonly windowWeeks: number;
  /** In the order of the config, rules after pipelines. */
  readonly pipelines: readonly PipelineFigures[];
  readonly journeys: readonly Journey[];
  readonly communities: Communities;
  /** Null: the config keeps none, or the report is about some pipelines only. */
  readonly accounts: readonly Account[] | null;
  /** Null: not measured. */
  readonly training: Training | null;
  /** Communities that somebody should look after. */
  readonly alerts: readonly CommunityAlert[];
  /** Null: not measured. For finance alone. */
  readonly money: Money | null;
  /** Of each pipeline whose items are grants. */
  readonly grants: readonly Grants[];
  /** Of each pipeline whose items tell of it. */
  readonly market: readonly Market[];
  /** Of boards that count them, the newest iteration last. */
  readonly points: readonly IterationPoints[];
  readonly anomalies: readonly ClockAnomaly[];
  readonly unmeasured: readonly Unmeasured[];
  readonly gaps: readonly string[];
}

/** Weeks that a trend looks back. */
export const trendWeeks = 8;

/** Measures everything at `now`. Facts after it do not exist; the order of what was read does not matter. */
export function measureOrganisation(gathered: Gathered, lens: Lens): OrganisationMeasure {
  const { config, now, windowWeeks } = lens;
  const ground = groundOf(gathered.subjects, { world: gathered.world, config });
  const context = { ground, tally: workingTally(config.calendar), now, windowWeeks };
  const chosen = chosenPipelines(lens);
  const names = new Set(chosen.map(({ name }) => name));
  const here = gathered.subjects.filter(({ pipeline }) => names.has(pipeline.name));
  const journeys = journeysOf(here, ground, now);
  const training = config.training === null ? null : trainingOf(gathered.subjects, config.training, context);
  const read = communitiesOf(gathered.sources, { config, now, journeys });
  const communities = { ...read, problems: [...read.problems, ...(training?.problems ?? [])] };
  const { money, pipelines } = config;
  const amounts = moneyAt(gathered, context, { config, communities });
  const contracts = amounts?.contracts ?? null;
  const grantsContext = { ...context, money, pipelines, costs: gathered.sources.costs };
  const figures = chosen.map((pipeline) => measureOne(pipeline, ofPipeline(gathered, pipeline), context));
  const about = {
    config,
    world: gathered.world,
    now,
    journeys,
    pipelines: figures,
    communities,
    training,
    money: amounts,
  };
  const accounts = config.accounts === null || lens.pipelines !== null ? null : accountsOf(here, about);
  return {
    asOf: now,
    period: weeksUpTo(now, 1, config.calendar.zone)[0]!,
    windowWeeks,
    pipelines: figures,
    journeys,
    communities,
    accounts,
    training,
    alerts: communityAlerts({ ...about, accounts }),
    money: amounts,
    grants: chosen.flatMap((pipeline) => grantsOf(gathered.subjects, pipeline, grantsContext) ?? []),
    market: chosen.flatMap((pipeline) => marketOf(gathered.subjects, pipeline, { ...context, contracts }) ?? []),
    points: iterationPoints(here, { config, world: gathered.world, now }),
    anomalies: anomaliesOf(here, { now, readAt: now >= gathered.readAt ? gathered.readAt : null }),
    unmeasured: gathered.incomplete.filter(({ pipeline, openedAt }) => names.has(pipeline) && openedAt <= now),
    gaps: gathered.gaps,
  };
}

/** Contracts of all pipelines, whichever the report is about: a sum of some would be taken for the whole. */
function moneyAt(
  { subjects, sources }: Gathered,
  context: WaitGround,
  { config, communities }: { readonly config: Config; readonly communities: Communities },
): Money | null {
  // Amounts of grants are no revenue.
  if (config.money === null || !config.pipelines.some(({ contracts }) => contracts !== null)) return null;
  const usage = communities.usage?.communities ?? [];
  return moneyOf(subjects, config.money, { ...context, costs: sources.costs, usage, pipelines: config.pipelines });
}

/** A rule without times or clocks has nothing to say. */
function chosenPipelines({ config, pipelines }: Lens): readonly Pipeline[] {
  const rules = config.rules.filter(({ times, clocks }) => times.length > 0 || clocks.length > 0);
  return [...config.pipelines, ...rules].filter(({ name }) => pipelines === null || pipelines.includes(name));
}

function ofPipeline({ subjects, runs }: Gathered, { name }: Pipeline) {
  return {
    subjects: subjects.filter(({ pipeline }) => pipeline.name === name),
    runs: runs.filter(({ pipeline }) => pipeline === name),
  };
}
