import { describe, expect, it } from "vitest";
import { createIds, type Prefix } from "../../src/sandbox/ids.ts";
import { deleteLabel } from "../../src/sandbox/ops-labels.ts";
import { renameRepository } from "../../src/sandbox/ops-repositories.ts";
import { createRandom } from "../../src/sandbox/random.ts";
import { actor, openwater } from "./openwater.ts";

describe("look-ups", () => {
  it("find nothing in what was never placed", () => {
    const { store } = openwater().world;
    expect(store.repositoryByName("openwater", "nowhere")).toBeNull();
    expect(store.accountByLogin("nobody")).toBeNull();
    expect(store.issuesOf("R_none")).toEqual([]);
  });

  it("find accounts, repositories and labels without regard to case, and a Bot only with its suffix", () => {
    const w = openwater();
    const { store } = w.world;
    expect(store.accountByLogin("BD-Lead")?.login).toBe("bd-lead");
    expect(store.accountByLogin("milepost")).toBeNull();
    expect(store.accountByLogin("milepost[bot]")?.kind).toBe("Bot");
    expect(store.repositoryByName("OpenWater", "LEADS")).toBe(w.leads);
    expect(store.labelByName(w.leads.id, "STAGE: Lead")?.name).toBe("stage: lead");
  });

  it("follow renames and deletions", () => {
    const w = openwater();
    const { store } = w.world;
    renameRepository(w.world, actor(w, "bd-lead"), w.leads, "pipeline");
    deleteLabel(w.world, actor(w, "bd-lead"), store.labelByName(w.leads.id, "lead")!);
    expect(store.repositoryByName("openwater", "leads")).toBeNull();
    expect(store.repositoryByName("openwater", "pipeline")).toBe(w.leads);
    expect(store.labelByName(w.leads.id, "lead")).toBeNull();
    expect(w.lead.labels).toEqual([]);
  });

  it("keep a timeline in order of time however it was placed", () => {
    const w = openwater();
    w.place.step(w.lead, { at: "2025-08-02T00:00:00Z", by: "bd-lead", comment: "second" });
    w.place.step(w.lead, { at: "2025-08-01T00:00:00Z", by: "bd-lead", comment: "first" });
    const bodies = w.world.store.timelineOf(w.lead.id).flatMap((row) => ("body" in row ? [row.body] : []));
    expect(bodies).toEqual(["first", "second"]);
  });
});

describe("ids", () => {
  const prefixes: readonly Prefix[] = ["U", "R", "LA", "I", "IC", "PVT", "PVTSSF", "PVTI"];

  it("are the same for the same seed, and others for another", () => {
    const made = (seed: number) => prefixes.map((prefix) => createIds(seed).make(prefix, 7).id);
    expect(made(1)).toEqual(made(1));
    expect(made(1)).not.toEqual(made(2));
  });

  it("have GitHub's shapes: what follows the underscore of a real issue id begins with kwDO", () => {
    const ids = createIds(1);
    expect(ids.make("I", 612_000_001).id).toMatch(/^I_kwDO[\w-]{12}$/);
    expect(ids.make("U").id).toMatch(/^U_kgDO[\w-]{6}$/);
    expect(ids.make("PVTI", 51_000_001, 4_200_001).id).toMatch(/^PVTI_lADO[\w-]{19}$/);
    expect(ids.option()).toMatch(/^[0-9a-f]{8}$/);
  });

  it("never repeat, and stay below what GraphQL's Int can hold", () => {
    const ids = createIds(3);
    const made = Array.from({ length: 5_000 }, () => ids.make("IC", 1));
    expect(new Set(made.map((one) => one.id)).size).toBe(5_000);
    expect(Math.max(...made.map((one) => one.databaseId))).toBeLessThan(2 ** 31);
  });
});

describe("chance", () => {
  it("draws nothing while a chance is 0, so that a fault switched off changes nothing else", () => {
    const [one, other] = [createRandom(5), createRandom(5)];
    one.chance(0);
    expect(one.next()).toBe(other.next());
  });

  it("comes out at about its share", () => {
    const random = createRandom(11);
    const hits = Array.from({ length: 10_000 }, () => random.chance(0.3)).filter(Boolean).length;
    expect(hits).toBeGreaterThan(2_800);
    expect(hits).toBeLessThan(3_200);
  });
});
