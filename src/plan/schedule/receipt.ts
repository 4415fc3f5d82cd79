/**
 * A flow's parent that was closed as completed → one call of the flow's outgoing webhook, and the comment that is its
 * receipt. While there is no receipt it is called again with the same key, by which the other side knows a repeat.
 */

import type { Config } from "../../config/config.ts";
import type { Marker } from "../../content/markers.ts";
import { renderMarker } from "../../content/markers.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { type Instant, plusSeconds } from "../../model/time.ts";
import { ownMarker } from "../own-text.ts";
import { note, nothing, type Part, problem } from "../part.ts";
import type { Origin } from "./origin.ts";
import { payloadKept } from "./payload.ts";

/** What was closed longer ago is history: a webhook that is configured later is not told of it. */
const tellWithinSeconds = 7 * 86_400;

/** Tells the other system, once. */
export function planReceipt(
  { item, world }: Snapshot,
  { flow, rule }: Origin,
  { config, marker, now }: { readonly config: Config; readonly marker: Marker; readonly now: Instant },
): Part {
  if (flow === null || flow.onCompleted === null) return nothing;
  if (item.state !== "closed" || item.stateReason !== "completed" || item.closedAt === null) return nothing;
  const { webhook } = flow.onCompleted;
  const key = `webhook/${webhook}/${marker.key}`;
  if (!item.ownComments.known) return note(`${webhook} was not called: ${item.ownComments.why}.`);
  if (item.ownComments.value.some((comment) => ownMarker(comment, world)?.key === key)) return nothing;
  if (plusSeconds(item.closedAt, tellWithinSeconds) < now)
    return note(`${webhook} was not called: it was closed long ago.`);
  // Without a receipt it would be called at every look.
  if (item.locked) return note(`${webhook} was not called: the issue is locked, so no receipt could be left.`);
  const field = config.webhooks[webhook]?.id;
  const id = field === undefined ? undefined : payloadKept(marker.extra)[field];
  if (id === undefined) return nameless(`${rule}.on-completed`, webhook, field);
  const because = { rule: `${rule}.on-completed`, fact: `it was closed as completed at ${item.closedAt}` };
  const body = `Told ${webhook} that this is done.\n\n${renderMarker({ kind: "receipt", key, extra: {} })}`;
  return {
    ...nothing,
    changes: [
      { ...because, kind: "call-webhook", issue: item.id, webhook, key, id },
      { ...because, kind: "add-comment", issue: item.id, key, body },
    ],
  };
}

function nameless(where: string, webhook: string, field: string | undefined): Part {
  return problem({
    code: "webhook-without-id",
    where,
    what:
      field === undefined
        ? `There is no webhook "${webhook}", so nobody was told that this is done.`
        : `The dispatch came without ${field}, so ${webhook} was not told that this is done.`,
    todo:
      field === undefined ? "Name one under `webhooks`." : `Send ${field}, and list it under the flow's \`accepts\`.`,
    severity: "error",
  });
}
