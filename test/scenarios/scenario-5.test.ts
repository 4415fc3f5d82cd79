/** Scenario 5: titles that nobody filled in. */
import { describe, expect, it } from "vitest";
import { cloudAt, labelsOf, newsOn, submitForm, writesOfSecondSync } from "./cloud.ts";

const event = {
  Community: "estuary",
  "Hub address": "estuary.hub.example.org",
  "First day": "2026-12-01",
  "Last day": "2026-12-02",
  "How many people at once?": "40",
  "Is this at least three weeks before the first day?": "Yes",
  "May the hub be removed afterwards?": "No",
};

describe("a title with its placeholders still in it", () => {
  it("is filled in from the issue's own answers", async () => {
    const town = await cloudAt("2026-09-07T09:00:00Z");
    const issue = await submitForm(town, "rep-estuary", {
      repository: "openwater/infrastructure",
      title: "[EVENT][{{ dates }}] {{ HUB NAME }}",
      labels: ["event"],
      answers: event,
    });
    expect(issue.title).toBe("[Event] 2026-12-01 estuary.hub.example.org");
    expect(await writesOfSecondSync(town)).toBe(0);
  });

  it("is flagged once when the answers do not say enough", async () => {
    const town = await cloudAt("2026-09-07T09:00:00Z");
    const issue = await submitForm(town, "rep-estuary", {
      repository: "openwater/infrastructure",
      title: "[EVENT][{{ dates }}] {{ HUB NAME }}",
      labels: ["event"],
      answers: { ...event, "Hub address": "" },
    });
    expect(issue.title).toBe("[EVENT][{{ dates }}] {{ HUB NAME }}");
    expect(labelsOf(town, issue)).toContain("needs-title");
    expect(newsOn(town, issue)).toHaveLength(1);
    expect(await writesOfSecondSync(town)).toBe(0);
  });

  it("is filled in for a phase, too", async () => {
    const town = await cloudAt("2026-09-07T09:00:00Z");
    const issue = await submitForm(town, "delivery-manager", {
      repository: "openwater/infrastructure",
      title: "[New Hub] [Phase 1] Cloud Account Setup - {{community_name}}",
      labels: ["rollout"],
      answers: {
        Community: "temple",
        Phase: "Phase 1: cloud account",
        "Ready to be worked on?": "NOT READY",
        "What has to be known": "",
      },
    });
    expect(issue.title).toBe("[New hub] Phase 1: cloud account - temple");
  });

  it("is left alone when a person has filled it in", async () => {
    const town = await cloudAt("2026-09-07T09:00:00Z");
    const title = "Winter school at the estuary";
    const issue = await submitForm(town, "rep-estuary", {
      repository: "openwater/infrastructure",
      title,
      labels: ["event"],
      answers: event,
    });
    expect(issue.title).toBe(title);
  });
});
