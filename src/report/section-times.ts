/** How long it takes: for each measured time the share that got there, the percentiles, and the curve. */
import type { PipelineFigures, TimeFigures } from "../measure/pipeline-figures.ts";
import type { ShareBy, Spread, StepCurve } from "../measure/spread.ts";
import type { Audience } from "./audience.ts";
import { titleOf } from "./audience.ts";
import { countOf, daysCell, percentileOf, quantityCell, shareOf, textCell } from "./quantities.ts";
import type { Cell, ChartView, Quantity, Section, TableView } from "./view.ts";
import { countText, daysText } from "./words.ts";

/** Null when nothing is measured. */
export function timesSection(
  { pipeline, times }: PipelineFigures,
  windowWeeks: number,
  audience: Audience,
): Section | null {
  if (times.length === 0) return null;
  const endName = (which: string) =>
    pipeline.stages.some(({ id }) => id === which) ? audience.stage(pipeline, which) : titleOf(which);
  return {
    id: `${pipeline.name}-times`,
    title: `${titleOf(pipeline.name)}: how long it takes`,
    pipeline: pipeline.name,
    words: times.map((time) => sentence(time, windowWeeks)),
    charts: times.flatMap((time, at) => curveChart(time, { id: `${pipeline.name}-time-${at + 1}`, endName })),
    tables: [timesTable(pipeline.name, times, windowWeeks), endsTable(pipeline.name, times, endName)],
  };
}

/** `Opened → signed` */
export function timeName({ waits: { rule } }: TimeFigures): string {
  return `${titleOf(rule.names.from)} → ${rule.names.to.replaceAll(/[-_.]+/g, " ")}`;
}

/** The share that is told first: by 90 days, or what can be told. */
export function headShare({ shares }: Spread): ShareBy {
  return (
    shares.find(({ day, share }) => day === 90 && share !== null) ??
    shares.find(({ share }) => share !== null) ??
    shares[1]!
  );
}

function sentence(time: TimeFigures, windowWeeks: number): string {
  const { recent, all } = time;
  const name = timeName(time);
  const to = time.waits.rule.names.to;
  if (all.n === 0) return `${name}: nothing has begun yet.`;
  if (all.n < all.enough) return `${name}: not enough to say (n = ${all.n}).`;
  if (all.reached === 0) return `${name}: no data (0 of ${all.n} reached ${to}, ${all.open} open).`;
  const told = recent.n >= recent.enough ? recent : all;
  const since = told === recent ? `of those that began in the last ${countText(windowWeeks, "week")}` : "of all";
  if (told.half?.value != null) {
    const { value, lower, upper } = told.half;
    const unit = value < 2 ? ({ one: "hour", by: 24 } as const) : ({ one: "day", by: 1 } as const);
    const said = (days: number) => daysText(days * unit.by);
    const most = told.most?.value == null ? "" : `, 85 in 100 within ${countText(told.most.value * unit.by, unit.one)}`;
    return `${name}: half ${since} take up to ${countText(value * unit.by, unit.one)}${range(lower, upper, said)}${most} (n = ${told.n}).`;
  }
  const { share, lower, upper, day } = headShare(told);
  if (share === null)
    return `${name}: ${told.reached} of ${told.n} got there ${since}; nobody was watched for 30 days.`;
  return `${name}: ${percent(share)} within ${day} days${range(lower, upper, whole)}, ${since} (n = ${told.n}).`;
}

function percent(share: number): string {
  return `${whole(share)} %`;
}

function whole(share: number): string {
  return String(Math.round(share * 100));
}

function range(lower: number | null, upper: number | null, said: (value: number) => string): string {
  if (lower === null && upper === null) return "";
  if (upper === null) return ` [${said(lower!)} or more]`;
  return ` [${lower === null ? "up to " : `${said(lower)}–`}${said(upper)}]`;
}

function timesTable(name: string, times: readonly TimeFigures[], windowWeeks: number): TableView {
  return {
    id: `${name}-times`,
    caption:
      "One row per time and set of waits. Shares and percentiles count what is still open for as long as it has lasted.",
    columns: [
      { id: "time", head: "Time" },
      { id: "of", head: "Of" },
      { id: "n", head: "n" },
      { id: "share30", head: "Within 30 days" },
      { id: "share90", head: "Within 90 days" },
      { id: "share180", head: "Within 180 days" },
      { id: "half", head: "Half take up to (days)" },
      { id: "most", head: "85 in 100 take up to (days)" },
    ],
    rows: times.flatMap((time) => {
      const row = (of: string, spread: Spread) => timeRow(time, of, spread);
      return [
        row(`last ${windowWeeks} weeks`, time.recent),
        row("all time", time.all),
        row(`last ${windowWeeks} weeks, working days`, time.working.recent),
        row("all time, working days", time.working.all),
      ];
    }),
    folded: false,
  };
}

