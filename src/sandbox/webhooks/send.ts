/**
 * Sends one delivery and says what became of it, in the words of GitHub's delivery list. It never throws: whatever goes
 * wrong over there is an answer here.
 */
import type { HookTarget } from "../sandbox.ts";

/** What became of a delivery. */
export interface HookAnswer {
  readonly statusCode: number;
  readonly status: string;
  readonly durationSeconds: number;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly body: string | null;
}

/** Posts the bytes; failed when not answered in time, and when the answer is not 2xx. */
export async function sendHook(
  target: HookTarget,
  one: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  timeoutSeconds: number,
): Promise<HookAnswer> {
  const started = performance.now();
  const took = () => Math.round(performance.now() - started) / 1000;
  if (target === null) return failed(502, "failed to connect to host", 0);
  const signal = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), timeoutSeconds * 1000);
  });
  try {
    const answer = await Promise.race([post(target, one, signal.signal), tooLate]);
    if (answer === "late") return failed(504, "timed out", took());
    const body = await answer.text();
    const headers = Object.fromEntries(answer.headers);
    const status = answer.ok ? "OK" : `Invalid HTTP Response: ${answer.status}`;
    return { statusCode: answer.status, status, durationSeconds: took(), headers, body };
  } catch {
    return failed(502, "failed to connect to host", took());
  } finally {
    clearTimeout(timer);
    signal.abort();
  }
}

function post(
  target: string | ((request: Request) => Promise<Response>),
  one: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  signal: AbortSignal,
): Promise<Response> {
  const request = new Request(addressOf(target), { method: "POST", headers: one.headers, body: one.body, signal });
  return typeof target === "string" ? fetch(request) : target(request);
}

/** A function has no address, but a Request must name one. */
export function addressOf(target: HookTarget): string {
  return typeof target === "string" ? target : "http://127.0.0.1/function";
}

function failed(statusCode: number, status: string, durationSeconds: number): HookAnswer {
  return { statusCode, status, durationSeconds, headers: null, body: null };
}
