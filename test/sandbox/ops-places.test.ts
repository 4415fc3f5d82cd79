import { describe, expect, it } from "vitest";
import {
  addMember,
  changeCoverage,
  createAccount,
  install,
  suspend,
  uninstall,
} from "../../src/sandbox/ops-accounts.ts";
import { assign, setMilestone, unassign } from "../../src/sandbox/ops-assign.ts";
import { writeFile } from "../../src/sandbox/ops-files.ts";
import { createField, editProject, updateField } from "../../src/sandbox/ops-projects.ts";
import {
  archiveRepository,
  createMilestone,
  createRepository,
  renameRepository,
  setVisibility,
} from "../../src/sandbox/ops-repositories.ts";
import type { InstallationRow } from "../../src/sandbox/rows.ts";
import { actor, type Openwater, openwater } from "./openwater.ts";

function types(w: Openwater): readonly string[] {
  return w.world.store.timelineOf(w.lead.id).map((row) => ("type" in row ? row.type : "IssueComment"));
}

describe("people and milestones on an issue", () => {
  it("come and go, each said and recorded once", () => {
    const w = openwater();
    const by = actor(w, "bd-lead");
    const engineer = w.world.store.accountByLogin("engineer-1")!;
    const [spring, autumn] = [
      createMilestone(w.world, by, w.leads, { title: "Spring" }),
      createMilestone(w.world, by, w.leads, { title: "Autumn" }),
    ];
    assign(w.world, by, w.lead, [engineer]);
    assign(w.world, by, w.lead, [engineer]);
    unassign(w.world, by, w.lead, [engineer]);
    unassign(w.world, by, w.lead, [engineer]);
    setMilestone(w.world, by, w.lead, spring);
    setMilestone(w.world, by, w.lead, autumn);
    expect(w.said()).toEqual([
      "issues.assigned",
      "issues.unassigned",
      "issues.milestoned",
      "issues.demilestoned",
      "issues.milestoned",
    ]);
    expect(types(w).slice(2)).toEqual([
      "AssignedEvent",
      "UnassignedEvent",
      "MilestonedEvent",
      "DemilestonedEvent",
      "MilestonedEvent",
    ]);
    expect([spring.number, autumn.number]).toEqual([1, 2]);
    expect(() => createMilestone(w.world, by, w.leads, { title: "Spring" })).toThrow("already been taken");
  });

  it("are ten at most, and strangers and Bots are passed over", () => {
    const w = openwater();
    const org = w.world.store.accountByLogin("openwater")!;
    const people = Array.from({ length: 11 }, (_, n) => createAccount(w.world, "User", `engineer-${n + 10}`));
    for (const one of people) addMember(w.world, org, one);
    expect(() => assign(w.world, actor(w, "bd-lead"), w.lead, people)).toThrow("more than 10");
    assign(w.world, actor(w, "bd-lead"), w.lead, people.slice(0, 10));
    expect(w.lead.assignees).toHaveLength(10);
    const others = [w.world.store.accountByLogin("rep-estuary")!, w.world.store.accountByLogin("milepost[bot]")!];
    assign(w.world, actor(w, "bd-lead"), w.lead, others);
    expect(w.lead.assignees).toHaveLength(10);
  });
});

describe("a repository", () => {
  it("is renamed, shown, hidden and archived by its owner, each said once", () => {
    const w = openwater();
    const by = actor(w, "bd-lead");
    renameRepository(w.world, by, w.site, "pages");
    renameRepository(w.world, by, w.site, "pages");
    setVisibility(w.world, by, w.site, "private");
    setVisibility(w.world, by, w.site, "public");
    setVisibility(w.world, by, w.site, "public");
    archiveRepository(w.world, by, w.site, true);
    archiveRepository(w.world, by, w.site, true);
    archiveRepository(w.world, by, w.site, false);
    expect(w.said()).toEqual([
      "repository.renamed",
      "repository.privatized",
      "repository.publicized",
      "repository.archived",
      "repository.unarchived",
    ]);
    expect(w.heard[0]).toMatchObject({ changes: { name: { from: "site" } } });
  });

  it("keeps its settings from members and its files from readers", () => {
    const w = openwater();
    const member = actor(w, "engineer-1");
    const forbidden = expect.objectContaining({ type: "FORBIDDEN" });
    expect(() => renameRepository(w.world, member, w.site, "x")).toThrow(forbidden);
    expect(() => setVisibility(w.world, member, w.site, "private")).toThrow(forbidden);
    expect(() => archiveRepository(w.world, member, w.site, true)).toThrow(forbidden);
    expect(() => writeFile(w.world, actor(w, "rep-estuary"), w.site, "a.md", "x")).toThrow(forbidden);
    expect(() => writeFile(w.world, actor(w, "rep-estuary"), w.leads, "a.md", "x")).toThrow(
      expect.objectContaining({ type: "NOT_FOUND" }),
    );
    expect(() => renameRepository(w.world, actor(w, "rep-estuary"), w.leads, "x")).toThrow(
      expect.objectContaining({ type: "NOT_FOUND" }),
    );
    expect(() => createMilestone(w.world, actor(w, "rep-estuary"), w.site, { title: "x" })).toThrow(forbidden);
    const owner = w.world.store.accountByLogin("openwater")!;
    expect(() => createRepository(w.world, member, { owner, name: "x" })).toThrow(forbidden);
    writeFile(w.world, member, w.site, "a.md", "x");
    expect(w.site.files.get("a.md")).toBe("x");
  });
});

