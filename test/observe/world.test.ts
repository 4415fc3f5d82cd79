import { describe, expect, it } from "vitest";
import type { Reader } from "../../src/github/ports.ts";
import { GitHubError } from "../../src/github/ports.ts";
import type { World } from "../../src/model/snapshot.ts";
import { createWorldKeeper } from "../../src/observe/world.ts";
import { config, readerOf } from "./fakes.ts";

const whole: World = {
  identities: [],
  boards: {},
  repositories: {},
  templates: { "a.md": { known: true, value: null } },
  teams: {},
  communities: { known: true, value: null },
};
const partial: World = { ...whole, templates: { "a.md": { known: false, why: "502" } } };

/** A reader whose world is what `next` says, and that counts how often it was asked. */
function counting(next: (time: number) => World | Error | Promise<World>): { reader: Reader; times: () => number } {
  let times = 0;
  const reader = readerOf({
    async readWorld() {
      times += 1;
      const answer = await next(times);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { reader, times: () => times };
}

describe("the kept world", () => {
  it("is not read before it is wanted", () => {
    const { reader, times } = counting(() => whole);
    createWorldKeeper(reader, config);
    expect(times()).toBe(0);
  });

  it("is read once, however many want it at once or later", async () => {
    const { reader, times } = counting(() => whole);
    const keeper = createWorldKeeper(reader, config);
    await Promise.all([keeper.read(), keeper.read(), keeper.read()]);
    for (let look = 0; look < 100; look += 1) await keeper.read();
    expect(times()).toBe(1);
  });

  it("is read again after GitHub said that it changed", async () => {
    const { reader, times } = counting(() => whole);
    const keeper = createWorldKeeper(reader, config);
    await keeper.read();
    keeper.forget();
    await keeper.read();
    expect(times()).toBe(2);
  });

  it("is not kept when it was forgotten while being read", async () => {
    let answer: (world: World) => void = () => {};
    const { reader, times } = counting((time) =>
      time === 1
        ? new Promise((resolve) => {
            answer = resolve;
          })
        : whole,
    );
    const keeper = createWorldKeeper(reader, config);
    const first = keeper.read();
    await Promise.resolve();
    keeper.forget();
    const second = keeper.read();
    answer(partial);
    expect([await first, await second]).toEqual([partial, whole]);
    await keeper.read();
    expect(times()).toBe(2);
  });

  it("is asked for again at the next look when it could not be read at all", async () => {
    const { reader, times } = counting((time) => (time === 1 ? new GitHubError("unavailable", "502") : whole));
    const keeper = createWorldKeeper(reader, config);
    await expect(keeper.read()).rejects.toThrow("502");
    expect(await keeper.read()).toEqual(whole);
    expect(times()).toBe(2);
  });

  const parts: { why: string; world: World }[] = [
    { why: "a team", world: { ...whole, teams: { "@openwater/support": { known: false, why: "no" } } } },
    { why: "the communities file", world: { ...whole, communities: { known: false, why: "no" } } },
  ];
  it.each(parts)("is not whole without $why", async ({ world }) => {
    const { reader, times } = counting(() => world);
    const keeper = createWorldKeeper(reader, config);
    await keeper.read();
    await keeper.read();
    expect(times()).toBe(2);
  });

  it("is read again while a part is unknown, less and less often, and kept once it is whole", async () => {
    let world = partial;
    const { reader, times } = counting(() => world);
    const keeper = createWorldKeeper(reader, config);
    const readsAt: number[] = [];
    for (let look = 1; look <= 300; look += 1) {
      const before = times();
      await keeper.read();
      if (times() > before) readsAt.push(look);
    }
    // 1, 2, 4, … looks between, 64 at most.
    expect(readsAt).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 192, 256]);
    world = whole;
    for (let look = 0; look < 200; look += 1) await keeper.read();
    expect(times()).toBe(11);
  });
});
