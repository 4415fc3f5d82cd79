/** What the config means once it is read, and how much it takes to read a hostile one. */
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { problemText } from "../../src/model/problem.ts";
import { changed, sample } from "./sample.ts";

function configOf(text: string, home?: { owner: string; repo: string }) {
  const { config, problems } = loadConfig(text, "milepost.yml", home ? { home } : {});
  expect(problems.map(problemText)).toEqual([]);
  return config!;
}

const plain = { needsLabel: null, limitSeconds: null };

const nothingCaredFor = {
  community: null,
  answers: [],
  titles: null,
  gates: [],
  clocks: [],
  asks: null,
  notices: [],
  overlaps: [],
  priority: null,
  onClose: [],
  assign: [],
  checklists: [],
  escalations: [],
  deliverables: null,
  contracts: null,
  grants: null,
  invoices: null,
  market: null,
};

describe("a config that is right", () => {
  it("has no problems", () => {
    expect(loadConfig(sample, "milepost.yml").problems).toEqual([]);
  });

  it("comes out with every default filled in and every name in camelCase", () => {
    expect(configOf(sample, { owner: "openwater", repo: ".github-private" })).toEqual({
      version: 1,
      mode: "apply",
      identities: [],
      team: ["@openwater/partnerships"],
      visibilityBoundSeconds: 900,
      boards: { partnerships: { owner: "openwater", number: 61, statusField: "Status", fields: {} } },
      repositories: {
        leads: { owner: "openwater", name: "leads", visibility: "private", accepts: [] },
        infrastructure: {
          owner: "openwater",
          name: "infrastructure",
          visibility: "public",
          accepts: ["community_name"],
        },
      },
      labels: {},
      templates: { owner: "openwater", repo: ".github-private", path: ".github/milepost" },
      pipelines: [
        {
          name: "leads",
          items: { repository: "leads", label: "lead" },
          form: "forms/lead.yml",
          board: "partnerships",
          stages: [
            { id: "lead", board: "Lead", label: "stage: lead", was: [], outcome: null, closedAs: null, ...plain },
            {
              id: "prospect",
              board: "Prospect",
              label: "stage: prospect",
              was: ["Negotiating"],
              outcome: null,
              closedAs: null,
              ...plain,
            },
            {
              id: "partner",
              board: "Partner",
              label: "stage: partner",
              was: [],
              outcome: "won",
              closedAs: null,
              ...plain,
            },
          ],
          moves: { lead: ["prospect"], prospect: ["partner"] },
          illegalMoves: "tell",
          automation: "ignore",
          starts: "2025-01-01T00:00:00Z",
          steps: [
            {
              kind: "open",
              id: "draft-contract",
              trigger: { kind: "stage", stage: "prospect" },
              when: null,
              after: [],
              values: {},
              template: "leads/draft-contract.md",
              repository: null,
              title: null,
              labels: [],
              assignees: [],
              board: null,
              fields: [],
            },
            {
              kind: "play",
              id: "onboarding",
              trigger: { kind: "stage", stage: "partner" },
              when: null,
              after: [],
              values: { community_name: "{{ form.community }}" },
              playbook: "onboarding",
            },
          ],
          addToBoard: false,
          statusComment: true,
          milestones: {},
          times: [],
          cohorts: [{ by: "quarter" }],
          ...nothingCaredFor,
        },
      ],
      rules: [],
      playbooks: {
        onboarding: {
          name: "onboarding",
          parent: {
            template: "onboarding/community.md",
            repository: "infrastructure",
            title: null,
            labels: [],
            assignees: [],
            board: null,
            fields: [],
          },
          children: [
            {
              id: "phase-1",
              template: "onboarding/phase-1.md",
              repository: "infrastructure",
              title: null,
              labels: [],
              assignees: [],
              board: null,
              fields: [],
              when: null,
              after: [],
              values: {},
            },
          ],
          values: {},
        },
      },
      calendar: { zone: "UTC", weekdays: [1, 2, 3, 4, 5], hours: { from: 0, to: 1440 }, closed: [] },
      away: [],
      awayIssues: null,
      communities: null,
      recurring: [],
      flows: [],
      reports: [],
      usage: null,
      satisfaction: null,
      money: null,
      webhooks: {},
      commands: {
        holdLabel: "on hold",
        waitingLabel: "waiting",
        roles: {
          stage: "write",
          hold: "triage",
          resume: "triage",
          waiting: "triage",
          approve: "write",
          why: "read",
          help: "read",
        },
      },
      brake: { writes: 500, share: 0.5 },
      accounts: null,
      training: null,
      attention: null,
    });
  });

  it("gives a playbook's place, board and labels to its issues unless they have their own", () => {
    const text = changed(
      "    repository: infrastructure\n",
      "    repository: infrastructure\n    board: partnerships\n    labels: [onboarding]\n",
    ).replace("phase-1.md }", "phase-1.md, repository: leads, labels: [], assignees: ['@engineer-1'] }");
    const { parent, children } = configOf(text).playbooks.onboarding!;
    expect(parent).toMatchObject({ repository: "infrastructure", board: "partnerships", labels: ["onboarding"] });
    expect(children[0]).toMatchObject({
      repository: "leads",
      board: "partnerships",
      labels: [],
      assignees: ["engineer-1"],
    });
  });

  it("describes a stage's label where the stage does, and never a label that nobody described", () => {
    const described = changed('"stage: lead"', '"stage: lead", color: "1D76DB"').replace(
      "repositories:",
      'labels:\n  lead: { description: "Somebody asked" }\nrepositories:',
    );
    expect(configOf(described).labels).toEqual({
      lead: { color: "c5def5", description: "Somebody asked" },
      "stage: lead": { color: "1d76db", description: "" },
    });
  });

  const readings: readonly { why: string; text: string; path: string; value: unknown }[] = [
    {
      why: "an instant with its zone is kept in UTC",
      text: changed("2025-01-01", "2025-01-01T09:00:00+02:00"),
      path: "pipelines.0.starts",
      value: "2025-01-01T07:00:00Z",
    },
    {
      why: "a bot's login is known without its suffix, as GraphQL gives it",
      text: changed("mode: apply", "mode: apply\nidentities: ['milepost[bot]', '@bd-lead']"),
      path: "identities",
      value: ["milepost", "bd-lead"],
    },
    {
      why: "hours are hours",
      text: changed("mode: apply", "mode: apply\nvisibility-bound: 2h"),
      path: "visibilityBoundSeconds",
      value: 7200,
    },
    {
      why: "the root of a repository is an empty path",
      text: changed("mode: apply", "mode: apply\ntemplates: { repository: openwater/docs, path: . }"),
      path: "templates",
      value: { owner: "openwater", repo: "docs", path: "" },
    },
    {
      why: "without a home the templates are in the organisation's .github",
      text: sample,
      path: "templates.repo",
      value: ".github",
    },
    {
      why: "a step is known by the file name of its template when it says nothing else",
      text: changed("leads/draft-contract.md", "a/03_new hub (x).yaml"),
      path: "pipelines.0.steps.0.id",
      value: "03_new-hub-x-",
    },
    {
      why: "plan is what happens when nothing is said",
      text: changed("mode: apply\n", ""),
      path: "mode",
      value: "plan",
    },
    {
      why: "a quoted no is text",
      text: changed("label: lead }", 'label: "no" }'),
      path: "pipelines.0.items.label",
      value: "no",
    },
    {
      why: "an alias stands for what its anchor holds",
      text: changed("lead: [prospect]", "lead: &on [prospect]").replace(
        "prospect: [partner]",
        "prospect: [partner]\n      partner: *on",
      ),
      path: "pipelines.0.moves.partner",
      value: ["prospect"],
    },
    {
      why: "Windows line ends and a byte order mark change nothing",
      text: `\uFEFF${sample.replaceAll("\n", "\r\n")}`,
      path: "pipelines.0.stages.1.board",
      value: "Prospect",
    },
    {
      why: "a stage may list its present name among its former ones",
      text: changed("[Negotiating]", "[Prospect, Negotiating]"),
      path: "pipelines.0.stages.1.was",
      value: ["Prospect", "Negotiating"],
    },
    { why: "document marks around the one document are fine", text: `---\n${sample}...\n`, path: "version", value: 1 },
  ];
  it.each(readings)("$why", ({ text, path, value }) => {
    const found = path
      .split(".")
      .reduce<unknown>((here, part) => (here as Record<string, unknown>)[part], configOf(text));
    expect(found).toEqual(value);
  });

  it("keeps pipelines in the order of the file, so that the first listed wins", () => {
    const second = `  aaa:\n    items: { repository: infrastructure }\n    stages: [{ id: open, label: open, outcome: done }]\n`;
    expect(configOf(changed("playbooks:", `${second}playbooks:`)).pipelines.map(({ name }) => name)).toEqual([
      "leads",
      "aaa",
    ]);
  });
});

