/**
 * `/metrics` for Prometheus: what comes in, what waits, what runs come to, what is asked of GitHub and what is left of its
 * limits. Labels are numbers of installations and words of this file's own, never a name or anything that people wrote.
 * https://prometheus.io/docs/practices/naming/
 */
import type { Octokit } from "@octokit/core";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Reconciled } from "../../model/change.ts";
import { type Instant, secondsOf } from "../../model/time.ts";

export interface Served {
  readonly installation: number;
  readonly waiting: number;
  readonly later: number;
  readonly parked: number;
  readonly oldest: Instant | null;
  /** When its last sweep was over; null: none was yet. */
  readonly swept: Instant | null;
}

export interface Metrics {
  /** `kept`: answered 200. `ignored`: nothing follows from it. `refused`: answered 503, to be sent again. */
  delivery(event: string, outcome: "kept" | "ignored" | "refused"): void;
  run(installation: number, outcome: "changed" | "unchanged" | "failed" | "parked"): void;
  /** Counts what this client asks from here on. */
  watch(octokit: Octokit, installation: number): void;
  /** The page, in Prometheus' text format, and its content type. */
  page(): Promise<{ readonly type: string; readonly text: string }>;
}

export interface MetricsOptions {
  /** What this process serves just now. */
  readonly served: () => Promise<readonly Served[]>;
  readonly undelivered: () => number;
  readonly now: () => Instant;
}

/** Events that `app.yml` asks for, and what GitHub sends every App; others are counted together. */
const known = new Set([
  ...["issues", "issue_comment", "issue_dependencies", "sub_issues", "label", "milestone", "repository", "push"],
  ...["projects_v2", "projects_v2_item", "projects_v2_status_update", "pull_request", "repository_dispatch"],
  ...["installation", "installation_repositories", "ping", "meta", "member", "team", "membership"],
]);

/** Starts at zero. */
export function createMetrics({ served, undelivered, now }: MetricsOptions): Metrics {
  const registers = [new Registry()];
  const [register] = registers as [Registry];
  collectDefaultMetrics({ register, prefix: "milepost_" });
  const counter = <T extends string>(name: string, help: string, labelNames: readonly T[]) =>
    new Counter({ name: `milepost_${name}`, help, labelNames, registers });
  const gauge = <T extends string>(name: string, help: string, labelNames: readonly T[]) =>
    new Gauge({ name: `milepost_${name}`, help, labelNames, registers });

  const deliveries = counter("deliveries_total", "Webhooks, by event and what became of them.", ["event", "outcome"]);
  const runs = counter("runs_total", "Looks at items, by what they came to.", ["installation", "outcome"]);
  const requests = counter("github_requests_total", "Requests to GitHub.", ["installation", "kind", "outcome"]);
  const left = gauge("github_remaining", "What GitHub said is left of its limit.", ["installation", "resource"]);
  const keys = gauge("queue_keys", "Items that wait for a look, now or later, or were given up.", [
    "installation",
    "state",
  ]);
  const oldest = gauge("queue_oldest_seconds", "How long the oldest waits for its turn.", ["installation"]);
  const swept = gauge("sweep_age_seconds", "Since the last sweep was over.", ["installation"]);
  const lost = gauge("undelivered", "Deliveries that failed too often to be asked for again.", []);

  async function look(): Promise<void> {
    for (const one of [keys, oldest, swept]) one.reset();
    for (const one of await served()) {
      const installation = String(one.installation);
      for (const state of ["waiting", "later", "parked"] as const) keys.set({ installation, state }, one[state]);
      oldest.set({ installation }, one.oldest === null ? 0 : Math.max(0, age(one.oldest)));
      if (one.swept !== null) swept.set({ installation }, Math.max(0, age(one.swept)));
    }
    lost.set(undelivered());
  }

  function age(since: Instant): number {
    return secondsOf(now()) - secondsOf(since);
  }

  return {
    delivery: (event, outcome) => deliveries.inc({ event: known.has(event) ? event : "other", outcome }),
    run: (installation, outcome) => runs.inc({ installation: String(installation), outcome }),
    watch(octokit, number) {
      const installation = String(number);
      octokit.hook.after("request", ({ headers }, options) => {
        requests.inc({ installation, kind: kindOf(options), outcome: "answered" });
        const remaining = Number(headers["x-ratelimit-remaining"] ?? Number.NaN);
        const resource = String(headers["x-ratelimit-resource"] ?? "");
        if (Number.isFinite(remaining) && resources.has(resource)) left.set({ installation, resource }, remaining);
      });
      octokit.hook.error("request", (error, options) => {
        requests.inc({ installation, kind: kindOf(options), outcome: "failed" });
        throw error;
      });
    },
    async page() {
      await look();
      return { type: register.contentType, text: await register.metrics() };
    },
  };
}

/** https://docs.github.com/en/rest/rate-limit/rate-limit */
const resources = new Set(["core", "graphql", "search", "integration_manifest"]);

function kindOf({ method, url, query }: { readonly method: string; readonly url: string; readonly query?: unknown }) {
  if (url === "/graphql") return /^\s*mutation\b/.test(String(query)) ? "write" : "read";
  return method === "GET" || method === "HEAD" ? "read" : "write";
}

/** What one look came to. */
export function outcomeOf({ done }: Reconciled): "changed" | "unchanged" {
  return done.some(({ outcome }) => outcome.kind === "applied") ? "changed" : "unchanged";
}
