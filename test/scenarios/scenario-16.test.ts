/**
 * Scenario 16: the same data for everybody and for the team. A private word is everywhere that people write one; none of
 * them may be in what everybody reads, whatever the format, and each must be in what the team reads, so that this test
 * can fail.
 */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { createPorts } from "../../src/entry/ports.ts";
import { makeReport, reportFormats } from "../../src/entry/report/make-report.ts";
import { readOrganisation } from "../../src/entry/report/read-organisation.ts";
import { createGitHub } from "../../src/entry/wire.ts";
import type { Gathered } from "../../src/measure/organisation.ts";
import type { ReportAudience } from "../../src/model/report-rule.ts";
import { instant } from "../../src/model/time.ts";
import { createWorldKeeper } from "../../src/observe/world.ts";
import { type Lab, startLab } from "../entry/lab.ts";
import { canary } from "../support/public-text.ts";

const text = `version: 1
team: ["@openwater/partnerships"]
commands: { hold-label: canary-pause }
communities: { file: communities.yml }
templates: { repository: openwater/.github, path: templates }
boards:
  partnerships: { project: openwater/61 }
repositories:
  leads: { name: openwater/leads, visibility: private }
  support: { name: openwater/support, visibility: public }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    board: partnerships
    form: form.yml
    community: community
    stages:
      - { id: lead, board: canary-column Lead, label: "stage: lead", limit: 1d }
      - { id: partner, board: canary-column Partner, label: "stage: partner", outcome: won }
      - { id: lost, label: "stage: lost", outcome: lost, closed-as: not-planned }
    gates:
      - { id: ready, needs: [{ field: budget }], label: not-ready }
    clocks:
      - { id: answer, from: opened, until: response, target: 24h }
    milestones:
      ends: { date: contract-end }
      signed: { enters: partner }
      helped: { linked: support/solved }
    times:
      - { from: opened, to: signed }
      - { from: opened, to: helped }
    cohorts: [quarter, { answer: source }, { label: "campaign: *" }]
    market:
      campaign: { label: "campaign: *" }
      qualified: partner
      lost-because: { label: "lost: *" }
      competitor: { answer: rival }
      partner-kind: { answer: kind }
      requests: { label: "interested: *" }
    deliverables: { due: contract-end, evidence: budget, of: source }
    contracts: { value: value, start: contract-start, end: contract-end, tier: source, currency: contact }
  grants:
    items: { repository: leads, label: grant }
    form: form.yml
    stages:
      - { id: asked, label: "stage: asked" }
      - { id: given, label: "stage: given", outcome: won }
      - { id: refused, label: "stage: refused", outcome: lost, closed-as: not-planned }
    grants:
      submitted: asked
      funder: source
      champions: contact
      due: budget
      start: contract-start
      end: contract-end
      amount: value
      spent: spent
      owes: leads
  support:
    items: { repository: support }
    form: form.yml
    community: community
    stages:
      - { id: received, label: "stage: received" }
      - { id: solved, label: "stage: solved", outcome: done, closed-as: completed }
      - { id: declined, label: "stage: declined", outcome: lost, closed-as: not-planned }
    market: { competitor: { answer: rival }, campaign: { answer: source }, requests: { answer: kind } }
    milestones:
      solved: { enters: solved }
      signed: { linked: leads/signed }
    times:
      - { from: opened, to: solved }
      - { from: opened, to: signed }
money: { currency: USD, rates: { EUR: { rate: 1.3719, date: 2026-01-02 } }, costs: canary-costs.csv }
`;

const fields = [
  "Community",
  "Source",
  "Budget",
  "Contract start",
  "Contract end",
  "Value",
  "Contact",
  "Spent",
  "Rival",
  "Kind",
].map(
  (label) => `  - { type: input, id: ${label.toLowerCase().replace(" ", "-")}, attributes: { label: ${label} } }\n`,
);
const files = {
  "templates/form.yml": `name: A form\ndescription: For this test.\nbody:\n${fields.join("")}`,
  "templates/communities.yml": ["estuary", ...Array.from({ length: 5 }, (_, n) => `canary-community-${n}`)]
    .map((slug) => `- { slug: ${slug}, name: ${slug} }\n`)
    .join(""),
  "templates/canary-costs.csv": "month,account,amount\n2025-12,canary-account,62817\n2025-12,canary-row,free\n",
};

