import { describe, expect, it } from "vitest";
import { createClock } from "../../src/sandbox/clock.ts";

describe("the sandbox's clock", () => {
  it("stands still by itself", () => {
    const clock = createClock("2025-07-07T09:00:00Z");
    expect(clock.now()).toBe("2025-07-07T09:00:00Z");
    expect(clock.now()).toBe("2025-07-07T09:00:00Z");
  });

  it("is set and advanced, over the end of a year", () => {
    const clock = createClock("2025-07-07T09:00:00Z");
    clock.set("2025-12-31T23:59:30.900Z");
    clock.advance(45);
    expect(clock.now()).toBe("2026-01-01T00:00:15Z");
  });

  it("goes back only when told that this is meant", () => {
    const clock = createClock("2025-07-07T09:00:00Z");
    expect(() => clock.set("2025-07-07T08:59:59Z")).toThrow(/cannot go back/);
    expect(() => clock.advance(-1)).toThrow(/cannot advance by -1/);
    clock.set("2025-07-07T08:59:59Z", { back: true });
    expect(clock.now()).toBe("2025-07-07T08:59:59Z");
  });

  it("says what a time looks like when it is given none", () => {
    expect(() => createClock("yesterday")).toThrow(/"yesterday" is not a time/);
  });
});
