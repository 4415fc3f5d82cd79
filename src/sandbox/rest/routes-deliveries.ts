/**
 * Routes by which an App reads its webhook deliveries of the last three days and asks for one again.
 * https://docs.github.com/en/rest/apps/webhooks
 */
import type { Sent } from "../webhooks/delivery-log.ts";
import { linkTo, pageSize } from "./page.ts";
import { notFound } from "./rest-error.ts";
import { type Answer, appIn, type Call, ok, param, type Routes } from "./route.ts";

export const deliveryRoutes: Routes = {
  "GET /app/hook/config": (call) =>
    ok({ content_type: "json", insecure_ssl: "0", secret: "********", url: call.services.deliveries.address() }),
  "GET /app/hook/deliveries": listDeliveries,
  "GET /app/hook/deliveries/{delivery_id}": (call) => ok(showDelivery(deliveryIn(call))),
  "POST /app/hook/deliveries/{delivery_id}/attempts": (call) => {
    call.services.deliveries.redeliver(deliveryIn(call));
    return { status: 202, body: {} };
  },
};

/** Newest first. `cursor`: below this id. */
function listDeliveries(call: Call): Answer {
  const status = call.query.get("status");
  const cursor = call.query.get("cursor");
  const below = cursor === null ? Number.POSITIVE_INFINITY : Number(cursor.replace(/^v1_/, ""));
  const rows = [...call.services.deliveries.sent(appIn(call).id)]
    .reverse()
    .filter(({ delivery }) => delivery.id < below)
    .filter(({ delivery }) => status === null || (status === "success") === (delivery.status === "OK"));
  const page = rows.slice(0, pageSize(call));
  const next = rows.length > page.length ? linkTo(call, { cursor: `v1_${page.at(-1)!.delivery.id}` }) : null;
  return {
    status: 200,
    body: page.map(showItem),
    headers: next === null ? {} : { link: `<${next}>; rel="next"` },
  };
}

function showItem({ delivery }: Sent) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.durationSeconds,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

function showDelivery(sent: Sent) {
  const { delivery } = sent;
  return {
    ...showItem(sent),
    url: sent.url,
    request: { headers: delivery.headers, payload: JSON.parse(delivery.body) as unknown },
    response: { headers: sent.responseHeaders, payload: sent.responseBody },
  };
}

function deliveryIn(call: Call): Sent {
  const id = Number(param(call, "delivery_id"));
  const found = call.services.deliveries.sent(appIn(call).id).find((one) => one.delivery.id === id);
  if (!found) throw notFound();
  return found;
}
