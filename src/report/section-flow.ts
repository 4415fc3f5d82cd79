/** What comes, goes and lies: arrivals and completions by week, the cumulative flow, Little's law, and a forecast. */
import type { FlowPeriod } from "../measure/flow.ts";
import type { Forecast, Horizon } from "../measure/forecast.ts";
import type { PipelineFigures } from "../measure/pipeline-figures.ts";
import { type Audience, titleOf } from "./audience.ts";
import { countOf, itemsCell, notEnough, quantity, quantityCell, textCell } from "./quantities.ts";
import type { ChartView, Section, Series, TableView } from "./view.ts";
import { countText, daysText } from "./words.ts";

/** Weeks of flow that the trend shows; the cumulative flow shows the whole window. */
const shownWeeks = 8;

/** The flow of one pipeline. */
export function flowSection({ pipeline, flow, law }: PipelineFigures, audience: Audience): Section {
  const { name } = pipeline;
  const weeks = flow.periods;
  const words =
    law === null || law.ratio === null
      ? []
      : [
          `In progress on average: ${daysText(law.averageInProgress)}; leaving per week: ${daysText(law.leavingPerDay * 7)}. By Little's law items that leave should have taken ${countText(law.expectedDays ?? 0, "day")}; they took ${daysText(law.averageDays ?? 0)} (n = ${law.n}). ${lawWords(law.ratio)}`,
        ];
  return {
    id: `${name}-flow`,
    title: `${titleOf(name)}: what comes and goes`,
    pipeline: name,
    words,
    charts: [trendChart(name, weeks.slice(-shownWeeks)), cumulativeChart(weeks)],
    tables: [weeksTable(name, weeks.slice(-shownWeeks), audience)],
  };

  function cumulativeChart(periods: readonly FlowPeriod[]): ChartView {
    const stages = [...pipeline.stages].reverse();
    const count = (week: FlowPeriod, id: string) => week.cumulative.find(({ stage }) => stage === id)?.count ?? 0;
    return {
      id: `${name}-cumulative`,
      title: `Cumulative flow of ${countText(periods.length, "week")}`,
      reading: readingOf(pipeline),
      marks: {
        kind: "areas",
        series: stages.map(({ id }) => ({
          name: audience.stage(pipeline, id),
          points: periods.map((week) => ({ at: week.to, value: count(week, id), n: null })),
        })),
      },
      table: {
        id: `${name}-cumulative-table`,
        caption: "One row per week: how many had ever come to each stage by its end.",
        columns: [
          { id: "week", head: "Week" },
          ...pipeline.stages.map(({ id }) => ({ id, head: audience.stage(pipeline, id) })),
        ],
        rows: periods.map((week) => [
          textCell(week.id),
          ...pipeline.stages.map(({ id }) => quantityCell(countOf(count(week, id)))),
        ]),
        folded: true,
      },
    };
  }
}

/** With several ways to end, the lines of the ends lie beside each other and not one above the other. */
function readingOf({ stages }: PipelineFigures["pipeline"]): string {
  const ends = stages.filter(({ outcome }) => outcome !== null).length;
  return ends > 1
    ? "How many had ever come to each stage. What ended is in the line of its own end: in progress is the line of the first stage less those of all ends together."
    : "How many had ever come to each stage; where two lines draw apart, work piles up between them.";
}

function lawWords(ratio: number): string {
  if (ratio > 1.25) return "The open work is older than what gets done: some of it is left lying.";
  if (ratio < 0.8) return "What is open now has not been open for long yet.";
  return "The two agree within a quarter or so: nothing much piles up unseen.";
}

function trendChart(name: string, weeks: readonly FlowPeriod[]): ChartView {
  const series = (called: string, of: (week: FlowPeriod) => number): Series => ({
    name: called,
    points: weeks.map((week) => ({ at: week.to, value: of(week), n: null })),
  });
  return {
    id: `${name}-arrivals`,
    title: "Came and went, by week",
    reading: "When more come than go for weeks, what is in progress grows.",
    marks: {
      kind: "trend",
      unit: "items",
      series: [
        series("came", ({ arrivals }) => arrivals.length),
        series("done", ({ completed }) => completed.length),
        series("ended otherwise", ({ lost }) => lost.length),
        series("in progress", ({ inProgress }) => inProgress.length),
      ],
    },
    table: {
      id: `${name}-arrivals-table`,
      caption: "One row per week, oldest first.",
      columns: [
        { id: "week", head: "Week" },
        { id: "came", head: "Came" },
        { id: "done", head: "Done" },
        { id: "lost", head: "Ended otherwise" },
        { id: "open", head: "In progress at the end" },
      ],
      rows: weeks.map((week) => [
        textCell(week.id),
        ...[week.arrivals, week.completed, week.lost, week.inProgress].map((list) =>
          quantityCell(countOf(list.length)),
        ),
      ]),
      folded: true,
    },
  };
}

