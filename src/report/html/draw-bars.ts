/** One bar per name with its limits as a line; where there is no number, the words that say why. */
import { barX, ruleX, ruleY, text, tickX } from "@observablehq/plot";
import type { Marks, Quantity } from "../view.ts";
import { colourOf, type Drawing, shortName } from "./chart-parts.ts";
import { plotSvg, plotWidth } from "./plot-svg.ts";
import { isNumber, quantityLine, quantityText } from "./quantity-text.ts";

type Bars = Extract<Marks, { kind: "bars" }>;

const rowHeight = 38;
const left = 132;

const end = { stroke: "var(--ink)", strokeWidth: 1.5, inset: 7 } as const;
const beside = { y: "row", frameAnchor: "left", dx: -8, textAnchor: "end" } as const;

interface Row {
  readonly row: number;
  readonly name: string;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** Where the number is written: right of all that is drawn. */
  readonly end: number;
  readonly written: string;
  /** `n = 112` */
  readonly rests: string;
  readonly said: string;
}

/** Null without bars. */
export function drawBars({ bars }: Bars, label: string): Drawing | null {
  if (bars.length === 0) return null;
  const rows = bars.map(({ name, quantity }, row) => rowOf(name, quantity, row));
  const known = rows.filter(({ value }) => isNumber(value));
  // A letter is at most about 7 units wide at the sizes that the style sheet gives.
  const right = Math.min(190, 16 + 7 * Math.max(0, ...known.map(({ written }) => written.length)));
  const limited = known.filter(({ lower, upper }) => isNumber(lower) && isNumber(upper));
  const highest = Math.max(0, ...known.map(({ end }) => end)) || 1;
  const svg = plotSvg(
    {
      height: rows.length * rowHeight + 12,
      marginTop: 6,
      marginRight: right,
      marginBottom: 6,
      marginLeft: left,
      x: { axis: null, domain: [Math.min(0, ...known.map(({ value }) => value)), highest] },
      y: { type: "band", axis: null, domain: rows.map(({ row }) => row), padding: 0.35 },
      marks: [
        barX(known, { x: "value", y: "row", fill: colourOf(0), rx: 2, title: "said" }),
        // Plot's own end marks have names that depend on what was drawn before.
        ruleY(limited, { y: "row", x1: "lower", x2: "upper", stroke: "var(--ink)", strokeWidth: 1.5 }),
        tickX(limited, { y: "row", x: "lower", ...end }),
        tickX(limited, { y: "row", x: "upper", ...end }),
        ruleX([0], { stroke: "var(--axis)" }),
        text(
          rows.filter(({ rests }) => rests === ""),
          { ...beside, text: ({ name }: Row) => shortName(name, 18), fill: "var(--ink)" },
        ),
        text(
          rows.filter(({ rests }) => rests !== ""),
          { ...beside, dy: -7, text: ({ name }: Row) => shortName(name, 18), fill: "var(--ink)" },
        ),
        text(rows, { ...beside, dy: 8, text: "rests", fontSize: "0.9em" }),
        text(rows, {
          x: "end",
          y: "row",
          dx: 8,
          textAnchor: "start",
          text: ({ written, value }: Row) => (isNumber(value) ? written : shortName(written, textRoom)),
          fill: ({ value }: Row) => (isNumber(value) ? "var(--ink)" : "var(--muted)"),
        }),
      ],
    },
    label,
  );
  return { svg, key: limited.length > 0 ? [{ name: "95 % limits", colour: "var(--ink)", shape: "line" }] : [] };
}

const textRoom = Math.floor((plotWidth - left) / 7) - 3;

function rowOf(name: string, quantity: Quantity, row: number): Row {
  const { value, limits, n, note, isKnown } = quantityText(quantity);
  const written = isKnown
    ? [note === "at least" ? `at least ${value}` : value, limits].filter(Boolean).join(" ")
    : value;
  const number = (one: number | null) => (isNumber(one) ? one : Number.NaN);
  const drawn = [0, quantity.value, isKnown ? quantity.upper : null].filter(isNumber);
  return {
    row,
    name,
    value: number(quantity.value),
    lower: number(quantity.lower),
    upper: number(quantity.upper),
    end: Math.max(...drawn),
    written,
    rests: n ?? "",
    said: `${name}: ${quantityLine(quantity)}`,
  };
}
