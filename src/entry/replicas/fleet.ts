/**
 * Several processes of the App on one machine: each as `npm start` runs it, on one PostgreSQL, behind a balancer that
 * takes them in turn and goes on to the next when one does not answer, as a load balancer does. Loopback only.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { listen } from "../../sandbox/http.ts";
import { packageRoot } from "../demo/files.ts";
import { startPostgres } from "./postgres-server.ts";
import type { ManyOrganisations } from "./world.ts";

export interface Fleet {
  readonly size: number;
  /** What the processes of one place did and how often. */
  readonly counts: {
    readonly delivered: number;
    /** Answered by no process, or not to the end: GitHub lists them as failed. */
    readonly failed: number;
    readonly killed: number;
    readonly restarted: number;
  };
  /** Seconds from each kill to the moment at which another process served what the killed one had; null: not yet. */
  readonly takeovers: readonly (number | null)[];
  /** What any process warned of, one line of JSON each. */
  readonly troubles: readonly string[];
  /** How many organisations each place serves. */
  served(): readonly number[];
  /** `kill -9`; it is started again after so many seconds. */
  kill(place: number, downSeconds: number): Promise<void>;
  /** SIGTERM, waits for its end, and starts it again. */
  restart(place: number): Promise<void>;
  restartDatabase(): Promise<void>;
  close(): Promise<void>;
}

interface Replica {
  child: ChildProcess;
  url: string;
  readonly serves: Set<number>;
}

/** Throws when PostgreSQL is not here, or the project was not built. Every process listens when it settles. */
export async function startFleet({ sandbox, app }: ManyOrganisations, size: number): Promise<Fleet> {
  const program = join(packageRoot, "dist/entry/app/main.js");
  if (!existsSync(program)) throw new Error("The project is not built. Run: npm run build");
  const postgres = await startPostgres();
  const github = await listen(sandbox);
  const counts = { delivered: 0, failed: 0, killed: 0, restarted: 0 };
  const troubles: string[] = [];
  const takeovers: (number | null)[] = [];
  const waiting = new Map<number, (() => void)[]>();
  const replicas: Replica[] = [];
  let isClosing = false;

  async function start(serves: Set<number>): Promise<Replica> {
    const child = spawn(process.execPath, [program], {
      env: {
        ...{ PATH: process.env.PATH, NODE_ENV: "production" },
        ...{ APP_ID: String(app.id), PRIVATE_KEY: app.privateKey, WEBHOOK_SECRET: app.webhookSecret },
        ...{ GITHUB_API_URL: github.url, DATABASE_URL: postgres.url, PORT: "0", HOST: "127.0.0.1" },
        ...{ SWEEP_EVERY: "60", REDELIVER_EVERY: "10" },
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const one: Replica = { child, url: "", serves };
    await new Promise<void>((ready, failed) => {
      createInterface({ input: child.stdout! }).on("line", (line) => hear(line, one, ready));
      child.once("exit", (code) => failed(new Error(`A process of the App ended with ${code} before it listened.`)));
    });
    return one;
  }

  function hear(line: string, one: Replica, ready: () => void): void {
    const { level, msg = "", url, installation } = parsed(line);
    if (msg === "listening" && typeof url === "string") {
      one.url = url;
      ready();
    }
    if (typeof installation === "number" && msg.startsWith("this process serves")) {
      one.serves.add(installation);
      for (const taken of waiting.get(installation) ?? []) taken();
      waiting.delete(installation);
    }
    if (typeof installation === "number" && msg.startsWith("another process serves")) one.serves.delete(installation);
    if (level === "warn" || level === "error" || (typeof level === "number" && level >= 40)) troubles.push(line);
  }

  let turn = 0;
  sandbox.hooks.target(async (request) => {
    const body = await request.arrayBuffer();
    for (let tried = 0; tried < size; tried += 1) {
      turn = (turn + 1) % size;
      const answer = await send(replicas[turn]!.url, request.headers, body);
      if (answer === "refused") continue;
      if (answer === "cut" || answer >= 500) counts.failed += 1;
      else counts.delivered += 1;
      return new Response(null, { status: answer === "cut" ? 502 : answer });
    }
    counts.failed += 1;
    return new Response(null, { status: 502 });
  });

  async function begin(place: number): Promise<void> {
    replicas[place] = await start(new Set());
  }
  await Promise.all(Array.from({ length: size }, (_, place) => begin(place)));

  return {
    size,
    counts,
    takeovers,
    troubles,
    served: () => replicas.map(({ serves }) => serves.size),
    async kill(place, downSeconds) {
      const { child, serves } = replicas[place]!;
      const at = performance.now();
      counts.killed += 1;
      child.kill("SIGKILL");
      for (const installation of serves) {
        const index = takeovers.push(null) - 1;
        const taken = () => {
          takeovers[index] = Math.round((performance.now() - at) / 100) / 10;
        };
        waiting.set(installation, [...(waiting.get(installation) ?? []), taken]);
      }
      serves.clear();
      await new Promise((up) => setTimeout(up, downSeconds * 1000));
      if (!isClosing) await begin(place);
    },
    async restart(place) {
      const { child } = replicas[place]!;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      counts.restarted += 1;
      await begin(place);
    },
    restartDatabase: postgres.restart,
    async close() {
      isClosing = true;
      sandbox.hooks.target(null);
      const ends = replicas.map(({ child }) => {
        if (child.exitCode !== null || child.signalCode !== null) return null;
        child.kill("SIGTERM");
        return once(child, "exit");
      });
      await Promise.all(ends);
      await Promise.all([postgres.close(), github.close()]);
    },
  };
}

/** `refused`: nobody listens there, so that another may be asked. `cut`: it may have been taken, or not. */
async function send(url: string, headers: Headers, body: ArrayBuffer): Promise<number | "refused" | "cut"> {
  try {
    const response = await fetch(`${url}/api/github/webhooks`, { method: "POST", headers, body });
    return response.status;
  } catch (error) {
    const cause = error instanceof Error ? (error.cause as { code?: string } | undefined)?.code : undefined;
    return cause === "ECONNREFUSED" ? "refused" : "cut";
  }
}

interface LogLine {
  readonly level?: unknown;
  readonly msg?: string;
  readonly url?: unknown;
  readonly installation?: unknown;
}

function parsed(line: string): LogLine {
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return {};
  }
}
