/** One number per period as a line with a point for each; a period without a number is a gap. The axis begins at nothing. */
import { axisX, axisY, dot, gridY, line, text } from "@observablehq/plot";
import type { Instant } from "../../model/time.ts";
import type { Marks, Series, Unit } from "../view.ts";
import { dayText } from "../words.ts";
import { colourOf, type Drawing, gridStyle, halo, keptApart, shortName } from "./chart-parts.ts";
import { plotSvg } from "./plot-svg.ts";
import { isNumber, quantityLine, shortNumber, withUnit } from "./quantity-text.ts";

type Trend = Extract<Marks, { kind: "trend" }>;

const height = 230;
const [top, bottom, left] = [18, 34, 44];

/** Null when no period has a number. */
export function drawTrend({ unit, series }: Trend, label: string): Drawing | null {
  const values = series.flatMap(({ points }) => points.map(({ value }) => value).filter(isNumber));
  if (values.length === 0) return null;
  const moments = [...new Set(series.flatMap(({ points }) => points.map(({ at }) => at)))].toSorted();
  const highest =
    unit === "share" ? Math.min(1, lineAbove(Math.max(0.1, ...values))) : lineAbove(Math.max(1, ...values));
  // A letter of the labels is at most about 8 units wide at the sizes that the style sheet gives.
  const said = unit === "money" ? Math.max(...lastOf(series).map((one) => endText(one, unit).length)) : 0;
  const right = series.length === 1 ? 16 + 8 * withUnit(values.at(-1)!, unit).length : Math.max(136, 16 + 8 * said);
  const axis = (value: number) => (unit === "share" ? `${Math.round(value * 100)} %` : shortNumber(value, unit));
  const svg = plotSvg(
    {
      height,
      marginTop: top,
      marginRight: right,
      marginBottom: bottom,
      marginLeft: unit === "money" ? Math.max(left, 12 + 8 * axis(highest).length) : left,
      x: { type: "utc", domain: spanOf(moments.map((at) => new Date(at))) },
      y: { domain: [0, highest] },
      marks: [
        gridY({ ...gridStyle, ticks: 4 }),
        ...series.map((one, place) =>
          line(pointsOf(one, unit), { x: "at", y: "value", stroke: colourOf(place), strokeWidth: 2 }),
        ),
        ...series.map((one, place) =>
          dot(
            pointsOf(one, unit).filter(({ value }) => isNumber(value)),
            { x: "at", y: "value", r: 3.5, fill: colourOf(place), stroke: "var(--card)", title: "said" },
          ),
        ),
        ...endLabels(series, unit, highest),
        axisX(ticksOf(moments), { label: null, tickSize: 0, tickFormat: shortDay }),
        axisY({
          label: null,
          tickSize: 0,
          ticks: 4,
          tickFormat: axis,
        }),
      ],
    },
    label,
  );
  return { svg, key: [] };
}

/** The grid's next line, with at most five lines above nothing, so that no point stands over the last one. */
function lineAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [0.1, 0.2, 0.5, 1, 2].map((one) => one * power).find((one) => value / one <= 5) ?? 2 * power;
  return Math.ceil(value / step) * step;
}

/** One moment alone would make a scale without a width. */
function spanOf(moments: readonly Date[]): readonly [Date, Date] {
  const [first, last] = [moments[0]!, moments.at(-1)!];
  return first < last ? [first, last] : [new Date(first.getTime() - 86_400_000), last];
}

/** The newest moment and others at even distance before it, as many as have room for their day. */
function ticksOf(moments: readonly Instant[]): readonly Date[] {
  const every = Math.ceil(moments.length / 5);
  return moments.filter((_, at) => (moments.length - 1 - at) % every === 0).map((at) => new Date(at));
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `23 Nov`, in UTC. */
function shortDay(at: Date): string {
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]}`;
}

function pointsOf({ name, points }: Series, unit: Unit) {
  return points.map(({ at, value, n }) => {
    const said = quantityLine({ value, unit, n, lower: null, upper: null, note: null });
    return { at: new Date(at), value: isNumber(value) ? value : Number.NaN, said: `${dayText(at)}: ${name}, ${said}` };
  });
}

function endLabels(series: readonly Series[], unit: Unit, highest: number) {
  const scale = (height - top - bottom) / highest;
  const last = lastOf(series);
  const wanted = last.map(({ value }) => height - bottom - value * scale);
  const apart = keptApart(wanted, { gap: 15, from: top, to: height - bottom });
  return last.map((one, at) =>
    text([{ y: (height - bottom - apart[at]!) / scale }], {
      y: "y",
      frameAnchor: "right",
      dx: 8,
      textAnchor: "start",
      text: () => (series.length === 1 ? withUnit(one.value, unit) : endText(one, unit)),
      fill: one.colour,
      fontWeight: 600,
      ...halo,
    }),
  );
}

interface Last {
  readonly name: string;
  readonly value: number;
  readonly colour: string;
}

/** The newest number of each that has one. */
function lastOf(series: readonly Series[]): readonly Last[] {
  return series.flatMap(({ name, points }, place) => {
    const value = points.findLast((point) => isNumber(point.value))?.value;
    return isNumber(value) ? [{ name, value, colour: colourOf(place) }] : [];
  });
}

function endText({ name, value }: Last, unit: Unit): string {
  return `${shortName(name, 15)} ${shortNumber(value, unit)}`;
}
