/** Planned and unplanned points of the newest iterations, for the team alone: fields of a board are the board's. */
import type { IterationPoints, Points } from "../measure/iteration-points.ts";
import type { Audience } from "./audience.ts";
import { itemsCell, quantity, quantityCell, textCell } from "./quantities.ts";
import type { Cell, Section } from "./view.ts";
import { countText } from "./words.ts";

/** Null when no board counts points, and for everybody else's eyes. */
export function pointsSection(iterations: readonly IterationPoints[], audience: Audience): Section | null {
  const last = iterations.at(-1);
  if (last === undefined || audience.isPublic) return null;
  const { planned, unplanned, title, unestimated } = last;
  const all = planned.points + unplanned.points;
  const share = all === 0 ? "" : ` (${Math.round((unplanned.points / all) * 100)} % of all)`;
  const missing = unestimated === 0 ? "" : ` ${countText(unestimated, "item has", "items have")} no points.`;
  return {
    id: "points",
    title: "Planned and unplanned",
    pipeline: null,
    words: [
      `${title}: ${countText(planned.points, "point")} planned, ${planned.done} done; ${countText(unplanned.points, "point")} unplanned${share}, ${unplanned.done} done.${missing}`,
    ],
    charts: [],
    tables: [
      {
        id: "points",
        caption:
          "One row per iteration, the newest last. Points, iterations and what is unplanned are as the board says now.",
        columns: [
          { id: "iteration", head: "Iteration" },
          { id: "from", head: "From" },
          { id: "planned", head: "Planned" },
          { id: "planned-done", head: "Done of them" },
          { id: "unplanned", head: "Unplanned" },
          { id: "unplanned-done", head: "Done of them" },
          { id: "items", head: "Unplanned items" },
          { id: "unestimated", head: "Without points" },
        ],
        rows: iterations.map((one): readonly Cell[] => [
          textCell(one.title),
          textCell(one.from),
          ...pair(one.planned),
          ...pair(one.unplanned),
          itemsCell(one.unplanned.items.map(({ pipeline, item }) => audience.link(pipeline, item))),
          quantityCell(quantity(one.unestimated, "items", null)),
        ]),
        folded: false,
      },
    ],
  };
}

function pair({ points, done, items }: Points): readonly Cell[] {
  return [quantityCell(quantity(points, "points", items.length)), quantityCell(quantity(done, "points", null))];
}
