import { describe, expect, it } from "vitest";
import { cloudStoryOf } from "./cloud-story.ts";
import { cloudWeek, live, troubleOf, undisturbed } from "./simulate.ts";

/** A file of its own: it runs beside the weeks of leads, and each frees its memory with its process. */
const seeds = Array.from({ length: 200 }, (_, seed) => seed);

describe("200 weeks of the whole language under trouble", () => {
  it.each(seeds)("ends as the undisturbed week does (seed %i)", async (seed) => {
    const troubled = await live(cloudWeek, seed, cloudStoryOf(seed), troubleOf(seed, 0.002));
    const calm = await undisturbed(cloudWeek, seed, troubled.lived);
    expect(troubled.bugs).toEqual([]);
    // What only trouble brings about (a template that GitHub did not send) is no mistake of ours.
    expect(calm.problems).toEqual([]);
    expect(troubled.end).toEqual(calm.end);
    expect([troubled.writesOfNextPass, calm.writesOfNextPass]).toEqual([0, 0]);
  });
});
