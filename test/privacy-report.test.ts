/**
 * Canaries in everything that a report can be made of: titles, labels, columns, logins, answers of every form field that
 * the config can name, and every cell of costs, usage and survey files. None may be in what everybody reads, and each must
 * be in what the team or finance reads, so that this test can fail. What the language gets new has to be tried here.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { loadConfig } from "../src/config/load.ts";
import { createPorts } from "../src/entry/ports.ts";
import { makeReport, type ReportFile, reportFormats } from "../src/entry/report/make-report.ts";
import { readOrganisation } from "../src/entry/report/read-organisation.ts";
import { createGitHub } from "../src/entry/wire.ts";
import type { Gathered } from "../src/measure/organisation.ts";
import type { ReportAudience } from "../src/model/report-rule.ts";
import { instant } from "../src/model/time.ts";
import { createWorldKeeper } from "../src/observe/world.ts";
import type { IssueRow } from "../src/sandbox/rows.ts";
import { type Lab, startLab } from "./entry/lab.ts";
import { canary } from "./support/public-text.ts";
import { allKeys, keysOf } from "./support/schema-keys.ts";

const text = `version: 1
starts: 2025-01-01
mode: plan
team: ["@openwater/partnerships"]
communities: { file: "openwater/vault:communities.yml" }
templates: { repository: openwater/.github, path: templates }
repositories:
  leads: { name: openwater/leads, visibility: private }
  support: { name: openwater/support, visibility: public }
reports:
  weekly: { every: monday, audience: team, post: { issue: leads, label: canary-report } }
accounts: { repository: leads, label: canary-page, with: weekly, contact-within: 5 }
labels:
  canary-called: { color: c5def5 }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    form: form.yml
    community: community
    stages:
      - { id: lead, label: "stage: lead", limit: 1d }
      - { id: partner, label: "stage: partner", outcome: won }
      - { id: lost, label: "stage: lost", outcome: lost, closed-as: not-planned }
    milestones:
      ends: { date: end }
      signed: { enters: partner }
      called: { label: canary-called }
    times:
      - { from: opened, to: signed, re-entry: last, skipped: strict }
      - { from: opened, to: called }
    cohorts: [month, { answer: tier }, { label: "canary-campaign: *" }]
    contracts: { value: value, start: start, end: end, currency: currency, tier: tier, kind: kind, likely: likely, probability: { lead: 0.4242 } }
    market:
      campaign: { label: "canary-campaign: *" }
      qualified: partner
      lost-because: { answer: kind }
      competitor: { answer: rival }
      partner-kind: { answer: tier }
      requests: { label: "canary-wish: *" }
    steps:
      - { id: bill, after: start, each: month, until: end, open: invoice.md, values: { who: "{{ form.tier }}" } }
  invoices:
    items: { repository: leads, label: invoice }
    form: form.yml
    community: community
    stages:
      - { id: to-send, label: "invoice: to send" }
      - { id: sent, label: "invoice: sent" }
      - { id: paid, label: "invoice: paid", outcome: done, closed-as: completed }
    invoices: { start: start, end: end, overdue: 5d }
  grants:
    items: { repository: leads, label: grant }
    form: form.yml
    community: community
    stages:
      - { id: idea, label: "grant: idea" }
      - { id: submitted, label: "grant: submitted" }
      - { id: awarded, label: "grant: awarded", outcome: won }
    grants: { submitted: submitted, funder: tier, champions: kind, due: due, start: start, end: end, amount: value, currency: currency, spent: spent, account: account, owes: owed }
  owed:
    items: { repository: leads, label: owed }
    form: form.yml
    stages:
      - { id: planned, label: "owed: planned" }
      - { id: delivered, label: "owed: delivered", outcome: done, closed-as: completed }
    deliverables: { due: due, evidence: account, of: tier }
  sessions:
    items: { repository: leads, label: session }
    form: form.yml
    community: community
    stages:
      - { id: planned, label: "session: planned" }
      - { id: held, label: "session: held", outcome: done, closed-as: completed }
  support:
    items: { repository: support }
    form: form.yml
    community: community
    stages:
      - { id: received, label: "stage: received" }
      - { id: solved, label: "stage: solved", outcome: done, closed-as: completed }
    clocks:
      - { id: answer, from: opened, until: response, target: 24h }
money:
  currency: USD
  rates: { EUR: { rate: 1.3719, date: 2026-01-02 } }
  assumed: { new: 0.3131, renewal: 0.7979 }
  costs: "openwater/vault:canary-costs.csv"
  usage-fees: [ { up-to: 10, each: 61.37 }, { each: 7.11 } ]
usage:
  file: "openwater/vault:canary-usage.csv"
  by: cluster
  communities: { canary-community-a: [canary-cluster-a], canary-community-b: [canary-cluster-b/canary-hub] }
  leave-out: [canary-staging]
  staff: [canary-staff]
  asked: leads
training: { of: sessions, hours: hours, agreed: { in: leads, hours: hours } }
satisfaction:
  file: "openwater/vault:canary-answers.csv"
  columns: { community: canary-who, date: canary-when, score: canary-score, touch-point: canary-about, item: canary-item }
  unanswered: true
  satisfied-from: 8
`;

const fields = [
  "Community",
  "Value",
  "Start",
  "End",
  "Currency",
  "Tier",
  "Kind",
  "Due",
  "Spent",
  "Account",
  "Likely",
  "Rival",
  "Hours",
];
const letters = ["a", "b", "c", "d", "e"];

const vault = {
  "communities.yml": letters.map((one) => `- { slug: canary-community-${one}, name: canary-name-${one} }\n`).join(""),
  "canary-costs.csv": "month,account,amount\n2025-11,canary-account,62817\n2025-12,canary-row,free\n",
  "canary-usage.csv": [
    "date,hub,users,cluster",
    ...["2025-10-31", "2025-11-30", "2025-12-31"].flatMap((day, at) =>
      letters.map((one) => `${day},canary-hub,${7301 + 100 * at},canary-cluster-${one}`),
    ),
    "2025-12-31,canary-hub,5,canary-cluster-a",
    "2025-12-31,canary-hub,-4,canary-odd",
    "",
  ].join("\n"),
  "canary-answers.csv": [
    "canary-who,canary-when,canary-score,canary-about,canary-item",
    ...letters.flatMap((one) => [
      `canary-community-${one},2025-11-03,9,canary-touch,canary-issue`,
      `canary-community-${one},2025-12-04,2,canary-touch,canary-issue`,
    ]),
    "canary-community-a,2025-12-05,11,canary-touch,canary-issue",
    "",
  ].join("\n"),
};

const form = `name: A form\ndescription: For this test.\nbody:\n${fields
  .map((label) => `  - { type: input, id: ${label.toLowerCase()}, attributes: { label: ${label} } }\n`)
  .join("")}`;

const { config, problems } = loadConfig(text, "m.yml", { home: { owner: "openwater", repo: ".github" } });

let lab: Lab;
let gathered: Gathered;

beforeAll(async () => {
  lab = await startLab({ config: null });
  const { build, places, clock } = lab;
  build.repo("openwater/vault", { visibility: "private", files: vault });
  build.user("canary-login");
  lab.push("bd-lead", "openwater/.github", {
    "templates/form.yml": form,
    "templates/invoice.md": "---\nname: A\nabout: A\n---\n\n{{ who }}\n",
  });
  const kinds = ["lead", "invoice", "grant", "owed", "session"];
  const marks = [
    ...["canary-wish: canary-idea-a", "canary-wish: canary-idea-b"],
    "canary-called",
    "canary-campaign: canary-spring",
    "invoice: sent",
    "grant: submitted",
    "grant: awarded",
  ];
  for (const label of [...kinds, ...marks, "stage: partner"]) build.label(places.leads, label);
  for (let n = 0; n < 12; n++) {
    const lead = place("lead", n);
    build.step(lead, { at: at(n, 9), by: "bd-lead", label: "canary-campaign: canary-spring" });
    build.step(lead, { at: at(n, 10), by: "bd-lead", label: "canary-called" });
    build.step(lead, { at: at(n, 11), by: "bd-lead", label: `canary-wish: canary-idea-${letters[n % 2]}` });
    if (n % 4 === 2) build.step(lead, { at: at(n + 2), by: "canary-login", close: "NOT_PLANNED" });
    if (n % 2) build.step(lead, { at: at(n + 2), by: "canary-login", label: "stage: partner" });
    build.step(place("invoice", n, lead), { at: at(n + 3), by: "bd-lead", label: "invoice: sent" });
    if (n < 6) {
      const grant = place("grant", n);
      build.step(grant, { at: at(n + 4), by: "bd-lead", label: "grant: submitted" });
      if (n % 2) build.step(grant, { at: at(n + 6), by: "bd-lead", label: "grant: awarded" });
    }
    if (n < 6) place("owed", n);
    if (n < 4) build.step(place("session", n), { at: at(n + 1), by: "bd-lead", close: "COMPLETED" });
  }
  const { reader } = createPorts(
    createGitHub({ baseUrl: lab.url, auth: { kind: "token", token: await lab.appToken() } }),
    clock,
  );
  const world = await createWorldKeeper(reader, config!).read();
  const now = clock.now();
  gathered = await readOrganisation({ config: config!, reader, world, now, cache: null, onProgress: () => {} });
}, 60_000);

afterAll(() => lab.close());

function at(day: number, hour = 8): string {
  return new Date(Date.UTC(2025, 9, 1 + 4 * day, hour)).toISOString().replace(".000Z", "Z");
}

function place(label: string, n: number, parent?: IssueRow): IssueRow {
  const { build, places } = lab;
  const answers = {
    Community: `canary-community-${letters[n % 5]}`,
    Value: n === 3 ? "-73913" : n === 4 ? "canary-amount" : "73913",
    Start: n === 5 ? "canary-start" : "2025-10-03",
    End: n % 4 ? "2026-01-19" : "2025-12-13",
    Currency: n === 2 ? "CHF" : "EUR",
    Tier: "canary-tier",
    Kind: n === 6 ? "canary-kind" : n % 3 ? "new" : "renewal",
    Due: n === 1 ? "canary-due" : "2025-12-19",
    Spent: "48211",
    Likely: n === 8 ? "canary-likely" : "0.4242",
    Rival: "canary-rival",
    Hours: n === 9 ? "canary-hours" : "17.37",
    Account: n % 2 ? "_No response_" : "canary-account",
  };
  const body = Object.entries(answers)
    .map(([key, value]) => `### ${key}\n\n${value}`)
    .join("\n\n");
  return build.issue(places.leads, {
    ...{ title: `canary-${label} number ${n}`, body, by: "canary-login", at: at(n) },
    ...{ labels: [label], assignees: ["bd-lead"], ...(parent === undefined ? {} : { parent }) },
  });
}

const made = new Map<ReportAudience, Promise<readonly ReportFile[]>>();

function filesFor(audience: ReportAudience): Promise<readonly ReportFile[]> {
  if (!made.has(audience)) made.set(audience, make(audience));
  return made.get(audience)!;
}

async function make(audience: ReportAudience): Promise<readonly ReportFile[]> {
  const ask = { name: "weekly", audience, sections: null, windowWeeks: 26, pipelines: null };
  const asOf = instant("2026-01-05T09:00:00Z");
  const { files } = await makeReport(gathered, { config: config!, ask, asOf, formats: reportFormats });
  return files;
}

const wholeFor = async (audience: ReportAudience) => (await filesFor(audience)).map((one) => one.text).join("\n");

/** Amounts, rates, days and numbers of people that nobody outside may read; five communities together may be told. */
const numbers = [
  // Of what is in euros what it comes to in dollars: 48,211 · 1.3719 = 66,140.67 and 73,913 · 1.3719 = 101,401.24.
  ...[
    /66.?140|48.?211/,
    /62.?817/,
    /101.?401|73.?913/,
    /1\.3719/,
    /0?\.4242/,
    /42\.42/,
    /61\.37/,
    /7\.11\b/,
    /\b7,?[345]01\b/,
  ],
  ...[/2025-12-13|2026-01-19|2025-12-19|2025-10-03/, /\bCHF\b|\bEUR\b|\bUSD\b/, /openwater\/(?:leads|vault)/],
];

