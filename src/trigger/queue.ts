/**
 * The queue in memory: keys in, runs out. It may be lost with the process, because a sweep finds everything again. It
 * knows nothing of what a run does.
 */
import { GitHubError } from "../github/ports.ts";
import { createFailures } from "./failures.ts";
import { createLanes } from "./lanes.ts";
import { createLater } from "./later.ts";
import type { MakeQueue, QueueOptions, QueueState, ServedQueue } from "./queue-port.ts";

/** What it holds can be seen at once. */
export type MemoryQueue<K> = ServedQueue<K> & QueueState<K>;

/** Each queue is this process's own. */
export const makeMemoryQueue: MakeQueue = (_, options) => createQueue(options);

/** Makes a queue that holds its keys in memory. Law (test/contract/queue.ts): never two runs of one key at once. */
export function createQueue<K>(options: QueueOptions<K>): MemoryQueue<K> {
  const { textOf, now } = options;
  const lanes = createLanes<K>();
  const later = createLater(options, startWhatMay);
  const failures = createFailures<K>();
  const running = new Set<string>();
  const idlers: (() => void)[] = [];
  let isStopped = false;

  function startWhatMay(): void {
    if (isStopped) return;
    for (const key of later.takeDue(now())) lanes.place(textOf(key), key, "sweep", now());
    while (running.size < options.concurrency) {
      const next = lanes.take((text) => !running.has(text));
      if (next === null) return;
      void run(...next);
    }
  }

  async function run(text: string, key: K): Promise<void> {
    running.add(text);
    try {
      await options.run(key);
      failures.forget(text);
    } catch (error) {
      failed(text, key, error);
    }
    running.delete(text);
    startWhatMay();
    if (!isBusy()) for (const settle of idlers.splice(0)) settle();
  }

  function failed(text: string, key: K, error: unknown): void {
    if (error instanceof GitHubError && error.until !== null) {
      later.add(key, error.until);
      return;
    }
    const again = failures.add(text, key, error, now());
    if (again) later.add(key, again);
    options.onError(key, error, again === null);
  }

  function isBusy(): boolean {
    return running.size > 0 || (!isStopped && !lanes.isEmpty());
  }

  const size = () => new Set([...lanes.texts(), ...running]).size;

  function settled(): Promise<void> {
    return isBusy() ? new Promise((settle) => void idlers.push(settle)) : Promise.resolve();
  }

  return {
    async add(key, urgency = "person") {
      if (isStopped) return;
      if (failures.isParked(textOf(key))) failures.forget(textOf(key));
      lanes.place(textOf(key), key, urgency, now());
      startWhatMay();
    },
    async addAt(key, at) {
      if (isStopped) return;
      later.add(key, at);
      startWhatMay();
    },
    idle() {
      startWhatMay();
      return settled();
    },
    get size() {
      return size();
    },
    get oldest() {
      return lanes.oldest();
    },
    get laterSize() {
      return later.size();
    },
    get parked() {
      return failures.parked();
    },
    async serve() {},
    has: async (key) => running.has(textOf(key)) || lanes.texts().includes(textOf(key)),
    async state() {
      return { size: size(), oldest: lanes.oldest(), laterSize: later.size(), parked: failures.parked() };
    },
    stop() {
      isStopped = true;
      return settled();
    },
  };
}
