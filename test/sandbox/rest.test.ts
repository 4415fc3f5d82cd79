/**
 * What REST answers, beyond its shape: which issues, in which order, by pages, and what GitHub does on the side.
 */
import { describe, expect, it } from "vitest";
import { describeSandbox } from "../../src/sandbox/describe.ts";
import { listen } from "../../src/sandbox/http.ts";
import { deleteIssue } from "../../src/sandbox/ops-issues.ts";
import { archiveRepository, renameRepository } from "../../src/sandbox/ops-repositories.ts";
import { transferIssue } from "../../src/sandbox/ops-transfer.ts";
import { ask, askGraphql, installationToken, type Told } from "../contract/ask.ts";
import { livedIn } from "../contract/lived-in.ts";

const repo = "/repos/openwater/leads";

/** A lived-in sandbox and a way to ask it as a person. */
function asLead() {
  const world = livedIn();
  const token = world.sandbox.tokenOf("bd-lead");
  const look = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    ask(world.sandbox, `GET ${path}`, { token, headers });
  const write = (what: string, body?: unknown) => ask(world.sandbox, what, { token, body });
  return { ...world, token, look, write };
}

function numbers(told: Told): readonly number[] {
  return (told.body as { number: number }[]).map(({ number }) => number);
}

function labels(told: Told): readonly string[] {
  const list = Array.isArray(told.body) ? told.body : (told.body as { labels: unknown }).labels;
  return (list as { name: string }[]).map(({ name }) => name);
}

describe("the list of issues", () => {
  it("changes nothing by being read", async () => {
    const { sandbox, look } = asLead();
    const before = JSON.stringify(sandbox.snapshot());
    await look(`${repo}/issues?state=all`);
    expect(JSON.stringify(sandbox.snapshot())).toBe(before);
  });

  // 1 and 2 are open issues, 3 is closed and its author is gone, 4 is an open pull request.
  const filters: readonly (readonly [string, readonly number[], string])[] = [
    ["", [4, 2, 1], "open ones, newest first, pull requests among them"],
    ["?state=closed", [3], "closed ones"],
    ["?state=all", [4, 3, 2, 1], "all"],
    ["?state=all&direction=asc&sort=created", [1, 2, 3, 4], "oldest first: number 1 was opened a month earlier"],
    ["?state=all&sort=comments", [3, 1, 4, 2], "by comments, and the newer first where they are equal"],
    ["?labels=lead", [1], "by label"],
    ["?labels=LEAD", [1], "a label in another case"],
    ["?labels=lead,stage:%20lead", [], "all of the labels"],
    ["?labels=unknown", [], "a label that there is not"],
    ["?creator=engineer-1", [4], "by who opened it"],
    ["?assignee=engineer-1", [1], "by assignee"],
    ["?assignee=none", [4, 2], "without assignee"],
    ["?assignee=*", [1], "with any assignee"],
    ["?milestone=1", [1], "by milestone"],
    ["?milestone=none", [4, 2], "without milestone"],
    ["?state=all&since=2026-03-02T08:00:00Z", [4, 3, 2, 1], "touched since"],
    ["?state=all&since=2026-03-02T08:00:01Z", [], "touched since later"],
  ];
  it.each(filters)("with %s has %o: %s", async (query, expected) => {
    const { look } = asLead();
    expect(numbers(await look(`${repo}/issues${query}`))).toEqual(expected);
  });

  it("comes by pages, with GitHub's links", async () => {
    const { look } = asLead();
    const first = await look(`${repo}/issues?state=all&per_page=2`);
    expect(numbers(first)).toEqual([4, 3]);
    const base = `http://api.github.test${repo}/issues?state=all&per_page=2`;
    expect(first.headers.get("link")).toBe(`<${base}&page=2>; rel="next", <${base}&page=2>; rel="last"`);
    const second = await look(`${repo}/issues?state=all&per_page=2&page=2`);
    expect(numbers(second)).toEqual([2, 1]);
    expect(second.headers.get("link")).toBe(`<${base}&page=1>; rel="prev", <${base}&page=1>; rel="first"`);
    expect(numbers(await look(`${repo}/issues?per_page=2&page=9`))).toEqual([]);
  });

  it("has 30 on a page when nothing is said, and 100 at most", async () => {
    const { place, leads, look } = asLead();
    for (let round = 0; round < 110; round += 1) place.issue(leads, { title: `Lead ${round}`, by: "bd-lead" });
    expect(numbers(await look(`${repo}/issues`))).toHaveLength(30);
    expect(numbers(await look(`${repo}/issues?per_page=500`))).toHaveLength(100);
  });
});

