/**
 * Charts → Mermaid, where GitHub draws the kind: `sankey-beta`, `xychart-beta`, `gantt` (https://mermaid.js.org/syntax).
 * Names are reduced to letters, digits and a few signs, so that none of them is syntax. GitHub does not say which version
 * it runs (unverified); only what version 10.9 knew is used.
 */
import type { Code } from "mdast";
import { secondsOf } from "../model/time.ts";
import { isNumber } from "./html/quantity-text.ts";
import { code } from "./markdown.ts";
import type { ChartView, Marks, Series } from "./view.ts";
import { dayText } from "./words.ts";

/** Null where GitHub has no such picture, or there is too little to draw. */
export function mermaidOf({ title, marks }: ChartView): Code | null {
  const lines = linesOf(title, marks);
  return lines === null ? null : code("mermaid", lines.join("\n"));
}

function linesOf(title: string, marks: Marks): readonly string[] | null {
  switch (marks.kind) {
    case "funnel":
      return sankey(marks.edges);
    case "bars":
      return bars(title, marks.bars);
    case "trend":
      return trend(title, marks.series, marks.unit === "share" ? "percent" : marks.unit);
    case "spans":
      return gantt(title, marks.spans);
    default:
      return null;
  }
}

/** Circles cannot be drawn: an edge that would close one is left to the table. */
function sankey(edges: Extract<Marks, { kind: "funnel" }>["edges"]): readonly string[] | null {
  const onward = new Map<string, string[]>();
  const reaches = (from: string, to: string): boolean =>
    from === to || (onward.get(from) ?? []).some((next) => reaches(next, to));
  const rows = edges.flatMap(({ from, to, count }) => {
    if (count <= 0 || reaches(to, from)) return [];
    onward.set(from, [...(onward.get(from) ?? []), to]);
    return [`${quoted(from)},${quoted(to)},${count}`];
  });
  return rows.length === 0 ? null : ["sankey-beta", "", ...rows];
}

function bars(title: string, all: Extract<Marks, { kind: "bars" }>["bars"]): readonly string[] | null {
  const known = all.flatMap(({ name, quantity: { value, unit } }) => (isNumber(value) ? [{ name, value, unit }] : []));
  if (known.length < 2) return null;
  return [
    "xychart-beta",
    `  title ${quoted(title)}`,
    `  x-axis [${known.map(({ name }) => quoted(name)).join(", ")}]`,
    `  y-axis ${quoted(known[0]!.unit)} 0 --> ${top(known.map(({ value }) => value))}`,
    `  bar [${known.map(({ value }) => decimal(value)).join(", ")}]`,
  ];
}

/** Such a chart has no legend and no gaps: the first series as bars, the second as a line, where every point is known. */
/** Days without their year; months where each is the first of one. */
function labelsOf(days: readonly string[]): readonly string[] {
  return days.map((day) => (days.every((one) => one.endsWith("-01")) ? day.slice(0, 7) : day.slice(5)));
}

function trend(title: string, series: readonly Series[], unit: string): readonly string[] | null {
  const whole = series
    .filter(({ points }) => points.length > 1 && points.every(({ value }) => isNumber(value)))
    .slice(0, 2);
  const first = whole[0];
  if (first === undefined || whole.length < Math.min(2, series.length)) return null;
  const values = ({ points }: Series) => points.map(({ value }) => (value ?? 0) * (unit === "percent" ? 100 : 1));
  const legend = whole.length === 1 ? "" : ` (bars: ${whole[0]!.name}, line: ${whole[1]!.name})`;
  return [
    "xychart-beta",
    `  title ${quoted(`${title}${legend}`)}`,
    `  x-axis [${labelsOf(first.points.map(({ at }) => dayText(at)))
      .map(quoted)
      .join(", ")}]`,
    `  y-axis ${quoted(unit)} 0 --> ${unit === "percent" ? 100 : top(whole.flatMap(values))}`,
    ...whole.map(
      (one, at) =>
        `  ${at === 0 && whole.length > 1 ? "bar" : "line"} [${values(one)
          .map(unit === "ratio" ? hundredths : decimal)
          .join(", ")}]`,
    ),
  ];
}

/** More bars than this nobody can tell apart. */
const mostSpans = 30;

function gantt(title: string, spans: Extract<Marks, { kind: "spans" }>["spans"]): readonly string[] | null {
  if (spans.length === 0 || spans.length > mostSpans) return null;
  const rows = [...new Set(spans.map(({ row }) => row))];
  return [
    "gantt",
    `  title ${plain(title)}`,
    "  dateFormat YYYY-MM-DD",
    "  axisFormat %Y-%m-%d",
    ...rows.flatMap((row) => [
      `  section ${plain(row)}`,
      ...spans
        .filter((span) => span.row === row)
        .map(
          ({ name, from, to, open }) =>
            `  ${plain(name)} :${open ? "crit, " : ""}${dayText(from)}, ${daysOf(from, to)}d`,
        ),
    ]),
  ];
}

function daysOf(from: Parameters<typeof secondsOf>[0], to: Parameters<typeof secondsOf>[0]): number {
  return Math.max(1, Math.round((secondsOf(to) - secondsOf(from)) / 86_400));
}

/** A field of CSV, or a text. */
function quoted(text: string): string {
  return `"${plain(text)}"`;
}

const longest = 60;

/** Letters, digits, spaces and signs that mean nothing to Mermaid in any of these diagrams; never empty. */
function plain(text: string): string {
  const words = text
    .replaceAll(/→/g, " to ")
    .replaceAll(/÷/g, "/")
    .replaceAll(/[^\p{L}\p{M}\p{N} .()+=/-]+/gu, " ")
    .replaceAll(/-{2,}|={2,}/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  const graphemes = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(words)].map(
    ({ segment }) => segment,
  );
  return (graphemes.length > longest ? `${graphemes.slice(0, longest - 1).join("")}.` : words) || "unnamed";
}

function decimal(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function hundredths(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A round number that the highest point stays under. */
function top(values: readonly number[]): number {
  return Math.max(1, Math.ceil(Math.max(...values) * 1.1));
}
