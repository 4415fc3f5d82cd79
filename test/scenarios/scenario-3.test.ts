/** Scenario 3: Lost needs a reason, and a partner who renews is a lead in a new stay, not a new lead. */
import { describe, expect, it } from "vitest";
import { readPipelineMeasure } from "../../src/entry/demo/read-report.ts";
import type { Town } from "../../src/entry/demo/town.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import {
  boardNumber,
  cloudAt,
  cloudFiles,
  configPath,
  labelsOf,
  newsOn,
  submitForm,
  until,
  writesOfSecondSync,
} from "./cloud.ts";

async function leadOn(town: Town): Promise<IssueRow> {
  const lead = await submitForm(town, "bd-lead", {
    repository: "openwater/leads",
    title: "Temple College",
    labels: ["lead"],
    answers: { Community: "temple", "Contact role": "Head of research computing", Source: "Funder" },
  });
  await town.person("bd-lead").addToBoard(lead, boardNumber(town, 61));
  await move(town, lead, "Lead");
  return lead;
}

async function move(town: Town, lead: IssueRow, column: string): Promise<void> {
  await town.person("bd-lead").moveCard(lead, boardNumber(town, 61), column);
  await town.settle();
}

describe("a lead that is lost", () => {
  it("is asked for a reason once, and never again once it has one", async () => {
    const town = await cloudAt("2026-09-07T09:00:00Z");
    const lead = await leadOn(town);
    for (const [at, column] of [
      ["2026-09-08T09:00:00Z", "Qualified lead"],
      ["2026-09-09T09:00:00Z", "Prospect"],
      ["2026-09-10T09:00:00Z", "Lost"],
    ] as const) {
      await until(town, at);
      await move(town, lead, column);
    }
    const asked = newsOn(town, lead).filter((text) => text.includes("lost: "));
    expect(asked).toHaveLength(1);
    expect(await writesOfSecondSync(town)).toBe(0);

    await town.person("bd-lead").label(lead, "lost: competition");
    await town.settle();
    expect(newsOn(town, lead).filter((text) => text.includes("lost: "))).toHaveLength(1);
    expect(labelsOf(town, lead)).toEqual(["lead", "lost: competition", "stage: lost"]);
    expect(await writesOfSecondSync(town)).toBe(0);
  });
});

describe("a partner whose agreement is renewed", () => {
  it("goes back to Prospect in a second stay, and is still one lead", async () => {
    const town = await cloudAt("2026-09-07T09:00:00Z");
    const lead = await leadOn(town);
    for (const [day, column] of [
      ["08", "Qualified lead"],
      ["09", "Prospect"],
      ["10", "Partner"],
      ["20", "Prospect"],
    ] as const) {
      await until(town, `2026-09-${day}T09:00:00Z`);
      await move(town, lead, column);
    }
    const { items } = await readPipelineMeasure(town.reader(), town.clock.now(), cloudFiles()[configPath]!);
    expect(items).toHaveLength(1);
    expect(items[0]?.moves.map(({ to }) => to)).toEqual(["lead", "qualified", "prospect", "partner", "prospect"]);
    expect(labelsOf(town, lead)).toEqual(["lead", "stage: prospect"]);
    // One draft of the agreement for each stay.
    expect(
      lead.subIssues.map((id) => town.sandbox.store.issues.get(id)!.title).filter((title) => /agreement/.test(title)),
    ).toHaveLength(2);
  });
});
