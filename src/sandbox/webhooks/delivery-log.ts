/**
 * What was sent, for three days of the sandbox's time, as GitHub keeps it.
 */
import { secondsOf } from "../clock.ts";
import type { Id } from "../rows.ts";
import type { Delivery, SandboxClock } from "../sandbox.ts";

/** A delivery with what only the App may look up. */
export interface Sent {
  readonly app: Id;
  readonly delivery: Delivery;
  readonly url: string;
  readonly responseHeaders: Readonly<Record<string, string>> | null;
  readonly responseBody: string | null;
}

export interface DeliveryLog {
  keep(sent: Sent): void;
  /** Oldest first; also what a fault dropped. */
  all(): readonly Sent[];
  /** Of one App, oldest first: only what was really sent. */
  of(app: Id): readonly Sent[];
}

const keptSeconds = 3 * 24 * 3600;

/** Makes an empty log. */
export function createDeliveryLog(clock: SandboxClock): DeliveryLog {
  let kept: Sent[] = [];
  const fresh = () => {
    const from = secondsOf(clock.now()) - keptSeconds;
    kept = kept.filter(({ delivery }) => secondsOf(delivery.deliveredAt) > from);
    return kept;
  };
  return {
    keep: (sent) => void fresh().push(sent),
    all: fresh,
    of: (app) => fresh().filter((sent) => sent.app === app && sent.delivery.statusCode !== null),
  };
}
