/**
 * Sends webhooks and keeps the log. Rendered bodies go in; signed requests go out, each answered within ten seconds or
 * counted as failed. Nothing is ever sent again by itself: only an App that asks gets one again, with the same GUID.
 * https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries
 */
import { secondsOf } from "../clock.ts";
import type { FaultBook } from "../faults.ts";
import { createRandom } from "../random.ts";
import type { AppRow, Id } from "../rows.ts";
import type { Delivery, HookTarget, SandboxClock, Webhooks } from "../sandbox.ts";
import { type HookAnswer, sendHook } from "./send.ts";
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

/** A delivery with what only the App may look up. */
export interface Sent {
  readonly app: Id;
  readonly delivery: Delivery;
  readonly url: string;
  readonly responseHeaders: Readonly<Record<string, string>> | null;
  readonly responseBody: string | null;
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

interface Waiting {
  readonly draft: Omit<Delivery, "statusCode" | "status" | "durationSeconds" | "deliveredAt">;
  readonly app: Id;
  /** Seconds of the sandbox's time. */
  readonly due: number;
}

/** GitHub keeps deliveries for three days. */
const keptSeconds = 3 * 24 * 3600;

/** Makes the desk of one sandbox: nowhere to send to yet. */
export function createDeliveryDesk(options: {
  readonly seed: number;
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly timeoutSeconds: number;
}): DeliveryDesk {
  const { clock, faults } = options;
  const random = createRandom(options.seed ^ 0x6007);
  let target: HookTarget = null;
  let automatic = true;
  let waiting: Waiting[] = [];
  let kept: Sent[] = [];
  let lastId = 2_600_000_000 + random.below(1_000_000);
  const underWay = new Set<Promise<void>>();

  function keep(sent: Sent): void {
    const from = secondsOf(clock.now()) - keptSeconds;
    kept = kept.filter(({ delivery }) => secondsOf(delivery.deliveredAt) > from);
    kept.push(sent);
  }
  function put(draft: Waiting["draft"], app: Id, due: number): void {
    waiting.push({ draft, app, due });
    if (automatic) queueMicrotask(wake);
  }
  function wake(): void {
    if (automatic) startDue();
  }
  /** Starts sending all whose time has come; returns whether there were any. */
  function startDue(): boolean {
    const now = secondsOf(clock.now());
    const due = waiting.filter((one) => one.due <= now);
    waiting = waiting.filter((one) => one.due > now);
    const order = due.length > 1 && faults.reorders() ? faults.shuffle(due) : due;
    for (const one of order) {
      const work = deliver(one).finally(() => underWay.delete(work));
      underWay.add(work);
    }
    return due.length > 0;
  }
  async function deliver({ draft, app }: Waiting): Promise<void> {
    const deliveredAt = clock.now();
    const answer = await sendHook(target, draft, options.timeoutSeconds);
    keep(sentOf(draft, app, deliveredAt, answer, addressOf(target)));
  }
  return {
    hooks: {
      target: (next) => {
        target = next;
      },
      async flush() {
        while (startDue() || underWay.size > 0) await Promise.all(underWay);
      },
      get waiting() {
        return waiting.length;
      },
      get log() {
        return kept.map((sent) => sent.delivery);
      },
      get automatic() {
        return automatic;
      },
      set automatic(value) {
        automatic = value;
        if (value) queueMicrotask(wake);
      },
    },
    enqueue(one) {
      if (target === null) return;
      const guid = uuid(random.below);
      lastId += 1 + random.below(9);
      const draft = draftOf(one, guid, lastId);
      if (faults.happens("dropDelivery", one.login)) {
        keep(droppedOf(draft, one.app.id, clock.now(), addressOf(target)));
        return;
      }
      const delayed = faults.happens("delayDelivery", one.login);
      const due = secondsOf(clock.now()) + (delayed ? faults.faults.delaySeconds : 0);
      put(draft, one.app.id, due);
      if (!faults.happens("duplicateDelivery", one.login)) return;
      lastId += 1;
      put({ ...draft, id: lastId }, one.app.id, due);
    },
    sent: (app) => kept.filter((sent) => sent.app === app && sent.delivery.statusCode !== null),
    redeliver({ app, delivery }) {
      lastId += 1 + random.below(9);
      const { statusCode: _, status: __, durationSeconds: ___, deliveredAt: ____, ...draft } = delivery;
      put({ ...draft, id: lastId, redelivery: true }, app, secondsOf(clock.now()));
    },
    address: () => addressOf(target),
    wake,
  };
}

function draftOf(one: Outgoing, guid: string, id: number): Waiting["draft"] {
  const { event, action, installationId, repositoryId, body } = one;
  const headers = signedHeaders(one.app, { event, guid, body });
  return { id, guid, event, action, installationId, repositoryId, redelivery: false, headers, body };
}

function sentOf(draft: Waiting["draft"], app: Id, deliveredAt: string, answer: HookAnswer, url: string): Sent {
  return {
    app,
    url,
    responseHeaders: answer.headers,
    responseBody: answer.body,
    delivery: {
      ...draft,
      deliveredAt,
      statusCode: answer.statusCode,
      status: answer.status,
      durationSeconds: answer.durationSeconds,
    },
  };
}

/** Lost on the way: the sandbox's own log has it, the App's list does not. */
function droppedOf(draft: Waiting["draft"], app: Id, deliveredAt: string, url: string): Sent {
  const delivery = { ...draft, deliveredAt, statusCode: null, status: "dropped", durationSeconds: 0 };
  return { app, url, responseHeaders: null, responseBody: null, delivery };
}

function addressOf(target: HookTarget): string {
  return typeof target === "string" ? target : "http://127.0.0.1/function";
}

/** Version 4 in form, drawn from the seed. */
function uuid(below: (most: number) => number): string {
  const digit = () => below(16).toString(16);
  const digits = (count: number) => Array.from({ length: count }, digit).join("");
  return `${digits(8)}-${digits(4)}-4${digits(3)}-${(8 + below(4)).toString(16)}${digits(3)}-${digits(12)}`;
}
