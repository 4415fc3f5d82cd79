import { describe, expect, it } from "vitest";
import { leadsWeek, live, troubleOf, undisturbed } from "./simulate.ts";
import { storyOf } from "./story.ts";

const seeds = Array.from({ length: 200 }, (_, seed) => seed);

describe("200 weeks under trouble", () => {
  it.each(seeds)("ends as the undisturbed week does (seed %i)", async (seed) => {
    const troubled = await live(leadsWeek, seed, storyOf(seed), troubleOf(seed));
    const calm = await undisturbed(leadsWeek, seed, troubled.lived);
    expect(troubled.bugs).toEqual([]);
    expect(troubled.end).toEqual(calm.end);
    expect([troubled.writesOfNextPass, calm.writesOfNextPass]).toEqual([0, 0]);
  });

  it.each(seeds)("survives a kill after every single write (seed %i)", async (seed) => {
    const killed = await live(leadsWeek, seed, storyOf(seed), { faults: {}, killAfterEveryWrite: true });
    const calm = await undisturbed(leadsWeek, seed, killed.lived);
    expect(killed.kills).toBeGreaterThan(0);
    expect(killed.end).toEqual(calm.end);
    expect(killed.writesOfNextPass).toBe(0);
  });
});
