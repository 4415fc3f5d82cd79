import { describe, expect, it } from "vitest";
import { kaplanMeier } from "../../src/measure/kaplan-meier.ts";
import { columnsOf, type Wait } from "../../src/measure/wait.ts";
import { instant } from "../../src/model/time.ts";

const now = instant("2026-03-01T00:00:00Z");

/** Begun on 1 January, reached ten days later. */
function wait(
  change: Partial<Record<"from" | "entry" | "until", string>> & Partial<Pick<Wait, "end" | "fromExact">> = {},
): Wait {
  const { from = "2026-01-01T00:00:00Z", entry = null, until = "2026-01-11T00:00:00Z", ...rest } = change;
  const moments = { from: instant(from), entry: entry === null ? null : instant(entry), until: instant(until) };
  return { item: "openwater/leads#1", fromExact: true, end: { kind: "reached" }, ...moments, ...rest };
}

describe("waits in columns", () => {
  it("come to nothing when there are none", () => {
    const { columns, ...rest } = columnsOf([], now);
    expect([columns.time.length, columns.ends]).toEqual([0, ["reached"]]);
    expect(rest).toEqual({ inexact: 0, anomalies: [] });
  });

  it("are whole seconds from each one's own beginning", () => {
    const { columns } = columnsOf([wait(), wait({ until: "2026-01-01T00:00:01Z", end: { kind: "open" } })], now);
    expect([...columns.time]).toEqual([864_000, 1]);
    expect([...columns.end]).toEqual([1, 0]);
    expect(columns.entry).toBeNull();
  });

  it("are ties when they ended in the same second, whatever the fraction", () => {
    const waits = [wait({ until: "2026-01-02T00:00:00.900Z" }), wait({ until: "2026-01-02T00:00:00.100Z" })];
    expect([...kaplanMeier(columnsOf(waits, now).columns).events]).toEqual([2]);
  });

  it("name the other ends in alphabetical order, whichever came first", () => {
    const [lost, stalled] = [
      wait({ end: { kind: "otherwise", which: "lost" } }),
      wait({ end: { kind: "otherwise", which: "stalled" } }),
    ];
    for (const waits of [
      [lost, stalled],
      [stalled, lost],
    ])
      expect(columnsOf(waits, now).columns.ends).toEqual(["reached", "lost", "stalled"]);
  });

  it("keep an end that is also called reached apart from the one waited for", () => {
    const { columns } = columnsOf([wait({ end: { kind: "otherwise", which: "reached" } })], now);
    expect([columns.ends, [...columns.end]]).toEqual([["reached", "reached"], [2]]);
  });

  it("count from when they were watched, when that was later", () => {
    const waits = [wait({ entry: "2026-01-03T00:00:00Z" }), wait({ entry: "2025-12-01T00:00:00Z" }), wait()];
    expect([...columnsOf(waits, now).columns.entry!]).toEqual([172_800, 0, 0]);
  });

  it("leave out those that began earlier than known, and say how many", () => {
    const { columns, inexact } = columnsOf([wait(), wait({ fromExact: false }), wait({ fromExact: false })], now);
    expect([columns.time.length, inexact]).toEqual([1, 2]);
  });

  it("have room for ending in the second they began in", () => {
    const { columns, anomalies } = columnsOf([wait({ until: "2026-01-01T00:00:00Z" })], now);
    expect([[...columns.time], anomalies]).toEqual([[0], []]);
  });

  it.each([
    { change: { until: "2025-12-31T23:59:59Z" }, kind: "ends-before-it-began", why: "closed before opened" },
    {
      change: { from: "2026-03-01T00:00:01Z", until: "2026-03-02T00:00:00Z" },
      kind: "begins-in-the-future",
      why: "a future date",
    },
    { change: { until: "2026-03-01T00:00:01Z" }, kind: "ends-in-the-future", why: "a clock that is ahead" },
    { change: { entry: "2026-01-11T00:00:00Z" }, kind: "never-watched", why: "seen first when it was over" },
  ])("list $kind and do not average it in: $why", ({ change, kind }) => {
    const { columns, anomalies } = columnsOf([wait(), wait(change)], now);
    expect([columns.time.length, anomalies]).toEqual([1, [{ item: "openwater/leads#1", kind }]]);
  });
});
