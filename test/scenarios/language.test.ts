/** What the language can say, each thing on the sandbox with the example's config, where no scenario tells of it. */
import { describe, expect, it } from "vitest";
import type { Town } from "../../src/entry/demo/town.ts";
import type { IssueRow } from "../../src/sandbox/rows.ts";
import {
  askForHelp,
  boardNumber,
  cloudAt,
  fieldOf,
  labelsOf,
  newsOn,
  openedIssues,
  ownComments,
  submitForm,
  until,
  writesOfSecondSync,
} from "./cloud.ts";
import { bodyOf } from "./forms.ts";

const infrastructure = "openwater/infrastructure";

function newLead(town: Town): Promise<IssueRow> {
  const answers = {
    Community: "temple",
    "Contact role": "Head",
    Source: "Funder",
    "Hub address": "",
    Cluster: "dedicated",
  };
  return submitForm(town, "bd-lead", {
    repository: "openwater/leads",
    title: "Temple College",
    labels: ["lead"],
    answers,
  });
}

describe("checklists", () => {
  const joining = (town: Town, answers: Readonly<Record<string, string>>) =>
    submitForm(town, "engineering-manager", {
      repository: "openwater/team-compass",
      title: "A new colleague",
      labels: ["type: onboard"],
      answers,
    });

  it("are appended once, follow their template, and keep what people ticked", async () => {
    const town = await cloudAt("2026-09-21T09:00:00Z");
    const person = town.person("engineering-manager");
    const answers = { Role: "Engineer", "First day": "2026-10-05", "Will they need access to infrastructure?": "No" };
    const issue = await joining(town, answers);
    const body = () => issue.body ?? "";
    expect(body().match(/- \[ \] Chat and calendar/g)).toHaveLength(1);
    expect(body().startsWith(bodyOf(answers))).toBe(true);

    await person.editBody(issue, body().replace("- [ ] Chat and calendar", "- [x] Chat and calendar"));
    await town.settle();
    expect(ownComments(town, issue).join()).toContain("1 of 5 done");

    const path = ".github/milepost/team/accounts.md";
    const home = town.sandbox.store.repositoryByName("openwater", ".github")!;
    const text = home.files.get(path)!;
    await person.writeFiles("openwater/.github", { [path]: text.replace("- [ ] Shared files", "- [ ] Shared drive") });
    await town.settle();
    await town.restartApp();
    expect(body()).toContain("- [x] Chat and calendar");
    expect(body()).toContain("- [ ] Shared drive");
    expect(body()).not.toContain("- [ ] Shared files");
    expect(await writesOfSecondSync(town)).toBe(0);
  });
});

