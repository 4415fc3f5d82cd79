/**
 * A request, read once: where it goes, whether it writes, and for GraphQL which operation it names. It is not yet
 * checked in any way.
 */
import { Kind } from "graphql";
import { prepare } from "./graphql/documents.ts";
import type { Resource } from "./limits-rate.ts";

export interface Asked {
  readonly kind: "rest" | "query" | "mutation";
  readonly method: string;
  readonly url: URL;
  /** Base of API links for this request, without a slash at the end. */
  readonly api: string;
  /** Without the base. */
  readonly path: string;
  /** For the meter's log: `/graphql query ReadItem`, `/repos/o/r/issues?state=open`. */
  readonly label: string;
  readonly isWrite: boolean;
  /** Fields of a mutation, by name, in order. */
  readonly fields: readonly string[];
  /** JSON; undefined when there is none, null when it is not JSON. */
  readonly body: unknown;
  readonly accept: string;
  readonly ifNoneMatch: string;
}

/** Reads a request to its end. */
export async function readAsked(request: Request): Promise<Asked> {
  const url = new URL(request.url);
  const isGraphql = url.pathname === "/graphql" || url.pathname === "/api/graphql";
  const prefix = /^\/api\/v3(?=\/|$)/.test(url.pathname) || url.pathname === "/api/graphql" ? "/api/v3" : "";
  const path = isGraphql ? "/graphql" : url.pathname.slice(prefix.length) || "/";
  const text = request.method === "GET" || request.method === "HEAD" ? "" : await request.text();
  const base = {
    method: request.method,
    url,
    api: url.origin + prefix,
    path,
    accept: request.headers.get("accept") ?? "",
    ifNoneMatch: request.headers.get("if-none-match") ?? "",
  };
  if (isGraphql && request.method === "POST") return { ...base, ...graphqlAsked(text) };
  return {
    ...base,
    kind: "rest",
    label: path + url.search,
    isWrite: !["GET", "HEAD", "OPTIONS"].includes(request.method),
    fields: [],
    body: text === "" ? undefined : parsed(text),
  };
}

/** What a request counts against. */
export function resourceOf(asked: Asked): Resource {
  if (asked.kind !== "rest") return "graphql";
  return asked.path.startsWith("/search/") ? "search" : "core";
}

type GraphqlPart = Pick<Asked, "kind" | "label" | "isWrite" | "fields" | "body">;

function graphqlAsked(text: string): GraphqlPart {
  const body = parsed(text);
  const query = keyOf(body, "query");
  const name = keyOf(body, "operationName");
  const prepared = typeof query === "string" ? prepare(query) : null;
  const operations = prepared?.ok ? prepared.operations : [];
  const named = typeof name === "string" && name !== "";
  const chosen = named ? operations.filter((one) => one.name?.value === name) : operations;
  // Nothing is executed when it is not clear what.
  const operation = chosen.length === 1 ? chosen[0]! : null;
  const isMutation = operation?.operation === "mutation";
  const kind = isMutation ? "mutation" : "query";
  const fields = operation?.selectionSet.selections.filter((node) => node.kind === Kind.FIELD) ?? [];
  return {
    kind,
    label: ["/graphql", kind, operation?.name?.value].filter((part) => part !== undefined).join(" "),
    isWrite: isMutation,
    fields: isMutation ? fields.map((node) => node.name.value) : [],
    body,
  };
}

function keyOf(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? (body as Readonly<Record<string, unknown>>)[name] : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
