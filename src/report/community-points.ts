/** What is found of communities → what needs attention. Never for everybody: it tells of single communities. */
import type { CommunityAlert } from "../measure/community-alerts.ts";
import type { OrganisationMeasure } from "../measure/organisation.ts";
import type { Audience } from "./audience.ts";
import type { ItemLink, Point } from "./view.ts";
import { countText, daysText } from "./words.ts";

/** In the order in which they were found: what runs out first. */
export function communityPoints(
  { alerts, accounts }: Pick<OrganisationMeasure, "alerts" | "accounts">,
  audience: Audience,
): readonly Point[] {
  if (audience.isPublic) return [];
  return alerts.map((alert) => {
    const account = accounts?.find(({ community }) => community.toLowerCase() === alert.community.toLowerCase());
    // The newest thing of it that is open is where one would begin.
    const newest = account?.open.at(-1);
    const url = newest === undefined ? null : audience.link(newest.pipeline, newest.item).url;
    const item: ItemLink = { label: account?.name ?? alert.community, url };
    return { kind: "community", item, what: wordsOf(alert) };
  });
}

function wordsOf(alert: CommunityAlert): string {
  switch (alert.kind) {
    case "lapse": {
      const { ends, silentSince, fall } = alert;
      const use =
        silentSince !== null || fall === null
          ? `nobody has used it since ${silentSince}`
          : `active people fell from ${fall.from.users} in ${fall.from.month} to ${fall.to.users} in ${fall.to.month}`;
      return `may not renew: its agreement ends on ${ends}, and ${use}.`;
    }
    case "low-score":
      return `gave ${alert.score} of 10 on ${alert.day}, and nothing shows that anybody asked why.`;
    case "training": {
      const [missing, had] = [countText(alert.behind, "hour"), countText(alert.delivered, "hour")];
      return `is ${missing} of training behind: it had ${had} of the ${daysText(alert.agreed)} that were agreed.`;
    }
    case "silent":
      return `has nobody who uses it since ${alert.since}.`;
    case "quiet":
      return `was last written with on ${alert.since}, more than ${countText(alert.days, "day")} ago.`;
  }
}
