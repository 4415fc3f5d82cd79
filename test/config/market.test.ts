/** `market:` of a pipeline: what it comes to, and what is said when it is wrong. */
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { problemText } from "../../src/model/problem.ts";

const load = (market: string, { form = "form: lead.yml", won = ", outcome: won", lost = ", outcome: lost" } = {}) =>
  loadConfig(
    `version: 1
repositories: { leads: { name: openwater/leads, visibility: private } }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    ${form}
    stages:
      - { id: lead, label: "stage: lead" }
      - { id: qualified, label: "stage: qualified" }
      - { id: partner, label: "stage: partner"${won} }
      - { id: lost, label: "stage: lost"${lost} }
    ${market}
`,
    "milepost.yml",
    { home: { owner: "openwater", repo: ".github" } },
  );

describe("market", () => {
  it("is not asked about unless the config says so", () => {
    const { config, problems } = load("");
    expect([problems, config?.pipelines[0]?.market]).toEqual([[], null]);
  });

  it("may ask one thing, by label and without a form", () => {
    const { config, problems } = load('market: { requests: { label: "interested: *" } }', {
      form: "",
      won: "",
    });
    expect(problems).toEqual([]);
    expect(config?.pipelines[0]?.market).toEqual({
      ...{ campaign: null, qualified: null, lostBecause: null, competitor: null, partnerKind: null },
      requests: { by: "label", prefix: "interested: " },
    });
  });

  it("may ask everything", () => {
    const { config, problems } = load(
      'market: { campaign: { answer: source }, qualified: qualified, lost-because: { label: "lost: *" }, competitor: { answer: who }, partner-kind: { answer: kind }, requests: { answer: wishes } }',
    );
    expect(problems).toEqual([]);
    expect(config?.pipelines[0]?.market).toEqual({
      campaign: { by: "answer", field: "source" },
      qualified: "qualified",
      lostBecause: { by: "label", prefix: "lost: " },
      competitor: { by: "answer", field: "who" },
      partnerKind: { by: "answer", field: "kind" },
      requests: { by: "answer", field: "wishes" },
    });
  });

  const campaign = "campaign: { answer: source }";
  const bad: { why: string; market: string; options?: Parameters<typeof load>[1]; says: RegExp }[] = [
    { why: "nothing", market: "{}", says: /:12:5 {2}market {2}`market` asks for nothing\. Add one of/ },
    {
      why: "a stage that there is not",
      market: `{ ${campaign}, qualified: qualifed }`,
      says: /unknown-stage {2}There is no stage "qualifed"\. Did you mean `qualified`\?/,
    },
    {
      why: "leads worth following of no campaign",
      market: '{ qualified: qualified, requests: { label: "interested: *" } }',
      says: /`qualified` is told by campaign, and none is named/,
    },
    {
      why: "campaigns that nothing can win",
      market: `{ ${campaign} }`,
      options: { won: "" },
      says: /no-outcome {2}No stage says that a lead was won/,
    },
    {
      why: "reasons where nothing is lost",
      market: '{ lost-because: { label: "lost: *" } }',
      options: { lost: "" },
      says: /no-outcome {2}No stage says that an item is lost/,
    },
    {
      why: "answers without a form",
      market: `{ ${campaign} }`,
      options: { form: "" },
      says: /no-form {2}`campaign` is an answer, and `leads` names no form/,
    },
    { why: "a word that there is not", market: "{ campaigns: { answer: a } }", says: /Did you mean `campaign`/ },
  ];
  it.each(bad)("refuses $why", ({ market, options, says }) => {
    expect(load(`market: ${market}`, options).problems.map(problemText).join("\n")).toMatch(says);
  });
});
