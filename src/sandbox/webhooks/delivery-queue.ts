/**
 * What waits to be sent, and sends it when its time has come: by itself, or when flushed. Deliveries go out side by
 * side, in the order in which they happened unless a fault says otherwise; what becomes of them goes into the log.
 */
import { secondsOf } from "../clock.ts";
import type { FaultBook } from "../faults.ts";
import type { Id } from "../rows.ts";
import type { Delivery, HookTarget, SandboxClock } from "../sandbox.ts";
import type { DeliveryLog } from "./delivery-log.ts";
import { addressOf, sendHook } from "./send.ts";

/** A delivery before it is sent. */
export type Draft = Omit<Delivery, "statusCode" | "status" | "durationSeconds" | "deliveredAt">;

interface Waiting {
  readonly draft: Draft;
  readonly app: Id;
  /** Seconds of the sandbox's time. */
  readonly due: number;
}

export interface DeliveryQueue {
  /** Where to send, and whether at once; both may be changed at any time. */
  readonly way: { target: HookTarget; automatic: boolean };
  /** Waits `delaySeconds` of the sandbox's time. */
  put(draft: Draft, app: Id, delaySeconds: number): void;
  /** Sends what is due, when sending is automatic. */
  wake(): void;
  /** Sends what is due, and settles when all of it and all it led to has been answered. */
  flush(): Promise<void>;
  waiting(): number;
}

/** Makes an empty queue that sends by itself, to nowhere yet. */
export function createDeliveryQueue(options: {
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly log: DeliveryLog;
  readonly timeoutSeconds: number;
}): DeliveryQueue {
  const { clock, faults, log } = options;
  const way: DeliveryQueue["way"] = { target: null, automatic: true };
  const underWay = new Set<Promise<void>>();
  let waiting: Waiting[] = [];

  async function deliver({ draft, app }: Waiting): Promise<void> {
    const { target } = way;
    const deliveredAt = clock.now();
    const { headers, body, ...answer } = await sendHook(target, draft, options.timeoutSeconds);
    const delivery = { ...draft, deliveredAt, ...answer };
    log.keep({ app, delivery, url: addressOf(target), responseHeaders: headers, responseBody: body });
  }
  /** Whether there was anything to send. */
  function startDue(): boolean {
    const now = secondsOf(clock.now());
    const due = waiting.filter((one) => one.due <= now);
    waiting = waiting.filter((one) => one.due > now);
    for (const one of due.length > 1 && faults.reorders() ? faults.shuffle(due) : due) {
      const work = deliver(one).finally(() => underWay.delete(work));
      underWay.add(work);
    }
    return due.length > 0;
  }
  const wake = () => void (way.automatic && startDue());
  return {
    way,
    put(draft, app, delaySeconds) {
      waiting.push({ draft, app, due: secondsOf(clock.now()) + delaySeconds });
      queueMicrotask(wake);
    },
    wake,
    async flush() {
      while (startDue() || underWay.size > 0) await Promise.all(underWay);
    },
    waiting: () => waiting.length,
  };
}
