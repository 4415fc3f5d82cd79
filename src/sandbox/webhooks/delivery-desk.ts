/**
 * Takes rendered webhooks and sees that each is signed and sent once, or as its faults will. Nothing is ever sent again
 * by itself: only an App that asks gets one again, with the same GUID.
 * https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
 */
import type { FaultBook } from "../faults.ts";
import { createRandom, type Random } from "../random.ts";
import type { AppRow, Id } from "../rows.ts";
import type { SandboxClock, Webhooks } from "../sandbox.ts";
import { createDeliveryLog, type DeliveryLog, type Sent } from "./delivery-log.ts";
import { createDeliveryQueue, type DeliveryQueue, type Draft } from "./delivery-queue.ts";
import { addressOf } from "./send.ts";
import { signedHeaders } from "./sign.ts";

/** One webhook, rendered at the moment it happened. */
export interface Outgoing {
  readonly app: AppRow;
  /** The App's Bot, without suffix: who suffers faults. */
  readonly login: string;
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  /** The exact bytes to sign. */
  readonly body: string;
}

export interface DeliveryDesk {
  readonly hooks: Webhooks;
  enqueue(one: Outgoing): void;
  /** Of one App, oldest first: only what was sent, of the last three days. */
  sent(app: Id): readonly Sent[];
  redeliver(sent: Sent): void;
  /** Where webhooks go, as `/app/hook/config` shows it. */
  address(): string;
  /** Sends what a delay held back and whose time has come, when sending is automatic. */
  wake(): void;
}

/** Makes the desk of one sandbox: nowhere to send to yet. */
export function createDeliveryDesk(options: {
  readonly seed: number;
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly timeoutSeconds: number;
}): DeliveryDesk {
  const { clock, faults } = options;
  const log = createDeliveryLog(clock);
  const queue = createDeliveryQueue({ ...options, log });
  const random = createRandom(options.seed ^ 0x6007);
  let lastId = 2_600_000_000 + random.below(1_000_000);
  const nextId = () => {
    lastId += 1 + random.below(9);
    return lastId;
  };
  return {
    hooks: hooksOf(queue, log),
    enqueue(one) {
      if (queue.way.target === null) return;
      const draft = draftOf(one, { guid: uuid(random), id: nextId() });
      if (faults.happens("dropDelivery", one.login)) {
        log.keep(droppedOf(draft, one.app.id, { at: clock.now(), url: addressOf(queue.way.target) }));
        return;
      }
      const delaySeconds = faults.happens("delayDelivery", one.login) ? faults.faults.delaySeconds : 0;
      queue.put(draft, one.app.id, delaySeconds);
      if (faults.happens("duplicateDelivery", one.login)) {
        queue.put({ ...draft, id: nextId() }, one.app.id, delaySeconds);
      }
    },
    sent: (app) => log.of(app),
    redeliver({ app, delivery }) {
      const { statusCode: _, status: __, durationSeconds: ___, deliveredAt: ____, ...draft } = delivery;
      queue.put({ ...draft, id: nextId(), redelivery: true }, app, 0);
    },
    address: () => addressOf(queue.way.target),
    wake: () => queue.wake(),
  };
}

function hooksOf(queue: DeliveryQueue, log: DeliveryLog): Webhooks {
  return {
    target(target) {
      queue.way.target = target;
    },
    flush: () => queue.flush(),
    get waiting() {
      return queue.waiting();
    },
    get log() {
      return log.all().map((sent) => sent.delivery);
    },
    get automatic() {
      return queue.way.automatic;
    },
    set automatic(value) {
      queue.way.automatic = value;
      queueMicrotask(() => queue.wake());
    },
  };
}

function draftOf(one: Outgoing, { guid, id }: { readonly guid: string; readonly id: number }): Draft {
  const { event, action, installationId, repositoryId, body } = one;
  const headers = signedHeaders(one.app, { event, guid, body });
  return { id, guid, event, action, installationId, repositoryId, redelivery: false, headers, body };
}

/** Lost on the way: the sandbox's own log has it, the App's list does not. */
function droppedOf(draft: Draft, app: Id, { at, url }: { readonly at: string; readonly url: string }): Sent {
  const delivery = { ...draft, deliveredAt: at, statusCode: null, status: "dropped", durationSeconds: 0 };
  return { app, url, responseHeaders: null, responseBody: null, delivery };
}

/** Version 4 in form, drawn from the seed. */
function uuid(random: Random): string {
  const digits = (count: number) => Array.from({ length: count }, () => random.below(16).toString(16)).join("");
  return `${digits(8)}-${digits(4)}-4${digits(3)}-${(8 + random.below(4)).toString(16)}${digits(3)}-${digits(12)}`;
}
