import { describe, expect, it } from "vitest";
import { createGovernor } from "../../src/github/governor.ts";
import type { WorldQuestion } from "../../src/github/ports.ts";
import { createReader } from "../../src/github/reader.ts";
import { connection } from "./answers.ts";
import { type Scripted, scripted, testClock } from "./scripted.ts";

const empty: WorldQuestion = {
  boards: {},
  repositories: {},
  templates: { owner: "openwater", repo: ".github", path: "", files: [] },
  identities: [],
  teams: [],
  communities: null,
};
const viewer = { id: "BOT_milepost", login: "milepost[bot]" };
const us = { id: "BOT_milepost", login: "milepost", kind: "Bot" };

function reading(...answers: readonly Scripted[]) {
  const { octokit, asked, finish } = scripted(...answers);
  return { reader: createReader(octokit, createGovernor(testClock())), asked, finish };
}

describe("readWorld", () => {
  it("reads who we write as, even when nothing is named", async () => {
    const { reader, asked } = reading({ data: { viewer } });
    expect(await reader.readWorld(empty)).toEqual({
      identities: [us],
      boards: {},
      repositories: {},
      templates: {},
      teams: {},
      communities: { known: true, value: null },
    });
    expect(asked.length).toBe(1);
  });

  it("takes a personal token's owner for a person", async () => {
    const { reader } = reading({ data: { viewer: { id: "U_1", login: "bd-lead" } } });
    expect((await reader.readWorld(empty)).identities).toEqual([{ id: "U_1", login: "bd-lead", kind: "User" }]);
  });

  it("throws when it is not said who we write as: everything depends on it", async () => {
    const { reader } = reading({ data: { viewer: null }, errors: [{ path: ["viewer"], message: "no viewer" }] });
    await expect(reader.readWorld(empty)).rejects.toThrow("It is not known who the token writes as: no viewer.");
  });

  const question: WorldQuestion = {
    ...empty,
    boards: { partnerships: { owner: "openwater", number: 61, statusField: "Status" } },
    repositories: { leads: { owner: "openwater", name: "leads" } },
    templates: { owner: "openwater", repo: ".github", path: "templates", files: ["a.md", "b.md"] },
  };
  const project = { id: "PVT", number: 61, title: "Partnerships", url: "u", public: false };
  const field = { __typename: "ProjectV2SingleSelectField", id: "F", options: [{ id: "o1", name: "Lead" }] };
  const repository = (labels: unknown) => ({
    id: "R",
    name: "leads",
    visibility: "INTERNAL",
    owner: { login: "openwater" },
    labels,
  });
  const good = {
    viewer,
    board0: { projectV2: { ...project, field } },
    repository0: repository(connection([{ id: "LA", name: "Stage: Lead" }])),
    files: { file0: { __typename: "Blob", text: "text", isBinary: false, isTruncated: false }, file1: null },
  };

  it("reads boards, labels and templates in one request; a file that is not there is proven absent", async () => {
    const { reader, asked } = reading({ data: good });
    expect(await reader.readWorld(question)).toEqual({
      identities: [us],
      boards: {
        partnerships: {
          known: true,
          value: {
            id: "PVT",
            number: 61,
            title: "Partnerships",
            url: "u",
            visibility: "private",
            status: { fieldId: "F", options: [{ id: "o1", name: "Lead" }] },
            fields: [],
            closed: false,
          },
        },
      },
      repositories: {
        leads: {
          known: true,
          value: {
            id: "R",
            owner: "openwater",
            name: "leads",
            visibility: "internal",
            labels: { "Stage: Lead": "LA" },
            milestones: {},
            archived: false,
          },
        },
      },
      teams: {},
      communities: { known: true, value: null },
      templates: { "a.md": { known: true, value: "text" }, "b.md": { known: true, value: null } },
    });
    expect(asked[0]!.variables).toMatchObject({ board0Number: 61, filesRepo: ".github", file1: "HEAD:templates/b.md" });
  });

  const fields = [
    { why: "has no such field", field: null },
    { why: "has one of another type", field: { __typename: "ProjectV2Field" } },
  ];
  it.each(fields)("keeps a board that $why, without a column", async ({ field: shown }) => {
    const { reader } = reading({ data: { ...good, board0: { projectV2: { ...project, field: shown } } } });
    expect((await reader.readWorld(question)).boards.partnerships).toMatchObject({
      known: true,
      value: { status: null },
    });
  });

  it("reads the fields of a board, of its five kinds only, with iterations oldest first", async () => {
    const board = {
      ...project,
      closed: true,
      field,
      fields: {
        nodes: [
          { __typename: "ProjectV2Field", id: "F1", name: "Title", dataType: "TITLE" },
          { __typename: "ProjectV2Field", id: "F2", name: "Estimate", dataType: "NUMBER" },
          { __typename: "ProjectV2Field", id: "F3", name: "End date", dataType: "DATE" },
          { __typename: "ProjectV2Field", id: "F4", name: "Note", dataType: "TEXT" },
          { __typename: "ProjectV2SingleSelectField", id: "F5", name: "Impact", options: [{ id: "o1", name: "High" }] },
          {
            __typename: "ProjectV2IterationField",
            id: "F6",
            name: "Iteration",
            configuration: {
              iterations: [
                { id: "i3", title: "Three", startDate: "2026-01-29", duration: 14 },
                { id: "i4", title: "Four", startDate: "2026-02-12", duration: 7 },
              ],
              completedIterations: [
                { id: "i2", title: "Two", startDate: "2026-01-15", duration: 14 },
                { id: "i1", title: "One", startDate: "2026-01-01", duration: 14 },
              ],
            },
          },
          null,
        ],
      },
    };
    const { reader } = reading({ data: { ...good, board0: { projectV2: board } } });
    const read = (await reader.readWorld(question)).boards.partnerships;
    const plain = { options: [], iterations: [] };
    expect(read?.known && [read.value.closed, read.value.fields]).toEqual([
      true,
      [
        { id: "F2", name: "Estimate", kind: "number", ...plain },
        { id: "F3", name: "End date", kind: "date", ...plain },
        { id: "F4", name: "Note", kind: "text", ...plain },
        { id: "F5", name: "Impact", kind: "option", options: [{ id: "o1", name: "High" }], iterations: [] },
        {
          id: "F6",
          name: "Iteration",
          kind: "iteration",
          options: [],
          iterations: [
            { id: "i1", title: "One", start: "2026-01-01", days: 14 },
            { id: "i2", title: "Two", start: "2026-01-15", days: 14 },
            { id: "i3", title: "Three", start: "2026-01-29", days: 14 },
            { id: "i4", title: "Four", start: "2026-02-12", days: 7 },
          ],
        },
      ],
    ]);
  });

  it("reads open milestones, and whether a repository is archived", async () => {
    const shown = { ...good.repository0, isArchived: true, milestones: { nodes: [{ id: "MI", title: "2026 Q4" }] } };
    const { reader } = reading({ data: { ...good, repository0: shown } });
    const { leads } = (await reader.readWorld(question)).repositories;
    expect(leads).toMatchObject({ value: { milestones: { "2026 Q4": "MI" }, archived: true } });
  });

  describe("teams and communities", () => {
    const asking: WorldQuestion = {
      ...empty,
      teams: ["@openwater/support"],
      communities: { owner: "openwater", repo: "data", path: "communities.yml" },
    };
    const member = (login: string) => ({ __typename: "User", id: `U_${login}`, login });
    const team = (members: unknown) => ({ team: { id: "T", members } });
    const blob = { __typename: "Blob", text: "temple: {}", isBinary: false, isTruncated: false };
    const answered = { viewer, team0: team(connection([member("engineer-1")])), communities: { file: blob } };

    it("reads members and the communities file in the same request", async () => {
      const { reader, asked } = reading({ data: answered });
      const world = await reader.readWorld(asking);
      expect(world.teams).toEqual({
        "@openwater/support": { known: true, value: [{ id: "U_engineer-1", login: "engineer-1", kind: "User" }] },
      });
      expect(world.communities).toEqual({ known: true, value: "temple: {}" });
      expect(asked.map((one) => one.variables)).toEqual([
        {
          team0Org: "openwater",
          team0Slug: "support",
          communitiesOwner: "openwater",
          communitiesRepo: "data",
          communitiesFile: "HEAD:communities.yml",
        },
      ]);
    });

    it("tells a communities file that is not there from one that cannot be read", async () => {
      const absent = reading({ data: { ...answered, communities: { file: null } } }).reader;
      expect((await absent.readWorld(asking)).communities).toEqual({ known: true, value: null });
      const errors = [{ type: "FORBIDDEN", path: ["communities", "file"], message: "no" }];
      const refused = reading({ data: { ...answered, communities: { file: null } }, errors }).reader;
      expect((await refused.readWorld(asking)).communities).toMatchObject({ known: false });
    });

    it("reads members past a hundred", async () => {
      const many = Array.from({ length: 120 }, (_, index) => member(`engineer-${index}`));
      const first = connection(many.slice(0, 100), {
        totalCount: 120,
        pageInfo: { hasNextPage: true, endCursor: "A" },
      });
      const { reader, asked } = reading(
        { data: { ...answered, team0: team(first) } },
        { data: { team: { members: connection(many.slice(100), { totalCount: 120 }) } } },
      );
      const read = (await reader.readWorld(asking)).teams["@openwater/support"];
      expect(read?.known && read.value.length).toBe(120);
      expect(asked[1]!.variables).toEqual({ team: "T", after: "A" });
    });

    const refusal = { type: "FORBIDDEN", message: "Resource not accessible by integration" };
    const losses: { why: string; answers: Scripted[]; operations: number; says: string }[] = [
      {
        why: "GitHub refuses members alone",
        answers: [{ data: { ...answered, team0: null }, errors: [{ ...refusal, path: ["team0", "team"] }] }],
        operations: 1,
        says: "Members: read",
      },
      {
        why: "GitHub refuses the whole request because of them",
        answers: [{ data: null, errors: [{ ...refusal, path: ["team0", "team"] }] }, { data: answered }],
        operations: 2,
        says: "Members: read",
      },
      {
        why: "GitHub refuses with status 403",
        answers: [{ status: 403, body: { message: "Resource not accessible by integration" } }, { data: answered }],
        operations: 2,
        says: "Members: read",
      },
      {
        why: "there is no such team",
        answers: [{ data: { ...answered, team0: { team: null } } }],
        operations: 1,
        says: "was not found",
      },
      {
        why: "fewer members came than GitHub counts",
        answers: [{ data: { ...answered, team0: team(connection([], { totalCount: 2 })) } }],
        operations: 1,
        says: "0 of 2",
      },
    ];
    it.each(losses)("keeps the rest of the world when $why", async ({ answers, operations, says }) => {
      const { reader, asked } = reading(...answers);
      const world = await reader.readWorld(asking);
      expect(world.teams["@openwater/support"]).toMatchObject({ known: false, why: expect.stringContaining(says) });
      expect([world.identities, world.communities.known]).toEqual([[us], true]);
      expect(asked.length).toBe(operations);
    });
  });

  const notFound = (...path: string[]) => ({ type: "NOT_FOUND", path, message: "Could not resolve" });
  const forbidden = (...path: string[]) => ({
    type: "FORBIDDEN",
    path,
    message: "Resource not accessible by integration",
  });
  const refused = [
    {
      data: { ...good, board0: { projectV2: null } },
      error: notFound("board0", "projectV2"),
      unknown: ["partnerships"],
      why: "The board openwater/61 was not found, or the token may not see it.",
    },
    {
      data: { ...good, board0: null },
      error: forbidden("board0"),
      unknown: ["partnerships"],
      why: "The board openwater/61 may not be read (Resource not accessible by integration). Grant the App Organization projects: read in the installation's settings.",
    },
    {
      data: { ...good, repository0: null },
      error: notFound("repository0"),
      unknown: ["leads"],
      why: "The repository openwater/leads was not found, or the token may not see it.",
    },
    {
      data: { ...good, files: null },
      error: notFound("files"),
      unknown: ["a.md", "b.md"],
      why: "The repository openwater/.github was not found, or the token may not see it.",
    },
    {
      data: { ...good, files: { ...good.files, file1: null } },
      error: forbidden("files", "file1"),
      unknown: ["b.md"],
      why: "Files of openwater/.github may not be read (Resource not accessible by integration). Grant the App Contents: read in the installation's settings.",
    },
    {
      data: { ...good, files: { ...good.files, file0: { ...good.files.file0, isTruncated: true } } },
      error: null,
      unknown: ["a.md"],
      why: "The file in openwater/.github is too long: GitHub cut it short.",
    },
    ...["../../etc/passwd", "/etc/hosts", "other.md", "onboarding/phase-1.md"].map((text) => ({
      data: { ...good, files: { ...good.files, file0: { ...good.files.file0, text } } },
      error: null,
      unknown: ["a.md"],
      why: "What is at that path in openwater/.github is a symbolic link, which is not followed.",
    })),
    {
      data: { ...good, files: { ...good.files, file0: { __typename: "Tree" } } },
      error: null,
      unknown: ["a.md"],
      why: "What is at that path in openwater/.github is not a text file.",
    },
    {
      data: { ...good, repository0: repository(connection([], { totalCount: 2 })) },
      error: null,
      unknown: ["leads"],
      why: "GitHub sent 0 of 2 labels of openwater/leads",
    },
  ];
  it.each(refused)("leaves only that part unknown: $why", async ({ data, error, unknown, why }) => {
    const { reader } = reading({ data, ...(error ? { errors: [error] } : {}) });
    const { boards, repositories, templates } = await reader.readWorld(question);
    const parts = Object.entries({ ...boards, ...repositories, ...templates });
    const notKnown = parts.flatMap(([name, part]) => (part.known ? [] : [[name, part.why]]));
    expect(notKnown).toEqual(unknown.map((name) => [name, why]));
  });

  it("reads labels past a hundred", async () => {
    const many = Array.from({ length: 150 }, (_, index) => ({ id: `LA_${index}`, name: `label ${index}` }));
    const first = connection(many.slice(0, 100), { totalCount: 150, pageInfo: { hasNextPage: true, endCursor: "A" } });
    const { reader, asked } = reading(
      { data: { ...good, repository0: repository(first) } },
      { data: { repository: { labels: connection(many.slice(100), { totalCount: 150 }) } } },
    );
    const { leads } = (await reader.readWorld(question)).repositories;
    expect(leads?.known && Object.keys(leads.value.labels).length).toBe(150);
    expect(asked[1]!.variables).toEqual({ repository: "R", after: "A" });
  });

  it("looks for a former writer as a Bot first, so that a person who takes its login is not believed", async () => {
    const { reader, asked } = reading({ data: { viewer } }, { status: 200, body: { node_id: "BOT_old", type: "Bot" } });
    const world = await reader.readWorld({ ...empty, identities: ["old-app"] });
    expect(world.identities.slice(1)).toEqual([{ id: "BOT_old", login: "old-app", kind: "Bot" }]);
    expect(asked[1]!.address).toBe("https://api.github.com/users/old-app%5Bbot%5D");
  });

  it("takes a former writer for a person when there is no such Bot, and leaves out who is gone", async () => {
    const missing = { status: 404, body: { message: "Not Found" } };
    const person = { status: 200, body: { node_id: "U_old", type: "User" } };
    const one = reading({ data: { viewer } }, missing, person).reader;
    expect((await one.readWorld({ ...empty, identities: ["old-person"] })).identities.slice(1)).toEqual([
      { id: "U_old", login: "old-person", kind: "User" },
    ]);
    const none = reading({ data: { viewer } }, missing, missing).reader;
    expect((await none.readWorld({ ...empty, identities: ["gone"] })).identities).toEqual([us]);
  });

  it("throws when a former writer cannot be looked up: its texts would be taken for a person's", async () => {
    const { reader } = reading({ data: { viewer } }, { status: 502 });
    await expect(reader.readWorld({ ...empty, identities: ["old-app"] })).rejects.toMatchObject({
      kind: "unavailable",
    });
  });
});

