/**
 * Milepost as one process on a virtual clock, run one look at a time, so that a seed replays to the letter. It has a
 * queue in memory only; killing it forgets everything that a process forgets.
 */
import { Octokit } from "@octokit/core";
import { createAttempts } from "../../src/apply/attempts.ts";
import type { Config } from "../../src/config/config.ts";
import { createGovernor } from "../../src/github/governor.ts";
import { type Clock, GitHubError, type Reader, type Writer } from "../../src/github/ports.ts";
import { createReader } from "../../src/github/reader.ts";
import { createWriter } from "../../src/github/writer.ts";
import { problemText } from "../../src/model/problem.ts";
import { type Instant, instant, plusSeconds } from "../../src/model/time.ts";
import { createWorldKeeper } from "../../src/observe/world.ts";
import { reconcile } from "../../src/reconcile.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { runRecurring } from "../../src/schedule.ts";
import { route } from "../../src/trigger/route.ts";

/** A safety switched off from outside, by wrapping a port: nothing in the product knows of it. */
export interface Without {
  reader?(reader: Reader): Reader;
  writer?(writer: Writer): Writer;
  /** Forgets what was attempted before every look. */
  forgetAttempts?: boolean;
  /** Looks after one deed, past which it is a loop; 500 when not given. */
  mostLooks?: number;
}

export interface EngineOptions {
  readonly sandbox: Sandbox;
  readonly config: Config;
  readonly token: string;
  readonly installation: number;
  readonly without?: Without;
  /** Called before each write reaches GitHub: a person may act in between. */
  readonly beforeWrite?: () => Promise<void>;
  /** Called after each write was done by GitHub, before its answer arrives; true kills the process there. */
  readonly killAfterWrite?: () => boolean;
}

export interface Engine {
  /** A webhook arrives. */
  receive(request: Request): Promise<Response>;
  /** Looks at every item, as at start and on a schedule. */
  sweep(): void;
  /**
   * Works until nothing is due by `until`, asked anew after each look; the clock moves to what is due later. Restarts
   * after a kill, with a sweep.
   */
  work(until: () => string): Promise<void>;
  /** Everything that went wrong and was not GitHub's to say. */
  readonly bugs: readonly string[];
  readonly problems: ReadonlySet<string>;
  readonly kills: number;
}

export function createEngine(options: EngineOptions): Engine {
  const { sandbox } = options;
  const due = new Map<string, string>();
  const bugs: string[] = [];
  const problems = new Set<string>();
  let kills = 0;
  let life = createLife(options);

  const add = (issue: string, at: string = sandbox.clock.now()) => {
    const known = due.get(issue);
    if (known === undefined || at < known) due.set(issue, at);
  };

  function sweep(): void {
    for (const issue of sandbox.store.issues.values()) if (!issue.deleted) add(issue.id);
    for (const { name } of options.config.recurring) add(`recurring/${name}`);
  }

  function restart(): void {
    kills += 1;
    due.clear();
    life = createLife(options);
    sweep();
  }

  async function look(issue: string): Promise<void> {
    const here = life;
    const ended = await Promise.race([
      here.look(issue).then(
        (result) => ({ result }),
        (error: unknown) => ({ error }),
      ),
      here.killed.then(() => null),
    ]);
    if (ended === null) return restart();
    if ("error" in ended) {
      if (!(ended.error instanceof GitHubError)) bugs.push(String((ended.error as Error).stack ?? ended.error));
      return add(issue, later(ended.error, sandbox.clock.now()));
    }
    for (const problem of ended.result.plan?.problems ?? [])
      if (problem.severity === "error") problems.add(problemText(problem));
    for (const also of ended.result.also) add(also.issue);
    if (ended.result.nextLook) add(issue, ended.result.nextLook);
  }

  return {
    bugs,
    problems,
    get kills() {
      return kills;
    },
    sweep,
    async receive(request) {
      const payload: unknown = JSON.parse(await request.text());
      for (const intent of route(request.headers.get("x-github-event") ?? "", payload)) {
        if (intent.kind === "item") add(intent.issue);
        if (intent.kind === "world") life.forgetWorld();
        if (intent.kind === "world" || intent.kind === "sweep") sweep();
      }
      return new Response(null, { status: 202 });
    },
    async work(until) {
      for (let looks = 0; looks < (options.without?.mostLooks ?? 5000); looks++) {
        await sandbox.hooks.flush();
        const next = [...due].sort(([a, s], [b, t]) => (s < t ? -1 : s > t ? 1 : a < b ? -1 : 1))[0];
        if (next === undefined || next[1] > until()) return;
        if (next[1] > sandbox.clock.now()) sandbox.clock.set(next[1]);
        due.delete(next[0]);
        await look(next[0]);
      }
      bugs.push("It never came to rest: too many looks after one deed.");
    },
  };
}

function later(error: unknown, now: string): Instant {
  if (error instanceof GitHubError && error.until) return error.until;
  return plusSeconds(instant(now), 60);
}

/** One life of the process, from start to kill. */
function createLife(options: EngineOptions) {
  const { sandbox, config, without = {} } = options;
  let kill = () => {};
  const killed = new Promise<void>((resolve) => {
    kill = resolve;
  });
  let dead = false;
  const clock: Clock = {
    now: () => instant(sandbox.clock.now()),
    sleep: async (seconds) => sandbox.clock.advance(Math.ceil(seconds)),
  };
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (dead) return new Promise<Response>(() => {});
    const isWrite = typeof init.body === "string" && /"query":\s*"\s*mutation/.test(init.body);
    if (isWrite) await options.beforeWrite?.();
    const response = await sandbox.fetch(new Request(url, init));
    if (isWrite && options.killAfterWrite?.()) {
      dead = true;
      kill();
      return new Promise<Response>(() => {});
    }
    return response;
  };
  const octokit = new Octokit({ auth: options.token, baseUrl: "http://sandbox", request: { fetch } });
  const governor = createGovernor(clock);
  const plainReader = createReader(octokit, governor);
  const plainWriter = createWriter(octokit, governor);
  const reader = without.reader?.(plainReader) ?? plainReader;
  const writer = without.writer?.(plainWriter) ?? plainWriter;
  const world = createWorldKeeper(reader, config);
  let attempts = createAttempts();
  return {
    killed,
    forgetWorld: () => world.forget(),
    look: (issue: string) => {
      if (without.forgetAttempts) attempts = createAttempts();
      const ports = { reader, writer, world, attempts, clock, outgoing: null };
      const { config, installation } = options;
      const recurring = /^recurring\/(.+)$/.exec(issue)?.[1];
      return recurring === undefined
        ? reconcile({ installation, issue }, config, ports)
        : runRecurring(recurring, config, installation, ports);
    },
  };
}
