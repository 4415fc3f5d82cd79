/**
 * Every REST answer of the sandbox against GitHub's own description. The last test counts: no operation of the subset
 * may be left untried.
 */
import { describe, expect, it } from "vitest";
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
