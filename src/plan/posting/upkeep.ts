/**
 * What we posted of a report → whether a period of it is there, and what is left to do without making it again: doubles
 * go, and the one before is closed.
 */
import type { Config } from "../../config/config.ts";
import type { Change } from "../../model/change.ts";
import type { PostedText, PostingSnapshot } from "../../model/post.ts";
import type { PostRule } from "../../model/report-rule.ts";
import type { World } from "../../model/snapshot.ts";
import { type Instant, plusSeconds } from "../../model/time.ts";
import { nothing, type Part, together } from "../part.ts";
import { asOfIn, type Kept, keptReports, postKey, previousOf, withdrawDoubles } from "./found.ts";
import { unread } from "./problems.ts";

/** A place on GitHub; the summary of a run is none. */
export type Postable = Exclude<PostRule, { kind: "summary" }>;

/** One period of a report, before anything of it is made. */
export interface Occasion {
  readonly name: string;
  readonly period: string;
  readonly due: Instant;
  readonly post: Postable;
}

/** Somebody may be able to read by then what could not be read when it was due. */
const retrySeconds = 86_400;

/**
 * This period's report where it is there, so that it need not be made at all; null: it is to be made. One in which
 * something was missing, or that was asked for before it was due, is made again for a day.
 */
export function postedFor(
  have: PostingSnapshot,
  { name, period, due, post }: Occasion,
  around: Now,
): PostedText | null {
  if (!have.known) return null;
  const found = keptReports(name, have.value.posts, around.world).get(postKey(name, period, post));
  if (found === undefined) return null;
  const { extra } = found.marker;
  const asOf = asOfIn(found.marker);
  // A rolling issue shows one period at a time, and may be past this one.
  if (extra.period !== period) return asOf > due ? found.post : null;
  const isWhole = extra.incomplete === undefined && asOf >= due;
  return isWhole || around.now >= plusSeconds(due, retrySeconds) ? found.post : null;
}

/** What is left to do where the report is there: what is double goes, and the one before is closed if it should be. */
export function planUpkeep(have: PostingSnapshot, { name, period, post }: Occasion, around: Now): Part {
  if (!have.known) return unread(`reports.${name}`, have.why);
  const kept = keptReports(name, have.value.posts, around.world);
  const there = kept.get(postKey(name, period, post));
  const doubles = doublesOf(kept, { name, post });
  if (there === undefined || post.kind !== "issue" || !post.closePrevious)
    return together(doubles, settles(there, around));
  const previous = previousOf(kept, there.marker.key, asOfIn(there.marker));
  const closing = { ...nothing, changes: closePrevious(previous, { name, period }) };
  return together(closing, doubles, settles(there, around));
}

export interface Now {
  readonly world: World;
  readonly config: Config;
  readonly now: Instant;
}

/** What is double of any period. */
export function doublesOf(kept: ReadonlyMap<string, Kept>, { name, post }: Pick<Occasion, "name" | "post">): Part {
  return { ...nothing, changes: [...kept.values()].flatMap((one) => withdrawDoubles(one, post, `reports.${name}`)) };
}

/** Another writer's of the same key may not be in sight yet (ruling 7). */
export function settles(there: Kept | undefined | null, { config, now }: Pick<Now, "config" | "now">): Part {
  const settled = there == null ? now : plusSeconds(there.post.createdAt, config.visibilityBoundSeconds);
  return { ...nothing, nextLook: settled > now ? settled : null };
}

/** What somebody opened again, or closed, stays so. `period` is the one that was posted after it. */
export function closePrevious(
  previous: Kept | null,
  { name, period }: Pick<Occasion, "name" | "period">,
): readonly Change[] {
  if (previous === null || previous.post.state === "closed" || previous.post.reopened === true) return [];
  const because = { rule: `reports.${name}.post.close-previous`, fact: `${period} was posted after it` };
  return [{ ...because, kind: "close-issue", issue: previous.post.id, as: "completed" }];
}
