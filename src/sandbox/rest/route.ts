/**
 * What a route gets and gives. A handler reads the store or calls an op, and returns a status and plain JSON; it knows
 * nothing of tokens' limits, faults or headers, which belong to whoever serves it.
 */
import type { Viewer } from "../access.ts";
import type { Caller } from "../auth.ts";
import type { RateLimits } from "../limits-rate.ts";
import type { AppRow, Id, RepositoryRow } from "../rows.ts";
import type { Tokens } from "../tokens.ts";
import type { DeliveryDesk } from "../webhooks/delivery-desk.ts";
import type { Actor, World } from "../world.ts";
import type { Shows } from "./shows.ts";

/** What routes need beyond the rows. */
export interface Services {
  readonly tokens: Tokens;
  readonly limits: RateLimits;
  readonly deliveries: DeliveryDesk;
  /** PKCS#8 PEM by App, for the manifest flow. */
  readonly privateKeys: ReadonlyMap<Id, string>;
  /** Former full names of repositories, in lower case. */
  readonly formerNames: ReadonlyMap<string, Id>;
  /** Transferred issues, old id to new. */
  readonly transfers: ReadonlyMap<Id, Id>;
  /** Codes of the manifest flow that were used. */
  readonly usedCodes: Set<string>;
}

export interface Call {
  readonly world: World;
  readonly services: Services;
  readonly caller: Caller;
  readonly viewer: Viewer;
  readonly actor: Actor;
  readonly shows: Shows;
  readonly params: Readonly<Record<string, string>>;
  readonly url: URL;
  readonly query: URLSearchParams;
  readonly accept: string;
  /** A JSON object, or an array, as some label calls send. Empty when nothing was sent. */
  readonly body: Readonly<Record<string, unknown>> | readonly unknown[];
  /** The one that the path names; already found visible. */
  readonly repository: RepositoryRow | null;
}

export interface Answer {
  readonly status: number;
  /** Undefined: no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Handlers by the name of their route, as in GitHub's own description: `GET /repos/{owner}/{repo}/issues`. */
export type Routes = Readonly<Record<string, (call: Call) => Answer>>;

/** 200 with a body. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** The repository that the path names. */
export function repositoryIn(call: Call): RepositoryRow {
  return call.repository!;
}

/** A part of the path, decoded. */
export function param(call: Call, name: string): string {
  return call.params[name]!;
}

/** One key of a JSON object body. */
export function field(call: Call, name: string): unknown {
  return Array.isArray(call.body) ? undefined : (call.body as Readonly<Record<string, unknown>>)[name];
}

/** The App that calls with its JWT. */
export function appIn(call: Call): AppRow {
  if (call.caller.kind !== "app") throw new TypeError("this route is for Apps only");
  return call.caller.app;
}
