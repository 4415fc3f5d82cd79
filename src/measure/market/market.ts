/** Items of a pipeline → what they tell of the market, as of one moment. Answers are as they are now (ruling 8). */
import type { MarketRule } from "../../model/market.ts";
import type { Pipeline } from "../../model/pipeline.ts";
import { notSaid } from "../cohorts.ts";
import type { Contract } from "../money/contract.ts";
import { periodsUpTo } from "../periods.ts";
import { refOf, type Subject } from "../subject.ts";
import type { WaitGround } from "../waits.ts";
import { type Campaign, campaignOf } from "./campaigns.ts";
import { type Both, bothOf, type Grouped, groupsOf } from "./groups.ts";
import { type CompetitorRow, competitorRow, type LostRow, lostAt, lostRow } from "./lost.ts";
import { type KindRow, type KindValue, kindRow, kindValues } from "./partner-kinds.ts";
import { type RequestRow, requestRow } from "./requests.ts";

/** Null, or empty: the config does not ask for it. */
export interface Market {
  readonly pipeline: Pipeline;
  /** Items of the pipeline. */
  readonly items: number;
  /** `2026-Q1`, oldest first; the last one is going on. */
  readonly quarters: readonly string[];
  readonly campaigns: Both<Campaign> | null;
  /** All that was lost, whatever the reason. */
  readonly lost: LostRow;
  readonly reasons: readonly LostRow[];
  readonly competitors: readonly CompetitorRow[];
  readonly kinds: Both<KindRow> | null;
  /** For finance alone; null where contracts are not counted. */
  readonly values: readonly KindValue[] | null;
  readonly requests: Both<RequestRow> | null;
  /** Items that could not be put into a group, sorted. */
  readonly unread: readonly string[];
}

/** Quarters shown: a year, and the one that is going on. */
const shownQuarters = 5;

/** Null when the pipeline's items tell nothing of it. `contracts`: null where they are not counted. */
export function marketOf(
  subjects: readonly Subject[],
  pipeline: Pipeline,
  context: WaitGround & { readonly windowWeeks: number; readonly contracts: readonly Contract[] | null },
): Market | null {
  const { market: rule } = pipeline;
  if (rule === null) return null;
  const { ground, now, contracts } = context;
  const here = subjects.filter((one) => one.pipeline.name === pipeline.name && one.item.createdAt <= now);
  const periods = periodsUpTo(now, "quarter", shownQuarters, ground.config.calendar.zone);
  const lens = { quarters: periods, ground, now };
  const unread = new Set<string>();
  const by = (of: Exclude<keyof MarketRule, "qualified">, many: boolean, items = here): Grouped["groups"] | null => {
    const grouping = rule[of];
    if (grouping === null) return null;
    const grouped = groupsOf(items, grouping, { now, many });
    for (const one of grouped.unread) unread.add(refOf(one));
    return grouped.groups;
  };
  const said = (groups: Grouped["groups"] | null) => (groups ?? []).filter(({ name }) => name !== notSaid);
  const lost = here.filter((one) => lostAt(one, lens) !== null);
  const [campaigns, kinds] = [by("campaign", false), by("partnerKind", false)];
  const [reasons, competitors] = [by("lostBecause", true, lost), by("competitor", true)];
  const requests = by("requests", true);
  return {
    pipeline,
    items: here.length,
    quarters: periods.map(({ id }) => id),
    campaigns: campaigns && bothOf(campaigns, (group) => campaignOf(group, pipeline, context)),
    lost: lostRow({ name: "all", items: lost }, lens),
    reasons: (reasons ?? []).map((group) => lostRow(group, lens)),
    competitors: said(competitors).map((group) => competitorRow(group, lens)),
    kinds: kinds && bothOf(kinds, (group) => kindRow(group, pipeline, now)),
    values:
      contracts === null || rule.partnerKind === null ? null : kindValues(here, rule.partnerKind, { contracts, now }),
    requests: requests && bothOf(said(requests), (group) => requestRow(group, rule.requests!, periods)),
    unread: [...unread].sort(),
  };
}
