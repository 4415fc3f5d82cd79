import { describe, expect, it } from "vitest";
import { settledVisits } from "../../src/measure/settled-visits.ts";
import { at, place, temple } from "./lives.ts";

type Way = readonly (readonly [stage: string, day: string])[];

function stages(...way: Way) {
  return settledVisits(place(...way), at("2025-12-01")).map(({ stage, visit }) => `${stage} ${visit}`);
}

const slip: Way = [
  ["lead", "2025-07-07"],
  ["qualified", "2025-07-10T09:00:00Z"],
  ["lead", "2025-07-10T09:00:20Z"],
];

describe("settledVisits", () => {
  it("leaves a way without slips as it is", () => {
    expect(settledVisits(temple, at("2025-12-01"))).toEqual(temple.visits);
  });

  it("row 56: takes out five flips in a minute, and the stay goes on", () => {
    const flips: Way = [
      ["lead", "2025-07-07"],
      ["qualified", "2025-07-10T09:00:00Z"],
      ["lead", "2025-07-10T09:00:10Z"],
      ["qualified", "2025-07-10T09:00:20Z"],
      ["lead", "2025-07-10T09:00:30Z"],
      ["qualified", "2025-07-10T09:00:40Z"],
    ];
    expect(stages(...flips)).toEqual(["lead 1", "qualified 1"]);
  });

  it.each<{ why: string; way: Way; expected: readonly string[] }>([
    { why: "there and back within a minute", way: slip, expected: ["lead 1"] },
    {
      why: "there and back in just a minute is a stay",
      way: [slip[0]!, slip[1]!, ["lead", "2025-07-10T09:01:00Z"]],
      expected: ["lead 1", "qualified 1", "lead 2"],
    },
    {
      why: "passing through quickly is a stay",
      way: [slip[0]!, slip[1]!, ["prospect", "2025-07-10T09:00:20Z"]],
      expected: ["lead 1", "qualified 1", "prospect 1"],
    },
  ])("$why", ({ way, expected }) => {
    expect(stages(...way)).toEqual(expected);
  });

  it("does not know of what came after", () => {
    expect(settledVisits(place(...slip), at("2025-07-10T09:00:10Z")).map(({ stage }) => stage)).toEqual([
      "lead",
      "qualified",
    ]);
  });
});
