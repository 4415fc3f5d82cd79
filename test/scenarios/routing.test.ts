/**
 * The answers of a form, and what the communities file says of the community (estuary shares a cluster), lead a request
 * to its labels, field, assignee and milestone; they are followed when somebody edits them.
 */
import { describe, expect, it } from "vitest";
import { askForHelp, assigneesOf, cloudAt, fieldOf, labelsOf, writesOfSecondSync } from "./cloud.ts";
import { bodyOf, supportAnswers } from "./forms.ts";

const routed = `    answers:
      - { when: { field: impact, is: "🟧 High" }, label: network-wide, assign: [engineer-4], milestone: "2026 Q4" }
      - { when: { field: impact, is: "🟩 Low" }, milestone: "2026 Q3" }
      - { when: { community: cluster, is: shared }, label: infra }
`;

describe("a request's answers", () => {
  it("bring label, field, assignee and milestone, and take them back when they are edited", async () => {
    const change = (config: string) =>
      config.replace(/(\n {2}support:\n[\s\S]*?)( {4}answers:\n)/, (_, before) => `${before}${routed}`);
    const town = await cloudAt("2026-09-21T09:00:00Z", { change });
    const { store } = town.sandbox;
    const request = await askForHelp(town, "rep-estuary", { Impact: "🟧 High" });
    const milestone = () => (request.milestone === null ? null : store.milestones.get(request.milestone)!.title);
    const shown = () => ({
      labels: labelsOf(town, request).filter((name) => /impact|network-wide|infra/.test(name)),
      impact: fieldOf(town, request, 57, "Impact"),
      assignees: assigneesOf(town, request),
      milestone: milestone(),
    });
    expect(shown()).toEqual({
      labels: ["impact: high", "infra", "network-wide"],
      impact: "🟧 High",
      assignees: ["engineer-4"],
      milestone: "2026 Q4",
    });

    const edit = async (impact: string) => {
      await town.person("rep-estuary").editBody(request, bodyOf({ ...supportAnswers, Impact: impact }));
      await town.settle();
    };
    await edit("🟩 Low");
    expect(shown()).toEqual({
      labels: ["impact: low", "infra"],
      impact: "🟩 Low",
      assignees: [],
      milestone: "2026 Q3",
    });

    // What a person chose in between is theirs: it is neither taken back nor replaced.
    await town.person("engineering-manager").setMilestone(request, "2026 Q4");
    await town.person("engineering-manager").assign(request, "engineer-2");
    await edit("🟨 Medium");
    expect(shown()).toMatchObject({
      labels: ["impact: medium", "infra"],
      assignees: ["engineer-2"],
      milestone: "2026 Q4",
    });
    expect(await writesOfSecondSync(town)).toBe(0);
  });
});
