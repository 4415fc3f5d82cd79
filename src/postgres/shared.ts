/** Everything that an App needs to be one of several: queues that all of them see, and who serves what. */
import type { MakeQueue, QueueOptions } from "../trigger/queue-port.ts";
import { openDatabase } from "./database.ts";
import { createLeases, type Leases, type LeasesOptions } from "./leases.ts";
import { createSharedQueue, type SharedQueue } from "./queue.ts";

export interface Shared {
  readonly makeQueue: MakeQueue;
  /** Once; the leases are closed before the database is. */
  lease(told: Pick<LeasesOptions, "onTaken" | "onLost">): Leases;
  close(): Promise<void>;
}

/** Throws when the database cannot be reached. `onError` is told of trouble that is tried again by itself. */
export async function openShared(url: string, onError: (error: unknown) => void): Promise<Shared> {
  const database = await openDatabase({ url, onError });
  const queues = new Map<string, SharedQueue<unknown>>();
  return {
    makeQueue<K>(name: string, options: QueueOptions<K>) {
      const queue = createSharedQueue<K>(database, name, { ...options, onTrouble: onError });
      queues.set(name, queue as SharedQueue<unknown>);
      return queue;
    },
    lease(told) {
      return createLeases({ ...told, url, database, onError, onAdded: (name) => queues.get(name)?.poke() });
    },
    close: () => database.close(),
  };
}