describe("an issue", () => {
  it("has a null user when its author is gone", async () => {
    const { look } = asLead();
    expect((await look(`${repo}/issues/3`)).body).toMatchObject({ user: null, closed_by: null, state: "closed" });
  });

  it("says that it is a pull request when it is one, and nothing of the kind when it is not", async () => {
    const { look } = asLead();
    expect((await look(`${repo}/issues/4`)).body).toHaveProperty("pull_request.url");
    expect((await look(`${repo}/issues/1`)).body).not.toHaveProperty("pull_request");
  });

  it("links to the base it was asked at", async () => {
    const { look } = asLead();
    expect((await look(`/api/v3${repo}/issues/1`)).body).toMatchObject({
      url: "http://api.github.test/api/v3/repos/openwater/leads/issues/1",
      html_url: "https://github.com/openwater/leads/issues/1",
    });
  });

  it("names its parent, and sums up its sub-issues", async () => {
    const { look } = asLead();
    expect((await look(`${repo}/issues/1`)).body).toMatchObject({ sub_issues_summary: { total: 1, completed: 0 } });
    expect((await look(`${repo}/issues/2/parent`)).body).toMatchObject({ number: 1 });
    expect((await look(`${repo}/issues/1/parent`)).status).toBe(404);
  });

  it("is gone when it was deleted", async () => {
    const { sandbox, asOwner, issue, look } = asLead();
    deleteIssue(sandbox.world, asOwner, issue);
    expect(await look(`${repo}/issues/1`)).toMatchObject({ status: 410, body: { message: "This issue was deleted" } });
    expect(numbers(await look(`${repo}/issues`))).toEqual([4, 2]);
  });

  it("is elsewhere when it was transferred", async () => {
    const { sandbox, asOwner, place, issue, look } = asLead();
    const there = place.repo("openwater/support", { visibility: "private", firstNumber: 40 });
    transferIssue(sandbox.world, asOwner, issue, there);
    const told = await look(`${repo}/issues/1`);
    expect(told.status).toBe(301);
    expect(told.headers.get("location")).toBe("http://api.github.test/repos/openwater/support/issues/40");
  });
});

