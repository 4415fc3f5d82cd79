/** Scenario 4: READY counts only once every row of the table has an answer. */
import { describe, expect, it } from "vitest";
import type { Town } from "../../src/entry/demo/town.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import { boardNumber, cloudAt, fieldOf, labelsOf, newsOn, submitForm, until, writesOfSecondSync } from "./cloud.ts";

const facts = (region: string, representative = "The head of the lab") =>
  [
    "| Question | Answer |",
    "| :--- | :--- |",
    "| Cloud provider | AWS |",
    `| Region | ${region} |`,
    "| Who pays the provider? | The community |",
    `| Representative | ${representative} |`,
  ].join("\n");

function answers(ready: string, table: string) {
  return {
    Community: "temple",
    Phase: "Phase 2: cluster",
    "Ready to be worked on?": ready,
    "What has to be known": table,
  };
}

async function phaseOn(town: Town, table: string): Promise<IssueRow> {
  const phase = await submitForm(town, "delivery-manager", {
    repository: "openwater/infrastructure",
    title: "[New hub] Phase 2: cluster - temple",
    labels: ["rollout"],
    answers: answers("READY", table),
  });
  await town.person("delivery-manager").addToBoard(phase, boardNumber(town, 57));
  await town.person("delivery-manager").moveCard(phase, boardNumber(town, 57), "Upcoming");
  await town.settle();
  return phase;
}

describe("a phase that is called READY", () => {
  it("is kept out of Refined while its region is an example, and let in once it is not", async () => {
    const town = await cloudAt("2026-09-07T09:00:00Z");
    const phase = await phaseOn(town, facts("e.g. us-west-2"));
    expect(labelsOf(town, phase)).toContain("not-ready");
    const [told] = newsOn(town, phase);
    expect(newsOn(town, phase)).toHaveLength(1);
    expect(told).toContain("Region");
    expect(told).not.toContain("Cloud provider");

    await until(town, "2026-09-08T09:00:00Z");
    await town.person("delivery-manager").moveCard(phase, boardNumber(town, 57), "Refined");
    await town.settle();
    expect(fieldOf(town, phase, 57, "Status")).toBe("Upcoming");
    expect(newsOn(town, phase)).toHaveLength(1);
    expect(await writesOfSecondSync(town)).toBe(0);

    await until(town, "2026-09-09T09:00:00Z");
    const text = (phase.body ?? "").replace("e.g. us-west-2", "us-west-2");
    await town.person("delivery-manager").editBody(phase, text);
    await town.settle();
    expect(labelsOf(town, phase)).not.toContain("not-ready");
    expect(newsOn(town, phase)).toHaveLength(1);
    expect(newsOn(town, phase)[0]).not.toBe(told);

    await until(town, "2026-09-10T09:00:00Z");
    await town.person("delivery-manager").moveCard(phase, boardNumber(town, 57), "Refined");
    await town.settle();
    expect(fieldOf(town, phase, 57, "Status")).toBe("Refined");
    expect(await writesOfSecondSync(town)).toBe(0);
  });

  const empties = ["tbd", "??", "Yes/No", "", "_No response_"];
  it.each(empties)("takes %j for no answer", async (cell) => {
    const town = await cloudAt("2026-09-07T09:00:00Z");
    const phase = await phaseOn(town, facts("us-west-2", cell));
    expect(labelsOf(town, phase)).toContain("not-ready");
    expect(newsOn(town, phase)[0]).toContain("Representative");
  });
});