describe("readFile", () => {
  const blob = { __typename: "Blob", text: "version: 1", isBinary: false, isTruncated: false };
  const cases = [
    {
      why: "the file",
      answer: { data: { repository: { object: blob } } },
      expected: { known: true, value: "version: 1" },
    },
    {
      why: "an empty file is not an absent one",
      answer: { data: { repository: { object: { ...blob, text: "" } } } },
      expected: { known: true, value: "" },
    },
    { why: "no such file", answer: { data: { repository: { object: null } } }, expected: { known: true, value: null } },
    {
      why: "no such repository for this token",
      answer: {
        data: { repository: null },
        errors: [{ type: "NOT_FOUND", path: ["repository"], message: "Could not resolve" }],
      },
      expected: { known: true, value: null },
    },
    {
      why: "no permission is not absence",
      answer: {
        data: { repository: { object: null } },
        errors: [{ type: "FORBIDDEN", path: ["repository", "object"], message: "no" }],
      },
      expected: { known: false, why: expect.stringContaining("Contents: read") },
    },
    {
      why: "bad credentials are not absence",
      answer: { status: 401, body: { message: "Bad credentials" } },
      expected: { known: false, why: "401 Bad credentials" },
    },
    {
      why: "an outage is not absence",
      answer: { status: 503 },
      expected: { known: false, why: expect.stringContaining("503") },
    },
    {
      why: "an empty answer is not absence",
      answer: { data: {} },
      expected: { known: false, why: expect.stringContaining("did not send") },
    },
  ];
  it.each(cases)("$why", async ({ answer, expected }) => {
    const { reader } = reading(answer as Scripted);
    expect(await reader.readFile("openwater", ".github", ".github/milepost.yml")).toEqual(expected);
  });

  it("throws on a limit, which is about more than this file", async () => {
    const { reader } = reading({ status: 429 });
    await expect(reader.readFile("o", "r", "p")).rejects.toMatchObject({ kind: "limited" });
  });
});

