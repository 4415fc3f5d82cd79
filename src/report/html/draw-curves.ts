/** Shares over days as step curves with their bands, each named where it ends and marked at the days that the table reads. */
import { areaY, axisX, axisY, dot, gridY, line, ruleX, text } from "@observablehq/plot";
import type { Marks } from "../view.ts";
import { colourOf, type Drawing, gridStyle, halo, keptApart, shortName } from "./chart-parts.ts";
import { plotSvg } from "./plot-svg.ts";
import { isNumber, quantityLine, withUnit } from "./quantity-text.ts";

type Curves = Extract<Marks, { kind: "curves" }>;
type Curve = Curves["curves"][number];
type Step = Curve["steps"][number];

const height = 270;
const [top, right, bottom, left] = [14, 126, 40, 44];

/** Null when no curve has a step. */
export function drawCurves({ curves, at }: Curves, label: string): Drawing | null {
  const drawn = curves
    .map((curve, place) => ({ curve, steps: stepsOf(curve), colour: colourOf(place) }))
    .filter(({ steps }) => steps.length > 0);
  if (drawn.length === 0) return null;
  const all = drawn.flatMap(({ steps }) => steps);
  const longest = Math.max(1, ...all.map(({ day }) => day));
  const most = Math.max(...all.map(({ share, upper }) => Math.max(share, upper ?? 0)));
  const highest = Math.min(1, Math.max(0.1, Math.ceil(most * 10) / 10));
  const points = drawn.flatMap(({ curve, steps, colour }) =>
    at.flatMap((day) => pointAt(curve.name, steps, day, colour)),
  );
  const svg = plotSvg(
    {
      height,
      marginTop: top,
      marginRight: right,
      marginBottom: bottom,
      marginLeft: left,
      x: { domain: [0, longest] },
      y: { domain: [0, highest] },
      marks: [
        gridY({ ...gridStyle, ticks: 5 }),
        ruleX(
          at.filter((day) => day <= longest),
          { stroke: "var(--grid)", strokeDasharray: "2 3" },
        ),
        ...drawn.map(({ steps, colour }) =>
          areaY(bandOf(steps), { x: "day", y1: "lower", y2: "upper", fill: colour, fillOpacity: 0.14 }),
        ),
        ...drawn.map(({ steps, colour }) =>
          line(steps, { x: "day", y: "share", stroke: colour, strokeWidth: 2, curve: "step-after" }),
        ),
        ...drawn.map(({ colour }) =>
          dot(
            points.filter((point) => point.colour === colour),
            { x: "day", y: "share", r: 3, fill: colour, stroke: "var(--card)", strokeWidth: 1, title: "said" },
          ),
        ),
        ...endLabels(drawn, highest),
        axisX({ label: null, tickSize: 0, ticks: 6 }),
        text(["days"], { frameAnchor: "bottom-right", textAnchor: "end", dy: 32 }),
        axisY({ label: null, tickSize: 0, ticks: 5, tickFormat: (share: number) => `${Math.round(share * 100)} %` }),
      ],
    },
    label,
  );
  return { svg, key: [] };
}

/** A curve starts at nothing on day 0. */
function stepsOf({ steps }: Curve): readonly Step[] {
  const known = steps.filter(({ day, share }) => isNumber(day) && isNumber(share));
  const first = known[0];
  return first === undefined || first.day <= 0 ? known : [{ day: 0, share: 0, lower: null, upper: null }, ...known];
}

interface Edge {
  readonly day: number;
  readonly lower: number;
  readonly upper: number;
}

/** The corners of a band: a step's limits hold until the next step; where it has none, the band is broken. */
function bandOf(steps: readonly Step[]): readonly Edge[] {
  return steps.flatMap(({ day, lower, upper }, at) => {
    const until = steps[at + 1]?.day ?? day;
    if (!isNumber(lower) || !isNumber(upper)) return [{ day, lower: Number.NaN, upper: Number.NaN }];
    return [
      { day, lower, upper },
      { day: until, lower, upper },
    ];
  });
}

function pointAt(name: string, steps: readonly Step[], day: number, colour: string) {
  const step = steps.findLast((one) => one.day <= day);
  if (step === undefined || day > steps.at(-1)!.day) return [];
  const said = quantityLine({
    value: step.share,
    unit: "share",
    n: null,
    lower: step.lower,
    upper: step.upper,
    note: null,
  });
  return [{ day, share: step.share, colour, said: `${name} within ${withUnit(day, "days")}: ${said}` }];
}

interface Drawn {
  readonly curve: Curve;
  readonly steps: readonly Step[];
  readonly colour: string;
}

function endLabels(drawn: readonly Drawn[], highest: number) {
  const scale = (height - top - bottom) / highest;
  const heights = drawn.map(({ steps }) => height - bottom - steps.at(-1)!.share * scale);
  const apart = keptApart(heights, { gap: 27, from: top + 8, to: height - bottom - 14 });
  return drawn.map(({ curve, steps, colour }, at) =>
    text([{ y: (height - bottom - apart[at]!) / scale }], {
      y: "y",
      frameAnchor: "right",
      dx: 8,
      textAnchor: "start",
      text: () => `${shortName(curve.name, 17)}\n${withUnit(steps.at(-1)!.share, "share")}`,
      fill: colour,
      fontWeight: 600,
      ...halo,
    }),
  );
}
