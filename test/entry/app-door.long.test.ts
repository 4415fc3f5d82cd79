import { describe, it } from "vitest";
import { fuzzDoor } from "./fuzz-door.ts";

describe("the App's door", () => {
  it("stays up under 100,000 random requests", () => fuzzDoor(100_000));
});
