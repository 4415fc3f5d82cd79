/** The sweeps of one installation: everything is listed, and what differs from the last time is asked for. */
import { GitHubError } from "../../github/ports.ts";
import type { ItemKey, NodeId } from "../../model/key.ts";
import { type Instant, secondsOf } from "../../model/time.ts";
import type { Queue } from "../../trigger/queue-port.ts";
import { type Swept, sweep } from "../../trigger/sweep.ts";
import type { Log } from "../log.ts";
import type { Ports } from "../ports.ts";
import type { BrakeKeeper } from "./brake-keeper.ts";
import { type Chore, createChore } from "./chore.ts";
import type { Engines } from "./engine.ts";
import type { Schedules } from "./schedules.ts";

export interface SweepsOptions {
  readonly installation: number;
  readonly ports: Ports;
  readonly log: Log;
  readonly wake: (seconds: number, callback: () => void) => void;
  /** Sweeps in which every item is looked at once, changed or not. */
  readonly sweepsPerRound: number;
  readonly engines: Engines;
  readonly queue: Pick<Queue<ItemKey>, "add">;
  readonly brake: Pick<BrakeKeeper, "resume" | "begin" | "ask">;
  readonly schedules: Pick<Schedules, "askAll">;
  readonly onSwept: (swept: Swept) => void;
  /** Tells what the looks came to. */
  readonly attention: Pick<Chore, "ask">;
}

export interface Sweeps extends Chore {
  /** The next sweep asks for everything, whether it differs or not. */
  lookAtAll(): void;
  /** When the last one was over; null: none was yet. */
  readonly doneAt: () => Instant | null;
}

/** Knows nothing at first, so that the first sweep asks for everything. */
export function createSweeps(options: SweepsOptions): Sweeps {
  const { installation, ports, log, engines, queue, brake } = options;
  const last = new Map<NodeId, string>();
  let isWorldNew = false;
  let configText: string | null = null;
  let round = 0;
  let doneAt: Instant | null = null;

  async function run(): Promise<void> {
    engines.forget();
    const engine = await engines.current();
    if (!engine) return options.attention.ask();
    if (isWorldNew || engine.text !== configText) last.clear();
    [isWorldNew, configText, round] = [false, engine.text, round + 1];
    const slice = { round, of: options.sweepsPerRound };
    await brake.resume(engine);
    const asked: NodeId[] = [];
    const enqueue = (issue: NodeId) => void asked.push(issue);
    const swept = await sweep(engine.config, { reader: ports.reader, last, enqueue, slice });
    brake.begin(swept.listed, asked);
    await Promise.all(asked.map((issue) => queue.add({ installation, issue }, "sweep"))).catch((error: unknown) => {
      // What was not kept would look as if it had been asked for.
      last.clear();
      throw error;
    });
    options.onSwept(swept);
    brake.ask();
    await options.schedules.askAll(engine.config);
    options.attention.ask();
    doneAt = ports.clock.now();
  }

  function failed(err: unknown): void {
    log.error({ err }, "a sweep failed; webhooks are served, and the sweep is tried again");
    const until = err instanceof GitHubError ? err.until : null;
    options.wake(until ? Math.max(1, secondsOf(until) - secondsOf(ports.clock.now())) : 60, chore.ask);
  }

  const chore = createChore(run, failed);
  return {
    ...chore,
    doneAt: () => doneAt,
    lookAtAll() {
      isWorldNew = true;
      chore.ask();
    },
  };
}
