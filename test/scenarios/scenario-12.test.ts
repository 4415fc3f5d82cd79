/** Scenario 12: an outage that an alerting system dispatches, with a title that shells and templates would trip over. */
import { describe, expect, it } from "vitest";
import type { Town } from "../../src/entry/demo/town.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import { cloudAt, fieldOf, labelsOf, openedIssues, subIssuesOf, until, writesOfSecondSync } from "./cloud.ts";

const title = '[FIRING:1] "hub" down $(touch x) `id` hub=prod';

async function dispatch(town: Town, incident_id: string): Promise<void> {
  await town.person("engineer-1").dispatch("openwater/infrastructure", "p1-outage", { incident_id, title, noise: "x" });
  await town.settle();
}

function outages(town: Town): readonly IssueRow[] {
  return openedIssues(town).filter((issue) => issue.parent === null && labelsOf(town, issue).includes("outage"));
}

describe("a dispatched outage", () => {
  it("opens a parent and two children with their fields, once per incident", async () => {
    const town = await cloudAt("2026-09-21T03:00:00Z");
    await dispatch(town, "Q1AB");
    const [parent, ...others] = outages(town);
    expect(others).toEqual([]);
    expect(parent!.title).toBe(`[Outage] ${title}`);
    expect(fieldOf(town, parent!, 57, "Status")).toBe("In Progress");
    expect(fieldOf(town, parent!, 57, "Unplanned")).toBe("Emergency");
    expect(fieldOf(town, parent!, 57, "Iteration")).toBe("Iteration 51");
    const children = subIssuesOf(town, parent!);
    expect(children.map(({ title: text }) => text)).toEqual([
      `[Incident report] ${title}`,
      `[Incident review] ${title}`,
    ]);
    expect(children.map((child) => fieldOf(town, child, 57, "Estimate"))).toEqual([3, 2]);
    for (const child of children) expect(fieldOf(town, child, 57, "Status")).toBe("Committed");
    expect(parent!.body).toContain("$(touch x) `id` hub=prod");

    await dispatch(town, "Q1AB");
    expect(outages(town)).toHaveLength(1);
    expect(subIssuesOf(town, parent!)).toHaveLength(2);
    expect(await writesOfSecondSync(town)).toBe(0);

    await until(town, "2026-09-22T03:00:00Z");
    await dispatch(town, "Q2CD");
    expect(outages(town)).toHaveLength(2);
  });

  it("is completed by the next run when the process died after the first issue", async () => {
    const town = await cloudAt("2026-09-21T03:00:00Z", { mayWarn: true });
    // Everything after the parent is lost: GitHub answers no more writes to this process.
    town.sandbox.faults.onlyTokensOf = ["milepost"];
    const { store } = town.sandbox;
    const before = store.issues.size;
    town.sandbox.hooks.automatic = false;
    await town.person("engineer-1").dispatch("openwater/infrastructure", "p1-outage", { incident_id: "Q3", title });
    town.sandbox.faults.notApplied502 = 0;
    const flushed = town.sandbox.hooks.flush();
    while (store.issues.size === before) await new Promise((tick) => setImmediate(tick));
    town.sandbox.faults.notApplied502 = 1;
    await flushed;
    await town.settle();
    const [parent] = outages(town);
    expect(subIssuesOf(town, parent!)).toHaveLength(0);

    town.sandbox.faults.notApplied502 = 0;
    town.sandbox.hooks.automatic = true;
    await town.restartApp();
    await town.settle();
    expect(subIssuesOf(town, parent!)).toHaveLength(2);
    expect(outages(town)).toHaveLength(1);
  });
});
