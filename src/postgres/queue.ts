/**
 * A queue that several processes share and that outlives them: wishes are jobs of pg-boss (policy `stately`: of one key at
 * most one waits and one runs), later ones are jobs that start later. Any process adds; the one that serves it runs. What
 * a killed process was at is given back when its heartbeat stops. Counts of failures are the serving process's own: its
 * successor begins anew, as after a restart.
 */
import { createHash } from "node:crypto";
import { GitHubError } from "../github/ports.ts";
import { type Instant, instantOf, secondsOf } from "../model/time.ts";
import { createFailures } from "../trigger/failures.ts";
import type { QueueOptions, QueueState, ServedQueue, Urgency } from "../trigger/queue-port.ts";
import { type Database, lostAfterSeconds, schema } from "./database.ts";

export interface SharedQueue<K> extends ServedQueue<K> {
  /** Another process has added something. */
  poke(): void;
  /** Settles when what has ended is recorded, and what may run has been started. */
  settled(): Promise<void>;
}

export interface SharedQueueOptions<K> extends QueueOptions<K> {
  /** The database could not be asked; it is tried again. */
  readonly onTrouble: (error: unknown) => void;
}

/** What a job holds. `wish`: it only asks for the key when its time has come. */
interface Job<K> {
  readonly key: K;
  readonly wish?: true;
}

const priorities: Record<Urgency, number> = { person: 1, sweep: 0 };
/** As in memory: so many starts go to people before a waiting sweep gets one. */
const peopleBeforeSweep = 8;
/** In case nobody told us; wishes for later that a process before us kept are noticed then. */
const pollSeconds = 10;
const laterMark = "later ";
const queueRules = {
  policy: "stately",
  // A run is given back as often as processes die under it; what fails by itself is counted by who serves.
  ...{ retryLimit: 1_000_000, retryDelay: 0, expireInSeconds: 3600, heartbeatSeconds: lostAfterSeconds },
  ...{ deleteAfterSeconds: 60, retentionSeconds: 86_400 * 365 },
};
export const channel = "milepost";

/**
 * Makes a queue of that name: letters, digits, `.`, `-`, `_` and `/`. Law (test/contract/queue.ts): never two runs of one
 * key at once, in any process. `add` and `addAt` throw when the database does not take the wish.
 */
