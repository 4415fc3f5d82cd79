/** How many went from one stage to another: a bar per way out, under the stage it leaves. Steps back are set apart. */
import { barX, ruleX, text } from "@observablehq/plot";
import type { Marks } from "../view.ts";
import { colourOf, type Drawing, shortName } from "./chart-parts.ts";
import { plotSvg } from "./plot-svg.ts";
import { isNumber } from "./quantity-text.ts";

type Funnel = Extract<Marks, { kind: "funnel" }>;
type Edge = Funnel["edges"][number];

const rowHeight = 24;
const [right, left] = [52, 150];

const beside = { y: "row", frameAnchor: "left", dx: -8, textAnchor: "end", fill: "var(--ink)" } as const;

interface Row {
  readonly row: number;
  readonly name: string;
  /** Null for the line that names the stage that is left. */
  readonly count: number | null;
  readonly back: boolean;
  readonly said: string;
}

/** Null when nothing moved. */
export function drawFunnel({ edges }: Funnel, label: string): Drawing | null {
  const rows = rowsOf(edges.filter(({ count }) => isNumber(count) && count > 0));
  if (rows.length === 0) return null;
  const ways = rows.filter(({ count }) => count !== null);
  const [on, back] = [colourOf(0), "var(--back)"];
  const height = rows.length * rowHeight + 12;
  const svg = plotSvg(
    {
      height,
      marginTop: 6,
      marginRight: right,
      marginBottom: 6,
      marginLeft: left,
      x: { axis: null, domain: [0, Math.max(...ways.map(({ count }) => count ?? 0))] },
      y: { type: "band", axis: null, domain: rows.map(({ row }) => row), padding: 0.28 },
      marks: [
        barX(ways, {
          x: "count",
          y: "row",
          fill: ({ back: isBack }: Row) => (isBack ? back : on),
          rx: 2,
          title: "said",
        }),
        ruleX([0], { stroke: "var(--axis)" }),
        text(
          rows.filter(({ count }) => count === null),
          { ...beside, text: ({ name }: Row) => shortName(name, 20), fontWeight: 650 },
        ),
        text(ways, {
          ...beside,
          text: ({ name, back: isBack }: Row) => `${isBack ? "↩" : "→"} ${shortName(name, 20)}`,
        }),
        text(ways, { x: "count", y: "row", text: "count", dx: 6, textAnchor: "start", fill: "var(--ink)" }),
      ],
    },
    label,
  );
  const key = ways.some((way) => way.back)
    ? [
        { name: "on", colour: on, shape: "box" as const },
        { name: "back", colour: back, shape: "box" as const },
      ]
    : [];
  return { svg, key };
}

/** Each stage that is left, in the order in which they first are, with its ways out under it. */
function rowsOf(edges: readonly Edge[]): readonly Row[] {
  const stages = [...new Set([...edges.map(({ from }) => from), ...edges.map(({ to }) => to)])];
  const lines = stages.flatMap((stage) => {
    const ways = edges.filter(({ from }) => from === stage);
    if (ways.length === 0) return [];
    return [
      { name: stage, count: null, back: false, said: "" },
      ...ways.map(({ from, to, count }) => ({
        name: to,
        count,
        back: stages.indexOf(to) <= stages.indexOf(from),
        said: `${from} → ${to}: ${count}`,
      })),
    ];
  });
  return lines.map((line, row) => ({ ...line, row }));
}
