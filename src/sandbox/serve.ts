/**
 * The sandbox's HTTP surface: a web-standard Request goes in, a Response comes out. Who calls, whether limits or faults
 * stand in the way, what is answered, which headers go with it, and the meter: in this order.
 */
import { createHash } from "node:crypto";
import { channel } from "node:diagnostics_channel";
import { actorOf, type Viewer } from "./access.ts";
import { type Caller, callerOf } from "./auth.ts";
import type { FaultBook } from "./faults.ts";
import { gateOf } from "./gate.ts";
import { bearerOf } from "./limits-bearer.ts";
import type { SecondaryLimits } from "./limits-secondary.ts";
import type { MeterBook } from "./meter.ts";
import type { Random } from "./random.ts";
import { asRestError, errorBody, RestError } from "./rest/rest-error.ts";
import type { Answer, Services } from "./rest/route.ts";
import { matchRoute } from "./rest/router.ts";
import { type Asked, readAsked, resourceOf } from "./serve-asked.ts";
import { serveGraphql } from "./serve-graphql.ts";
import { serveRest } from "./serve-rest.ts";
import { anonymous } from "./tokens.ts";
import type { World } from "./world.ts";

/** What serving needs. */
export interface Server {
  readonly world: World;
  readonly services: Services;
  readonly faults: FaultBook;
  readonly secondary: SecondaryLimits;
  readonly meterBook: MeterBook;
  /** Draws request ids. */
  readonly random: Random;
  /** Whether limits are held against callers; they are counted in any case. */
  readonly enforceLimits: boolean;
  /** Issues and comments made through the API so far, by account. */
  readonly made: ReadonlyMap<string, number>;
}

/** An answer, with what it cost. */
export interface Served extends Answer {
  readonly cost?: number;
}

/** Who asked what, for whoever subscribes to `milepost:sandbox`: told of every request before it is answered. */
export interface Overheard {
  /** The client's own words about itself. */
  readonly agent: string;
  readonly caller: "anonymous" | "app" | Viewer["kind"];
  /** A REST route by GitHub's own name for it (its method and path where it has none), or a GraphQL document. */
  readonly asked: { readonly route: string } | { readonly document: string };
}

const overhearing = channel("milepost:sandbox");

/** Serves one request. Rejects only when the sandbox itself is at fault. */
export async function serve(server: Server, request: Request): Promise<Response> {
  const asked = await readAsked(request);
  const requestId = requestIdOf(server.random);
  let caller: Caller = { kind: "anonymous", viewer: anonymous };
  let served: Served;
  const madeBefore = () => server.made.get(accountOf(caller) ?? "") ?? 0;
  let before = 0;
  try {
    caller = callerOf(server.world.store, request.headers.get("authorization"));
    before = madeBefore();
    if (overhearing.hasSubscribers) overhearing.publish(overheard(request, asked, caller));
    served = await answer(server, asked, caller, requestId);
  } catch (error) {
    served = refusalOf(error, caller);
  }
  served = unchanged(asked, served);
  account(server, asked, caller, served, madeBefore() - before);
  return responseOf(server, asked, caller, served, requestId);
}

async function answer(server: Server, asked: Asked, caller: Caller, requestId: string): Promise<Served> {
  const stopped = gateOf(server, asked, caller, requestId);
  if (stopped) return stopped;
  const login = caller.kind === "token" ? caller.login : null;
  const world: World = {
    ...server.world,
    // Writes are checked against what is really there, as GitHub does; only reads lag behind.
    visibleAt: (kind, at) => asked.isWrite || server.faults.visibleAt(kind, at, login),
    cutsShort: () => server.faults.happens("partialAnswer", login),
    truncate: () => server.faults.happens("truncatedPage", login),
  };
  const actor = actorOf(caller.viewer);
  const served: Served = await (asked.kind === "rest"
    ? serveRest({ world, services: server.services, caller, actor, asked })
    : serveGraphql({ faults: server.faults, world, services: server.services, caller, actor, asked }));
  // What was refused has been thrown by now.
  const isDone = asked.isWrite && caller.kind !== "app";
  if (isDone && server.faults.happens("appliedThen500", login)) {
    return { status: 500, body: { message: "Server Error" }, ...(served.cost ? { cost: served.cost } : {}) };
  }
  return served;
}

