/** What each part of the language means: YAML as people write it, and what the rest of Milepost is given. */
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { problemText } from "../../src/model/problem.ts";
import { changed } from "./sample.ts";

function configOf(text: string) {
  const { config, problems } = loadConfig(text, "milepost.yml");
  expect(problems.map(problemText)).toEqual([]);
  return config!;
}

const communities = "communities: { file: communities.yml, accepts: [cluster] }";
const boards = "openwater/61, fields: { points: Estimate, ends: End date, iteration: Iteration } }";

function withCare(line: string, more = "") {
  const text = changed("    steps:\n", `    ${line}\n    steps:\n`).replace("openwater/61 }", boards);
  const [pipeline] = configOf(text.replace("mode: apply", `mode: apply\n${communities}\n${more}`)).pipelines;
  return pipeline!;
}

function withStep(keys: string) {
  const text = changed("    steps:\n", `    steps:\n      - { ${keys} }\n`).replace("openwater/61 }", boards);
  return configOf(text.replace("mode: apply", `mode: apply\n${communities}`)).pipelines[0]!.steps[0]!;
}

function withTop(lines: string) {
  return configOf(changed("mode: apply", `mode: apply\n${lines}`).replace("openwater/61 }", boards));
}

describe("a calendar", () => {
  it("is every hour from Monday to Friday when nothing is said", () => {
    expect(withTop("").calendar).toEqual({
      zone: "UTC",
      weekdays: [1, 2, 3, 4, 5],
      hours: { from: 0, to: 1440 },
      closed: [],
    });
  });

  it("keeps days as they are written, quoted or not: no YAML type eats them", () => {
    const closed =
      '[{ name: A, from: 12-18, to: 01-03 }, { name: B, from: "12-18" }, { from: 2026-05-04, to: 2026-05-06 }, { holidays: DE-BE }]';
    expect(withTop(`calendar: { closed: ${closed} }`).calendar.closed).toEqual([
      { kind: "yearly", name: "A", from: "12-18", to: "01-03" },
      { kind: "yearly", name: "B", from: "12-18", to: "12-18" },
      { kind: "once", name: "closed", from: "2026-05-04", to: "2026-05-06" },
      { kind: "holidays", region: "DE-BE" },
    ]);
  });

  it("knows hours, a list of days, and who is away", () => {
    const lines =
      'calendar: { zone: Europe/Berlin, working: { days: [wed, mon], hours: "09:00-17:00" }, away: [{ who: "@engineer-1", from: 2026-12-01, to: 2026-12-10 }] }';
    const { calendar, away } = withTop(lines);
    expect(calendar).toMatchObject({ zone: "Europe/Berlin", weekdays: [1, 3], hours: { from: 540, to: 1020 } });
    expect(away).toEqual([{ login: "engineer-1", from: "2026-12-01", to: "2026-12-10" }]);
  });

  it("knows issues that say who is away", () => {
    const issues = withTop('calendar: { away-issues: { repository: leads, label: "time off" } }').awayIssues;
    expect(issues).toEqual({ repository: "leads", label: "time off" });
    expect(withTop("calendar: { zone: UTC }").awayIssues).toBeNull();
  });

  const lengths = [
    { why: "a working day of 24 hours", hours: "all-day", target: "10d", seconds: 864_000 },
    { why: "a working day of eight hours", hours: '"09:00-17:00"', target: "10d", seconds: 288_000 },
    { why: "hours are hours", hours: '"09:00-17:00"', target: "24h", seconds: 86_400 },
  ];
  it.each(lengths)("counts targets and limits in it: $why", ({ hours, target, seconds }) => {
    const calendar = `calendar: { working: { hours: ${hours} } }`;
    const { clocks } = withCare(`clocks: [{ id: c, until: response, target: ${target} }]`, calendar);
    expect(clocks[0]?.targetSeconds).toBe(seconds);
    const text = changed("id: lead,", `id: lead, limit: ${target},`).replace("mode: apply", `mode: apply\n${calendar}`);
    expect(configOf(text).pipelines[0]!.stages[0]!.limitSeconds).toBe(seconds);
  });
});

