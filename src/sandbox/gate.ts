/**
 * What may stand in a request's way before anything is done: faults, primary limits, secondary limits. An answer comes
 * out when something does. An App's calls with its JWT meet no faults: they are how a client gets going at all.
 */
import type { Caller } from "./auth.ts";
import type { SecondaryForm } from "./faults.ts";
import { bearerOf, exceededText } from "./limits-bearer.ts";
import { RestError } from "./rest/rest-error.ts";
import type { Served, Server } from "./serve.ts";
import { type Asked, resourceOf } from "./serve-asked.ts";

const docs = "https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api";

/** Null when the request may be served. */
export function gateOf(server: Server, asked: Asked, caller: Caller, requestId: string): Served | null {
  if (asked.kind !== "rest" && caller.kind !== "token") throw new RestError(401, "Requires authentication");
  if (caller.kind !== "app") {
    const fault = faultOf(server, asked, caller, requestId);
    if (fault) return fault;
  }
  if (!server.enforceLimits || asked.path === "/rate_limit") return null;
  return primaryOf(server, asked, caller) ?? secondaryOf(server, asked, caller, requestId);
}

function faultOf(server: Server, asked: Asked, caller: Caller, requestId: string): Served | null {
  const login = caller.kind === "token" ? caller.login : null;
  const { faults } = server;
  if (faults.happens("secondaryLimit", login)) return secondaryAnswer(faults.secondaryForm(), "points", requestId);
  if (asked.kind !== "rest" && faults.happens("graphqlRateLimited", login)) return rateLimited(server, caller);
  if (!faults.happens(asked.isWrite ? "notApplied502" : "dropReads", login)) return null;
  return { status: 502, body: { message: "Server Error" } };
}

function primaryOf(server: Server, asked: Asked, caller: Caller): Served | null {
  const { bearer, key } = bearerOf(caller);
  if (server.services.limits.standing(resourceOf(asked), bearer, key).remaining > 0) return null;
  if (asked.kind !== "rest") return rateLimited(server, caller);
  const message = exceededText(caller, server.world.store);
  return { status: 403, body: { message, documentation_url: docs, status: "403" }, cost: 0 };
}

function secondaryOf(server: Server, asked: Asked, caller: Caller, requestId: string): Served | null {
  const { key } = bearerOf(caller);
  const points = asked.kind === "rest" ? "rest-points" : "graphql-points";
  const wait = server.secondary.waitSeconds(key, { points, content: makesContent(asked) });
  if (wait === null) return null;
  const kind = wait.spent === "content" ? "content" : "points";
  const answer = secondaryAnswer("403", kind, requestId);
  return { ...answer, headers: { "retry-after": String(wait.seconds) } };
}

function makesContent(asked: Asked): boolean {
  if (asked.kind !== "rest") return asked.fields.some((name) => name === "createIssue" || name === "addComment");
  return asked.method === "POST" && /^\/repos\/[^/]+\/[^/]+\/issues(\/\d+\/comments)?$/.test(asked.path);
}

/** GraphQL's primary limit is said with 200. */
function rateLimited(server: Server, caller: Caller): Served {
  const message = exceededText(caller, server.world.store);
  const { bearer, key } = bearerOf(caller);
  const { reset } = server.services.limits.standing("graphql", bearer, key);
  const { limit } = server.services.limits.standing("graphql", bearer, key);
  return {
    status: 200,
    body: { errors: [{ type: "RATE_LIMITED", message }] },
    headers: {
      "x-ratelimit-remaining": "0",
      "x-ratelimit-used": String(limit),
      "x-ratelimit-reset": String(reset),
    },
    cost: 0,
  };
}

function secondaryAnswer(form: SecondaryForm, kind: "points" | "content", requestId: string): Served {
  const message =
    kind === "content"
      ? "You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later."
      : "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
  return {
    status: form.startsWith("403") ? 403 : 429,
    body: {
      documentation_url: `${docs}#about-secondary-rate-limits`,
      message: `${message} If you reach out to GitHub Support for help, please include the request ID ${requestId}.`,
      status: form.slice(0, 3),
    },
    headers: form.endsWith("retry-after") ? { "retry-after": "60" } : {},
    cost: 0,
  };
}