describe("opening and editing", () => {
  it("makes the labels that are missing, in GitHub's plain colour", async () => {
    const { sandbox, leads, write } = asLead();
    const told = await write(`POST ${repo}/issues`, { title: "New", labels: ["lead", { name: "brand new" }] });
    expect([told.status, labels(told)]).toEqual([201, ["lead", "brand new"]]);
    expect(sandbox.store.labelByName(leads.id, "brand new")).toMatchObject({ color: "ededed" });
  });

  it("sets labels and assignees as a whole when they are given", async () => {
    const { write } = asLead();
    const told = await write(`PATCH ${repo}/issues/1`, { labels: ["stage: lead"], assignees: ["bd-lead"] });
    expect(labels(told)).toEqual(["stage: lead"]);
    expect(told.body).toMatchObject({ assignees: [{ login: "bd-lead" }], assignee: { login: "bd-lead" } });
  });

  it("leaves alone what is not given", async () => {
    const { write } = asLead();
    const told = await write(`PATCH ${repo}/issues/1`, { title: "Only this" });
    expect(told.body).toMatchObject({ title: "Only this", body: "They want a hub.", milestone: { number: 1 } });
    expect(labels(told)).toEqual(["lead"]);
  });

  it("closes with a reason and opens again", async () => {
    const { write } = asLead();
    expect(
      (await write(`PATCH ${repo}/issues/1`, { state: "closed", state_reason: "not_planned" })).body,
    ).toMatchObject({ state: "closed", state_reason: "not_planned", closed_by: { login: "bd-lead" } });
    expect((await write(`PATCH ${repo}/issues/1`, { state: "open" })).body).toMatchObject({
      state: "open",
      state_reason: "reopened",
      closed_at: null,
    });
  });

  it("is refused in an archived repository", async () => {
    const { sandbox, asOwner, leads, write } = asLead();
    archiveRepository(sandbox.world, asOwner, leads, true);
    for (const what of ["POST /issues", "POST /issues/1/comments", "POST /issues/1/labels"]) {
      const told = await write(what.replace(" /", ` ${repo}/`), { title: "x", body: "x", labels: ["lead"] });
      expect(told).toMatchObject({ status: 403, body: { message: "Repository was archived so is read-only." } });
    }
  });

  it("is refused to whoever may only read", async () => {
    const { sandbox } = asLead();
    const token = sandbox.tokenOf("stranger");
    const path = "/repos/openwater/infrastructure";
    await ask(sandbox, `POST ${path}/issues`, { token: sandbox.tokenOf("bd-lead"), body: { title: "Ours" } });
    expect(await ask(sandbox, `PATCH ${path}/issues/1`, { token, body: { title: "Mine" } })).toMatchObject({
      status: 403,
      body: { message: "Must have admin rights to Repository." },
    });
    expect((await ask(sandbox, `POST ${path}/issues/1/comments`, { token, body: { body: "Hi" } })).status).toBe(201);
  });
});

describe("labels of an issue", () => {
  it("are added one by one, and adding again changes nothing", async () => {
    const { sandbox, issue, write } = asLead();
    expect(labels(await write(`POST ${repo}/issues/1/labels`, { labels: ["stage: lead"] }))).toEqual([
      "lead",
      "stage: lead",
    ]);
    const events = sandbox.store.timelineOf(issue.id).length;
    expect(labels(await write(`POST ${repo}/issues/1/labels`, ["STAGE: LEAD"]))).toEqual(["lead", "stage: lead"]);
    expect(sandbox.store.timelineOf(issue.id)).toHaveLength(events);
  });

  it("are replaced as a whole by PUT, taken off one by one or all", async () => {
    const { look, write } = asLead();
    expect(labels(await write(`PUT ${repo}/issues/1/labels`, { labels: ["good first issue"] }))).toEqual([
      "good first issue",
    ]);
    expect(await write(`DELETE ${repo}/issues/1/labels/lead`)).toMatchObject({
      status: 404,
      body: { message: "Label does not exist" },
    });
    expect(labels(await write(`DELETE ${repo}/issues/1/labels/good%20first%20issue`))).toEqual([]);
    await write(`POST ${repo}/issues/1/labels`, { labels: ["lead"] });
    expect((await write(`DELETE ${repo}/issues/1/labels`)).status).toBe(204);
    expect(labels(await look(`${repo}/issues/1/labels`))).toEqual([]);
  });
});

