/**
 * Applies a plan: holds back what an earlier attempt may already have made, writes the rest, remembers what became of
 * it, and says when to look again. It decides nothing else; each write is safe to repeat or is held.
 */
import type { Clock, Outgoing, Writer } from "../github/ports.ts";
import type { Change, Outcome, Plan, Reconciled } from "../model/change.ts";
import type { ItemKey } from "../model/key.ts";
import { type Instant, plusSeconds } from "../model/time.ts";
import type { Attempts } from "./attempts.ts";
import { callWebhooks, receiptsWaiting } from "./webhooks.ts";

export interface ApplyPorts {
  readonly writer: Writer;
  /** Null: outgoing webhooks are off. */
  readonly outgoing: Outgoing | null;
  readonly attempts: Attempts;
  readonly clock: Clock;
  readonly visibilityBoundSeconds: number;
}

export interface Applied {
  /** One per change of the plan, in its order. */
  readonly done: Reconciled["done"];
  /** Null when nothing was left over. */
  readonly nextLook: Instant | null;
}

/** How long to leave GitHub alone after an answer that settled nothing. */
const afterUnknownSeconds = 60;

export async function apply(key: ItemKey, plan: Plan, ports: ApplyPorts): Promise<Applied> {
  const { writer, outgoing, attempts, clock, visibilityBoundSeconds } = ports;
  const held = heldOutcomes(key, plan.changes, ports);
  const called = await callWebhooks(
    plan.changes.filter((change) => !held.has(change)),
    outgoing,
  );
  const settled = new Map([...held, ...called]);
  for (const [receipt, outcome] of receiptsWaiting(plan.changes, settled)) settled.set(receipt, outcome);
  const sent = plan.changes.filter((change) => !settled.has(change));
  const written = sent.length === 0 ? [] : await writer.write(key, sent);
  // Only now, since a write may have waited its turn for long.
  const now = clock.now();
  const visibleBy = plusSeconds(now, visibilityBoundSeconds);
  const fresh = [...called, ...sent.map((change, index) => [change, written[index]!] as const)];
  for (const [change, outcome] of fresh) attempts.remember(key, change, outcome, { now, visibleBy });
  const outcomes = new Map([...settled, ...fresh]);
  const done = plan.changes.map((change) => ({ change, outcome: outcomes.get(change)! }));
  return { done, nextLook: earliest(done.map(({ change, outcome }) => lookAfter(change, outcome, now))) };
}

function heldOutcomes(
  key: ItemKey,
  changes: readonly Change[],
  { attempts, clock }: ApplyPorts,
): ReadonlyMap<Change, Outcome> {
  const now = clock.now();
  const braked = attempts.brakedUntil(key, changes.length, now);
  const held = new Map<Change, Outcome>();
  for (const change of changes) {
    const until = attempts.heldUntil(change, now);
    if (braked) held.set(change, brakeOutcome(braked));
    // Called already, and its receipt is still to be written.
    else if (change.kind === "call-webhook" && attempts.isApplied(change, now)) held.set(change, { kind: "unchanged" });
    else if (until) held.set(change, holdOutcome(until));
  }
  return held;
}

function holdOutcome(until: Instant): Outcome {
  const why = `It waits until ${until} to see whether the earlier attempt arrived.`;
  return { kind: "refused", why, until };
}

function brakeOutcome(until: Instant): Outcome {
  const why = `This item was written too often within an hour, which looks like a loop. It is left alone until ${until}.`;
  return { kind: "refused", why, until };
}

/** A made issue wants one more look, so that the status comment can name it; a receipt, so that it is followed. */
function lookAfter(change: Change, outcome: Outcome, now: Instant): Instant | null {
  if (outcome.kind === "refused") return outcome.until ?? null;
  if (outcome.kind === "unknown") return plusSeconds(now, afterUnknownSeconds);
  if (outcome.kind !== "applied") return null;
  const isReceipt = change.kind === "add-comment" && change.key.startsWith("receipt/");
  return change.kind === "create-issue" || isReceipt ? now : null;
}

/** The first of them; null when there is none. */
export function earliest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce((first, at) => (first === null || (at !== null && at < first) ? at : first), null);
}
