/**
 * One installation of the App: its queue and its sweeps over its own config. No installation waits for another.
 * Webhooks tell it where to look; it never learns from them what happened.
 */
import type { Octokit } from "@octokit/core";
import { checkWorld } from "../../config/check-world.ts";
import type { Reconciled } from "../../model/change.ts";
import { type ItemKey, keyText } from "../../model/key.ts";
import type { Instant } from "../../model/time.ts";
import { reconcile } from "../../reconcile.ts";
import type { MakeQueue, Queue, ServedQueue } from "../../trigger/queue-port.ts";
import type { Intent, IsWatched } from "../../trigger/route.ts";
import type { Log } from "../log.ts";
import type { OutgoingFor, RefusedWebhooks } from "../outgoing.ts";
import type { Ports } from "../ports.ts";
import type { SourceAccess } from "../report/read-sources.ts";
import { createAttention } from "./attention.ts";
import { createBrakeKeeper } from "./brake-keeper.ts";
import { createChore } from "./chore.ts";
import { createDashboard, type Dashboard, type DashboardPace } from "./dashboard.ts";
import { createEngines, type Engine } from "./engine.ts";
import { createProposals } from "./proposals.ts";
import { createSchedules } from "./schedules.ts";
import { createSweeps } from "./sweeps.ts";
import { createTeller } from "./tell.ts";
import { createTroubleBook } from "./trouble.ts";

export interface TenantOptions {
  readonly installation: number;
  /** The account it is installed on. */
  readonly readOwner: () => Promise<string>;
  /** For what no port covers: check runs. */
  readonly octokit: Octokit;
  readonly ports: Ports;
  readonly log: Log;
  readonly wake: (seconds: number, callback: () => void) => void;
  /** Sweeps in which every item is looked at once, changed or not. */
  readonly sweepsPerRound: number;
  readonly onReconciled: (result: Reconciled) => void;
  /** Told of each look that failed; `parked`: it is not tried again by itself. */
  readonly onFailed: (installation: number, parked: boolean) => void;
  readonly outgoingFor: OutgoingFor;
  readonly access: SourceAccess;
  readonly refused: RefusedWebhooks;
  readonly dashboardPace: DashboardPace;
  readonly makeQueue: MakeQueue;
  /** The App was removed here. */
  readonly onGone: () => void;
}

export interface Tenant {
  /** From here on this process does what is asked for; until then it only keeps it for the one that does. */
  serve(): Promise<void>;
  /**
   * Keeps what an event asks for, without asking GitHub anything, and settles when it is kept. Throws when it cannot be:
   * then the event must be sent again.
   */
  take(intent: Intent): Promise<void>;
  /** Opens what a dispatch asks for. False: it must be sent again, since nothing keeps what it said. */
  dispatch(asked: Extract<Intent, { kind: "dispatch" }>): Promise<boolean>;
  /** Lists all items and asks for a look at those that differ; where another process serves, the config is read anew. */
  sweep(): void;
  readonly isWatched: IsWatched;
  readonly sweptAt: () => Instant | null;
  /** Whether GitHub's limit keeps everything waiting just now. */
  isLimited(): boolean;
  idle(): Promise<void>;
  stop(): Promise<void>;
  readonly queue: Pick<Queue<ItemKey>, "state">;
  readonly dashboard: Dashboard;
}

