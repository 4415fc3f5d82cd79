import { describe, expect, it } from "vitest";
import { createGovernor } from "../../src/github/governor.ts";
import { createReader } from "../../src/github/reader.ts";
import { bot, comment, event, itemData, lead, linked, page } from "./answers.ts";
import { type Scripted, scripted, testClock } from "./scripted.ts";

const question = {
  labels: ["stage: lead", "stage: partner"],
  identities: ["BOT_milepost"],
  statusField: "Status",
  fields: ["Estimate", "Status", "End date", "Estimate"],
};

function reading(...answers: readonly Scripted[]) {
  const { octokit, asked, finish } = scripted(...answers);
  const reader = createReader(octokit, createGovernor(testClock()));
  return { read: () => reader.readItem("I_7", question), asked, finish };
}

const more = (cursor: string) => ({ pageInfo: { hasNextPage: true, endCursor: cursor } });

describe("readItem", () => {
  it("reads an issue with nothing on it in one request", async () => {
    const { read, asked } = reading({ data: itemData() });
    expect(await read()).toEqual({
      id: "I_7",
      firstId: "I_7",
      owner: "openwater",
      repo: "leads",
      number: 7,
      url: "https://github.com/openwater/leads/issues/7",
      title: "Issue 7",
      body: "",
      state: "open",
      stateReason: null,
      locked: false,
      createdAt: "2026-01-01T08:00:00Z",
      author: { id: "U_lead", login: "bd-lead", kind: "User" },
      visibility: "private",
      labels: { known: true, value: [] },
      labelIds: { "stage: lead": "LA_lead", "stage: partner": null },
      cards: { known: true, value: [] },
      history: {
        known: true,
        value: [
          {
            kind: "opened",
            id: "I_7",
            at: "2026-01-01T08:00:00Z",
            actor: { id: "U_lead", login: "bd-lead", kind: "User" },
          },
        ],
      },
      boardHistory: { known: true, value: [] },
      ownComments: { known: true, value: [] },
      comments: { known: true, value: [] },
      assignees: { known: true, value: [] },
      milestone: null,
      blockedBy: { known: true, value: [] },
      closedAt: null,
      subIssues: { known: true, value: [] },
      parents: [],
    });
    expect(asked.map((one) => one.operation)).toEqual(["ReadItem"]);
    expect(asked[0]!.variables).toEqual({
      issue: "I_7",
      statusField: "Status",
      label0: "stage: lead",
      label1: "stage: partner",
      field0: "Estimate",
      field1: "End date",
    });
  });

  const gone: { why: string; answer: Scripted }[] = [
    {
      why: "the issue was deleted",
      answer: {
        data: { issue: null, cards: null, timeline: null, boardEvents: null, comments: null, subIssues: null },
        errors: ["issue", "cards", "timeline"].map((alias) => ({
          type: "NOT_FOUND",
          path: [alias],
          message: "Could not resolve to a node with the global id of 'I_7'.",
        })),
      },
    },
    {
      why: "it is a pull request",
      answer: { data: { ...itemData(), issue: { __typename: "PullRequest" }, cards: {} } },
    },
    { why: "it became a discussion", answer: { data: { ...itemData(), issue: { __typename: "Discussion" } } } },
  ];
  it.each(gone)("gives null when $why", async ({ answer }) => {
    expect(await reading(answer).read()).toBeNull();
  });

  const unreadable: { why: string; answer: Scripted; kind: string }[] = [
    { why: "GitHub is down", answer: { status: 502, body: { message: "Bad gateway" } }, kind: "unavailable" },
    { why: "the socket broke", answer: { socket: "ECONNRESET" }, kind: "unavailable" },
    { why: "a proxy answers", answer: { text: "<html>try later</html>" }, kind: "unavailable" },
    { why: "the token expired", answer: { status: 401, body: { message: "Bad credentials" } }, kind: "unauthorised" },
    { why: "the issue is null without a reason", answer: { data: { issue: null } }, kind: "unavailable" },
    {
      why: "the query timed out",
      answer: { data: null, errors: [{ message: "Something went wrong while executing your query." }] },
      kind: "unavailable",
    },
    {
      why: "the repository is not said",
      answer: {
        data: itemData({}, { repository: null }),
        errors: [{ type: "FORBIDDEN", path: ["issue", "repository"], message: "no" }],
      },
      kind: "forbidden",
    },
    {
      why: "a label could not be looked up",
      answer: { data: itemData(), errors: [{ path: ["issue", "repository", "label1"], message: "timed out" }] },
      kind: "unavailable",
    },
  ];
  it.each(unreadable)("throws when it cannot tell: $why", async ({ answer, kind }) => {
    await expect(reading(answer).read()).rejects.toMatchObject({ name: "GitHubError", kind });
  });

  it("throws with the time when a limit is met", async () => {
    const { read } = reading({ errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] });
    await expect(read()).rejects.toMatchObject({ kind: "limited", until: "2026-01-05T09:01:00Z" });
  });

  it("survives deleted accounts everywhere", async () => {
    const { read } = reading({
      data: itemData(
        {
          timeline: page([event("ClosedEvent", "E1", { actor: null, stateReason: "NOT_PLANNED" })]),
          comments: page([comment("C1", null)]),
        },
        { author: null },
      ),
    });
    const item = await read();
    expect(item?.author).toBeNull();
    expect(item?.history).toMatchObject({
      value: [{ actor: null }, { kind: "closed", reason: "not-planned", actor: null }],
    });
    expect(item?.ownComments).toEqual({ known: true, value: [] });
  });

  it("keeps our own comments only, by node id and not by login", async () => {
    const impostor = { __typename: "User", id: "U_impostor", login: "milepost" };
    const { read } = reading({
      data: itemData({ comments: page([comment("C1", lead), comment("C2", bot), comment("C3", impostor)]) }),
    });
    expect((await read())?.ownComments).toMatchObject({ known: true, value: [{ id: "C2", body: "text" }] });
  });

  const ghosts = { editor: null, deletedAt: null, diff: "by a deleted account" };
  const theirs = { editor: lead, deletedAt: null, diff: "by a person" };
  const first = { editor: bot, deletedAt: null, diff: "first by us" };
  const later = { editor: bot, deletedAt: null, diff: "later by us" };
  const versions: readonly { why: string; edits: readonly unknown[]; written: string | null }[] = [
    { why: "a person", edits: [theirs, first], written: "first by us" },
    { why: "an account that is gone", edits: [ghosts, first], written: "first by us" },
    { why: "a person after we had edited it", edits: [theirs, later, first], written: "later by us" },
    {
      why: "a person, who took our version's text away",
      edits: [theirs, { ...first, deletedAt: "2026-01-04T09:00:00Z", diff: null }],
      written: null,
    },
    { why: "a person, when GitHub keeps no versions", edits: [], written: null },
  ];
  it.each(versions)("keeps what we wrote in a comment that was edited by $why", async ({ edits, written }) => {
    const edited = { lastEditedAt: "2026-01-04T08:00:00Z", editor: edits[0] === ghosts ? null : lead };
    const { read, asked, finish } = reading(
      { data: itemData({ comments: page([comment("C1", bot), comment("C2", bot, "forged", edited)]) }) },
      { data: { nodes: [{ id: "C2", userContentEdits: { nodes: edits } }] } },
    );
    const comments = (await read())?.ownComments;
    if (written === null)
      expect(comments).toEqual({ known: false, why: expect.stringContaining("https://github.com/c/C2") });
    else expect(comments).toMatchObject({ value: [{ id: "C1" }, { id: "C2", body: "forged", written }] });
    expect(asked[1]!.variables.ids).toEqual(["C2"]);
    finish();
  });

  it("asks for no versions of what nobody but we edited", async () => {
    const edited = { lastEditedAt: "2026-01-04T08:00:00Z", editor: bot };
    const { read, asked } = reading({ data: itemData({ comments: page([comment("C2", bot, "newer", edited)]) }) });
    expect((await read())?.ownComments).toMatchObject({ known: true, value: [{ body: "newer" }] });
    expect(asked).toHaveLength(1);
  });

  it("reads every kind of fact, and board moves apart from them", async () => {
    const project = { id: "PVT_1" };
    const { read } = reading({
      data: itemData({
        timeline: page([
          event("LabeledEvent", "E1", { label: { name: "lead" } }),
          event("UnlabeledEvent", "E2", { label: { name: "lead" } }),
          event("ClosedEvent", "E3", { stateReason: "DUPLICATE" }),
          event("ReopenedEvent", "E4"),
          event("SubIssueAddedEvent", "E5", { subIssue: linked(9) }),
          event("SubIssueRemovedEvent", "E6", { subIssue: null }),
          event("TransferredEvent", "E7", { fromRepository: { nameWithOwner: "openwater/old" } }),
          event("FutureEvent", "E8"),
          event("AssignedEvent", "E9", { assignee: { login: "engineer-1" } }),
          event("UnassignedEvent", "E10", { assignee: null }),
          event("MilestonedEvent", "E11", { milestoneTitle: "2026 Q4" }),
          event("DemilestonedEvent", "E12", { milestoneTitle: "2026 Q3" }),
          event("RenamedTitleEvent", "E13", { previousTitle: "[Support] {Title}", currentTitle: "" }),
        ]),
        boardEvents: page([
          event("AddedToProjectV2Event", "B1", { project, wasAutomated: true }),
          event("ProjectV2ItemStatusChangedEvent", "B2", {
            project,
            wasAutomated: false,
            previousStatus: "",
            status: "Lead",
          }),
          event("RemovedFromProjectV2Event", "B3", { project: null, wasAutomated: false }),
        ]),
      }),
    });
    const item = await read();
    const facts = item?.history.known ? item.history.value.slice(1) : [];
    expect(facts.map(({ kind, id, at, actor, ...rest }) => [kind, id, actor?.login, rest])).toEqual([
      ["labeled", "E1", "bd-lead", { label: "lead" }],
      ["unlabeled", "E2", "bd-lead", { label: "lead" }],
      ["closed", "E3", "bd-lead", { reason: "duplicate" }],
      ["reopened", "E4", "bd-lead", {}],
      ["sub-issue-added", "E5", "bd-lead", { issue: expect.objectContaining({ id: "I_9", owner: "openwater" }) }],
      ["sub-issue-removed", "E6", "bd-lead", { issue: null }],
      ["transferred", "E7", "bd-lead", { from: "openwater/old" }],
      ["assigned", "E9", "bd-lead", { login: "engineer-1" }],
      ["unassigned", "E10", "bd-lead", { login: null }],
      ["milestoned", "E11", "bd-lead", { milestone: "2026 Q4" }],
      ["demilestoned", "E12", "bd-lead", { milestone: "2026 Q3" }],
      ["renamed", "E13", "bd-lead", { from: "[Support] {Title}", to: "" }],
    ]);
    expect(item?.boardHistory).toMatchObject({
      value: [
        { kind: "added-to-board", project: "PVT_1", automated: true },
        { kind: "board-status", project: "PVT_1", from: "", to: "Lead", automated: false },
        { kind: "removed-from-board", project: null },
      ],
    });
  });

  it("reads cards with and without a column, archived ones too, and two levels of parents", async () => {
    const status = {
      __typename: "ProjectV2ItemFieldSingleSelectValue",
      name: "Lead",
      optionId: "f75ad846",
      updatedAt: "2026-01-04T08:00:00Z",
    };
    const { read } = reading({
      data: itemData(
        {
          cards: page([
            { id: "PVTI_1", isArchived: false, project: { id: "PVT_1" }, fieldValueByName: status },
            { id: "PVTI_2", isArchived: true, project: { id: "PVT_2" }, fieldValueByName: null },
          ]),
        },
        { parent: { id: "I_2", parent: { id: "I_1" } } },
      ),
    });
    expect(await read()).toMatchObject({
      parents: ["I_2", "I_1"],
      cards: {
        value: [
          {
            id: "PVTI_1",
            archived: false,
            status: { option: "Lead", optionId: "f75ad846", updatedAt: "2026-01-04T08:00:00Z" },
          },
          { id: "PVTI_2", archived: true, status: null },
        ],
      },
    });
  });

  it("reads fields of all five kinds by their names, and the stage's field by its own", async () => {
    const values = [
      { __typename: "ProjectV2ItemFieldSingleSelectValue", name: "High", optionId: "o1", updatedAt: "x" },
      { __typename: "ProjectV2ItemFieldIterationValue", iterationId: "it1", title: "Iteration 3" },
      { __typename: "ProjectV2ItemFieldDateValue", date: "2026-03-01" },
      { __typename: "ProjectV2ItemFieldNumberValue", number: 0 },
      { __typename: "ProjectV2ItemFieldTextValue", text: "a text" },
      { __typename: "ProjectV2ItemFieldTextValue", text: "" },
      { __typename: "ProjectV2ItemFieldMilestoneValue" },
      null,
    ];
    const names = values.map((_, index) => `field ${index}`);
    const { octokit } = scripted({
      data: itemData({
        cards: page([
          {
            id: "PVTI_1",
            isArchived: false,
            project: { id: "PVT_1" },
            fieldValueByName: { __typename: "ProjectV2ItemFieldTextValue", text: "not a column" },
            ...Object.fromEntries(values.map((value, index) => [`field${index}`, value])),
          },
        ]),
      }),
    });
    const reader = createReader(octokit, createGovernor(testClock()));
    const item = await reader.readItem("I_7", { ...question, fields: names });
    expect(item?.cards).toMatchObject({
      value: [
        {
          status: null,
          values: {
            Status: { kind: "text", text: "not a column" },
            "field 0": { kind: "option", id: "o1", name: "High" },
            "field 1": { kind: "iteration", id: "it1", title: "Iteration 3" },
            "field 2": { kind: "date", date: "2026-03-01" },
            "field 3": { kind: "number", number: 0 },
            "field 4": { kind: "text", text: "a text" },
            "field 5": null,
            "field 6": null,
            "field 7": null,
          },
        },
      ],
    });
  });

  it("reads assignees, the milestone, blocking issues and when it was closed", async () => {
    const { read } = reading({
      data: itemData(
        { assignees: page([lead]), blockedBy: page([linked(9, { state: "CLOSED", stateReason: "NOT_PLANNED" })]) },
        { milestone: { id: "MI_1", title: "2026 Q4" }, state: "CLOSED", closedAt: "2026-01-04T08:00:00Z" },
      ),
    });
    expect(await read()).toMatchObject({
      assignees: { known: true, value: [{ id: "U_lead", login: "bd-lead", kind: "User" }] },
      milestone: { id: "MI_1", title: "2026 Q4" },
      blockedBy: { known: true, value: [{ number: 9, state: "closed", stateReason: "not-planned" }] },
      closedAt: "2026-01-04T08:00:00Z",
    });
  });

  it("keeps of others' comments who wrote them and when, and nothing of what they say but commands", async () => {
    const edit = "2026-01-03T09:00:00Z";
    const { read } = reading({
      data: itemData({
        comments: page([
          comment("C1", lead, "confidential"),
          comment("C2", bot, "ours"),
          comment("C3", null, "/stage won"),
          comment("C4", lead, "/stage won", { lastEditedAt: edit }),
          comment("C5", lead, "/stage won", { includesCreatedEdit: true }),
        ]),
      }),
    });
    const item = await read();
    const common = { at: "2026-01-03T08:00:00Z", role: null };
    const author = { id: "U_lead", login: "bd-lead", kind: "User" };
    expect(item?.comments).toEqual({
      known: true,
      value: [
        { id: "C1", url: "https://github.com/c/C1", ...common, author, edited: false, commands: null },
        { id: "C3", url: "https://github.com/c/C3", ...common, author: null, edited: false, commands: ["/stage won"] },
        { id: "C4", url: "https://github.com/c/C4", ...common, author, edited: true, commands: null },
        { id: "C5", url: "https://github.com/c/C5", ...common, author, edited: true, commands: null },
      ],
    });
    expect(JSON.stringify(item)).not.toContain("confidential");
  });

  const parts = [
    { part: "cards", alias: "cards", nodes: [{ id: "PVTI_1", project: null }] },
    { part: "history", alias: "timeline", nodes: [event("LabeledEvent", "E1", { label: null })] },
    {
      part: "boardHistory",
      alias: "boardEvents",
      nodes: [event("ProjectV2ItemStatusChangedEvent", "E1", { status: null })],
    },
    { part: "ownComments", alias: "comments", nodes: [null] },
    { part: "subIssues", alias: "subIssues", nodes: [null] },
    { part: "assignees", alias: "assignees", nodes: [null] },
    { part: "blockedBy", alias: "blockedBy", nodes: [null] },
  ] as const;
  it.each(parts)(
    "$part is unknown, and the rest known, when GitHub reports an error there",
    async ({ part, alias }) => {
      const errors = [{ path: [alias, "page"], message: "Something went wrong" }];
      const item = await reading({ data: itemData({ [alias]: null }), errors }).read();
      const known = parts.filter((other) => item?.[other.part].known).map((other) => other.part);
      expect(known).toEqual(parts.map((other) => other.part).filter((name) => name !== part));
      expect(item?.[part]).toMatchObject({ known: false, why: expect.stringContaining("Something went wrong") });
    },
  );

  it.each(parts)("$part is unknown when fewer came than GitHub counts", async ({ part, alias }) => {
    const item = await reading({ data: itemData({ [alias]: page([], { totalCount: 3 }) }) }).read();
    expect(item?.[part]).toMatchObject({ known: false, why: expect.stringContaining("0 of 3") });
  });

  it.each(parts)("$part is unknown when an entry lacks what it should say", async ({ part, alias, nodes }) => {
    const item = await reading({ data: itemData({ [alias]: page(nodes) }) }).read();
    expect(item?.[part].known).toBe(false);
  });

  it("makes every part unknown when GitHub says that resources ran out, and does not say where", async () => {
    const errors = [{ type: "RESOURCE_LIMITS_EXCEEDED", message: "Resource limits for this query exceeded" }];
    const item = await reading({ data: itemData(), errors }).read();
    expect(parts.filter(({ part }) => item?.[part].known)).toEqual([]);
  });

  it("reads on past a hundred, one request per further page", async () => {
    const events = Array.from({ length: 230 }, (_, index) =>
      event("LabeledEvent", `E${index}`, { label: { name: `l${index}` } }),
    );
    const { read, asked, finish } = reading(
      { data: itemData({ timeline: page(events.slice(0, 100), { ...more("A"), totalCount: 230 }) }) },
      { data: { timeline: page(events.slice(100, 200), { ...more("B"), totalCount: 230 }) } },
      { data: { timeline: page(events.slice(200), { totalCount: 230 }) } },
    );
    const item = await read();
    expect(item?.history.known && item.history.value.length).toBe(231);
    expect(asked.map((one) => [one.operation, one.variables.after])).toEqual([
      ["ReadItem", undefined],
      ["ReadMoreTimeline", "A"],
      ["ReadMoreTimeline", "B"],
    ]);
    finish();
  });

  it("finds our comment behind a hundred of others'", async () => {
    const others = Array.from({ length: 100 }, (_, index) => comment(`C${index}`, lead));
    const { read } = reading(
      { data: itemData({ comments: page(others, { ...more("A"), totalCount: 101 }) }) },
      { data: { comments: page([comment("C_own", bot)], { totalCount: 101 }) } },
    );
    expect((await read())?.ownComments).toMatchObject({ known: true, value: [{ id: "C_own" }] });
  });

  it("is unknown, not shorter, when a further page fails", async () => {
    const { read } = reading(
      { data: itemData({ comments: page([comment("C1", bot)], { ...more("A"), totalCount: 2 }) }) },
      { status: 502 },
    );
    expect((await read())?.ownComments).toMatchObject({ known: false, why: expect.stringContaining("in part only") });
  });

  it("does not follow a cursor that stands still", async () => {
    const { read, asked, finish } = reading(
      { data: itemData({ comments: page([comment("C1", bot)], { ...more("A"), totalCount: 3 }) }) },
      { data: { comments: page([comment("C2", bot)], { ...more("A"), totalCount: 3 }) } },
    );
    expect((await read())?.ownComments.known).toBe(false);
    expect(asked.length).toBe(2);
    finish();
  });

  it("reads sub-issues of sub-issues, past fifty too, and leaves one unknown that did not come whole", async () => {
    const below = Array.from({ length: 60 }, (_, index) => linked(100 + index));
    const many = { ...linked(8), subIssues: { ...page(below.slice(0, 50)).page, totalCount: 60, ...more("A") } };
    const short = { ...linked(9), subIssues: page([], { totalCount: 1 }).page };
    const { read, asked } = reading(
      { data: itemData({ subIssues: page([many, short]) }) },
      { data: { subIssues: page(below.slice(50), { totalCount: 60 }) } },
    );
    const item = await read();
    const subIssues = item?.subIssues.known ? item.subIssues.value : [];
    expect(subIssues.map((one) => [one.number, one.subIssues.known && one.subIssues.value.length])).toEqual([
      [8, 60],
      [9, false],
    ]);
    expect(asked[1]!.variables).toEqual({ issue: "I_8", after: "A" });
  });

  describe("with a token that may not see board events", () => {
    const refusal: Scripted = {
      data: null,
      errors: [{ type: "FORBIDDEN", message: "Resource not accessible by integration" }],
    };
    const without = () => {
      const { boardEvents: _, ...rest } = itemData();
      return { data: rest };
    };

    const refusals: { why: string; answer: Scripted }[] = [
      { why: "as an error of the whole", answer: refusal },
      { why: "with status 403", answer: { status: 403, body: { message: "Resource not accessible by integration" } } },
      {
        why: "as an error of the events that empties everything",
        answer: {
          data: null,
          errors: [{ type: "FORBIDDEN", path: ["boardEvents", "page", "nodes", 0], message: "no" }],
        },
      },
    ];
    it.each(refusals)("asks again without them when GitHub refuses $why", async ({ answer }) => {
      const { read, asked } = reading(answer, without());
      const item = await read();
      expect([item?.boardHistory.known, item?.history.known, item?.cards.known]).toEqual([false, true, true]);
      expect(asked.map((one) => one.operation)).toEqual(["ReadItem", "ReadItemWithoutBoardEvents"]);
    });

    it("asks for them apart from the next item on, and together again once that works", async () => {
      const events = page([event("AddedToProjectV2Event", "B1", { project: null, wasAutomated: false })]);
      const { read, asked } = reading(
        refusal,
        without(),
        without(),
        refusal,
        without(),
        { data: { boardEvents: events } },
        {
          data: itemData(),
        },
      );
      const known: (boolean | undefined)[] = [];
      for (let look = 0; look < 4; look += 1) known.push((await read())?.boardHistory.known);
      expect(known).toEqual([false, false, true, true]);
      expect(asked.map((one) => one.operation)).toEqual([
        "ReadItem",
        "ReadItemWithoutBoardEvents",
        "ReadItemWithoutBoardEvents",
        "ReadBoardEvents",
        "ReadItemWithoutBoardEvents",
        "ReadBoardEvents",
        "ReadItem",
      ]);
    });

    it("throws when the issue is refused as well", async () => {
      await expect(reading(refusal, refusal).read()).rejects.toMatchObject({ kind: "forbidden" });
    });

    it("needs no second request when GitHub refuses that part alone", async () => {
      const errors = [{ type: "FORBIDDEN", path: ["boardEvents"], message: "Resource not accessible by integration" }];
      const { read, asked } = reading({ data: itemData({ boardEvents: null }), errors });
      expect((await read())?.boardHistory.known).toBe(false);
      expect(asked.length).toBe(1);
    });
  });
});
