/** The other half of the 300 short lives, and what the loss of each safety comes to. See simulation.test.ts. */
import { describe, expect, it } from "vitest";
import { liveThrough } from "./life.ts";
import { fifties, liveFifty } from "./lives.ts";
import { safeties } from "./safeties.ts";
import { shrunk } from "./shrink.ts";

describe("a life", () => {
  it.each(fifties.slice(3))("ends as it must under trouble: seeds $first to $last", liveFifty, 120_000);
});

describe("the simulation notices the loss of", () => {
  it.each(safeties)("$name", async ({ without, faults, violates, seen }) => {
    const { violations } = await liveThrough({ seed: seen, faults, without });
    expect(violations.map((one) => one.split(" ")[0])).toContain(violates);
    // With it on, the same life is as it must be.
    expect((await liveThrough({ seed: seen, faults })).violations).toEqual([]);
  });

  it("a safety in short: one fault and as few deeds as show it, with the command that shows them", async () => {
    const { without } = safeties.find(({ name }) => name === "the gate")!;
    const failing = await liveThrough({ seed: 0, faults: ["F18", "F1", "F7"], without });
    const { end, command } = await shrunk(0, failing, { without });
    expect(end.faults).toEqual(["F18"]);
    expect(end.deeds).toBeLessThan(failing.deeds);
    expect(command).toBe(`npm run simulate -- --replay 0 --faults F18 --deeds ${end.deeds}`);
  });
});
