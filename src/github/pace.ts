/**
 * What one installation may send by itself, before GitHub says anything: how far apart writes are, how much it may make
 * in a minute and an hour, and how many points it may spend in a minute. Counts only; nothing here sends anything.
 */
import { instantOf, secondsOf } from "../model/time.ts";
import { type Clock, GitHubError } from "./ports.ts";

/** "80 content-generating requests per minute and 500 per hour". Source: docs.github.com, "About secondary rate limits". */
export const creationQuotas = [
  { seconds: 60, most: 80 },
  { seconds: 3600, most: 500 },
] as const;

/**
 * GitHub allows 2,000 points a minute to GraphQL and 900 to REST, a read being 1 and a write 5. Source: same page. Almost
 * all of ours is GraphQL; a tenth is left for what the same token asks elsewhere.
 */
const pointQuota = { seconds: 60, most: 1800 };

export const writePoints = 5;

/** Keeps writes apart by as many seconds as the one before had aliases. */
export function createSpacing(clock: Clock) {
  let last: { readonly at: number; readonly seconds: number } | null = null;
  return {
    async keep(): Promise<void> {
      if (!last) return;
      // The clock shows whole seconds: one more must have gone by before that many surely have.
      const gone = secondsOf(clock.now()) - last.at;
      const wait = Math.min(last.seconds, last.seconds + 1 - gone);
      if (wait > 0) await clock.sleep(wait);
    },
    sent(writes: number): void {
      last = { at: secondsOf(clock.now()), seconds: Math.max(1, writes) };
    },
  };
}

/** Counts creations whether or not they succeeded: GitHub does too. */
export function createCreationCount(clock: Clock) {
  let sent: readonly number[] = [];
  return {
    refuseWhenSpent(more: number): void {
      if (more === 0) return;
      const now = secondsOf(clock.now());
      for (const { seconds, most } of creationQuotas) {
        const recent = sent.filter((at) => at > now - seconds);
        const over = recent.length + more - most;
        if (over <= 0 || recent.length === 0) continue;
        const until = instantOf(recent[Math.min(over, recent.length) - 1]! + seconds + 1);
        const what = `${recent.length} issues and comments were made in the last ${seconds} seconds`;
        throw new GitHubError("limited", `${what}, and GitHub allows ${most}. More may be made at ${until}.`, until);
      }
    },
    count(more: number): void {
      const now = secondsOf(clock.now());
      const kept = sent.filter((at) => at > now - 3600);
      sent = [...kept, ...Array.from({ length: more }, () => now)];
    },
  };
}

/** Waits until the minute has room for so many points more, then counts them. At most a minute for each 1,800 waiting. */
export function createPointCount(clock: Clock) {
  let spent: { readonly at: number; points: number }[] = [];

  function secondsUntilRoom(more: number): number {
    const now = secondsOf(clock.now());
    spent = spent.filter(({ at }) => at > now - pointQuota.seconds && at <= now);
    let sum = spent.reduce((all, { points }) => all + points, more);
    if (sum <= pointQuota.most) return 0;
    for (const { at, points } of spent) {
      sum -= points;
      if (sum <= pointQuota.most) return at + pointQuota.seconds + 1 - now;
    }
    return 0;
  }

  return {
    async keep(points: number): Promise<void> {
      for (let wait = secondsUntilRoom(points); wait > 0; wait = secondsUntilRoom(points)) await clock.sleep(wait);
      const now = secondsOf(clock.now());
      const last = spent.at(-1);
      if (last?.at === now) last.points += points;
      else spent.push({ at: now, points });
    },
  };
}
