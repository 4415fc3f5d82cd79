/**
 * The database that several Apps share: pg-boss on PostgreSQL, started once in a process. Only wishes are kept there
 * (which key deserves a look), never what GitHub says. Loaded only where DATABASE_URL is set.
 */
import { randomUUID } from "node:crypto";
import { type Clock, PgBoss } from "pg-boss";

/** Where pg-boss keeps its tables. */
export const schema = "milepost";

export interface Database {
  readonly boss: PgBoss;
  /** Rows of one statement. Throws what PostgreSQL says. */
  query(text: string, values?: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** This process's own id among those that share the database. */
  readonly instance: string;
  /** Ids of the processes that were heard of lately, this one among them, in order. */
  live(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgresql://user:password@host:5432/name`. */
  readonly url: string;
  /** Told of what goes wrong in the background; it is tried again by itself. */
  readonly onError: (error: unknown) => void;
  /** For tests: a clock that they move. */
  readonly clock?: Clock;
}

/** A process says that it is there every so many seconds; three missed are death. */
const heartbeatSeconds = 3;

/** What a killed process was at is given back after this and the next look of the monitor. pg-boss takes no less than 10. */
export const lostAfterSeconds = 10;

/** Throws when the database cannot be reached, or its tables cannot be made. */
export async function openDatabase({ url, onError, clock }: DatabaseOptions): Promise<Database> {
  // In a container every process has the same number, so that one of its own is made.
  const instance = randomUUID();
  const boss = new PgBoss({
    connectionString: url,
    schema,
    instanceName: instance,
    application_name: "milepost",
    max: 10,
    // Nothing here is scheduled by the database, and nobody reads its statistics.
    ...{ schedule: false, persistQueueStats: false, monitorVacuum: false, reindex: false },
    ...{ superviseIntervalSeconds: 5, monitorIntervalSeconds: 5, instanceHeartbeatSeconds: heartbeatSeconds },
    openTelemetry: { enabled: false },
    ...(clock ? { clock } : {}),
  });
  boss.on("error", onError);
  await boss.start();
  const query: Database["query"] = async (text, values = []) => (await boss.getDb().executeSql(text, [...values])).rows;
  return {
    boss,
    query,
    instance,
    async live() {
      const all = await boss.getInstances({ limit: 1000 });
      return all.flatMap(({ live, name }) => (live && name !== null ? [name] : [])).sort();
    },
    close: () => boss.stop({ graceful: false, close: true }),
  };
}
