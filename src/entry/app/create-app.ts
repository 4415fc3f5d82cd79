/**
 * The Probot app: every verified event goes to `receive`, which must return soon, because Probot answers GitHub only
 * when handlers are done. Probot's own Octokit is never used to read or write items.
 */
import { createNodeMiddleware, Probot, ProbotOctokit } from "probot";
import type { Log } from "../log.ts";
import { type WebhookHandler, webhookPath } from "./door.ts";

export interface AppOptions {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly baseUrl: string;
  /** A library's log. */
  readonly log: Log;
  /**
   * Given what the sender signed; the payload may still be anything. GitHub is answered when it settles: 200, or the
   * `status` of what it throws.
   */
  readonly receive: (name: string, delivery: string, payload: unknown) => void | Promise<void>;
}

/** Makes the handler of signed webhooks. Anything unsigned or unparsable is answered 400 before `receive`. */
export async function createApp({ receive, webhookSecret, ...options }: AppOptions): Promise<WebhookHandler> {
  const probot = new Probot({
    ...options,
    secret: webhookSecret,
    // Probot's defaults send every GraphQL read through a lane of one a second and retry writes that may have arrived.
    Octokit: ProbotOctokit.defaults({ throttle: { enabled: false }, retry: { enabled: false } }),
  });
  await probot.ready();
  return createNodeMiddleware((app) => app.onAny(({ name, id, payload }) => receive(name, id, payload)), {
    probot,
    webhooksPath: webhookPath,
  });
}
