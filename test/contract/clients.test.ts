/**
 * Clients that none of us wrote, as their users run them: the all-in `octokit`, `@octokit/webhooks`, and Probot behind
 * its own server. What they believe about GitHub has to hold for the sandbox.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhooks } from "@octokit/webhooks";
import { App, Octokit } from "octokit";
import { createNodeMiddleware, createProbot, ProbotOctokit } from "probot";
import { afterEach, describe, expect, it } from "vitest";
import { listen } from "../../src/sandbox/http.ts";
import { asPerson } from "../../src/sandbox/people.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { livedIn, webhookSecret } from "./lived-in.ts";

const name = { owner: "openwater", repo: "leads" };

/** A fetch that never leaves the process. */
function within(sandbox: Sandbox): typeof fetch {
  return (input, init) => sandbox.fetch(new Request(input, init));
}

/** `octokit` as it comes, but for its waiting between writes. */
function octokitOf(sandbox: Sandbox, auth: string): Octokit {
  return new Octokit({ auth, request: { fetch: within(sandbox) }, throttle: { enabled: false } });
}

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

describe("octokit", () => {
  it("knows who it is", async () => {
    const { sandbox } = livedIn();
    const { data } = await octokitOf(sandbox, sandbox.tokenOf("bd-lead")).rest.users.getAuthenticated();
    expect(data.login).toBe("bd-lead");
  });

  it("walks REST pages to their end", async () => {
    const { sandbox, place, leads } = livedIn();
    for (let round = 0; round < 23; round += 1) place.issue(leads, { title: `Lead ${round}`, by: "bd-lead" });
    const octokit = octokitOf(sandbox, sandbox.tokenOf("bd-lead"));
    sandbox.meter.reset();
    const all = await octokit.paginate(octokit.rest.issues.listForRepo, { ...name, state: "all", per_page: 5 });
    expect(all.map((issue) => issue.number).sort((one, other) => one - other)).toEqual(
      Array.from({ length: 27 }, (_, index) => index + 1),
    );
    expect(sandbox.meter.requests).toBe(6);
  });

  it("walks GraphQL pages to their end", async () => {
    const { sandbox, place, leads } = livedIn();
    for (let round = 0; round < 23; round += 1) place.issue(leads, { title: `Lead ${round}`, by: "bd-lead" });
    const octokit = octokitOf(sandbox, sandbox.tokenOf("bd-lead"));
    const answer = await octokit.graphql.paginate<{ repository: { issues: { nodes: { number: number }[] } } }>(
      `query Walk($cursor: String) {
        repository(owner: "openwater", name: "leads") {
          issues(first: 7, after: $cursor) { nodes { number } pageInfo { hasNextPage endCursor } }
        }
      }`,
    );
    expect(answer.repository.issues.nodes.map((issue) => issue.number)).toEqual(
      // Without number 4, which is a pull request.
      Array.from({ length: 27 }, (_, index) => index + 1).filter((number) => number !== 4),
    );
  });

  it("fails as on GitHub where a connection says no size", async () => {
    const { sandbox } = livedIn();
    const octokit = octokitOf(sandbox, sandbox.tokenOf("bd-lead"));
    const asked = octokit.graphql('{ repository(owner: "openwater", name: "leads") { issues { nodes { number } } } }');
    await expect(asked).rejects.toMatchObject({ errors: [{ type: "MISSING_PAGINATION_BOUNDARIES" }] });
  });

  it("is an App: finds its installation and writes as its Bot", async () => {
    const { sandbox, app } = livedIn();
    const client = new App({
      appId: app.id,
      privateKey: app.privateKey,
      Octokit: Octokit.defaults({ request: { fetch: within(sandbox) }, throttle: { enabled: false } }),
    });
    const names: string[] = [];
    await client.eachRepository(({ repository }) => void names.push(repository.full_name));
    expect(names.sort()).toEqual(["openwater/infrastructure", "openwater/leads"]);
    const { data: installation } = await client.octokit.rest.apps.getRepoInstallation(name);
    expect(installation.id).toBe(app.installationId);
    const octokit = await client.getInstallationOctokit(installation.id);
    const { data } = await octokit.rest.issues.createComment({ ...name, issue_number: 1, body: "From the App" });
    expect(data.user).toMatchObject({ login: "milepost[bot]", type: "Bot" });
    const tokens = sandbox.meter.log.filter((line) => line.includes("access_tokens"));
    expect(tokens).toHaveLength(1);
  });

  it("reads a file, an error and a 304 as from GitHub", async () => {
    const { sandbox } = livedIn();
    const octokit = octokitOf(sandbox, sandbox.tokenOf("bd-lead"));
    const { data, headers } = await octokit.rest.repos.getContent({ ...name, path: ".github/milepost.yml" });
    expect("content" in data && Buffer.from(data.content, "base64").toString()).toBe("version: 1\n");
    const missing = octokit.rest.repos.getContent({ ...name, path: "nothing" });
    await expect(missing).rejects.toMatchObject({ status: 404, message: expect.stringContaining("Not Found") });
    const again = octokit.rest.repos.getContent({
      ...name,
      path: ".github/milepost.yml",
      headers: { "if-none-match": headers.etag! },
    });
    await expect(again).rejects.toMatchObject({ status: 304 });
  });

  it("works against an address with /api/v3, as on a server of one's own", async () => {
    const { sandbox } = livedIn();
    const { url, close } = await listen(sandbox);
    endings.push(close);
    const octokit = new Octokit({ auth: sandbox.tokenOf("bd-lead"), baseUrl: `${url}/api/v3` });
    const { data } = await octokit.rest.issues.get({ ...name, issue_number: 1 });
    expect(data.url).toBe(`${url}/api/v3/repos/openwater/leads/issues/1`);
    expect(await octokit.graphql("{ viewer { login } }")).toEqual({ viewer: { login: "bd-lead" } });
    expect(sandbox.meter.log.at(-1)).toBe("POST /graphql query 200");
  });
});

