/**
 * Serves a REST request: finds its route, checks its body's form, and calls it.
 */
import type { Caller } from "./auth.ts";
import { notFound, RestError } from "./rest/rest-error.ts";
import type { Answer, Call, Services } from "./rest/route.ts";
import { matchRoute, serveRoute } from "./rest/router.ts";
import type { Asked } from "./serve-asked.ts";
import type { Actor, World } from "./world.ts";

/** A request with everything that serving it needs. */
export interface Serving {
  readonly world: World;
  readonly services: Services;
  readonly caller: Caller;
  readonly actor: Actor;
  readonly asked: Asked;
}

/** Answers, or throws what refuses it. */
export function serveRest({ world, services, caller, actor, asked }: Serving): Answer {
  const match = matchRoute(asked.method === "HEAD" ? "GET" : asked.method, asked.path);
  if (match === null) throw notFound();
  return serveRoute(match, {
    world,
    services,
    caller,
    viewer: caller.viewer,
    actor,
    shows: { store: world.store, api: asked.api },
    url: asked.url,
    query: asked.url.searchParams,
    accept: asked.accept,
    body: bodyOf(asked.body),
  });
}

function bodyOf(body: unknown): Call["body"] {
  if (body === undefined) return {};
  if (body === null) throw new RestError(400, "Problems parsing JSON");
  if (typeof body !== "object") throw new RestError(400, "Body should be a JSON object");
  return body as Call["body"];
}
