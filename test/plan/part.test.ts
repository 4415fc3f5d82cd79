import { describe, expect, it } from "vitest";
import { isBeforeStarts, note, nothing, together } from "../../src/plan/part.ts";
import { july, pipelineWith } from "../support/builders.ts";

describe("together", () => {
  it("says nothing when no part has anything to say", () => {
    expect(together(nothing, nothing)).toEqual(nothing);
  });

  it("keeps the order of the parts", () => {
    expect(together(note("one"), nothing, note("two")).notes).toEqual(["one", "two"]);
  });

  const at = (nextLook: typeof nothing.nextLook) => ({ ...nothing, nextLook });
  it.each([
    { why: "the earlier look wins, whichever part asks for it", looks: [july(12), july(11)], first: july(11) },
    { why: "a part that asks for none does not count", looks: [null, july(12), null], first: july(12) },
  ])("$why", ({ looks, first }) => {
    expect(together(...looks.map(at)).nextLook).toBe(first);
    expect(together(...looks.map(at).reverse()).nextLook).toBe(first);
  });
});

describe("isBeforeStarts (ruling 5)", () => {
  it("holds nothing back where the config names no start, which only `mode: plan` allows", () => {
    expect(isBeforeStarts(july(1), pipelineWith({ starts: null }))).toBe(false);
  });
});
