/**
 * A grant, lived with the preset as `init` writes it: applied for by parts that are planned back from the day the
 * application is due, decided, used, and closed with one report; and what the reports of each audience say of it.
 */
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { Town } from "../../src/entry/demo/town.ts";
import { mergeConfigs } from "../../src/entry/merge-configs.ts";
import { readPresets } from "../../src/entry/presets.ts";
import { makeReport, reportFormats } from "../../src/entry/report/make-report.ts";
import { readOrganisation } from "../../src/entry/report/read-organisation.ts";
import type { ReportAudience } from "../../src/model/report-rule.ts";
import { instant } from "../../src/model/time.ts";
import { createWorldKeeper } from "../../src/observe/world.ts";
import { builder } from "../../src/sandbox/build.ts";
import { builderActor } from "../../src/sandbox/build-past.ts";
import { addSubIssue } from "../../src/sandbox/ops-sub-issues.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import { cloudAt, newsOn, openedIssues, subIssuesOf, submitForm, until, writesOfSecondSync } from "./cloud.ts";
import { bodyOf } from "./forms.ts";

const preset = mergeConfigs(
  readPresets().flatMap(({ name, config }) => (name === "grant" ? [config] : [])),
  { heading: "Grants", set: { mode: "apply", starts: "2025-07-01" } },
).text;

const answers = {
  Funder: "canary-funder Foundation",
  Champions: "canary-champion",
  "Application due": "2025-09-30",
  "First day of the grant": "2025-11-01",
  "Last day of the grant": "2026-02-28",
  "Total amount": "48211",
  Currency: "",
  "Spent so far": "12052.75",
  Deliverables: "",
};

const repository = "openwater/leads";

async function asked(town: Town): Promise<IssueRow> {
  const { store, world } = town.sandbox;
  const leads = store.repositoryByName("openwater", "leads")!;
  const present = (label: string) => store.labelByName(leads.id, label) !== null;
  const stages = ["applying", "submitted", "awarded", "completed"].map((stage) => `grant: ${stage}`);
  for (const label of ["grant", "deliverable", ...stages]) if (!present(label)) builder(world).label(leads, label);
  return submitForm(town, "bd-lead", { repository, title: "canary-grant", labels: ["grant"], answers });
}

async function owed(town: Town, grant: IssueRow, [title, due]: readonly [string, string]): Promise<IssueRow> {
  const form = { Grant: "not the title", Due: due, Evidence: "https://example.org/canary-evidence" };
  const issue = await submitForm(town, "bd-lead", { repository, title, labels: ["deliverable"], answers: form });
  const { world } = town.sandbox;
  addSubIssue(world, builderActor(world, "bd-lead"), { parent: grant, subIssue: issue, replaceParent: false });
  await town.settle();
  return issue;
}

const closings = (town: Town) => openedIssues(town).filter(({ title }) => title === "Close: canary-grant");

async function reported(town: Town, audience: ReportAudience, asOf: string) {
  const { config } = loadConfig(preset, "milepost.yml", { home: { owner: "openwater", repo: ".github" } });
  const reader = town.reader();
  const world = await createWorldKeeper(reader, config!).read();
  const now = instant(town.sandbox.clock.now());
  const gathered = await readOrganisation({
    ...{ config: config!, reader, world, now, cache: null, onProgress: () => {} },
  });
  const ask = { name: "weekly", audience, sections: null, windowWeeks: 26, pipelines: null };
  const made = await makeReport(gathered, { config: config!, ask, asOf: instant(asOf), formats: reportFormats });
  return { ...made, whole: made.files.map(({ text }) => text).join("\n") };
}

