import { describe, expect, it } from "vitest";
import { createGovernor, type Governor, type WriteCost } from "../../src/github/governor.ts";
import { createWriter } from "../../src/github/writer.ts";
import type { Change, CreateIssue } from "../../src/model/change.ts";
import type { FieldValue } from "../../src/model/snapshot.ts";
import { type Scripted, scripted, testClock } from "./scripted.ts";

const key = { installation: 1, issue: "I_7" };
const why = { rule: "pipelines.leads", fact: "bd-lead moved the card" };
const column = { fieldId: "F", optionId: "o1", name: "Lead" };

const addLabel = (name: string, label: string | null = `LA_${name}`): Change => ({
  ...why,
  kind: "add-label",
  issue: "I_7",
  name,
  label,
});
const removeLabel: Change = { ...why, kind: "remove-label", issue: "I_7", name: "old", label: "LA_old" };
const setStatus: Change = { ...why, kind: "set-status", project: "PVT", board: "b", card: "PVTI", status: column };
const addToBoard: Change = { ...why, kind: "add-to-board", project: "PVT", board: "b", issue: "I_7", status: column };
const editComment: Change = { ...why, kind: "edit-comment", comment: "C", key: "k", body: "new", before: "old" };
const addComment: Change = { ...why, kind: "add-comment", issue: "I_7", key: "k", body: "text" };
const createLabel = (name: string, repository = "R_leads"): Change => ({
  ...why,
  kind: "create-label",
  repository,
  repositoryName: "o/r",
  name,
  color: "aabbcc",
  description: "",
});
const createIssue = (id: string, more: Partial<CreateIssue> = {}): Change => ({
  ...why,
  kind: "create-issue",
  key: id,
  repository: "R_infra",
  repositoryName: "o/infra",
  title: id,
  body: "b",
  labels: [],
  assignees: [],
  parent: { kind: "issue", id: "I_7" },
  projects: [],
  ...more,
});

const done = { clientMutationId: null };
const made = (id: string) => ({ issue: { id, url: `https://github.com/${id}` } });

/** `data` with one alias per value. */
function data(...values: readonly unknown[]): Scripted {
  return { data: Object.fromEntries(values.map((value, index) => [`change${index}`, value] as const)) };
}

function writing(...answers: readonly Scripted[]) {
  const { octokit, asked, finish } = scripted(...answers);
  const writer = createWriter(octokit, createGovernor(testClock()));
  const write = async (...changes: readonly Change[]) => {
    const outcomes = await writer.write(key, changes);
    finish();
    return outcomes;
  };
  return { write, asked };
}

const fieldsOf = (document: string) => [...document.matchAll(/change\d+: (\w+)/g)].map((found) => found[1]);

