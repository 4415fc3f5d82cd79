/** Scenario 10: a critical request goes into the current iteration, and one person is told once. */
import { describe, expect, it } from "vitest";
import { askForHelp, cloudAt, fieldOf, labelsOf, newsOn, until, writesOfSecondSync } from "./cloud.ts";
import { bodyOf, supportAnswers } from "./forms.ts";

describe("a critical request", () => {
  it("is planned at once, tells the manager once, and does not tell again when it comes back", async () => {
    const town = await cloudAt("2026-09-21T09:00:00Z");
    const request = await askForHelp(town, "rep-estuary", { Impact: "🟥 Critical" });
    expect(fieldOf(town, request, 57, "Iteration")).toBe("Iteration 51");
    expect(fieldOf(town, request, 57, "Unplanned")).toBe("Unplanned");
    expect(fieldOf(town, request, 57, "Impact")).toBe("🟥 Critical");
    expect(labelsOf(town, request)).toContain("impact: critical");
    const pings = () => newsOn(town, request).filter((text) => text.includes("@engineering-manager"));
    expect(pings()).toHaveLength(1);

    for (const [at, impact] of [
      ["2026-09-21T11:00:00Z", "🟧 High"],
      ["2026-09-21T13:00:00Z", "🟥 Critical"],
    ] as const) {
      await until(town, at);
      await town.person("rep-estuary").editBody(request, bodyOf({ ...supportAnswers, Impact: impact }));
      await town.settle();
      expect(labelsOf(town, request).filter((name) => name.startsWith("impact: "))).toEqual([
        impact === "🟧 High" ? "impact: high" : "impact: critical",
      ]);
      expect(fieldOf(town, request, 57, "Impact")).toBe(impact);
    }
    expect(pings()).toHaveLength(1);
    expect(await writesOfSecondSync(town)).toBe(0);
  });
});