describe("a board", () => {
  it("is retitled, shown, closed and reopened, each said once", () => {
    const w = openwater();
    const by = actor(w, "bd-lead");
    editProject(w.world, by, w.board, { title: "Partnerships" });
    editProject(w.world, by, w.board, { title: "Pipeline", public: true });
    editProject(w.world, by, w.board, { closed: true });
    editProject(w.world, by, w.board, { closed: true });
    editProject(w.world, by, w.board, { closed: false });
    expect(w.said()).toEqual(["projects_v2.edited", "projects_v2.closed", "projects_v2.reopened"]);
    expect(w.heard[0]).toMatchObject({
      changes: { title: { from: "Partnerships", to: "Pipeline" }, public: { from: false, to: true } },
    });
  });

  it("is not changed by who may only read it", () => {
    const w = openwater();
    w.board.memberAccess = "read";
    const member = actor(w, "engineer-1");
    const status = w.world.store.fieldByName(w.board.id, "Status")!;
    const forbidden = expect.objectContaining({ type: "FORBIDDEN" });
    expect(() => editProject(w.world, member, w.board, { title: "x" })).toThrow(forbidden);
    expect(() => createField(w.world, member, w.board, { name: "x", dataType: "TEXT" })).toThrow(forbidden);
    expect(() => updateField(w.world, member, status, { name: "x" })).toThrow(forbidden);
  });

  const wrong: readonly { why: string; options: readonly { id?: string; name: string }[]; message: string }[] = [
    { why: "a name twice", options: [{ name: "A" }, { name: "a" }], message: "duplicate names" },
    { why: "no name", options: [{ name: " " }], message: "can't be blank" },
    { why: "51 of them", options: Array.from({ length: 51 }, (_, n) => ({ name: `${n}` })), message: "more than 50" },
    {
      why: "an id of another field",
      options: [{ id: "00000000", name: "A" }],
      message: "does not belong to the field",
    },
  ];
  it.each(wrong)("refuses options with $why", ({ options, message }) => {
    const w = openwater();
    const status = w.world.store.fieldByName(w.board.id, "Status")!;
    expect(() => updateField(w.world, actor(w, "bd-lead"), status, { options })).toThrow(message);
    expect(status.options).toHaveLength(4);
  });
});

describe("an installation", () => {
  it("comes, is suspended, changes what it covers, and goes, each said once", () => {
    const w = openwater();
    const by = actor(w, "bd-lead");
    const row: InstallationRow = {
      databaseId: 42,
      app: "A_1",
      account: w.world.store.accountByLogin("openwater")!.id,
      repositories: "all",
      permissions: { issues: "write" },
      suspended: false,
    };
    install(w.world, by, row);
    suspend(w.world, by, row, true);
    suspend(w.world, by, row, true);
    suspend(w.world, by, row, false);
    changeCoverage(w.world, by, row, { action: "removed", repositories: [w.site] });
    expect(row.repositories).toEqual([w.leads.id]);
    changeCoverage(w.world, by, row, { action: "added", repositories: [w.site] });
    expect(row.repositories).toEqual([w.leads.id, w.site.id]);
    uninstall(w.world, by, row);
    expect(w.said()).toEqual([
      "installation.created",
      "installation.suspend",
      "installation.unsuspend",
      "installation_repositories.removed",
      "installation_repositories.added",
      "installation.deleted",
    ]);
    expect(w.world.store.installations.size).toBe(0);
  });
});
