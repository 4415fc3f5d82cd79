/** Scenarios 7 and 8: a support request inside its target, and one that breaches it over a weekend. */
import { describe, expect, it } from "vitest";
import { askForHelp, cloudAt, labelsOf, labelTimes, newsOn, until, writesOfSecondSync } from "./cloud.ts";

describe("a support request on a Friday afternoon", () => {
  it("is acknowledged with the time on Monday, is at risk at 75 %, and is answered in time", async () => {
    const town = await cloudAt("2026-09-18T15:30:00Z");
    const request = await askForHelp(town, "rep-estuary");
    const [received] = newsOn(town, request);
    expect(newsOn(town, request)).toHaveLength(1);
    expect(received).toMatch(/Monday.*21 September.*15:30 UTC/s);
    expect(labelsOf(town, request)).not.toContain("sla:at-risk");

    await until(town, "2026-09-21T09:29:00Z");
    expect(labelsOf(town, request)).not.toContain("sla:at-risk");
    await until(town, "2026-09-21T09:30:00Z");
    // Milepost's own comment was no answer.
    expect(labelsOf(town, request)).toContain("sla:at-risk");

    await until(town, "2026-09-21T10:00:00Z");
    await town.person("engineer-1").comment(request, "I can see it too; looking at the sign-in logs now.");
    await town.settle();
    expect(labelsOf(town, request)).not.toContain("sla:at-risk");
    await until(town, "2026-09-22T15:30:00Z");
    expect(labelsOf(town, request)).not.toContain("sla:breached");
    expect(await writesOfSecondSync(town)).toBe(0);
  });

  it("does not take the author's or a stranger's comment for an answer", async () => {
    const town = await cloudAt("2026-09-18T15:30:00Z");
    const request = await askForHelp(town, "rep-estuary");
    await until(town, "2026-09-18T16:00:00Z");
    await town.person("rep-estuary").comment(request, "It is still so.");
    await town.person("rep-temple").comment(request, "Here too!");
    await town.settle();
    await until(town, "2026-09-21T15:30:00Z");
    expect(labelsOf(town, request)).toContain("sla:breached");
  });
});

describe("a support request on a Saturday that nobody answers", () => {
  it("is breached on Tuesday at midnight, marked once, and stays marked when it is answered", async () => {
    const town = await cloudAt("2026-09-19T10:00:00Z");
    const request = await askForHelp(town, "rep-estuary");
    expect(newsOn(town, request)[0]).toMatch(/Tuesday.*22 September.*00:00 UTC/s);
    await until(town, "2026-09-21T23:59:00Z");
    expect(labelsOf(town, request)).not.toContain("sla:breached");
    await until(town, "2026-09-22T06:00:00Z");
    // Other work of that moment takes its seconds.
    const marked = labelTimes(town, request, "sla:breached");
    expect(marked).toHaveLength(1);
    expect(marked[0]).toMatch(/^\+ 2026-09-22T06:00:0/);
    const told = newsOn(town, request).length;
    expect(told).toBe(2);

    await until(town, "2026-09-22T09:00:00Z");
    await town.person("engineer-2").comment(request, "Sorry that this took so long.");
    await town.settle();
    expect(labelsOf(town, request)).toContain("sla:breached");
    expect(newsOn(town, request)).toHaveLength(told);
    expect(await writesOfSecondSync(town)).toBe(0);
  });
});
