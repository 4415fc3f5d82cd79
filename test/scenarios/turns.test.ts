/** Requests are given out in turn over a team, without a file that remembers whose turn it is. */
import { describe, expect, it } from "vitest";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import { askForHelp, assigneesOf, cloudAt, writesOfSecondSync } from "./cloud.ts";

describe("requests", () => {
  it("go round a team, past whoever is away, and never twice running to one", async () => {
    const town = await cloudAt("2026-09-21T09:00:00Z");
    const given: string[] = [];
    const ask = async (): Promise<IssueRow> => {
      const request = await askForHelp(town, "rep-estuary");
      given.push(assigneesOf(town, request).join(" "));
      return request;
    };
    await ask();
    await ask();
    expect(given).toEqual(["engineer-1", "engineer-2"]);

    const manager = town.person("engineering-manager");
    const leave = await manager.openIssue("openwater/team-compass", { title: "Leave", labels: ["time off"] });
    await manager.assign(leave, "engineer-3");
    await town.settle();
    await ask();
    await ask();
    expect(given.slice(2)).toEqual(["engineer-1", "engineer-2"]);

    await manager.close(leave);
    await town.settle();
    const last = await ask();
    expect(given.slice(4)).toEqual(["engineer-3"]);

    // Whom a person took off is not put back, and the turn is settled.
    await manager.unassign(last, "engineer-3");
    await town.settle();
    expect(assigneesOf(town, last)).toEqual([]);
    expect(await writesOfSecondSync(town)).toBe(0);
  });
});
