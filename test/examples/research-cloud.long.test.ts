/**
 * The last quarter of 2026 lived on the sandbox with `examples/research-cloud/milepost.yml`: a person
 * closes what is three days old, one lead signs, one outage is dispatched. The expected list was worked out by hand from
 * a calendar: iterations of fourteen days from 2024-10-16 (number 52 begins on 2026-09-30, number 58 on 2026-12-23),
 * and months whose day falls on a weekend open on the Monday after.
 */
import { describe, expect, it } from "vitest";
import type { Town } from "../../src/entry/demo/town.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import { boardNumber, cloudAt, openedIssues, subIssuesOf, submitForm, writesOfSecondSync } from "../scenarios/cloud.ts";

/** First day → titles that open on it, in any order. */
const expected: Readonly<Record<string, readonly string[]>> = {
  "2026-10-01": [
    "Support - Iteration 52",
    "Upstream - Iteration 52",
    "Incident reports - Iteration 52",
    "Incident actions - Iteration 52",
    "Planning - Iteration 52",
    "Upgrade the support chart - 2026-09",
    "Satisfaction report - 2026-10",
    "New credentials - 2026-10-01",
    "Billing data of Estuary University - 2026-09",
    "Monitoring health - 2026-Q4",
    "Check-in with Estuary University - 2026-09",
  ],
  // On the 2nd the billing of September, opened the day before, is still open: it is told instead (`if-open: comment`).
  // The 10th is a Saturday.
  "2026-10-12": ["Check-in with Estuary University - 2026-10"],
  "2026-10-14": [
    "Support - Iteration 53",
    "Upstream - Iteration 53",
    "Incident actions - Iteration 53",
    "Planning - Iteration 53",
  ],
  "2026-10-20": ["Draft the agreement - temple"],
  "2026-10-21": [
    "[New hub] temple",
    "[New hub] [Phase 1] Cloud account - temple",
    "[New hub] [Phase 2] Cluster - temple",
    "[New hub] [Phase 3] Hub - temple",
  ],
  "2026-10-28": [
    "Support - Iteration 54",
    "Upstream - Iteration 54",
    "Incident actions - Iteration 54",
    "Planning - Iteration 54",
  ],
  // The 1st is a Sunday, and the 2nd is billing's own day.
  "2026-11-02": ["Satisfaction report - 2026-11", "Billing data of Estuary University - 2026-11"],
  "2026-11-10": ["Check-in with Estuary University - 2026-11"],
  "2026-11-11": [
    "Support - Iteration 55",
    "Upstream - Iteration 55",
    "Incident actions - Iteration 55",
    "Planning - Iteration 55",
  ],
  "2026-11-18": ["[Outage] Storage is full", "[Incident report] Storage is full", "[Incident review] Storage is full"],
  "2026-11-25": [
    "Support - Iteration 56",
    "Upstream - Iteration 56",
    "Incident actions - Iteration 56",
    "Planning - Iteration 56",
  ],
  // 55 days after the first one was closed on 2026-10-04.
  "2026-11-28": ["New credentials - 2026-11-28"],
  "2026-12-01": ["Satisfaction report - 2026-12", "Upgrade GCP clusters - 2026-12", "Round 1: upgrade GCP clusters"],
  "2026-12-02": ["Billing data of Estuary University - 2026-12"],
  // Round 1 was closed three days after it opened.
  "2026-12-04": ["Round 2: upgrade GCP clusters"],
  "2026-12-09": [
    "Support - Iteration 57",
    "Upstream - Iteration 57",
    "Incident actions - Iteration 57",
    "Planning - Iteration 57",
  ],
  "2026-12-10": ["Check-in with Estuary University - 2026-12"],
  "2026-12-23": [
    "Support - Iteration 58",
    "Upstream - Iteration 58",
    "Incident actions - Iteration 58",
    "Planning - Iteration 58",
  ],
};

const leadAnswers = {
  Community: "temple",
  "Contact role": "Head of research computing",
  Source: "Funder",
  "Hub address": "temple.hub.example.org",
  Cluster: "dedicated",
};

