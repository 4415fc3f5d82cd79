/** Scenario 18: an initiative is complete when its sections are long enough; labels by people stay. */
import { describe, expect, it } from "vitest";
import type { Town } from "../../src/entry/demo/town.ts";
import { cloudAt, labelsOf, submitForm, until, writesOfSecondSync } from "./cloud.ts";
import { bodyOf } from "./forms.ts";

const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(" ");

/** "How will this fit …" is what the form calls the section that the rule calls "Where will this solution fit?". */
function sections(problem: number) {
  return {
    "Problem Statement": words(problem),
    "Proposed Solution": words(50),
    "Proposed Implementation": words(60),
    "How will this fit in the ecosystem?": words(25),
    Endorsements: "",
  };
}

async function initiative(town: Town, problem: number) {
  return submitForm(town, "engineer-1", {
    repository: "openwater/initiatives",
    title: "Shared images",
    labels: [],
    answers: sections(problem),
  });
}

describe("an initiative", () => {
  it("lacks a problem statement of fifty words at 49, and has one at 50", async () => {
    const town = await cloudAt("2026-09-07T09:00:00Z");
    const issue = await initiative(town, 49);
    await town
      .person("engineer-1")
      .graphql("mutation($input: CreateLabelInput!) { createLabel(input: $input) { label { id } } }", {
        input: { repositoryId: issue.repository, name: "theme: images", color: "cccccc" },
      });
    await town.person("engineer-1").label(issue, "theme: images");
    await town.settle();
    expect(labelsOf(town, issue)).toContain("error:problem-statement");
    expect(labelsOf(town, issue)).not.toContain("Level 1");
    // The heading that the form writes is taken for the section.
    expect(labelsOf(town, issue)).not.toContain("error:fit");

    await until(town, "2026-09-08T09:00:00Z");
    await town.person("engineer-1").editBody(issue, bodyOf(sections(50)));
    await town.settle();
    expect(labelsOf(town, issue)).not.toContain("error:problem-statement");
    expect(labelsOf(town, issue)).toContain("Level 1");
    expect(labelsOf(town, issue)).toContain("theme: images");
    expect(await writesOfSecondSync(town)).toBe(0);
  });
});
