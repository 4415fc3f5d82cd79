/** Scenario 1: lead to partner, end to end, through signed webhooks. The expected figures are counted on a calendar. */
import { describe, expect, it } from "vitest";
import { configPath, demoFiles } from "../../src/entry/demo/files.ts";
import { readPipelineMeasure } from "../../src/entry/demo/read-report.ts";
import type { Town } from "../../src/entry/demo/town.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import {
  drag,
  openedIssues,
  openTemple,
  ownComments,
  stageLabelsOf,
  subIssuesOf,
  townWith,
  writesOfSecondSync,
} from "./lead.ts";
import { realFiles } from "./real-config.ts";
import { areRealTemplatesHere, mustRealTemplatesBeHere } from "./real-templates.ts";

const way = [
  { at: "2025-07-11T09:00:00Z", column: "Qualified lead", label: "stage: qualified" },
  { at: "2025-07-18T09:00:00Z", column: "Prospect", label: "stage: prospect" },
  { at: "2025-08-05T09:00:00Z", column: "Partner", label: "stage: partner" },
];

/** Lives it, and holds the stage label at each point. */
async function live(files: Readonly<Record<string, string>>): Promise<{ town: Town; lead: IssueRow }> {
  const town = await townWith(files);
  const lead = await openTemple(town);
  expect(stageLabelsOf(town, lead)).toEqual(["stage: lead"]);
  for (const { at, column, label } of way) {
    await drag(town, lead, at, column);
    expect(stageLabelsOf(town, lead)).toEqual([label]);
  }
  return { town, lead };
}

async function expectLogAndTimes(town: Town, lead: IssueRow, configText: string): Promise<void> {
  const measure = await readPipelineMeasure(town.reader(), town.clock.now(), configText);
  expect(measure.incomplete).toEqual([]);
  const item = measure.items.find(({ ref }) => ref === `openwater/leads#${lead.number}`);
  expect(item?.moves.map(({ at, to, by, verdict }) => `${at} ${to} ${by} ${verdict}`)).toEqual([
    "2025-07-07T09:00:00Z lead bd-lead accepted",
    "2025-07-11T09:00:00Z qualified bd-lead accepted",
    "2025-07-18T09:00:00Z prospect bd-lead accepted",
    "2025-08-05T09:00:00Z partner bd-lead accepted",
  ]);
  expect(item?.stages.map(({ stage, days, exact }) => [stage, days, exact])).toEqual([
    ["lead", 4, true],
    ["qualified", 7, true],
    ["prospect", 18, true],
  ]);
  expect(item).toMatchObject({ totalDays: 29, end: "reached", outcome: "won" });
}

/** The onboarding parent and its phases, and nothing else, in `infrastructure`. */
function onboardingOf(town: Town, lead: IssueRow): { parent: IssueRow; phases: readonly IssueRow[] } {
  const { store } = town.sandbox;
  const infrastructure = store.repositoryByName("openwater", "infrastructure")!;
  const there = store.issuesOf(infrastructure.id);
  const parents = subIssuesOf(town, lead).filter(({ repository }) => repository === infrastructure.id);
  expect(parents).toHaveLength(1);
  const phases = subIssuesOf(town, parents[0]!);
  expect(there.map(({ id }) => id).sort()).toEqual([parents[0]!, ...phases].map(({ id }) => id).sort());
  return { parent: parents[0]!, phases };
}

function expectNoPlaceholder(town: Town): void {
  const opened = openedIssues(town);
  expect(opened.length).toBeGreaterThan(3);
  const unfilled = opened.filter(({ title, body }) => `${title}\n${body}`.includes("{{"));
  expect(unfilled.map(({ title }) => title)).toEqual([]);
}

describe("a lead that becomes a partner, with our own templates", () => {
  it("carries one stage label at each point, opens its checklists once, and took 4, 7 and 18 days", async () => {
    const files = demoFiles();
    const { town, lead } = await live(files);
    await expectLogAndTimes(town, lead, files[configPath]!);
    expect(onboardingOf(town, lead).phases.length).toBeGreaterThanOrEqual(3);
    expectNoPlaceholder(town);
    expect(ownComments(town, lead)).toHaveLength(1);
    expect(await writesOfSecondSync(town)).toBe(0);
  });
});

describe.skipIf(!areRealTemplatesHere && !mustRealTemplatesBeHere)(
  "a lead that becomes a partner, with real templates",
  () => {
    it("finds the real templates", () => {
      expect(areRealTemplatesHere).toBe(true);
    });

    it("gets one onboarding parent with three phases of its name, four log rows, and 4, 7 and 18 days", async () => {
      const files = realFiles("tell");
      const { town, lead } = await live(files);
      await expectLogAndTimes(town, lead, files[configPath]!);
      const { parent, phases } = onboardingOf(town, lead);
      expect(parent.title).toBe("Onboard temple");
      expect(phases.map(({ title }) => title)).toEqual([
        "[New Hub] [Phase 1] Cloud Account Setup - temple",
        "[New Hub] [Phase 2] Cluster Setup - temple",
        "[New Hub] [Phase 3] Hub Setup - temple.hub.example.org",
      ]);
      expectNoPlaceholder(town);
      expect(ownComments(town, lead)).toHaveLength(1);
      expect(await writesOfSecondSync(town)).toBe(0);
    });

    it("has its questions opened from a real issue form when it becomes a prospect", async () => {
      const town = await townWith(realFiles("tell"));
      const lead = await openTemple(town);
      await drag(town, lead, way[0]!.at, way[0]!.column);
      await drag(town, lead, way[1]!.at, way[1]!.column);
      const [ticket, ...more] = subIssuesOf(town, lead);
      expect(more).toEqual([]);
      expect(ticket?.title).toBe("[Support] Questions of temple");
      expect(ticket?.body).toContain(
        "### Short ticket description\n\nTemple University asks what a hub would be for them.",
      );
      expect(ticket?.body).not.toContain("{{");
    });

    it("opens the two remaining real templates when it is lost, filled in", async () => {
      const town = await townWith(realFiles("tell"));
      const lead = await openTemple(town);
      await drag(town, lead, "2025-07-09T09:00:00Z", "Lost");
      const [parent] = subIssuesOf(town, lead);
      expect(parent?.title).toBe("[Decommission Hub][2025-09-30] temple");
      expect(subIssuesOf(town, parent!).map(({ title }) => title)).toEqual(["Rollout the end of a hub"]);
      expect(openedIssues(town).filter(({ body }) => body?.includes("{{"))).toEqual([]);
    });
  },
);
