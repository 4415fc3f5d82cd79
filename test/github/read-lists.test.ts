import { describe, expect, it } from "vitest";
import { createGovernor } from "../../src/github/governor.ts";
import { createReader } from "../../src/github/reader.ts";
import { bot, comment, connection, lead, linked } from "./answers.ts";
import { type Scripted, scripted, testClock } from "./scripted.ts";

function reading(...answers: readonly Scripted[]) {
  const { octokit, asked } = scripted(...answers);
  return { reader: createReader(octokit, createGovernor(testClock())), asked };
}

const issues = (nodes: readonly unknown[], more: Record<string, unknown> = {}): Scripted => ({
  data: { repository: { issues: connection(nodes, more) } },
});

const unknown: { why: string; answer: Scripted }[] = [
  { why: "GitHub is down", answer: { status: 502 } },
  { why: "nothing came", answer: { data: {} } },
  { why: "fewer came than there are", answer: issues([], { totalCount: 2 }) },
  { why: "one is out of sight", answer: issues([null]) },
  {
    why: "the repository is out of sight",
    answer: { data: { repository: null }, errors: [{ type: "NOT_FOUND", path: ["repository"], message: "no" }] },
  },
];

describe("readPeers", () => {
  const peer = (number: number, more: Record<string, unknown> = {}) => ({
    ...linked(number),
    labels: connection([{ name: "support" }]),
    assignees: connection([{ login: "engineer-1" }]),
    ...more,
  });

  it("reads none of an empty repository, and asks without a label when there is none", async () => {
    const { reader, asked } = reading(issues([]));
    expect(await reader.readPeers("openwater", "leads", null)).toEqual({ known: true, value: [] });
    expect(asked.map((one) => one.variables)).toEqual([{ owner: "openwater", repo: "leads" }]);
  });

  it("reads the newest hundred in one request, with labels and assignees", async () => {
    const all = Array.from({ length: 100 }, (_, index) => peer(200 - index));
    const { reader, asked } = reading(issues(all, { totalCount: 150 }));
    const peers = await reader.readPeers("openwater", "leads", "support");
    expect(peers.known && peers.value.length).toBe(100);
    expect(peers.known && peers.value[0]).toMatchObject({
      number: 200,
      owner: "openwater",
      labels: ["support"],
      assignees: ["engineer-1"],
    });
    expect(asked.map((one) => one.variables.labels)).toEqual([["support"]]);
  });

  it.each([
    ...unknown,
    {
      why: "labels of one did not come whole",
      answer: issues([peer(1, { labels: connection([], { totalCount: 1 }) })]),
    },
  ])("is unknown when $why", async ({ answer }) => {
    expect(await reading(answer).reader.readPeers("o", "r", null)).toMatchObject({ known: false });
  });

  it("throws on a limit, which is about more than this list", async () => {
    await expect(reading({ status: 429 }).reader.readPeers("o", "r", null)).rejects.toMatchObject({ kind: "limited" });
  });
});

describe("readOwnIssues", () => {
  const own = (number: number, author: unknown, comments: readonly unknown[] = []) => ({
    ...linked(number),
    author,
    comments: { nodes: comments },
  });
  const read = (answer: Scripted) => reading(answer).reader.readOwnIssues("o", "r", "rota", ["BOT_milepost"]);

  it("finds none among people's issues", async () => {
    expect(await read(issues([own(1, lead), own(2, null)]))).toEqual({ known: true, value: [] });
  });

  it("keeps ours with our comments only, by node id", async () => {
    const impostor = { __typename: "User", id: "U_impostor", login: "milepost" };
    const comments = [comment("C1", lead, "secret"), comment("C2", bot, "ours"), comment("C3", impostor, "not ours")];
    expect(await read(issues([own(3, bot, comments), own(2, impostor), own(1, bot)]))).toMatchObject({
      known: true,
      value: [
        { number: 3, ownComments: [{ id: "C2", body: "ours" }] },
        { number: 1, ownComments: [] },
      ],
    });
  });

  it.each(unknown)("is unknown when $why", async ({ answer }) => {
    expect(await read(answer)).toMatchObject({ known: false });
  });

  const next = { totalCount: 3, pageInfo: { hasNextPage: true, endCursor: "one" } };
  const everything = (...answers: readonly Scripted[]) => {
    const { reader, asked } = reading(...answers);
    return { asked, read: reader.readOwnIssues("o", "r", "rota", ["BOT_milepost"], "all") };
  };

  it("follows the list to its end when all are asked for", async () => {
    const answers = [issues([own(3, bot), own(2, lead)], next), issues([own(1, bot)], { totalCount: 3 })];
    const { read: found, asked } = everything(...answers);
    expect(await found).toMatchObject({ known: true, value: [{ number: 3 }, { number: 1 }] });
    expect(asked.map(({ variables }) => variables.after)).toEqual([undefined, "one"]);
  });

  it.each<{ why: string; answers: readonly Scripted[] }>([
    { why: "the second page does not come", answers: [issues([own(3, bot)], next), { status: 502 }] },
    {
      why: "the pages have fewer than there are",
      answers: [issues([own(3, bot)], next), issues([], { totalCount: 3 })],
    },
    { why: "the cursor does not move", answers: [issues([own(3, bot)], next), issues([own(3, bot)], next)] },
  ])("is unknown when all are asked for and $why", async ({ answers }) => {
    const { read: found, asked } = everything(...answers);
    expect(await found).toMatchObject({ known: false });
    expect(asked).toHaveLength(2);
  });
});

describe("readRole", () => {
  const read = (answer: Scripted) => reading(answer).reader.readRole("openwater", "leads", "engineer-1");
  const said = (body: unknown): Scripted => ({ status: 200, body });

  it("asks for one person in one repository", async () => {
    const { reader, asked } = reading(said({ permission: "write", role_name: "write" }));
    expect(await reader.readRole("openwater", "leads", "engineer-1")).toEqual({ known: true, value: "write" });
    expect(asked.map((one) => one.address)).toEqual([
      "https://api.github.com/repos/openwater/leads/collaborators/engineer-1/permission",
    ]);
  });

  const cases: { why: string; answer: Scripted; expected: object }[] = [
    {
      why: "triage, which the coarse permission calls read",
      answer: said({ permission: "read", role_name: "triage" }),
      expected: { known: true, value: "triage" },
    },
    {
      why: "an organisation's own role, by its base",
      answer: said({ permission: "write", role_name: "release keeper" }),
      expected: { known: true, value: "write" },
    },
    {
      why: "nobody in particular",
      answer: said({ permission: "none", role_name: "none" }),
      expected: { known: true, value: "none" },
    },
    {
      why: "an account that is gone",
      answer: { status: 404, body: { message: "engineer-1 is not a user" } },
      expected: { known: true, value: "none" },
    },
    { why: "an answer that says nothing", answer: said({}), expected: { known: false } },
    {
      why: "a refusal, which is not none",
      answer: { status: 403, body: { message: "Resource not accessible by integration" } },
      expected: { known: false },
    },
    { why: "an outage, which is not none", answer: { status: 502 }, expected: { known: false } },
  ];
  it.each(cases)("$why", async ({ answer, expected }) => {
    expect(await read(answer)).toMatchObject(expected);
  });

  it("throws on a limit", async () => {
    await expect(read({ status: 429 })).rejects.toMatchObject({ kind: "limited" });
  });
});
