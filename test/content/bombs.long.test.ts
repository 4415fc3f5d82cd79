/** Every text that wants to be slow, up to 1 MB, against everything that reads text from strangers. */
import { describe, expect, it } from "vitest";
import { parts, readers, slowParts, worst } from "./bombs.ts";

/** Half of what a square of sixteen pieces costs. */
const most = 8;

describe.each(Object.entries(readers))("reading %s", (_, read) => {
  it("costs no more in 1 MB of what was slow once than in sixteen parts of it", () => {
    expect(slowParts(read, worst, most, [65_536, 16])).toEqual([]);
  });

  it("costs no more in 256 KB of anything than in sixteen parts of it", () => {
    expect(slowParts(read, parts, most, [16_384, 16])).toEqual([]);
  });
});
