import { describe, expect, it } from "vitest";
import { stageSums } from "../../src/measure/stage-sums.ts";
import { stageTimes } from "../../src/measure/stage-times.ts";
import { at, leads, place } from "./lives.ts";

const order = leads.stages.map((stage) => stage.id);

function sumsOf(where: ReturnType<typeof place>, now: string) {
  const times = stageTimes(where, { openedAt: where.visits[0]!.entered, pipeline: leads }, at(now));
  return stageSums(times?.stages ?? [], order);
}

describe("stage sums", () => {
  it("are none without stays", () => {
    expect(stageSums([], order)).toEqual([]);
  });

  it("add several stays in one stage, in the pipeline's order", () => {
    const back = place(
      ["lead", "2025-01-01"],
      ["prospect", "2025-01-02"],
      ["qualified", "2025-01-05"],
      ["prospect", "2025-01-06"],
      ["partner", "2025-01-16"],
    );
    expect(sumsOf(back, "2025-02-01")).toEqual([
      { stage: "lead", days: 1, visits: 1, open: false, exact: true },
      { stage: "qualified", days: 1, visits: 1, open: false, exact: true },
      { stage: "prospect", days: 13, visits: 2, open: false, exact: true },
    ]);
  });

  it("say that the sum is only so far when the last stay is not over", () => {
    const back = place(["lead", "2025-01-01"], ["qualified", "2025-01-02"], ["lead", "2025-01-04"]);
    expect(sumsOf(back, "2025-01-05")[0]).toEqual({ stage: "lead", days: 2, visits: 2, open: true, exact: true });
  });

  it("keep a stage that the pipeline no longer names, at the end", () => {
    const old = place(["negotiating", "2025-01-01"], ["lead", "2025-01-02"]);
    expect(sumsOf(old, "2025-01-03").map((sum) => sum.stage)).toEqual(["lead", "negotiating"]);
  });
});
