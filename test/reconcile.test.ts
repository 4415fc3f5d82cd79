/** One look at one item, from the sandbox's GitHub and back: what it costs, and that it ends. */
import { describe, expect, it } from "vitest";
import { createAttempts } from "../src/apply/attempts.ts";
import { loadConfig } from "../src/config/load.ts";
import type { Reconciled } from "../src/model/change.ts";
import { createWorldKeeper } from "../src/observe/world.ts";
import { reconcile } from "../src/reconcile.ts";
import type { Faults } from "../src/sandbox/sandbox.ts";
import { knownOf, read, readBoard, statusOf } from "./contract/ports.ts";
import { type SandboxWorld, sandboxWorld } from "./contract/sandbox-world.ts";

const yaml = `
version: 1
mode: apply
starts: 2026-01-01
boards:
  partnerships: { project: openwater/61 }
repositories:
  leads: { name: openwater/leads, visibility: private }
  infrastructure: { name: openwater/infrastructure, visibility: public }
templates: { repository: openwater/.github, path: templates }
labels:
  checklist: { color: "0e8a16", description: What there is to do }
pipelines:
  leads:
    items: { repository: leads, label: lead }
    board: partnerships
    stages:
      - { id: lead, board: Lead, label: "stage: lead" }
      - { id: qualified, board: Qualified lead, label: "stage: qualified" }
      - { id: partner, board: Partner, label: "stage: partner", outcome: won }
    steps:
      - { at: partner, play: onboarding }
playbooks:
  onboarding:
    repository: infrastructure
    parent: a.md
    children:
      - { id: one, template: a.md }
      - { id: two, template: a.md }
`;

const template = "---\nname: Checklist\nabout: what to do\ntitle: Checklist\nlabels: [checklist]\n---\n- [ ] first\n";

interface Scene extends SandboxWorld {
  look(issue?: string, before?: () => void): Promise<Reconciled>;
  move(column: string): Promise<void>;
}

/** A lead on the board in its first column, all labels made but those of `without`, as it stands after a first look. */
async function scene(without: readonly string[] = []): Promise<Scene> {
  const world = sandboxWorld();
  world.sandbox.store.repositoryByName("openwater", ".github")!.files.set("templates/a.md", template);
  for (const label of ["stage: qualified", "stage: partner"]) world.build.label(world.leads, label);
  if (!without.includes("checklist")) world.build.label(world.infrastructure, "checklist");
  world.build.step(world.lead, { at: "2026-01-02T09:00:00Z", by: "bd-lead", add: world.project });
  world.build.step(world.lead, { at: "2026-01-02T09:00:01Z", by: "bd-lead", move: "Lead" });
  const { config, problems } = loadConfig(yaml, "milepost.yml");
  if (!config) throw new Error(JSON.stringify(problems));
  const keeper = createWorldKeeper(world.reader, config);
  const attempts = createAttempts();
  /** `before`: happens between the read and the write. */
  const look = (issue = world.issue, before = () => {}) =>
    reconcile({ installation: world.installation, issue }, config, {
      ...world,
      writer: {
        write(key, changes) {
          before();
          return world.writer.write(key, changes);
        },
      },
      world: keeper,
      attempts,
      outgoing: null,
    });
  const { status } = await readBoard(world);
  const move = async (column: string) => {
    const [card] = knownOf((await read(world)).cards);
    world.sandbox.clock.advance(3600);
    await world.person.graphql(
      `mutation($project: ID!, $item: ID!, $field: ID!, $option: String!) {
        updateProjectV2ItemFieldValue(input: { projectId: $project, itemId: $item, fieldId: $field, value: { singleSelectOptionId: $option } }) { clientMutationId }
      }`,
      { project: world.project.id, item: card!.id, field: status!.fieldId, option: statusOf(status, column).optionId },
    );
    world.requests();
  };
  await look();
  await look();
  world.requests();
  return { ...world, look, move };
}

