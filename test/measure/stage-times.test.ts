import { describe, expect, it } from "vitest";
import { stageTimes } from "../../src/measure/stage-times.ts";
import { at, leads, place, temple } from "./lives.ts";

function timesOf(where: typeof temple, now: string, openedAt = where.visits[0]!.entered) {
  return stageTimes(where, { openedAt, pipeline: leads }, at(now));
}

describe("stage times", () => {
  it("are null before anything happened", () => {
    expect(timesOf(temple, "2025-07-06")).toBeNull();
  });

  it("are 4, 7 and 18 days and 29 in total for a lead that became a partner", () => {
    const times = timesOf(temple, "2026-01-01");
    expect(times?.stages.map(({ stage, days }) => [stage, days])).toEqual([
      ["lead", 4],
      ["qualified", 7],
      ["prospect", 18],
    ]);
    expect(times).toMatchObject({ totalDays: 29, end: "reached", outcome: "won", endedAt: at("2025-08-05") });
  });

  const asOf = [
    {
      now: "2025-07-07T21:00:00Z",
      days: [0.5],
      total: 0.5,
      why: "half a day after opening is half a day, and it is still running",
    },
    { now: "2025-07-11", days: [4, 0], total: 4, why: "the instant of a move belongs to the stage moved to" },
    { now: "2025-07-20", days: [4, 7, 2], total: 13, why: "the card's later move has not happened yet" },
    { now: "2025-08-04", days: [4, 7, 17], total: 28, why: "one day before signing, Prospect is one day short" },
  ];
  it.each(asOf)("as of $now count only what had happened: $why", ({ now, days, total }) => {
    const times = timesOf(temple, now);
    expect(times?.stages.map((stay) => stay.days)).toEqual(days);
    expect(times?.stages.at(-1)?.left).toBeNull();
    expect(times).toMatchObject({ totalDays: total, end: "open", outcome: null, endedAt: null });
  });

  it("keep several stays in one stage apart and number them", () => {
    const back = place(["lead", "2025-01-01"], ["qualified", "2025-01-03"], ["lead", "2025-01-04"]);
    expect(timesOf(back, "2025-01-09")?.stages).toMatchObject([
      { stage: "lead", visit: 1, days: 2, left: at("2025-01-03") },
      { stage: "qualified", visit: 1, days: 1 },
      { stage: "lead", visit: 2, days: 5, left: null },
    ]);
  });

  it("end otherwise, not as reached, when the lead was lost", () => {
    const lost = place(["lead", "2025-01-01"], ["lost", "2025-01-08"]);
    expect(timesOf(lost, "2025-03-01")).toMatchObject({ end: "otherwise", outcome: "lost", totalDays: 7 });
  });

  it("run again for a partner whose renewal went back to Prospect, and keep the stay as partner", () => {
    const renewal = place(["prospect", "2025-01-01"], ["partner", "2025-01-11"], ["prospect", "2025-03-02"]);
    const times = timesOf(renewal, "2025-03-04");
    expect(times?.stages.map(({ stage, days }) => [stage, days])).toEqual([
      ["prospect", 10],
      ["partner", 50],
      ["prospect", 2],
    ]);
    expect(times).toMatchObject({ end: "open", totalDays: 62 });
  });

  it("keep an earlier stay in the stage in which the item ended again", () => {
    const renewed = place(
      ["prospect", "2025-01-01"],
      ["partner", "2025-01-11"],
      ["prospect", "2025-03-02"],
      ["partner", "2025-03-12"],
    );
    const times = timesOf(renewed, "2025-06-01");
    expect(times?.stages.map(({ stage, days }) => [stage, days])).toEqual([
      ["prospect", 10],
      ["partner", 50],
      ["prospect", 10],
    ]);
    expect(times).toMatchObject({ end: "reached", totalDays: 70 });
  });

  it("count the total from opening, also when the first known stage began later", () => {
    const late = place(["prospect", "2025-02-01"], ["partner", "2025-02-03"]);
    expect(timesOf(late, "2025-03-01", at("2025-01-01"))?.totalDays).toBe(33);
  });

  it("pass on that a beginning is not exact", () => {
    const [first, ...rest] = temple.visits;
    const vague = { ...temple, visits: [{ ...first!, exact: false }, ...rest] };
    expect(timesOf(vague, "2025-09-01")?.stages.map((stay) => stay.exact)).toEqual([false, true, true]);
  });
});