describe("readFileAt", () => {
  const commit = "0123456789abcdef0123456789abcdef01234567";
  const blob = { __typename: "Blob", text: "version: 1", isBinary: false, isTruncated: false };
  const shown = (object: unknown, there: unknown = { __typename: "Commit" }) => ({
    data: { repository: { object, commit: there } },
  });
  const cases = [
    { why: "the file", answer: shown(blob), expected: { known: true, value: "version: 1" } },
    { why: "no such file in that commit", answer: shown(null), expected: { known: true, value: null } },
    {
      why: "no such commit is not absence",
      answer: shown(null, null),
      expected: { known: false, why: expect.stringContaining("no such commit") },
    },
  ];
  it.each(cases)("$why", async ({ answer, expected }) => {
    const { reader, asked } = reading(answer);
    expect(await reader.readFileAt("o", "r", "p.yml", commit)).toEqual(expected);
    expect(asked[0]!.variables).toEqual({ owner: "o", repo: "r", expression: `${commit}:p.yml`, commit });
  });

  it("asks nothing for what is no hash", async () => {
    const { reader, asked } = reading();
    expect(await reader.readFileAt("o", "r", "p.yml", "main")).toMatchObject({ known: false });
    expect(asked).toEqual([]);
  });
});

describe("readIssueId", () => {
  const cases = [
    { why: "the id", answer: { data: { repository: { issue: { id: "I_7" } } } }, expected: "I_7" },
    {
      why: "no such issue",
      answer: {
        data: { repository: { issue: null } },
        errors: [{ type: "NOT_FOUND", path: ["repository", "issue"], message: "m" }],
      },
      expected: null,
    },
  ];
  it.each(cases)("$why", async ({ answer, expected }) => {
    expect(await reading(answer).reader.readIssueId({ owner: "o", repo: "r", number: 7 })).toBe(expected);
  });

  it("throws when GitHub does not say", async () => {
    const { reader } = reading({
      data: { repository: null },
      errors: [{ type: "FORBIDDEN", path: ["repository"], message: "no" }],
    });
    await expect(reader.readIssueId({ owner: "o", repo: "r", number: 7 })).rejects.toMatchObject({ kind: "forbidden" });
  });
});