describe("computed facts", () => {
  const event = (town: Town, by: string, answers: Readonly<Record<string, string>>) =>
    submitForm(town, by, {
      repository: infrastructure,
      title: "[Event] A workshop",
      labels: ["event"],
      answers: {
        Community: "estuary",
        "Hub address": "estuary.hub.example.org",
        "First day": "2026-10-20",
        "Last day": "2026-10-22",
        "How many people at once?": "40",
        "Is this at least three weeks before the first day?": "Yes",
        "May the hub be removed afterwards?": "Yes",
        ...answers,
      },
    });
  const marks = (town: Town, issue: IssueRow) =>
    labelsOf(town, issue).filter((name) => name === "short-notice" || name === "overlap");

  it("count the days of notice themselves, whatever the form says of it", async () => {
    // 2026-09-29 to 2026-10-20 is twenty-one days; the day after it is twenty.
    const early = await cloudAt("2026-09-29T09:00:00Z");
    expect(marks(early, await event(early, "rep-estuary", {}))).toEqual([]);
    const late = await cloudAt("2026-09-30T09:00:00Z");
    const issue = await event(late, "rep-estuary", {});
    expect(marks(late, issue)).toEqual(["short-notice"]);
    await late
      .person("rep-estuary")
      .editBody(issue, (issue.body ?? "").replace("2026-10-20", "2026-10-21").replace("2026-10-22", "2026-10-23"));
    await late.settle();
    expect(marks(late, issue)).toEqual([]);
  });

  it("link what wants the same on the same days, both ways, until one moves", async () => {
    const town = await cloudAt("2026-09-21T09:00:00Z");
    const first = await event(town, "rep-estuary", {});
    const second = await event(town, "engineer-1", { "First day": "2026-10-22", "Last day": "2026-10-23" });
    await town.restartApp();
    expect([marks(town, first), marks(town, second)]).toEqual([["overlap"], ["overlap"]]);
    expect(newsOn(town, second).join()).toContain(`/issues/${first.number}: 2026-10-20 to 2026-10-22`);
    expect(newsOn(town, first).join()).toContain(`/issues/${second.number}: 2026-10-22 to 2026-10-23`);
    await town.person("engineer-1").editBody(second, (second.body ?? "").replace("2026-10-22", "2026-10-23"));
    await town.settle();
    await town.restartApp();
    expect([marks(town, first), marks(town, second)]).toEqual([[], []]);
    expect(await writesOfSecondSync(town)).toBe(0);
  });

  it("rank by the first rule that holds, and follow it", async () => {
    const town = await cloudAt("2026-09-21T09:00:00Z");
    const issue = await submitForm(town, "engineer-1", {
      repository: "openwater/initiatives",
      title: "Shared images",
      labels: ["many-communities"],
      answers: { "Problem Statement": "Short." },
    });
    const rank = () => labelsOf(town, issue).filter((name) => name.startsWith("rank: "));
    expect(rank()).toEqual(["rank: many"]);
    await town.person("engineering-manager").label(issue, "funded");
    await town.settle();
    expect(rank()).toEqual(["rank: funded"]);
    for (const label of ["funded", "many-communities"]) await town.person("engineering-manager").unlabel(issue, label);
    await town.settle();
    expect(rank()).toEqual(["rank: rest"]);
  });
});

describe("a gate", () => {
  it("waits for what blocks the issue; closed as not planned unblocks it and leaves the count", async () => {
    const town = await cloudAt("2026-09-21T09:00:00Z");
    const person = town.person("delivery-manager");
    const phase = await submitForm(town, "delivery-manager", {
      repository: infrastructure,
      title: "[New hub] Phase 2: cluster - temple",
      labels: ["rollout"],
      answers: {
        Community: "temple",
        Phase: "Phase 2: cluster",
        "Ready to be worked on?": "READY",
        "What has to be known": "| Question | Answer |\n| :--- | :--- |\n| Region | us-west-2 |",
      },
    });
    const needs: IssueRow[] = [];
    for (const title of ["An account", "A network"]) needs.push(await person.openIssue(infrastructure, { title }));
    for (const need of needs) await person.block(phase, need);
    await town.settle();
    const told = () => newsOn(town, phase).join();
    expect(labelsOf(town, phase)).toContain("not-ready");
    const waits = (need: number) => `This has to be done first: ${infrastructure}#${needs[need]!.number}.`;
    expect([told().includes(waits(0)), told().includes(waits(1))]).toEqual([true, true]);
    await person.close(needs[0]!, "NOT_PLANNED");
    await town.settle();
    await town.restartApp();
    expect([told().includes(waits(0)), told().includes(waits(1))]).toEqual([false, true]);
    expect(labelsOf(town, phase)).toContain("not-ready");
    await person.close(needs[1]!);
    await town.settle();
    await town.restartApp();
    expect(labelsOf(town, phase)).not.toContain("not-ready");
    expect(newsOn(town, phase)).toHaveLength(1);
  });
});