describe("comments and events", () => {
  it("come since a time", async () => {
    const { sandbox, look, write } = asLead();
    sandbox.clock.advance(60);
    await write(`POST ${repo}/issues/1/comments`, { body: "Later" });
    const bodies = (
      (await look(`${repo}/issues/1/comments?since=2026-03-02T08:00:30Z`)).body as { body: string }[]
    ).map(({ body }) => body);
    expect(bodies).toEqual(["Later"]);
  });

  it("tell the whole timeline in order, board moves without their columns", async () => {
    const { look } = asLead();
    const rows = (await look(`${repo}/issues/1/timeline?per_page=100`)).body as Record<string, unknown>[];
    expect(rows.map(({ event }) => event)).toEqual([
      "labeled",
      "labeled",
      "assigned",
      "added_to_project_v2",
      "project_v2_item_status_changed",
      "commented",
      "renamed",
      "unlabeled",
      "closed",
      "reopened",
      "unassigned",
      "assigned",
      "sub_issue_added",
      "milestoned",
    ]);
    const move = rows.find(({ event }) => event === "project_v2_item_status_changed")!;
    expect(Object.keys(move).filter((key) => /status|project/i.test(key))).toEqual([]);
  });

  it("leave comments out of the events", async () => {
    const { look } = asLead();
    const rows = (await look(`${repo}/issues/1/events?per_page=100`)).body as { event: string }[];
    expect(rows.map(({ event }) => event)).not.toContain("commented");
    expect(rows).toHaveLength(13);
  });
});

describe("sub-issues", () => {
  it("are linked by id, ordered, and unlinked", async () => {
    const { sandbox, leads, child, look, write } = asLead();
    await write(`POST ${repo}/issues`, { title: "Second step" });
    const second = sandbox.store.issueByNumber(leads.id, 5)!;
    const path = `${repo}/issues/1/sub_issues`;
    expect((await write(`POST ${path}`, { sub_issue_id: second.databaseId })).body).toMatchObject({ number: 1 });
    expect(numbers(await look(path))).toEqual([2, 5]);
    await write(`PATCH ${path}/priority`, { sub_issue_id: second.databaseId, before_id: child.databaseId });
    expect(numbers(await look(path))).toEqual([5, 2]);
    await write(`PATCH ${path}/priority`, { sub_issue_id: second.databaseId, after_id: child.databaseId });
    expect(numbers(await look(path))).toEqual([2, 5]);
    await write(`DELETE ${repo}/issues/1/sub_issue`, { sub_issue_id: second.databaseId });
    expect(numbers(await look(path))).toEqual([2]);
  });

  it("have one parent, unless it is to be replaced", async () => {
    const { child, ghosts, look, write } = asLead();
    const path = `POST ${repo}/issues/${ghosts.number}/sub_issues`;
    const refused = await write(path, { sub_issue_id: child.databaseId });
    expect(refused.status).toBe(422);
    expect((refused.body as { message: string }).message).toMatch(/^An error occurred while adding the sub-issue/);
    expect((await write(path, { sub_issue_id: child.databaseId, replace_parent: true })).status).toBe(201);
    expect((await look(`${repo}/issues/2/parent`)).body).toMatchObject({ number: 3 });
  });
});

