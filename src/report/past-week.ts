/**
 * One week's measures → the few numbers that reports of later weeks show beside their own. What a measure stands on
 * (every wait, every step of every curve) is not among them, so that eight weeks can be kept at once.
 */
import type { OrganisationMeasure } from "../measure/organisation.ts";
import type { PipelineFigures, ServiceFigures, TimeFigures } from "../measure/pipeline-figures.ts";
import type { Instant } from "../model/time.ts";
import { moneyNumbers } from "./money-figures.ts";
import { percentileOf, serviceShare, shareOf } from "./quantities.ts";
import type { Quantity } from "./view.ts";

export interface PastWeek {
  readonly asOf: Instant;
  /** `2026-W47` */
  readonly id: string;
  readonly pipelines: readonly PastPipeline[];
  /** Numbers of money by id; those of a month by id and month. Kept whoever reads: what is told is judged later. */
  readonly money: Readonly<Record<string, Quantity>>;
}

export interface PastPipeline {
  readonly name: string;
  /** Items in progress. */
  readonly open: number;
  /** Its first time; null when it has none. */
  readonly time: PastTime | null;
  readonly services: readonly { readonly clock: string; readonly kept: Quantity }[];
}

/** One time both ways, since the newest report decides which of them is told. Of the waits that began in the window. */
export interface PastTime {
  /** That got there within 90 days. */
  readonly share: Quantity;
  /** By when half had, in days. */
  readonly half: Quantity;
}

/** Takes the numbers out. */
export function pastWeekOf({ asOf, period: { id }, pipelines, money }: OrganisationMeasure): PastWeek {
  const numbers = money === null ? [] : moneyNumbers(money).map(({ key, now }) => [key, now] as const);
  return { asOf, id, pipelines: pipelines.map(pastPipelineOf), money: Object.fromEntries(numbers) };
}

function pastPipelineOf({ pipeline: { name }, ageing, times: [time], services }: PipelineFigures): PastPipeline {
  return {
    name,
    open: ageing.items.length,
    time: time === undefined ? null : pastTimeOf(time),
    services: services.map((service) => ({ clock: service.clock, kept: keptThisWeek(service) })),
  };
}

export function pastTimeOf({ recent, waits }: TimeFigures): PastTime {
  const { to } = waits.rule.names;
  return { share: shareOf(recent, recent.shares[1]!, to), half: percentileOf(recent, recent.half, to) };
}

export function keptThisWeek({ weeks }: ServiceFigures): Quantity {
  const { share, inTime, late } = weeks.at(-1)!;
  return serviceShare(share, inTime.length + late.length);
}
