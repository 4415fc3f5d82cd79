/**
 * The same client against a real Prometheus, as Debian ships it, with blocks that `promtool` made. Without `prometheus`
 * and `promtool` on the PATH this says so and passes; with MILEPOST_REQUIRE_PROMETHEUS=1 it fails instead.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPrometheus } from "../../src/sources/prometheus.ts";

const missing = ["prometheus", "promtool"].filter((program) => spawnSync(program, ["--version"]).error !== undefined);
const required = process.env.MILEPOST_REQUIRE_PROMETHEUS === "1";
const isThere = missing.length === 0 || required;

if (!isThere) {
  process.stderr.write(
    `\nNOT TESTED: usage from a real Prometheus, because ${missing.join(" and ")} is not installed. On Debian: apt-get install prometheus\n\n`,
  );
}

const folder = mkdtempSync(join(tmpdir(), "milepost-prometheus-"));
let server: ChildProcess | null = null;
let origin = "";

/** Two hubs of one cluster on the last two days of September. */
function blocks(): void {
  const at = (day: string) => Date.parse(`${day}T23:59:30Z`) / 1000;
  const samples = [
    ["prod", "2026-09-29", 12],
    ["prod", "2026-09-30", 13],
    ["staging", "2026-09-30", 2],
  ].map(
    ([hub, day, users]) => `active_users{namespace="${hub}",cluster="reef",period="30d"} ${users} ${at(String(day))}`,
  );
  const text = ["# HELP active_users People.", "# TYPE active_users gauge", ...samples, "# EOF", ""].join("\n");
  const file = join(folder, "samples.txt");
  writeFileSync(file, text);
  execFileSync("promtool", ["tsdb", "create-blocks-from", "openmetrics", file, join(folder, "data")]);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((ready) => void probe.listen(0, "127.0.0.1", ready));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

/** Waits for what the server itself says, not for a time. */
function ready(started: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    started.once("exit", (code) => reject(new Error(`prometheus ended with ${code}: ${said.slice(-2000)}`)));
    started.stderr!.on("data", (part: Buffer) => {
      said += part.toString();
      if (said.includes("Server is ready to receive web requests")) resolve();
    });
  });
}

beforeAll(async () => {
  if (!isThere) return;
  blocks();
  writeFileSync(join(folder, "prometheus.yml"), "global: {}\n");
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  server = spawn("prometheus", [
    `--config.file=${join(folder, "prometheus.yml")}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    "--storage.tsdb.retention.time=100y",
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
  await ready(server);
}, 60_000);

afterAll(async () => {
  if (server !== null) {
    const ended = new Promise((resolve) => server!.once("exit", resolve));
    server.kill();
    await ended;
  }
  rmSync(folder, { recursive: true });
});

const question = {
  query: 'max(active_users{period="30d"}) by (namespace, cluster)',
  stepDays: 1,
  place: "namespace",
  cluster: "cluster",
  secret: null,
};
const span = { from: "2026-09-28", to: "2026-10-01" };
const read = (more = {}) =>
  readPrometheus({ ...question, url: origin, ...more }, span, { origins: [origin], secretOf: () => undefined, fetch });

describe.runIf(isThere)("a real Prometheus", () => {
  it("without such series says nothing", async () => {
    expect(await read({ query: "nothing_of_the_kind" })).toEqual({ counts: [], problems: [] });
  });

  it("gives the counts of the days that it has, and none for the others", async () => {
    const { counts, problems } = await read();
    expect(problems).toEqual([]);
    expect(counts.map(({ place, day, users }) => [place, day, users])).toEqual([
      ["reef/prod", "2026-09-29", 12],
      ["reef/prod", "2026-09-30", 13],
      ["reef/staging", "2026-09-30", 2],
    ]);
  });

  it("leaves out the staff that a query leaves out", async () => {
    const { counts } = await read({ query: 'active_users{namespace!="staging"} - 2' });
    expect(counts.map(({ users }) => users)).toEqual([10, 11]);
  });

  it("tells of a query that cannot be read, and of one that gives one number", async () => {
    expect((await read({ query: "max(" })).problems).toMatchObject([{ what: expect.stringMatching(/\(bad_data\)/) }]);
    expect((await read({ query: "scalar(active_users)" })).problems.length).toBeGreaterThan(0);
  });
});