function weeksTable(name: string, weeks: readonly FlowPeriod[], audience: Audience): TableView {
  const [before, now] = weeks.slice(-2);
  const rows = [
    { what: "Came", of: ({ arrivals }: FlowPeriod) => arrivals },
    { what: "Done", of: ({ completed }: FlowPeriod) => completed },
    { what: "Ended otherwise", of: ({ lost }: FlowPeriod) => lost },
    { what: "In progress at the end", of: ({ inProgress }: FlowPeriod) => inProgress },
  ];
  return {
    id: `${name}-week`,
    caption: "This week and the week before.",
    columns: [
      { id: "what", head: "" },
      { id: "now", head: now === undefined ? "This week" : now.id },
      { id: "before", head: before === undefined ? "The week before" : before.id },
    ],
    rows:
      now === undefined
        ? []
        : rows.map(({ what, of }) => [
            textCell(what),
            itemsCell(audience.links(name, of(now))),
            before === undefined || before === now ? textCell("") : itemsCell(audience.links(name, of(before))),
          ]),
    folded: false,
  };
}

/** Forecasts of all pipelines in one table; null when there is no pipeline. */
export function forecastSection(pipelines: readonly PipelineFigures[]): Section | null {
  const some = pipelines.filter(({ pipeline }) => pipeline.stages.some(({ outcome }) => isGood(outcome)));
  if (some.length === 0) return null;
  return {
    id: "forecast",
    title: "Forecast",
    pipeline: null,
    words: some.flatMap(({ pipeline, forecast }) => forecastWords(titleOf(pipeline.name), forecast)),
    charts: [],
    tables: [
      {
        id: "forecast",
        caption:
          "One row per pipeline and stretch of weeks: how many may be done in it, if the coming weeks are like those past.",
        columns: [
          { id: "pipeline", head: "Pipeline" },
          { id: "weeks", head: "Next weeks" },
          { id: "middle", head: "As likely more as fewer" },
          { id: "atLeast", head: "At least, 85 in 100" },
          { id: "range", head: "Range, 80 in 100" },
          { id: "coverage", head: "Past forecasts that held" },
        ],
        rows: some.flatMap(({ pipeline, forecast }) => {
          if (forecast.kind === "not-enough") return [];
          return forecast.horizons.map(({ weeks, middle, atLeast, low, high, backtest }) => [
            textCell(titleOf(pipeline.name)),
            quantityCell(quantity(weeks, "weeks", null)),
            quantityCell(quantity(middle, "items", null)),
            quantityCell(quantity(atLeast, "items", null)),
            textCell(`${low} to ${high}`),
            quantityCell(
              backtest.coverage === null ? notEnough("share", 0) : quantity(backtest.coverage, "share", backtest.n),
            ),
          ]);
        }),
        folded: false,
      },
    ],
  };
}

/** Why there is no forecast, or where it did not hold in the past. */
export function forecastWords(name: string, forecast: Forecast): readonly string[] {
  const { n, completions, policy } = forecast;
  if (forecast.kind === "forecast") return forecast.horizons.flatMap((one) => doubtWords(name, one, policy.range));
  return [
    `${name}: no forecast; it needs ${policy.needWeeks} whole weeks (there are ${n}) and ${countText(policy.needCompletions, "completion")} in the last ${policy.fromWeeks} (there are ${completions}).`,
  ];
}

/** Where even the upper limit of the share of past forecasts that held is below what the range is made for, it is said. */
function doubtWords(name: string, { weeks, backtest }: Horizon, meant: number): readonly string[] {
  const { n, inside, upper } = backtest;
  if (upper === null || upper >= meant) return [];
  return [
    `${name}, next ${weeks} weeks: ${inside} of ${n} past forecasts held, where about ${Math.round(meant * n)} should have. What comes may well lie outside the range.`,
  ];
}

function isGood(outcome: string | null): boolean {
  return outcome === "won" || outcome === "done";
}
