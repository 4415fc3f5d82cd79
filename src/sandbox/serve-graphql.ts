/**
 * Serves a GraphQL request over HTTP: hands it on with what the caller may still spend, and takes the points it cost.
 */
import { textOf } from "./clock.ts";
import type { FaultBook } from "./faults.ts";
import { executeGraphQL } from "./graphql/execute.ts";
import { bearerOf } from "./limits-bearer.ts";
import { RestError } from "./rest/rest-error.ts";
import type { Served } from "./serve.ts";
import type { Serving } from "./serve-rest.ts";

/** GitHub's own words, without the request's id. */
const timedOut = {
  data: null,
  errors: [
    {
      message:
        "Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.",
    },
  ],
};

/** Answers 200 to all that is JSON, errors included. */
export function serveGraphql({
  world,
  services,
  caller,
  asked,
  faults,
}: Serving & { readonly faults: FaultBook }): Served {
  if (typeof asked.body !== "object" || asked.body === null) throw new RestError(400, "Problems parsing JSON");
  const { bearer, key } = bearerOf(caller);
  const { limit, used, reset } = services.limits.standing("graphql", bearer, key);
  const request = { query: undefined, ...asked.body, rate: { limit, used, resetAt: textOf(reset) } };
  const { status, body, cost, nodeCount } = executeGraphQL(world, caller.viewer, request);
  const login = caller.kind === "token" ? caller.login : null;
  if (asked.kind === "query" && faults.isTooMuch(nodeCount, login)) return { status: 502, body: timedOut, cost };
  return { status, body, cost };
}
