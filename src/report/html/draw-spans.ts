/**
 * Stretches of time in rows: communities' journeys, dates ahead. Stretches of one row that overlap lie under each
 * other; one that is not over has an open end. A few names are colours with a key; many have a line each.
 */
import { axisX, dot, gridX, rect, ruleY, text } from "@observablehq/plot";
import { secondsOf } from "../../model/time.ts";
import type { Marks } from "../view.ts";
import { dayText } from "../words.ts";
import { colourOf, type Drawing, gridStyle, shortName } from "./chart-parts.ts";
import { plotSvg } from "./plot-svg.ts";

type Spans = Extract<Marks, { kind: "spans" }>;
type Span = Spans["spans"][number];

const [top, right, bottom] = [28, 14, 6];
/** Rows, or lines where each stretch has its own; pictures of more are not looked at. */
const most = 60;
/** Lanes of one row: what overlaps more often than this lies on each other. */
const mostLanes = 6;
const mostColours = 8;

interface Row {
  readonly name: string;
  readonly top: number;
  readonly height: number;
  /** Where its name stands, from the top. */
  readonly nameAt: number;
}

interface Bar {
  readonly start: Date;
  readonly end: Date;
  readonly y1: number;
  readonly y2: number;
  readonly middle: number;
  readonly name: string;
  readonly colour: string;
  readonly open: boolean;
  readonly said: string;
}

/** Null without stretches. */
export function drawSpans({ spans }: Spans, label: string): Drawing | null {
  if (spans.length === 0) return null;
  const names = [...new Set(spans.map(({ name }) => name))];
  const isWritten = names.length > mostColours;
  const colour = (name: string) => colourOf(isWritten ? 0 : names.indexOf(name));
  const every = [...new Set(spans.map(({ row }) => row))];
  const drawn = isWritten ? spans.slice(0, most) : spans.filter(({ row }) => every.indexOf(row) < most);
  const { rows, bars } = isWritten ? inLines(drawn, colour) : inLanes(drawn, colour);
  const total = rows.at(-1)!.top + rows.at(-1)!.height;
  const left = isWritten ? 196 : 126;
  const svg = plotSvg(
    {
      height: total + top + bottom,
      marginTop: top,
      marginRight: right,
      marginBottom: bottom,
      marginLeft: left,
      x: { type: "utc", domain: spanOf(bars) },
      y: { domain: [0, total], range: [top, total + top], axis: null },
      marks: [
        gridX({ ...gridStyle, ticks: 5 }),
        ruleY([0, ...rows.map((row) => row.top + row.height)], { stroke: "var(--grid)", insetLeft: -left }),
        ...[...new Set(bars.map((bar) => bar.colour))].flatMap((one) => barsOf(bars, one)),
        nameMarks(rows, "nameAt", { fontWeight: isWritten ? 650 : 400, letters: isWritten ? 26 : 17 }),
        ...(isWritten ? [nameMarks(bars, "middle", { fontWeight: 400, letters: 28 })] : []),
        axisX({ anchor: "top", label: null, tickSize: 0, ticks: 5 }),
      ],
    },
    label,
  );
  const key =
    isWritten || names.length < 2 ? [] : names.map((name) => ({ name, colour: colour(name), shape: "box" as const }));
  const [shown, of] = isWritten ? [drawn.length, spans.length] : [rows.length, every.length];
  const more = `${shown} of ${of} lines are drawn; the table has all.`;
  return { svg, key: shown === of ? key : [...key, { name: more, colour: "none", shape: "line" }] };
}

interface Layout {
  readonly rows: readonly Row[];
  readonly bars: readonly Bar[];
}

/** A row's stretches in as few lanes as keep them apart. */
function inLanes(spans: readonly Span[], colour: (name: string) => string): Layout {
  const rows: Row[] = [];
  const bars: Bar[] = [];
  for (const [name, here] of byRow(spans)) {
    const start = endOf(rows);
    const lanes = lanesOf(here);
    for (const [at, span] of here.entries())
      bars.push(barOf(span, colour, { y1: start + 5 + lanes[at]! * 10, thick: 7 }));
    const height = Math.max(20, Math.max(...lanes.map((lane) => lane + 1)) * 10 + 7);
    rows.push({ name, top: start, height, nameAt: start + height / 2 });
  }
  return { rows, bars };
}

