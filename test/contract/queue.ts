/**
 * What every queue must do, whatever it keeps its keys in: in memory (test/trigger/queue.test.ts) or on PostgreSQL
 * (test/postgres/queue.test.ts).
 */
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { GitHubError } from "../../src/github/ports.ts";
import { type Instant, instant, plusSeconds } from "../../src/model/time.ts";
import type { Queue, QueueOptions } from "../../src/trigger/queue-port.ts";

/** A queue, and what a test of it needs. */
export interface Made {
  readonly queue: Queue<string>;
  /** Settles when everything that may run has been started. */
  quiet(): Promise<void>;
  /** Told of the time that `now` gives from here on. */
  moved?(to: Instant): Promise<void>;
  close?(): Promise<void>;
}

export type MakeQueue = (options: QueueOptions<string>) => Made | Promise<Made>;

/** How much of what takes long is tried. */
export interface Size {
  readonly sweep: number;
  readonly scripts: number;
}

const start = instant("2026-01-05T09:00:00Z");

/** A run that stays open until it is told to end, so that a test decides the order of things. */
function held(quiet: () => Promise<void>) {
  const started: string[] = [];
  const open = new Map<string, { end: () => void; fail: (error: unknown) => void }>();
  const doubled: string[] = [];
  return {
    started,
    doubled,
    run(key: string): Promise<void> {
      if (open.has(key)) doubled.push(key);
      started.push(key);
      return new Promise((end, fail) => void open.set(key, { end, fail }));
    },
    async end(key: string, error?: unknown): Promise<void> {
      const one = open.get(key)!;
      open.delete(key);
      if (error === undefined) one.end();
      else one.fail(error);
      await quiet();
    },
    get open(): readonly string[] {
      return [...open.keys()];
    },
  };
}

const closing = new Set<() => Promise<void>>();
afterEach(async () => {
  for (const close of [...closing]) await close();
});

async function world(make: MakeQueue, over: Partial<QueueOptions<string>> = {}) {
  let made: Made | null = null;
  const runs = held(async () => made?.quiet());
  const clock = { now: start };
  const errors: { key: string; parked: boolean }[] = [];
  const one = await make({
    run: runs.run,
    textOf: (key) => key,
    now: () => clock.now,
    wake: null,
    concurrency: 2,
    onError: (key, _error, parked) => void errors.push({ key, parked }),
    ...over,
  });
  made = one;
  const queue: Queue<string> = {
    ...one.queue,
    async add(key, urgency) {
      await one.queue.add(key, urgency);
      await one.quiet();
    },
    async addAt(key, at) {
      await one.queue.addAt(key, at);
      await one.quiet();
    },
  };
  const later = async (seconds: number) => {
    clock.now = plusSeconds(clock.now, seconds);
    await one.moved?.(clock.now);
    void one.queue.idle();
    await one.quiet();
  };
  const close = async () => {
    closing.delete(close);
    const closed = one.close?.();
    for (const key of runs.open) void runs.end(key);
    await closed;
  };
  closing.add(close);
  return { runs, queue, clock, errors, later, close };
}

