/** Scenario 17: a column is renamed and a field deleted; the rest goes on, and the message names the line to mend. */
import { describe, expect, it } from "vitest";
import { checkWorld } from "../../src/config/check-world.ts";
import { loadConfig } from "../../src/config/load.ts";
import { worldQuestionOf } from "../../src/config/questions.ts";
import {
  askForHelp,
  boardNumber,
  cloudAt,
  cloudFiles,
  configPath,
  fieldOf,
  labelsOf,
  submitForm,
  until,
} from "./cloud.ts";

describe("a board that people change", () => {
  it("is complained of once, by the line of the config, and everything else keeps working", async () => {
    const town = await cloudAt("2026-09-21T09:00:00Z", { mayWarn: true });
    const person = town.person("engineering-manager");
    const project = boardNumber(town, 57);
    await person.renameOption(project, "Status", "In Progress", "Working");
    await person.deleteField(project, "Iteration");
    await town.settle();

    const file = cloudFiles()[configPath]!;
    const { config, where } = loadConfig(file, "milepost.yml", { home: { owner: "openwater", repo: ".github" } });
    const world = await town.reader().readWorld(worldQuestionOf(config!));
    const problems = checkWorld(config!, world, where);
    const columns = problems.filter(({ code }) => code === "board-column-missing");
    const fields = problems.filter(({ code }) => code === "field-missing");
    expect(columns.length).toBeGreaterThan(0);
    expect(fields.length).toBeGreaterThan(0);
    for (const { where: place } of [...columns, ...fields]) expect(place).toMatch(/^milepost\.yml:\d+:\d+$/);
    expect(columns[0]?.what).toContain("In Progress");
    expect(`${columns[0]?.what} ${columns[0]?.todo}`).toContain("Working");
    expect(fields[0]?.what).toContain("Iteration");

    // A phase still gets its gate, a request its clock, and other columns still move cards.
    const request = await askForHelp(town, "rep-estuary", { Impact: "🟧 High" });
    expect(labelsOf(town, request)).toContain("impact: high");
    const phase = await submitForm(town, "delivery-manager", {
      repository: "openwater/infrastructure",
      title: "Phase",
      labels: ["rollout"],
      answers: {
        Community: "temple",
        Phase: "Phase 2: cluster",
        "Ready to be worked on?": "NOT READY",
        "What has to be known": "",
      },
    });
    await town.person("delivery-manager").addToBoard(phase, project);
    await town.person("delivery-manager").moveCard(phase, project, "In Review");
    await town.settle();
    expect(fieldOf(town, phase, 57, "Status")).toBe("In Review");

    // People put it right on the board; no code and no config changes.
    await until(town, "2026-09-22T09:00:00Z");
    await person.renameOption(project, "Status", "Working", "In Progress");
    await town.settle();
    await town.person("delivery-manager").moveCard(phase, project, "In Progress");
    await town.settle();
    const again = await town.reader().readWorld(worldQuestionOf(config!));
    expect(checkWorld(config!, again, where).filter(({ code }) => code === "board-column-missing")).toEqual([]);
    expect(fieldOf(town, phase, 57, "Status")).toBe("In Progress");
  });
});
