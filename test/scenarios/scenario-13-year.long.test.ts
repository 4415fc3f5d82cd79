/**
 * Scenario 13 lived whole: a community from its first contact in April 2025 to six weeks after the end of its agreement,
 * day by day, with the App beside it and its report every Monday.
 */
import { describe, expect, it } from "vitest";
import type { Town } from "../../src/entry/demo/town.ts";
import {
  boardNumber,
  cloudAt,
  labelTimes,
  newsOn,
  openedIssues,
  subIssuesOf,
  submitForm,
  until,
  writesOfSecondSync,
} from "./cloud.ts";
import { bodyOf } from "./forms.ts";

const answers = {
  Community: "temple",
  "Contact role": "Head of research computing",
  Source: "Funder",
  "Hub address": "temple.hub.example.org",
  Cluster: "dedicated",
  "Contract ends": "2026-03-31",
  "Will they renew?": "",
  "Is it the last hub of its cluster?": "No",
};

const day = 86_400_000;

/** Every midnight up to that one, and 07:00 of each Monday, when the report of 06:00 is there. */
async function daysTo(town: Town, end: string): Promise<void> {
  for (let at = Math.floor(Date.parse(town.sandbox.clock.now()) / day) * day + day; at < Date.parse(end); at += day) {
    await until(town, textOf(at));
    if (new Date(at).getUTCDay() === 1) await until(town, textOf(at + 7 * 3_600_000));
  }
}

const textOf = (at: number) => new Date(at).toISOString().replace(".000Z", "Z");

describe("a year with a community that does not renew", () => {
  it("is asked, ended, reminded and flagged on its days, and every Monday's report says how it stands", async () => {
    const town = await cloudAt("2025-04-07T08:00:00Z", {
      change: (config) => config.replace("starts: 2026-09-01", "starts: 2025-04-01"),
    });
    const person = town.person("bd-lead");
    const where = { repository: "openwater/leads", title: "Temple College", labels: ["lead"], answers };
    const lead = await submitForm(town, "bd-lead", where);
    await person.addToBoard(lead, boardNumber(town, 61));
    for (const [at, column] of [
      ["2025-04-07T09:00:00Z", "Lead"],
      ["2025-04-11T09:00:00Z", "Qualified lead"],
      ["2025-04-18T09:00:00Z", "Prospect"],
      ["2025-05-06T09:00:00Z", "Partner"],
    ] as const) {
      await daysTo(town, at);
      await until(town, at);
      await person.moveCard(lead, boardNumber(town, 61), column);
      await town.settle();
    }
    await daysTo(town, "2026-02-09T08:00:00Z");
    await person.editBody(lead, bodyOf({ ...answers, "Will they renew?": "No" }));
    await town.settle();
    await daysTo(town, "2026-05-18T08:00:00Z");

    const opened = subIssuesOf(town, lead).map(({ title, createdAt }) => `${createdAt.slice(0, 10)} ${title}`);
    expect(opened).toEqual([
      "2025-04-18 Draft the agreement - temple",
      "2025-05-06 [New hub] temple",
      "2026-01-30 Renew: temple until 2026-03-31",
      "2026-03-17 [Decommission] temple by 2026-03-31",
    ]);
    // 2026-03-29 is a Sunday; the config says the working day before.
    expect(newsOn(town, lead).filter((text) => text.includes("Two days left"))).toHaveLength(1);
    expect(labelTimes(town, lead, "lapsed: six weeks")).toEqual(["+ 2026-05-12T00:00:00Z"]);

    // Mondays from 2025-04-07 to 2026-05-18: 59 of them, each with one report.
    const reports = openedIssues(town).filter(({ title }) => title.startsWith("Weekly report"));
    expect(reports.map(({ createdAt }) => createdAt.slice(0, 10))).toEqual(
      Array.from({ length: 59 }, (_, week) => textOf(Date.parse("2025-04-07") + 7 * week * day).slice(0, 10)),
    );
    const of = (date: string) => reports.find(({ createdAt }) => createdAt.startsWith(date))!.body!;
    const attention = (date: string) => of(date).split("## Needs attention this week")[1]!.split("\n## ")[0]!;
    // 4 + 7 + 18 days from the opening to the signature, of one lead: too few for a figure, and told as such.
    expect(of("2025-05-12")).toMatch(/\| Leads: Opened → signed, [^|]*\| not enough \(n = 1\)/);
    expect(of("2026-01-26")).not.toContain("2026-03-31 | due");
    expect(of("2026-02-02")).toContain("| Agreement ends | 2026-03-31 | due |");
    expect(attention("2026-02-02")).not.toContain("Temple College");
    expect(attention("2026-03-30")).toContain("is due on 2026-03-31 (agreement ends)");
    expect(await writesOfSecondSync(town)).toBe(0);
  }, 600_000);
});
