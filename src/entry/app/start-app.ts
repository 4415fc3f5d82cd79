/**
 * Starts the App in this process: an HTTP server for webhooks, one tenant per installation, sweeps at start and on a
 * schedule. Returns at once when it listens; the demo and the tests use it as `npm start` does.
 */
import type { AddressInfo } from "node:net";
import type { Octokit } from "@octokit/core";
import { type Clock, GitHubError } from "../../github/ports.ts";
import type { Reconciled } from "../../model/change.ts";
import { secondsOf } from "../../model/time.ts";
import type { Shared } from "../../postgres/shared.ts";
import { makeMemoryQueue } from "../../trigger/queue.ts";
import { createLibraryLog, createLog, type Log } from "../log.ts";
import { noOutgoing, type OutgoingFor, type RefusedWebhooks, refusedBy } from "../outgoing.ts";
import type { SourceAccess } from "../report/read-sources.ts";
import { noAccess } from "../source-access.ts";
import { createClock, createGitHub, publicApi } from "../wire.ts";
import { createChore } from "./chore.ts";
import { createApp } from "./create-app.ts";
import { type DashboardPace, defaultPace } from "./dashboard.ts";
import { createDashboardDoor } from "./dashboard-door.ts";
import { createDoor } from "./door.ts";
import { readInstallations } from "./installations.ts";
import { createMetrics, outcomeOf } from "./metrics.ts";
import { createReceiver } from "./receiver.ts";
import { createRedeliverer } from "./redeliver.ts";
import { createServing } from "./serving.ts";
import { secretComplaint } from "./settings.ts";
import { createTenants, type Tenants } from "./tenants.ts";
import { everyNowAndThen, wake } from "./timers.ts";

export interface StartOptions {
  readonly appId: number;
  readonly privateKey: string;
  /** At least 32 characters. */
  readonly webhookSecret: string;
  readonly baseUrl?: string;
  /** 0: any free one. */
  readonly port?: number;
  readonly host?: string;
  /** The engine's time; real time unless given. */
  readonly clock?: Clock;
  /** Silent unless given. */
  readonly log?: Log;
  readonly libraryLog?: Log;
  readonly onReconciled?: (result: Reconciled) => void;
  /** Real seconds between sweeps; 0: only the one at start. */
  readonly sweepEverySeconds?: number;
  /** Real seconds between asking for failed deliveries again; 0: only at start. */
  readonly redeliverEverySeconds?: number;
  /** Share of the interval, 0 to 1, by which each sweep is put off, so that many Apps do not ask at once. */
  readonly jitter?: () => number;
  /** Who may be called when the config has outgoing webhooks; nobody unless given. */
  readonly outgoingFor?: OutgoingFor;
  /** Servers that may be asked for usage; none unless given. */
  readonly access?: SourceAccess;
  /** Which of them are never called; all of them unless given. */
  readonly refused?: RefusedWebhooks;
  /** By organisation in small letters: what opens its team's dashboard; for nobody unless given. */
  readonly dashboardTokens?: ReadonlyMap<string, string>;
  readonly dashboardPace?: DashboardPace;
  /** What opens `/metrics`; without it nobody sees them. */
  readonly metricsToken?: string;
  /** Real seconds within which a dispatch must be done, else GitHub is asked to send it again. GitHub waits ten. */
  readonly answerWithinSeconds?: number;
  /** With other processes that share a database; alone unless given. Closed with the App. */
  readonly shared?: Shared;
}

export interface RunningApp {
  /** `http://127.0.0.1:PORT`; webhooks go to its `/api/github/webhooks`, people to `/`. */
  readonly url: string;
  /** Settles when every accepted event and every sweep asked for has been worked through. */
  idle(): Promise<void>;
  /** Takes nothing more, lets what runs end, and closes the server. */
  close(): Promise<void>;
}

