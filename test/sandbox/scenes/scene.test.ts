import { describe, expect, it } from "vitest";
import { roleOfAccount } from "../../../src/sandbox/access.ts";
import type { Id, IssueRow } from "../../../src/sandbox/rows.ts";
import { columns } from "../../../src/sandbox/scenes/partnerships.ts";
import { applyScene, sceneNames } from "../../../src/sandbox/scenes/scene.ts";
import { snapshotOf } from "../../../src/sandbox/snapshot.ts";
import { createWorld, type World } from "../../../src/sandbox/world.ts";

function worldWith(scene: string, seed = 1): World {
  const world = createWorld({ seed, at: "2020-01-01T00:00:00Z" });
  applyScene({ world, clock: world.clock }, scene, { ".github/milepost.yml": "version: 1\n" });
  return world;
}

function leadsOf({ store }: World): readonly IssueRow[] {
  return store.issuesOf(store.repositoryByName("openwater", "leads")!.id);
}

function columnOf({ store }: World, issue: Id): string | undefined {
  const card = store.itemsOfIssue(issue)[0]!;
  const field = store.fieldByName(card.project, "Status")!;
  const value = card.values.get(field.id)?.value;
  return field.options.find((option) => value?.kind === "single-select" && option.id === value.optionId)?.name;
}

describe("a scene", () => {
  it.each(sceneNames)("%s announces nothing while it is placed", (name) => {
    const world = createWorld({ seed: 1, at: "2020-01-01T00:00:00Z" });
    const heard: string[] = [];
    world.listeners.push((event) => heard.push(event.name));
    applyScene({ world, clock: world.clock }, name, {});
    expect(heard).toEqual([]);
  });

  it.each(sceneNames)("%s is the same for the same seed", (name) => {
    expect(snapshotOf(worldWith(name, 7).store, { times: true })).toEqual(
      snapshotOf(worldWith(name, 7).store, { times: true }),
    );
  });

  it.each(sceneNames)("%s holds the files handed in, and leaves the clock on the story's first morning", (name) => {
    const { store, clock } = worldWith(name);
    expect(store.repositoryByName("openwater", ".github")?.files.get(".github/milepost.yml")).toBe("version: 1\n");
    const others: Readonly<Record<string, string>> = {
      "research-cloud": "2026-09-01T06:00:00Z",
      "eighteen-months": "2026-06-30T00:00:00Z",
    };
    expect(clock.now()).toBe(others[name] ?? "2025-07-07T08:00:00Z");
  });

  it("of an unknown name is refused with the names there are", () => {
    expect(() => worldWith("nowhere")).toThrow(/no scene "nowhere".*partnerships/);
  });
});

describe("the research cloud", () => {
  const world = worldWith("research-cloud");
  const { store } = world;
  const org = store.accountByLogin("openwater")!;
  const delivery = store.projectByNumber(org.id, 57)!;

  it("has nothing in it yet", () => {
    expect([store.issues.size, store.items.size]).toEqual([0, 0]);
  });

  it("has its repositories, those of leads and of the organisation itself private", () => {
    const seen = store.repositoriesOf(org.id).map(({ name, visibility }) => `${name} ${visibility}`);
    expect(seen).toEqual([
      ".github public",
      "leads private",
      "meta private",
      "infrastructure public",
      "team-compass public",
      "initiatives public",
    ]);
  });

  it("has a board with every kind of field", () => {
    const fields = store.fieldsOf(delivery.id).map(({ name, dataType }) => `${name} ${dataType}`);
    const wanted = ["Status SINGLE_SELECT", "Estimate NUMBER", "Start date DATE", "End date DATE"];
    expect(fields).toEqual(expect.arrayContaining([...wanted, "Iteration ITERATION", "Impact SINGLE_SELECT"]));
    expect(store.fieldByName(delivery.id, "Unplanned")!.options.map(({ name }) => name)).toEqual([
      "Unplanned",
      "Emergency",
    ]);
  });

  // Counted by hand from 2024-10-16, and as the iterations are numbered on real boards of this rhythm.
  const starts: readonly (readonly [number, string])[] = [
    [1, "2024-10-16"],
    [11, "2025-03-05"],
    [34, "2026-01-21"],
    [47, "2026-07-22"],
    [51, "2026-09-16"],
    [58, "2026-12-23"],
    [59, "2027-01-06"],
  ];
  it.each(starts)("has iteration %i start on %s", (number, startDate) => {
    const iterations = store.fieldByName(delivery.id, "Iteration")!.iterations;
    expect(iterations[number - 1]).toMatchObject({ title: `Iteration ${number}`, startDate, duration: 14 });
  });

  it("gives a guest and representatives no right to write, and engineers some", () => {
    const infrastructure = store.repositoryByName("openwater", "infrastructure")!;
    const leads = store.repositoryByName("openwater", "leads")!;
    const role = (login: string, repository = infrastructure) =>
      roleOfAccount(store, store.accountByLogin(login)!.id, repository);
    expect(["guest-1", "rep-estuary", "engineer-4", "bd-lead"].map((login) => role(login))).toEqual([
      "read",
      "read",
      "write",
      "admin",
    ]);
    expect(role("guest-1", leads)).toBe("none");
    expect(store.teamBySlug(org.id, "support")!.members).toHaveLength(3);
  });
});

describe("years of other leads", () => {
  const world = worldWith("partnerships-years", 3);

  it("are as many as there are names, with no name twice", () => {
    const titles = leadsOf(world).map((lead) => lead.title);
    expect(titles).toHaveLength(60);
    expect(new Set(titles).size).toBe(60);
  });

  it("differ from seed to seed", () => {
    expect(snapshotOf(worldWith("partnerships-years", 4).store, { times: true })).not.toEqual(
      snapshotOf(world.store, { times: true }),
    );
  });

  it("show the same stage on the board and by exactly one label", () => {
    for (const lead of leadsOf(world)) {
      const labels = lead.labels.map((id) => world.store.labels.get(id)!.name).filter((name) => name !== "lead");
      const shown = columns.find((column) => column.name === columnOf(world, lead.id))?.label;
      expect([lead.title, ...labels]).toEqual([lead.title, shown]);
    }
  });

  it("were won, lost, and some are still on the way, so that a report has all three", () => {
    const counts = new Map<string | undefined, number>();
    for (const lead of leadsOf(world)) {
      const column = columnOf(world, lead.id);
      counts.set(column, (counts.get(column) ?? 0) + 1);
    }
    expect(counts.get("Partner")).toBeGreaterThan(5);
    expect(counts.get("Lost")).toBeGreaterThan(5);
    expect(60 - counts.get("Partner")! - counts.get("Lost")!).toBeGreaterThan(0);
  });

  it("happened on working days, in order, and all of it before the story begins", () => {
    for (const lead of leadsOf(world)) {
      const times = world.store.timelineOf(lead.id).map((row) => row.createdAt);
      expect(times).toEqual([...times].sort());
      expect(times.every((at) => ![0, 6].includes(new Date(at).getUTCDay()))).toBe(true);
      expect(times.every((at) => at < "2025-07-01")).toBe(true);
    }
  });
});
