/** Diagrams in the syntax of mermaid.js.org, line by line; names are never syntax. */
import { describe, expect, it } from "vitest";
import { instant } from "../../src/model/time.ts";
import { mermaidOf } from "../../src/report/mermaid.ts";
import type { ChartView, Marks, Quantity } from "../../src/report/view.ts";
import { quantity } from "./html/openwater.ts";

const table: ChartView["table"] = { id: "t", caption: "c", columns: [], rows: [], folded: true };

function drawn(marks: Marks, title = "A title"): readonly string[] | null {
  return mermaidOf({ id: "c", title, reading: "r", marks, table })?.value.split("\n") ?? null;
}

const at = (day: string) => instant(`${day}T00:00:00Z`);
const days = (value: number | null): Quantity => quantity(value, "days");
const points = (...values: readonly (number | null)[]) =>
  values.map((value, week) => ({ at: at(`2026-11-0${week + 1}`), value, n: null }));

describe("mermaidOf", () => {
  it.each([
    { why: "no edges", marks: { kind: "funnel", edges: [] } },
    { why: "one bar", marks: { kind: "bars", bars: [{ name: "a", quantity: days(1) }] } },
    {
      why: "bars that nobody knows",
      marks: {
        kind: "bars",
        bars: [
          { name: "a", quantity: days(null) },
          { name: "b", quantity: days(1) },
        ],
      },
    },
    { why: "one point", marks: { kind: "trend", unit: "days", series: [{ name: "a", points: points(1) }] } },
    {
      why: "a gap, which such a chart cannot show",
      marks: { kind: "trend", unit: "days", series: [{ name: "a", points: points(1, null, 3) }] },
    },
    { why: "no spans", marks: { kind: "spans", spans: [] } },
    { why: "curves", marks: { kind: "curves", curves: [], at: [] } },
    { why: "areas", marks: { kind: "areas", series: [] } },
  ] as const)("nothing: $why", ({ marks }) => {
    expect(drawn(marks)).toBeNull();
  });

  it("a funnel is a sankey; moves that would close a circle are left to the table", () => {
    const edges = [
      { from: "Lead", to: "Prospect", count: 12 },
      { from: "Lead", to: "Lost", count: 5 },
      { from: "Prospect", to: "Partner", count: 7 },
      { from: "Partner", to: "Prospect", count: 2 },
      { from: "Partner", to: "Lead", count: 1 },
      { from: "Lost", to: "Lost", count: 1 },
    ];
    expect(drawn({ kind: "funnel", edges })).toEqual([
      "sankey-beta",
      "",
      '"Lead","Prospect",12',
      '"Lead","Lost",5',
      '"Prospect","Partner",7',
    ]);
  });

  it("bars", () => {
    const bars = [
      { name: "Lead", quantity: days(9.74) },
      { name: "Prospect", quantity: days(20) },
    ];
    expect(drawn({ kind: "bars", bars })).toEqual([
      "xychart-beta",
      '  title "A title"',
      '  x-axis ["Lead", "Prospect"]',
      '  y-axis "days" 0 --> 22',
      "  bar [9.7, 20]",
    ]);
  });

  it("a trend of one is a line, in percent for shares", () => {
    const series = [{ name: "in time", points: points(0.5, 0.755) }];
    expect(drawn({ kind: "trend", unit: "share", series })).toEqual([
      "xychart-beta",
      '  title "A title"',
      '  x-axis ["11-01", "11-02"]',
      '  y-axis "percent" 0 --> 100',
      "  line [50, 75.5]",
    ]);
  });

  it("a trend of several shows the first two, and says which is which, since there is no legend", () => {
    const series = ["came", "done", "open"].map((name, add) => ({ name, points: points(1 + add, 2 + add) }));
    expect(drawn({ kind: "trend", unit: "items", series })).toEqual([
      "xychart-beta",
      '  title "A title (bars came line done)"',
      '  x-axis ["11-01", "11-02"]',
      '  y-axis "items" 0 --> 4',
      "  bar [1, 2]",
      "  line [2, 3]",
    ]);
  });

  it("a ratio has hundredths, and its sign is a stroke", () => {
    const series = [{ name: "cost", points: points(0.587, 2) }];
    expect(drawn({ kind: "trend", unit: "ratio", series }, "Cost ÷ revenue")).toEqual([
      "xychart-beta",
      '  title "Cost / revenue"',
      '  x-axis ["11-01", "11-02"]',
      '  y-axis "ratio" 0 --> 3',
      "  line [0.59, 2]",
    ]);
  });

  it("spans are a gantt; none is shorter than a day, and what is overdue stands out", () => {
    const span = { row: "Leads", from: at("2026-11-01"), to: at("2026-11-11"), open: false };
    const spans = [
      { ...span, name: "Estuary: Contract end" },
      { ...span, name: "Delta", row: "Deliverables", to: at("2026-11-01"), open: true },
    ];
    expect(drawn({ kind: "spans", spans })).toEqual([
      "gantt",
      "  title A title",
      "  dateFormat YYYY-MM-DD",
      "  axisFormat %Y-%m-%d",
      "  section Leads",
      "  Estuary Contract end :2026-11-01, 10d",
      "  section Deliverables",
      "  Delta :crit, 2026-11-01, 1d",
    ]);
  });

  it.each([
    { name: 'a"b', said: "a b" },
    { name: "a;b#c:d,e", said: "a b c d e" },
    { name: "x --> y\n%% z", said: "x y z" },
    { name: "{{ }}\u2028`", said: "unnamed" },
    { name: "Université Zürich 水", said: "Université Zürich 水" },
    { name: "👩‍👩‍👧", said: "unnamed" },
    { name: "é".repeat(80), said: `${"é".repeat(59)}.` },
    { name: "end", said: "end" },
  ])("a name is never syntax: $name", ({ name, said }) => {
    expect(drawn({ kind: "funnel", edges: [{ from: name, to: "b", count: 1 }] })![2]).toBe(`"${said}","b",1`);
  });
});
