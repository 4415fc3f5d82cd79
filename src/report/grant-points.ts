/** Grants → what needs attention: over and not closed, running without a last day, owed and nobody knows by which grant. */
import { plusDays } from "../calendar/day.ts";
import type { Grants } from "../measure/grants/grants.ts";
import type { Audience } from "./audience.ts";
import type { Point } from "./view.ts";

/** Overdue ones first. Dates are for those who may read the item. */
export function grantPoints({ today, pipeline, rule, all, unplaced }: Grants, audience: Audience): readonly Point[] {
  const running = all.filter(({ standing, item }) => standing === "running" && audience.mayName(pipeline.name, item));
  const over = running.filter(({ end }) => end !== null && plusDays(end, 1) <= today);
  const endless = rule.end === null ? [] : running.filter(({ end }) => end === null);
  const stray = rule.owes === null ? [] : unplaced.filter((item) => audience.mayName(rule.owes!, item));
  return [
    ...over.map(({ item, end, stage }): Point => {
      const what = `ended on ${end} and still stands in ${audience.stage(pipeline, stage)}: is its last report sent?`;
      return { kind: "overdue", item: audience.link(pipeline.name, item), what };
    }),
    ...endless.map(({ item }): Point => {
      const what = "was given and does not say on which day it ends.";
      return { kind: "gate", item: audience.link(pipeline.name, item), what };
    }),
    ...stray.map((item): Point => {
      const what = "is owed, and does not say for which grant.";
      return { kind: "gate", item: audience.link(rule.owes!, item), what };
    }),
  ];
}