export function createSharedQueue<K>(
  { boss, query }: Database,
  name: string,
  options: SharedQueueOptions<K>,
): SharedQueue<K> {
  const { now } = options;
  const textOf = (key: K) => indexed(options.textOf(key));
  const failures = createFailures<K>();
  const running = new Map<string, Promise<void>>();
  const recording = new Set<Promise<void>>();
  let state: "resting" | "serving" | "stopped" = "resting";
  let startsForPeople = 0;
  let pumping: Promise<void> | null = null;
  let isAsked = false;
  let made: Promise<void> | null = null;

  /** Making it twice does no harm; what failed is tried again. */
  function make(): Promise<void> {
    made ??= boss.createQueue(name, queueRules).catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  }

  async function add(key: K, urgency: Urgency): Promise<void> {
    await make();
    const text = textOf(key);
    const singleton = { singletonKey: text, priority: priorities[urgency] };
    if (urgency === "person") await boss.upsert(name, { key } satisfies Job<K>, { ...singleton, startAfter: 0 });
    else await boss.send(name, { key } satisfies Job<K>, singleton);
  }

  async function addAt(key: K, at: Instant): Promise<void> {
    await make();
    const singletonKey = laterMark + textOf(key);
    const [known] = await boss.findJobs<Job<K>>(name, { key: singletonKey, queued: true, limit: 1 });
    if (known && known.startAfter.getTime() <= secondsOf(at) * 1000) return;
    const startAfter = new Date(secondsOf(at) * 1000);
    await boss.upsert(name, { key, wish: true } satisfies Job<K>, { singletonKey, startAfter, priority: 2 });
    alarm(at);
  }

  function alarm(at: Instant): void {
    if (state === "serving") options.wake?.(Math.max(0, secondsOf(at) - secondsOf(now())), () => void pump());
  }

  /** One at a time, however many ask. */
  function pump(): Promise<void> {
    isAsked = true;
    pumping ??= turns().finally(() => {
      pumping = null;
    });
    return pumping;
  }

  async function turns(): Promise<void> {
    while (isAsked) {
      isAsked = false;
      try {
        await startWhatMay();
      } catch (error) {
        options.onTrouble(error);
        setTimeout(() => void pump(), 1000).unref();
      }
    }
  }

  async function startWhatMay(): Promise<void> {
    if (state === "serving") await make();
    while (state === "serving" && running.size < options.concurrency) {
      const isSweepsTurn = startsForPeople >= peopleBeforeSweep;
      const most = isSweepsTurn ? { batchSize: 1, maxPriority: priorities.sweep } : {};
      const batchSize = Math.min(options.concurrency - running.size, peopleBeforeSweep);
      const jobs = await boss.fetch<Job<K>>(name, { batchSize, includeMetadata: true, ...most });
      if (isSweepsTurn) startsForPeople = 0;
      if (jobs.length === 0 && isSweepsTurn) continue;
      if (jobs.length === 0) return;
      for (const { id, data, priority } of jobs) {
        startsForPeople += priority === priorities.person ? 1 : 0;
        if (data.wish) await grant(id, data.key);
        else running.set(id, run(id, data.key));
      }
    }
  }

  /** Its time has come: from now on it waits like any other. */
  async function grant(id: string, key: K): Promise<void> {
    await add(key, "sweep");
    await boss.complete(name, id);
  }

  async function run(id: string, key: K): Promise<void> {
    const error = await options.run(key).then(
      () => null,
      (thrown: unknown) => ({ thrown }),
    );
    const record = recorded(id, key, error).catch(options.onTrouble);
    recording.add(record);
    await record;
    recording.delete(record);
    running.delete(id);
    void pump();
  }

  /** A wish for later is kept before the job is let go, so that no moment has neither. */
  async function recorded(id: string, key: K, error: { readonly thrown: unknown } | null): Promise<void> {
    if (error === null) failures.forget(textOf(key));
    else await failed(key, error.thrown);
    await boss.complete(name, id);
  }

  async function failed(key: K, error: unknown): Promise<void> {
    if (error instanceof GitHubError && error.until !== null) return addAt(key, error.until);
    const again = failures.add(textOf(key), key, error, now());
    options.onError(key, error, again === null);
    if (again) await addAt(key, again);
  }

  const polling = setInterval(() => void pump(), pollSeconds * 1000).unref();
  const beating = setInterval(
    () => {
      if (running.size > 0) boss.touch(name, [...running.keys()]).catch(options.onTrouble);
    },
    (lostAfterSeconds * 1000) / 3,
  ).unref();

  return {
    async add(key, urgency = "person") {
      if (failures.isParked(textOf(key))) failures.forget(textOf(key));
      await add(key, urgency);
      if (state === "serving") void pump();
      else await query("select pg_notify($1, $2)", [channel, name]);
    },
    async addAt(key, at) {
      await addAt(key, at);
      if (state === "serving" && at <= now()) void pump();
    },
    async idle() {
      for (await pump(); running.size > 0; await pump()) await Promise.race(running.values());
    },
    state: async () => ({ ...(await counted(query, { name, now: now() })), parked: failures.parked() }),
    async serve() {
      if (state !== "resting") return;
      state = "serving";
      await pump();
    },
    async has(key) {
      const found = await boss.findJobs(name, { key: textOf(key), limit: 10 });
      return found.some(({ state: of }) => of === "created" || of === "retry" || of === "active");
    },
    poke: () => void pump(),
    async settled() {
      await new Promise((turn) => setImmediate(turn));
      await Promise.all(recording);
      await pump();
    },
    async stop() {
      state = "stopped";
      clearInterval(polling);
      await pumping;
      await Promise.all(running.values());
      clearInterval(beating);
    },
  };
}

/** PostgreSQL indexes at most some 2,700 bytes: what is longer goes by its digest. */
function indexed(text: string): string {
  return text.length <= 200 ? text : createHash("sha256").update(text).digest("hex");
}

/** Keys that wait or run, and keys with a wish for later. */
async function counted(
  query: Database["query"],
  { name, now }: { readonly name: string; readonly now: Instant },
): Promise<Pick<QueueState<never>, "size" | "oldest" | "laterSize">> {
  const [row] = await query(
    `select count(distinct case when is_later then substr(singleton_key, ${laterMark.length + 1}) else singleton_key end)
              filter (where not is_later or start_after <= $2) as size,
            extract(epoch from min(created_on) filter (where state <> 'active' and start_after <= $2)) as oldest,
            count(*) filter (where is_later and start_after > $2) as later
     from (select singleton_key, start_after, created_on, state, singleton_key like '${laterMark}%' as is_later
           from ${schema}.job where name = $1 and state in ('created', 'retry', 'active')) as waiting`,
    [name, now],
  );
  const oldest = row?.oldest == null ? null : instantOf(Math.floor(Number(row.oldest)));
  return { size: Number(row?.size ?? 0), oldest, laterSize: Number(row?.later ?? 0) };
}