describe("a repository", () => {
  it("is found under its new name when it was renamed", async () => {
    const { sandbox, asOwner, leads, look } = asLead();
    renameRepository(sandbox.world, asOwner, leads, "partners");
    const told = await look(`${repo}/issues/1?a=b`);
    expect([told.status, told.headers.get("location")]).toEqual([
      301,
      "http://api.github.test/repos/openwater/partners/issues/1?a=b",
    ]);
    expect((await look("/repos/openwater/partners/issues/1")).status).toBe(200);
  });

  it("gives its files as GitHub does, with git's own ids", async () => {
    const { look } = asLead();
    const told = await look(`${repo}/contents/docs/guide.md`);
    // printf '# Guide\n' | git hash-object --stdin
    expect(told.body).toMatchObject({
      sha: "8c0d02fadc02df29eefff5ad660a022b4a8e5efd",
      size: 8,
      type: "file",
      encoding: "base64",
    });
    expect(Buffer.from((told.body as { content: string }).content, "base64").toString()).toBe("# Guide\n");
    const raw = await look(`${repo}/contents/docs/guide.md`, { accept: "application/vnd.github.raw" });
    expect(raw.text).toBe("# Guide\n");
    const root = (await look(`${repo}/contents`)).body as { name: string; type: string }[];
    expect(root.map(({ name, type }) => [name, type])).toEqual([
      [".github", "dir"],
      ["docs", "dir"],
    ]);
    expect((await look(`${repo}/contents/docs?ref=elsewhere`)).status).toBe(404);
    expect((await look(`${repo}/contents/docs?ref=refs/heads/main`)).status).toBe(200);
  });

  const roles: readonly (readonly [string, string, string])[] = [
    ["owner", "admin", "admin"],
    ["bd-lead", "write", "write"],
    ["rep-estuary", "read", "triage"],
    ["stranger", "none", "none"],
  ];
  it.each(roles)("says that %s has %s, in full %s", async (login, permission, role_name) => {
    const { sandbox, app } = asLead();
    const token = await installationToken(sandbox, app);
    const told = await ask(sandbox, `GET ${repo}/collaborators/${login}/permission`, { token });
    expect(told.body).toMatchObject({ permission, role_name, user: { login } });
  });

  it("does not say what strangers and bots may do", async () => {
    const { look } = asLead();
    expect((await look(`${repo}/collaborators/nobody/permission`)).status).toBe(404);
    expect((await look(`${repo}/collaborators/milepost[bot]/permission`)).status).toBe(404);
  });
});

describe("search", () => {
  const queries: readonly (readonly [string, readonly number[]])[] = [
    ["repo:openwater/leads is:issue", [2, 3, 1]],
    ["repo:openwater/leads is:pr", [4]],
    ["repo:openwater/leads is:open is:issue", [2, 1]],
    ['repo:openwater/leads label:"lead" is:issue', [1]],
    ["repo:openwater/leads -label:lead is:issue", [2, 3]],
    ["org:openwater author:engineer-1 is:pr", [4]],
    ["org:openwater hub is:issue", [1]],
    ['org:openwater "want a hub" is:issue', [1]],
    ["org:openwater no:assignee is:issue", [2, 3]],
    ["org:openwater created:<2026-02-15 is:issue", [1]],
    ["org:openwater created:2026-02-01..2026-02-28 is:issue", [1]],
  ];
  it.each(queries)("finds %s", async (query, expected) => {
    const { sandbox, look } = asLead();
    sandbox.clock.advance(60);
    const told = await look(`/search/issues?q=${encodeURIComponent(query)}`);
    const items = (told.body as { items: { number: number }[] }).items.map(({ number }) => number);
    expect([...items].sort()).toEqual([...expected].sort());
    expect(told.body).toMatchObject({ total_count: expected.length, incomplete_results: false });
  });

  it("lags a minute behind, in what there is and in its labels and states", async () => {
    const { sandbox, look, write } = asLead();
    sandbox.clock.advance(3600);
    await write(`POST ${repo}/issues`, { title: "Fresh", labels: ["fresh"] });
    await write(`POST ${repo}/issues/1/labels`, { labels: ["fresh"] });
    await write(`PATCH ${repo}/issues/2`, { state: "closed" });
    const count = async (query: string) =>
      ((await look(`/search/issues?q=repo:openwater/leads+${query}`)).body as { total_count: number }).total_count;
    const counts = async () => [await count("label:fresh"), await count("is:open+is:issue")];
    expect(await counts()).toEqual([0, 2]);
    sandbox.clock.advance(59);
    expect(await counts()).toEqual([0, 2]);
    sandbox.clock.advance(1);
    expect(await counts()).toEqual([2, 2]);
  });

  it("finds nothing in what the viewer may not see", async () => {
    const { sandbox } = asLead();
    sandbox.clock.advance(60);
    const token = sandbox.tokenOf("stranger");
    const told = await ask(sandbox, "GET /search/issues?q=hub", { token });
    expect(told.body).toMatchObject({ total_count: 0, items: [] });
    expect((await ask(sandbox, "GET /search/issues?q=repo:openwater/leads", { token })).status).toBe(422);
  });

  it("wants Apps to say what they look for", async () => {
    const { sandbox, app } = asLead();
    const token = await installationToken(sandbox, app);
    expect((await ask(sandbox, "GET /search/issues?q=hub", { token })).status).toBe(422);
  });
});

