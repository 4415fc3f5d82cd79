/**
 * Lives under trouble: 150 of the 300 short ones (the others are in simulation-more.test.ts, for another core), those that
 * failed once, a few whole weeks beside undisturbed ones, and what the harness promises of itself.
 */
import { describe, expect, it } from "vitest";
import { checkers } from "./checkers.ts";
import { cloudStoryOf } from "./cloud-story.ts";
import { corpus } from "./corpus.ts";
import { faultClasses } from "./faults.ts";
import { liveThrough } from "./life.ts";
import { fifties, liveFifty } from "./lives.ts";
import { cloudWeek, leadsWeek, live, troubleOf, undisturbed } from "./simulate.ts";
import { storyOf } from "./story.ts";

describe("a life", () => {
  it("ends as it began when nobody does anything", async () => {
    const { violations, history } = await liveThrough({ seed: 0, faults: ["F30"], deeds: 0 });
    expect([violations, history.length]).toEqual([[], 1]);
  });

  it("P9: is the same to the letter with the same seed and faults, and another with another seed", async () => {
    const faults = ["F5", "F8", "F10", "F12", "F18"];
    const [one, again, other] = [
      await liveThrough({ seed: 3, faults }),
      await liveThrough({ seed: 3, faults }),
      await liveThrough({ seed: 4, faults }),
    ];
    expect(again.history).toEqual(one.history);
    expect(other.history).not.toEqual(one.history);
  });

  it.each(corpus)("that failed once ends as it must: seed $seed, $why", async ({ seed, faults }) => {
    expect((await liveThrough({ seed, faults })).violations).toEqual([]);
  });

  it.each(fifties.slice(0, 3))("ends as it must under trouble: seeds $first to $last", liveFifty, 120_000);
});

describe("the catalogue", () => {
  it("has F1 to F36 and P1 to P14, each tried in a life or by a test that is there", async () => {
    const ids = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
    expect(faultClasses.map(({ id }) => id)).toEqual(ids("F", 36));
    expect(checkers.map(({ id }) => id)).toEqual(ids("P", 14));
    const { existsSync } = await import("node:fs");
    for (const { id, trouble, tests } of faultClasses) expect(trouble !== null || tests.length > 0, id).toBe(true);
    for (const { id, check, tests } of checkers) expect(check !== null || tests.length > 0, id).toBe(true);
    const named = [...faultClasses, ...checkers].flatMap(({ tests }) => tests);
    expect(named.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url)))).toEqual([]);
  });
});

/** `npm run test:long` lives 200 of each; these are enough to notice. */
describe("a whole week ends as the undisturbed one does", () => {
  it.each([0, 1, 2, 3, 4, 5])("of leads (seed %i)", async (seed) => {
    const troubled = await live(leadsWeek, seed, storyOf(seed), troubleOf(seed));
    const calm = await undisturbed(leadsWeek, seed, troubled.lived);
    expect(troubled.bugs).toEqual([]);
    expect([calm.bugs, calm.problems]).toEqual([[], []]);
    expect(troubled.end).toEqual(calm.end);
    expect([troubled.writesOfNextPass, calm.writesOfNextPass]).toEqual([0, 0]);
  });

  it.each([0, 1, 4])("of the whole language (seed %i)", async (seed) => {
    const troubled = await live(cloudWeek, seed, cloudStoryOf(seed), troubleOf(seed, 0.002));
    const calm = await undisturbed(cloudWeek, seed, troubled.lived);
    expect(troubled.bugs).toEqual([]);
    expect([calm.bugs, calm.problems]).toEqual([[], []]);
    expect(troubled.end).toEqual(calm.end);
    expect([troubled.writesOfNextPass, calm.writesOfNextPass]).toEqual([0, 0]);
  });
});
