/** Measures now and in weeks before → the few numbers at the top: in progress, how long it takes, promises kept. */
import type { OrganisationMeasure } from "../measure/organisation.ts";
import type { PipelineFigures, ServiceFigures, TimeFigures } from "../measure/pipeline-figures.ts";
import { type Audience, titleOf } from "./audience.ts";
import { moneyFigures } from "./money-figures.ts";
import { keptThisWeek, type PastPipeline, type PastTime, type PastWeek, pastTimeOf } from "./past-week.ts";
import { quantity } from "./quantities.ts";
import { satisfactionFigure } from "./section-satisfaction.ts";
import { hoursText } from "./section-service.ts";
import { timeName } from "./section-times.ts";
import { usageFigure } from "./section-usage.ts";
import type { ChartView, Figure, Quantity, Section, Series } from "./view.ts";

/** Every number by the same definition in both weeks. `before`: the week before; null when it was not measured. */
export function figuresOf(now: OrganisationMeasure, before: PastWeek | null, audience: Audience): readonly Figure[] {
  const ofCommunities = [usageFigure(now.communities, audience), satisfactionFigure(now.communities, audience)];
  const ofPipelines = now.pipelines.flatMap((figures) => {
    const last = before?.pipelines.find(({ name }) => name === figures.pipeline.name);
    return [
      progressFigure(figures, last, audience),
      ...figures.times.slice(0, 1).map((time) => timeFigure(figures, last, time, audience)),
      ...figures.services.map((service) => serviceFigure(figures, last, service, audience)),
    ];
  });
  return [
    ...ofPipelines,
    ...ofCommunities.filter((figure) => figure !== null),
    ...moneyFigures(now.money, before, audience),
  ];
}

function progressFigure(
  { pipeline, ageing }: PipelineFigures,
  last: PastPipeline | undefined,
  audience: Audience,
): Figure {
  const items = ageing.items.map(({ item }) => item);
  return {
    id: `${pipeline.name}-open`,
    name: `${titleOf(pipeline.name)} in progress`,
    now: quantity(items.length, "items", null),
    before: last === undefined ? null : quantity(last.open, "items", null),
    better: null,
    items: audience.links(pipeline.name, items),
  };
}

/** How a time is told: by share or by percentile, and in which unit. The same for every week of a trend. */
interface Telling {
  readonly isShare: boolean;
  readonly unit: "days" | "hours";
}

function tellingOf(time: TimeFigures): Telling {
  const half = time.all.half?.value ?? null;
  return { isShare: isByShare(time), unit: half !== null && half < 2 ? "hours" : "days" };
}

/** The percentile where there is one end, else the share within 90 days. */
function timeQuantity({ share, half }: PastTime, { isShare, unit }: Telling): Quantity {
  if (isShare) return share;
  if (unit === "days") return half;
  const hours = (days: number | null) => (days === null ? null : days * 24);
  return { ...half, unit, value: hours(half.value), lower: hours(half.lower), upper: hours(half.upper) };
}

/** Whether anything else than the end has ever ended it: the same answer for every week of a trend. */
function isByShare({ all, waits, recent }: TimeFigures): boolean {
  return all.others.length > 0 || recent.others.length > 0 || waits.rule.to.kind === "linked";
}

function timeFigure(
  { pipeline }: PipelineFigures,
  last: PastPipeline | undefined,
  time: TimeFigures,
  audience: Audience,
): Figure {
  const telling = tellingOf(time);
  const { isShare } = telling;
  const then = last?.time ?? null;
  const { from, to } = time.waits.rule.names;
  const since = time.waits.waits.filter(({ from: began }) => began >= time.window.from);
  return {
    id: `${pipeline.name}-${from}-${to}`,
    name: `${titleOf(pipeline.name)}: ${timeName(time)}${isShare ? " within 90 days" : ", half take up to"}`,
    now: timeQuantity(pastTimeOf(time), telling),
    before: then === null ? null : timeQuantity(then, telling),
    better: isShare ? "up" : "down",
    items: audience.mayList(time.waits.rule)
      ? audience.links(
          pipeline.name,
          since.map(({ item }) => item),
        )
      : [],
  };
}

function serviceFigure(
  { pipeline }: PipelineFigures,
  last: PastPipeline | undefined,
  service: ServiceFigures,
  audience: Audience,
): Figure {
  const week = service.weeks.at(-1)!;
  const then = last?.services.find(({ clock }) => clock === service.clock);
  return {
    id: `${pipeline.name}-${service.clock}`,
    name: `${titleOf(pipeline.name)}: ${titleOf(service.clock).toLowerCase()} within ${hoursText(service.target)}, this week`,
    now: keptThisWeek(service),
    before: then?.kept ?? null,
    better: "up",
    items: audience.links(pipeline.name, [...week.inTime, ...week.late]),
  };
}

/**
 * How the times have developed, each point by the same definition as of its own week. `trend`: oldest first, the
 * week itself last. Null with fewer than two weeks.
 */
export function trendSection(now: OrganisationMeasure, trend: readonly PastWeek[]): Section | null {
  if (trend.length < 2) return null;
  const charts = now.pipelines.flatMap(({ pipeline, times }) =>
    times.slice(0, 1).map((time) => trendChart(trend, pipeline.name, time)),
  );
  if (charts.length === 0) return null;
  return {
    id: "trend",
    title: `Is it getting better? The last ${trend.length} weeks`,
    pipeline: null,
    words: [
      "Neighbouring points share most of their waits, and each rests on the waits that began in the weeks before it: small steps are chance.",
    ],
    charts,
    tables: [],
  };
}

function trendChart(trend: readonly PastWeek[], name: string, time: TimeFigures): ChartView {
  const telling = tellingOf(time);
  const { isShare, unit } = telling;
  const values = trend.map(({ asOf, id, pipelines }) => {
    const then = pipelines.find((one) => one.name === name)?.time ?? null;
    return { at: asOf, week: id, quantity: then === null ? null : timeQuantity(then, telling) };
  });
  const series: Series = {
    name: timeName(time),
    points: values.map(({ at, quantity: one }) => ({ at, value: one?.value ?? null, n: one?.n ?? null })),
  };
  return {
    id: `${name}-trend`,
    title: `${titleOf(name)}: ${timeName(time)}${isShare ? ", share within 90 days" : `, half take up to (${unit})`}`,
    reading: "One point per week, as a report of that week would have said it.",
    marks: { kind: "trend", unit: isShare ? "share" : unit, series: [series] },
    table: {
      id: `${name}-trend-table`,
      caption: "One row per week, oldest first.",
      columns: [
        { id: "week", head: "Week" },
        { id: "value", head: isShare ? "Within 90 days" : `Half take up to (${unit})` },
      ],
      rows: values.map(({ week, quantity: one }) => [
        { kind: "text", text: week },
        one === null ? { kind: "text", text: "not measured" } : { kind: "quantity", quantity: one },
      ]),
      folded: true,
    },
  };
}
