/** The market: whether something is asked, its stages are there, and answers have a form to stand in. */
import type { Problem } from "../model/problem.ts";
import { error, listed, shown } from "./complaint.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigFile } from "./schema.ts";
import type { ConfigPath, WhereOf } from "./where.ts";

const groupings = ["campaign", "lost-because", "competitor", "partner-kind", "requests"] as const;

/** Problems of every pipeline's `market`. */
export function checkMarket({ pipelines }: ConfigFile, where: WhereOf): readonly Problem[] {
  return Object.entries(pipelines).flatMap(([name, { market, stages, form }]) => {
    if (market === undefined) return [];
    const at: ConfigPath = ["pipelines", name, "market"];
    const found: Problem[] = [];
    const given = groupings.filter((key) => market[key] !== undefined);
    if (given.length === 0)
      found.push(error("market", where(at, "key"), "`market` asks for nothing.", `Add one of ${listed(groupings)}.`));
    const ids = stages.map(({ id }) => id);
    const { qualified } = market;
    if (qualified !== undefined && !ids.includes(qualified)) {
      const todo = didYouMean(qualified, ids, `Known: ${listed(ids)}.`);
      found.push(error("unknown-stage", where([...at, "qualified"]), `There is no stage ${shown(qualified)}.`, todo));
    }
    if (qualified !== undefined && market.campaign === undefined) {
      const what = "`qualified` is told by campaign, and none is named.";
      found.push(error("market", where([...at, "qualified"], "key"), what, "Add `campaign:`, or remove it."));
    }
    if (market.campaign !== undefined && !stages.some(({ outcome }) => outcome === "won" || outcome === "done")) {
      const what = "No stage says that a lead was won, so no campaign has any.";
      found.push(error("no-outcome", where([...at, "campaign"], "key"), what, "Add `outcome: won` to a stage."));
    }
    for (const key of ["lost-because", "competitor"] as const) {
      if (market[key] === undefined || stages.some(({ outcome }) => outcome === "lost")) continue;
      const what = "No stage says that an item is lost, so nothing has a reason.";
      found.push(error("no-outcome", where([...at, key], "key"), what, "Add `outcome: lost` to a stage."));
    }
    const asked = form === undefined ? given.find((key) => "answer" in market[key]!) : undefined;
    if (asked !== undefined) {
      const what = `\`${asked}\` is an answer, and \`${name}\` names no form.`;
      found.push(error("no-form", where([...at, asked], "key"), what, "Add `form:` there, or go by labels."));
    }
    return found;
  });
}
