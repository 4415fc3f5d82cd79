/** The queue on a real PostgreSQL: what every queue must do, and what only several processes can see. */
import { TestClock } from "pg-boss";
import { afterAll, beforeAll, describe } from "vitest";
import { instant } from "../../src/model/time.ts";
import { type Database, openDatabase } from "../../src/postgres/database.ts";
import { createSharedQueue } from "../../src/postgres/queue.ts";
import { queueContract } from "../contract/queue.ts";
import { ifPostgres, sharedPostgres } from "./postgres.ts";

const start = instant("2026-01-05T09:00:00Z");
let count = 0;
const fail = (error: unknown) => {
  throw error;
};

ifPostgres("the queue on PostgreSQL", () => {
  const server = sharedPostgres();

  describe("with a clock that a test moves", () => {
    const clock = new TestClock(start);
    let database: Database;
    beforeAll(async () => {
      database = await openDatabase({ url: await server.database(), onError: fail, clock });
    });
    afterAll(() => database.close());

    queueContract(
      async (options) => {
        await clock.setTime(start);
        const queue = createSharedQueue<string>(database, `contract-${++count}`, { ...options, onTrouble: fail });
        await queue.serve();
        return {
          queue,
          quiet: queue.settled,
          moved: (to) => clock.setTime(to),
          close: queue.stop,
        };
      },
      { sweep: 300, scripts: 30 },
    );
  });
});