describe("HTTP", () => {
  it("answers 304, free of charge, to whoever has it already", async () => {
    const { look } = asLead();
    const first = await look(`${repo}/issues/1`);
    const again = await look(`${repo}/issues/1`, { "if-none-match": first.headers.get("etag")! });
    expect([again.status, again.text]).toEqual([304, ""]);
    expect(again.headers.get("x-ratelimit-used")).toBe(first.headers.get("x-ratelimit-used"));
  });

  it("has the headers that clients look for", async () => {
    const { look } = asLead();
    const { headers } = await look(`${repo}/issues/1`);
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(headers.get("date")).toBe("Mon, 02 Mar 2026 08:00:00 GMT");
    expect(headers.get("x-github-request-id")).toMatch(/^[0-9A-F]{4}(:[0-9A-F]{6,8}){4}$/);
    expect(headers.get("x-ratelimit-reset")).toBe(String(Date.parse("2026-03-02T09:00:00Z") / 1000));
  });

  it("does not know every path", async () => {
    const { look } = asLead();
    expect(await look("/nothing/here")).toMatchObject({ status: 404, body: { message: "Not Found" } });
    expect((await look("/graphql")).status).toBe(404);
  });

  it("serves GraphQL at both of its paths", async () => {
    const { sandbox, token } = asLead();
    const body = { query: "{ viewer { login } }" };
    for (const path of ["/graphql", "/api/graphql"]) {
      expect((await ask(sandbox, `POST ${path}`, { token, body })).body).toEqual({
        data: { viewer: { login: "bd-lead" } },
      });
    }
    expect((await ask(sandbox, "POST /graphql", { token, body: "{" })).status).toBe(400);
    expect((await askGraphql(sandbox, token, "{ viewer { height } }")).body).toHaveProperty("errors");
  });

  it("passes through a port of this machine unchanged", async () => {
    const { sandbox, token, look } = asLead();
    const { url, close } = await listen(sandbox);
    const response = await fetch(`${url}${repo}/issues/1`, { headers: { authorization: `Bearer ${token}` } });
    const body = (await response.json()) as { url: string };
    expect(body.url).toBe(`${url}${repo}/issues/1`);
    expect({ ...body, url: "" }).toHaveProperty(
      "title",
      ((await look(`${repo}/issues/1`)).body as { title: string }).title,
    );
    await close();
    await expect(fetch(url)).rejects.toThrow();
  });
});

describe("describing a sandbox", () => {
  it("names what is in it, with a token for each person that works", async () => {
    const { sandbox, app } = livedIn();
    const found = describeSandbox(sandbox);
    expect(found).toMatchObject({
      now: "2026-03-02T08:00:00Z",
      organisations: [{ login: "openwater", teams: ["engineering"] }],
      repositories: [
        { name: "openwater/leads", visibility: "private", issues: 3 },
        { name: "openwater/infrastructure", visibility: "public", issues: 0 },
      ],
      boards: [{ owner: "openwater", number: 1, columns: ["Lead", "Qualified", "Partner"], items: 1 }],
      apps: [{ slug: "milepost", id: app.id, installations: [{ id: app.installationId, account: "openwater" }] }],
    });
    expect(found.users.map(({ login }) => login)).toEqual([
      "owner",
      "bd-lead",
      "engineer-1",
      "rep-estuary",
      "stranger",
    ]);
    const told = await ask(sandbox, "GET /user", { token: found.users[1]!.token });
    expect(told.body).toMatchObject({ login: "bd-lead" });
  });
});
