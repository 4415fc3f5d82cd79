import { describe, expect, it } from "vitest";
import { renderStageChart } from "../../src/report/stage-chart.ts";
import { companyMeasure } from "./company.ts";

describe("the chart of stages", () => {
  it("is not drawn without settled medians", () => {
    expect(renderStageChart(companyMeasure([]).stages)).toBeNull();
  });

  it("draws the settled medians in the pipeline's order", () => {
    expect(renderStageChart(companyMeasure().stages)).toBe(
      [
        "xychart-beta",
        '  title "Median days per stage, where settled"',
        '  x-axis ["Qualified lead", "Prospect"]',
        '  y-axis "Days"',
        "  bar [7, 16.5]",
      ].join("\n"),
    );
  });

  it("lets no column name end its own quotes or add a line", () => {
    const stages = companyMeasure().stages.map((stage) => ({ ...stage, name: `"] ${stage.name}\n  bar [9]; %%` }));
    expect(renderStageChart(stages)).toContain('x-axis ["Qualified lead bar 9", "Prospect bar 9"]');
  });
});
