/** A dot per open item over its stage, as high as it has been there, beside the times by which half and 85 in 100 leave. */
import { axisY, dot, gridY, link, ruleY, text } from "@observablehq/plot";
import type { Marks } from "../view.ts";
import { type Drawing, gridStyle, type KeyEntry, shortName } from "./chart-parts.ts";
import { addressOf, labelOf } from "./page-links.ts";
import { plotSvg, plotWidth } from "./plot-svg.ts";
import { isNumber, withUnit } from "./quantity-text.ts";

type Ageing = Extract<Marks, { kind: "ageing" }>;
type Stage = Ageing["stages"][number];

const plotHeight = 262;
const [top, right, left] = [16, 12, 44];
const lineHeight = 13;
const radius = 3.4;

/** How old an item is beside others in its stage. */
const ages = [
  { age: "usual", name: "within the usual", colour: "var(--calm)" },
  { age: "long", name: "longer than half stay", colour: "var(--warn)" },
  { age: "very-long", name: "longer than 85 in 100 stay", colour: "var(--bad)" },
  { age: "unknown", name: "too few stays to compare", colour: "var(--faint)" },
] as const;

/** Null without stages. The scale is bent where few items are far older than the rest, and the key says so. */
export function drawAgeing({ stages, dots }: Ageing, label: string): Drawing | null {
  if (stages.length === 0) return null;
  const known = dots.filter(({ days }) => isNumber(days) && days >= 0);
  const marks = stages.flatMap(({ p50, p85 }) => [p50, p85]).filter(isNumber);
  const highest = Math.max(1, ...known.map(({ days }) => days), ...marks);
  const isBent = isFarFromMost(known.map(({ days }) => days));
  const heightOf = (days: number) => plotHeight * (isBent ? Math.sqrt(days / highest) : days / highest);
  const placed = stages.flatMap((stage, place) => {
    const here = known.filter((one) => one.stage === stage.name);
    const shifts = shiftsOf(
      here.map(({ days }) => heightOf(days)),
      bandWidth(stages.length) * 0.42,
    );
    return here.map(({ days, item }, at) => ({
      x: place + 0.5 + shifts[at]! / bandWidth(stages.length),
      days,
      age: ageOf(days, stage),
      href: addressOf(item),
      said: `${labelOf(item)}\n${withUnit(days, "days")} in ${stage.name}`,
    }));
  });
  const names = namesOf(stages);
  const bottom = 14 + lineHeight * Math.max(...names.map((name) => name.split("\n").length));
  const svg = plotSvg(
    {
      height: plotHeight + top + bottom,
      marginTop: top,
      marginRight: right,
      marginBottom: bottom,
      marginLeft: left,
      x: { domain: [0, stages.length], axis: null },
      y: { type: isBent ? "sqrt" : "linear", domain: [0, highest] },
      marks: [
        gridY({ ...gridStyle, ticks: 5 }),
        ruleY([0], { stroke: "var(--axis)" }),
        ...percentileMarks(stages),
        ...ages.map(({ age, colour }) =>
          dot(
            placed.filter((one) => one.age === age),
            {
              x: "x",
              y: "days",
              r: radius,
              fill: colour,
              stroke: "var(--card)",
              strokeWidth: 0.7,
              title: "said",
              href: "href",
            },
          ),
        ),
        stageNames(names),
        axisY({ label: "days", labelArrow: "none", tickSize: 0, ticks: 5 }),
      ],
    },
    label,
  );
  const key = keyOf(new Set(placed.map(({ age }) => age)), stages, isBent);
  const missing = dots.length - placed.length;
  const words = `${missing} of ${dots.length} cannot be drawn; the table has all.`;
  return { svg, key: missing === 0 ? key : [...key, { name: words, colour: "none", shape: "line" }] };
}

/** A few far beyond the rest would press the rest flat. */
function isFarFromMost(days: readonly number[]): boolean {
  const sorted = days.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return (sorted.at(-1) ?? 0) > 10 * Math.max(1, middle);
}

function bandWidth(stages: number): number {
  return (plotWidth - left - right) / stages;
}

