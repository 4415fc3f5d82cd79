/**
 * Who gets in, what they may do, and GitHub's words when they may not.
 */
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ask, askGraphql, jwtOf } from "../contract/ask.ts";
import { type LivedIn, livedIn } from "../contract/lived-in.ts";

const repo = "/repos/openwater/leads";
const open = "/repos/openwater/infrastructure";
const seconds = () => Math.floor(Date.now() / 1000);

function otherKey(): string {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  }).privateKey;
}

describe("an App's JWT", () => {
  it("is taken when it is right, by number or by client id", async () => {
    const { sandbox, app } = livedIn();
    const told = await ask(sandbox, "GET /app", { token: jwtOf(app) });
    expect(told.body).toMatchObject({ slug: "milepost", installations_count: 1 });
    const clientId = (told.body as { client_id: string }).client_id;
    expect((await ask(sandbox, "GET /app", { token: jwtOf(app, { iss: clientId }) })).status).toBe(200);
  });

  const expired =
    "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
  const wrong: readonly (readonly [string, number, string, (app: LivedIn["app"]) => string])[] = [
    ["over for a minute", 401, expired, (app) => jwtOf(app, { exp: seconds() - 60 })],
    ["without an end", 401, expired, (app) => jwtOf(app, { exp: undefined })],
    [
      "longer than ten minutes",
      401,
      "'Expiration time' claim ('exp') is too far in the future",
      (app) => jwtOf(app, { exp: seconds() + 700 }),
    ],
    [
      "issued in the future",
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
      (app) => jwtOf(app, { iat: seconds() + 120 }),
    ],
    ["without an issuer", 401, "Missing 'issuer' claim ('iss') in assertion", (app) => jwtOf(app, { iss: undefined })],
    ["of an unknown App", 404, "Integration not found", (app) => jwtOf(app, { iss: 1 })],
    [
      "signed with another key",
      401,
      "A JSON web token could not be decoded",
      (app) => jwtOf({ ...app, privateKey: otherKey() }),
    ],
    [
      "of another algorithm",
      401,
      "A JSON web token could not be decoded",
      (app) => jwtOf(app, {}, { alg: "none", typ: "JWT" }),
    ],
    ["cut short", 401, "A JSON web token could not be decoded", (app) => jwtOf(app).slice(0, -9)],
  ];
  it.each(wrong)("is refused when it is %s", async (_why, status, message, make) => {
    const { sandbox, app } = livedIn();
    const told = await ask(sandbox, "GET /app", { token: make(app) });
    expect({ status: told.status, body: told.body }).toMatchObject({ status, body: { message } });
  });

  it("of one App is not another's", async () => {
    const { sandbox, app } = livedIn();
    const second = { slug: "second", org: "openwater", webhookSecret: "x".repeat(32), permissions: {}, events: [] };
    const { privateKey } = sandbox.installApp(second);
    expect((await ask(sandbox, "GET /app", { token: jwtOf({ ...app, privateKey }) })).status).toBe(401);
  });

  it("opens nothing but what is the App's own", async () => {
    const { sandbox, app } = livedIn();
    expect(await ask(sandbox, `GET ${repo}/issues`, { token: jwtOf(app) })).toMatchObject({ status: 401 });
    expect(await askGraphql(sandbox, jwtOf(app), "{ viewer { login } }")).toMatchObject({ status: 401 });
  });

  it("is asked for where another token is shown", async () => {
    const { sandbox } = livedIn();
    const told = await ask(sandbox, "GET /app", { token: sandbox.tokenOf("owner") });
    expect(told).toMatchObject({ status: 401, body: { message: "A JSON web token could not be decoded" } });
  });
});

describe("a workflow's token", () => {
  it("writes issues of its repository as github-actions, and sees no boards", async () => {
    const { sandbox, issue } = livedIn();
    const token = sandbox.workflowToken("openwater/leads");
    const told = await ask(sandbox, `POST ${repo}/issues/1/comments`, { token, body: { body: "Hi" } });
    expect(told).toMatchObject({ status: 201, body: { user: { login: "github-actions[bot]" } } });
    const boards = await askGraphql(
      sandbox,
      token,
      '{ organization(login: "openwater") { projectV2(number: 1) { id } } }',
    );
    expect((boards.body as { data: { organization: { projectV2: unknown } } }).data.organization.projectV2).toBeNull();
    expect((boards.body as { errors?: unknown }).errors).toBeDefined();
    const items = await askGraphql(
      sandbox,
      token,
      "query($id: ID!) { node(id: $id) { ... on Issue { projectItems(first: 5) { nodes { id } } } } }",
      { id: issue.id },
    );
    expect(items.text).not.toContain("PVTI_");
  });

  it("reaches no other private repository", async () => {
    const { sandbox } = livedIn();
    const token = sandbox.workflowToken("openwater/infrastructure");
    expect(await ask(sandbox, `GET ${repo}/issues`, { token })).toMatchObject({ status: 404 });
    expect(await ask(sandbox, `POST ${open}/issues`, { token, body: { title: "Here" } })).toMatchObject({
      status: 201,
    });
  });
});

