/**
 * Laws of whole reports, on a GitHub that people live on with the App beside them: what a report says of a moment does
 * not depend on when it is made, nor on whether what it stands on was read at once or as it came, week by week.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { createPorts } from "../../src/entry/ports.ts";
import { type ItemCache, itemCache } from "../../src/entry/report/item-cache.ts";
import { makeReport } from "../../src/entry/report/make-report.ts";
import { readOrganisation } from "../../src/entry/report/read-organisation.ts";
import { createGitHub } from "../../src/entry/wire.ts";
import type { Gathered } from "../../src/measure/organisation.ts";
import type { Instant } from "../../src/model/time.ts";
import { createWorldKeeper } from "../../src/observe/world.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import { type Lab, startLab } from "../entry/lab.ts";

const text = `version: 1
mode: apply
starts: 2025-01-01
team: ["@openwater/partnerships"]
boards:
  partnerships: { project: openwater/61 }
repositories:
  leads: { name: openwater/leads, visibility: private }
  support: { name: openwater/support, visibility: public }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    board: partnerships
    stages:
      - { id: lead, board: Lead, label: "stage: lead" }
      - { id: qualified, board: Qualified, label: "stage: qualified" }
      - { id: partner, board: Partner, label: "stage: partner", outcome: won }
      - { id: lost, label: "stage: lost", outcome: lost, closed-as: not-planned }
    moves: { lead: [qualified, lost], qualified: [partner, lead, lost], lost: [lead] }
    milestones: { signed: { enters: partner } }
    times: [{ from: opened, to: signed }, { from: opened, to: response, re-entry: last }]
    cohorts: [month, { label: "kind: *" }]
  support:
    items: { repository: support }
    stages:
      - { id: received, label: "stage: received" }
      - { id: solved, label: "stage: solved", outcome: done, closed-as: completed }
    clocks:
      - { id: answer, from: opened, until: response, target: 24h, warn: 75% }
    times: [{ from: opened, to: sub-issues-done }, { from: opened, to: closed }]
`;
const { config } = loadConfig(text, "milepost.yml", { home: { owner: "openwater", repo: ".github" } });

type Deed = readonly [kind: number, which: number, seconds: number];
const anyDeed: fc.Arbitrary<Deed> = fc.tuple(fc.nat(9), fc.nat(30), fc.integer({ min: 30, max: 200_000 }));

/** Something that somebody does, to one of what there is. */
async function does(lab: Lab, [kind, which]: Deed, made: IssueRow[]): Promise<void> {
  const { places } = lab;
  const staff = lab.person("bd-lead");
  const one = made[which % Math.max(1, made.length)];
  if (one === undefined || kind < 2) {
    const isLead = which % 2 === 0;
    const person = isLead ? staff : lab.person("rep-estuary");
    const repository = isLead ? "openwater/leads" : "openwater/support";
    const issue = await person.openIssue(repository, {
      title: `Issue ${made.length}`,
      ...(isLead ? { labels: ["lead"] } : {}),
    });
    if (isLead) await staff.addToBoard(issue, places.board);
    made.push(issue);
    return;
  }
  const column = ["Lead", "Qualified", "Partner"][which % 3]!;
  const isLead = one.repository === places.leads.id;
  if (kind < 5 && isLead) return staff.moveCard(one, places.board, column);
  if (kind < 6) return staff.close(one, which % 2 === 0 ? "COMPLETED" : "NOT_PLANNED");
  if (kind < 7) return staff.reopen(one);
  if (kind < 9) {
    await (which % 2 === 0 ? staff : lab.person("engineer-1")).comment(one, "A word.");
    return;
  }
  return staff.label(one, isLead ? "kind: network" : "stage: solved");
}

async function readOf(lab: Lab, token: string, cache: ItemCache | null): Promise<Gathered> {
  const { reader } = createPorts(createGitHub({ baseUrl: lab.url, auth: { kind: "token", token } }), lab.clock);
  const world = await createWorldKeeper(reader, config!).read();
  return readOrganisation({ config: config!, reader, world, now: lab.clock.now(), cache, onProgress: () => {} });
}

async function reportOf(gathered: Gathered, asOf: Instant): Promise<readonly string[]> {
  const ask = { name: "weekly", audience: "team", sections: null, windowWeeks: 8, pipelines: null } as const;
  const made = await makeReport(gathered, { config: config!, ask, asOf, formats: ["markdown", "json", "csv"] });
  return made.files.map((file) => file.text);
}

describe("laws of reports", () => {
  it("a report of a moment says the same whenever it is made, and however its items were read", {
    timeout: 120_000,
  }, async () => {
    const weeks = fc.array(fc.array(anyDeed, { minLength: 2, maxLength: 9 }), { minLength: 3, maxLength: 4 });
    const lives = fc.asyncProperty(weeks, async (life) => {
      const lab = await startLab({ config: text, columns: ["Lead", "Qualified", "Partner"] });
      try {
        for (const label of ["stage: qualified", "stage: lost", "kind: network"])
          lab.build.label(lab.places.leads, label);
        const app = await lab.runApp();
        const token = await lab.appToken();
        const kept = itemCache(null);
        const then: { readonly at: Instant; readonly files: readonly string[] }[] = [];
        const made: IssueRow[] = [];
        for (const deeds of life) {
          for (const deed of deeds) {
            lab.sandbox.clock.advance(deed[2]);
            await does(lab, deed, made);
            await app.settle();
          }
          lab.sandbox.clock.advance(60);
          const at = lab.clock.now();
          then.push({ at, files: await reportOf(await readOf(lab, token, kept), at) });
        }
        const whole = await readOf(lab, token, null);
        for (const { at, files } of then) expect(await reportOf(whole, at)).toEqual(files);
      } finally {
        await lab.close();
      }
    });
    await fc.assert(lives, { numRuns: 12, seed: 6 });
  });
});
