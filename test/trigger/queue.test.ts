/** The queue in memory: what every queue must do, and how it is woken, since its wishes for later are its own. */
import { describe, expect, it } from "vitest";
import { type Instant, instant, plusSeconds } from "../../src/model/time.ts";
import { createQueue } from "../../src/trigger/queue.ts";
import { queueContract } from "../contract/queue.ts";

/** A few turns of the microtask queue: whatever may run has been started by then. */
const quiet = async () => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};

queueContract((options) => ({ queue: createQueue(options), quiet }));

describe("a queue in memory", () => {
  const start = instant("2026-01-05T09:00:00Z");

  function woken() {
    const clock: { now: Instant } = { now: start };
    const wakes: { seconds: number; callback: () => void }[] = [];
    const started: string[] = [];
    const queue = createQueue<string>({
      run: async (key) => void started.push(key),
      textOf: (key) => key,
      now: () => clock.now,
      wake: (seconds, callback) => void wakes.push({ seconds, callback }),
      concurrency: 2,
      onError: () => {},
    });
    return { clock, wakes, started, queue };
  }

  it("asks to be woken for the first wish, and for the next one after it", async () => {
    const { clock, wakes, started, queue } = woken();
    await queue.addAt("b", plusSeconds(start, 600));
    await queue.addAt("a", plusSeconds(start, 60));
    clock.now = plusSeconds(start, 60);
    wakes.find(({ seconds }) => seconds === 60)!.callback();
    expect(started).toEqual(["a"]);
    expect(wakes.map(({ seconds }) => seconds)).toContain(600);
  });

  it("takes a wait of days in parts, since timers are short", async () => {
    const { clock, wakes, started, queue } = woken();
    await queue.addAt("a", plusSeconds(start, 3 * 86_400));
    for (const day of [1, 2, 3]) {
      expect(started).toEqual([]);
      clock.now = plusSeconds(start, day * 86_400);
      wakes.shift()!.callback();
    }
    expect(started).toEqual(["a"]);
    expect(wakes).toEqual([]);
  });
});
