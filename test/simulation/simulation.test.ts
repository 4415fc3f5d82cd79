import { describe, expect, it } from "vitest";
import { cloudStoryOf } from "./cloud-story.ts";
import { cloudWeek, leadsWeek, live, troubleOf, undisturbed } from "./simulate.ts";
import { storyOf } from "./story.ts";

/** `npm run test:long` lives all 200; these forty are enough to notice. */
const seeds = Array.from({ length: 40 }, (_, seed) => seed);

describe("a week under trouble", () => {
  it("ends where it began when nobody does anything", async () => {
    const ended = await live(leadsWeek, 0, [], { faults: {} });
    expect(ended).toMatchObject({ writesOfNextPass: 0, bugs: [], issuesMade: 0 });
  });

  it.each(seeds)("ends as the undisturbed week does (seed %i)", async (seed) => {
    const troubled = await live(leadsWeek, seed, storyOf(seed), troubleOf(seed));
    const calm = await undisturbed(leadsWeek, seed, troubled.lived);
    expect(troubled.bugs).toEqual([]);
    expect([calm.bugs, calm.problems]).toEqual([[], []]);
    expect(troubled.end).toEqual(calm.end);
    expect([troubled.writesOfNextPass, calm.writesOfNextPass]).toEqual([0, 0]);
  });
});

/** `npm run test:long` lives 200 of these; a dozen are enough to notice. */
describe("a week of the whole language under trouble", () => {
  it.each(seeds.slice(0, 12))("ends as the undisturbed week does (seed %i)", async (seed) => {
    const troubled = await live(cloudWeek, seed, cloudStoryOf(seed), troubleOf(seed, 0.002));
    const calm = await undisturbed(cloudWeek, seed, troubled.lived);
    expect(troubled.bugs).toEqual([]);
    expect([calm.bugs, calm.problems]).toEqual([[], []]);
    expect(troubled.end).toEqual(calm.end);
    expect([troubled.writesOfNextPass, calm.writesOfNextPass]).toEqual([0, 0]);
  });
});