describe("a report of an organisation in which every word is private", () => {
  it("is made of a config without problems, and of everything", () => {
    expect(problems).toEqual([]);
    expect([gathered.subjects.length, gathered.incomplete, gathered.gaps]).toEqual([40, [], []]);
    expect(gathered.sources.usage!.counts.length).toBeGreaterThan(10);
  });

  it("has the words, each for the team or for finance: what is looked for is there to be found", async () => {
    const [team, finance] = [await wholeFor("team"), await wholeFor("finance")];
    for (const word of [
      "canary-lead",
      "canary-grant",
      "canary-owed",
      "canary-spring",
      "canary-tier",
      "canary-touch",
      "canary-rival",
      "canary-idea-a",
    ])
      expect(team, word).toContain(word);
    for (const word of ["canary-community-a", "canary-usage.csv", "canary-answers.csv", "2025-12-19"])
      expect(team, word).toContain(word);
    for (const word of ["canary-invoice", "canary-costs.csv", "canary-amount", "canary-kind", "canary-start"])
      expect(finance, word).toContain(word);
    for (const number of numbers.slice(0, 4)) expect(finance.match(number)?.[0] ?? null, String(number)).not.toBeNull();
  });

  it("tells the team no amount", async () => {
    const team = await wholeFor("team");
    for (const number of numbers.slice(0, 8)) expect(team.match(number)?.[0] ?? null, String(number)).toBeNull();
  });

  it("tells everybody not even that there are invoices", async () => {
    expect(await wholeFor("team")).toMatch(/invoice/i);
    expect(await wholeFor("public")).not.toMatch(/invoice/i);
  });

  const names = ["report.md", "report.html", "report.json", "waits.csv", "transitions.csv"];
  it.each(names)("tells everybody not one byte in %s", async (name) => {
    const { text: said } = (await filesFor("public")).find((file) => file.name === name)!;
    expect(said.length).toBeGreaterThan(40);
    for (const word of [canary, ...numbers]) expect(said.match(word)?.[0] ?? null, String(word)).toBeNull();
  });
});

