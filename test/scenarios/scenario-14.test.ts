/**
 * Scenario 14: what a grant owes, with the preset as `init` writes it: reminded at 30, 14 and 7 days, delivered two days
 * late, and ended without evidence, which is asked for and does not count. Its money is in test/measure/money.
 */
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { Town } from "../../src/entry/demo/town.ts";
import { mergeConfigs } from "../../src/entry/merge-configs.ts";
import { readPresets } from "../../src/entry/presets.ts";
import { makeReport } from "../../src/entry/report/make-report.ts";
import { readOrganisation } from "../../src/entry/report/read-organisation.ts";
import { instant } from "../../src/model/time.ts";
import { createWorldKeeper } from "../../src/observe/world.ts";
import { builder } from "../../src/sandbox/build.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import { cloudAt, labelsOf, newsOn, submitForm, until, writesOfSecondSync } from "./cloud.ts";
import { bodyOf } from "./forms.ts";

const preset = mergeConfigs(
  readPresets().flatMap(({ name, config }) => (name === "grant" ? [config] : [])),
  { heading: "Grants", set: { mode: "apply", starts: "2025-09-01" } },
).text;

const answers = { Grant: "Ocean grant", Due: "2025-11-30", Evidence: "" };

async function owed(town: Town, title: string): Promise<IssueRow> {
  const { store, world } = town.sandbox;
  const leads = store.repositoryByName("openwater", "leads")!;
  if (store.labelByName(leads.id, "deliverable") === null) builder(world).label(leads, "deliverable");
  return submitForm(town, "bd-lead", { repository: "openwater/leads", title, labels: ["deliverable"], answers });
}

async function reported(town: Town, asOf: string) {
  const { config } = loadConfig(preset, "milepost.yml", { home: { owner: "openwater", repo: ".github" } });
  const reader = town.reader();
  const world = await createWorldKeeper(reader, config!).read();
  const gathered = await readOrganisation({
    ...{ config: config!, reader, world, now: instant(town.sandbox.clock.now()), cache: null, onProgress: () => {} },
  });
  const ask = { name: "weekly", audience: "team", sections: null, windowWeeks: 26, pipelines: null } as const;
  const made = await makeReport(gathered, { config: config!, ask, asOf: instant(asOf), formats: ["json"] });
  const owing = made.measure.pipelines.find(({ pipeline }) => pipeline.name === "deliverables")!.deliverables!;
  return { ...made, owing };
}

describe("what a grant owes by 2025-11-30", () => {
  it("is reminded three times, slips by two days, and counts only with evidence", { timeout: 60_000 }, async () => {
    // Both want the label `late` made at the same moment; the second one gets it at its next look, and that is warned of.
    const town = await cloudAt("2025-10-01T09:00:00Z", { change: () => preset, mayWarn: true });
    const person = town.person("bd-lead");
    const report = await owed(town, "Yearly report");
    const data = await owed(town, "Data published");

    // 30, 14 and 7 days before 30 November are 31 October, 16 November and 23 November.
    const news: string[] = [];
    for (const day of ["2025-10-30", "2025-10-31", "2025-11-15", "2025-11-16", "2025-11-22", "2025-11-23"]) {
      await until(town, `${day}T12:00:00Z`);
      news.push(`${day}: ${newsOn(town, report).length}`);
    }
    expect(news).toEqual([
      "2025-10-30: 0",
      "2025-10-31: 1",
      "2025-11-15: 1",
      "2025-11-16: 2",
      "2025-11-22: 2",
      "2025-11-23: 3",
    ]);
    expect(newsOn(town, report)).toEqual(["Due in 30 days.", "Due in 14 days.", "Due in 7 days."]);

    // Both are late on 2 December; one is then closed with its link, the other without.
    await until(town, "2025-12-02T10:00:00Z");
    expect(labelsOf(town, report)).toContain("late");
    await person.editBody(report, bodyOf({ ...answers, Evidence: "https://example.org/report" }));
    await person.close(report);
    await person.close(data);
    await town.settle();
    const asks = (issue: IssueRow) => newsOn(town, issue).filter((text) => text.includes("Please add the link"));
    expect([asks(report).length, asks(data).length]).toEqual([0, 1]);
    expect(await writesOfSecondSync(town)).toBe(0);

    await until(town, "2025-12-08T06:00:00Z");
    const { owing, markdown, view } = await reported(town, "2025-12-08T06:00:00Z");
    expect(owing.all.map(({ state, slipDays }) => [state, slipDays])).toEqual([
      ["delivered", 2],
      ["unproven", null],
    ]);
    expect(owing.inTime).toMatchObject({ hits: 0, of: 2 });
    const asked = view.attention.filter(({ what }) => what.includes("without a link to what was delivered"));
    expect(asked.map(({ item }) => item.url)).toEqual([`https://github.com/openwater/leads/issues/${data.number}`]);
    expect(markdown).toContain("## Deliverables: what is owed");
    expect(markdown).toContain("Of 2 whose day has come 0 were delivered in time");
    expect(markdown).toMatch(
      /\| \[Yearly report\]\(\S+\) \| Ocean grant \| 2025-11-30 \| delivered \| 2025-12-02 \| 2 \|/,
    );

    // The day before it was closed, the same report would have said that both are late.
    expect((await reported(town, "2025-12-01T09:00:00Z")).owing.all.map(({ state }) => state)).toEqual([
      "late",
      "late",
    ]);
  });
});