describe("conditions, dates and fields", () => {
  const conditions = [
    { yaml: "{ field: cluster, is: dedicated }", value: { kind: "answer", field: "cluster", is: ["dedicated"] } },
    { yaml: "{ field: cluster, is: [a, b] }", value: { kind: "answer", field: "cluster", is: ["a", "b"] } },
    { yaml: "{ filled: cluster }", value: { kind: "filled", field: "cluster" } },
    { yaml: "{ label: urgent }", value: { kind: "label", label: "urgent" } },
    { yaml: "{ stage: lead }", value: { kind: "stage", is: ["lead"] } },
    { yaml: "{ community: cluster, is: x }", value: { kind: "community", value: "cluster", is: ["x"] } },
    { yaml: "{ value: incident.id, is: x }", value: { kind: "value", name: "incident.id", is: ["x"] } },
    {
      yaml: "{ all: [{ label: a }, { not: { any: [{ label: b }] } }] }",
      value: {
        kind: "all",
        of: [
          { kind: "label", label: "a" },
          { kind: "not", of: { kind: "any", of: [{ kind: "label", label: "b" }] } },
        ],
      },
    },
  ];
  it.each(conditions)("$yaml", ({ yaml, value }) => {
    expect(withStep(`at: lead, label: l, when: ${yaml}`).when).toEqual(value);
  });

  const triggers = [
    { yaml: "at: lead", value: { kind: "stage", stage: "lead" } },
    { yaml: "on: opened", value: { kind: "opened" } },
    { yaml: "on: closed", value: { kind: "closed", as: null } },
    { yaml: "on: closed, as: not-planned", value: { kind: "closed", as: "not-planned" } },
    { yaml: "on: { label: x }", value: { kind: "labeled", label: "x" } },
    {
      yaml: "before: contract-end, by: 60d",
      value: { kind: "date", date: { kind: "answer", field: "contract-end" }, days: -60, shift: "none" },
    },
    {
      yaml: "after: closed, by: 2d, shift: before",
      value: { kind: "date", date: { kind: "closed" }, days: 2, shift: "before" },
    },
    {
      yaml: "before: { board: ends }",
      value: { kind: "date", date: { kind: "field", field: "ends" }, days: 0, shift: "none" },
    },
    {
      yaml: "after: { enters: lead }",
      value: { kind: "date", date: { kind: "entered", stage: "lead" }, days: 0, shift: "none" },
    },
  ];
  it.each(triggers)("$yaml", ({ yaml, value }) => {
    expect(withStep(`${yaml}, comment: Hello`).trigger).toEqual(value);
  });

  it("sets fields to text, numbers, days, dates and the present iteration", () => {
    const set = 'set: { points: 5, ends: +28d, iteration: current, status: { value: "{{ form.x }}", own: true } }';
    expect(withStep(`at: lead, open: x.md, board: partnerships, ${set}`)).toMatchObject({
      fields: [
        { field: "points", value: { kind: "text", text: "5" }, own: false },
        { field: "ends", value: { kind: "in-days", days: 28 }, own: false },
        { field: "iteration", value: { kind: "current-iteration" }, own: false },
        { field: "status", value: { kind: "text", text: "{{ form.x }}" }, own: true },
      ],
    });
    expect(withStep("at: lead, open: x.md, board: partnerships, set: { ends: { date: due, by: -3d } }")).toMatchObject({
      fields: [{ value: { kind: "from-date", date: { kind: "answer", field: "due" }, days: -3 } }],
    });
  });

  const deeds = [
    { yaml: "label: l", value: { kind: "label", id: "l", label: "l" } },
    {
      yaml: "comment: Hi, mention: [engineer-1, openwater/team]",
      value: { kind: "comment", id: "comment", mention: ["engineer-1", "@openwater/team"] },
    },
    { yaml: "open: a/b.md, needs-done: [onboarding]", value: { kind: "open", id: "b", after: ["onboarding"] } },
  ];
  it.each(deeds)("does one thing: $yaml", ({ yaml, value }) => {
    expect(withStep(`at: lead, ${yaml}`)).toMatchObject(value);
  });
});

describe("care", () => {
  const rows = [
    {
      yaml: "asks: {}\n    community: community",
      value: { asks: { label: "awaiting:rep", when: null }, community: "community" },
    },
    {
      yaml: 'answers: [{ field: impact, labels: { "🟥 High": "impact: high" }, set: { points: 3 } }]',
      value: {
        answers: [{ id: "answers[0]", field: "impact", labels: { "🟥 High": "impact: high" }, board: "partnerships" }],
      },
    },
    { yaml: "titles: { label: needs-title }", value: { titles: { pattern: null, label: "needs-title" } } },
    {
      yaml: "gates: [{ id: g, keeps-out-of: [partner], needs: [{ table: any }, { section: A, words: 50.., label: l }, { section: B, words: ..500 }, { sub-issues: done }] }]",
      value: {
        gates: [
          {
            id: "g",
            holdsOutOf: ["partner"],
            comment: true,
            needs: [
              { kind: "table", heading: null, label: null },
              { kind: "section", heading: "A", minWords: 50, maxWords: null, label: "l" },
              { kind: "section", heading: "B", minWords: null, maxWords: 500 },
              { kind: "sub-issues" },
            ],
          },
        ],
      },
    },
    {
      yaml: "clocks: [{ id: c, from: { enters: prospect }, until: { enters: partner }, target: 15m, warn: 50%, pauses: [hold] }]",
      value: {
        clocks: [
          {
            from: { kind: "stage", stage: "prospect" },
            until: { kind: "stage", stages: ["partner"] },
            targetSeconds: 900,
            warnAt: 0.5,
            pauses: ["hold"],
          },
        ],
      },
    },
    {
      yaml: "notices: [{ id: soon, to: start, at-least: 21d }]",
      value: { notices: [{ from: { kind: "opened" }, to: { kind: "answer", field: "start" }, atLeastDays: 21 }] },
    },
    {
      yaml: "on-close: [{ as: completed, set: { iteration: current } }]",
      value: { onClose: [{ id: "on-close[0]", board: "partnerships" }] },
    },
    {
      yaml: "milestones: { a: response, b: { closed: completed }, c: { linked: leads/a } }",
      value: {
        milestones: {
          a: { kind: "response" },
          b: { kind: "closed", as: "completed" },
          c: { kind: "linked", pipeline: "leads", milestone: "a" },
        },
      },
    },
    {
      yaml: "milestones: { a: { leaves: lead } }\n    times: [{ from: opened, to: a, re-entry: sum, skipped: strict }]",
      value: {
        times: [
          {
            names: { from: "opened", to: "a" },
            from: { kind: "opened" },
            to: { kind: "leaves", stage: "lead" },
            reentry: "sum",
            skipped: "strict",
          },
        ],
      },
    },
    {
      yaml: 'cohorts: [month, { answer: source }, { label: "kind: *" }]',
      value: {
        cohorts: [{ by: "month" }, { by: "answer", field: "source" }, { by: "label", prefix: "kind: " }],
      },
    },
    {
      yaml: "times: [{ from: response, to: closed }]",
      value: { times: [{ to: { kind: "closed", as: null }, reentry: "first", skipped: "reached" }] },
    },
  ];
  it.each(rows)("$yaml", ({ yaml, value }) => {
    expect(withCare(yaml)).toMatchObject(value);
  });
});