/** What people do, by day. */
function deedsOf(town: Town): Readonly<Record<string, () => Promise<void>>> {
  const person = town.person("bd-lead");
  let lead: IssueRow;
  const move = (column: string) => person.moveCard(lead, boardNumber(town, 61), column);
  return {
    "2026-10-18": async () => {
      const labels = ["lead"];
      const form = { repository: "openwater/leads", title: "Temple College", labels, answers: leadAnswers };
      lead = await submitForm(town, "bd-lead", form);
      await person.addToBoard(lead, boardNumber(town, 61));
    },
    "2026-10-19": () => move("Qualified lead"),
    "2026-10-20": () => move("Prospect"),
    "2026-10-21": () => move("Partner"),
    "2026-11-18": () =>
      town.person("engineer-1").dispatch("openwater/infrastructure", "p1-outage", {
        incident_id: "Q7",
        title: "Storage is full",
      }),
  };
}

/**
 * The incident report of iteration 52 is left lying, so that none follows it; a parent is closed after what is below it.
 */
async function closeWhatIsOld(town: Town, today: string): Promise<void> {
  const threeDaysAgo = new Date(Date.parse(today) - 3 * 86_400_000).toISOString().slice(0, 10);
  for (const issue of openedIssues(town)) {
    const isOld = issue.createdAt.slice(0, 10) <= threeDaysAgo;
    if (issue.state === "CLOSED" || !isOld || issue.title.startsWith("Incident reports")) continue;
    if (subIssuesOf(town, issue).some(({ state }) => state === "OPEN")) continue;
    await town.person("engineering-manager").close(issue);
  }
}

function daysOf(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

/** Each Monday's is about the week before: 5 October's about 2026-W40, from 28 September on. The first one was late. */
const reports: Readonly<Record<string, readonly string[]>> = {
  "2026-10-01": ["Public report", "Weekly report, 2026-W39"],
  "2026-10-05": ["Weekly report, 2026-W40"],
  "2026-10-12": ["Weekly report, 2026-W41"],
  "2026-10-19": ["Weekly report, 2026-W42"],
  "2026-10-26": ["Weekly report, 2026-W43"],
  "2026-11-02": ["Weekly report, 2026-W44"],
  "2026-11-09": ["Weekly report, 2026-W45"],
  "2026-11-16": ["Weekly report, 2026-W46"],
  "2026-11-23": ["Weekly report, 2026-W47"],
  "2026-11-30": ["Weekly report, 2026-W48"],
  "2026-12-07": ["Weekly report, 2026-W49"],
  "2026-12-14": ["Weekly report, 2026-W50"],
  "2026-12-21": ["Weekly report, 2026-W51"],
  "2026-12-28": ["Weekly report, 2026-W52"],
};

describe("a quarter of the example", () => {
  it("opens exactly what the calendar and people ask for", { timeout: 180_000 }, async () => {
    const town = await cloudAt("2026-10-01T06:00:00Z", { mayWarn: true, sharp: true });
    const deeds = deedsOf(town);
    for (const day of daysOf("2026-10-01", "2026-12-31")) {
      if (day !== "2026-10-01") {
        town.sandbox.clock.set(`${day}T06:00:00Z`);
        await closeWhatIsOld(town, day);
      }
      await deeds[day]?.();
      await town.settle();
      await town.restartApp();
    }
    const opened: Record<string, string[]> = {};
    for (const { createdAt, title } of openedIssues(town)) {
      const day = createdAt.slice(0, 10);
      opened[day] = [...(opened[day] ?? []), title];
    }
    const sorted = (lists: Readonly<Record<string, readonly string[]>>) =>
      Object.fromEntries(Object.entries(lists).map(([day, titles]) => [day, [...titles].sort()]));
    const all = [...new Set([...Object.keys(expected), ...Object.keys(reports)])].map(
      (day) => [day, [...(expected[day] ?? []), ...(reports[day] ?? [])]] as const,
    );
    expect(sorted(opened)).toEqual(sorted(Object.fromEntries(all)));
    expect(await writesOfSecondSync(town)).toBe(0);
    // Nobody gave this App the address and token of a pager, and that is all there is to complain of.
    for (const trouble of town.troubles) expect(trouble).toContain('"rule":"flows.p1-outage.on-completed"');
  });
});
