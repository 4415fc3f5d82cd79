/**
 * A PostgreSQL for the tests of one file. Where it is not installed the tests are skipped and say so; `.ci/run` sets
 * MILEPOST_REQUIRE_POSTGRES=1, with which that is a failure.
 */

import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPostgres, type PostgresServer, startPostgres } from "../../src/entry/replicas/postgres-server.ts";

/** The tests, or one line that says why there are none. */
export function ifPostgres(name: string, tests: () => void): void {
  if (findPostgres() !== null) {
    describe(name, tests);
    return;
  }
  describe(name, () => {
    const isRequired = process.env.MILEPOST_REQUIRE_POSTGRES === "1";
    it.runIf(isRequired)("needs PostgreSQL", () =>
      expect.fail("PostgreSQL is not installed, and MILEPOST_REQUIRE_POSTGRES is set."),
    );
    it.skipIf(!isRequired)("SKIPPED: PostgreSQL is not installed (Debian: apt-get install postgresql)", () => {});
  });
}

/** One server for the file; each `database` is an empty one. */
export function sharedPostgres(): { readonly server: () => PostgresServer; database(): Promise<string> } {
  let server: PostgresServer | null = null;
  let count = 0;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server?.close());
  return {
    server: () => server!,
    async database() {
      const name = `test_${++count}`;
      const client = new pg.Client({ connectionString: server!.url });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return server!.url.replace(/\/postgres$/, `/${name}`);
    },
  };
}
