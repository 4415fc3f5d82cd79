/**
 * Counts over time as areas before each other: the cumulative flow. Counts are of all that ever came to a stage, so they
 * are not added up.
 */
import { areaY, axisX, axisY, gridY, line, ruleX, text } from "@observablehq/plot";
import type { Instant } from "../../model/time.ts";
import type { Marks, Series } from "../view.ts";
import { dayText } from "../words.ts";
import { type Drawing, gridStyle, keptApart, shortName } from "./chart-parts.ts";
import { plotSvg } from "./plot-svg.ts";
import { isNumber, numberText } from "./quantity-text.ts";

type Areas = Extract<Marks, { kind: "areas" }>;

const height = 270;
const [top, right, bottom, left] = [14, 144, 34, 40];

/** Null with fewer than two moments, which make no area. */
export function drawAreas({ series }: Areas, label: string): Drawing | null {
  const moments = [...new Set(series.flatMap(({ points }) => points.map(({ at }) => at)))].toSorted();
  const values = series.flatMap(({ points }) => points.map(({ value }) => value).filter(isNumber));
  if (moments.length < 2 || values.length === 0) return null;
  const highest = Math.max(1, ...values);
  // The largest is drawn first, so that none hides another: mostly the first stage, but many may be lost early.
  const behindFirst = series
    .toReversed()
    .toSorted((a, b) => mostOf(b) - mostOf(a))
    .map((one, place) => ({ one, tint: tintOf(place, series.length) }));
  const svg = plotSvg(
    {
      height,
      marginTop: top,
      marginRight: right,
      marginBottom: bottom,
      marginLeft: left,
      x: { type: "utc", domain: [new Date(moments[0]!), new Date(moments.at(-1)!)] },
      y: { domain: [0, highest] },
      marks: [
        gridY({ ...gridStyle, ticks: 5 }),
        ...behindFirst.flatMap(({ one, tint }) => [
          areaY(pointsOf(one), { x: "at", y: "value", fill: tint }),
          line(pointsOf(one), { x: "at", y: "value", stroke: "var(--card)", strokeWidth: 1 }),
        ]),
        ...endLabels(series, highest),
        ruleX(
          moments.map((at) => ({ at: new Date(at), said: saidAt(series, at) })),
          { x: "at", stroke: "var(--ink)", title: "said", className: "hits" },
        ),
        axisX({ label: null, tickSize: 0, ticks: 5 }),
        axisY({ label: null, tickSize: 0, ticks: 5 }),
      ],
    },
    label,
  );
  return { svg, key: [] };
}

function mostOf({ points }: Series): number {
  return Math.max(0, ...points.map(({ value }) => value).filter(isNumber));
}

/** One hue, the darkest for what lies before all others. */
function tintOf(place: number, of: number): string {
  return `var(--a${8 - (of < 2 ? 7 : Math.round((place * 7) / (of - 1)))})`;
}

function pointsOf({ points }: Series) {
  return points.map(({ at, value }) => ({ at: new Date(at), value: isNumber(value) ? value : Number.NaN }));
}

/** The first stage first, as they lie from the top. */
function saidAt(series: readonly Series[], at: Instant): string {
  const lines = series.toReversed().flatMap(({ name, points }) => {
    const value = points.find((point) => point.at === at)?.value;
    return isNumber(value) ? [`${name}: ${numberText(value, "items")}`] : [];
  });
  return [dayText(at), ...lines].join("\n");
}

function endLabels(series: readonly Series[], highest: number) {
  const scale = (height - top - bottom) / highest;
  const last = series.flatMap(({ name, points }) => {
    const value = points.findLast((point) => isNumber(point.value))?.value;
    return isNumber(value) ? [{ name, value }] : [];
  });
  const wanted = last.map(({ value }) => height - bottom - value * scale);
  const apart = keptApart(wanted, { gap: 15, from: top, to: height - bottom });
  return last.map(({ name, value }, at) =>
    text([{ y: (height - bottom - apart[at]!) / scale }], {
      y: "y",
      frameAnchor: "right",
      dx: 8,
      textAnchor: "start",
      text: () => `${shortName(name, 16)} ${numberText(value, "items")}`,
      fill: "var(--ink)",
    }),
  );
}