describe("@octokit/webhooks", () => {
  it("verifies what the sandbox sends and hands it to its listeners", async () => {
    const { sandbox, board, issue } = livedIn();
    const webhooks = new Webhooks({ secret: webhookSecret });
    const moves: unknown[] = [];
    webhooks.on("projects_v2_item.edited", ({ payload }) => void moves.push(payload.changes));
    sandbox.hooks.target(async (request) => {
      await webhooks.verifyAndReceive({
        id: request.headers.get("x-github-delivery")!,
        name: request.headers.get("x-github-event")! as "issues",
        signature: request.headers.get("x-hub-signature-256")!,
        payload: await request.text(),
      });
      return new Response();
    });
    await asPerson(sandbox, "bd-lead").moveCard(issue, board, "Partner");
    await sandbox.hooks.flush();
    expect(sandbox.hooks.log).toMatchObject([{ status: "OK" }]);
    expect(moves).toMatchObject([{ field_value: { from: { name: "Qualified" }, to: { name: "Partner" } } }]);
  });

  it("refuses what was changed on the way", async () => {
    const { sandbox, issue } = livedIn();
    const webhooks = new Webhooks({ secret: webhookSecret });
    sandbox.hooks.target(async (request) => {
      const valid = await webhooks.verify(
        (await request.text()).replace("Estuary", "Another"),
        request.headers.get("x-hub-signature-256")!,
      );
      return new Response(null, { status: valid ? 200 : 400 });
    });
    await asPerson(sandbox, "bd-lead").editTitle(issue, "Estuary college");
    await sandbox.hooks.flush();
    expect(sandbox.hooks.log).toMatchObject([{ statusCode: 400 }]);
  });
});

describe("Probot", () => {
  it("receives a delivery over HTTP and answers through the API as the App", async () => {
    const { sandbox, app, issue } = livedIn();
    const github = await listen(sandbox);
    endings.push(github.close);
    const probot = createProbot({
      overrides: {
        appId: app.id,
        privateKey: app.privateKey,
        secret: webhookSecret,
        baseUrl: github.url,
        logLevel: "fatal",
        Octokit: ProbotOctokit.defaults({ throttle: { enabled: false }, retry: { enabled: false } }),
      },
    });
    const middleware = await createNodeMiddleware(
      (robot) => {
        robot.on("issue_comment.created", async (context) => {
          if (context.isBot) return;
          await context.octokit.rest.issues.createComment(context.issue({ body: "Heard." }));
        });
      },
      { probot, webhooksPath: "/hook" },
    );
    const server = createServer((request, response) => void middleware(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    endings.push(() => new Promise((resolve) => server.close(() => resolve())));
    sandbox.hooks.target(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
    await asPerson(sandbox, "bd-lead").comment(issue, "Anybody there?");
    await sandbox.hooks.flush();
    const comments = sandbox.store.commentsOf(issue.id).slice(-2);
    expect(comments.map(({ body, author }) => [body, author === app.botId])).toEqual([
      ["Anybody there?", false],
      ["Heard.", true],
    ]);
    expect(sandbox.hooks.log.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  });
});