describe("the writer", () => {
  it("sends nothing for nothing", async () => {
    const { write, asked } = writing();
    expect(await write()).toEqual([]);
    expect(asked).toEqual([]);
  });

  it("sends everything idempotent in one document: columns first, labels in before labels out", async () => {
    const { write, asked } = writing(data(done, done, done, done));
    expect(await write(removeLabel, editComment, addLabel("new"), setStatus)).toEqual(
      Array(4).fill({ kind: "applied" }),
    );
    expect(asked.map((one) => [one.operation, fieldsOf(one.document)])).toEqual([
      [
        "WritePlan",
        ["updateProjectV2ItemFieldValue", "addLabelsToLabelable", "removeLabelsFromLabelable", "updateIssueComment"],
      ],
    ]);
    expect(asked[0]!.variables).toEqual({
      input0: { projectId: "PVT", itemId: "PVTI", fieldId: "F", value: { singleSelectOptionId: "o1" } },
      input1: { labelableId: "I_7", labelIds: ["LA_new"] },
      input2: { labelableId: "I_7", labelIds: ["LA_old"] },
      input3: { id: "C", body: "new" },
    });
  });

  it("makes a label first where its id is needed, and names the id", async () => {
    const { write, asked } = writing(data({ label: { id: "LA_made" } }), data(done));
    const outcomes = await write(addLabel("Stage: Lead", null), createLabel("stage: lead"));
    expect(outcomes).toEqual([{ kind: "applied" }, { kind: "applied", id: "LA_made" }]);
    expect(asked.map((one) => one.operation)).toEqual(["CreateLabels", "WritePlan"]);
    expect(asked[1]!.variables).toEqual({ input0: { labelableId: "I_7", labelIds: ["LA_made"] } });
  });

  it("makes labels in the one document where only a new issue needs them", async () => {
    const { write, asked } = writing(data({ label: { id: "LA_made" } }, done), data(made("I_8")));
    await write(
      createLabel("hub", "R_infra"),
      addLabel("new"),
      createIssue("a", { labels: [{ name: "hub", label: null }] }),
    );
    expect(asked.map((one) => one.operation)).toEqual(["WritePlan", "CreateIssue"]);
    expect(asked[1]!.variables.input0).toMatchObject({ labelIds: ["LA_made"] });
  });

  it("asks GitHub which label is meant when one name is made in two repositories", async () => {
    const { write, asked } = writing(
      data({ label: { id: "LA_infra" } }, { label: { id: "LA_leads" } }),
      { data: { issue: { repository: { id: "R_leads" } } } },
      data(done),
    );
    await write(createLabel("lead", "R_infra"), createLabel("lead", "R_leads"), addLabel("lead", null));
    expect(asked[2]!.variables).toEqual({ input0: { labelableId: "I_7", labelIds: ["LA_leads"] } });
  });

  it("sets the column of a new card by the id that adding it gave back", async () => {
    const { write, asked } = writing(data({ item: { id: "PVTI_new" } }), data(done));
    expect(await write(addToBoard)).toEqual([{ kind: "applied" }]);
    expect(asked.map((one) => one.operation)).toEqual(["WritePlan", "WriteColumns"]);
    expect(asked[1]!.variables.input0).toMatchObject({ itemId: "PVTI_new" });
  });

  const visibilities = [
    { why: "it is as it was", now: "PRIVATE", outcome: { kind: "applied" } },
    { why: "it was made public in between", now: "PUBLIC", outcome: { kind: "failed" } },
    { why: "it was made internal in between", now: "INTERNAL", outcome: { kind: "failed" } },
    { why: "GitHub does not say what it is", now: null, outcome: { kind: "failed" } },
  ];
  it.each(visibilities)(
    "looks who may read a place before it writes there what not everybody may: $why",
    async (row) => {
      const read = { data: { repository0: row.now === null ? null : { visibility: row.now } } };
      const opened = row.outcome.kind === "applied";
      const { write, asked } = writing(read, ...(opened ? [data(made("I_8")), data(made("I_9"))] : []));
      const outcomes = await write(
        createIssue("a", { onlyWhile: "private" }),
        createIssue("b", { onlyWhile: "private", parent: { kind: "created", key: "a" } }),
      );
      expect(outcomes, row.why).toMatchObject([row.outcome, row.outcome]);
      expect(asked.map(({ operation }) => operation)).toEqual([
        "ReadVisibilities",
        ...(opened ? ["CreateIssue", "CreateIssue"] : []),
      ]);
      expect(asked[0]!.variables).toEqual({ repository0: "R_infra" });
    },
  );

  const editIssue: Change = {
    ...why,
    kind: "edit-issue",
    issue: "I_7",
    title: "new",
    body: null,
    before: { title: "old", body: "b" },
  };
  const note: Change = {
    ...why,
    kind: "set-field",
    project: "PVT",
    board: "b",
    card: "PVTI",
    field: { id: "F", name: "Note", kind: "text", options: [], iterations: [] },
    value: { kind: "text", text: "t" },
    before: null,
  };
  const texts = [
    { text: note, place: "PVT", why: "a field of a board", now: { public: true } },
    { text: addComment, place: "I_7", why: "a comment", now: { repository: { visibility: "PUBLIC" } } },
    { text: editComment, place: "C", why: "its edit", now: { issue: { repository: { visibility: "PUBLIC" } } } },
    { text: editIssue, place: "I_7", why: "a title", now: { repository: { visibility: "PUBLIC" } } },
    { text: addComment, place: "I_7", why: "an issue that is gone", now: null },
  ];
  it.each(texts)("writes no text where more people may read by now, and the rest goes on: $why", async (row) => {
    const { write, asked } = writing({ data: { repository0: row.now } }, data(done));
    const outcomes = await write({ ...row.text, onlyWhile: "private" } as Change, addLabel("lead"));
    expect(outcomes, row.why).toMatchObject([{ kind: "failed" }, { kind: "applied" }]);
    expect(asked.map(({ operation }) => operation)).toEqual(["ReadVisibilities", "WritePlan"]);
    expect(asked[0]!.variables).toEqual({ repository0: row.place });
  });

  it("edits a comment where as few may read as before", async () => {
    const { write } = writing(
      { data: { repository0: { issue: { repository: { visibility: "PRIVATE" } } } } },
      data(done),
    );
    expect(await write({ ...editComment, onlyWhile: "private" } as Change)).toMatchObject([{ kind: "applied" }]);
  });

  it("sets a field on a board that is as private as before", async () => {
    const { write, asked } = writing({ data: { repository0: { public: false } } }, data(done));
    expect(await write({ ...note, onlyWhile: "private" } as Change)).toMatchObject([{ kind: "applied" }]);
    expect(asked.map(({ operation }) => operation)).toEqual(["ReadVisibilities", "WritePlan"]);
  });

  it("opens nothing while it cannot be read who may read a place", async () => {
    const { write } = writing({ status: 502 });
    const [outcome] = await write(createIssue("a", { onlyWhile: "private" }));
    expect(outcome).toMatchObject({ kind: "refused" });
  });

  it("opens an issue with parent, labels, boards and assignees in one call, and looks a login up once", async () => {
    const { write, asked } = writing(
      {
        data: { user0: { id: "U_1" }, user1: null },
        errors: [{ type: "NOT_FOUND", path: ["user1"], message: "Could not resolve to a User" }],
      },
      data(made("I_8")),
      {
        data: { user0: null },
        errors: [{ type: "NOT_FOUND", path: ["user0"], message: "Could not resolve to a User" }],
      },
      data(made("I_9")),
    );
    const assignees = ["engineer-1", "left-long-ago"];
    const outcomes = await write(
      createIssue("a", { assignees, projects: ["PVT"], labels: [{ name: "hub", label: "LA_hub" }] }),
      createIssue("b", { assignees }),
    );
    expect(outcomes).toEqual([
      { kind: "applied", id: "I_8", url: "https://github.com/I_8" },
      { kind: "applied", id: "I_9", url: "https://github.com/I_9" },
    ]);
    expect(asked[1]!.variables.input0).toEqual({
      repositoryId: "R_infra",
      title: "a",
      body: "b",
      parentIssueId: "I_7",
      labelIds: ["LA_hub"],
      assigneeIds: ["U_1"],
      projectV2Ids: ["PVT"],
    });
    expect(asked[2]!.variables).toEqual({ login0: "left-long-ago" });
  });

  it("sends creations one by one, in order, children under the parent just made", async () => {
    const { write, asked } = writing(
      data(made("I_8")),
      data(made("I_9")),
      data({ commentEdge: { node: { id: "C1", url: "u" } } }),
    );
    const outcomes = await write(
      createIssue("a"),
      createIssue("a/1", { parent: { kind: "created", key: "a" } }),
      addComment,
    );
    expect(asked.map((one) => one.operation)).toEqual(["CreateIssue", "CreateIssue", "AddComment"]);
    expect(asked[1]!.variables.input0).toMatchObject({ parentIssueId: "I_8" });
    expect(outcomes[2]).toEqual({ kind: "applied", id: "C1", url: "u" });
  });

  it("refuses children whose parent was not made", async () => {
    const { write, asked } = writing({
      ...data(null),
      errors: [{ type: "UNPROCESSABLE", path: ["change0"], message: "Title can't be blank" }],
    });
    const outcomes = await write(createIssue("a"), createIssue("a/1", { parent: { kind: "created", key: "a" } }));
    expect(outcomes).toEqual([
      { kind: "failed", why: "Title can't be blank" },
      { kind: "refused", why: "It waits for its parent, which was not opened." },
    ]);
    expect(asked.length).toBe(1);
  });

  it("judges each alias by itself", async () => {
    const { write } = writing({
      data: { change0: null, change1: done },
      errors: [{ type: "FORBIDDEN", path: ["change0"], message: "Resource not accessible by integration" }],
    });
    expect(await write(setStatus, addLabel("new"))).toEqual([
      {
        kind: "failed",
        why: "Resource not accessible by integration: the App lacks Organization projects: write. Open the installation's settings and grant it.",
      },
      { kind: "applied" },
    ]);
  });

  const answered: { why: string; change: Change; error: object; outcome: object }[] = [
    {
      why: "the label to be made is there",
      change: createLabel("hub"),
      error: { type: "UNPROCESSABLE", message: "Name has already been taken" },
      outcome: { kind: "unchanged" },
    },
    {
      why: "the issue is on the board",
      change: addToBoard,
      error: { type: "UNPROCESSABLE", message: "Content already exists in this project" },
      outcome: { kind: "unchanged" },
    },
    {
      why: "the label to be taken off was deleted",
      change: removeLabel,
      error: { type: "NOT_FOUND", message: "Could not resolve to a node with the global id of 'LA_old'." },
      outcome: { kind: "unchanged" },
    },
    {
      why: "the label to be put on was deleted",
      change: addLabel("new"),
      error: { type: "NOT_FOUND", message: "Could not resolve to a node with the global id of 'LA_new'." },
      outcome: {
        kind: "failed",
        why: "The label new is gone: Could not resolve to a node with the global id of 'LA_new'. The next look makes it again.",
      },
    },
    {
      why: "the comment was deleted",
      change: editComment,
      error: { type: "NOT_FOUND", message: "Could not resolve to a node with the global id of 'C'" },
      outcome: {
        kind: "failed",
        why: "The comment is gone: Could not resolve to a node with the global id of 'C'. The next look makes a new one.",
      },
    },
    {
      why: "GitHub timed out on it",
      change: addLabel("new"),
      error: { message: "Something went wrong while executing your query" },
      outcome: { kind: "unknown", why: "Something went wrong while executing your query" },
    },
  ];
  it.each(answered)("says what became of it when $why", async ({ change, error, outcome }) => {
    const { write } = writing({ data: { change0: null }, errors: [{ ...error, path: ["change0"] }] });
    expect(await write(change)).toEqual([outcome]);
  });

  const open: { why: string; answer: Scripted }[] = [
    { why: "500, though it may have been done", answer: { status: 500, body: { message: "Server Error" } } },
    { why: "502", answer: { status: 502, body: { message: "Bad gateway" } } },
    { why: "a broken socket", answer: { socket: "ECONNRESET" } },
    { why: "a proxy's page", answer: { text: "<html></html>" } },
    { why: "an answer without the alias", answer: { data: {} } },
    {
      why: "half an answer",
      answer: { data: { change0: { issue: null } }, errors: [{ path: ["change0", "issue"], message: "no" }] },
    },
  ];
  it.each(open)("calls it unknown, sends it once and nothing after it: $why", async ({ answer }) => {
    const { write, asked } = writing(answer);
    const outcomes = await write(createIssue("a"), addComment);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(["unknown", "refused"]);
    expect(asked.length).toBe(1);
  });

  const limits: { why: string; answer: Scripted }[] = [
    {
      why: "403 secondary, with retry-after",
      answer: {
        status: 403,
        body: { message: "You have exceeded a secondary rate limit" },
        headers: { "retry-after": "60" },
      },
    },
    {
      why: "403 secondary, without",
      answer: { status: 403, body: { message: "You have exceeded a secondary rate limit" } },
    },
    { why: "429", answer: { status: 429 } },
    {
      why: "200 RATE_LIMITED",
      answer: { data: null, errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] },
    },
  ];
  it.each(limits)("refuses everything until the limit is over: $why", async ({ answer }) => {
    const { write, asked } = writing(answer);
    const outcomes = await write(addLabel("new"), createIssue("a"), addComment);
    expect(outcomes.map((outcome) => [outcome.kind, "until" in outcome && outcome.until])).toEqual(
      Array(3).fill(["refused", "2026-01-05T09:01:00Z"]),
    );
    expect(asked.length).toBe(1);
  });

  it("keeps what was done before a limit came in the middle of a document", async () => {
    const { write } = writing({
      data: { change0: done, change1: null },
      errors: [{ type: "RATE_LIMITED", path: ["change1"], message: "API rate limit exceeded" }],
    });
    const outcomes = await write(addLabel("new"), removeLabel, createIssue("a"));
    expect(outcomes).toMatchObject([
      { kind: "applied" },
      { kind: "refused", until: "2026-01-05T09:01:00Z" },
      { kind: "refused", until: "2026-01-05T09:01:00Z" },
    ]);
  });

  it("sends nothing through a closed gate", async () => {
    const { octokit, asked } = scripted();
    const governor = createGovernor(testClock());
    governor.close({ kind: "seconds", seconds: 30 });
    const outcomes = await createWriter(octokit, governor).write(key, [addLabel("new"), addComment]);
    expect(outcomes).toMatchObject(Array(2).fill({ kind: "refused", until: "2026-01-05T09:00:30Z" }));
    expect(asked).toEqual([]);
  });

  it("tells the governor how many aliases there are, and how many of them make something", async () => {
    const { octokit } = scripted(data(done, done), data({ label: { id: "LA" } }), data(made("I_8")));
    const governor = createGovernor(testClock());
    const costs: WriteCost[] = [];
    const watched: Governor = {
      ...governor,
      write: (cost, send) => {
        costs.push(cost);
        return governor.write(cost, send);
      },
    };
    const writer = createWriter(octokit, watched);
    await writer.write(key, [setStatus, addLabel("new")]);
    await writer.write(key, [createLabel("hub"), createIssue("a")]);
    expect(costs).toEqual([
      { writes: 2, creations: 0 },
      { writes: 1, creations: 1 },
      { writes: 1, creations: 1 },
    ]);
  });

  describe("what the whole language writes", () => {
    const field = { id: "F", name: "n", kind: "text", options: [], iterations: [] } as const;
    const setField = (value: FieldValue | null): Change => {
      return { ...why, kind: "set-field", project: "PVT", board: "b", card: "PVTI", field, value, before: null };
    };
    const milestone = (id: string | null): Change => {
      return { ...why, kind: "set-milestone", issue: "I_7", milestone: id === null ? null : { id, title: "2026 Q4" } };
    };
    const people = (kind: "assign" | "unassign", ...logins: string[]): Change => {
      return { ...why, kind, issue: "I_7", logins };
    };
    const close = (as: "completed" | "not-planned"): Change => ({ ...why, kind: "close-issue", issue: "I_7", as });
    const users = (...ids: (string | null)[]): Scripted => {
      const errors = ids.flatMap((id, index) =>
        id === null ? [{ type: "NOT_FOUND", path: [`user${index}`], message: "Could not resolve to a User" }] : [],
      );
      return {
        data: Object.fromEntries(ids.map((id, index) => [`user${index}`, id === null ? null : { id }])),
        ...(errors.length > 0 ? { errors } : {}),
      };
    };
    const assigned = (...logins: string[]) => ({
      assignable: { assignees: { nodes: logins.map((login) => ({ login })) } },
    });

    it("puts everything idempotent in one document, closing last", async () => {
      const { write, asked } = writing(users("U_1"), data(done, done, done, done, done, done));
      const outcomes = await write(
        close("completed"),
        addLabel("new"),
        people("unassign", "engineer-1"),
        milestone("MI"),
        setField({ kind: "number", number: 0 }),
        setStatus,
      );
      expect(outcomes).toEqual(Array(6).fill({ kind: "applied" }));
      expect(asked.map((one) => one.operation)).toEqual(["ReadUserIds", "WritePlan"]);
      expect(fieldsOf(asked[1]!.document)).toEqual([
        "updateProjectV2ItemFieldValue",
        "updateProjectV2ItemFieldValue",
        "updateIssue",
        "removeAssigneesFromAssignable",
        "addLabelsToLabelable",
        "closeIssue",
      ]);
    });

    const inputs: { why: string; change: Change; field: string; input: object }[] = [
      {
        why: "an option",
        change: setField({ kind: "option", id: "o1", name: "High" }),
        field: "updateProjectV2ItemFieldValue",
        input: { projectId: "PVT", itemId: "PVTI", fieldId: "F", value: { singleSelectOptionId: "o1" } },
      },
      {
        why: "an iteration",
        change: setField({ kind: "iteration", id: "i1", title: "One" }),
        field: "updateProjectV2ItemFieldValue",
        input: { projectId: "PVT", itemId: "PVTI", fieldId: "F", value: { iterationId: "i1" } },
      },
      {
        why: "a date",
        change: setField({ kind: "date", date: "2026-01-31" }),
        field: "updateProjectV2ItemFieldValue",
        input: { projectId: "PVT", itemId: "PVTI", fieldId: "F", value: { date: "2026-01-31" } },
      },
      {
        why: "a text",
        change: setField({ kind: "text", text: "t" }),
        field: "updateProjectV2ItemFieldValue",
        input: { projectId: "PVT", itemId: "PVTI", fieldId: "F", value: { text: "t" } },
      },
      {
        why: "nothing clears",
        change: setField(null),
        field: "clearProjectV2ItemFieldValue",
        input: { projectId: "PVT", itemId: "PVTI", fieldId: "F" },
      },
      { why: "a milestone", change: milestone("MI"), field: "updateIssue", input: { id: "I_7", milestoneId: "MI" } },
      { why: "none", change: milestone(null), field: "updateIssue", input: { id: "I_7", milestoneId: null } },
      {
        why: "completed",
        change: close("completed"),
        field: "closeIssue",
        input: { issueId: "I_7", stateReason: "COMPLETED" },
      },
      {
        why: "not planned",
        change: close("not-planned"),
        field: "closeIssue",
        input: { issueId: "I_7", stateReason: "NOT_PLANNED" },
      },
    ];
    it.each(inputs)("says to GitHub: $why", async ({ change, field: name, input }) => {
      const { write, asked } = writing(data(done));
      expect(await write(change)).toEqual([{ kind: "applied" }]);
      expect([fieldsOf(asked[0]!.document), asked[0]!.variables]).toEqual([[name], { input0: input }]);
    });

    it("names the permission that a field needs", async () => {
      const error = { type: "FORBIDDEN", path: ["change0"], message: "Resource not accessible by integration" };
      const { write } = writing({ data: { change0: null }, errors: [error] });
      expect(await write(setField(null))).toMatchObject([
        { kind: "failed", why: expect.stringContaining("Organization projects: write") },
      ]);
    });

    const assignments: { why: string; change: Change; answers: Scripted[]; outcome: object }[] = [
      {
        why: "somebody, however the login is written",
        change: people("assign", "Engineer-1"),
        answers: [users("U_1"), data(assigned("bd-lead", "engineer-1"))],
        outcome: { kind: "applied" },
      },
      {
        why: "somebody whom GitHub leaves out without a word",
        change: people("assign", "engineer-1", "rep-estuary"),
        answers: [users("U_1", "U_2"), data(assigned("engineer-1"))],
        outcome: {
          kind: "failed",
          why: "GitHub does not let rep-estuary be assigned. Check the login, and that it may read the repository.",
        },
      },
      {
        why: "nobody whom GitHub knows",
        change: people("assign", "left-long-ago"),
        answers: [users(null)],
        outcome: { kind: "failed", why: expect.stringContaining("left-long-ago") },
      },
      {
        why: "off who is gone",
        change: people("unassign", "left-long-ago"),
        answers: [users(null)],
        outcome: { kind: "unchanged" },
      },
      {
        why: "nobody when GitHub does not say who that is",
        change: people("assign", "engineer-1"),
        answers: [{ status: 502 }],
        outcome: { kind: "refused" },
      },
    ];
    it.each(assignments)("assigns $why", async ({ change, answers, outcome }) => {
      expect(await writing(...answers).write(change)).toMatchObject([outcome]);
    });

    it("leaves webhooks to their own sender, and writes the rest", async () => {
      const call: Change = { ...why, kind: "call-webhook", issue: "I_7", webhook: "pager", key: "k", id: "1" };
      const { write } = writing(data(done));
      expect(await write(call, addLabel("new"))).toMatchObject([{ kind: "failed" }, { kind: "applied" }]);
    });
  });

  it("calls a document that GitHub's schema rejects failed, since none of it was done", async () => {
    const { write } = writing({
      errors: [{ message: "Variable $input0 of type AddLabelsToLabelableInput! was provided invalid value" }],
    });
    expect(await write(addLabel("new"))).toMatchObject([{ kind: "failed" }]);
  });
});
