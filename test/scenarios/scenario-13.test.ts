/** Scenario 13: an agreement ends on 2026-03-31, from the question whether they go on to the six-week flag. */
import { describe, expect, it } from "vitest";
import type { Town } from "../../src/entry/demo/town.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import {
  boardNumber,
  cloudAt,
  labelTimes,
  newsOn,
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

async function partnerOn(town: Town): Promise<IssueRow> {
  const person = town.person("bd-lead");
  const lead = await submitForm(town, "bd-lead", {
    repository: "openwater/leads",
    title: "Temple College",
    labels: ["lead"],
    answers,
  });
  await person.addToBoard(lead, boardNumber(town, 61));
  for (const [at, column] of [
    ["2026-01-05T09:00:00Z", "Lead"],
    ["2026-01-06T09:00:00Z", "Qualified lead"],
    ["2026-01-07T09:00:00Z", "Prospect"],
    ["2026-01-08T09:00:00Z", "Partner"],
  ] as const) {
    await until(town, at);
    await person.moveCard(lead, boardNumber(town, 61), column);
    await town.settle();
  }
  return lead;
}

const titles = (town: Town, lead: IssueRow) => subIssuesOf(town, lead).map(({ title }) => title);
const changed = (config: string) => config.replace("starts: 2026-09-01", "starts: 2026-01-01");

describe("an agreement that ends on 2026-03-31 and is not renewed", () => {
  it("asks sixty days before, ends the service when the answer is no, reminds, and flags six weeks later", async () => {
    const town = await cloudAt("2026-01-05T08:00:00Z", { change: changed });
    const lead = await partnerOn(town);
    await until(town, "2026-01-29T23:59:00Z");
    expect(titles(town, lead).filter((title) => title.startsWith("Renew"))).toEqual([]);
    await until(town, "2026-01-30T00:00:00Z");
    expect(titles(town, lead)).toContain("Renew: temple until 2026-03-31");

    await until(town, "2026-02-10T09:00:00Z");
    await town.person("bd-lead").editBody(lead, bodyOf({ ...answers, "Will they renew?": "No" }));
    await town.settle();
    await until(town, "2026-03-16T23:59:00Z");
    expect(titles(town, lead).filter((title) => title.startsWith("[Decommission]"))).toEqual([]);
    await until(town, "2026-03-17T00:00:00Z");
    const end = subIssuesOf(town, lead).find(({ title }) => title === "[Decommission] temple by 2026-03-31")!;
    expect(subIssuesOf(town, end).map(({ title }) => title)).toEqual(["[Decommission] Data of temple"]);

    await until(town, "2026-03-18T09:00:00Z");
    await town.person("engineer-1").close(subIssuesOf(town, end)[0]!);
    await town.settle();
    // The third phase only follows when the cluster has no other hub.
    await town.person("engineer-1").close(subIssuesOf(town, end)[1]!);
    await town.settle();
    expect(subIssuesOf(town, end).map(({ title }) => title)).toEqual([
      "[Decommission] Data of temple",
      "[Decommission] Hub of temple",
    ]);

    // 2026-03-29 is a Sunday; the config says the working day before.
    const reminders = () => newsOn(town, lead).filter((text) => text.includes("Two days left"));
    await until(town, "2026-03-26T23:59:00Z");
    expect(reminders()).toHaveLength(0);
    await until(town, "2026-03-27T00:00:00Z");
    expect(reminders()).toHaveLength(1);

    await until(town, "2026-05-12T00:00:00Z");
    expect(labelTimes(town, lead, "lapsed: six weeks")).toEqual(["+ 2026-05-12T00:00:00Z"]);
    expect(reminders()).toHaveLength(1);
    expect(await writesOfSecondSync(town)).toBe(0);
  });

  it("ends nothing when they go on", async () => {
    const town = await cloudAt("2026-01-05T08:00:00Z", { change: changed });
    const lead = await partnerOn(town);
    await until(town, "2026-02-10T09:00:00Z");
    await town.person("bd-lead").editBody(lead, bodyOf({ ...answers, "Will they renew?": "Yes" }));
    await until(town, "2026-04-02T09:00:00Z");
    expect(titles(town, lead).filter((title) => title.startsWith("[Decommission]"))).toEqual([]);
  });
});
