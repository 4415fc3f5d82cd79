/** Many items at once: the same as each by itself, in few requests, and honest where GitHub is slow or cuts short. */
import { describe, expect, it } from "vitest";
import type { ItemQuestion } from "../../src/github/ports.ts";
import { sandboxWorld } from "../contract/sandbox-world.ts";

const question: ItemQuestion = { labels: [], identities: [], statusField: "Status", fields: [] };

/** A repository with so many leads: some moved, commented on, closed, labelled twice, with sub-issues and assignees. */
function lived(count: number) {
  const world = sandboxWorld();
  const { build, leads, project } = world;
  for (let n = 1; n < count; n += 1) {
    const at = (hour: number) => new Date(Date.UTC(2025, 0, 2 + (n % 300), hour)).toISOString().replace(".000Z", "Z");
    const issue = build.issue(leads, {
      title: `Lead ${n}`,
      by: "bd-lead",
      at: at(1),
      labels: n % 7 === 0 ? ["stage: lead"] : ["lead"],
      body: `### Community\n\nplace-${n}`,
      on: n % 3 === 0 ? [] : [project],
    });
    if (n % 3 !== 0) build.step(issue, { at: at(3), by: "bd-lead", move: "Qualified lead" });
    if (n % 4 === 0) build.step(issue, { at: at(4), by: "bd-lead", close: "COMPLETED" });
  }
  world.requests();
  return world;
}

async function both(world: ReturnType<typeof lived>) {
  const { reader } = world;
  const bulk = await reader.readItems("openwater", "leads", null, question);
  const asked = world.requests();
  const single = await Promise.all(bulk.items.map(({ id }) => reader.readItem(id, question)));
  return { bulk, single, asked };
}

describe("readItems", () => {
  it("reads nothing of a list with nothing in it, in one request", async () => {
    const world = sandboxWorld();
    world.requests();
    expect(await world.reader.readItems("openwater", "infrastructure", null, question)).toEqual({
      items: [],
      incomplete: null,
    });
    expect(world.requests()).toEqual({ reads: 1, writes: 0 });
  });

  it("says of each item what reading it by itself says, oldest first", async () => {
    const { bulk, single } = await both(lived(60));
    expect(bulk.incomplete).toBeNull();
    expect(bulk.items).toHaveLength(60);
    expect(bulk.items).toEqual(single);
    const opened = bulk.items.map(({ createdAt }) => createdAt);
    expect(opened).toEqual([...opened].sort());
    // Everything is known, so that equality is not of two gaps.
    expect(JSON.stringify(bulk.items)).not.toContain('"known":false');
  });

  it("costs one request for a hundred items", async () => {
    const { asked } = await both(lived(120));
    expect(asked).toEqual({ reads: 2, writes: 0 });
  });

  it("keeps to a label", async () => {
    const world = lived(30);
    const { items } = await world.reader.readItems("openwater", "leads", "stage: lead", question);
    expect(items.map(({ title }) => title)).toEqual(["Lead 7", "Lead 14", "Lead 21", "Lead 28"]);
  });

  it("takes smaller pages where GitHub cannot finish one in time, and still reads all", async () => {
    const world = lived(60);
    const { items: wanted } = await world.reader.readItems("openwater", "leads", null, question);
    // One item with all its parts is about five hundred nodes.
    world.sandbox.faults.slowAboveNodes = 8_000;
    world.requests();
    const { items, incomplete } = await world.reader.readItems("openwater", "leads", null, question);
    expect(incomplete).toBeNull();
    expect(items).toEqual(wanted);
    expect(world.requests().reads).toBeGreaterThan(4);
  });

  it("says that it is incomplete where not even one can be read", async () => {
    const world = lived(5);
    world.sandbox.faults.slowAboveNodes = 1;
    const { items, incomplete } = await world.reader.readItems("openwater", "leads", null, question);
    expect(items).toEqual([]);
    expect(incomplete).toMatch(/^the issues of openwater\/leads could be read in part only: /);
  });

  it("takes a part that was cut short for unknown, never for absent", async () => {
    const world = lived(10);
    world.sandbox.faults.next("truncatedPage");
    const { items, incomplete } = await world.reader.readItems("openwater", "leads", null, question);
    const told = incomplete !== null || JSON.stringify(items).includes('"known":false');
    expect(told).toBe(true);
  });

  it("asks again for what is answered in part", async () => {
    const world = lived(10);
    const { items: wanted } = await world.reader.readItems("openwater", "leads", null, question);
    world.sandbox.faults.next("partialAnswer");
    expect(await world.reader.readItems("openwater", "leads", null, question)).toEqual({
      items: wanted,
      incomplete: null,
    });
  });
});

describe("readItemsById", () => {
  it("asks nothing for nothing", async () => {
    const world = lived(2);
    expect(await world.reader.readItemsById([], question)).toEqual({ items: [], incomplete: null });
    expect(world.requests()).toEqual({ reads: 0, writes: 0 });
  });

  it("says the same as the list, in one request for a hundred, and leaves out what is gone", async () => {
    const world = lived(60);
    const { items: wanted } = await world.reader.readItems("openwater", "leads", null, question);
    world.requests();
    const ids = wanted.map(({ id }) => id);
    expect(await world.reader.readItemsById(ids, question)).toEqual({ items: wanted, incomplete: null });
    expect(world.requests()).toEqual({ reads: 1, writes: 0 });
    const gone = [ids[0]!, "I_nobody", ids[1]!];
    expect((await world.reader.readItemsById(gone, question)).items.map(({ id }) => id)).toEqual([ids[0], ids[1]]);
  });
});