const people = ["canary-login-one", "canary-login-two"];

let lab: Lab;
let gathered: Gathered;
const { config, problems } = loadConfig(text, "m.yml", { home: { owner: "openwater", repo: ".github" } });

beforeAll(async () => {
  lab = await startLab({ config: null, columns: ["canary-column Lead", "canary-column Partner"] });
  const { build, places, clock } = lab;
  lab.push("bd-lead", "openwater/.github", files);
  for (const login of people) build.user(login);
  const labels = [
    "canary-pause",
    "campaign: canary-spring",
    "campaign: canary-autumn",
    "not-ready",
    "stage: lost",
    "lost: canary-reason",
    "interested: canary-idea",
  ];
  for (const label of labels) build.label(places.leads, label);
  for (const label of ["grant", "stage: asked", "stage: given"]) build.label(places.leads, label);
  for (let n = 0; n < 30; n++) place(n);
  for (let n = 0; n < 9; n++) placeGrant(n);
  const { reader } = createPorts(
    createGitHub({ baseUrl: lab.url, auth: { kind: "token", token: await lab.appToken() } }),
    clock,
  );
  const world = await createWorldKeeper(reader, config!).read();
  gathered = await readOrganisation({
    config: config!,
    reader,
    world,
    now: clock.now(),
    cache: null,
    onProgress: () => {},
  });
}, 60_000);

afterAll(() => lab.close());

/** A lead whose every word is private, and for every third one a public request. */
function place(n: number): void {
  const { build, places } = lab;
  const at = (day: number, hour = 8) =>
    new Date(Date.UTC(2025, 8, 1 + n * 3 + day, hour)).toISOString().replace(".000Z", "Z");
  const by = people[n % 2]!;
  const body = [
    "### Community",
    `canary-community-${n % 5}`,
    "### Source",
    n % 2 ? "canary-source-a" : "canary-source-b",
    "### Budget",
    n % 7 ? "" : "EUR 48211, canary-amount",
    "### Contract start",
    "2025-09-01",
    "### Contract end",
    n % 4 === 0 ? "2026-01-20" : n % 4 === 1 ? "2025-12-20" : n % 4 === 2 ? "02/03/2026 canary-date" : "",
    "### Value",
    n % 3 ? "73913" : "-73913",
    "### Contact",
    n % 2 ? "canary-mail@example.org" : "",
    "### Rival",
    n % 2 ? "canary-rival-one, canary-rival-two" : "canary-rival-one",
    "### Kind",
    n % 4 ? "canary-kind-large" : "canary-kind-small",
  ].join("\n\n");
  const lead = build.issue(places.leads, {
    title: `canary-title ${n}`,
    ...{ body, by, at: at(0) },
    labels: ["lead", "stage: lead"],
    assignees: [by],
    on: [places.board],
  });
  build.step(lead, {
    at: at(0, 9),
    by: "bd-lead",
    label: n % 3 ? "campaign: canary-spring" : "campaign: canary-autumn",
  });
  build.step(lead, { at: at(0, 10), by: "bd-lead", label: "not-ready" });
  for (const label of ["lost: canary-reason", "interested: canary-idea"])
    build.step(lead, { at: at(0, 11), by: "bd-lead", label });
  if (n % 5 === 0) build.step(lead, { at: at(0, 10), by: "bd-lead", label: "canary-pause" });
  build.step(lead, { at: at(1, 9), by, comment: "canary-comment" });
  if (n % 3 === 0) build.step(lead, { at: at(4), by, move: "canary-column Partner" });
  if (n % 3 === 1) build.step(lead, { at: at(5), by: "bd-lead", close: "NOT_PLANNED" });
  if (n % 3 === 0) {
    const request = build.issue(places.support, {
      title: `Help wanted ${n}`,
      ...{ body: "### Community\n\nestuary\n\n### Rival\n\ncanary-rival-public", by: "rep-estuary", at: at(6) },
      labels: ["stage: received"],
    });
    if (n % 2) build.step(request, { at: at(8), by: "bd-lead", close: "COMPLETED" });
  }
}

