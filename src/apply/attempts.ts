/**
 * What this process sent a moment ago and GitHub may not show yet. A creation cannot be taken back, and a read may run
 * behind the write before it: so the same creation is held until GitHub must have shown the earlier one. GitHub stays
 * the database; when this memory is lost, the visibility bound alone is lost with it, and the marker look-up remains.
 */
import type { Change, Outcome } from "../model/change.ts";
import { type ItemKey, keyText } from "../model/key.ts";
import { type Instant, plusSeconds } from "../model/time.ts";

export interface Attempts {
  /** When a creation like this may be sent again; null when nothing stands in the way. */
  heldUntil(change: Change, now: Instant): Instant | null;
  /** Whether it was applied for certain a moment ago. Only then may what follows from it be done. */
  isApplied(change: Change, now: Instant): boolean;
  /** When this item may be written again; null while it has not reached the brake. */
  brakedUntil(key: ItemKey, more: number, now: Instant): Instant | null;
  /** Remembers what became of a change. `visibleBy`: when GitHub must show it, if it arrived. */
  remember(key: ItemKey, change: Change, outcome: Outcome, at: AttemptTimes): void;
  /** How much is remembered; nothing is kept longer than an hour or the visibility bound. */
  readonly size: number;
}

export interface AttemptTimes {
  readonly now: Instant;
  readonly visibleBy: Instant;
}

/** More writes than this to one item within an hour are a loop, such as two bots undoing each other. */
const writesAnHour = 200;

const hour = 3600;

/** One per installation and process. */
export function createAttempts(): Attempts {
  const held = new Map<string, { readonly until: Instant; readonly applied: boolean }>();
  const writes = new Map<string, readonly Instant[]>();

  function prune(now: Instant): void {
    for (const [creation, { until }] of held) if (until <= now) held.delete(creation);
    for (const [key, times] of writes) {
      const recent = times.filter((at) => plusSeconds(at, hour) > now);
      if (recent.length === 0) writes.delete(key);
      else writes.set(key, recent);
    }
  }

  return {
    heldUntil(change, now) {
      const until = held.get(creationText(change) ?? "")?.until;
      return until !== undefined && until > now ? until : null;
    },
    isApplied(change, now) {
      const attempt = held.get(creationText(change) ?? "");
      return attempt?.applied === true && attempt.until > now;
    },
    brakedUntil(key, more, now) {
      const recent = (writes.get(keyText(key)) ?? []).filter((at) => plusSeconds(at, hour) > now);
      if (recent.length === 0 || recent.length + more <= writesAnHour) return null;
      return plusSeconds(recent[0]!, hour);
    },
    remember(key, change, outcome, { now, visibleBy }) {
      prune(now);
      if (outcome.kind !== "applied" && outcome.kind !== "unknown") return;
      writes.set(keyText(key), [...(writes.get(keyText(key)) ?? []), now]);
      const creation = creationText(change);
      if (creation !== null) held.set(creation, { until: visibleBy, applied: outcome.kind === "applied" });
    },
    get size() {
      return held.size + writes.size;
    },
  };
}

/** Names a creation by what would exist twice; null for a change that may safely be sent twice. */
function creationText(change: Change): string | null {
  if (change.kind === "create-issue") return `issue ${change.key}`;
  if (change.kind === "create-post") return `post ${change.place.kind} ${change.key}`;
  if (change.kind === "add-comment") return `comment ${change.issue} ${change.key}`;
  if (change.kind === "call-webhook") return `webhook ${change.webhook} ${change.key}`;
  return null;
}
