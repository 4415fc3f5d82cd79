/**
 * Milepost as processes on a virtual clock: one of them serves, several looks at a time, and at each request the seed says
 * which goes on. Killing it forgets everything that a process forgets; one that is no more the one that serves may still
 * be at what it had begun. The queue outlives them, as the one on PostgreSQL does, unless it is said to be lost too.
 */
import { Octokit } from "@octokit/core";
import { createAttempts } from "../../src/apply/attempts.ts";
import type { Config } from "../../src/config/config.ts";
import { createGovernor, type Governor } from "../../src/github/governor.ts";
import { type Clock, GitHubError, type Reader, type Writer } from "../../src/github/ports.ts";
import { createReader } from "../../src/github/reader.ts";
import { createWriter } from "../../src/github/writer.ts";
import type { Plan } from "../../src/model/change.ts";
import { problemText } from "../../src/model/problem.ts";
import { type Instant, instant, plusSeconds } from "../../src/model/time.ts";
import { createWorldKeeper } from "../../src/observe/world.ts";
import { reconcile } from "../../src/reconcile.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { runRecurring } from "../../src/schedule.ts";
import { route } from "../../src/trigger/route.ts";
import type { Turns } from "./turns.ts";

/** A safety switched off from outside, by wrapping a port: nothing in the product knows of it. */
export interface Without {
  reader?(reader: Reader): Reader;
  writer?(writer: Writer): Writer;
  /** Forgets what was attempted before every look. */
  forgetAttempts?: boolean;
  /** Nothing is swept but at start. */
  neverSweep?: boolean;
  /** A limit closes the gate for the request that met it, and for no other. */
  noGate?: boolean;
  /** An item that is being looked at may be looked at again at the same time. */
  noExclusion?: boolean;
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
  /** How long it takes until another process begins where one was killed; 0 when not given. */
  readonly restartSeconds?: number;
  /** Looks at once; 1 when not given. Needs `turns` when more. */
  readonly concurrency?: number;
  /** Whose turn it is to ask GitHub; in the order of asking when not given. */
  readonly turns?: Turns;
  /** Called before each request; what happens to the process there. */
  readonly atRequest?: () => "nothing" | "killed" | "replaced";
  /** Changes, delays or refuses what is asked; null: it goes to GitHub as it is. */
  readonly onTheWay?: (request: Request) => Promise<Response | null>;
  /** By how much the process's clock is off, in seconds. */
  readonly skewSeconds?: number;
  /** What becomes of a webhook on its way in: how often it arrives, and with which payload. */
  readonly arriving?: (event: string, payload: unknown) => readonly unknown[];
  /** The issue at which every look fails, as a bug of ours would have it; null: none. */
  readonly poisoned?: () => string | null;
  /** Told of requests that a process sent while GitHub had asked that very process to wait. */
  readonly onEarly?: (words: string) => void;
  /** Told of what happens, in words. */
  readonly tell?: (words: string) => void;
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
  /** When each item was last looked at. */
  readonly looked: ReadonlyMap<string, string>;
  /** What the last look at each item said of its stage. */
  readonly stages: ReadonlyMap<string, Plan["stage"]>;
}

