/**
 * The headers of a delivery, with the signature over its exact bytes.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers
 */
import { createHmac } from "node:crypto";
import type { AppRow } from "../rows.ts";

/** GitHub's headers for one delivery to one App. */
export function signedHeaders(
  app: AppRow,
  one: { readonly event: string; readonly guid: string; readonly body: string },
): Readonly<Record<string, string>> {
  return {
    accept: "*/*",
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/5a0dbox",
    "x-github-delivery": one.guid,
    "x-github-event": one.event,
    "x-github-hook-id": String(400_000_000 + app.databaseId),
    "x-github-hook-installation-target-id": String(app.databaseId),
    "x-github-hook-installation-target-type": "integration",
    "x-hub-signature-256": `sha256=${createHmac("sha256", app.webhookSecret).update(one.body).digest("hex")}`,
  };
}
