/** Promises kept: the share of clocks met in time, by week, who is at risk, late or waiting, and how long was paused. */
import type { PipelineFigures, ServiceFigures } from "../measure/pipeline-figures.ts";
import type { Service } from "../measure/service.ts";
import { type Audience, titleOf } from "./audience.ts";
import { itemCell, itemsCell, quantity, quantityCell, serviceShare, textCell } from "./quantities.ts";
import type { ChartView, Section, TableView } from "./view.ts";
import { countText } from "./words.ts";

/** Null when no clock runs. */
export function serviceSection(
  { pipeline, services }: PipelineFigures,
  windowWeeks: number,
  audience: Audience,
): Section | null {
  if (services.length === 0) return null;
  const { name } = pipeline;
  return {
    id: `${name}-service`,
    title: `${titleOf(name)}: promises kept`,
    pipeline: name,
    words: services.map((service) => sentence(service, windowWeeks)),
    charts: services.map((service) => weeksChart(service, name)),
    tables: [
      shareTable(name, services, windowWeeks, audience),
      ...services.map((service) => openTable(service, name, audience)),
    ],
  };
}

function sentence({ clock, target, recent, ever }: ServiceFigures, windowWeeks: number): string {
  const what = `${titleOf(clock)} within ${hoursText(target)}`;
  const decided = recent.inTime.length + recent.late.length;
  const now = `${ever.atRisk.length} at risk, ${ever.overdue.length} late and not answered, ${ever.paused.length} paused`;
  if (recent.share === null)
    return `${what}: none was decided in the last ${countText(windowWeeks, "week")}. Now: ${now}.`;
  const { share, lower, upper } = recent.share;
  const [all, low, high] = [share, lower, upper].map((one) => Math.round(one * 100));
  return `${what}: ${all} % [${low}–${high}] of the last ${countText(windowWeeks, "week")} (n = ${decided}). Now: ${now}.`;
}

/** Working seconds in words: `24 working hours`. */
export function hoursText(seconds: number): string {
  return countText(seconds / 3_600, "working hour");
}

function decidedOf({ inTime, late }: Service): number {
  return inTime.length + late.length;
}

function weekOf({ period }: Service): string {
  return period === null ? "" : period.to.slice(0, 10);
}

function weeksChart({ clock, weeks }: ServiceFigures, name: string): ChartView {
  return {
    id: `${name}-${clock}-weeks`,
    title: `${titleOf(clock)}: share in time, by week`,
    reading: "Of those decided in the week; a week with few says little.",
    marks: {
      kind: "trend",
      unit: "share",
      series: [
        {
          name: "in time",
          points: weeks.map((week) => ({
            at: week.period!.to,
            value: week.share?.share ?? null,
            n: decidedOf(week),
          })),
        },
      ],
    },
    table: {
      id: `${name}-${clock}-weeks-table`,
      caption: "One row per week, oldest first, by the day on which it ended.",
      columns: [
        { id: "week", head: "Week up to" },
        { id: "share", head: "In time" },
        { id: "in-time", head: "In time (items)" },
        { id: "late", head: "Late (items)" },
      ],
      rows: weeks.map((week) => [
        textCell(weekOf(week)),
        quantityCell(serviceShare(week.share, decidedOf(week))),
        quantityCell(quantity(week.inTime.length, "items", null)),
        quantityCell(quantity(week.late.length, "items", null)),
      ]),
      folded: true,
    },
  };
}

function shareTable(
  name: string,
  services: readonly ServiceFigures[],
  windowWeeks: number,
  audience: Audience,
): TableView {
  const row = (clock: string, of: string, service: Service) => [
    textCell(titleOf(clock)),
    textCell(of),
    quantityCell(serviceShare(service.share, decidedOf(service))),
    quantityCell(quantity(service.inTime.length, "items", null)),
    itemsCell(audience.links(name, service.late)),
  ];
  return {
    id: `${name}-service`,
    caption: "One row per promise and time. What was closed before it was due, or still runs, is in neither.",
    columns: [
      { id: "clock", head: "Promise" },
      { id: "of", head: "Of" },
      { id: "share", head: "In time" },
      { id: "in-time", head: "In time (items)" },
      { id: "late", head: "Late" },
    ],
    rows: services.flatMap(({ clock, weeks, recent, ever }) => [
      ...weeks.slice(-1).map((week) => row(clock, "this week", week)),
      row(clock, `last ${windowWeeks} weeks`, recent),
      row(clock, "all time", ever),
    ]),
    folded: false,
  };
}

function openTable({ clock, ever }: ServiceFigures, name: string, audience: Audience): TableView {
  const open = new Set([...ever.running, ...ever.overdue.map(({ item }) => item)]);
  const paused = new Map(ever.paused.map(({ item, because }) => [item, because]));
  const atRisk = new Set(ever.atRisk.map(({ item }) => item));
  const late = new Set(ever.overdue.map(({ item }) => item));
  const rows = ever.rows.filter(({ item }) => open.has(item) || paused.has(item));
  const stateOf = (item: string) => {
    if (late.has(item)) return "late";
    const because = paused.get(item);
    // Why it is paused is what a label or a person said.
    if (because !== undefined) return audience.mayName(name, item) ? `paused: ${because}` : "paused";
    return atRisk.has(item) ? "at risk" : "running";
  };
  return {
    id: `${name}-${clock}-open`,
    caption: `One row per item whose promise “${titleOf(clock)}” is not kept yet.`,
    columns: [
      { id: "item", head: "Item" },
      { id: "state", head: "State" },
      { id: "due", head: "Due" },
      { id: "elapsed", head: "Working hours so far" },
      { id: "paused", head: "Working hours paused" },
    ],
    rows: rows
      .toSorted((a, b) => ((a.due ?? "~") < (b.due ?? "~") ? -1 : (a.due ?? "~") > (b.due ?? "~") ? 1 : 0))
      .map(({ item, due, elapsedSeconds, pausedSeconds }) => [
        itemCell(audience.link(name, item)),
        textCell(stateOf(item)),
        due === null ? textCell("not while paused") : { kind: "time", at: due, to: "minute" },
        quantityCell(quantity(elapsedSeconds / 3_600, "hours", null)),
        quantityCell(quantity(pausedSeconds / 3_600, "hours", null)),
      ]),
    folded: false,
  };
}
