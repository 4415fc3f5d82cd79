/**
 * The preset `finance` lived for four months: agreements are billed each month or in advance, one issue for each invoice;
 * what nobody sends or pays is in the report that only the private repository gets.
 */
import { describe, expect, it } from "vitest";
import { parseForm } from "../../src/content/form.ts";
import type { Town } from "../../src/entry/demo/town.ts";
import { mergeConfigs } from "../../src/entry/merge-configs.ts";
import { readPresets } from "../../src/entry/presets.ts";
import { builder } from "../../src/sandbox/build.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import {
  cloudAt,
  cloudFiles,
  labelsOf,
  openedIssues,
  subIssuesOf,
  submitForm,
  until,
  writesOfSecondSync,
} from "./cloud.ts";

const preset = readPresets().find(({ name }) => name === "finance")!;
const set = { mode: "apply", starts: "2026-01-01" } as const;
const { text } = mergeConfigs([preset.config], { heading: "Finance", set });

const labels = [
  ...["agreement", "agreement: proposed", "agreement: signed", "milestone reached", "invoice"],
  ...["to send", "sent", "paid", "void", "overdue"].map((stage) => `invoice: ${stage}`),
];

async function finance(): Promise<Town> {
  const town = await cloudAt("2026-01-05T09:00:00Z", {
    change: () => text,
    prepare({ world }) {
      const files = { "costs.csv": "month,account,amount\n2026-01,7061,100\n" };
      const build = builder(world);
      const repository = build.repo("openwater/finance", { visibility: "private", files });
      for (const label of labels) build.label(repository, label);
    },
  });
  return town;
}

const form = parseForm(cloudFiles()[".github/milepost/forms/agreement.yml"]!, "agreement.yml").form!;

function agree(town: Town, answers: Readonly<Record<string, string>>): Promise<IssueRow> {
  const all = Object.fromEntries(form.fields.map(({ id, label }) => [label, answers[id] ?? ""]));
  const where = { repository: "openwater/finance", title: `[Agreement] ${answers.community}`, labels: ["agreement"] };
  return submitForm(town, "bd-lead", { ...where, answers: all });
}

const year = { value: "12000", start: "2026-01-01", end: "2026-12-31" };
const titles = (town: Town, issue: IssueRow) => subIssuesOf(town, issue).map(({ title }) => title);

describe("invoices of agreements", () => {
  it("opens none while nothing is signed", async () => {
    const town = await finance();
    const monthly = await agree(town, { ...year, community: "estuary", invoices: "Each month" });
    await until(town, "2026-03-01T00:00:00Z");
    expect(titles(town, monthly)).toEqual([]);
  });

  it("opens one a month or one in advance, tells what was not sent and not paid, and doubles nothing", async () => {
    const town = await finance();
    const person = town.person("bd-lead");
    const monthly = await agree(town, { ...year, community: "estuary", invoices: "Each month" });
    const ahead = await agree(town, { ...year, community: "temple", invoices: "In advance" });
    for (const one of [monthly, ahead]) await person.label(one, "agreement: signed");
    await town.settle();
    expect(titles(town, monthly)).toEqual(["Invoice 2026-01 - estuary"]);
    expect(titles(town, ahead)).toEqual(["Invoice 2026-01-01 - temple"]);

    const [january] = subIssuesOf(town, monthly);
    expect(january!.body).toContain("### First day\n\n2026-01-01\n\n### Last day\n\n2026-01-31");
    await until(town, "2026-01-10T09:00:00Z");
    await person.label(january!, "invoice: sent");
    await until(town, "2026-01-25T09:00:00Z");
    await person.close(january!);
    await town.settle();
    await until(town, "2026-02-10T09:00:00Z");
    const february = subIssuesOf(town, monthly)[1]!;
    expect(february.title).toBe("Invoice 2026-02 - estuary");
    await person.label(february, "invoice: sent");
    for (const day of ["2026-03-01", "2026-04-01", "2026-04-10"]) await until(town, `${day}T00:00:00Z`);
    expect(labelsOf(town, february)).not.toContain("invoice: overdue");
    // 2026-02-10 and sixty days: 18 of February, 31 of March, 11 of April.
    await until(town, "2026-04-11T00:00:00Z");
    expect(labelsOf(town, february)).toContain("invoice: overdue");

    await until(town, "2026-05-01T12:00:00Z");
    expect(titles(town, monthly)).toEqual(
      ["01", "02", "03", "04", "05"].map((month) => `Invoice 2026-${month} - estuary`),
    );
    expect(titles(town, ahead)).toHaveLength(1);
    const report = openedIssues(town)
      .filter(({ title }) => title.startsWith("Books report"))
      .at(-1)!;
    const [attention = ""] = report.body!.split("## Needs attention")[1]!.split("\n## ");
    // Sent on 10 February: 18 + 31 + 30 + 1 days to 1 May.
    expect(attention).toMatch(
      /Invoice 2026-02 - estuary\]\(\S+\) was sent on 2026-02-10 and is not paid after 80 days\./,
    );
    expect(attention).toMatch(/\\\[Agreement\\\] estuary\]\(\S+\) has 2 months that nobody billed: 2026-03, 2026-04\./);
    expect(attention).toMatch(/\\\[Agreement\\\] temple\]\(\S+\) has 4 months that nobody billed: 2026-01, /);
    // Of two agreements four months each are over; January and February of one were sent. To send as of 06:00: March and
    // April, and the other one's year; here the one for May came with the clock's jump to noon.
    expect(report.body).toContain("Of 8 months of service that are over, 2 were billed and 6 were not.");
    expect(report.body).toContain("3 invoices to send, 1 sent and not paid, 1 of them overdue.");
    expect(await writesOfSecondSync(town)).toBe(0);
  }, 60_000);
});
