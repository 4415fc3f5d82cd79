/** A chart → its figure: title, how to read it, the picture, its key and, folded under it, its table. */
import type { Element } from "hast";
import { h } from "hastscript";
import { cleanLine } from "../../content/clean.ts";
import type { ChartView, Marks } from "../view.ts";
import { type Drawing, keyList } from "./chart-parts.ts";
import { drawAgeing } from "./draw-ageing.ts";
import { drawAreas } from "./draw-areas.ts";
import { drawBars } from "./draw-bars.ts";
import { drawCurves } from "./draw-curves.ts";
import { drawFunnel } from "./draw-funnel.ts";
import { drawSpans } from "./draw-spans.ts";
import { drawTrend } from "./draw-trend.ts";
import type { PageLinks } from "./page-links.ts";
import { unbroken } from "./quantity-text.ts";
import { tableBlock } from "./table-block.ts";

/** The figure. A chart of nothing says so in the picture's place and keeps its table. */
export function chartFigure({ id, title, reading, marks, table }: ChartView, links: PageLinks): Element {
  const drawing = drawMarks(marks, `${cleanLine(title)}. ${cleanLine(reading)}`);
  const picture =
    drawing === null
      ? [h("p.nothing", "Nothing to draw yet.")]
      : [...keyList(drawing.key), h("div.picture", drawing.svg)];
  return h(
    `figure.chart.${marks.kind}`,
    { id: `chart-${id}` },
    h("figcaption", h("h3", unbroken(cleanLine(title))), h("p.reading", unbroken(cleanLine(reading)))),
    ...picture,
    tableBlock({ ...table, folded: true }, links, "The same as a table"),
  );
}

function drawMarks(marks: Marks, label: string): Drawing | null {
  switch (marks.kind) {
    case "curves":
      return drawCurves(marks, label);
    case "funnel":
      return drawFunnel(marks, label);
    case "areas":
      return drawAreas(marks, label);
    case "ageing":
      return drawAgeing(marks, label);
    case "bars":
      return drawBars(marks, label);
    case "trend":
      return drawTrend(marks, label);
    case "spans":
      return drawSpans(marks, label);
  }
}
