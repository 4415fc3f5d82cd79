/**
 * Work of one installation that no item starts: recurring entries and reports, looked at after every sweep and when
 * their next occasion comes, and dispatched flows. Runs of one entry, report or flow never overlap, since they would not
 * see each other's issues; reports, which read everything, keep nothing else waiting.
 */
import type { Reconciled } from "../../model/change.ts";
import type { ItemKey } from "../../model/key.ts";
import type { Problem } from "../../model/problem.ts";
import { runDispatch, runRecurring } from "../../schedule.ts";
import type { MakeQueue } from "../../trigger/queue-port.ts";
import type { Intent } from "../../trigger/route.ts";
import type { Log } from "../log.ts";
import type { OutgoingFor } from "../outgoing.ts";
import type { Ports } from "../ports.ts";
import { reportMaker } from "../report/maker.ts";
import type { SourceAccess } from "../report/read-sources.ts";
import { runReport } from "../report/run-report.ts";
import type { Engine } from "./engine.ts";

export interface SchedulesOptions {
  readonly installation: number;
  readonly ports: Ports;
  readonly log: Log;
  readonly wake: (seconds: number, callback: () => void) => void;
  readonly outgoingFor: OutgoingFor;
  readonly access: SourceAccess;
  /** Null: there is no config. Throws when that cannot be told. */
  readonly current: () => Promise<Engine | null>;
  /** Told of every run. */
  readonly onRun: (result: Reconciled, isDry: boolean) => void;
  /** What stands in the way of one entry or flow; empty: nothing. */
  readonly onProblems: (about: string, problems: readonly Problem[]) => void;
  /** Issues that deserve a look. */
  readonly enqueue: (key: ItemKey) => Promise<void>;
  readonly makeQueue: MakeQueue;
}

export interface Schedules {
  /** Asks for a run of every recurring entry and report. */
  askAll(config: Engine["config"]): Promise<void>;
  /** From here on its queues are run by this process. */
  serve(): Promise<void>;
  /** Whether GitHub may be told that the dispatch has arrived; false: it must be sent again. */
  dispatch(asked: Extract<Intent, { kind: "dispatch" }>): Promise<boolean>;
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts with nothing asked for. */
export function createSchedules(options: SchedulesOptions): Schedules {
  const { installation, ports, log } = options;
  const flows = new Map<string, Promise<unknown>>();
  const queue = queueOf("recurring", recur);
  const reports = queueOf("reports", report);

  function queueOf(kind: "recurring" | "reports", run: (name: string) => Promise<void>) {
    return options.makeQueue<string>(`${installation}/${kind}`, {
      run,
      textOf: (name) => name,
      now: () => ports.clock.now(),
      wake: options.wake,
      concurrency: 1,
      onError(name, err, parked) {
        log.warn({ err, rule: `${kind}.${name}` }, `${nouns[kind]} failed and will be tried again`);
        if (parked) options.onProblems(`${kind === "reports" ? "report" : kind}/${name}`, [failed(kind, name)]);
      },
    });
  }

  async function recur(name: string): Promise<void> {
    const engine = await options.current();
    if (!engine) return;
    const result = await runRecurring(name, engine.config, installation, portsFor(engine));
    await finish(engine, result);
    if (result.nextLook) await queue.addAt(name, result.nextLook);
  }

  async function report(name: string): Promise<void> {
    const engine = await options.current();
    const rule = engine?.config.reports.find((one) => one.name === name);
    if (!engine || rule === undefined) return;
    const { config } = engine;
    const whole = portsFor(engine);
    const result = await runReport(rule, reportMaker(config, { ...whole, access: options.access }, []), {
      config,
      installation,
      ports: whole,
    });
    await finish(engine, result);
    if (result.nextLook) await reports.addAt(name, result.nextLook);
  }

  async function start({ repository, flow: name, payload }: Extract<Intent, { kind: "dispatch" }>): Promise<boolean> {
    const engine = await options.current();
    const flow = engine?.config.flows.find((one) => one.name === name);
    const from = flow && engine?.config.repositories[flow.from];
    if (!engine || !from || `${from.owner}/${from.name}`.toLowerCase() !== repository.toLowerCase()) return true;
    const { acknowledge, ...result } = await runDispatch(
      { name, payload },
      engine.config,
      installation,
      portsFor(engine),
    );
    await finish(engine, result);
    return acknowledge;
  }

  function portsFor({ config, world }: Engine) {
    const writer = config.mode === "apply" ? ports.writer : null;
    return { ...ports, writer, outgoing: options.outgoingFor(config), world };
  }

  async function finish({ config }: Engine, result: Reconciled): Promise<void> {
    options.onRun(result, config.mode !== "apply");
    options.onProblems(result.key.issue, result.plan?.problems ?? []);
    for (const key of result.also) await options.enqueue(key);
  }

  return {
    async askAll({ recurring, reports: rules }) {
      for (const { name } of recurring) await queue.add(name, "sweep");
      for (const { name } of rules) await reports.add(name, "sweep");
    },
    async serve() {
      await Promise.all([queue.serve(), reports.serve()]);
    },
    async dispatch(asked) {
      const before = flows.get(asked.flow) ?? Promise.resolve();
      const mine = before
        .then(() => start(asked))
        .catch((err: unknown) => {
          log.warn({ err, event: "repository_dispatch" }, "a dispatch was not carried out; it must be sent again");
          return false;
        });
      flows.set(asked.flow, mine);
      const isDone = await mine;
      if (flows.get(asked.flow) === mine) flows.delete(asked.flow);
      return isDone;
    },
    async idle() {
      await Promise.all(flows.values());
      await Promise.all([queue.idle(), reports.idle()]);
    },
    async stop() {
      await Promise.all([...flows.values(), queue.stop(), reports.stop()]);
    },
  };
}

const nouns = { recurring: "recurring work", reports: "a report" } as const;

function failed(kind: keyof typeof nouns, name: string): Problem {
  const what = {
    recurring: "This recurring work failed again and again, so nothing is opened for it.",
    reports: "This report failed again and again, so it is not posted.",
  };
  return {
    code: "schedule-failed",
    where: `${kind}.${name}`,
    what: what[kind],
    todo: "The log says why; it is tried again after the next sweep.",
    severity: "error",
  };
}
