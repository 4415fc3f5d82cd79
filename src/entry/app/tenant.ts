/**
 * One installation of the App: its queue and its sweeps over its own config. No installation waits for another.
 * Webhooks tell it where to look; it never learns from them what happened.
 */
import type { Octokit } from "@octokit/core";
import { checkWorld } from "../../config/check-world.ts";
import { GitHubError } from "../../github/ports.ts";
import type { Reconciled } from "../../model/change.ts";
import { type ItemKey, keyText, type NodeId } from "../../model/key.ts";
import { secondsOf } from "../../model/time.ts";
import { reconcile } from "../../reconcile.ts";
import { createQueue } from "../../trigger/queue.ts";
import type { Queue } from "../../trigger/queue-port.ts";
import type { Intent, IsWatched } from "../../trigger/route.ts";
import { sweep } from "../../trigger/sweep.ts";
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
  readonly outgoingFor: OutgoingFor;
  readonly access: SourceAccess;
  readonly refused: RefusedWebhooks;
  readonly dashboardPace: DashboardPace;
}

export interface Tenant {
  /** Acts on what an event asks for, without asking GitHub anything before it returns. */
  take(intent: Intent): void;
  /** Opens what a dispatch asks for. False: it must be sent again, since nothing keeps what it said. */
  dispatch(asked: Extract<Intent, { kind: "dispatch" }>): Promise<boolean>;
  /** Lists all items and asks for a look at those that differ. */
  sweep(): void;
  readonly isWatched: IsWatched;
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
  const queue = createItemQueue(options, look);
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
    enqueue: (key) => void queue.add(key),
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
  const sweeps = createSweeps();
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
    for (const other of result.also) void queue.add(other);
    if (result.nextLook) void queue.addAt(key, result.nextLook);
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

  function createSweeps() {
    const last = new Map<NodeId, string>();
    let isWorldNew = false;
    let configText: string | null = null;
    let round = 0;

    async function run(): Promise<void> {
      engines.forget();
      const engine = await engines.current();
      if (!engine) return attention.ask();
      if (isWorldNew || engine.text !== configText) last.clear();
      [isWorldNew, configText, round] = [false, engine.text, round + 1];
      const slice = { round, of: options.sweepsPerRound };
      await brake.resume(engine);
      const asked: NodeId[] = [];
      const enqueue = (issue: NodeId) => void asked.push(issue);
      const swept = await sweep(engine.config, { reader: ports.reader, last, enqueue, slice });
      brake.begin(swept.listed, asked);
      for (const issue of asked) void queue.add({ installation, issue }, "sweep");
      tell.swept(swept);
      brake.ask();
      schedules.askAll(engine.config);
      attention.ask();
    }

    function failed(err: unknown): void {
      log.error({ err }, "a sweep failed; webhooks are served, and the sweep is tried again");
      const until = err instanceof GitHubError ? err.until : null;
      options.wake(until ? Math.max(1, secondsOf(until) - secondsOf(ports.clock.now())) : 60, chore.ask);
    }

    const chore = createChore(run, failed);
    return {
      ...chore,
      lookAtAll() {
        isWorldNew = true;
        chore.ask();
      },
    };
  }

  return {
    take(intent) {
      if (intent.kind === "item") {
        brake.touched(intent.issue);
        void queue.add({ installation, issue: intent.issue });
      }
      if (intent.kind === "world") sweeps.lookAtAll();
      if (intent.kind === "sweep") sweeps.ask();
      if (intent.kind === "stale") engines.forgetWorld();
      if (intent.kind === "proposal") {
        const [owner = "", repo = ""] = intent.repository.split("/");
        void proposals.add({ owner, repo, head: intent.head });
      }
    },
    dispatch: schedules.dispatch,
    sweep: sweeps.ask,
    isWatched: engines.isWatched,
    isLimited: () => ports.governor.closedUntil() !== null,
    async idle() {
      await sweeps.idle();
      await schedules.idle();
      await attention.idle();
      await brake.idle();
      // The word may have been given meanwhile.
      await sweeps.idle();
      await attention.idle();
      await Promise.all([queue.idle(), proposals.idle(), dashboard.idle()]);
    },
    async stop() {
      sweeps.stop();
      attention.stop();
      brake.stop();
      await Promise.all([
        sweeps.idle(),
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

function createItemQueue({ ports, wake, log }: TenantOptions, run: (key: ItemKey) => Promise<void>): Queue<ItemKey> {
  return createQueue<ItemKey>({
    run,
    textOf: keyText,
    now: () => ports.clock.now(),
    wake,
    concurrency: 4,
    onError: (key, err, parked) => {
      if (parked) log.error({ err, issue: key.issue }, "an item failed too often and is left alone until it changes");
      else log.warn({ err, issue: key.issue }, "a look failed and will be tried again");
    },
  });
}
