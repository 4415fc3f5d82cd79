/** What carrying out a plan asks of GitHub, beside what GitHub allows, for whoever is about to start a backfill. */
import { type Estimate, estimateOf } from "../github/estimate.ts";
import { creationQuotas } from "../github/pace.ts";
import { counted } from "./counted.ts";
import type { LookedAtAll } from "./look-at-all.ts";
import type { Quota } from "./session.ts";

export interface Effort {
  readonly requests: number;
  readonly writes: number;
  /** Issues, comments, posts and labels. */
  readonly creations: number;
  readonly minutes: number;
  /** What GitHub allows to be made. */
  readonly limits: { readonly creationsPerMinute: number; readonly creationsPerHour: number };
}

/** The same plans give the same numbers. */
export function effortOf({ results }: LookedAtAll): Effort {
  const { seconds, ...rest }: Estimate = estimateOf(results.map(({ plan }) => plan?.changes ?? []));
  const [minute, hour] = creationQuotas;
  const touched = results.filter(({ plan }) => (plan?.changes.length ?? 0) > 0).length;
  // Several items are planned first, and those with something to do are looked at once more.
  const requests = rest.requests + (results.length > 1 ? touched : 0);
  return {
    ...rest,
    requests,
    minutes: Math.ceil(seconds / 60),
    limits: { creationsPerMinute: minute.most, creationsPerHour: hour.most },
  };
}

/** Nothing when there is nothing to write. `quota`: what the token may still ask. */
export function effortWords({ requests, writes, creations, minutes, limits }: Effort, quota: Quota | null): string {
  if (writes === 0) return "";
  const time = `Doing it takes about ${counted(requests, "request")}, ${counted(writes, "write")} among them, and ${timeWords(minutes)}.`;
  const made =
    creations === 0
      ? []
      : [
          `It makes ${counted(creations, "thing")} (issues, comments, labels): GitHub allows ${limits.creationsPerMinute} a minute and ${limits.creationsPerHour} an hour.`,
        ];
  return `${[time, ...made, ...quotaWords(requests, creations > limits.creationsPerHour, quota)].join("\n")}\n`;
}

function quotaWords(requests: number, isBeyondHour: boolean, quota: Quota | null): readonly string[] {
  const left = quota
    ? [
        `This token may ask ${quota.remaining} of ${quota.limit} points more until ${quota.resets}; a request is about one.`,
      ]
    : [];
  const isBeyond = isBeyondHour || (quota !== null && requests > quota.remaining);
  if (!isBeyond) return left;
  return [
    ...left,
    "That is more than fits: it stops at the limit, and the next run goes on there, or milepost apply --wait by itself. Nothing is lost or done twice.",
  ];
}

function timeWords(minutes: number): string {
  if (minutes < 120) return counted(minutes, "minute");
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? counted(hours, "hour") : `${counted(hours, "hour")} ${counted(rest, "minute")}`;
}
