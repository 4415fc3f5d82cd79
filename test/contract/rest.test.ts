/**
 * Every REST answer of the sandbox against GitHub's own description. The last test counts: no operation of the subset
 * may be left untried.
 */
import { describe, expect, it } from "vitest";
import { headOf } from "../../src/sandbox/commits.ts";
import { createBranch, writeFiles } from "../../src/sandbox/ops-files.ts";
import { openPull } from "../../src/sandbox/ops-pulls.ts";
import { ask, type Extra, installationToken, jwtOf, type Told } from "./ask.ts";
import { operationOf, restComplaints, restSubset } from "./conform.ts";
import { type LivedIn, livedIn } from "./lived-in.ts";

const seen = new Set<string>();

/** Asks, and holds the answer against the description. */
async function conform(world: LivedIn, what: string, status: number, extra: Extra = {}): Promise<Told> {
  const told = await ask(world.sandbox, what, extra);
  const [method = "", path = ""] = what.split(" ");
  const operation = operationOf(method, path.replace(/^\/api\/v3/, "").split("?")[0]!) ?? what;
  expect({ what, status: told.status, complaints: restComplaints(operation, told.status, told.body) }).toEqual({
    what,
    status,
    complaints: [],
  });
  if (status < 300) seen.add(operation);
  return told;
}

const repo = "/repos/openwater/leads";

