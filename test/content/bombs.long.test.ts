/** Every text that wants to be slow, up to 1 MB, against everything that reads text from strangers. */
import { describe, expect, it } from "vitest";
import { parts, readers, slowParts } from "./bombs.ts";

describe("work that grows with the square of 1 MB", () => {
  it.each(Object.entries(readers))("is not in reading %s", (_, read) => {
    // Half of what a square of sixteen pieces costs.
    expect(slowParts(read, parts, 8, [65_536, 16])).toEqual([]);
  });
});