function timeRow(time: TimeFigures, of: string, spread: Spread): readonly Cell[] {
  const { to } = time.waits.rule.names;
  return [
    textCell(timeName(time)),
    textCell(of),
    quantityCell(countOf(spread.n)),
    ...spread.shares.map((share) => quantityCell(withoutN(shareOf(spread, share, to)))),
    quantityCell(withoutN(percentileOf(spread, spread.half, to))),
    quantityCell(withoutN(percentileOf(spread, spread.most, to))),
  ];
}

/** Where a column of the row says it. */
function withoutN(quantity: Quantity): Quantity {
  return { ...quantity, n: null };
}

function endsTable(name: string, times: readonly TimeFigures[], endName: (which: string) => string): TableView {
  return {
    id: `${name}-ends`,
    caption: "One row per time: how its waits ended, and what is not in the curves.",
    columns: [
      { id: "time", head: "Time" },
      { id: "policy", head: "Policy" },
      { id: "reached", head: "Reached" },
      { id: "open", head: "Still open" },
      { id: "otherwise", head: "Ended otherwise" },
      { id: "median", head: "Middle of those that got there (days)" },
      { id: "not-begun", head: "Not begun" },
      { id: "since-at-least", head: "Began earlier than known" },
      { id: "untimed", head: "Ended at an unknown time" },
      { id: "odd", head: "Impossible times" },
      { id: "unread", head: "Unread" },
    ],
    rows: times.map(({ waits, all, ...rest }) => {
      const { rule, notBegun, endedUntimed, unread } = waits;
      const others = all.others.map(({ which, n }) => `${n} ${endName(which)}`).join(", ");
      return [
        textCell(timeName({ waits, all, ...rest })),
        textCell(`re-entry ${rule.reentry}, skipped ${rule.skipped}`),
        quantityCell(countOf(all.reached)),
        quantityCell(countOf(all.open)),
        textCell(others || "none"),
        daysCell(all.medianOfReached, all.reached),
        quantityCell(countOf(notBegun.length)),
        quantityCell(countOf(all.inexact)),
        quantityCell(countOf(endedUntimed.length)),
        quantityCell(countOf(all.anomalies.length)),
        quantityCell(countOf(unread.length)),
      ];
    }),
    folded: true,
  };
}

/** More steps than a picture can show say nothing more. */
const mostSteps = 150;

const readAt = [7, 14, 30, 60, 90, 180, 365];

function curveChart(
  time: TimeFigures,
  { id, endName }: { readonly id: string; readonly endName: (which: string) => string },
): readonly ChartView[] {
  const { all } = time;
  if (all.curves.length === 0) return [];
  const longest = Math.max(...all.curves.map(({ steps }) => steps.at(-1)?.day ?? 0));
  const at = readAt.filter((day) => day <= longest);
  const nameOf = ({ end }: StepCurve) => (end === "reached" ? titleOf(time.waits.rule.names.to) : endName(end));
  const shareAt = ({ steps }: StepCurve, day: number) => steps.findLast((step) => step.day <= day);
  return [
    {
      id,
      title: `${timeName(time)}: the share that got there, by time (n = ${all.n})`,
      reading: "Each line climbs as more come to that end; the band holds the true share 95 times in 100.",
      marks: {
        kind: "curves",
        curves: all.curves.map((curve) => ({ name: nameOf(curve), steps: thinned(curve.steps) })),
        at,
      },
      table: {
        id: `${id}-table`,
        caption: `One row per end: the share of ${all.n} that had come to it by then.`,
        columns: [{ id: "end", head: "End" }, ...at.map((day) => ({ id: `day${day}`, head: `${day} days` }))],
        rows: all.curves.map((curve) => [
          textCell(nameOf(curve)),
          ...at.map((day) => {
            const step = shareAt(curve, day);
            const { share = 0, lower = null, upper = null } = step ?? {};
            return quantityCell({ value: share, unit: "share", n: null, lower, upper, note: null });
          }),
        ]),
        folded: true,
      },
    },
  ];
}

function thinned(steps: StepCurve["steps"]): StepCurve["steps"] {
  const every = Math.ceil(steps.length / mostSteps);
  return steps.filter((_, at) => at % every === 0 || at === steps.length - 1);
}
