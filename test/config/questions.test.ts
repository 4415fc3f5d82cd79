/** What a config asks of GitHub, and which pipeline an issue belongs to. */
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { itemQuestionOf, pipelineOf, templatesNamedBy, worldQuestionOf } from "../../src/config/questions.ts";
import { stageFixLabel } from "../../src/plan/label.ts";
import { changed, sample } from "./sample.ts";

function configOf(text: string) {
  return loadConfig(text, "milepost.yml", { home: { owner: "openwater", repo: ".github" } }).config!;
}

const other = `  support:
    items: { repository: infrastructure, label: support }
    stages: [{ id: open, label: "Stage: Lead" }, { id: done, label: "support: done", outcome: done }]
`;
const two = configOf(changed("playbooks:", `${other}playbooks:`));

describe("pipelineOf", () => {
  it("finds none for an issue that no pipeline claims", () => {
    expect(pipelineOf(two, { owner: "openwater", repo: "leads" }, [])).toEqual({ pipeline: null, problems: [] });
  });

  const rows = [
    { why: "the repository and the label decide", repo: "leads", labels: ["lead"], name: "leads" },
    { why: "GitHub compares names without case", repo: "LEADS", labels: ["x", "Lead"], name: "leads" },
    { why: "another repository's label claims nothing", repo: "leads", labels: ["support"], name: undefined },
    { why: "a repository that the config does not name", repo: "website", labels: ["lead"], name: undefined },
    { why: "each repository has its own", repo: "infrastructure", labels: ["support"], name: "support" },
  ];
  it.each(rows)("$why", ({ repo, labels, name }) => {
    const { pipeline, problems } = pipelineOf(two, { owner: "OpenWater", repo }, labels);
    expect(pipeline?.name).toBe(name);
    expect(problems).toEqual([]);
  });

  it("takes every issue where the pipeline asks for no label", () => {
    const config = configOf(changed(", label: lead }", " }"));
    expect(pipelineOf(config, { owner: "openwater", repo: "leads" }, []).pipeline?.name).toBe("leads");
  });

  it("follows the first listed when two claim one issue, and says so", () => {
    const text = changed("playbooks:", `${other.replace("infrastructure", "leads")}playbooks:`);
    const { pipeline, problems } = pipelineOf(configOf(text), { owner: "openwater", repo: "leads" }, [
      "support",
      "lead",
    ]);
    expect(pipeline?.name).toBe("leads");
    expect(problems).toEqual([
      {
        code: "many-pipelines",
        where: "pipelines.leads.items",
        what: "An issue of openwater/leads belongs to 2 pipelines, `leads` and `support`; only `leads` is followed.",
        todo: "Take off the item labels of the other pipelines.",
        severity: "error",
      },
    ]);
  });
});

describe("templatesNamedBy", () => {
  it("is every form and template once, sorted", () => {
    const twice = changed(
      "    steps:\n",
      "    steps:\n      - { id: again, at: lead, open: leads/draft-contract.md }\n",
    );
    for (const text of [sample, twice]) {
      expect(templatesNamedBy(configOf(text))).toEqual([
        "forms/lead.yml",
        "leads/draft-contract.md",
        "onboarding/community.md",
        "onboarding/phase-1.md",
      ]);
    }
  });
});

describe("worldQuestionOf", () => {
  it("asks for boards, repositories, templates and former writers", () => {
    expect(worldQuestionOf(configOf(changed("mode: apply", "mode: apply\nidentities: [milepost]")))).toEqual({
      boards: { partnerships: { owner: "openwater", number: 61, statusField: "Status", fields: {} } },
      repositories: {
        leads: { owner: "openwater", name: "leads" },
        infrastructure: { owner: "openwater", name: "infrastructure" },
      },
      templates: {
        owner: "openwater",
        repo: ".github",
        path: ".github/milepost",
        files: ["forms/lead.yml", "leads/draft-contract.md", "onboarding/community.md", "onboarding/phase-1.md"],
      },
      identities: ["milepost"],
      teams: ["@openwater/partnerships"],
      communities: null,
    });
  });
});

describe("itemQuestionOf", () => {
  const identities = [{ id: "BOT_1", login: "milepost", kind: "Bot" as const }];

  it("asks for the pipeline's stage labels and the label that planning may add", () => {
    expect(itemQuestionOf(two, two.pipelines[1]!, identities)).toEqual({
      labels: ["Stage: Lead", "support: done", stageFixLabel, "on hold", "waiting"],
      identities: ["BOT_1"],
      statusField: "Status",
      fields: [],
    });
  });

  it("asks for those of all pipelines, each once, while the pipeline is not known", () => {
    expect(itemQuestionOf(two, null, identities).labels).toEqual([
      "stage: lead",
      "stage: prospect",
      "stage: partner",
      "support: done",
      stageFixLabel,
      "on hold",
      "waiting",
    ]);
  });

  it("asks for the field that the boards of this config use", () => {
    const config = configOf(changed("openwater/61 }", "openwater/61, status-field: Stage }"));
    expect(itemQuestionOf(config, null, []).statusField).toBe("Stage");
    expect(itemQuestionOf(config, config.pipelines[0]!, []).statusField).toBe("Stage");
  });
});
