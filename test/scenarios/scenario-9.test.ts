/** Scenario 9: only a representative may ask, or approve what somebody else asks. */
import { describe, expect, it } from "vitest";
import { askForHelp, cloudAt, labelsOf, newsOn, until, writesOfSecondSync } from "./cloud.ts";

describe("a request by somebody who is no representative", () => {
  it("waits for one, with the clock standing still, and goes on when one approves", async () => {
    const town = await cloudAt("2026-09-14T09:00:00Z");
    const request = await askForHelp(town, "guest-1");
    expect(labelsOf(town, request)).toContain("awaiting:rep");
    expect(newsOn(town, request).some((text) => text.includes("@rep-estuary"))).toBe(true);

    await until(town, "2026-09-14T10:00:00Z");
    await town.person("rep-temple").comment(request, "/approve");
    await town.person("guest-1").comment(request, "/approve");
    await town.settle();
    expect(labelsOf(town, request)).toContain("awaiting:rep");

    // Far beyond the 24 hours of the target: the clock stands.
    await until(town, "2026-09-17T09:00:00Z");
    expect(labelsOf(town, request)).not.toContain("sla:breached");
    expect(await writesOfSecondSync(town)).toBe(0);

    await town.person("rep-estuary").comment(request, "/approve");
    await town.settle();
    expect(labelsOf(town, request)).not.toContain("awaiting:rep");
    await until(town, "2026-09-18T08:59:00Z");
    expect(labelsOf(town, request)).not.toContain("sla:breached");
    await until(town, "2026-09-18T09:01:00Z");
    expect(labelsOf(town, request)).toContain("sla:breached");
    expect(await writesOfSecondSync(town)).toBe(0);
  });

  it("asks nobody when a representative or a colleague asks", async () => {
    const town = await cloudAt("2026-09-14T09:00:00Z");
    for (const by of ["rep-estuary", "engineer-1"]) {
      expect(labelsOf(town, await askForHelp(town, by)), by).not.toContain("awaiting:rep");
    }
  });
});
