/**
 * `examples/eighteen-months/milepost.yml` on the scene of that name: what is read from GitHub and measured is, second by
 * second, what the chronicle says had happened.
 */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check.ts";
import { loadConfig } from "../../src/config/load.ts";
import { templatesNamedBy } from "../../src/config/questions.ts";
import { configPath, monthsFiles } from "../../src/entry/demo/files.ts";
import { readManifest } from "../../src/entry/manifest.ts";
import { createPorts } from "../../src/entry/ports.ts";
import { readOrganisation } from "../../src/entry/report/read-organisation.ts";
import { createGitHub } from "../../src/entry/wire.ts";
import { type Gathered, measureOrganisation } from "../../src/measure/organisation.ts";
import { serviceOf } from "../../src/measure/service.ts";
import { groundOf, refOf } from "../../src/measure/subject.ts";
import { type ItemWait, waitsOf } from "../../src/measure/waits.ts";
import { workingTally } from "../../src/measure/working-tally.ts";
import { instant } from "../../src/model/time.ts";
import { createWorldKeeper } from "../../src/observe/world.ts";
import { createSandbox } from "../../src/sandbox/create-sandbox.ts";
import { type Listening, listen } from "../../src/sandbox/http.ts";
import { answersText, costsText } from "../../src/sandbox/scenes/months-books.ts";
import { chronicleOf, type Stay } from "../../src/sandbox/scenes/months-chronicle.ts";
import { type FigureName, truthOf } from "../../src/sandbox/scenes/months-truth.ts";
import { applyScene } from "../../src/sandbox/scenes/scene.ts";

const seed = 2;
const chronicle = chronicleOf(seed);
const files = monthsFiles();
const home = { home: { owner: "openwater", repo: ".github" } };
const { config, problems, where } = loadConfig(files[configPath]!, "milepost.yml", home);
const now = instant(chronicle.to);

let server: Listening;
let observed: Gathered;

beforeAll(async () => {
  const sandbox = createSandbox({ seed });
  applyScene(sandbox, "eighteen-months", files);
  const app = sandbox.installApp({
    slug: "milepost",
    org: "openwater",
    webhookSecret: "s".repeat(32),
    ...readManifest(),
  });
  server = await listen(sandbox, { port: 0 });
  const { id: appId, privateKey, installationId: installation } = app;
  const auth = { kind: "installation", appId, privateKey, installation } as const;
  const clock = { now: () => now, sleep: async () => {} };
  const { reader } = createPorts(createGitHub({ baseUrl: server.url, auth }), clock);
  const world = await createWorldKeeper(reader, config!).read();
  observed = await readOrganisation({ config: config!, reader, world, now, cache: null, onProgress: () => {} });
}, 60_000);

afterAll(() => server.close());

/** One line per wait: item, beginning, and the end with its time, or nothing. */
function measured(pipeline: string, at: number): readonly string[] {
  const rule = config!.pipelines.find(({ name }) => name === pipeline)!.times[at]!;
  const subjects = observed.subjects.filter((one) => one.pipeline.name === pipeline);
  const ground = groundOf(observed.subjects, { world: observed.world, config: config! });
  const { waits } = waitsOf(subjects, rule, { ground, tally: workingTally(config!.calendar), now });
  expect(waits.filter(({ fromExact }) => !fromExact)).toEqual([]);
  return waits.map((one) => line(one.item, one.from, one.end.kind === "open" ? null : one.until, endOf(one))).sort();
}

function endOf({ end }: ItemWait): string {
  return end.kind === "otherwise" ? end.which : end.kind;
}

function line(item: string, from: string, until: string | null, end: string): string {
  return `${item} ${from} ${until ?? ""} ${until === null ? "open" : end}`;
}

describe("the example", () => {
  it("has no problem, nor have its templates", () => {
    expect(problems).toEqual([]);
    const paths = templatesNamedBy(config!);
    expect(
      checkConfig(
        config!,
        Object.fromEntries(paths.map((path) => [path, files[`.github/milepost/${path}`] ?? null])),
        where,
      ),
    ).toEqual([]);
  });
});