/** Throws when the webhook secret is too short, the port is taken, or GitHub refuses the App's key. */
export async function startApp(options: StartOptions): Promise<RunningApp> {
  const complaint = secretComplaint(options.webhookSecret);
  if (complaint) throw new Error(complaint);
  const { log = createLog({ level: "silent" }), clock = createClock(), sweepEverySeconds = 1800 } = options;
  const { app, octokitFor } = clients(options);
  const metrics = createMetrics({
    served: () => tenants.served(),
    undelivered: () => redeliverer.givenUp(),
    now: clock.now,
  });
  const watched = (installation: number): Octokit => {
    const octokit = octokitFor(installation);
    metrics.watch(octokit, installation);
    return octokit;
  };
  const tenants: Tenants = createTenants({
    ...{ app, octokitFor: watched, clock, log, wake },
    makeQueue: options.shared?.makeQueue ?? makeMemoryQueue,
    sweepsPerRound: Math.max(1, Math.round(86_400 / (sweepEverySeconds || 1800))),
    onReconciled(result) {
      metrics.run(result.key.installation, outcomeOf(result));
      options.onReconciled?.(result);
    },
    onFailed: (installation, parked) => metrics.run(installation, parked ? "parked" : "failed"),
    outgoingFor: options.outgoingFor ?? noOutgoing,
    access: options.access ?? noAccess,
    refused: options.refused ?? refusedBy({}),
    dashboardPace: options.dashboardPace ?? defaultPace,
  });
  let isStopping = false;
  let knowsInstallations = false;

  const sweepAll = createChore(async () => {
    const installations = await readInstallations(app);
    knowsInstallations = true;
    for (const { id, owner } of installations) tenants.get(id, owner);
    serving.sweep(installations.map(({ id }) => id));
  }, failed);

  function failed(err: unknown): void {
    knowsInstallations = false;
    log.error(
      { err },
      "GitHub did not say where the App is installed; asking again in a minute. If this stays, check APP_ID and PRIVATE_KEY",
    );
    wake(60, sweepAll.ask);
  }

  const redeliverer = createRedeliverer(app, clock, log);
  const redeliver = createChore(redeliverer.run, (err) => {
    log.warn({ err }, "failed deliveries could not be asked for; it is tried again in a minute");
    const until = err instanceof GitHubError ? err.until : null;
    wake(until ? Math.max(1, secondsOf(until) - secondsOf(clock.now())) : 60, redeliver.ask);
  });

  const serving = createServing({ shared: options.shared ?? null, tenants, redeliver, log });
  const handleWebhook = await createApp({
    ...options,
    baseUrl: options.baseUrl ?? publicApi,
    log: options.libraryLog ?? createLibraryLog({ level: "silent" }),
    receive: createReceiver({ tenants, serving, metrics, log }, options.answerWithinSeconds ?? 7),
  });
  const server = createDoor({
    handleWebhook,
    showDashboard: createDashboardDoor({
      tokens: options.dashboardTokens ?? new Map(),
      find: tenants.find,
      isReady: () => knowsInstallations && !isStopping,
    }),
    metrics: options.metricsToken === undefined ? null : { token: options.metricsToken, page: metrics.page },
    isStopping: () => isStopping,
    isReady: () => knowsInstallations,
    health: async () => ({ ...(await tenants.counts()), undelivered: redeliverer.givenUp() }),
  });
  await listen(server, options.port ?? 3000, options.host ?? "127.0.0.1");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  log.info({ url }, "listening");
  sweepAll.ask();
  serving.redeliver();
  const jitter = options.jitter ?? (() => 0);
  const stops = [
    everyNowAndThen(sweepEverySeconds, jitter, sweepAll.ask),
    everyNowAndThen(options.redeliverEverySeconds ?? 300, jitter, serving.redeliver),
  ];

  return {
    url,
    async idle() {
      await Promise.all([sweepAll.idle(), redeliver.idle()]);
      await Promise.all(tenants.all().map((tenant) => tenant.idle()));
    },
    async close() {
      isStopping = true;
      for (const stop of stops) stop();
      sweepAll.stop();
      redeliver.stop();
      await Promise.all([sweepAll.idle(), redeliver.idle()]);
      await serving.close();
      await Promise.all(tenants.all().map((tenant) => tenant.stop()));
      await options.shared?.close();
      await new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeIdleConnections();
      });
    },
  };
}

function clients({ appId, privateKey, baseUrl = publicApi, libraryLog }: StartOptions) {
  const shared = { baseUrl, ...(libraryLog ? { log: libraryLog } : {}) };
  const app = createGitHub({ ...shared, auth: { kind: "app", appId, privateKey } });
  const octokitFor = (installation: number): Octokit =>
    createGitHub({ ...shared, auth: { kind: "installation", appId, privateKey, installation } });
  return { app, octokitFor };
}

function listen(server: ReturnType<typeof createDoor>, port: number, host: string): Promise<void> {
  return new Promise((listening, failed) => {
    server.once("error", failed);
    server.listen(port, host, () => {
      server.off("error", failed);
      listening();
    });
  });
}