/** Starts with nothing known; the first look or sweep reads the config. */
export function createTenant(options: TenantOptions): Tenant {
  const { installation, ports, log } = options;
  const tell = createTeller(log);
  const trouble = createTroubleBook();
  const engines = createEngines({
    ...options,
    onRead(read) {
      const off = read.config === null ? [] : options.refused(read.config);
      tell.config({ ...read, problems: [...read.problems, ...off] });
      trouble.note("config", [...read.problems, ...off]);
    },
  });
  let isServing = false;
  const queue = createItemQueue(options, look);
  /** What other processes were told. */
  const events = options.makeQueue<Intent>(`${installation}/events`, {
    run: act,
    textOf: (intent) => JSON.stringify(intent),
    now: () => ports.clock.now(),
    wake: options.wake,
    concurrency: 4,
    onError: (intent, err) => log.warn({ err, kind: intent.kind }, "an event could not be acted on; it is tried again"),
  });
  const proposals = createProposals({
    ...options,
    readConfig: async () => (await engines.current())?.config ?? null,
  });
  const attention = createAttentionChore();
  const schedules = createSchedules({
    ...options,
    current: engines.current,
    onRun: tell.reconciled,
    onProblems: trouble.note,
    enqueue: (key) => queue.add(key),
  });
  const brake = createBrakeKeeper({
    ...options,
    current: engines.current,
    onProblems(problems) {
      trouble.note("brake", problems);
      attention.ask();
    },
    onReleased: () => sweeps.lookAtAll(),
  });
  const sweeps = createSweeps({ ...options, engines, queue, brake, schedules, onSwept: tell.swept, attention });
  const dashboard = createDashboard({
    ports,
    log,
    current: engines.current,
    pace: options.dashboardPace,
    access: options.access,
  });

  async function look(key: ItemKey): Promise<void> {
    const engine = await engines.current();
    if (!engine) return;
    const isBraked = !brake.mayWrite(key.issue);
    const writer = engine.config.mode === "apply" && !isBraked ? ports.writer : null;
    const outgoing = options.outgoingFor(engine.config);
    const result = await reconcile(key, engine.config, { ...ports, writer, outgoing, world: engine.world });
    tell.reconciled(result, writer === null && (isBraked ? "the brake is on" : "mode is plan"));
    trouble.looked(result);
    brake.looked(key.issue, result, engine);
    await Promise.all(result.also.map((other) => queue.add(other)));
    if (result.nextLook) await queue.addAt(key, result.nextLook);
    options.onReconciled(result);
  }

  /** After the looks that a sweep asked for, so that it tells what they came to. */
  function createAttentionChore() {
    const keeper = createAttention(options);
    /** A config that is wrong cannot say where its own trouble is told; the last one that was right can. */
    let lastRight: Engine | null = null;
    return createChore(
      async () => {
        await schedules.idle();
        await queue.idle();
        const engine = await engines.current();
        lastRight = engine ?? lastRight;
        if (lastRight === null || lastRight.config.attention === null) return;
        if (engine) trouble.note("world", checkWorld(engine.config, await engine.world.read()));
        await keeper.post(lastRight, trouble.now((await queue.state()).parked));
      },
      (err) => log.warn({ err }, "what needs attention was not posted; it is tried again after the next sweep"),
    );
  }

  /** Here, by the process that serves. */
  async function act(intent: Intent): Promise<void> {
    if (intent.kind === "item") {
      brake.touched(intent.issue);
      await queue.add({ installation, issue: intent.issue });
    }
    if (intent.kind === "world") sweeps.lookAtAll();
    if (intent.kind === "sweep") sweeps.ask();
    if (intent.kind === "stale") engines.forgetWorld();
    if (intent.kind === "gone") options.onGone();
    if (intent.kind === "proposal") {
      const [owner = "", repo = ""] = intent.repository.split("/");
      await proposals.add({ owner, repo, head: intent.head });
    }
    if (intent.kind === "dispatch" && !(await schedules.dispatch(intent)))
      throw new Error("A dispatch is not done yet.");
  }

  return {
    async serve() {
      isServing = true;
      await Promise.all([queue.serve(), proposals.serve(), schedules.serve(), events.serve()]);
    },
    async take(intent) {
      if (isServing) return act(intent);
      if (intent.kind !== "ignore") await events.add(intent);
      if (intent.kind === "world" || intent.kind === "stale") engines.forget();
    },
    async dispatch(asked) {
      if (isServing) return schedules.dispatch(asked);
      await events.add(asked);
      for (let asks = 0; asks < 60; asks += 1) {
        if (!(await events.has(asked))) return true;
        await new Promise((again) => void setTimeout(again, 150));
      }
      return false;
    },
    sweep() {
      if (isServing) sweeps.ask();
      else engines.forget();
    },
    isWatched: engines.isWatched,
    sweptAt: sweeps.doneAt,
    isLimited: () => ports.governor.closedUntil() !== null,
    async idle() {
      await sweeps.idle();
      await schedules.idle();
      await attention.idle();
      await brake.idle();
      // The word may have been given meanwhile.
      await sweeps.idle();
      await attention.idle();
      await Promise.all([events.idle(), queue.idle(), proposals.idle(), dashboard.idle()]);
    },
    async stop() {
      sweeps.stop();
      attention.stop();
      brake.stop();
      await Promise.all([
        sweeps.idle(),
        events.stop(),
        queue.stop(),
        attention.idle(),
        brake.idle(),
        proposals.stop(),
        schedules.stop(),
      ]);
    },
    queue,
    dashboard,
  };
}

function createItemQueue(
  { installation, ports, wake, log, makeQueue, onFailed }: TenantOptions,
  run: (key: ItemKey) => Promise<void>,
): ServedQueue<ItemKey> {
  return makeQueue<ItemKey>(`${installation}/items`, {
    run,
    textOf: keyText,
    now: () => ports.clock.now(),
    wake,
    concurrency: 4,
    onError: (key, err, parked) => {
      onFailed(installation, parked);
      if (parked) log.error({ err, issue: key.issue }, "an item failed too often and is left alone until it changes");
      else log.warn({ err, issue: key.issue }, "a look failed and will be tried again");
    },
  });
}
