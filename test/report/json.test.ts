import { describe, expect, it } from "vitest";
import { renderJson } from "../../src/report/json.ts";
import { company, companyMeasure, templeRef } from "./company.ts";

describe("report.json", () => {
  it("of no items is whole and empty", () => {
    const report = JSON.parse(renderJson(companyMeasure([])));
    expect(report).toMatchObject({ asOf: "2025-08-05T09:00:00Z", pipeline: "leads", items: [], incomplete: [] });
    expect(report).not.toHaveProperty("stages");
  });

  it("has 4, 7 and 18 days and 29 in total at the top for the item it is about", () => {
    const report = JSON.parse(renderJson(companyMeasure(), templeRef));
    expect(report.item).toBe(templeRef);
    expect(report.stages.map((stage: { id: string; days: number }) => [stage.id, stage.days])).toEqual([
      ["lead", 4],
      ["qualified", 7],
      ["prospect", 18],
    ]);
    expect(report.totalDays).toBe(29);
  });

  it("has every item with its stages, its total and its log", () => {
    const report = JSON.parse(renderJson(companyMeasure()));
    expect(report.items).toHaveLength(8);
    expect(report.items.find((item: { ref: string }) => item.ref === templeRef)).toEqual({
      ref: templeRef,
      url: "https://github.com/openwater/leads/issues/42",
      title: "Temple University",
      openedAt: "2025-07-07T09:00:00Z",
      stage: "partner",
      since: "2025-08-05T09:00:00Z",
      exact: true,
      end: "reached",
      outcome: "won",
      endedAt: "2025-08-05T09:00:00Z",
      stages: [
        { id: "lead", days: 4, visits: 1, open: false, exact: true },
        { id: "qualified", days: 7, visits: 1, open: false, exact: true },
        { id: "prospect", days: 18, visits: 1, open: false, exact: true },
      ],
      totalDays: 29,
      moves: [
        { at: "2025-07-07T09:00:00Z", from: null, to: "lead", by: "bd-lead", verdict: "accepted" },
        { at: "2025-07-11T09:00:00Z", from: "lead", to: "qualified", by: "bd-lead", verdict: "accepted" },
        { at: "2025-07-18T09:00:00Z", from: "qualified", to: "prospect", by: "bd-lead", verdict: "accepted" },
        { at: "2025-08-05T09:00:00Z", from: "prospect", to: "partner", by: "bd-lead", verdict: "accepted" },
      ],
    });
  });

  it("is the same text whatever order the items were read in, and ends in a line break", () => {
    const text = renderJson(companyMeasure());
    expect(renderJson(companyMeasure([...company].reverse()))).toBe(text);
    expect(text.endsWith("}\n")).toBe(true);
  });
});
