/** Scenario 2: an illegal jump, Lead → Partner, with both policies, through signed webhooks. */
import { describe, expect, it } from "vitest";
import { configPath, demoFiles } from "../../src/entry/demo/files.ts";
import { readPipelineMeasure } from "../../src/entry/demo/read-report.ts";
import type { Town } from "../../src/entry/demo/town.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import {
  columnOf,
  drag,
  labelsOf,
  openedIssues,
  openTemple,
  ownComments,
  stageLabelsOf,
  townWith,
  writesOfSecondSync,
} from "./lead.ts";
import { realFiles } from "./real-config.ts";
import { areRealTemplatesHere, mustRealTemplatesBeHere } from "./real-templates.ts";

type Policy = "tell" | "undo";

const kinds = [
  { kind: "our own", skip: false, filesOf: ownFiles },
  { kind: "real", skip: !areRealTemplatesHere && !mustRealTemplatesBeHere, filesOf: realFiles },
];

function ownFiles(policy: Policy): Readonly<Record<string, string>> {
  const files = demoFiles();
  const text = files[configPath]!.replace(/illegal-moves: \w+/, `illegal-moves: ${policy}`);
  expect(text).toContain(`illegal-moves: ${policy}`);
  return { ...files, [configPath]: text };
}

async function jump(files: Readonly<Record<string, string>>): Promise<{ town: Town; lead: IssueRow }> {
  const town = await townWith(files);
  const lead = await openTemple(town);
  await drag(town, lead, "2025-07-09T09:00:00Z", "Partner", "bd-manager");
  return { town, lead };
}

/** The comments that tell of the jump: all but the status comment. */
function tellingComments(town: Town, lead: IssueRow): readonly string[] {
  return ownComments(town, lead).filter((body) => body.includes("cannot move to **Partner**"));
}

async function expectAttemptInLog(town: Town, configText: string): Promise<void> {
  const { items } = await readPipelineMeasure(town.reader(), town.clock.now(), configText);
  expect(items[0]?.stage).toBe("lead");
  expect(items[0]?.moves.map(({ at, from, to, by }) => [at, from, to, by])).toEqual([
    ["2025-07-07T09:00:00Z", null, "lead", "bd-lead"],
    ["2025-07-09T09:00:00Z", "lead", "partner", "bd-manager"],
  ]);
  expect(items[0]?.moves[1]?.verdict).not.toBe("accepted");
}

describe.each(kinds)("a card dragged from Lead to Partner, with $kind templates", ({ skip, filesOf }) => {
  it.skipIf(skip)("is told once, kept where it was put, and marked until somebody puts it right", async () => {
    const files = filesOf("tell");
    const { town, lead } = await jump(files);
    expect(tellingComments(town, lead)).toHaveLength(1);
    expect(labelsOf(town, lead)).toContain("needs-stage-fix");
    expect(columnOf(town, lead)).toBe("Partner");
    expect(stageLabelsOf(town, lead)).toEqual(["stage: lead"]);
    expect(openedIssues(town)).toEqual([]);
    await expectAttemptInLog(town, files[configPath]!);

    expect(await writesOfSecondSync(town)).toBe(0);
    expect(tellingComments(town, lead)).toHaveLength(1);

    await drag(town, lead, "2025-07-10T09:00:00Z", "Lead");
    expect(labelsOf(town, lead)).not.toContain("needs-stage-fix");
    expect(tellingComments(town, lead)).toHaveLength(1);
  });

  it.skipIf(skip)("is told once and put back", async () => {
    const files = filesOf("undo");
    const { town, lead } = await jump(files);
    expect(tellingComments(town, lead)).toHaveLength(1);
    expect(labelsOf(town, lead)).not.toContain("needs-stage-fix");
    expect(columnOf(town, lead)).toBe("Lead");
    expect(stageLabelsOf(town, lead)).toEqual(["stage: lead"]);
    expect(openedIssues(town)).toEqual([]);
    await expectAttemptInLog(town, files[configPath]!);

    expect(await writesOfSecondSync(town)).toBe(0);
    expect(tellingComments(town, lead)).toHaveLength(1);
  });
});