describe("closing", () => {
  it("sets the iteration where it is empty, keeps it where it is set, and fails nothing off the board", async () => {
    const town = await cloudAt("2026-09-21T09:00:00Z");
    const person = town.person("engineering-manager");
    const board = boardNumber(town, 57);
    const done: IssueRow[] = [];
    for (const title of ["On the board", "Planned before", "Nowhere", "Not planned"]) {
      done.push(await person.openIssue(infrastructure, { title }));
    }
    const [empty, planned, nowhere, dropped] = done as [IssueRow, IssueRow, IssueRow, IssueRow];
    for (const issue of [empty, planned, dropped]) await person.addToBoard(issue, board);
    await person.setField(planned, board, "Iteration", "Iteration 50");
    for (const issue of [empty, planned, nowhere]) await person.close(issue);
    await person.close(dropped, "NOT_PLANNED");
    await town.settle();
    // Iteration 51 is from 2026-09-16 to 2026-09-29.
    expect(done.map((issue) => fieldOf(town, issue, 57, "Iteration"))).toEqual([
      "Iteration 51",
      "Iteration 50",
      null,
      null,
    ]);
  });

  it("and opening again move a request, by their reason", async () => {
    const town = await cloudAt("2026-09-21T09:00:00Z");
    const request = await askForHelp(town, "rep-estuary");
    const stage = () => labelsOf(town, request).filter((name) => name.startsWith("support: "));
    await town.person("engineer-1").close(request);
    await town.settle();
    expect([stage(), fieldOf(town, request, 57, "Status")]).toEqual([["support: solved"], "Done"]);
    await town.person("rep-estuary").reopen(request);
    await town.settle();
    expect([stage(), fieldOf(town, request, 57, "Status")]).toEqual([["support: received"], "Upcoming"]);
    await town.person("engineer-1").close(request, "NOT_PLANNED");
    await town.settle();
    expect(stage()).toEqual(["support: declined"]);
    expect(await writesOfSecondSync(town)).toBe(0);
  });
});

describe("a stage", () => {
  it("is known by its former column, and a move that is not allowed is undone where the config wants it", async () => {
    const change = (config: string) =>
      config.replace("    milestones:\n      qualified:", "    illegal-moves: undo\n    milestones:\n      qualified:");
    const town = await cloudAt("2026-09-21T09:00:00Z", { change });
    const person = town.person("bd-lead");
    const board = boardNumber(town, 61);
    const lead = await newLead(town);
    await person.addToBoard(lead, board);
    await person.moveCard(lead, board, "Lead");
    await town.settle();
    await person.moveCard(lead, board, "Partner");
    await town.settle();
    const stage = () => [fieldOf(town, lead, 61, "Status"), labelsOf(town, lead).filter((name) => /^stage/.test(name))];
    expect(stage()).toEqual(["Lead", ["stage: lead"]]);
    expect(newsOn(town, lead)).toHaveLength(1);

    // People moved it while the column was called otherwise; GitHub keeps the old name in its events.
    await person.renameOption(board, "Status", "Prospect", "Negotiating");
    await person.moveCard(lead, board, "Qualified lead");
    await person.moveCard(lead, board, "Negotiating");
    await person.renameOption(board, "Status", "Negotiating", "Prospect");
    await town.settle();
    await town.restartApp();
    expect(stage()).toEqual(["Prospect", ["stage: prospect"]]);
    expect(await writesOfSecondSync(town)).toBe(0);
  });
});

