/** Pipelines to which nothing has come: named, without pages of zeros; unless something of them could not be read. */
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { makeReport } from "../../src/entry/report/make-report.ts";
import { noSources } from "../../src/measure/communities.ts";
import type { Gathered, Unmeasured } from "../../src/measure/organisation.ts";
import { instant } from "../../src/model/time.ts";
import { world } from "../support/builders.ts";

const now = instant("2026-06-01T06:00:00Z");

const text = `version: 1
repositories:
  leads: { name: openwater/leads, visibility: private }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    stages: [{ id: lead, label: "stage: lead" }, { id: partner, label: "stage: partner", outcome: won }]
  grants:
    items: { repository: leads, label: grant }
    stages: [{ id: idea, label: "grant: idea" }, { id: awarded, label: "grant: awarded", outcome: won }]
`;

async function report(more: Partial<Gathered>) {
  const { config } = loadConfig(text, "milepost.yml");
  const gathered: Gathered = {
    ...{ subjects: [], runs: [], incomplete: [], gaps: [], sources: noSources, world: world(), readAt: now },
    ...more,
  };
  const ask = { name: "weekly", audience: "team", sections: null, windowWeeks: 26, pipelines: null } as const;
  const { view, markdown } = await makeReport(gathered, { config: config!, ask, asOf: now, formats: ["json"] });
  return { view, markdown, about: [...new Set(view.sections.map(({ pipeline }) => pipeline))] };
}

const unread: Unmeasured = {
  ...{ ref: "openwater/leads#1", why: "502", pipeline: "grants" },
  ...{ url: "https://github.com/openwater/leads/issues/1", openedAt: instant("2026-05-01T06:00:00Z") },
};

describe("a pipeline to which nothing has come", () => {
  it("is named once, and has no number and no section", async () => {
    const { view, markdown, about } = await report({});
    expect(markdown).toContain("No item has come yet to: Leads, Grants.");
    expect([view.figures, about]).toEqual([[], [null]]);
    expect(markdown.split("\n").length).toBeLessThan(60);
  });

  it("is not called empty where an item of it could not be read", async () => {
    const { markdown, about } = await report({ incomplete: [unread] });
    expect(markdown).toContain("No item has come yet to: Leads.");
    expect(about).toContain("grants");
    expect(about).not.toContain("leads");
  });

  it("is not called empty where a list did not come whole", async () => {
    const { markdown, about } = await report({ gaps: ["Issues of openwater/leads could not be read whole."] });
    expect(markdown).not.toContain("No item has come yet");
    expect(about).toEqual(expect.arrayContaining(["leads", "grants"]));
  });
});