describe("a place in the file", () => {
  it("is that of the key or the value, and the nearest one written where a default was filled in", () => {
    const { where } = loadConfig(sample, "m.yml");
    // Counted by hand in sample.ts.
    expect(where(["mode"], "key")).toBe("m.yml:2:1");
    expect(where(["mode"])).toBe("m.yml:2:7");
    expect(where(["pipelines", "leads", "stages", 1, "label"])).toBe("m.yml:17:49");
    expect(where(["pipelines", "leads", "illegal-moves"])).toBe("m.yml:12:5");
  });
});

describe("a hostile config", () => {
  const nine = (name: string) => `[${Array.from({ length: 9 }, () => name).join(", ")}]`;
  const bomb = [
    "a: &a [x]",
    ..."bcdefghij".split("").map((name, index) => `${name}: &${name} ${nine(`*${"abcdefghi"[index]}`)}`),
  ];
  const texts: readonly { why: string; text: string; code: string }[] = [
    { why: "nine levels of nine aliases", text: bomb.join("\n"), code: "too-many-values" },
    { why: "an alias inside its own anchor", text: "a: &a [*a]", code: "too-deep" },
    { why: "5,000 open brackets", text: `a: ${"[".repeat(5000)}${"]".repeat(5000)}`, code: "too-deep" },
    { why: "as many brackets as fit", text: `a: ${"[".repeat(250_000)}`, code: "too-deep" },
    { why: "5,000 dashes on one line", text: "- ".repeat(5000), code: "too-deep" },
    { why: "5,000 question marks on one line", text: "? ".repeat(5000), code: "too-deep" },
    {
      why: "600 levels of indentation",
      text: Array.from({ length: 600 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""),
      code: "too-deep",
    },
    { why: "nothing but quotes", text: '"'.repeat(250_000), code: "config-too-large" },
    { why: "nothing but anchors", text: `a: ${"&a ".repeat(80_000)}`, code: "config-too-large" },
    { why: "nothing but aliases", text: `a: &a x\nb: [${"*a,".repeat(80_000)}]`, code: "config-too-large" },
    {
      why: "nothing but keys",
      text: Array.from({ length: 30_000 }, (_, n) => `k${n}:\n`).join(""),
      code: "config-too-large",
    },
    { why: "5 MB", text: `a: ${"x".repeat(5_000_000)}`, code: "config-too-large" },
    {
      why: "a long word where an id is wanted",
      text: changed("id: lead,", `id: ${"a".repeat(200_000)},`),
      code: "bad-id",
    },
    {
      why: "a long path",
      text: changed("leads/draft-contract.md", `${"a/".repeat(100_000)}`),
      code: "bad-template-path",
    },
  ];
  it.each(texts)("is refused in one sentence: $why", ({ text, code }) => {
    const { config, problems } = loadConfig(text, "milepost.yml");
    expect(config).toBeNull();
    expect(problems[0]?.code).toBe(code);
    expect(problems.map(problemText).join("\n").length).toBeLessThan(60_000);
  });

  it("cannot reach a prototype", () => {
    const { config } = loadConfig(changed("boards:", "boards:\n  __proto__: { polluted: true }"), "milepost.yml");
    expect(config).toBeNull();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("says at most fifty things", () => {
    const text = Array.from({ length: 2000 }, (_, n) => `key-${n}: 1\n`).join("");
    expect(loadConfig(text, "milepost.yml").problems).toHaveLength(50);
  });
});
