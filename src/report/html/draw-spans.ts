/**
 * Stretches of time in rows: communities' journeys, dates ahead. Stretches of one row that overlap lie under each
 * other; one that is not over has an open end. Few kinds of names are colours with a key, many are written beside.
 */
import { axisX, dot, gridX, rect, ruleY, text } from "@observablehq/plot";
import { secondsOf } from "../../model/time.ts";
import type { Marks } from "../view.ts";
import { dayText } from "../words.ts";
import { colourOf, type Drawing, gridStyle, halo, shortName } from "./chart-parts.ts";
import { plotSvg } from "./plot-svg.ts";

type Spans = Extract<Marks, { kind: "spans" }>;
type Span = Spans["spans"][number];

const [top, right, bottom, left] = [28, 14, 6, 120];
const mostRows = 60;
/** Lanes of one row: what overlaps more often than this lies on each other. */
const mostLanes = 6;
const mostColours = 8;

interface Row {
  readonly name: string;
  readonly top: number;
  readonly height: number;
}

interface Bar {
  readonly start: Date;
  readonly end: Date;
  readonly y1: number;
  readonly y2: number;
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
  const { rows, bars } = laidOut(spans, { shown: every.slice(0, mostRows), isWritten, colour });
  const total = rows.at(-1)!.top + rows.at(-1)!.height;
  const domain = spanOf(bars);
  const svg = plotSvg(
    {
      height: total + top + bottom,
      marginTop: top,
      marginRight: right,
      marginBottom: bottom,
      marginLeft: left,
      x: { type: "utc", domain },
      y: { domain: [0, total], range: [top, total + top], axis: null },
      marks: [
        gridX({ ...gridStyle, ticks: 5 }),
        ruleY([0, ...rows.map((row) => row.top + row.height)], { stroke: "var(--grid)", insetLeft: -left }),
        ...[...new Set(bars.map((bar) => bar.colour))].flatMap((one) => barsOf(bars, one)),
        ...(isWritten ? writtenNames(bars, domain) : []),
        text(rows, {
          y: (row: Row) => row.top + row.height / 2,
          frameAnchor: "left",
          dx: -10,
          textAnchor: "end",
          text: ({ name }: Row) => shortName(name, 17),
          fill: "var(--ink)",
        }),
        axisX({ anchor: "top", label: null, tickSize: 0, ticks: 5 }),
      ],
    },
    label,
  );
  const key =
    isWritten || names.length < 2 ? [] : names.map((name) => ({ name, colour: colour(name), shape: "box" as const }));
  const undrawn = every.length - rows.length;
  const more = `${rows.length} of ${every.length} rows are drawn; the table has all.`;
  return { svg, key: undrawn === 0 ? key : [...key, { name: more, colour: "none", shape: "line" }] };
}

interface Layout {
  readonly shown: readonly string[];
  readonly isWritten: boolean;
  readonly colour: (name: string) => string;
}

function laidOut(spans: readonly Span[], { shown, isWritten, colour }: Layout) {
  const [laneHeight, padding] = isWritten ? [17, 4] : [10, 5];
  const rows: Row[] = [];
  const bars: Bar[] = [];
  for (const name of shown) {
    const above = rows.at(-1);
    const start = above === undefined ? 0 : above.top + above.height;
    const here = spans.filter(({ row }) => row === name).toSorted(byBeginning);
    const lanes = lanesOf(here, isWritten);
    for (const [at, span] of here.entries()) {
      const y1 = start + padding + lanes[at]! * laneHeight;
      bars.push({ ...barOf(span, colour(span.name)), y1, y2: y1 + laneHeight - (isWritten ? 6 : 3) });
    }
    const used = Math.max(1, ...lanes.map((lane) => lane + 1));
    rows.push({ name, top: start, height: Math.max(20, used * laneHeight + 2 * padding - 3) });
  }
  return { rows, bars };
}

function byBeginning(a: Span, b: Span): number {
  return secondsOf(a.from) - secondsOf(b.from) || secondsOf(a.to) - secondsOf(b.to);
}

/** The lane of each stretch: the first that is free when it begins. A written name needs a lane for itself. */
function lanesOf(spans: readonly Span[], isWritten: boolean): readonly number[] {
  if (isWritten) return spans.map((_, at) => at);
  const ends: number[] = [];
  return spans.map(({ from, to }, at) => {
    const free = ends.findIndex((end) => end <= secondsOf(from));
    const lane = free >= 0 ? free : ends.length < mostLanes ? ends.length : at % mostLanes;
    ends[lane] = Math.max(ends[lane] ?? 0, secondsOf(to));
    return lane;
  });
}

function barOf({ row, name, from, to, open }: Span, colour: string): Omit<Bar, "y1" | "y2"> {
  const until = `${dayText(to)}${open ? ", not over" : ""}`;
  const said = `${row}: ${name}\n${dayText(from)} to ${until}`;
  return { start: new Date(from), end: new Date(to), name, colour, open, said };
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
      y: ({ y1, y2 }: Bar) => (y1 + y2) / 2,
      symbol: "triangle",
      rotate: 90,
      r: 4,
      dx: 3,
      fill: colour,
      stroke: "var(--card)",
    }),
  ];
}

/** Beside the stretch, on the side that has more room. */
function writtenNames(bars: readonly Bar[], [first, last]: readonly [Date, Date]) {
  const middle = (first.getTime() + last.getTime()) / 2;
  const isLate = ({ start, end }: Bar) => (start.getTime() + end.getTime()) / 2 > middle;
  const shared = {
    y: ({ y1, y2 }: Bar) => (y1 + y2) / 2,
    text: ({ name }: Bar) => shortName(name, 34),
    ...halo,
  } as const;
  return [
    text(
      bars.filter((bar) => !isLate(bar)),
      { ...shared, x: "end", dx: 8, textAnchor: "start", fill: "var(--ink)" },
    ),
    text(bars.filter(isLate), { ...shared, x: "start", dx: -6, textAnchor: "end", fill: "var(--ink)" }),
  ];
}