describe("work that no item starts", () => {
  const every = [
    {
      yaml: "iteration, board: partnerships",
      value: { kind: "iteration", board: "partnerships", first: null, nth: 1 },
    },
    {
      yaml: "{ iteration: 2 }, iterations: { first: 2024-10-16, days: 14, number: 1 }",
      value: { kind: "iteration", board: null, first: { day: "2024-10-16", days: 14, number: 1 }, nth: 2 },
    },
    { yaml: "sunday", value: { kind: "week", weekday: 7 } },
    { yaml: "{ month: 15 }", value: { kind: "month", day: 15, months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] } },
    { yaml: "{ months: [7, 1], day: 2 }", value: { kind: "month", day: 2, months: [1, 7] } },
    { yaml: "quarter", value: { kind: "quarter", day: 1 } },
    { yaml: "{ since-close: 55d }", value: { kind: "since-close", days: 55 } },
    { yaml: '{ cron: "0 6 * * 1" }', value: { kind: "cron", expression: "0 6 * * 1" } },
  ];
  it.each(every)("comes again every $yaml", ({ yaml, value }) => {
    const { recurring } = withTop(`recurring:\n  r: { every: ${yaml}, in: leads, label: rota, open: a.md }`);
    expect(recurring[0]).toMatchObject({ name: "r", every: value, ifOpen: "skip", starts: "2025-01-01T00:00:00Z" });
  });

  it("may play a playbook by name, or one of its own", () => {
    const { recurring } = withTop(
      "recurring:\n  a: { every: month, in: leads, label: l, play: onboarding }\n  b: { every: month, in: leads, label: l, play: { parent: p.md } }",
    );
    expect(recurring.map(({ play }) => play?.parent.template)).toEqual(["onboarding/community.md", "p.md"]);
  });

  it("a flow's parent carries the label by which it is found", () => {
    const lines =
      'webhooks:\n  pager: { url: "https://events.example.org/x", id: incident_id, secret: PAGER }\nflows:\n  outage: { from: leads, key: incident_id, accepts: [incident_id], in: leads, label: outage, play: { parent: p.md, labels: [urgent] }, on-completed: pager }';
    const { flows, webhooks } = withTop(lines);
    expect(flows[0]).toMatchObject({ name: "outage", repository: "leads", onCompleted: { webhook: "pager" } });
    expect(flows[0]?.playbook.parent.labels).toEqual(["outage", "urgent"]);
    expect(webhooks.pager).toEqual({ url: "https://events.example.org/x", id: "incident_id", secret: "PAGER" });
  });

  it("a rule is a pipeline with one stage that nothing shows", () => {
    const { rules } = withTop(
      "rules:\n  r: { items: { repository: leads }, on-close: [{ board: partnerships, set: { points: 1 } }] }",
    );
    expect(rules[0]).toMatchObject({
      name: "r",
      stages: [{ id: "any", board: null, label: null }],
      moves: null,
      statusComment: false,
    });
  });
});

describe("the rest", () => {
  it("finds the communities file beside the templates, or where it says", () => {
    expect(withTop(communities).communities).toEqual({
      owner: "openwater",
      repo: ".github",
      path: ".github/milepost/communities.yml",
      accepts: ["cluster"],
    });
    expect(withTop('communities: { file: "openwater/leads:a/c.yml" }').communities).toMatchObject({
      repo: "leads",
      path: "a/c.yml",
    });
  });

  it("names labels and roles of commands, and where attention is asked for", () => {
    const { commands, attention } = withTop(
      "commands: { hold-label: paused, roles: { stage: maintain } }\nattention: { repository: leads }",
    );
    expect(commands).toMatchObject({
      holdLabel: "paused",
      waitingLabel: "waiting",
      roles: { stage: "maintain", why: "read" },
    });
    expect(attention).toEqual({ repository: "leads", label: "milepost" });
  });
});
