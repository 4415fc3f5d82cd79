/**
 * Reads what went wrong out of whatever an Octokit threw, or out of one entry of GraphQL's `errors`. Headers decide
 * before messages do, since GitHub has changed its wording before. It decides nothing about waiting or sending again.
 */
import { type Instant, instantOf } from "../model/time.ts";
import type { GitHubError } from "./ports.ts";

/** One entry of `errors` in a GraphQL answer. GitHub adds `type`; the specification asks for `message` only. */
export interface GraphqlError {
  readonly message: string;
  readonly type?: string;
  readonly path?: readonly (string | number)[];
}

/** When a limit is over, as far as GitHub said. `unexplained`: a 403 that may not be a limit at all. */
export type Limit =
  | { readonly kind: "until"; readonly until: Instant }
  | { readonly kind: "seconds"; readonly seconds: number }
  | { readonly kind: "unstated" }
  | { readonly kind: "unexplained" };

export type Failure =
  | { readonly kind: "limited"; readonly text: string; readonly limit: Limit }
  | {
      readonly kind: Exclude<GitHubError["kind"], "limited"> | "not-found";
      readonly text: string;
      /** Where to let the token in, when single sign-on stands before what was asked; else null. */
      readonly signOn: string | null;
    };

/** What an Octokit throws, read without trusting its class: several copies of a package may be loaded. */
interface Thrown {
  readonly status: number | null;
  readonly message: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphqlError[];
}

/** Sorts anything thrown by a request into what the caller can do about it. */
export function failureOf(error: unknown): Failure {
  const thrown = thrownOf(error);
  const limit = thrown.errors.length > 0 ? graphqlLimitOf(thrown) : httpLimitOf(thrown);
  const text = textOf(thrown);
  if (limit) return { kind: "limited", text, limit };
  const signOn = signOnOf(thrown.headers);
  if (thrown.errors.length > 0) return { kind: kindOfGraphqlError(thrown.errors[0]!), text, signOn };
  return { kind: kindOfStatus(thrown.status), text, signOn };
}

/**
 * The address in `x-github-sso: required; url=https://…`, which an organisation with single sign-on sends with what it
 * refuses a personal token: status 403, or 200 with an error FORBIDDEN of GraphQL. Null where there is none, or it is no
 * plain https address, which nobody should be told to open.
 * https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#personal-access-tokens-and-saml-sso
 */
export function signOnOf(headers: Readonly<Record<string, unknown>>): string | null {
  const address = /^\s*required;\s*url=(\S{1,500})\s*$/.exec(String(headers["x-github-sso"] ?? ""))?.[1];
  if (address === undefined || !URL.canParse(address)) return null;
  const { protocol, href, username } = new URL(address);
  return protocol === "https:" && username === "" ? href : null;
}

/** Whether one entry of `errors` says that a limit was met; such an entry may come beside data. */
export function isLimit(error: GraphqlError): boolean {
  return error.type === "RATE_LIMITED" || error.type === "RATE_LIMIT" || speaksOfLimit(error.message);
}

/** The limit that a GraphQL answer's headers state, for an answer that came with data and a limit at once. */
export function limitOfHeaders(headers: Readonly<Record<string, unknown>>): Limit {
  return statedLimitOf(headers) ?? { kind: "unstated" };
}

/** Kinds of GraphQL errors, by type first and by message where GitHub gives no type. Source: answers seen in public issues. */
export function kindOfGraphqlError(error: GraphqlError): Exclude<Failure["kind"], "limited"> {
  if (error.type === "NOT_FOUND") return "not-found";
  if (error.type === "FORBIDDEN" || error.type === "INSUFFICIENT_SCOPES" || speaksOfPermission(error.message))
    return "forbidden";
  if (error.type === "SERVICE_UNAVAILABLE" || error.type === "INTERNAL") return "unavailable";
  // GitHub's 10 s limit answers 200 with this sentence and no type.
  if (/something went wrong|timed? ?out|couldn't respond|resource limits/i.test(error.message)) return "unavailable";
  return "invalid";
}

/** The errors and headers that a thrown value carries; empty where it carries none. */
export function thrownOf(error: unknown): Thrown {
  const raw = recordOf(error);
  const response = recordOf(raw.response);
  return {
    status: typeof raw.status === "number" ? raw.status : null,
    message: typeof raw.message === "string" ? raw.message : String(error),
    headers: recordOf(raw.headers ?? response.headers),
    errors: Array.isArray(raw.errors) ? raw.errors.filter(isGraphqlError) : [],
  };
}

function httpLimitOf(thrown: Thrown): Limit | null {
  if (thrown.status !== 403 && thrown.status !== 429) return null;
  const stated = statedLimitOf(thrown.headers);
  if (stated) return stated;
  if (thrown.status === 429 || speaksOfLimit(thrown.message)) return { kind: "unstated" };
  return speaksOfPermission(thrown.message) ? null : { kind: "unexplained" };
}

function graphqlLimitOf(thrown: Thrown): Limit | null {
  return thrown.errors.some(isLimit) ? limitOfHeaders(thrown.headers) : null;
}

/** `retry-after` first, then an empty quota's reset. Source: docs.github.com, "Rate limits for the REST API". */
function statedLimitOf(headers: Readonly<Record<string, unknown>>): Limit | null {
  const retryAfter = Number(headers["retry-after"] ?? Number.NaN);
  if (Number.isFinite(retryAfter)) return { kind: "seconds", seconds: Math.max(1, Math.ceil(retryAfter)) };
  const reset = Number(headers["x-ratelimit-reset"] ?? Number.NaN);
  const isEmpty = String(headers["x-ratelimit-remaining"] ?? "") === "0";
  return isEmpty && Number.isFinite(reset) ? { kind: "until", until: instantOf(reset) } : null;
}

function speaksOfLimit(message: string): boolean {
  return /rate limit|secondary rate|abuse detection/i.test(message);
}

function speaksOfPermission(message: string): boolean {
  return /not accessible by|permission|must have|required scopes|saml|suspended|ip allow list|archived|blocked/i.test(
    message,
  );
}

function kindOfStatus(status: number | null): Exclude<Failure["kind"], "limited"> {
  if (status === 401) return "unauthorised";
  if (status === 403) return "forbidden";
  if (status === 404) return "not-found";
  return status === null || status >= 500 ? "unavailable" : "invalid";
}

/** One line, cut short: GitHub's messages may quote what was sent, and bodies belong in no log. */
function textOf(thrown: Thrown): string {
  const message = thrown.errors[0]?.message ?? thrown.message;
  const line = message.split("\n")[0]!.slice(0, 200).trim();
  return thrown.status === null ? line : `${thrown.status} ${line}`;
}

function isGraphqlError(value: unknown): value is GraphqlError {
  return typeof recordOf(value).message === "string";
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
