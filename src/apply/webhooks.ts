/**
 * Calls the outgoing webhooks that a plan wants, before anything is written: a call's receipt, the comment of the same
 * key, is written only once the call is known to have arrived. What was called and has no receipt yet is called again
 * after the visibility bound, with the same key.
 */
import type { Outgoing } from "../github/ports.ts";
import type { Change, Outcome } from "../model/change.ts";

type Outcomes = ReadonlyMap<Change, Outcome>;

/** One outcome per webhook among the changes, called in order, one by one. `outgoing: null` calls none. */
export async function callWebhooks(changes: readonly Change[], outgoing: Outgoing | null): Promise<Outcomes> {
  const outcomes = new Map<Change, Outcome>();
  for (const change of changes) {
    if (change.kind !== "call-webhook") continue;
    const { webhook, id, key } = change;
    outcomes.set(change, outgoing === null ? off : await outgoing.send(webhook, id, key));
  }
  return outcomes;
}

/** The receipts of calls that have not arrived for certain, with why they wait. */
export function receiptsWaiting(changes: readonly Change[], settled: Outcomes): Outcomes {
  const calls = changes.filter((change) => change.kind === "call-webhook");
  const waiting = new Map<Change, Outcome>();
  for (const change of changes) {
    const call = change.kind === "add-comment" ? calls.find(({ key }) => key === change.key) : undefined;
    if (call === undefined || settled.has(change) || hasArrived(settled.get(call))) continue;
    waiting.set(change, { kind: "refused", why: `It waits for the call of ${call.webhook}.` });
  }
  return waiting;
}

function hasArrived(outcome: Outcome | undefined): boolean {
  return outcome?.kind === "applied" || outcome?.kind === "unchanged";
}

const off: Outcome = { kind: "refused", why: "Outgoing webhooks are off here." };