function outcomesOf(looked: Reconciled): readonly string[] {
  return looked.done.map(({ change, outcome }) => `${change.kind} ${outcome.kind}`);
}

async function labelsOf(world: Scene): Promise<readonly string[]> {
  return knownOf((await read(world)).labels).map((label) => label.name);
}

/** Titles of everything opened under the lead, two levels. */
async function openedUnder(world: Scene): Promise<readonly string[]> {
  const parents = knownOf((await read(world)).subIssues);
  return parents.flatMap((one) => [one.title, ...knownOf(one.subIssues).map((below) => below.title)]);
}

describe("reconcile", () => {
  it("costs one read and no write when nothing has happened", async () => {
    const world = await scene();
    const looked = await world.look();
    expect([looked.done, looked.nextLook, looked.ref]).toEqual([[], null, "openwater/leads#1"]);
    expect(world.requests()).toEqual({ reads: 1, writes: 0 });
  });

  it("writes no text into a repository that was made public between the read and the write", async () => {
    const world = await scene();
    await world.move("Qualified lead");
    const comments = () => JSON.stringify(world.sandbox.store.commentsOf(world.issue).map(({ body }) => body));
    const before = comments();
    const looked = await world.look(world.issue, () => {
      world.sandbox.store.repositoryByName("openwater", "leads")!.visibility = "public";
    });
    expect(outcomesOf(looked)).toEqual(expect.arrayContaining(["add-label applied", "edit-comment failed"]));
    expect(comments()).toBe(before);
  });

  it("follows a board move with one read, one look at who may read, and one write", async () => {
    const world = await scene();
    await world.move("Qualified lead");
    const looked = await world.look();
    // The second read looks who may read the private repository now that a text goes into it.
    expect(world.requests()).toEqual({ reads: 1 + 1, writes: 1 });
    expect(outcomesOf(looked)).toEqual(
      expect.arrayContaining(["add-label applied", "remove-label applied", "edit-comment applied"]),
    );
    expect(await labelsOf(world)).toEqual(["lead", "stage: qualified"]);
    world.requests();
    expect((await world.look()).done).toEqual([]);
    expect(world.requests()).toEqual({ reads: 1, writes: 0 });
  });

  it("adds one write per issue that it opens, and looks again at once so that the status names them", async () => {
    const world = await scene();
    await world.move("Partner");
    const looked = await world.look();
    expect(world.requests()).toEqual({ reads: 1 + 1, writes: 1 + 3 });
    expect(looked.nextLook).toBe(looked.nextLook && looked.nextLook <= world.clock.now() ? looked.nextLook : "at once");
    expect((await openedUnder(world)).length).toBe(3);
    world.requests();
    expect(outcomesOf(await world.look())).toEqual(["edit-comment applied"]);
    expect(world.requests()).toEqual({ reads: 1 + 1, writes: 1 });
    expect((await world.look()).done).toEqual([]);
    expect(world.requests()).toEqual({ reads: 1, writes: 0 });
  });

  it("names the items above a checklist issue, which show it", async () => {
    const world = await scene();
    await world.move("Partner");
    await world.look();
    const [parent] = knownOf((await read(world)).subIssues);
    const [child] = knownOf(parent!.subIssues);
    const looked = await world.look(child!.id);
    expect([looked.plan?.pipeline, looked.done]).toEqual([null, []]);
    expect(looked.also.map((key) => key.issue)).toEqual([parent!.id, world.issue]);
  });

  it("decides everything and writes nothing without a writer", async () => {
    const world = await scene();
    await world.move("Qualified lead");
    const before = JSON.stringify(world.sandbox.snapshot());
    const { config } = loadConfig(yaml, "milepost.yml");
    const looked = await reconcile({ installation: world.installation, issue: world.issue }, config!, {
      ...world,
      writer: null,
      outgoing: null,
      world: createWorldKeeper(world.reader, config!),
      attempts: createAttempts(),
    });
    expect(looked.done.length).toBeGreaterThan(1);
    expect(new Set(looked.done.map(({ outcome }) => outcome.kind))).toEqual(new Set(["refused"]));
    expect([world.requests().writes, looked.nextLook]).toEqual([0, null]);
    expect(JSON.stringify(world.sandbox.snapshot())).toBe(before);
  });

  it("reads the world again after it made a label there, and does not make it twice", async () => {
    const world = await scene(["checklist"]);
    const labels = [...world.sandbox.store.labels.values()].map((label) => label.name);
    await world.move("Partner");
    await world.look();
    const made = [...world.sandbox.store.labels.values()].slice(labels.length);
    expect(made.map((label) => [label.name, label.repository])).toEqual([["checklist", world.infrastructure.id]]);
    await world.look();
    await world.move("Lead");
    await world.look();
    await world.move("Partner");
    const again = await world.look();
    expect(outcomesOf(again)).toContain("create-issue applied");
    expect(outcomesOf(again).filter((outcome) => outcome.startsWith("create-label"))).toEqual([]);
  });

  it("gives nothing for an issue that is gone", async () => {
    const world = await scene();
    world.lead.deleted = true;
    expect(await world.look()).toMatchObject({ ref: null, plan: null, done: [], also: [], nextLook: null });
  });

  it("throws when GitHub cannot be read, and writes nothing", async () => {
    const world = await scene();
    await world.move("Partner");
    world.sandbox.faults.next("secondaryLimit");
    await expect(world.look()).rejects.toMatchObject({ kind: "limited" });
    expect(world.requests().writes).toBe(0);
  });

  const faults: { fault: keyof Faults & ("appliedThen500" | "notApplied502"); lag: number; why: string }[] = [
    { fault: "appliedThen500", lag: 0, why: "the first creation arrived, and GitHub shows it" },
    { fault: "appliedThen500", lag: 600, why: "the first creation arrived, and GitHub shows it ten minutes later" },
    { fault: "notApplied502", lag: 0, why: "the first creation did not arrive" },
  ];
  it.each(faults)("opens each issue once when an answer was lost: $why", async ({ fault, lag }) => {
    const world = await scene();
    await world.move("Partner");
    world.sandbox.clock.advance(lag);
    world.sandbox.faults.lagSeconds = { "sub-issues": lag, issue: lag, timeline: lag };
    // The first document only moves labels.
    failSecondWrite(world, fault);
    const looks = await lookUntilQuiet(world);
    expect(looks.flatMap(outcomesOf)).toContain("create-issue unknown");
    const { store } = world.sandbox;
    const opened = [...store.issues.values()].filter((issue) => issue.repository === world.infrastructure.id);
    expect(opened.length).toBe(3);
    expect((await openedUnder(world)).length).toBe(3);
  });
});

/** Looks whenever the last look asked for it, as the queue would, and an hour later as a sweep would. */
async function lookUntilQuiet(world: Scene): Promise<readonly Reconciled[]> {
  const looks: Reconciled[] = [];
  let due: string | null = world.clock.now();
  for (let sweeps = 0; sweeps < 2; sweeps += 1) {
    for (; due !== null; due = looks.at(-1)!.nextLook) {
      if (due > world.clock.now()) world.sandbox.clock.set(due);
      looks.push(await world.look());
      if (looks.length > 40) throw new Error("it never becomes quiet");
    }
    world.sandbox.clock.advance(3600);
    due = world.clock.now();
  }
  expect((await world.look()).done).toEqual([]);
  return looks;
}

/** Plans the fault for the write after the next one. */
function failSecondWrite(world: Scene, fault: "appliedThen500" | "notApplied502"): void {
  const { clock } = world;
  const sleep = clock.sleep.bind(clock);
  // Writes are kept apart by sleeping: the first sleep stands between the first and the second.
  clock.sleep = async (seconds) => {
    clock.sleep = sleep;
    world.sandbox.faults.next(fault);
    await sleep(seconds);
  };
}
