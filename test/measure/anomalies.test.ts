import { describe, expect, it } from "vitest";
import { anomaliesOf } from "../../src/measure/anomalies.ts";
import { closed, labeled } from "../support/builders.ts";
import { at } from "./lives.ts";
import { subject, type Told } from "./subjects.ts";

const now = at("2025-12-01");

function kinds(told: Told, readAt: typeof now | null = now) {
  return anomaliesOf([subject(told)], { now, readAt }).map(({ kind, what }) => [kind, what]);
}

describe("anomaliesOf", () => {
  it("has nothing to say of a sound life", () => {
    expect(kinds({ facts: [closed("completed", at("2025-07-09"))] })).toEqual([]);
  });

  it.each<{ why: string; told: Told; expected: readonly (readonly string[])[] }>([
    {
      why: "row 59: closed before it was opened",
      told: { facts: [closed("completed", at("2025-07-01"))] },
      expected: [["closed-before-opened", "closed"]],
    },
    {
      why: "labelled before it was opened",
      told: { facts: [labeled("lead", at("2025-07-01"))] },
      expected: [["before-it-was-opened", "labeled"]],
    },
    {
      why: "row 59: in the future",
      told: { facts: [closed("completed", at("2026-07-01"))] },
      expected: [["in-the-future", "closed"]],
    },
    { why: "row 59: 1970", told: { way: [["lead", "1970-01-01"]] }, expected: [["before-github", "opened"]] },
  ])("$why", ({ told, expected }) => {
    expect(kinds(told)).toEqual(expected);
  });

  it("does not ask about the future of a past date", () => {
    expect(kinds({ facts: [closed("completed", at("2026-07-01"))] }, null)).toEqual([]);
  });
});
