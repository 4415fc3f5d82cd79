/**
 * Support requests of the eighteen months: opened at any hour by representatives, answered by the team in working time,
 * closed some days after. Nobody closes one that was not answered, so a first response has no competing end.
 */
import { textOf } from "../clock.ts";
import type { Random } from "../random.ts";
import type { SupportLife, Unnumbered } from "./months-chronicle.ts";
import { exponential, lastSecond, odds, oneOf, openings, seen, streamOf } from "./months-draw.ts";
import { established, impacts } from "./months-names.ts";
import { rates } from "./months-rates.ts";
import { afterWorking, workedBy } from "./months-working.ts";

/** Who answers: all of them are in the teams `support` or `engineering`. */
const answering = ["delivery-manager", "engineer-1", "engineer-2", "engineer-3", "engineer-4"] as const;

const { support } = rates;

/** Draws all requests, oldest first. */
export function drawSupport(seed: number): readonly Unnumbered<SupportLife>[] {
  const random = streamOf(seed, "support");
  return openings(random, support.count).map((openedAt) => drawRequest(random, openedAt));
}

function drawRequest(random: Random, openedAt: number): Unnumbered<SupportLife> {
  const community = oneOf(random, established);
  const impact = drawImpact(random);
  const { medianHours, shape } = support.response;
  // Inverse of F(h) = 1 / (1 + (h / median)^-shape).
  const workingSeconds = Math.max(60, Math.round(medianHours * 3600 * odds(random) ** (1 / shape)));
  const answered = afterWorking(openedAt, workingSeconds);
  const by = oneOf(random, answering);
  const { solved, declined } = support.work;
  const closed = answered + exponential(random, solved + declined);
  const as = random.chance(solved / (solved + declined)) ? "solved" : "declined";
  const others = [
    { by: `rep-${community}`, share: support.chatter.author },
    { by: "guest-1", share: support.chatter.guest },
  ];
  const chatter = others.flatMap((other) => {
    const [says, when] = [random.chance(other.share), random.next()];
    const at = seen(openedAt + Math.ceil(when * (answered - openedAt - 1)));
    return says && at !== null ? [{ at, by: other.by }] : [];
  });
  const respondedAt = seen(answered);
  const closedAt = seen(closed);
  const target = support.targetHours * 3600;
  return {
    community,
    by: `rep-${community}`,
    openedAt: textOf(openedAt),
    impact,
    chatter: chatter.sort((a, b) => (a.at < b.at ? -1 : 1)),
    response: respondedAt === null ? null : { at: respondedAt, by, workingSeconds },
    late: workingSeconds > target && workedBy(lastSecond) - workedBy(openedAt) > target,
    closed: closedAt === null ? null : { at: closedAt, as },
  };
}

function drawImpact(random: Random): number {
  const drawn = random.next();
  let sum = 0;
  return impacts.findIndex(({ share }, at) => {
    sum += share;
    return drawn < sum || at === impacts.length - 1;
  });
}
