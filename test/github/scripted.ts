/**
 * An Octokit whose GitHub is a list of answers, one per request, in order. What is asked is kept; an answer that was
 * not used is a failed test (`finish`).
 */
import { Octokit } from "@octokit/core";
import { expect } from "vitest";
import type { GraphqlClient } from "../../src/github/client.ts";
import type { Clock } from "../../src/github/ports.ts";
import { type Instant, instant, plusSeconds } from "../../src/model/time.ts";

export interface Asked {
  readonly address: string;
  /** Name of the operation: `ReadItem`. */
  readonly operation: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export type Scripted =
  /** GraphQL's `data` and `errors`, with status 200. */
  | { readonly data?: unknown; readonly errors?: readonly unknown[]; readonly headers?: Record<string, string> }
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | { readonly socket: string }
  /** Anything, as text. */
  | { readonly text: string };

export function scripted(...answers: readonly Scripted[]) {
  const asked: Asked[] = [];
  const left = [...answers];
  const fetch = async (address: string, init: { body: string }): Promise<Response> => {
    const { query = "", variables = {} } = JSON.parse(init.body ?? "{}");
    asked.push({ address, operation: /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? "", document: query, variables });
    const answer = left.shift();
    if (!answer) throw new TypeError(`nothing is scripted for request ${asked.length}`);
    return responseOf(answer);
  };
  const octokit: GraphqlClient = new Octokit({ auth: "secret", request: { fetch } });
  return { octokit, asked, finish: () => expect(left).toEqual([]) };
}

function responseOf(answer: Scripted): Response {
  if ("socket" in answer) throw new TypeError("fetch failed", { cause: new Error(answer.socket) });
  if ("text" in answer) return new Response(answer.text, { headers: { "content-type": "text/html" } });
  const [status, body] = "status" in answer ? [answer.status, answer.body ?? {}] : [200, answer];
  const { headers: _, ...shown } = body as Record<string, unknown>;
  return new Response(JSON.stringify(shown), {
    status,
    headers: { "content-type": "application/json", ...answer.headers },
  });
}

/** A clock that moves only when it is told to, or slept on. */
export function testClock(start = "2026-01-05T09:00:00Z"): Clock & { advance(seconds: number): void; slept: number[] } {
  let now: Instant = instant(start);
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    async sleep(seconds) {
      slept.push(seconds);
      now = plusSeconds(now, seconds);
    },
    advance(seconds) {
      now = plusSeconds(now, seconds);
    },
  };
}