export function createEngine(options: EngineOptions): Engine {
  const { sandbox, concurrency = 1, tell = () => {} } = options;
  const due = new Map<string, string>();
  const running = new Map<string, Promise<void>>();
  const looked = new Map<string, string>();
  const stages = new Map<string, Plan["stage"]>();
  const bugs: string[] = [];
  const problems = new Set<string>();
  const failures = new Map<string, number>();
  let kills = 0;
  let life = newLife();

  function newLife() {
    return createLife(options, {
      replaced: () => replace("another process serves from here on; this one goes on with what it had begun"),
    });
  }

  const add = (issue: string, at: string = sandbox.clock.now()) => {
    const known = due.get(issue);
    if (known === undefined || at < known) due.set(issue, at);
  };

  /** As the App's own: what the config names is read afresh. */
  function sweep(): void {
    life.forgetWorld();
    for (const issue of sandbox.store.issues.values()) if (!issue.deleted) add(issue.id);
    for (const { name } of options.config.recurring) add(`recurring/${name}`);
  }

  /** Nobody knows what the one before had seen. */
  function replace(words: string): void {
    tell(words);
    life = newLife();
    sweep();
  }

  async function look(issue: string): Promise<void> {
    const here = life;
    looked.set(issue, sandbox.clock.now());
    const ended = await Promise.race([
      here.look(issue).then(
        (result) => ({ result }),
        (error: unknown) => ({ error }),
      ),
      here.killed.then(() => null),
    ]);
    if (ended === null) {
      add(issue);
      if (here !== life) return;
      kills += 1;
      due.clear();
      sandbox.clock.advance(options.restartSeconds ?? 0);
      return replace("the process was killed; another one begins");
    }
    if ("error" in ended) return failed(issue, ended.error);
    failures.delete(issue);
    stages.set(issue, ended.result.plan?.stage ?? null);
    for (const { change, outcome } of ended.result.done) tell(`${issue}: ${change.kind} ${outcome.kind}`);
    for (const problem of ended.result.plan?.problems ?? [])
      if (problem.severity === "error") problems.add(problemText(problem));
    for (const also of ended.result.also) add(also.issue);
    if (ended.result.nextLook) add(issue, ended.result.nextLook);
  }

  /** As the queue does: a limit is waited for, anything else is tried less and less often and then left. */
  function failed(issue: string, error: unknown): void {
    const isPoison = issue === options.poisoned?.();
    if (!(error instanceof GitHubError) && !isPoison) bugs.push(String((error as Error).stack ?? error));
    const count = (failures.get(issue) ?? 0) + 1;
    failures.set(issue, count);
    if (isPoison && count >= 12) return;
    add(issue, later(error, sandbox.clock.now()));
  }

  /** The next that is due by then and does not run, the earliest first. */
  function next(until: string): readonly [string, string] | undefined {
    return [...due]
      .filter(([issue, at]) => at <= until && (!running.has(issue) || options.without?.noExclusion === true))
      .sort(([a, s], [b, t]) => (s < t ? -1 : s > t ? 1 : a < b ? -1 : 1))[0];
  }

  return {
    bugs,
    problems,
    looked,
    stages,
    get kills() {
      return kills;
    },
    sweep() {
      if (options.without?.neverSweep !== true) sweep();
    },
    async receive(request) {
      const event = request.headers.get("x-github-event") ?? "";
      const sent: unknown = JSON.parse(await request.text());
      for (const payload of options.arriving?.(event, sent) ?? [sent]) {
        for (const intent of route(event, payload)) {
          if (intent.kind === "item") add(intent.issue);
          if (intent.kind === "world") life.forgetWorld();
          if (intent.kind === "world" || intent.kind === "sweep") sweep();
        }
      }
      return new Response(null, { status: 202 });
    },
    async work(until) {
      let looks = 0;
      while (looks < (options.without?.mostLooks ?? 5000)) {
        await sandbox.hooks.flush();
        for (let one = next(until()); one !== undefined && running.size < concurrency; one = next(until())) {
          if (one[1] > sandbox.clock.now()) {
            // What runs comes first: time goes on when all of it waits for time.
            if (running.size > 0) break;
            sandbox.clock.set(one[1]);
          }
          const [issue] = one;
          due.delete(issue);
          looks += 1;
          if (options.turns === undefined) {
            await look(issue);
            break;
          }
          const key = running.has(issue) ? `${issue} again ${looks}` : issue;
          running.set(
            key,
            look(issue).finally(() => void running.delete(key)),
          );
        }
        if (running.size === 0 && next(until()) === undefined) {
          await sandbox.hooks.flush();
          if (next(until()) === undefined) return;
        }
        await options.turns?.give();
      }
      bugs.push("It never came to rest: too many looks after one deed.");
    },
  };
}

function later(error: unknown, now: string): Instant {
  if (error instanceof GitHubError && error.until) return error.until;
  return plusSeconds(instant(now), 60);
}

/**
 * Until when GitHub asks to wait, by its header first, at least a minute where a limit says nothing; "" when it does not.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
function askedToWait({ status, headers }: Response, now: string): string {
  if (status !== 403 && status !== 429) return "";
  const seconds = Number(headers.get("retry-after") ?? (status === 429 ? 60 : 0));
  return seconds > 0 ? plusSeconds(instant(now), seconds) : "";
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other;
}

/** Each request meets GitHub as if it were the first. */
function ungated(clock: Clock): Governor {
  return {
    read: (send) => createGovernor(clock).read(send),
    write: (cost, send) => createGovernor(clock).write(cost, send),
    closedUntil: () => null,
    close: () => instant(clock.now()),
  };
}

/** One life of the process, from start to kill. */
function createLife(options: EngineOptions, told: { readonly replaced: () => void }) {
  const { sandbox, config, without = {} } = options;
  let kill = () => {};
  const killed = new Promise<void>((resolve) => {
    kill = resolve;
  });
  let dead = false;
  let isOld = false;
  let closedUntil = "";
  const clock: Clock = {
    now: () => plusSeconds(instant(sandbox.clock.now()), options.skewSeconds ?? 0),
    sleep: async (seconds) => sandbox.clock.advance(Math.ceil(seconds)),
  };
  const noteLimit = (response: Response) => {
    const wait = askedToWait(response, sandbox.clock.now());
    // Once the answer has been read: what leaves in the meantime cannot know of it.
    if (wait !== "")
      setImmediate(() => {
        closedUntil = laterOf(closedUntil, wait);
      });
  };
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const never = () => new Promise<Response>(() => {});
    const die = () => {
      dead = true;
      kill();
      return never();
    };
    const now = sandbox.clock.now();
    if (closedUntil > now) options.onEarly?.(`a request was sent at ${now}, before ${closedUntil}`);
    await options.turns?.take();
    if (dead) return never();
    const fate = options.atRequest?.() ?? "nothing";
    if (fate === "killed") return die();
    if (fate === "replaced" && !isOld) {
      isOld = true;
      told.replaced();
    }
    const held = await options.onTheWay?.(new Request(url, init));
    if (held) {
      noteLimit(held);
      return held;
    }
    const isWrite = typeof init.body === "string" && /"query":\s*"\s*mutation/.test(init.body);
    if (isWrite) await options.beforeWrite?.();
    const response = await sandbox.fetch(new Request(url, init));
    noteLimit(response);
    if (isWrite && options.killAfterWrite?.()) return die();
    return response;
  };
  const octokit = new Octokit({ auth: options.token, baseUrl: "http://sandbox", request: { fetch } });
  const governor = without.noGate ? ungated(clock) : createGovernor(clock);
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
      if (issue === options.poisoned?.()) return Promise.reject(new Error("A bug of ours, at this item."));
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