export function queueContract(make: MakeQueue, size: Size = { sweep: 1000, scripts: 300 }): void {
  describe("a queue", () => {
    it("is idle while it has nothing to do", async () => {
      const { queue } = await world(make);
      await queue.idle();
      expect(await queue.state()).toEqual({ size: 0, oldest: null, laterSize: 0, parked: [] });
    });

    it("runs a key that is added once, once", async () => {
      const { queue, runs } = await world(make);
      await queue.add("a");
      await runs.end("a");
      await queue.idle();
      expect(runs.started).toEqual(["a"]);
    });

    it("takes a key of any length, such as a dispatch with all that it says", async () => {
      const { queue, runs } = await world(make);
      const long = Array.from({ length: 20_000 }, (_, index) => `${index} "é"`).join();
      await queue.add(long);
      await queue.add(long);
      expect(runs.open).toEqual([long]);
      await runs.end(long);
      await runs.end(long);
      await queue.idle();
      expect(runs.started).toEqual([long, long]);
    });

    it("makes one further run of any number of adds during a run", async () => {
      const { queue, runs } = await world(make);
      await queue.add("a");
      for (let count = 0; count < 5; count++) await queue.add("a", count % 2 ? "person" : "sweep");
      expect(runs.open).toEqual(["a"]);
      await runs.end("a");
      expect(runs.open).toEqual(["a"]);
      await runs.end("a");
      await queue.idle();
      expect(runs.started).toEqual(["a", "a"]);
    });

    it("runs no more keys at once than it may", async () => {
      const { queue, runs } = await world(make);
      for (const key of ["a", "b", "c"]) await queue.add(key);
      expect([runs.open, (await queue.state()).size]).toEqual([["a", "b"], 3]);
      await runs.end("b");
      expect(runs.open).toEqual(["a", "c"]);
    });

    it("says since when the oldest waits, however often it is asked for again", async () => {
      const { queue, later } = await world(make, { concurrency: 1 });
      for (const key of ["a", "b"]) await queue.add(key);
      await later(60);
      for (const key of ["b", "c"]) await queue.add(key);
      expect((await queue.state()).oldest).toBe(start);
    });

    it("does not let a key that runs hold up the keys behind it", async () => {
      const { queue, runs } = await world(make);
      for (const key of ["a", "b", "a", "c"]) await queue.add(key);
      await runs.end("b");
      expect(runs.open).toEqual(["a", "c"]);
    });

    it("lets a person's event pass a sweep of many items", async () => {
      const { queue, runs } = await world(make);
      for (let item = 0; item < size.sweep; item++) await queue.add(`s${item}`, "sweep");
      await queue.add("card");
      await runs.end("s0");
      expect(runs.open).toEqual(["s1", "card"]);
    });

    it("lets a person's event take a key out of the sweep's line", async () => {
      const { queue, runs } = await world(make, { concurrency: 1 });
      for (const key of ["s0", "s1", "s2"]) await queue.add(key, "sweep");
      await queue.add("s2");
      await runs.end("s0");
      expect(runs.open).toEqual(["s2"]);
      await runs.end("s2");
      await runs.end("s1");
      await queue.idle();
      expect(runs.started).toEqual(["s0", "s2", "s1"]);
    });

    it("lets a sweep go on while people keep coming", async () => {
      const { queue, runs } = await world(make, { concurrency: 1 });
      await queue.add("p0");
      await queue.add("s0", "sweep");
      for (let person = 1; person < 50; person++) await queue.add(`p${person}`);
      for (let run = 0; run < 12; run++) await runs.end(runs.open[0]!);
      expect(runs.started).toContain("s0");
    });

    it("looks later when asked for later, at the earliest of the wishes", async () => {
      const { queue, runs, later } = await world(make);
      await queue.addAt("a", plusSeconds(start, 600));
      await queue.addAt("a", plusSeconds(start, 60));
      await queue.addAt("a", plusSeconds(start, 300));
      await queue.idle();
      expect([runs.started, (await queue.state()).laterSize]).toEqual([[], 1]);
      await later(59);
      expect(runs.started).toEqual([]);
      await later(1);
      expect(runs.started).toEqual(["a"]);
      await runs.end("a");
      await later(3600);
      expect(runs.started).toEqual(["a"]);
    });

    it("waits longer after each failure, then parks the key where it can be seen, and takes it up when asked", async () => {
      const { queue, runs, errors, later } = await world(make);
      await queue.add("a");
      // Five seconds, doubled each time, a quarter of an hour at most.
      for (const wait of [5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]) {
        await runs.end("a", new Error("no"));
        await later(wait - 1);
        expect(runs.open).toEqual([]);
        await later(1);
        expect(runs.open).toEqual(["a"]);
      }
      expect((await queue.state()).parked).toEqual([]);
      await runs.end("a", new Error("no"));
      const { parked } = await queue.state();
      expect(parked).toMatchObject([{ key: "a", failures: 12, error: new Error("no") }]);
      expect(errors.filter((one) => one.parked)).toEqual([{ key: "a", parked: true }]);
      await queue.add("a");
      expect((await queue.state()).parked).toEqual([]);
      expect(runs.open).toEqual(["a"]);
    });

    it("forgets failures once a run succeeds", async () => {
      const { queue, runs, later } = await world(make);
      await queue.add("a");
      await runs.end("a", new Error("no"));
      await later(5);
      await runs.end("a");
      await queue.add("a");
      await runs.end("a", new Error("no"));
      await later(5);
      expect(runs.open).toEqual(["a"]);
    });

    it("does not count a closed gate as a failure, and comes back when it opens", async () => {
      const { queue, runs, errors, later } = await world(make);
      await queue.add("a");
      await runs.end("a", new GitHubError("limited", "GitHub asked to wait.", plusSeconds(start, 3600)));
      await later(3599);
      expect(runs.started).toEqual(["a"]);
      await later(1);
      expect(runs.started).toEqual(["a", "a"]);
      expect(errors).toEqual([]);
    });

    it("goes on with other keys when one fails", async () => {
      const { queue, runs } = await world(make, { concurrency: 1 });
      await queue.add("a");
      await queue.add("b");
      await runs.end("a", new Error("no"));
      expect(runs.open).toEqual(["b"]);
    });

    it("takes and starts nothing once it is stopped, and says when what ran has ended", async () => {
      const { queue, runs } = await world(make, { concurrency: 1 });
      await queue.add("a");
      await queue.add("b");
      let isStopped = false;
      const stopped = queue.stop().then(() => {
        isStopped = true;
      });
      await queue.add("c");
      expect(isStopped).toBe(false);
      await runs.end("a");
      await stopped;
      expect(runs.started).toEqual(["a"]);
    });

    it("never runs a key twice at once and never loses the last wish, in any order of adds and ends", async () => {
      const steps = fc.array(
        fc.oneof(
          fc.record({
            kind: fc.constant("add" as const),
            key: fc.constantFrom("a", "b", "c", "d"),
            sweep: fc.boolean(),
          }),
          fc.record({ kind: fc.constant("later" as const), key: fc.constantFrom("a", "b", "c", "d"), in: fc.nat(30) }),
          fc.record({ kind: fc.constant("end" as const), pick: fc.nat(3), fails: fc.boolean() }),
          fc.record({ kind: fc.constant("pass" as const), seconds: fc.nat(40) }),
        ),
        { maxLength: 60 },
      );
      await fc.assert(
        fc.asyncProperty(steps, fc.integer({ min: 1, max: 3 }), async (script, concurrency) => {
          const { queue, runs, later, close } = await world(make, { concurrency });
          /** Keys asked for after their last start. */
          const owed = new Set<string>();
          const startsSeen = () => {
            for (const key of runs.started.splice(0)) owed.delete(key);
          };
          for (const step of script) {
            if (step.kind === "add") {
              owed.add(step.key);
              const free = !runs.open.includes(step.key) && runs.open.length < concurrency;
              await queue.add(step.key, step.sweep ? "sweep" : "person");
              expect(free && (await queue.state()).size === 0).toBe(false);
            }
            if (step.kind === "later") await queue.addAt(step.key, plusSeconds(start as Instant, step.in));
            if (step.kind === "pass") await later(step.seconds);
            const running = runs.open[step.kind === "end" ? step.pick % Math.max(1, runs.open.length) : 0];
            if (step.kind === "end" && running) await runs.end(running, step.fails ? new Error("no") : undefined);
            startsSeen();
            expect(runs.open.length).toBeLessThanOrEqual(concurrency);
          }
          while (runs.open.length > 0) {
            await runs.end(runs.open[0]!);
            startsSeen();
          }
          await queue.idle();
          const left = (await queue.state()).size;
          expect({ doubled: runs.doubled, owed: [...owed], left }).toEqual({ doubled: [], owed: [], left: 0 });
          await close();
        }),
        { numRuns: size.scripts },
      );
    });
  });
}
