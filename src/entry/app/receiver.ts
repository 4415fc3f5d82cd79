/** What becomes of one verified webhook: sorted, kept for whoever serves its installation, and only then answered. */
import { installationOf, route } from "../../trigger/route.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "./metrics.ts";
import type { Serving } from "./serving.ts";
import type { Tenants } from "./tenants.ts";

export interface Reception {
  readonly tenants: Tenants;
  readonly serving: Serving;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** Only sorts and keeps, and GitHub is answered when it is kept; but a dispatch is on no item, so it is done first. */
export function createReceiver(
  { tenants, serving, metrics, log }: Reception,
  answerWithinSeconds: number,
): (name: string, delivery: string, payload: unknown) => Promise<void> {
  return async (name, delivery, payload) => {
    const installation = installationOf(payload);
    if (installation === null) {
      log.warn(
        { event: name, delivery },
        "an event names no installation and is ignored; send the App's own webhook here",
      );
      return;
    }
    serving.seen(installation);
    const known = tenants.get(installation);
    const intents = route(name, payload, known.isWatched);
    const about = { event: name, delivery, installation };
    for (const intent of intents) {
      if (intent.kind === "ignore") log.debug({ ...about, what: intent.why }, "ignored");
      else log.debug({ ...about, kind: intent.kind }, "received");
      if (intent.kind === "dispatch") continue;
      await known.take(intent).catch((err: unknown) => {
        log.warn({ ...about, err }, "an event could not be kept; GitHub is answered 503");
        metrics.delivery(name, "refused");
        throw new NotYet();
      });
    }
    for (const intent of intents) {
      if (intent.kind !== "dispatch") continue;
      if (await within(answerWithinSeconds, known.dispatch(intent))) continue;
      log.warn(about, "a dispatch is not done yet; GitHub is answered 503");
      metrics.delivery(name, "refused");
      throw new NotYet();
    }
    metrics.delivery(name, intents.every(({ kind }) => kind === "ignore") ? "ignored" : "kept");
  };
}

/** Answered as 503, so that GitHub lists the delivery as failed and it can be requested again. */
class NotYet extends Error {
  readonly status = 503;
  constructor() {
    super("Not done yet. Send it again.");
    this.name = "NotYet";
  }
}

/** What it settles to; false when it takes longer. It goes on meanwhile. */
function within(seconds: number, doing: Promise<boolean>): Promise<boolean> {
  return new Promise((settle) => {
    const timer = setTimeout(() => settle(false), seconds * 1000);
    void doing
      .catch(() => false)
      .then((isDone) => {
        clearTimeout(timer);
        settle(isDone);
      });
  });
}