describe("readGlimpses", () => {
  const glimpse = (number: number, more: Record<string, unknown> = {}) => ({
    id: `I_${number}`,
    number,
    updatedAt: "2026-01-02T08:00:00Z",
    state: "OPEN",
    labels: { nodes: [{ name: "lead" }, { name: "hub" }] },
    subIssuesSummary: { total: 2, completed: 1 },
    issueDependenciesSummary: { blockedBy: 1, totalBlockedBy: 1 },
    projectItems: {
      nodes: [
        {
          id: "PVTI",
          isArchived: false,
          project: { id: "PVT" },
          fieldValueByName: { optionId: "o1", updatedAt: "2026-01-02T08:00:00Z" },
        },
      ],
    },
    ...more,
  });
  const issues = (nodes: readonly unknown[], more: Record<string, unknown> = {}): Scripted => ({
    data: { repository: { issues: connection(nodes, more) } },
  });

  it("reads none of an empty repository, and asks without a label when there is none", async () => {
    const { reader, asked } = reading(issues([]));
    expect(await reader.readGlimpses("o", "r", null, "Status")).toEqual({ known: true, value: [] });
    expect(asked[0]!.variables).toEqual({ owner: "o", repo: "r", statusField: "Status" });
  });

  it("reads a hundred per request", async () => {
    const all = Array.from({ length: 120 }, (_, index) => glimpse(index + 1));
    const { reader, asked } = reading(
      issues(all.slice(0, 100), { totalCount: 120, pageInfo: { hasNextPage: true, endCursor: "A" } }),
      issues(all.slice(100), { totalCount: 120 }),
    );
    const read = await reader.readGlimpses("o", "r", "lead", "Status");
    expect(read.known && read.value.map((one) => one.number)).toEqual(all.map((one) => one.number));
    expect(asked.map((one) => one.variables.after)).toEqual([undefined, "A"]);
    expect(asked[1]!.variables.labels).toEqual(["lead"]);
  });

  const card = (more: Record<string, unknown>) => ({
    projectItems: { nodes: [{ ...glimpse(1).projectItems.nodes[0], ...more }] },
  });
  const changes = [
    { why: "a label", more: { labels: { nodes: [{ name: "lead" }] } } },
    { why: "its state", more: { state: "CLOSED" } },
    { why: "its time", more: { updatedAt: "2026-01-02T08:00:01Z" } },
    { why: "a closed sub-issue", more: { subIssuesSummary: { total: 2, completed: 2 } } },
    { why: "another field of its card", more: card({ updatedAt: "2026-01-02T08:00:01Z" }) },
    { why: "a new sub-issue", more: { subIssuesSummary: { total: 3, completed: 1 } } },
    { why: "what blocks it was closed", more: { issueDependenciesSummary: { blockedBy: 0, totalBlockedBy: 1 } } },
    { why: "something more blocks it", more: { issueDependenciesSummary: { blockedBy: 1, totalBlockedBy: 2 } } },
    { why: "its column", more: card({ fieldValueByName: { optionId: "o2", updatedAt: "2026-01-02T08:00:00Z" } }) },
    {
      why: "a column set and set back",
      more: card({ fieldValueByName: { optionId: "o1", updatedAt: "2026-01-02T08:00:01Z" } }),
    },
    { why: "an archived card", more: card({ isArchived: true }) },
    { why: "no card any more", more: { projectItems: { nodes: [] } } },
  ];
  it.each(changes)("tells by the fingerprint: $why", async ({ more }) => {
    const { reader } = reading(issues([glimpse(1)]), issues([glimpse(1, more)]));
    const [before, after] = [
      await reader.readGlimpses("o", "r", null, "Status"),
      await reader.readGlimpses("o", "r", null, "Status"),
    ];
    expect(before.known && after.known && before.value[0]!.fingerprint !== after.value[0]!.fingerprint).toBe(true);
  });

  it("has the same fingerprint whatever the order of labels", async () => {
    const { reader } = reading(
      issues([glimpse(1)]),
      issues([glimpse(1, { labels: { nodes: [{ name: "hub" }, { name: "lead" }] } })]),
    );
    expect(await reader.readGlimpses("o", "r", null, "Status")).toEqual(
      await reader.readGlimpses("o", "r", null, "Status"),
    );
  });

  it("is unknown when a page failed or came short", async () => {
    const { reader } = reading(
      issues([glimpse(1)], { totalCount: 2, pageInfo: { hasNextPage: true, endCursor: "A" } }),
      { status: 502 },
      issues([glimpse(1)], { totalCount: 2 }),
    );
    expect((await reader.readGlimpses("o", "r", null, "Status")).known).toBe(false);
    expect((await reader.readGlimpses("o", "r", null, "Status")).known).toBe(false);
  });

  it("still serves when the boards may not be seen", async () => {
    const errors = [{ type: "FORBIDDEN", path: ["repository", "issues", "nodes", 0, "projectItems"], message: "no" }];
    const { reader } = reading({
      data: { repository: { issues: connection([glimpse(1, { projectItems: null })]) } },
      errors,
    });
    expect(await reader.readGlimpses("o", "r", null, "Status")).toMatchObject({ known: true, value: [{ number: 1 }] });
  });
});
