/**
 * The one place that builds clients and clocks: how to reach GitHub, as whom, and what time it is. Nothing else makes
 * an Octokit.
 */
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";
import type { Clock } from "../github/ports.ts";
import { instantOf } from "../model/time.ts";
import { CommandError, exitCode } from "./exit.ts";
import type { Log } from "./log.ts";

export type GitHubAuth =
  | { readonly kind: "token"; readonly token: string }
  /** As the App itself: lists installations. */
  | { readonly kind: "app"; readonly appId: number; readonly privateKey: string }
  | {
      readonly kind: "installation";
      readonly appId: number;
      readonly privateKey: string;
      readonly installation: number;
    };

export interface GitHubOptions {
  /** `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise Server. No slash at the end. */
  readonly baseUrl: string;
  readonly auth: GitHubAuth;
  readonly fetch?: typeof fetch;
  /** A library's log; silent unless given. */
  readonly log?: Log;
}

/** github.com's API, unless the environment names another. */
export const publicApi = "https://api.github.com";

/**
 * An Octokit without the throttling and retry plugins: our governor decides when to send, and nothing is sent twice
 * blindly.
 */
export function createGitHub({ baseUrl, auth, fetch: send, log }: GitHubOptions): Octokit {
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  return new Octokit({
    baseUrl,
    userAgent: "milepost",
    log: log ?? quiet,
    request: { fetch: send ?? boundedFetch },
    ...authOf(auth),
  });
}

/** GitHub gives up on a request after 10 s; one that hangs longer than this would block everything behind it. */
const requestSeconds = 20;

/** Node's own `fetch`, with an end: what has no answer by then counts as unknown. */
function boundedFetch(url: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...init, signal: init.signal ?? AbortSignal.timeout(requestSeconds * 1000) });
}

/** Real time, to the second. */
export function createClock(): Clock {
  return {
    now: () => instantOf(Math.floor(Date.now() / 1000)),
    sleep: (seconds) => new Promise((resolve) => void setTimeout(resolve, seconds * 1000)),
  };
}

/** Where the API is: `GITHUB_API_URL`, as GitHub's runner sets it, or `GHE_HOST`, as Probot names it. Throws `CommandError`. */
export function baseUrlOf(env: Readonly<Record<string, string | undefined>>): string {
  const complaint = baseUrlComplaint(env);
  if (complaint) throw new CommandError(exitCode.wrong, complaint);
  if (env.GITHUB_API_URL) return env.GITHUB_API_URL.replace(/\/+$/, "");
  if (env.GHE_HOST) return `${env.GHE_PROTOCOL ?? "https"}://${env.GHE_HOST}/api/v3`;
  return publicApi;
}

/** What is wrong with the environment's address of the API; null when it will do. */
export function baseUrlComplaint(env: Readonly<Record<string, string | undefined>>): string | null {
  if (env.GITHUB_API_URL) {
    const isUrl = isWebAddress(env.GITHUB_API_URL);
    return isUrl
      ? null
      : "GITHUB_API_URL is no address. Write it as https://HOST/api/v3, or leave it out for github.com.";
  }
  if (!env.GHE_HOST || /^[\w.-]+(:\d{1,5})?$/.test(env.GHE_HOST)) return null;
  return "GHE_HOST is no host. Write only its name, such as github.example.org.";
}

/** `http` or `https`, with nothing after the path. */
export function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash } = new URL(text);
  return (protocol === "http:" || protocol === "https:") && search === "" && hash === "";
}

function authOf(auth: GitHubAuth): object {
  if (auth.kind === "token") return { auth: auth.token };
  const { appId, privateKey } = auth;
  const installation = auth.kind === "installation" ? { installationId: auth.installation } : {};
  return { authStrategy: createAppAuth, auth: { appId, privateKey, ...installation } };
}
