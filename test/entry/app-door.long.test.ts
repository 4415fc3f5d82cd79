import { describe, it } from "vitest";
import { fuzzDoor, fuzzWire } from "./fuzz-door.ts";

describe("the App's door", () => {
  it("stays up under 100,000 random requests", () => fuzzDoor(100_000));

  it("gives no success to 100,000 requests of any bytes", () => fuzzWire(100_000));
});
