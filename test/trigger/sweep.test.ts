import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import type { Glimpse } from "../../src/github/ports.ts";
import { type Instant, instant } from "../../src/model/time.ts";
import { sweep } from "../../src/trigger/sweep.ts";

const at: Instant = instant("2026-01-05T09:00:00Z");
const glimpse = (id: string, fingerprint: string): Glimpse => ({ id, number: 1, updatedAt: at, fingerprint });

const pipeline = (repository: string, label: string | null, board: string | null) => ({
  items: { repository, label },
  board,
});

/** Two pipelines of one repository, one of another. */
const config = {
  boards: { partnerships: { owner: "openwater", number: 61, statusField: "Phase" } },
  repositories: {
    leads: { owner: "openwater", name: "leads" },
    support: { owner: "openwater", name: "support" },
  },
  pipelines: [
    pipeline("leads", "lead", "partnerships"),
    pipeline("leads", "lead", "partnerships"),
    pipeline("support", null, null),
  ],
  rules: [],
  recurring: [],
  flows: [],
} as unknown as Config;

function world(lists: Record<string, readonly Glimpse[] | null>) {
  const asked: unknown[][] = [];
  const queued: string[] = [];
  const last = new Map<string, string>();
  const reader = {
    async readGlimpses(...question: [string, string, string | null, string]) {
      asked.push(question);
      const list = lists[question[1]] ?? null;
      return list ? { known: true as const, value: list } : { known: false as const, why: "a page failed" };
    },
  };
  const look = async (slice: { round: number; of: number } | null = null) => {
    queued.length = 0;
    return sweep(config, { reader, last, enqueue: (id) => void queued.push(id), slice });
  };
  return { lists, asked, queued, last, look };
}

describe("sweep", () => {
  it("asks for nothing when nothing differs from the last time", async () => {
    const { look, queued } = world({ leads: [glimpse("I_1", "x")], support: [] });
    await look();
    expect(await look()).toEqual({ listed: 1, queued: 0, incomplete: [] });
    expect(queued).toEqual([]);
  });

  it("asks for all the first time, and lists each repository and label once", async () => {
    const { look, queued, asked } = world({
      leads: [glimpse("I_1", "x"), glimpse("I_2", "y")],
      support: [glimpse("I_3", "z")],
    });
    expect(await look()).toEqual({ listed: 3, queued: 3, incomplete: [] });
    expect(queued).toEqual(["I_1", "I_2", "I_3"]);
    expect(asked).toEqual([
      ["openwater", "leads", "lead", "Phase"],
      ["openwater", "support", null, "Status"],
    ]);
  });

  it("lists what rules care for, and what recurring work and flows opened, unless a list of the whole repository shows it", async () => {
    const more = {
      ...config,
      rules: [pipeline("leads", "event", null)],
      recurring: [
        { repository: "leads", label: "rota", open: { board: "partnerships" }, play: null },
        { repository: "support", label: "rota", open: { board: null }, play: null },
      ],
      flows: [{ repository: "leads", label: "outage", playbook: { parent: { board: null } } }],
    } as unknown as Config;
    const asked: unknown[][] = [];
    const reader = {
      async readGlimpses(...question: [string, string, string | null, string]) {
        asked.push(question);
        return { known: true as const, value: [] };
      },
    };
    await sweep(more, { reader, last: new Map(), enqueue: () => {}, slice: null });
    expect(asked).toEqual([
      ["openwater", "leads", "lead", "Phase"],
      ["openwater", "support", null, "Status"],
      ["openwater", "leads", "event", "Status"],
      ["openwater", "leads", "rota", "Phase"],
      ["openwater", "leads", "outage", "Status"],
    ]);
  });

  it("asks for what changed, what is new and what left the list, once", async () => {
    const { look, queued, lists } = world({
      leads: [glimpse("I_1", "x"), glimpse("I_2", "y"), glimpse("I_4", "w")],
      support: [],
    });
    await look();
    lists.leads = [glimpse("I_1", "x2"), glimpse("I_2", "y"), glimpse("I_3", "z")];
    expect(await look()).toMatchObject({ queued: 3 });
    expect([...queued].sort()).toEqual(["I_1", "I_3", "I_4"]);
    await look();
    expect(queued).toEqual([]);
  });

  it("concludes nothing from a list that could not be read, and says so", async () => {
    const { look, queued, lists } = world({ leads: [glimpse("I_1", "x")], support: [glimpse("I_2", "y")] });
    await look();
    lists.support = null;
    expect(await look()).toEqual({
      listed: 1,
      queued: 0,
      incomplete: ["openwater/support was not listed: a page failed"],
    });
    expect(queued).toEqual([]);
    lists.support = [glimpse("I_2", "y")];
    await look();
    expect(queued).toEqual([]);
  });

  it("re-reads every item once in a full round of slices, a part each time", async () => {
    const all = Array.from({ length: 480 }, (_, n) => glimpse(`I_kwDO${n * 7919}`, "same"));
    const { look, queued } = world({ leads: all, support: [] });
    await look();
    const parts: string[][] = [];
    for (let round = 0; round < 48; round++) {
      await look({ round, of: 48 });
      parts.push([...queued]);
    }
    expect(parts.flat().sort()).toEqual(all.map(({ id }) => id).sort());
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(60);
  });
});
