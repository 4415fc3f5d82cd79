import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { renderMarker } from "../../src/content/markers.ts";
import type { ItemQuestion, Reader } from "../../src/github/ports.ts";
import { careless, type Pipeline } from "../../src/model/pipeline.ts";
import type { Item, PersonComment, Role, World } from "../../src/model/snapshot.ts";
import { instant } from "../../src/model/time.ts";
import { observe } from "../../src/observe/observe.ts";
import { config as empty, readerOf } from "./fakes.ts";

const us = { id: "BOT_milepost", login: "milepost", kind: "Bot" } as const;
const world: World = {
  identities: [us],
  boards: {},
  repositories: {},
  templates: {},
  teams: {},
  communities: { known: true, value: null },
};
const at = instant("2026-01-01T08:00:00Z");

const item: Item = {
  id: "I_7",
  firstId: "I_7",
  owner: "openwater",
  repo: "leads",
  number: 7,
  url: "u",
  title: "t",
  body: "",
  state: "open",
  stateReason: null,
  locked: false,
  createdAt: at,
  author: null,
  visibility: "private",
  labels: { known: true, value: [{ id: "LA", name: "lead" }] },
  labelIds: {},
  cards: { known: true, value: [] },
  history: { known: true, value: [] },
  boardHistory: { known: true, value: [] },
  ownComments: { known: true, value: [] },
  subIssues: { known: true, value: [] },
  comments: { known: true, value: [] },
  assignees: { known: true, value: [] },
  milestone: null,
  blockedBy: { known: true, value: [] },
  closedAt: null,
  parents: [],
};

function pipeline(name: string, board: string): Pipeline {
  return {
    ...careless,
    milestones: {},
    times: [],
    cohorts: [],
    name,
    items: { repository: name, label: "lead" },
    form: null,
    board,
    stages: [
      {
        id: "s",
        board: "S",
        label: `stage: ${name}`,
        was: [],
        outcome: null,
        closedAs: null,
        needsLabel: null,
        limitSeconds: null,
      },
    ],
    moves: null,
    illegalMoves: "tell",
    automation: "ignore",
    starts: null,
    steps: [],
    addToBoard: false,
    statusComment: true,
  };
}

/** Two pipelines whose boards show the stage in fields of different names. */
const config: Config = {
  ...empty,
  boards: {
    first: { owner: "openwater", number: 1, statusField: "Status", fields: {} },
    second: { owner: "openwater", number: 2, statusField: "Phase", fields: {} },
  },
  repositories: {
    leads: { owner: "openwater", name: "leads", visibility: null, accepts: [] },
    hubs: { owner: "openwater", name: "hubs", visibility: null, accepts: [] },
  },
  pipelines: [pipeline("leads", "first"), pipeline("hubs", "second")],
};

/** What is asked when GitHub shows this item. */
async function look(shown: Item | null, more: { config?: Config; world?: World; reader?: Partial<Reader> } = {}) {
  const asked: ItemQuestion[] = [];
  const reader = readerOf({
    async readItem(_, question) {
      asked.push(question);
      return shown;
    },
    ...more.reader,
  });
  const keeper = { read: async () => more.world ?? world, forget: () => {} };
  return { asked, snapshot: await observe("I_7", more.config ?? config, { reader, world: keeper }) };
}

