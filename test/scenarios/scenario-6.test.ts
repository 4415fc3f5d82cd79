/**
 * Scenario 6, from dates: a hub is asked for, its last phase is closed, and staff write down the day on which the fifth
 * person who is not one of them came. Counting those people from usage is in test/measure/usage.test.ts.
 */
import { afterEach, describe, expect, it } from "vitest";
import { type Lab, startLab } from "../entry/lab.ts";
import { runLine } from "../entry/lab-terminal.ts";

const text = `version: 1
templates: { repository: openwater/.github, path: templates }
repositories:
  support: { name: openwater/support, visibility: public }
pipelines:
  requests:
    items: { repository: support, label: hub-request }
    form: form.yml
    stages:
      - { id: asked, label: "stage: asked" }
      - { id: live, label: "stage: live", outcome: done }
    milestones:
      live: { linked: phases/done }
      value: { date: fifth-user }
    times:
      - { from: opened, to: live }
      - { from: opened, to: value }
  phases:
    items: { repository: support, label: rollout }
    stages:
      - { id: open, label: "stage: open" }
      - { id: done, label: "stage: done", outcome: done, closed-as: completed }
    milestones:
      done: { enters: done }
`;

const form = `name: A hub
description: For this test.
body:
  - { type: input, id: fifth-user, attributes: { label: Fifth person who is not staff } }
`;

const labs: Lab[] = [];
afterEach(async () => {
  for (const one of labs.splice(0)) await one.close();
});

/** Asked for on 6 August 2025; the third phase was closed on the 20th. */
async function asked(fifth: string) {
  const one = await startLab({ config: text });
  labs.push(one);
  const { build, places } = one;
  for (const label of ["hub-request", "rollout"]) build.label(places.support, label);
  one.push("bd-lead", "openwater/.github", { "templates/form.yml": form });
  const body = `### Fifth person who is not staff\n\n${fifth === "" ? "_No response_" : fifth}`;
  const at = "2025-08-06T00:00:00Z";
  const request = build.issue(places.support, {
    title: "A hub for Estuary",
    body,
    by: "bd-lead",
    at,
    labels: ["hub-request"],
  });
  const phase = build.issue(places.support, {
    ...{ title: "Phase 3", by: "bd-lead", at: "2025-08-07T09:00:00Z", labels: ["rollout"], parent: request },
  });
  build.step(phase, { at: "2025-08-20T00:00:00Z", by: "engineer-1", close: "COMPLETED" });
  const env = { GITHUB_TOKEN: await one.appToken() };
  const run = async (format: string, asOf: string) =>
    (await runLine(`report --org openwater --as-of ${asOf} --format ${format}`, { one, env })).out;
  /** The request's row of waits.csv, by column. */
  const waitTo = async (to: string, asOf: string) => {
    const [head, ...rows] = (await run("csv", asOf))
      .trimEnd()
      .split("\n")
      .map((row) => row.split(","));
    const row = rows.find(([pipeline, , end]) => pipeline === "requests" && end === to)!;
    return Object.fromEntries(head!.map((name, index) => [name, row[index]]));
  };
  return { run, waitTo };
}

describe("time to first value", () => {
  it("is live in 14 days and of value in 27", async () => {
    const { run, waitTo } = await asked("2025-09-02");
    expect(await waitTo("live", "2025-10-01")).toMatchObject({ end: "reached", days: "14" });
    expect(await waitTo("value", "2025-10-01")).toMatchObject({ end: "reached", days: "27" });
    expect(await run("markdown", "2025-10-01")).toContain("Opened → value");
  });

  it("is 27 days and open on 2 September while only four have come", async () => {
    const { waitTo } = await asked("");
    expect(await waitTo("live", "2025-09-02")).toMatchObject({ end: "reached", days: "14" });
    expect(await waitTo("value", "2025-09-02")).toMatchObject({ end: "open", days: "27" });
  });

  it("was open the day before it was of value", async () => {
    const { waitTo } = await asked("2025-09-02");
    expect(await waitTo("value", "2025-09-01")).toMatchObject({ end: "open", days: "26" });
    expect(await waitTo("live", "2025-08-19")).toMatchObject({ end: "open", days: "13" });
  });

  it("says so of a day that cannot be read, and counts nothing from it", async () => {
    const { run, waitTo } = await asked("02/09/2025");
    expect(await waitTo("live", "2025-10-01")).toMatchObject({ days: "14" });
    expect(await run("markdown", "2025-10-01")).toMatch(/A date cannot be read|could not be measured/);
  });
});