describe("commands", () => {
  it("that nobody told the App of are answered at the next sweep, once", async () => {
    const town = await cloudAt("2026-09-21T09:00:00Z");
    const request = await askForHelp(town, "rep-estuary");
    town.sandbox.faults.dropDelivery = 1;
    await town.person("engineer-1").comment(request, "/stage planned");
    await town.settle();
    expect(labelsOf(town, request)).toContain("support: received");
    town.sandbox.faults.dropDelivery = 0;
    await town.restartApp();
    expect(labelsOf(town, request)).toContain("support: planned");
    const replies = () => newsOn(town, request).filter((text) => text.includes("planned"));
    expect(replies()).toHaveLength(1);
    await town.restartApp();
    expect(replies()).toHaveLength(1);
    expect(await writesOfSecondSync(town)).toBe(0);
  });

  it("hold a clock, and let it go on from where it stood", async () => {
    // Opened on a Monday at 09:00 with 24 working hours: due on Tuesday at 09:00, at risk at 75 %, on Tuesday at 03:00.
    const town = await cloudAt("2026-09-21T09:00:00Z");
    const request = await askForHelp(town, "rep-estuary");
    const late = () => labelsOf(town, request).filter((name) => name.startsWith("sla:"));
    await until(town, "2026-09-21T10:00:00Z");
    await town.person("engineer-1").comment(request, "/hold");
    await town.settle();
    await until(town, "2026-09-22T10:00:00Z");
    expect(late()).toEqual([]);
    await town.person("engineer-1").comment(request, "/resume");
    await town.settle();
    // People's comments take a few seconds of the story's clock. An hour had run; seventeen more make eighteen, which is 75 %: Wednesday at 03:00. Due six hours later.
    await until(town, "2026-09-23T02:59:00Z");
    expect(late()).toEqual([]);
    await until(town, "2026-09-23T03:01:00Z");
    expect(late()).toEqual(["sla:at-risk"]);
    await until(town, "2026-09-23T09:01:00Z");
    expect(late()).toContain("sla:breached");
  });

  it("stop a clock while the community is awaited, until whoever asked says something", async () => {
    const town = await cloudAt("2026-09-21T09:00:00Z");
    const request = await askForHelp(town, "rep-estuary");
    const late = () => labelsOf(town, request).filter((name) => name.startsWith("sla:"));
    await until(town, "2026-09-21T10:00:00Z");
    // To say that the community is awaited is an answer, so the clock is over, and the label says who is awaited.
    await town.person("engineer-1").comment(request, "/waiting");
    await town.settle();
    expect(labelsOf(town, request)).toContain("waiting");
    await until(town, "2026-09-22T10:00:00Z");
    expect(late()).toEqual([]);
    await town.person("rep-estuary").comment(request, "It is the sign-in page.");
    await town.settle();
    expect(labelsOf(town, request)).not.toContain("waiting");
    expect(await writesOfSecondSync(town)).toBe(0);
  });
});

describe("a stage's limit", () => {
  it("is told to the team once it is over, in working time, and forgotten when the item moves on", async () => {
    const change = (config: string) =>
      config.replace(
        '{ id: lead, board: Lead, label: "stage: lead" }',
        '{ id: lead, board: Lead, label: "stage: lead", limit: 3d }',
      );
    // A Thursday: three working days are over on Tuesday at the same hour.
    const town = await cloudAt("2026-09-17T09:00:00Z", { change });
    const lead = await newLead(town);
    const status = () => ownComments(town, lead).join();
    await until(town, "2026-09-22T08:00:00Z");
    expect(status()).not.toContain("than planned");
    await until(town, "2026-09-22T09:05:00Z");
    expect(status()).toContain("longer in **Lead** than planned, since Tuesday 22 September 09:00 UTC");
    await town.person("bd-lead").label(lead, "stage: qualified");
    await town.settle();
    expect(status()).not.toContain("than planned");
    expect(await writesOfSecondSync(town)).toBe(0);
  });
});

describe("recurring work", () => {
  it("that closes by itself says why, and never closes what a person opened again", async () => {
    // Iteration 51 began on 2026-09-16; planning closes after one working day.
    const town = await cloudAt("2026-09-16T06:00:00Z", { sharp: true });
    const planning = () => openedIssues(town).find(({ title }) => title.startsWith("Planning"))!;
    expect(planning().state).toBe("OPEN");
    await until(town, "2026-09-17T07:00:00Z");
    await town.restartApp();
    expect([planning().state, planning().stateReason]).toEqual(["CLOSED", "COMPLETED"]);
    await town.person("engineering-manager").reopen(planning());
    await town.settle();
    await until(town, "2026-09-18T07:00:00Z");
    await town.restartApp();
    expect(planning().state).toBe("OPEN");
    expect(await writesOfSecondSync(town)).toBe(0);
  });
});