/** A line for each stretch, under the line that names the row. */
function inLines(spans: readonly Span[], colour: (name: string) => string): Layout {
  const rows: Row[] = [];
  const bars: Bar[] = [];
  for (const [name, here] of byRow(spans)) {
    const start = endOf(rows);
    for (const [at, span] of here.entries()) bars.push(barOf(span, colour, { y1: start + 25 + at * 18, thick: 10 }));
    rows.push({ name, top: start, height: 26 + here.length * 18, nameAt: start + 13 });
  }
  return { rows, bars };
}

function endOf(rows: readonly Row[]): number {
  const last = rows.at(-1);
  return last === undefined ? 0 : last.top + last.height;
}

function byRow(spans: readonly Span[]): ReadonlyMap<string, readonly Span[]> {
  const rows = [...new Set(spans.map(({ row }) => row))];
  return new Map(rows.map((name) => [name, spans.filter(({ row }) => row === name).toSorted(byBeginning)]));
}

function byBeginning(a: Span, b: Span): number {
  return secondsOf(a.from) - secondsOf(b.from) || secondsOf(a.to) - secondsOf(b.to);
}

/** The lane of each stretch: the first that is free when it begins. */
function lanesOf(spans: readonly Span[]): readonly number[] {
  const ends: number[] = [];
  return spans.map(({ from, to }, at) => {
    const free = ends.findIndex((end) => end <= secondsOf(from));
    const lane = free >= 0 ? free : ends.length < mostLanes ? ends.length : at % mostLanes;
    ends[lane] = Math.max(ends[lane] ?? 0, secondsOf(to));
    return lane;
  });
}

function barOf(
  { row, name, from, to, open }: Span,
  colour: (name: string) => string,
  { y1, thick }: { readonly y1: number; readonly thick: number },
): Bar {
  return {
    start: new Date(from),
    end: new Date(to),
    y1,
    y2: y1 + thick,
    middle: y1 + thick / 2,
    name,
    colour: colour(name),
    open,
    said: `${row}: ${name}\n${dayText(from)} to ${dayText(to)}${open ? ", not over" : ""}`,
  };
}

/** A little room, so that what begins or ends at the edge is seen. */
function spanOf(bars: readonly Bar[]): readonly [Date, Date] {
  const first = Math.min(...bars.map(({ start, end }) => Math.min(start.getTime(), end.getTime())));
  const last = Math.max(...bars.map(({ start, end }) => Math.max(start.getTime(), end.getTime())));
  const room = Math.max(86_400_000, (last - first) * 0.01);
  return [new Date(first - room), new Date(last + room)];
}

/** The stroke keeps a stretch without length visible. */
function barsOf(bars: readonly Bar[], colour: string) {
  const some = bars.filter((bar) => bar.colour === colour);
  const open = some.filter((bar) => bar.open);
  const place = { x1: "start", x2: "end", y1: "y1", y2: "y2" } as const;
  return [
    rect(some, { ...place, fill: colour, stroke: colour, strokeWidth: 1, rx: 1.5, title: "said" }),
    dot(open, {
      x: "end",
      y: "middle",
      symbol: "triangle",
      rotate: 90,
      r: 4,
      dx: 3,
      fill: colour,
      stroke: "var(--card)",
    }),
  ];
}

function nameMarks(
  lines: readonly (Row | Bar)[],
  y: "nameAt" | "middle",
  { letters, fontWeight }: { readonly letters: number; readonly fontWeight: number },
) {
  return text(lines, {
    y,
    frameAnchor: "left",
    dx: -10,
    textAnchor: "end",
    text: ({ name }: Row | Bar) => shortName(name, letters),
    fill: "var(--ink)",
    fontWeight,
  });
}