describe("observe", () => {
  it("gives null for an issue that is gone", async () => {
    expect((await look(null)).snapshot).toBeNull();
  });

  it("reads an item once, asking for what any pipeline may need", async () => {
    const { asked, snapshot } = await look(item);
    expect(snapshot).toEqual({ item, world });
    expect(asked).toEqual([
      {
        labels: expect.arrayContaining(["stage: leads", "stage: hubs"]),
        identities: ["BOT_milepost"],
        statusField: "Status",
        fields: [],
      },
    ]);
  });

  it("reads once more when only the item tells in which field its board shows the stage", async () => {
    const { asked } = await look({ ...item, repo: "hubs" });
    expect(asked.map((question) => question.statusField)).toEqual(["Status", "Phase"]);
  });

  it("reads an item of no pipeline once", async () => {
    expect((await look({ ...item, repo: "elsewhere" })).asked.length).toBe(1);
  });

  const ids = [
    {
      why: "our status comment keeps the first identity through a transfer",
      body: renderMarker({ kind: "status", key: "k", extra: { first: "I_1" } }),
      first: "I_1",
    },
    {
      why: "another comment of ours says nothing of it",
      body: renderMarker({ kind: "note", key: "k", extra: { first: "I_1" } }),
      first: "I_7",
    },
    {
      why: "a status comment without one neither",
      body: renderMarker({ kind: "status", key: "k", extra: {} }),
      first: "I_7",
    },
  ];
  it.each(ids)("$why", async ({ body, first }) => {
    const comment = { id: "C", url: "u", body, createdAt: at, author: us };
    const { snapshot } = await look({ ...item, ownComments: { known: true, value: [comment] } });
    expect(snapshot?.item.firstId).toBe(first);
  });

  describe("with commands", () => {
    const comment = (id: string, login: string | null, commands: readonly string[] | null): PersonComment => ({
      id,
      url: "u",
      at,
      edited: false,
      author: login === null ? null : { id: `U_${login}`, login, kind: "User" },
      commands,
      role: null,
    });
    const receiptFor = (id: string, kind: "receipt" | "note" = "receipt") => ({
      id: `R_${id}`,
      url: "u",
      body: renderMarker({ kind, key: `receipt/${id}`, extra: {} }),
      createdAt: at,
      author: us,
    });
    const known = <T>(value: T) => ({ known: true, value }) as const;

    /** Roles that are read when these comments are there, and what the snapshot then says of each comment. */
    async function judge(shown: Partial<Item>) {
      const read: string[] = [];
      const reader: Partial<Reader> = {
        async readRole(owner, repo, login) {
          read.push(`${owner}/${repo} ${login}`);
          return known<Role>("triage");
        },
      };
      const { snapshot } = await look({ ...item, ...shown }, { reader });
      const comments = snapshot?.item.comments.known ? snapshot.item.comments.value : [];
      return { read, roles: comments.map(({ id, role }) => [id, role?.known ? role.value : null]) };
    }

    it("reads no role when nobody gave one", async () => {
      const { read, roles } = await judge({ comments: known([comment("C1", "bd-lead", null)]) });
      expect([read, roles]).toEqual([[], [["C1", null]]]);
    });

    it("reads one role per author of unanswered commands, and none for what is answered", async () => {
      const { read, roles } = await judge({
        comments: known([
          comment("C1", "bd-lead", ["/stage won"]),
          comment("C2", "engineer-1", ["/hold"]),
          comment("C3", "engineer-1", ["/resume"]),
          comment("C4", "rep-estuary", ["/approve"]),
          comment("C5", "rep-estuary", null),
        ]),
        ownComments: known([receiptFor("C1"), receiptFor("C4", "note")]),
      });
      expect(read).toEqual(["openwater/leads engineer-1", "openwater/leads rep-estuary"]);
      expect(roles).toEqual([
        ["C1", null],
        ["C2", "triage"],
        ["C3", "triage"],
        ["C4", "triage"],
        ["C5", null],
      ]);
    });

    it("needs no request for an account that is gone, or that is no person", async () => {
      const robot = { ...comment("C2", "robot", ["/hold"]), author: { id: "B", login: "robot", kind: "Bot" } } as const;
      const { read, roles } = await judge({ comments: known([comment("C1", null, ["/hold"]), robot]) });
      expect([read, roles]).toEqual([
        [],
        [
          ["C1", "none"],
          ["C2", "none"],
        ],
      ]);
    });

    const quiet: { why: string; shown: Partial<Item> }[] = [
      { why: "nothing in the config cares for the item", shown: { repo: "elsewhere" } },
      { why: "it is not known what is answered", shown: { ownComments: { known: false, why: "502" } } },
    ];
    it.each(quiet)("reads no role when $why", async ({ shown }) => {
      const { read } = await judge({ comments: known([comment("C1", "bd-lead", ["/hold"])]), ...shown });
      expect(read).toEqual([]);
    });

    it("heeds the commands on an item that only a rule claims", async () => {
      const rules = [{ ...pipeline("leads", "first"), items: { repository: "leads", label: null } }];
      const ruled: Config = { ...config, pipelines: [], rules };
      const reader: Partial<Reader> = { readRole: async () => ({ known: false, why: "502" }) };
      const shown = { ...item, comments: known([comment("C1", "bd-lead", ["/hold"])]) };
      const { snapshot } = await look(shown, { config: ruled, reader });
      expect(snapshot?.item.comments).toMatchObject({ value: [{ role: { known: false, why: "502" } }] });
    });
  });

  describe("issues that say who is away", () => {
    const turns = { ...pipeline("leads", "first"), assign: [{ id: "triage", when: null, rotation: ["engineer-1"] }] };
    const asking = { pipelines: [turns], awayIssues: { repository: "leads", label: "time off" } };

    async function ask(over: Partial<Config>, shown: Item = item) {
      const lists: (readonly unknown[])[] = [];
      const reader: Partial<Reader> = {
        async readPeers(...list) {
          lists.push(list);
          return { known: true, value: [] };
        },
      };
      const { snapshot } = await look(shown, { config: { ...config, ...over }, reader });
      return { labels: lists.map(([, , label]) => label), absences: snapshot?.absences };
    }

    it("are not read when the config names none", async () => {
      expect(await ask({ pipelines: [turns] })).toEqual({ labels: ["lead"], absences: undefined });
    });

    it("are read, once, where somebody may be assigned", async () => {
      expect(await ask(asking)).toEqual({ labels: ["lead", "time off"], absences: { known: true, value: [] } });
    });

    const settled: { why: string; over: Partial<Config>; shown: Item }[] = [
      {
        why: "nobody is assigned by rotation",
        over: { ...asking, pipelines: [pipeline("leads", "first")] },
        shown: item,
      },
      { why: "somebody has it", over: asking, shown: { ...item, assignees: { known: true, value: [us] } } },
      { why: "who has it is unknown", over: asking, shown: { ...item, assignees: { known: false, why: "502" } } },
      { why: "it is closed", over: asking, shown: { ...item, state: "closed" } },
    ];
    it.each(settled)("are not read when $why", async ({ over, shown }) => {
      expect((await ask(over, shown)).labels).not.toContain("time off");
    });
  });

  describe("neighbours", () => {
    const rotation = { assign: [{ id: "triage", when: null, rotation: ["engineer-1"] }] };
    const asking = (label: string | null) => ({
      ...pipeline("leads", "first"),
      ...rotation,
      items: { repository: "leads", label },
    });

    /** Labels by which neighbours are asked for. */
    async function ask(over: Partial<Config>, shown: Item = item, seen: World = world) {
      const lists: (readonly unknown[])[] = [];
      const reader: Partial<Reader> = {
        async readPeers(...list) {
          lists.push(list);
          return { known: true, value: [] };
        },
      };
      const { snapshot } = await look(shown, { config: { ...config, ...over }, reader, world: seen });
      return { lists, peers: snapshot?.peers };
    }

    it("are not read when nothing asks for them", async () => {
      expect(await ask({})).toEqual({ lists: [], peers: undefined });
    });

    const cases: { why: string; over: Partial<Config>; label: string | null }[] = [
      { why: "the pipeline's own list", over: { pipelines: [asking("lead")] }, label: "lead" },
      { why: "a rule's list", over: { rules: [asking(null)] }, label: null },
      {
        why: "one list for two that mean the same",
        over: { pipelines: [asking("lead")], rules: [asking("Lead")] },
        label: "lead",
      },
      { why: "all issues where two differ", over: { pipelines: [asking("lead")], rules: [asking(null)] }, label: null },
    ];
    it.each(cases)("are read once: $why", async ({ over, label }) => {
      expect(await ask(over)).toEqual({ lists: [["openwater", "leads", label]], peers: { known: true, value: [] } });
    });

    it("are read in a repository that was renamed since", async () => {
      const repository = { id: "R", owner: "openwater", name: "prospects", visibility: "private", labels: {} } as const;
      const seen: World = {
        ...world,
        repositories: { leads: { known: true, value: { ...repository, milestones: {}, archived: false } } },
      };
      const { lists } = await ask({ pipelines: [asking("lead")] }, { ...item, repo: "prospects" }, seen);
      expect(lists).toEqual([["openwater", "prospects", "lead"]]);
    });
  });
});
