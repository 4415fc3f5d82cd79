/**
 * Scenario 6 from usage: asked 2025-08-06, fifth person who is not staff 2025-09-02, so first value after 27 days; staff
 * are ignored, and a hub with four people shows "27+ days, open". A file of accounts, read as any reader of a report would.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, startLab } from "../entry/lab.ts";
import { runLine } from "../entry/lab-terminal.ts";

const config = `version: 1
mode: plan
team: ["@openwater/partnerships"]
communities: { file: communities.yml }
repositories:
  leads: { name: openwater/leads, visibility: private }
pipelines:
  onboarding:
    items: { repository: leads, label: onboarding }
    form: form.yml
    community: community
    stages:
      - { id: asked, label: "stage: asked" }
      - { id: live, label: "stage: live", outcome: done, closed-as: completed }
usage: { file: accounts.csv, asked: onboarding, staff: [engineer-1, engineer-2] }
`;

const form = `name: A form
description: For this test.
body:
  - { type: input, id: community, attributes: { label: Community } }
`;

/** Temple has its fifth person on 2 September, Estuary four and the staff. */
const accounts = `date,hub,account
2025-08-07,temple,engineer-1
2025-08-20,temple,Engineer-2
2025-08-20,temple,person-1
2025-08-21,temple,person-2
2025-08-25,temple,person-3
2025-08-25,temple,person-1
2025-09-01,temple,person-4
2025-09-02,temple,person-5
2025-08-07,estuary,engineer-1
2025-08-20,estuary,engineer-2
2025-08-21,estuary,person-1
2025-08-22,estuary,person-2
2025-08-23,estuary,person-3
2025-09-02,estuary,person-4
`;

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ config });
  const { build, places } = lab;
  lab.push("bd-lead", "openwater/.github", {
    ".github/milepost/communities.yml": "- { slug: temple }\n- { slug: estuary }\n",
    ".github/milepost/form.yml": form,
    ".github/milepost/accounts.csv": accounts,
  });
  for (const slug of ["temple", "estuary"]) {
    const body = `### Community\n\n${slug}\n`;
    const issue = { title: `A hub for ${slug}`, body, by: "bd-lead", labels: ["onboarding"] };
    build.issue(places.leads, { ...issue, at: "2025-08-06T08:00:00Z" });
  }
});
afterAll(() => lab.close());

async function firstValues(asOf: string): Promise<readonly string[]> {
  const env = { GITHUB_TOKEN: await lab.appToken() };
  const told = await runLine(`report --org openwater --as-of ${asOf}`, { one: lab, env });
  expect([told.code, told.err]).toEqual([0, ""]);
  expect(told.out).not.toMatch(/person-\d|engineer-\d/);
  return told.out
    .split("\n")
    .filter((line) => /^\| (temple|estuary) +\| 2025-08-06 +\| (not yet|2025)/.test(line))
    .map((line) => line.replace(/ +/g, " "));
}

describe("scenario 6, from usage", () => {
  it("says nothing of a day before anybody asked", async () => {
    expect(await firstValues("2025-08-01")).toEqual([]);
  });

  it("is 27 days for the hub with five people, and 27+ days, open, for the one with four", async () => {
    expect(await firstValues("2025-09-03")).toEqual([
      "| estuary | 2025-08-06 | not yet | 27+ days, open |",
      "| temple | 2025-08-06 | 2025-09-02 | 27 days |",
    ]);
  });

  it("was open the day before, for both", async () => {
    expect(await firstValues("2025-09-01T23:00:00Z")).toEqual([
      "| estuary | 2025-08-06 | not yet | 26+ days, open |",
      "| temple | 2025-08-06 | not yet | 26+ days, open |",
    ]);
  });
});