/** A grant: ahead of its end, over, or refused; one has an amount that nobody can read. */
function placeGrant(n: number): void {
  const { build, places } = lab;
  const body = [
    ...[
      "### Source",
      n % 2 ? "canary-funder-odd" : "canary-funder-even",
      "### Budget",
      n % 2 ? "2025-12-20" : "canary-due",
    ],
    ...["### Contract start", "2025-09-01", "### Contract end", n % 2 ? "2026-01-20" : "2025-12-20"],
    ...["### Value", n === 4 ? "canary-many" : "58219", "### Contact", "canary-champion", "### Spent", "31177"],
  ].join("\n\n");
  const title = `canary-grant ${n}`;
  const at = `2025-09-0${n + 1}T08:00:00Z`;
  const grant = build.issue(places.leads, { title, body, by: people[0]!, at, labels: ["grant"] });
  build.step(grant, { at: `2025-09-0${n + 1}T09:00:00Z`, by: "bd-lead", label: "stage: asked" });
  if (n % 3 === 0) build.step(grant, { at: "2025-10-01T09:00:00Z", by: "bd-lead", label: "stage: given" });
  if (n % 3 === 1) build.step(grant, { at: "2025-10-02T09:00:00Z", by: "bd-lead", close: "NOT_PLANNED" });
}

const made = new Map<ReportAudience, ReturnType<typeof make>>();

/** Made once for each audience. */
function filesFor(audience: ReportAudience): ReturnType<typeof make> {
  if (!made.has(audience)) made.set(audience, make(audience));
  return made.get(audience)!;
}

const make = async (audience: ReportAudience) => {
  const ask = { name: "weekly", audience, sections: null, windowWeeks: 26, pipelines: null };
  const asOf = instant("2026-01-05T09:00:00Z");
  const { files } = await makeReport(gathered, { config: config!, ask, asOf, formats: reportFormats });
  return files;
};

const privateWords = [canary, /48211/, /example\.org/, /openwater\/leads/, /2025-12-20|2026-01-20|02\/03\/2026/];

const money = [
  /58.?219/,
  /31.?177/,
  /canary-many/,
  /62.?817/,
  /73.?913/,
  /canary-(?:costs|account|row)/,
  /1\.3719/,
  /\bUSD\b/,
  /Committed/,
];