/** Parts of the language that reports are made from. */
const parts =
  /^(?:contracts|invoices|grants|deliverables|market|grouping|time|cohort|milestone|config\.(?:money|usage|satisfaction|accounts|training))\b/;

/** Keys that are not tried above, each with the reason. */
const elsewhere: Readonly<Record<string, string>> = {
  "config.usage.prometheus": "numbers from a server: test/entry/report-communities.test.ts has canaries in its labels",
  "config.usage.public": "says that everybody may know: test/entry/report-communities.test.ts",
  "config.satisfaction.form": "answers as issues: test/entry/report-communities.test.ts",
  "milestone.leaves": "a stage's id, as `enters`",
  "milestone.closed": "how an issue was closed",
  "milestone.linked": "a name of the config: test/scenarios/scenario-16.test.ts",
};

describe("the language", () => {
  it("has no key for reports that is tried nowhere", () => {
    const used = keysOf(parse(text));
    const missing = allKeys()
      .filter((key) => parts.test(key) && !used.has(key))
      .filter((key) => !Object.keys(elsewhere).some((one) => key === one || key.startsWith(`${one}.`)));
    expect(missing).toEqual([]);
  });

  it("has every key that is excused", () => {
    for (const key of Object.keys(elsewhere)) expect(allKeys()).toContain(key);
  });
});
