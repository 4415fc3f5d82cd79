/** The axis of a trend: it begins at nothing and ends at the grid's first line at or above the highest point. */
import { toHtml } from "hast-util-to-html";
import { describe, expect, it } from "vitest";
import { instant } from "../../../src/model/time.ts";
import { drawTrend } from "../../../src/report/html/draw-trend.ts";
import type { Unit } from "../../../src/report/view.ts";

/** What stands beside the axis, from below. */
function linesOf(values: readonly (number | null)[], unit: Unit): readonly string[] {
  const points = values.map((value, at) => ({ at: instant(`2026-06-${10 + at}T00:00:00Z`), value, n: 9 }));
  const drawing = drawTrend({ kind: "trend", unit, series: [{ name: "One", points }] }, "A trend");
  // Without the newest number, which stands where the line ends.
  const svg = toHtml(drawing!.svg).replace(/<g[^>]*font-weight="600"[^>]*>.*?<\/g>/g, "");
  return [...svg.matchAll(/<text[^>]*>(\d[\d.,]*(?: %)?)<\/text>/g)].map(([, text]) => text!);
}

const numberOf = (line: string) => Number.parseFloat(line.replaceAll(",", ""));

describe("drawTrend", () => {
  it("draws nothing of nothing", () => {
    expect(drawTrend({ kind: "trend", unit: "days", series: [] }, "A trend")).toBeNull();
  });

  it.each([
    { values: [13.3, 8.9], unit: "days", top: "15", why: "steps of 5: three lines" },
    { values: [41.3, 41.8], unit: "days", top: "50", why: "steps of 10" },
    { values: [15], unit: "days", top: "15", why: "a point on a line needs no other one" },
    { values: [0.3], unit: "days", top: "1", why: "less than one is drawn under one" },
    { values: [175, null, 125], unit: "days", top: "200", why: "a gap counts for nothing" },
    { values: [0.129, 0.11], unit: "share", top: "15 %", why: "a small share is to be read, too" },
    { values: [0.83, 1], unit: "share", top: "100 %", why: "no share is above one" },
    { values: [4_000, 12_345.67], unit: "money", top: "15,000", why: "an axis has no hundredths" },
    { values: [1.25], unit: "money", top: "1.50", why: "but where they count" },
    { values: [0.001], unit: "share", top: "10 %", why: "and none is drawn as if it were large" },
  ] as const)("ends at $top for $values: $why", ({ values, unit, top }) => {
    const lines = linesOf(values, unit);
    expect(lines[0]).toMatch(/^0( %)?$/);
    expect(lines).toContain(top);
    const highest = Math.max(...lines.map(numberOf));
    expect(highest).toBe(numberOf(top));
  });
});