describe("scenario 16", () => {
  it("stands on a config without problems, and reads it all", () => {
    expect(problems).toEqual([]);
    expect([gathered.subjects.length, gathered.incomplete, gathered.gaps]).toEqual([49, [], []]);
  });

  it("the team's report has the private words: the ones looked for below are there to be found", async () => {
    const whole = (await filesFor("team")).map((file) => file.text).join("\n");
    const found = [...new Set(whole.match(canary))].sort();
    for (const word of [
      "canary-title",
      "canary-column",
      "canary-source-a",
      "canary-spring",
      "canary-community-",
      "canary-login-one",
      "canary-grant",
      "canary-funder-even",
      "canary-champion",
      "canary-reason",
      "canary-rival-two",
      "canary-rival-public",
      "canary-kind-small",
      "canary-idea",
    ])
      expect(
        found.some((one) => one.startsWith(word)),
        word,
      ).toBe(true);
    expect(whole).toContain("openwater/leads/issues/1");
  });

  it("finance alone has what contracts and costs say, and what is wrong with them", async () => {
    const whole = async (audience: ReportAudience) => (await filesFor(audience)).map((file) => file.text).join("\n");
    const finance = await whole("finance");
    for (const word of ["62,817", "-73913", "canary-costs.csv", "1.3719", "58,219", "31,177", "canary-many"])
      expect(finance, word).toContain(word);
    for (const audience of ["team", "public"] as const) {
      const text = await whole(audience);
      for (const word of money) expect(text.match(word)?.[0] ?? null, `${audience} ${word}`).toBeNull();
    }
  });

  it.each(
    reportFormats.flatMap((format) =>
      format === "csv"
        ? ["waits.csv", "transitions.csv", "tables.csv"]
        : [`report.${format === "markdown" ? "md" : format}`],
    ),
  )("everybody's %s has none", async (name) => {
    const { text: said } = (await filesFor("public")).find((file) => file.name === name)!;
    expect(said.length).toBeGreaterThan(1_000);
    for (const word of privateWords) expect(said.match(word)?.[0] ?? null, String(word)).toBeNull();
  });

  it("everybody reads of “Lead 7”, of counts and medians, and of public issues by name", async () => {
    const [page] = await filesFor("public");
    expect(page!.text).toMatch(/\bLead 7\b/);
    expect(page!.text).toContain("[Help wanted 0](https://github.com/openwater/support/issues/1)");
    expect(page!.text).toContain("estuary");
  });

  it("a number means the same lead in every week's report", async () => {
    // "Lead 7 has been in Canary column lead for 41 days": a week later the same lead has been there seven days longer.
    const inStage = async (asOf: string) => {
      const ask = { name: "weekly", audience: "public", sections: null, windowWeeks: 26, pipelines: null } as const;
      const { view } = await makeReport(gathered, { config: config!, ask, asOf: instant(asOf), formats: ["csv"] });
      const long = view.attention.filter(({ kind, item }) => kind === "ageing" && item.url === null);
      return new Map(long.map(({ item, what }) => [item.label, Number(/for ([\d.]+) days/.exec(what)![1])]));
    };
    const [early, later] = [await inStage("2025-12-22T00:00:00Z"), await inStage("2025-12-29T00:00:00Z")];
    expect(early.size).toBeGreaterThan(1);
    for (const [lead, days] of early) expect([lead, later.get(lead)]).toEqual([lead, expect.closeTo(days + 7, 1)]);
  });

  it("nobody can put a name to a number by the day on which something public happened", async () => {
    const rowsOf = async (audience: ReportAudience, name: string) => {
      const { text: csv } = (await filesFor(audience)).find((file) => file.name === name)!;
      const [head = [], ...rows] = csv
        .trimEnd()
        .split("\n")
        .map((row) => row.split(","));
      const all = rows.map((row) => Object.fromEntries(head.map((column, at) => [column, row[at]])));
      return all.filter(({ pipeline }) => pipeline === "leads");
    };
    const waits = await rowsOf("public", "waits.csv");
    expect(waits.length).toBe((await rowsOf("team", "waits.csv")).length);
    for (const { item, url, began, ended, days } of waits) {
      expect([item, url, began, ended]).toEqual(["", "", "", ""]);
      expect(days).toMatch(/^\d*$/);
    }
    expect(await rowsOf("public", "transitions.csv")).toEqual([]);
    expect((await rowsOf("team", "transitions.csv")).length).toBeGreaterThan(30);
  });

  it.each(["team", "public", "finance"] as const)("the %s report.json has the published shape", async (audience) => {
    const json = (await filesFor(audience)).find(({ name }) => name === "report.json")!.text;
    const path = new URL("../../schema/report.schema.json", import.meta.url);
    const validate = new Ajv2020({ strict: true }).compile(JSON.parse(readFileSync(path, "utf8")) as object);
    validate(JSON.parse(json));
    expect(validate.errors).toBeNull();
  });

  it("twice gives identical bytes", async () => {
    expect(await make("public")).toEqual(await filesFor("public"));
  });
});