describe("a person's token", () => {
  it("does what the person may do", async () => {
    const { sandbox } = livedIn();
    const told = await ask(sandbox, "GET /user", { token: sandbox.tokenOf("bd-lead") });
    expect(told).toMatchObject({ status: 200, body: { login: "bd-lead", type: "User" } });
    expect(told.headers.get("x-oauth-scopes")).toContain("repo");
  });

  it("is the same one when asked for again", () => {
    const { sandbox } = livedIn();
    expect(sandbox.tokenOf("bd-lead")).toBe(sandbox.tokenOf("bd-lead"));
  });

  it("does not show a private repository to a stranger", async () => {
    const { sandbox } = livedIn();
    const token = sandbox.tokenOf("stranger");
    expect(await ask(sandbox, `GET ${repo}`, { token })).toMatchObject({ status: 404, body: { message: "Not Found" } });
  });

  it("drops labels and assignees of a new issue without a word, and refuses them on an old one", async () => {
    const { sandbox } = livedIn();
    const token = sandbox.tokenOf("stranger");
    const body = { title: "Hello", labels: ["wanted", "new"], assignees: ["engineer-1"] };
    const told = await ask(sandbox, `POST ${open}/issues`, { token, body });
    expect(told).toMatchObject({ status: 201, body: { labels: [], assignees: [], author_association: "NONE" } });
    expect(sandbox.store.labelsOf(sandbox.store.repositoryByName("openwater", "infrastructure")!.id)).toEqual([]);
    expect(await ask(sandbox, `POST ${open}/issues/1/labels`, { token, body: { labels: ["new"] } })).toMatchObject({
      status: 403,
    });
    expect(sandbox.store.labelsOf(sandbox.store.repositoryByName("openwater", "infrastructure")!.id)).toEqual([]);
  });
});

describe("nobody", () => {
  it("reads what is public, and nothing else", async () => {
    const { sandbox } = livedIn();
    expect(await ask(sandbox, `GET ${open}/issues`)).toMatchObject({ status: 200 });
    expect(await ask(sandbox, `GET ${repo}`)).toMatchObject({ status: 404 });
  });

  it.each([`POST ${open}/issues`, "GET /user", "GET /installation/repositories"])(
    "is asked to say who it is at %s",
    async (what) => {
      const { sandbox } = livedIn();
      const body = what.startsWith("POST") ? { title: "x" } : undefined;
      expect(await ask(sandbox, what, { body })).toMatchObject({
        status: 401,
        body: { message: "Requires authentication" },
      });
    },
  );

  it("has no GraphQL at all", async () => {
    const { sandbox } = livedIn();
    expect(await askGraphql(sandbox, undefined, "{ viewer { login } }")).toMatchObject({
      status: 401,
      body: { message: "Requires authentication" },
    });
  });

  it.each(["ghp_unknown", "x", "ghs_1_2.3"])("is refused with the bad token %s", async (token) => {
    const { sandbox } = livedIn();
    expect(await ask(sandbox, `GET ${open}`, { token })).toMatchObject({
      status: 401,
      body: { message: "Bad credentials" },
    });
  });
});

describe("how a token is shown", () => {
  it.each(["Bearer", "bearer", "token"])("takes %s", async (scheme) => {
    const { sandbox } = livedIn();
    const authorization = `${scheme} ${sandbox.tokenOf("bd-lead")}`;
    expect(await ask(sandbox, `GET ${repo}`, { headers: { authorization } })).toMatchObject({ status: 200 });
  });

  it("takes basic authentication, as git does", async () => {
    const { sandbox } = livedIn();
    const basic = Buffer.from(`x-access-token:${sandbox.tokenOf("bd-lead")}`).toString("base64");
    expect(await ask(sandbox, `GET ${repo}`, { headers: { authorization: `Basic ${basic}` } })).toMatchObject({
      status: 200,
    });
  });
});