describe("its README", () => {
  const rows: readonly (readonly [text: string, digits: number, names: readonly FigureName[]])[] = [
    ["Signed within", 1, ["openedToSigned30", "openedToSigned90", "openedToSigned180"]],
    ["Signed at last", 1, ["openedToSignedEver"]],
    ["Lost within", 1, ["openedToLost30", "openedToLost90", "openedToLost180"]],
    ["Time by which 10 %", 1, ["openedToSignedP10"]],
    ["Median stay in Lead", 1, ["stayInLead", "stayInQualified", "stayInProspect"]],
    ["Lead → Qualified lead", 0, ["leadToQualified", "qualifiedToProspect", "prospectToPartner"]],
    ["Signed → live", 1, ["signedToLiveP50", "signedToLiveP85"]],
    ["First response: median, 85 %, in working time", 1, ["responseWorkingP50", "responseWorkingP85"]],
    ["First response: median, 85 %, by the calendar", 2, ["responseP50", "responseP85"]],
    ["First response within 24 working hours", 1, ["responseInTime"]],
    ["Median from the response", 1, ["stayInWorking", "workingToSolvedEver"]],
    ["Delivered before", 1, ["deliveredInTime"]],
    ["Renewals signed", 1, ["renewalSigned180"]],
    ["Invoice sent → paid", 1, ["sentToPaidP50"]],
    ["Net promoter score", 0, ["netPromoterScore", "answered"]],
  ];
  const readme = readFileSync(new URL("../../examples/eighteen-months/README.md", import.meta.url), "utf8");
  const truth = truthOf();

  it.each(rows)("says what is true: %s …", (text, digits, names) => {
    const said = readme.split("\n").find((row) => row.startsWith(`| ${text}`))!;
    const values = said.split("|")[2]!.match(/[\d.]+/g);
    const figures = names.map((name) => {
      const { unit, value } = truth[name];
      return (unit === "share" ? 100 * value! : value!).toFixed(digits);
    });
    expect(values).toEqual(figures);
  });
});