function ageOf(days: number, { p50, p85 }: Stage): (typeof ages)[number]["age"] {
  if (isNumber(p85) && days > p85) return "very-long";
  if (isNumber(p50)) return days > p50 ? "long" : "usual";
  return isNumber(p85) ? "usual" : "unknown";
}

/** How far each dot steps aside so that none lies on another, as long as the band has room: nearest first, left and right. */
function shiftsOf(heights: readonly number[], room: number): readonly number[] {
  const step = radius * 1.05;
  const tries = Math.max(1, Math.floor(room / step) * 2 + 1);
  const placed: { readonly shift: number; readonly height: number }[] = [];
  const order = heights.map((_, at) => at).toSorted((a, b) => heights[a]! - heights[b]! || a - b);
  const shifts: number[] = [];
  for (const at of order) {
    const near = placed.filter((one) => heights[at]! - one.height < 2 * radius);
    const isFree = (shift: number) =>
      near.every((one) => (one.shift - shift) ** 2 + (one.height - heights[at]!) ** 2 >= (2 * radius) ** 2);
    const candidates = Array.from(
      { length: tries },
      (_, turn) => Math.ceil(turn / 2) * step * (turn % 2 === 0 ? 1 : -1),
    );
    const shift = candidates.find(isFree) ?? candidates[at % tries]!;
    shifts[at] = shift;
    placed.push({ shift, height: heights[at]! });
  }
  return shifts;
}

function percentileMarks(stages: readonly Stage[]) {
  const lines = (pick: (stage: Stage) => number | null, words: string) =>
    stages.flatMap((stage, place) => {
      const days = pick(stage);
      if (!isNumber(days)) return [];
      return [{ x1: place + 0.08, x2: place + 0.92, days, said: `${stage.name}: ${words} ${withUnit(days, "days")}` }];
    });
  const shared = { x1: "x1", x2: "x2", y1: "days", y2: "days", title: "said", stroke: "var(--ink)" } as const;
  return [
    link(
      lines(({ p50 }) => p50, "half leave within"),
      { ...shared, strokeWidth: 1.2, strokeDasharray: "3 2.5" },
    ),
    link(
      lines(({ p85 }) => p85, "85 in 100 leave within"),
      { ...shared, strokeWidth: 1.8 },
    ),
  ];
}

/** Broken into lines as the bands are wide. */
function namesOf(stages: readonly Stage[]): readonly string[] {
  const letters = Math.max(5, Math.floor(bandWidth(stages.length) / 6.2));
  return stages.map(({ name }) => inLines(name, letters));
}

function stageNames(names: readonly string[]) {
  return text(
    names.map((name, place) => ({ x: place + 0.5, name })),
    {
      x: "x",
      frameAnchor: "bottom",
      dy: 8,
      lineAnchor: "top",
      text: "name",
      fill: "var(--ink)",
      fontSize: names.length > 6 ? "0.85em" : "1em",
    },
  );
}

/** At most three lines, broken between words. */
function inLines(name: string, letters: number): string {
  const lines: string[] = [];
  for (const word of shortName(name, 60).split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(shortName(word, letters));
  }
  return lines.length <= 3 ? lines.join("\n") : [...lines.slice(0, 2), `${lines[2]}…`].join("\n");
}

function keyOf(present: ReadonlySet<string>, stages: readonly Stage[], isBent: boolean): readonly KeyEntry[] {
  const line = { colour: "var(--ink)" };
  return [
    ...ages.filter(({ age }) => present.has(age)).map(({ name, colour }) => ({ name, colour, shape: "dot" as const })),
    ...(stages.some(({ p50 }) => isNumber(p50))
      ? [{ ...line, name: "half leave by then", shape: "dash" as const }]
      : []),
    ...(stages.some(({ p85 }) => isNumber(p85))
      ? [{ ...line, name: "85 in 100 leave by then", shape: "line" as const }]
      : []),
    ...(isBent ? [{ colour: "none", name: "The scale is closer together higher up.", shape: "line" as const }] : []),
  ];
}
