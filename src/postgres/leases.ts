/**
 * Who serves what among the processes that share a database. GitHub's limits are those of an installation, so that each
 * installation is served by one process at a time: the one that ranks first for it of those that live (rendezvous hashing:
 * when one dies, only what it served moves), once it holds PostgreSQL's advisory lock. The lock belongs to a connection: it
 * goes with the process that dies, and a process that loses the connection has lost all of them.
 * https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
import { createHash } from "node:crypto";
import pg from "pg";
import type { Database } from "./database.ts";
import { channel } from "./queue.ts";

export interface Leases {
  /** What there is to serve; replaces what was said before. */
  want(ids: readonly number[]): void;
  has(id: number): boolean;
  /** Gives everything back, each after `onLost` has settled. */
  close(): Promise<void>;
}

export interface LeasesOptions {
  readonly url: string;
  readonly database: Pick<Database, "instance" | "live">;
  /** This process serves it from here on. */
  readonly onTaken: (id: number) => void;
  /** It serves it no more. Another one may begin when this settles, or at once when the connection was lost. */
  readonly onLost: (id: number) => Promise<void>;
  /** A queue of that name was added to by another process. */
  readonly onAdded: (queue: string) => void;
  readonly onError: (error: unknown) => void;
}

/** Who lives and who ranks first is looked at every so many seconds. */
const lookSeconds = 2;

/** Apart from the locks of others in the same database: "MP" in the upper half. */
const space = 0x4d50n << 48n;

/** Connects by itself, again and again. */
export function createLeases(options: LeasesOptions): Leases {
  const held = new Set<number>();
  let wanted: readonly number[] = [];
  let client: pg.Client | null = null;
  let isClosed = false;
  let looking: Promise<void> = Promise.resolve();

  async function connect(): Promise<pg.Client> {
    if (client !== null) return client;
    const fresh = new pg.Client({
      connectionString: options.url,
      keepAlive: true,
      application_name: "milepost leases",
    });
    fresh.on("error", options.onError);
    fresh.on("end", () => void lost(fresh));
    fresh.on("notification", ({ payload }) => options.onAdded(payload ?? ""));
    await fresh.connect();
    await fresh.query(`listen ${channel}`);
    client = fresh;
    return fresh;
  }

  function lost(one: pg.Client): void {
    if (client !== one) return;
    client = null;
    for (const id of [...held]) {
      held.delete(id);
      options.onLost(id).catch(options.onError);
    }
  }

  async function look(): Promise<void> {
    const connection = await connect();
    const live = await options.database.live();
    const mine = wanted.filter((id) => firstOf(live, id) === options.database.instance);
    for (const id of held) if (!mine.includes(id)) await giveBack(connection, id);
    for (const id of mine) if (!held.has(id)) await take(connection, id);
  }

  async function take(connection: pg.Client, id: number): Promise<void> {
    const { rows } = await connection.query("select pg_try_advisory_lock($1::bigint) as got", [lockOf(id)]);
    if (rows[0]?.got !== true || client !== connection) return;
    held.add(id);
    options.onTaken(id);
  }

  async function giveBack(connection: pg.Client, id: number): Promise<void> {
    held.delete(id);
    await options.onLost(id);
    if (client === connection) await connection.query("select pg_advisory_unlock($1::bigint)", [lockOf(id)]);
  }

  function ask(): void {
    looking = looking.then(async () => {
      if (!isClosed) await look().catch(options.onError);
    });
  }

  const timer = setInterval(ask, lookSeconds * 1000).unref();
  return {
    want(ids) {
      wanted = [...ids];
      ask();
    },
    has: (id) => held.has(id),
    async close() {
      isClosed = true;
      clearInterval(timer);
      await looking;
      for (const id of [...held]) if (client) await giveBack(client, id);
      const last = client;
      client = null;
      await last?.end();
    },
  };
}

/** Null when nobody lives. */
export function firstOf(live: readonly string[], id: number): string | null {
  const ranked = live.map((name) => [createHash("sha256").update(`${name} ${id}`).digest("hex"), name] as const).sort();
  return ranked.at(-1)?.[1] ?? null;
}

function lockOf(id: number): string {
  return (space | BigInt(id)).toString();
}
