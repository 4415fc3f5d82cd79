/**
 * Usage from Prometheus: one range query, a count per series and day. Only an origin that whoever runs Milepost has
 * named is asked (its network is often a private one, so the config alone must not choose it), never after a redirect,
 * within a time and a size. What cannot be had is a problem and no count; warnings of the server are told beside the
 * counts. https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries
 */
import { plusDays } from "../calendar/day.ts";
import type { Problem } from "../model/problem.ts";
import type { PrometheusRule } from "../model/source-rule.ts";
import type { UsageCount } from "../model/usage.ts";
import { countsFrom } from "./prometheus-answer.ts";

/** What to ask, as the config says it; `days` is the caller's. */
export type PrometheusQuestion = Omit<PrometheusRule, "days">;

export interface PrometheusOptions {
  /** `https://prometheus.example.org`, exactly; nothing else is asked. */
  readonly origins: readonly string[];
  /** The value of a variable that may be sent; undefined when it is not set, or may not. */
  readonly secretOf: (name: string) => string | undefined;
  readonly fetch: typeof fetch;
  readonly mostMilliseconds?: number;
  readonly mostBytes?: number;
}

export interface PrometheusRead {
  readonly counts: readonly UsageCount[];
  readonly problems: readonly Problem[];
}

/** Prometheus itself refuses more points of one series. */
const mostPoints = 11_000;

/** Counts at the end of each day (23:59:59 UTC) from one day to another, both included. Never throws. */
export async function readPrometheus(
  question: PrometheusQuestion,
  { from, to }: { readonly from: string; readonly to: string },
  options: PrometheusOptions,
): Promise<PrometheusRead> {
  const place = placeOf(question);
  if (typeof place === "string") return nothing(question, place, "Correct `usage` in the config.");
  if (!options.origins.includes(place.origin)) {
    const todo = "Whoever runs Milepost may add it to PROMETHEUS_ORIGINS.";
    return nothing(question, `${place.origin} may not be asked from here.`, todo);
  }
  if ((Date.parse(to) - Date.parse(from)) / 86_400_000 / question.stepDays >= mostPoints)
    return nothing(question, `${from} to ${to} are more than ${mostPoints} counts.`, "Ask for fewer days.");
  const token = tokenOf(question, options);
  if (token === null)
    return nothing(question, `The variable ${question.secret} is not set, or may not be sent.`, "Set it.");
  const found = await ask(addressOf(place, question, { from, to }), token, options);
  if ("what" in found) return nothing(question, found.what, found.todo);
  return countsFrom(found.text, question);
}

/** Where it leads, or what is wrong with it. */
function placeOf({ url }: PrometheusQuestion): URL | string {
  if (!URL.canParse(url)) return "The url cannot be read.";
  const place = new URL(url);
  if (place.protocol !== "https:" && place.protocol !== "http:") return "The url is neither https nor http.";
  return place.username === "" && place.password === "" ? place : "The url holds a name or password.";
}

/** Empty: none is sent. Null: it cannot be had, or cannot be sent. */
function tokenOf({ secret }: PrometheusQuestion, { secretOf }: PrometheusOptions): string | null {
  if (secret === null) return "";
  const token = secretOf(secret)?.trim() ?? "";
  // What a header may not hold would be quoted in the client's own error.
  return /^[\x21-\x7e]+$/.test(token) ? token : null;
}

function addressOf(
  place: URL,
  { query, stepDays }: PrometheusQuestion,
  { from, to }: { readonly from: string; readonly to: string },
): URL {
  const address = new URL(place);
  address.pathname = `${place.pathname.replace(/\/+$/, "")}/api/v1/query_range`;
  // Steps count from the start, so the last one may be before `to`: begin where it ends at `to`.
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  const start = plusDays(from, days % stepDays);
  const search = {
    query,
    start: `${start}T23:59:59Z`,
    end: `${to}T23:59:59Z`,
    step: `${stepDays * 86_400}`,
    timeout: "20s",
  };
  address.search = new URLSearchParams(search).toString();
  return address;
}

type Answered = { readonly text: string } | { readonly what: string; readonly todo: string };

async function ask(address: URL, token: string, options: PrometheusOptions): Promise<Answered> {
  const { mostMilliseconds = 30_000, mostBytes = 32_000_000 } = options;
  const signal = AbortSignal.timeout(mostMilliseconds);
  try {
    const headers = { accept: "application/json", "user-agent": "milepost" };
    const response = await options.fetch(address.href, {
      headers: token === "" ? headers : { ...headers, authorization: `Bearer ${token}` },
      redirect: "manual",
      signal,
    });
    if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400)) {
      await response.body?.cancel();
      return { what: "Prometheus redirected, which is not followed.", todo: "Configure the url that it leads to." };
    }
    const text = await bodyOf(response, mostBytes);
    if (text === null)
      return {
        what: `Prometheus answered more than ${mostBytes} bytes.`,
        todo: "Ask for fewer series, or fewer days.",
      };
    if (response.ok || /^\s*\{/.test(text)) return { text };
    const todo = "Check the url, the token and the server.";
    return { what: `Prometheus answered ${response.status} and no JSON.`, todo };
  } catch {
    // A client's own error may quote headers or the URL, so it is not repeated.
    const seconds = mostMilliseconds / 1000;
    const what = signal.aborted
      ? `Prometheus did not answer within ${seconds} seconds.`
      : `Prometheus could not be reached at ${address.host}.`;
    return { what, todo: "Check that it runs and can be reached from here." };
  }
}

/** Null when it is longer. */
async function bodyOf(response: Response, most: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  if (response.body === null) return text;
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += part.byteLength;
    if (bytes > most) return null;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

function nothing({ url }: PrometheusQuestion, what: string, todo: string): PrometheusRead {
  const where = URL.canParse(url) ? new URL(url).origin : "usage.prometheus.url";
  return { counts: [], problems: [{ code: "usage-prometheus", where, what, todo, severity: "error" }] };
}