describe("answers that GitHub describes", () => {
  it("has nothing to complain of in a plain read", async () => {
    await conform(livedIn(), "GET /", 200);
  });

  const reads: readonly (readonly [string, "person" | "app" | "installation" | "nobody"])[] = [
    ["GET /", "nobody"],
    ["GET /meta", "nobody"],
    ["GET /rate_limit", "person"],
    ["GET /user", "person"],
    ["GET /users/bd-lead", "nobody"],
    ["GET /users/milepost[bot]", "person"],
    ["GET /orgs/openwater", "nobody"],
    ["GET /orgs/openwater/repos", "person"],
    ["GET /orgs/openwater/teams/engineering/members", "installation"],
    ["GET /orgs/openwater/teams/engineering/memberships/engineer-1", "person"],
    ["GET /orgs/openwater/installation", "app"],
    ["GET /app", "app"],
    ["GET /app/installations", "app"],
    ["GET /app/hook/config", "app"],
    ["GET /app/hook/deliveries", "app"],
    [`GET ${repo}/installation`, "app"],
    ["GET /installation/repositories", "installation"],
    [`GET ${repo}`, "person"],
    [`GET /api/v3${repo}`, "person"],
    ["GET /repos/openwater/infrastructure", "nobody"],
    [`GET ${repo}/contents/.github/milepost.yml`, "installation"],
    [`GET ${repo}/contents/docs`, "person"],
    [`GET ${repo}/collaborators/rep-estuary/permission`, "installation"],
    [`GET ${repo}/assignees`, "person"],
    [`GET ${repo}/milestones`, "person"],
    [`GET ${repo}/labels`, "person"],
    [`GET ${repo}/labels/good%20first%20issue`, "installation"],
    [`GET ${repo}/issues?state=all`, "installation"],
    [`GET ${repo}/issues/1`, "person"],
    [`GET ${repo}/issues/3`, "person"],
    [`GET ${repo}/issues/4`, "person"],
    [`GET ${repo}/issues/1/labels`, "person"],
    [`GET ${repo}/issues/1/comments`, "person"],
    [`GET ${repo}/issues/3/comments`, "person"],
    [`GET ${repo}/issues/comments`, "person"],
    [`GET ${repo}/issues/1/timeline`, "person"],
    [`GET ${repo}/issues/2/timeline`, "person"],
    [`GET ${repo}/issues/3/timeline`, "person"],
    [`GET ${repo}/issues/1/events`, "installation"],
    [`GET ${repo}/issues/1/sub_issues`, "installation"],
    [`GET ${repo}/issues/2/parent`, "installation"],
    ["GET /search/issues?q=repo:openwater/leads+is:issue", "installation"],
  ];
  it.each(reads)("%s as %s", async (what, who) => {
    const world = livedIn();
    const token = {
      nobody: () => undefined,
      person: () => world.sandbox.tokenOf("bd-lead"),
      app: () => jwtOf(world.app),
      installation: () => installationToken(world.sandbox, world.app),
    }[who];
    await conform(world, what, 200, { token: await token() });
  });

  it("gives what an App asks about its installation, its token and its deliveries", async () => {
    const world = livedIn();
    const token = jwtOf(world.app);
    world.sandbox.hooks.target(async () => new Response("thank you"));
    await conform(world, `POST ${repo}/issues/1/comments`, 201, {
      token: world.sandbox.tokenOf("bd-lead"),
      body: { body: "A word." },
    });
    await world.sandbox.hooks.flush();
    const id = world.sandbox.hooks.log[0]!.id;
    await conform(world, `GET /app/installations/${world.app.installationId}`, 200, { token });
    await conform(world, `POST /app/installations/${world.app.installationId}/access_tokens`, 201, {
      token,
      body: { repositories: ["leads"], permissions: { issues: "read" } },
    });
    await conform(world, "GET /app/hook/deliveries", 200, { token });
    await conform(world, `GET /app/hook/deliveries/${id}`, 200, { token });
    await conform(world, `POST /app/hook/deliveries/${id}/attempts`, 202, { token });
    await conform(world, "POST /app-manifests/milepost/conversions", 201, {});
  });

  it("answers writes as described", async () => {
    const world = livedIn();
    const token = await installationToken(world.sandbox, world.app);
    const write = (what: string, status: number, body?: unknown) =>
      conform(world, what.replace(" /", ` ${repo}/`), status, { token, body });
    await write("POST /labels", 201, { name: "new", color: "abcdef", description: "Fresh" });
    await write("PATCH /labels/new", 200, { new_name: "newer" });
    await write("DELETE /labels/newer", 204);
    await write("POST /issues", 201, { title: "Another", body: "Text", labels: ["lead"], milestone: 1 });
    await write("PATCH /issues/5", 200, { state: "closed", state_reason: "not_planned", labels: ["stage: lead"] });
    await write("PUT /issues/5/lock", 204, { lock_reason: "spam" });
    await write("DELETE /issues/5/lock", 204);
    await write("POST /issues/5/labels", 200, { labels: ["lead"] });
    await write("PUT /issues/5/labels", 200, { labels: ["good first issue", "lead"] });
    await write("DELETE /issues/5/labels/lead", 200);
    await write("DELETE /issues/5/labels", 204);
    await write("POST /issues/5/assignees", 201, { assignees: ["engineer-1"] });
    await write("DELETE /issues/5/assignees", 200, { assignees: ["engineer-1"] });
    const said = await write("POST /issues/5/comments", 201, { body: "Hello" });
    const { id } = said.body as { id: number };
    await conform(world, `GET ${repo}/issues/comments/${id}`, 200, { token });
    await write(`PATCH /issues/comments/${id}`, 200, { body: "Hello again" });
    await write(`DELETE /issues/comments/${id}`, 204);
    const sub = world.sandbox.store.issueByNumber(world.leads.id, 5)!.databaseId;
    await write("POST /issues/1/sub_issues", 201, { sub_issue_id: sub });
    await write("PATCH /issues/1/sub_issues/priority", 200, { sub_issue_id: sub, before_id: world.child.databaseId });
    await write("DELETE /issues/1/sub_issue", 200, { sub_issue_id: sub });
    await conform(world, `GET ${repo}/issues/5/timeline`, 200, { token });
    await conform(world, `GET ${repo}/issues/5/events`, 200, { token });
  });

  it("answers dependencies, milestones and requests by name as described", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("bd-lead");
    const go = (what: string, status: number, body?: unknown) =>
      conform(world, what.replace(" /", ` ${repo}/`), status, { token, body });
    const blocking = world.child.databaseId;
    await go("POST /issues/1/dependencies/blocked_by", 201, { issue_id: blocking });
    expect((await go("GET /issues/1/dependencies/blocked_by", 200)).body).toMatchObject([{ title: "Draft contract" }]);
    expect((await go("GET /issues/2/dependencies/blocking", 200)).body).toMatchObject([{ number: 1 }]);
    await go("GET /issues/1/timeline", 200);
    await go("GET /issues/2/timeline", 200);
    await go(`DELETE /issues/1/dependencies/blocked_by/${blocking}`, 200);
    await go("POST /milestones", 201, { title: "2026 Q4", due_on: "2026-12-31T23:59:59Z" });
    await go("PATCH /milestones/2", 200, { state: "closed" });
    expect((await go("GET /milestones/2", 200)).body).toMatchObject({ title: "2026 Q4", state: "closed" });
    await go("POST /dispatches", 204, { event_type: "p1-outage", client_payload: { incident_id: "P1" } });
  });

  it("answers a repository's settings as described, to owners only", async () => {
    const world = livedIn();
    const token = world.sandbox.tokenOf("owner");
    await conform(world, `PATCH ${repo}`, 200, { token, body: { archived: true } });
    await conform(world, `PATCH ${repo}`, 403, { token, body: { visibility: "public" } });
    await conform(world, `PATCH ${repo}`, 200, { token, body: { archived: false, visibility: "public" } });
    await conform(world, `PATCH ${repo}`, 403, { token: world.sandbox.tokenOf("bd-lead"), body: { archived: true } });
    expect(world.leads).toMatchObject({ archived: false, visibility: "public" });
  });

  it("answers pull requests and check runs as described", async () => {
    const world = livedIn();
    const { world: w } = world.sandbox;
    createBranch(w, world.asOwner, world.leads, { branch: "try" });
    const changes = { ".github/milepost.yml": "version: 2\nmode: plan\n", "new file.md": "x" };
    const { oid } = writeFiles(w, world.asOwner, world.leads, { branch: "try", changes });
    openPull(w, world.asOwner, world.leads, { title: "Try", head: "try" });
    const token = await installationToken(world.sandbox, world.app);
    const go = (what: string, status: number, body?: unknown) =>
      conform(world, what.replace(" /", ` ${repo}/`), status, { token, body });
    expect((await go("GET /pulls/5", 200)).body).toMatchObject({ head: { sha: oid }, changed_files: 2, additions: 3 });
    expect((await go("GET /pulls/5/files", 200)).body).toMatchObject([
      { filename: ".github/milepost.yml", status: "modified" },
      { filename: "new file.md", status: "added" },
    ]);
    await go("GET /contents/.github/milepost.yml?ref=try", 200);
    const made = await go("POST /check-runs", 201, { name: "milepost", head_sha: oid, status: "in_progress" });
    const { id } = made.body as { id: number };
    const annotation = { path: ".github/milepost.yml", start_line: 1, end_line: 1, annotation_level: "failure" };
    const output = { title: "1 problem", summary: "One", annotations: [{ ...annotation, message: "Wrong" }] };
    await go(`PATCH /check-runs/${id}`, 200, { conclusion: "failure", output });
    expect((await go(`GET /check-runs/${id}`, 200)).body).toMatchObject({
      status: "completed",
      conclusion: "failure",
      output: { title: "1 problem", annotations_count: 1 },
      app: { slug: "milepost" },
    });
    expect((await go(`GET /check-runs/${id}/annotations`, 200)).body).toMatchObject([{ message: "Wrong" }]);
    expect((await go("GET /commits/try/check-runs", 200)).body).toMatchObject({ total_count: 1 });
  });

  const dispatches: readonly (readonly [string, unknown, string])[] = [
    ["no name", { client_payload: {} }, '"event_type" wasn\'t supplied.'],
    ["a name of 101", { event_type: "x".repeat(101) }, "Only 100 characters are allowed; 101 were supplied."],
    [
      "eleven properties",
      { event_type: "x", client_payload: Object.fromEntries(Array.from({ length: 11 }, (_, at) => [at, at])) },
      "No more than 10 properties are allowed; 11 were supplied.",
    ],
    ["another key", { event_type: "x", id: 1 }, '"id" is not a permitted key.'],
    ["a list", { event_type: "x", client_payload: [] }, "For 'properties/client_payload', [] is not an object."],
  ];
  it.each(dispatches)("refuses a request by name with %s", async (_, body, words) => {
    const world = livedIn();
    world.sandbox.hooks.target(async () => new Response());
    world.sandbox.hooks.automatic = false;
    const told = await conform(world, `POST ${repo}/dispatches`, 422, { token: world.sandbox.tokenOf("owner"), body });
    expect(told.body).toMatchObject({ message: `Invalid request.\n\n${words}` });
    expect(world.sandbox.hooks.waiting).toBe(0);
  });

  it("takes ten properties and a name of a hundred", async () => {
    const world = livedIn();
    const client_payload = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [at, at]));
    const body = { event_type: "x".repeat(100), client_payload };
    world.sandbox.hooks.target(async () => new Response());
    world.sandbox.hooks.automatic = false;
    await conform(world, `POST ${repo}/dispatches`, 204, { token: world.sandbox.tokenOf("owner"), body });
    expect(world.sandbox.hooks.waiting).toBe(1);
  });

  const checks: readonly (readonly [string, "person" | "app", number, object, string])[] = [
    ["by a person", "person", 403, { name: "x", head_sha: "" }, "You must authenticate via a GitHub App."],
    ["of no commit", "app", 422, { name: "x", head_sha: "0".repeat(40) }, `No commit found for SHA: ${"0".repeat(40)}`],
    ["of a branch's name", "app", 422, { name: "x", head_sha: "main" }, "No commit found for SHA: main"],
    ["without a name", "app", 422, { head_sha: "main" }, 'Invalid request.\n\n"name" wasn\'t supplied.'],
  ];
  it.each(checks)("refuses a check run %s", async (_, who, status, body, message) => {
    const world = livedIn();
    const sha = headOf(world.leads).oid;
    const token = who === "app" ? await installationToken(world.sandbox, world.app) : world.sandbox.tokenOf("owner");
    const given = { head_sha: sha, ...body, ...("head_sha" in body && body.head_sha === "" ? { head_sha: sha } : {}) };
    const told = await conform(world, `POST ${repo}/check-runs`, status, { token, body: given });
    expect(told.body).toMatchObject({ message });
  });

  const refusals: readonly (readonly [string, number, unknown, string])[] = [
    ["GET /repos/openwater/nothing", 404, undefined, "an unknown repository"],
    [`GET ${repo}/issues/99`, 404, undefined, "an unknown issue"],
    [`GET ${repo}/contents/nothing.md`, 404, undefined, "an unknown file"],
    [`GET ${repo}/labels/nothing`, 404, undefined, "an unknown label"],
    [`GET ${repo}/issues/1/parent`, 404, undefined, "no parent"],
    [`POST ${repo}/issues`, 422, { body: "No title" }, "a title left out"],
    [`POST ${repo}/issues`, 422, { title: "x", milestone: 9 }, "an unknown milestone"],
    [`POST ${repo}/issues`, 422, { title: "x".repeat(300) }, "a title too long"],
    [`POST ${repo}/labels`, 422, { name: "LEAD" }, "a label that exists in another case"],
    [`POST ${repo}/issues/1/comments`, 422, { body: "" }, "an empty comment"],
    [`POST ${repo}/issues/1/sub_issues`, 404, { sub_issue_id: 2 }, "a number in place of an id"],
    [`GET ${repo}/issues?state=nonsense`, 422, undefined, "a state there is not"],
    ["GET /search/issues?q=repo:openwater/nothing+is:issue", 422, undefined, "a search where nothing may be seen"],
    [`POST ${repo}/issues`, 400, "{", "a body that is not JSON"],
  ];
  it.each(refusals)("refuses %s with %i as described", async (what, status, body, why) => {
    const world = livedIn();
    const told = await conform(world, what, status, { token: await installationToken(world.sandbox, world.app), body });
    expect(told.body, why).toMatchObject({
      message: expect.any(String),
      documentation_url: expect.any(String),
      status: String(status),
    });
  });

  it("leaves no described operation untried", () => {
    expect(Object.keys(restSubset.operations).filter((name) => !seen.has(name))).toEqual([]);
  });
});
