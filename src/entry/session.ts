/**
 * One token's work from a command line or a workflow: who it is, whether GitHub can be reached at all, and what it
 * holds to read and write with.
 */
import type { Octokit } from "@octokit/core";
import type { Clock } from "../github/ports.ts";
import { type Instant, instantOf } from "../model/time.ts";
import { CommandError, exitCode } from "./exit.ts";
import { createPorts, type Ports } from "./ports.ts";
import { createClock, createGitHub } from "./wire.ts";

export interface Session {
  readonly octokit: Octokit;
  readonly ports: Ports;
  /** What the token may still ask of GraphQL; null where there is no such limit, or GitHub did not say. */
  readonly quota: Quota | null;
}

/** Points of one hour. */
export interface Quota {
  readonly limit: number;
  readonly remaining: number;
  readonly resets: Instant;
}

export interface SessionOptions {
  readonly token: string;
  readonly baseUrl: string;
  readonly fetch?: typeof fetch | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * Opens a session after asking for the rate limit, which costs nothing and fails for a bad token and without a network.
 * Throws `CommandError` then.
 */
export async function openSession({ token, baseUrl, fetch, clock }: SessionOptions): Promise<Session> {
  const octokit = createGitHub({ baseUrl, auth: { kind: "token", token }, ...(fetch ? { fetch } : {}) });
  let quota: Quota | null = null;
  try {
    quota = quotaOf((await octokit.request("GET /rate_limit")).data);
  } catch (error) {
    const complaint = complaintOf(error, baseUrl);
    if (complaint) throw complaint;
  }
  return { octokit, ports: createPorts(octokit, clock ?? createClock()), quota };
}

function quotaOf(data: unknown): Quota | null {
  const { limit, remaining, reset } = recordOf(recordOf(recordOf(data).resources).graphql);
  if (typeof limit !== "number" || typeof remaining !== "number" || typeof reset !== "number") return null;
  return { limit, remaining, resets: instantOf(reset) };
}

/** An Enterprise Server without limits answers 404; limits and server errors show later, where they can be waited for. */
function complaintOf(error: unknown, baseUrl: string): CommandError | null {
  const { status, response } = recordOf(error);
  if (status === 401) {
    return new CommandError(
      exitCode.notAuthorised,
      "GitHub does not accept the token (401 Bad credentials). Make a new one, or log in again: gh auth login",
    );
  }
  // Octokit calls a network failure a 500 too; only an answer has a response.
  if (response !== undefined && response !== null) return null;
  const code = codeOf(error) ?? recordOf(error).message;
  return new CommandError(
    exitCode.failed,
    `${baseUrl} could not be reached (${String(code)}). Check the network, and GITHUB_API_URL if you set it.`,
  );
}

/** Node's own error is the cause of the cause. */
function codeOf(error: unknown): string | null {
  for (let one: unknown = error; one instanceof Error; one = one.cause) {
    if ("code" in one && typeof one.code === "string") return one.code;
  }
  return null;
}

function recordOf(error: unknown): Readonly<Record<string, unknown>> {
  return typeof error === "object" && error !== null ? (error as Readonly<Record<string, unknown>>) : {};
}