describe("what is read of the eighteen months", () => {
  it("is complete", () => {
    expect([observed.incomplete, observed.gaps]).toEqual([[], []]);
    const { leads, onboardings, support, deliverables, agreements, invoices, grants } = chronicle;
    const all = [leads, onboardings, support, deliverables, agreements, invoices, grants];
    expect(observed.subjects).toHaveLength(all.reduce((sum, { length }) => sum + length, 0));
  });

  it("has each lead's stays as they were", () => {
    const read = new Map(observed.subjects.map((one) => [refOf(one), one.place.visits]));
    const plain = ({ stage, from, to }: Stay) => `${stage} ${from} ${to}`;
    for (const { issue, stays } of chronicle.leads) {
      const visits = read.get(issue)!.map(({ stage, entered, left }) => `${stage} ${entered} ${left}`);
      expect([issue, ...visits]).toEqual([issue, ...stays.map(plain)]);
    }
  });

  it("has every wait for a signature, with those lost and those open", () => {
    const lines = chronicle.leads.map(({ issue, openedAt, signedAt, lostAt }) =>
      line(issue, openedAt, signedAt ?? lostAt, signedAt === null ? "lost" : "reached"),
    );
    expect(measured("leads", 0)).toEqual(lines.sort());
  });

  it("has every wait from the signature to the live hub, along the community's journey", () => {
    const lines = chronicle.onboardings.map(({ lead, openedAt, liveAt }) => line(lead, openedAt, liveAt, "reached"));
    expect(measured("leads", 1)).toEqual(lines.sort());
  });

  it("has an onboarding live when its last sub-issue is done", () => {
    const lines = chronicle.onboardings.map(({ issue, openedAt, liveAt }) => line(issue, openedAt, liveAt, "reached"));
    expect(measured("onboarding", 0)).toEqual(lines.sort());
    expect(measured("onboarding", 1)).toEqual(lines.sort());
  });

  it("has every first response, whoever else wrote before", () => {
    const lines = chronicle.support.map(({ issue, openedAt, response }) =>
      line(issue, openedAt, response?.at ?? null, "reached"),
    );
    expect(measured("support", 0)).toEqual(lines.sort());
  });

  it("calls late what was late by the chronicle's own calendar", () => {
    const { runs } = observed.runs.find(({ clock }) => clock === "first-response")!;
    const { n, late } = serviceOf(runs, { calendar: config!.calendar, now });
    const expected = chronicle.support.filter((one) => one.late).map(({ issue }) => issue);
    expect([n, late]).toEqual([900, expected.sort()]);
  });

  it("has every closing after the response, solved or declined", () => {
    const lines = chronicle.support.flatMap(({ issue, response, closed }) => {
      if (response === null) return [];
      return [line(issue, response.at, closed?.at ?? null, closed?.as === "solved" ? "reached" : "declined")];
    });
    expect(measured("support", 1)).toEqual(lines.sort());
  });

  it("has every delivery", () => {
    const lines = chronicle.deliverables.map(({ issue, openedAt, deliveredAt }) =>
      line(issue, openedAt, deliveredAt, "reached"),
    );
    expect(measured("deliverables", 0)).toEqual(lines.sort());
  });

  it("has the revenue that the signed agreements come to, month by month", () => {
    const { money } = measureOrganisation(observed, { config: config!, now, windowWeeks: 26, pipelines: null });
    for (const month of ["2026-01", "2026-06", "2026-12"]) {
      // Every term is twelve whole months from the first of one, so that each brings a twelfth of its value.
      const here = chronicle.agreements.filter(({ signedAt, start, end }) => {
        return signedAt !== null && start.slice(0, 7) <= month && month <= end.slice(0, 7);
      });
      const sum = here.reduce((all, one) => all + (one.value / 12) * (one.currency === "EUR" ? 1.08 : 1), 0);
      const said = money!.months.find((one) => one.month === month)!;
      expect([month, said.contracts.length]).toEqual([month, here.length]);
      // In cents; each agreement's month is rounded by itself.
      expect(Math.abs(said.committed - 100 * sum)).toBeLessThan(here.length + 1);
    }
  });

  it("bills what was sent, and finds the months that were not", () => {
    const { money } = measureOrganisation(observed, { config: config!, now, windowWeeks: 26, pipelines: null });
    const invoiceOf = new Map(chronicle.invoices.map((one) => [one.agreement, one]));
    // Each is billed whole and in advance, so all of its months that are over are, or none: from 2025 on, June is not over.
    const months = (issue: string) => {
      const { start, end } = chronicle.agreements.find((one) => one.issue === issue)!;
      return ["2025", "2026"].flatMap((year) =>
        Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, "0")}`).filter(
          (month) => start.slice(0, 7) <= month && month <= end.slice(0, 7) && month < "2026-06",
        ),
      );
    };
    for (const { contract, billed, unbilled } of money!.invoicing!.contracts) {
      const sent = invoiceOf.get(contract.item)!.sentAt !== null;
      expect([contract.item, sent ? billed : unbilled, sent ? unbilled : billed]).toEqual([
        contract.item,
        months(contract.item),
        [],
      ]);
    }
    expect(money!.invoicing!.contracts.some(({ unbilled }) => unbilled.length > 0)).toBe(true);
    const unpaid = chronicle.invoices.filter(({ sentAt, paidAt }) => sentAt !== null && paidAt === null);
    expect(money!.invoicing!.unpaid.map(({ item }) => item).sort()).toEqual(unpaid.map(({ issue }) => issue).sort());
  });

  it("has everybody's answers and every month's costs, and nothing is wrong with them", () => {
    const { money, communities } = measureOrganisation(observed, {
      ...{ config: config!, now, windowWeeks: 26, pipelines: null },
    });
    expect([communities.problems, money!.problems]).toEqual([[], []]);
    const rows = (text: string) => text.trimEnd().split("\n").slice(1);
    const answers = rows(answersText(seed, chronicle));
    const { all } = communities.satisfaction!;
    expect([all.asked, all.n]).toEqual([answers.length, answers.filter((row) => !row.endsWith(",")).length]);
    const may = rows(costsText(seed, chronicle)).filter((row) => row.startsWith("2026-05"));
    const cost = may.reduce((sum, row) => sum + Math.round(100 * Number(row.split(",")[2])), 0);
    expect(money!.months.find(({ month }) => month === "2026-05")!.cost).toBe(cost);
  });
});
