/**
 * What was read of usage and answers → how communities are served: how many use what they were given, how soon, and how
 * content they are, as of one moment. Counts and answers have days of their own, so a report of an earlier moment leaves
 * out what came later; a row that was corrected since is seen as it is now.
 */
import { dayOf } from "../calendar/zone.ts";
import type { Config } from "../config/config.ts";
import type { Answers } from "../model/answer.ts";
import type { Problem } from "../model/problem.ts";
import type { UsageRule } from "../model/source-rule.ts";
import type { Instant } from "../model/time.ts";
import type { UsageRead } from "../model/usage.ts";
import { type FirstValues, firstValuesOf } from "./first-value.ts";
import type { Journey } from "./journeys.ts";
import type { CostsRead } from "./money/money.ts";
import { type SatisfactionMeasure, satisfactionOf } from "./satisfaction.ts";
import { type UsageMeasure, usageOf } from "./usage.ts";

/** What was read besides issues. */
export interface SourcesRead {
  /** Null: the config asks for none. */
  readonly usage: UsageRead | null;
  readonly answers: Answers | null;
  readonly costs: CostsRead | null;
  /** What could not be read, and rows that were left out. */
  readonly problems: readonly Problem[];
}

export const noSources: SourcesRead = { usage: null, answers: null, costs: null, problems: [] };

export interface Communities {
  /** Null: not measured. */
  readonly usage: (UsageMeasure & { readonly rule: UsageRule; readonly first: FirstValues | null }) | null;
  readonly satisfaction: (SatisfactionMeasure & { readonly satisfiedFrom: number }) | null;
  /** All that is wrong with the sources. */
  readonly problems: readonly Problem[];
}

/** Months and quarters that are shown, the present one included. */
const [shownMonths, shownQuarters] = [13, 5];

/** `journeys`: when each community's items began. */
export function communitiesOf(
  { usage, answers, problems }: SourcesRead,
  { config, now, journeys }: { readonly config: Config; readonly now: Instant; readonly journeys: readonly Journey[] },
): Communities {
  const today = dayOf(now, config.calendar.zone);
  const used = config.usage === null || usage === null ? null : usedOf(usage, config.usage, { config, now, journeys });
  const satisfaction =
    config.satisfaction === null || answers === null
      ? null
      : {
          ...satisfactionOf(answers, {
            today,
            quarters: shownQuarters,
            satisfiedFrom: config.satisfaction.satisfiedFrom,
          }),
          satisfiedFrom: config.satisfaction.satisfiedFrom,
        };
  return { usage: used, satisfaction, problems: [...problems, ...(used?.problems ?? [])] };
}

function usedOf(
  usage: UsageRead,
  rule: UsageRule,
  { config, now, journeys }: { readonly config: Config; readonly now: Instant; readonly journeys: readonly Journey[] },
): Communities["usage"] {
  const communityOf = (place: string) => communityAt(place, rule);
  // Sources count to the end of a day in UTC.
  const lens = { today: now.slice(0, 10), months: shownMonths, communityOf };
  const measure = usageOf(usage, lens);
  if (rule.asked === null) return { ...measure, rule, first: null };
  const known = new Map(measure.communities.map(({ community }) => [community.toLowerCase(), community]));
  const asked = journeys.flatMap(({ community, items }) => {
    const first = items.find(({ pipeline }) => pipeline === rule.asked);
    const name = known.get(community.toLowerCase()) ?? community;
    return first === undefined ? [] : [[name, dayOf(first.from, config.calendar.zone)] as const];
  });
  return { ...measure, rule, first: firstValuesOf(usage, { ...lens, staff: rule.staff, asked: new Map(asked) }) };
}

/** The community of `hub`, `cluster` or `cluster/hub`; null for what no community uses. */
export function communityAt(place: string, { by, communities, leaveOut }: UsageRule): string | null {
  const [cluster = place, hub = cluster] = place.split("/", 2);
  const names = [place, hub, cluster].map((name) => name.toLowerCase());
  const isOne = (one: string) => names.includes(one.toLowerCase());
  if (leaveOut.some(isOne)) return null;
  for (const name of names) {
    const owner = Object.entries(communities).find(([, places]) => places.some((one) => one.toLowerCase() === name));
    if (owner !== undefined) return owner[0];
  }
  return by === "hub" ? hub : cluster;
}