describe("a grant", () => {
  it("is planned back, decided, used and closed once", { timeout: 120_000 }, async () => {
    // Labels that several issues want made at the same moment are warned of.
    const town = await cloudAt("2025-08-01T09:00:00Z", { change: () => preset, mayWarn: true });
    const person = town.person("bd-lead");
    const grant = await asked(town);
    expect(openedIssues(town)).toEqual([]);

    // 28, 21, 14 and 7 days before 30 September.
    await person.label(grant, "grant: applying");
    await town.settle();
    const [application, ...more] = subIssuesOf(town, grant);
    expect([application!.title, more]).toEqual(["Apply: canary-grant", []]);
    const parts = subIssuesOf(town, application!).map(({ title, body }) => [
      title,
      /### Due\n\n(\S+)/.exec(body ?? "")?.[1],
    ]);
    expect(parts).toEqual([
      ["Budget: canary-grant", "2025-09-02"],
      ["Letters of support: canary-grant", "2025-09-09"],
      ["Text: canary-grant", "2025-09-16"],
      ["Sign-off by our fiscal sponsor: canary-grant", "2025-09-23"],
    ]);
    expect(await writesOfSecondSync(town)).toBe(0);

    // A part that nobody did is seen the day after it was due.
    for (const day of ["2025-08-31", "2025-09-02", "2025-09-03"]) await until(town, `${day}T12:00:00Z`);
    const { view } = await reported(town, "team", "2025-09-03T12:00:00Z");
    const late = view.attention.filter(({ kind }) => kind === "overdue");
    expect(late.map(({ item, what }) => `${item.label} ${what}`)).toEqual([
      "Budget: canary-grant was due on 2025-09-02, 36 hours ago.",
    ]);

    for (const part of subIssuesOf(town, application!)) await person.close(part);
    await person.close(application!);
    await until(town, "2025-09-23T12:00:00Z");
    expect(newsOn(town, grant)).toEqual([
      "The application is due in 30 days.",
      "The application is due in two weeks.",
      "The application is due in 7 days.",
    ]);
    await person.label(grant, "grant: submitted");
    await until(town, "2025-10-15T12:00:00Z");
    // It is in: the day that is over alarms nobody any more.
    const waiting = await reported(town, "team", "2025-10-15T12:00:00Z");
    expect(waiting.view.attention.filter(({ kind }) => kind === "overdue")).toEqual([]);
    await person.label(grant, "grant: awarded");
    await town.settle();
    expect(closings(town)).toEqual([]);

    // Both deliverables are closed long before 60 days before the end, which is 30 December.
    const [first, second] = [
      await owed(town, grant, ["canary-deliverable one", "2025-11-20"]),
      await owed(town, grant, ["canary-deliverable two", "2026-01-20"]),
    ];
    await until(town, "2025-11-16T12:00:00Z");
    await person.close(first);
    await town.settle();
    expect(closings(town)).toEqual([]);
    await until(town, "2025-11-16T18:00:00Z");

    // 1 to 15 November are over of the 120 days from 1 November to 28 February; one of two is delivered; 25 % is spent.
    const finance = await reported(town, "finance", "2025-11-16T18:00:00Z");
    expect(finance.view.incomplete).toEqual([]);
    const row = (of: typeof finance) => of.markdown.split("\n").find((line) => line.startsWith("| [canary-grant]"));
    expect(row(finance)).toMatch(
      /\| 2026-02-28 \| 13 % \| 50 %.*\| 48,211\.00 \| 12,052\.75 \| 25 % \| 0 \| 2026-01-20 \| canary-funder Foundation \| canary-champion \|$/,
    );
    const team = await reported(town, "team", "2025-11-16T18:00:00Z");
    expect(team.whole).not.toMatch(/48.?211|12.?052|Amount|Money used/);
    expect(row(team)).toMatch(/\| 2026-02-28 \| 13 % \| 50 %[^|]*\| 0 \| 2026-01-20 \| canary-funder/);
    for (const word of ["canary-funder", "canary-champion", "canary-deliverable"]) expect(team.whole).toContain(word);
    const open = await reported(town, "public", "2025-11-16T18:00:00Z");
    expect(open.markdown).toContain("0 waiting for a decision, 1 running, 0 completed, 0 refused or given up.");
    expect(open.whole).not.toMatch(/canary|48.?211|12.?052|2026-02-28|2026-01-20/);

    await person.close(second);
    await town.settle();
    expect(closings(town)).toHaveLength(1);
    await person.close(closings(town)[0]!);
    // The end is moved on, and its 60 days come: one report is enough.
    await person.editBody(grant, bodyOf({ ...answers, "Last day of the grant": "2026-03-31" }));
    for (const day of ["2025-12-30", "2026-01-30", "2026-04-01"]) await until(town, `${day}T12:00:00Z`);
    expect(closings(town)).toHaveLength(1);
    expect(await writesOfSecondSync(town)).toBe(0);

    // Nobody moved it on, and that is seen.
    const after = await reported(town, "team", "2026-04-01T12:00:00Z");
    expect(after.view.attention.map(({ item, what }) => `${item.label} ${what}`)).toContain(
      "canary-grant ended on 2026-03-31 and still stands in Awarded: is its last report sent?",
    );
  });
});
