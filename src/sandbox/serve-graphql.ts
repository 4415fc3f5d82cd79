/**
 * Serves a GraphQL request over HTTP: hands it on with what the caller may still spend, and takes the points it cost.
 */
import { textOf } from "./clock.ts";
import { executeGraphQL } from "./graphql/execute.ts";
import { bearerOf } from "./limits-bearer.ts";
import { RestError } from "./rest/rest-error.ts";
import type { Served } from "./serve.ts";
import type { Serving } from "./serve-rest.ts";

/** Answers 200 to all that is JSON, errors included. */
export function serveGraphql({ world, services, caller, asked }: Serving): Served {
  if (typeof asked.body !== "object" || asked.body === null) throw new RestError(400, "Problems parsing JSON");
  const { bearer, key } = bearerOf(caller);
  const { limit, used, reset } = services.limits.standing("graphql", bearer, key);
  const request = { query: undefined, ...asked.body, rate: { limit, used, resetAt: textOf(reset) } };
  const { status, body, cost } = executeGraphQL(world, caller.viewer, request);
  return { status, body, cost };
}
