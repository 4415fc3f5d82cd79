import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/config.ts";
import { renderMarker } from "../../src/content/markers.ts";
import type { ItemQuestion } from "../../src/github/ports.ts";
import { careless, type Pipeline } from "../../src/model/pipeline.ts";
import type { Item, World } from "../../src/model/snapshot.ts";
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
const keeper = { read: async () => world, forget: () => {} };
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
async function look(shown: Item | null) {
  const asked: ItemQuestion[] = [];
  const reader = readerOf({
    async readItem(_, question) {
      asked.push(question);
      return shown;
    },
  });
  return { asked, snapshot: await observe("I_7", config, { reader, world: keeper }) };
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
});