function overheard(request: Request, asked: Asked, caller: Caller): Overheard {
  const { query } = (asked.kind === "rest" ? {} : (asked.body ?? {})) as { readonly query?: unknown };
  const route = () => matchRoute(asked.method, asked.path)?.name ?? `${asked.method} ${asked.path}`;
  return {
    agent: request.headers.get("user-agent") ?? "",
    caller: caller.kind === "token" ? caller.viewer.kind : caller.kind,
    asked: asked.kind === "rest" ? { route: route() } : { document: String(query) },
  };
}

function refusalOf(error: unknown, caller: Caller): Served {
  const shown = asRestError(error, caller.viewer);
  if (!(shown instanceof RestError)) throw shown;
  const moved = shown.status === 301 ? { url: shown.headers.location } : {};
  return { status: shown.status, body: { ...errorBody(shown), ...moved }, headers: shown.headers };
}

/** 304 when the client has it already. */
function unchanged(asked: Asked, served: Served): Served {
  if (asked.method !== "GET" || served.status !== 200 || served.body === undefined) return served;
  const etag = `W/"${createHash("sha256").update(JSON.stringify(served.body)).digest("hex")}"`;
  const headers = { ...served.headers, etag };
  return asked.ifNoneMatch.includes(etag) ? { status: 304, headers } : { ...served, headers };
}

function account(server: Server, asked: Asked, caller: Caller, served: Served, creations: number): void {
  const { bearer, key } = bearerOf(caller);
  const points = asked.isWrite ? 5 : 1;
  // A 304 is free (rest/using-the-rest-api/best-practices), and so is asking for the limits themselves.
  const isFree = served.status === 304 || asked.path === "/rate_limit";
  if (!isFree) server.services.limits.spend(resourceOf(asked), bearer, key, served.cost ?? 1);
  server.secondary.spend(key, asked.kind === "rest" ? "rest-points" : "graphql-points", points);
  server.secondary.spend(key, "content", creations);
  server.meterBook.add({
    login: caller.kind === "token" ? caller.login : caller.kind === "app" ? caller.app.slug : null,
    kind:
      caller.kind === "app" ? "app" : asked.kind === "rest" ? (asked.isWrite ? "rest-write" : "rest-read") : asked.kind,
    mutationFields: asked.kind === "mutation" ? asked.fields.length : 0,
    creations,
    points,
    line: `${asked.method} ${asked.label} ${served.status}`,
  });
}

function responseOf(server: Server, asked: Asked, caller: Caller, served: Served, requestId: string): Response {
  const { bearer, key } = bearerOf(caller);
  const standing = server.services.limits.standing(resourceOf(asked), bearer, key);
  const headers = new Headers({
    date: new Date(server.world.clock.now()).toUTCString(),
    "x-github-request-id": requestId,
    "x-github-media-type": "github.v3; format=json",
    "x-ratelimit-limit": String(standing.limit),
    "x-ratelimit-remaining": String(standing.remaining),
    "x-ratelimit-used": String(standing.used),
    "x-ratelimit-reset": String(standing.reset),
    "x-ratelimit-resource": standing.resource,
    ...(caller.viewer.kind === "user" && caller.kind === "token"
      ? { "x-oauth-scopes": caller.viewer.scopes.join(", ") }
      : {}),
  });
  if (served.body !== undefined) headers.set("content-type", "application/json; charset=utf-8");
  for (const [name, value] of Object.entries(served.headers ?? {})) headers.set(name, value);
  const isText = typeof served.body === "string";
  const body = served.body === undefined ? null : isText ? (served.body as string) : JSON.stringify(served.body);
  const response = new Response(body, { status: served.status, headers });
  // A made Response has no address; clients that page without a Link header look at it.
  return Object.defineProperty(response, "url", { value: asked.url.href });
}

function accountOf(caller: Caller): string | null {
  return caller.kind === "token" ? caller.account : null;
}

/** Five groups of hexadecimal digits, as GitHub's. */
function requestIdOf(random: Random): string {
  const group = (length: number) => Array.from({ length }, () => random.below(16).toString(16).toUpperCase()).join("");
  return [group(4), group(6), group(7), group(7), group(8)].join(":");
}
